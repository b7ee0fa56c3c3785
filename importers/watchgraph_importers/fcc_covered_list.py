"""Equipment and services that the FCC authorises no more (the Covered List), with the makers that its entries name.

Publisher: Federal Communications Commission, https://www.fcc.gov/supplychain/coveredlist; the copy is kept by
OpenSanctions. Format: CSV, a row an entry: a sentence, and the day from which it stands on the list. Licence:
CC-BY-NC-4.0 (of the copy). Rhythm: a few times a year since 2021.

Makers stand inside the sentence, behind "produced by", "provided by" or "supplied by". An entry that names none (all
routers made abroad) is kept in its own words and put before a reviewer. A row is known by its words.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.values import Code, Date, Text
from watchgraph_importers.acts import Act, NotData, Stated, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.legal_lists import COLLECTION, LICENCE, NOBODY, LegalList, called
from watchgraph_importers.printed_dates import edtf_of
from watchgraph_importers.publishers import Published, Publisher, Row, Table

SLUG: Final = "fcc-covered-list"
ENTRY: Final = "covered_equipment_or_services"
INCLUDED: Final = "date_of_inclusion_on_covered_list"
LIST: Final = LegalList(
    slug=SLUG, title="Covered List", issuer="Federal Communications Commission", restriction="COVERED_LIST"
)
NO_MAKER: Final = "No maker was read in the words of this entry: does it name one?"

_MADE_BY = re.compile(r"\b(?:produced|provided|supplied|manufactured|sold)(?:, directly or indirectly,)? by ")
_SUBSIDIARY = re.compile(r" and its (?:wholly[- ]owned )?subsidiar(?:y|ies) ")
_BEHIND = re.compile(
    r",? (?:including|to the extent|subject to|except|and used|or any of its|and its affiliates)\b|,? or using\b|;|\.?$"
)
_AND = re.compile(r",? (?:and|or) ")
_FIRM_ENDS = re.compile(r"(?:Compan(?:y|ies)|Corporation|Corp\.?|Inc\.?|Ltd\.?|Limited|LLC|Lab|Group)$")
_NOBODY_NAMED = re.compile(r"such (?:entity|entities|company|equipment)\b|(?:the|a|an|any|one|DoW|DHS|DoD|foreign)\b")
_AFFILIATES = re.compile(r"\bor any of its (?:.*\b)?(?:subsidiaries|affiliates)\b")
_SUCCESSORS = re.compile(r"\bor any of its successors and assign(?:ee)?s\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """A firm that an entry names. parent: the maker whose subsidiary it is, as the entry says."""

    name: str
    parent: str = ""


def makers(entry: str) -> list[Maker]:
    """Read which firms an entry names, in the order of the sentence; none where it names none."""
    found: dict[str, Maker] = {}
    for start in _MADE_BY.finditer(entry):
        rest = entry[start.end() :]
        if _NOBODY_NAMED.match(rest):
            continue
        end = _BEHIND.search(rest)
        first, *others = _SUBSIDIARY.split(rest[: end.start() if end else None].strip(" ,"))
        for name in _firms(first):
            found.setdefault(name, Maker(name=name))
        for name in others:
            found.setdefault(name, Maker(name=name, parent=first))
    return list(found.values())


def _firms(words: str) -> list[str]:
    """Part firms that the sentence joins; none where it is not clear which words are names."""
    parts = _AND.split(words)
    if len(parts) > 1 and not all(_FIRM_ENDS.search(part) for part in parts):
        return []
    return parts if all(part[:1].isupper() for part in parts) else []


def claims(row: Row) -> Iterator[Act]:
    """Say what an entry of the list states."""
    entry = row[ENTRY]
    if entry.lower() in NOBODY:
        yield NotData("no entry")
        return
    included, *updates = _days(row)
    record = record_of(entry)
    valid = f"{included}/.." if included else ""
    named = makers(entry)
    yield from LIST.itself()
    yield Stated(
        record=record,
        subject=LIST.key,
        predicate="covers",
        object=Text(text=entry, lang="en"),
        column=ENTRY,
        valid=valid,
        doubt=None if named else NO_MAKER,
    )
    for maker in named:
        yield from _maker(maker, record, valid, _reach(entry))
    for day in updates:
        yield Stated(record=record, subject=LIST.key, predicate="amendedOn", object=Date(edtf=day), column=INCLUDED)


def record_of(entry: str) -> str:
    """Name an entry by its beginning and a digest of all of its words."""
    words = " ".join(entry.split())
    return f"{words[:80]} #{hashlib.sha256(words.encode()).hexdigest()[:12]}"


def _maker(maker: Maker, record: str, valid: str, reach: tuple[tuple[str, Value], ...]) -> Iterator[Act]:
    firm = LIST.firm(maker.name)
    yield called(firm, maker.name, ENTRY)
    yield LIST.names_firm(record, firm, ENTRY, valid=valid, qualifiers=reach)
    if maker.parent:
        owner = LIST.firm(maker.parent)
        yield Stated(
            record=record,
            subject=owner,
            predicate="owns",
            object=firm,
            column=ENTRY,
            valid=valid.partition("/")[0],
        )


def _reach(entry: str) -> tuple[tuple[str, Value], ...]:
    for pattern, code in ((_SUCCESSORS, "SUCCESSORS"), (_AFFILIATES, "AFFILIATES")):
        if pattern.search(entry):
            return (("reach", Code(scheme="restriction-reach", code=code)),)
    return ()


def _days(row: Row) -> list[str]:
    """The day of inclusion, then those of updates, which the cell runs together (`… 2025Updated:January 7, 2026`)."""
    text = row[INCLUDED]
    if text.lower() in NOBODY:
        return [""]
    days = [edtf_of(part) for part in re.split(r"\s*Updated:?\s*", text)]
    found = [day for day in days if day]
    if len(found) < len(days):
        raise FieldError("not-a-date", INCLUDED, "should be a date such as March 12, 2021, then `Updated:` and dates")
    return found


PREDICATES: Final = ("name", "restricts", "covers", "amendedOn", "owns", "issuedBy", "jurisdiction")

FCC_COVERED_LIST: Final = Publisher(
    name="us-vendor-restrictions-fcc",
    collection=COLLECTION,
    dataset=DatasetRegistered(
        slug=SLUG,
        title="List of equipment and services covered by section 2 of the Secure Networks Act",
        publisher=LIST.issuer,
        home_page="https://www.fcc.gov/supplychain/coveredlist",
        licence=LICENCE,
    ),
    source=SourceRegistered(
        identity="url:https://fcc.gov/supplychain/coveredlist",
        title="List of equipment and services covered by section 2 of the Secure Networks Act",
        tier="PRIMARY_OFFICIAL",
        url="https://www.fcc.gov/supplychain/coveredlist",
        publisher=LIST.issuer,
        language="en",
        licence=LICENCE,
        note="A copy kept by OpenSanctions.",
    ),
    rhythm="a few times a year since 2021",
    mapping=1,
    scope=PREDICATES,
    editions=(
        Published(
            name="2026-07-28",
            published="2026-07-28",
            tables=(Table(file=r"(?:.*fcc_covered_list.*|table)\.csv(\.gz)?", read=frozenset({ENTRY, INCLUDED})),),
            covers=PREDICATES,
        ),
    ),
    claims=claims,
)
