"""Firms whose video and telecommunications equipment US agencies may not buy (section 889, NDAA 2019).

Publisher: United States Congress, https://www.congress.gov (Public Law 115-232); the copy is kept by OpenSanctions.
Format: CSV, a row a firm. Licence: CC-BY-NC-4.0 (of the copy). Rhythm: none, a law.

The file gives no day from which the ban holds, so that the claims have none.
"""

from collections.abc import Iterator
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.values import Code
from watchgraph_importers.acts import Act, EntityKey, NotData, Stated, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.legal_lists import (
    COLLECTION,
    LICENCE,
    NOBODY,
    LegalList,
    called,
    document,
    names_in,
    period,
    reason,
)
from watchgraph_importers.places import is_country_code, register_key
from watchgraph_importers.publishers import Published, Publisher, Row, Table

SLUG: Final = "ndaa-889"
CONGRESS: Final = "United States Congress"
SORTS: Final = {"Company": "COMPANY", "Organization": None, "LegalEntity": None, "PublicBody": "PUBLIC_BODY"}
"""Schemas of the keeper's data model, to what sort of body they say."""

TOPIC: Final = "debarment"


def claims(row: Row) -> Iterator[Act]:
    """Say what the row of a firm states."""
    name = row["name"]
    if name.lower() in NOBODY:
        yield NotData("no firm")
        return
    if row["topics"] not in {"", TOPIC}:
        raise FieldError("unknown-code", "topics", f"should be {TOPIC}: other lists have other consequences")
    law = LegalList(
        slug=SLUG,
        title=row["program"] or "Section 889",
        issuer=row["authority"] or CONGRESS,
        restriction="PROCUREMENT_BAN",
    )
    firm = law.firm(name)
    yield from law.itself(column="authority", named_in="program")
    yield from _firm(row, firm)
    qualifiers: tuple[tuple[str, Value], ...] = reason(" ".join(filter(None, (row["reason"], row["notes"]))))
    if found := document(row, "source_url", law.title, ""):
        key, stated = found
        yield stated
        qualifiers = (("listedIn", key), *qualifiers)
    yield law.names_firm(firm.native, firm, "name", valid=period(row, "start-date", "end-date"), qualifiers=qualifiers)


def _firm(row: Row, firm: EntityKey) -> Iterator[Act]:
    yield called(firm, row["name"], "name")
    for alias in names_in(row["aliases"]):
        yield called(firm, alias, "aliases", "ALIAS")
    schema = row["schema"]
    if schema and schema not in SORTS:
        raise FieldError("unknown-code", "schema", f"should be one of {', '.join(SORTS)}")
    if sort := SORTS.get(schema):
        value = Code(scheme="organisation-type", code=sort)
        yield Stated(record=firm.native, subject=firm, predicate="isA", object=value, column="schema")
    if country := row["country"]:
        if not is_country_code(country.upper()):
            raise FieldError("unknown-code", "country", "should be a code of ISO 3166-1 such as cn")
        place = register_key(country.upper())
        yield Stated(record=firm.native, subject=firm, predicate="basedIn", object=place, column="country")


PREDICATES: Final = ("name", "isA", "basedIn", "restricts", "issuedBy", "jurisdiction")

NDAA_889: Final = Publisher(
    name="us-vendor-restrictions-ndaa",
    collection=COLLECTION,
    dataset=DatasetRegistered(
        slug=SLUG,
        title="Firms named in section 889 of the National Defense Authorization Act for Fiscal Year 2019",
        publisher=CONGRESS,
        home_page="https://www.congress.gov",
        licence=LICENCE,
    ),
    source=SourceRegistered(
        identity="dataset:ndaa-889:all",
        title="Firms named in section 889 of the National Defense Authorization Act for Fiscal Year 2019",
        tier="PRIMARY_OFFICIAL",
        publisher=CONGRESS,
        language="en",
        licence=LICENCE,
        note="A copy kept by OpenSanctions.",
    ),
    rhythm="none, a law",
    mapping=1,
    scope=PREDICATES,
    editions=(
        Published(
            name="Public Law 115-232",
            published="2018-08-13",
            tables=(
                Table(
                    file=r".*section_889.*\.csv(\.gz)?",
                    read=frozenset(
                        {
                            "schema",
                            "name",
                            "aliases",
                            "topics",
                            "program",
                            "authority",
                            "reason",
                            "start-date",
                            "end-date",
                            "country",
                            "notes",
                            "source_url",
                        }
                    ),
                    # The keeper's note of when it was told; the law has no such day.
                    ignored=frozenset({"report-date"}),
                ),
            ),
            covers=PREDICATES,
        ),
    ),
    claims=claims,
)
