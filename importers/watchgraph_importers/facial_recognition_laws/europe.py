"""The table of Europe: a row a country (England and Scotland among them) and its stance, as of May 2021."""

from collections.abc import Iterator
from typing import Final

from watchgraph.domain.statements import Polarity
from watchgraph.domain.values import Code
from watchgraph_importers.acts import Act, EntityKey, NotData, Stated, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.facial_recognition_laws.citations import Citation
from watchgraph_importers.facial_recognition_laws.stances import SLUG, STANCE, TECHNOLOGY, cited, technology
from watchgraph_importers.naming import named
from watchgraph_importers.places import same_country
from watchgraph_importers.publishers import Row

COUNTRY: Final = "Country"
SEEN: Final = "2021"
CONSIDERED: Final = ("stage", Code(scheme="adoption-stage", code="CONSIDERED"))
APPROVED: Final = ("stage", Code(scheme="adoption-stage", code="APPROVED"))
Qualifiers = tuple[tuple[str, Value], ...]

STANCES: Final[dict[str, tuple[str, Qualifiers]]] = {
    "in use": ("usesSurveillanceTechnology", ()),
    "ban": ("banned", ()),
    "banned": ("banned", ()),
    "considering": ("plansSurveillanceTechnology", (CONSIDERED,)),
    "considering use": ("plansSurveillanceTechnology", (CONSIDERED,)),
    "approved for use": ("plansSurveillanceTechnology", (APPROVED,)),
    "approved for use (not implemented)": ("plansSurveillanceTechnology", (APPROVED,)),
}
"""The words of the link to what they say."""

NOT_KNOWN: Final = frozenset({"unknown", "no evidence", "no evidence of use", "not known"})


def claims(row: Row) -> Iterator[Act]:
    """Say where a country stands."""
    name = row[COUNTRY]
    if not name:
        yield NotData("no country")
        return
    country = EntityKey(dataset=SLUG, kind="Place", native=name)
    yield named(country, name, COUNTRY)
    if (judged := same_country(country)) is not None:
        yield judged
    yield from technology()
    citation = Citation.of(row, STANCE)
    if citation.prose:
        yield from citation.documents()
        yield from cited(_stated(country, citation), citation, row)


def _stated(country: EntityKey, citation: Citation) -> Stated:
    stance = citation.stance.casefold()
    known = stance not in NOT_KNOWN
    if known and stance not in STANCES:
        raise FieldError("unknown-code", STANCE, f"should be one of {', '.join(STANCES)}")
    predicate, qualifiers = STANCES[stance] if known else ("usesSurveillanceTechnology", ())
    return Stated(
        record=country.native,
        subject=country,
        predicate=predicate,
        object=TECHNOLOGY if known else None,
        qualifiers=qualifiers,
        column=STANCE,
        valid=SEEN,
        polarity=Polarity.AFFIRMED if known else Polarity.UNKNOWN,
        slot_by_time=True,
    )
