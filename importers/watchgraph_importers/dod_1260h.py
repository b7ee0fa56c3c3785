"""Chinese military companies operating in the United States: the list of section 1260H, edition by edition.

Publisher: US Department of Defense, https://www.defense.gov; the copy is kept by OpenSanctions. Format: CSV, a row a
company and list edition. Licence: CC-BY-NC-4.0 (of the copy). Rhythm: about once a year since 2021.

A company that stands on several editions has a row of each, mostly without an end, so that its intervals overlap;
a removal has an end. A row is known by the company's clean name and the day of the list. A star behind a name refers
to a footnote that the file does not have.
"""

from collections.abc import Iterator
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph_importers.acts import Act, EntityKey, NotData, Stated, Value
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
    without_alias,
)
from watchgraph_importers.publishers import Published, Publisher, Row, Table

SLUG: Final = "dod-1260h"
LIST: Final = LegalList(
    slug=SLUG,
    title="Section 1260H of the National Defense Authorization Act for Fiscal Year 2021",
    issuer="US Department of Defense",
    restriction="MILITARY_COMPANY_LIST",
)
EDITION_TITLE: Final = "Entities identified as Chinese military companies operating in the United States"


def claims(row: Row) -> Iterator[Act]:
    """Say what the listing of a company states."""
    name = row["Clean Name"] or row["Name"]
    if name.lower() in NOBODY:
        yield NotData("no company")
        return
    company = LIST.firm(name)
    record = f"{company.native}|{row['Start date']}"
    yield from LIST.itself()
    yield from _names(row, company)
    yield from _listing(row, company, record)
    yield from _parent(row, company, record)


def _names(row: Row, company: EntityKey) -> Iterator[Act]:
    written = {column: row[column] for column in ("Clean Name", "Name") if row[column]}
    for column, name in written.items():
        if column == "Clean Name" or name != row["Clean Name"]:
            yield called(company, name, column)
    yield called(company, company.native, "Clean Name" if row["Clean Name"] else "Name", "PRIMARY")
    if short := without_alias(row["Clean Name"])[1]:
        yield called(company, short, "Clean Name", "ALIAS")
    for column, sort in (("Alias", "ALIAS"), ("Previous Name", "FORMER")):
        for name in names_in(row[column]):
            yield called(company, name, column, sort)


def _listing(row: Row, company: EntityKey, record: str) -> Iterator[Act]:
    valid = period(row, "Start date", "End date")
    qualifiers: tuple[tuple[str, Value], ...] = reason(row["Note"])
    if found := document(row, "Source Url", EDITION_TITLE, valid.partition("/")[0]):
        key, stated = found
        yield stated
        qualifiers = (("listedIn", key), *qualifiers)
    yield LIST.names_firm(record, company, "Name", valid=valid, qualifiers=qualifiers)


def _parent(row: Row, company: EntityKey, record: str) -> Iterator[Act]:
    """The list sets subsidiaries below their parent: so it was on the day of the list."""
    for name in names_in(row["Parent Name"]):
        parent = LIST.firm(name)
        yield called(parent, name, "Parent Name")
        yield Stated(
            record=record,
            subject=parent,
            predicate="owns",
            object=company,
            column="Parent Name",
            valid=period(row, "Start date", "End date").partition("/")[0],
        )


PREDICATES: Final = ("name", "restricts", "owns", "issuedBy", "jurisdiction")

DOD_1260H: Final = Publisher(
    name="us-vendor-restrictions-dod",
    collection=COLLECTION,
    dataset=DatasetRegistered(
        slug=SLUG,
        title="Chinese military companies operating in the United States (section 1260H)",
        publisher=LIST.issuer,
        home_page="https://www.defense.gov",
        licence=LICENCE,
    ),
    source=SourceRegistered(
        identity="dataset:dod-1260h:all",
        title="Chinese military companies operating in the United States (section 1260H)",
        tier="PRIMARY_OFFICIAL",
        publisher=LIST.issuer,
        language="en",
        licence=LICENCE,
        note="A copy kept by OpenSanctions.",
    ),
    rhythm="about once a year since 2021",
    mapping=1,
    scope=PREDICATES,
    editions=(
        Published(
            name="2026-06-08",
            published="2026-06-08",
            tables=(
                Table(
                    file=r"(?:.*dod_section_1260h.*|.*chinese_milcorps.*|sanctions)\.csv(\.gz)?",
                    read=frozenset(
                        {
                            "Name",
                            "Clean Name",
                            "Alias",
                            "Previous Name",
                            "Parent Name",
                            "Note",
                            "Start date",
                            "End date",
                            "Source Url",
                        }
                    ),
                ),
            ),
            covers=PREDICATES,
        ),
    ),
    claims=claims,
)
