"""Lawsuits about facial recognition in the United States: a teaching list of cases and of what to read on each.

Publisher: kwaldenphd, https://github.com/kwaldenphd/facial-recognition (`lawsuits.md`, March 2022), with the
links of the page in a table. Format: CSV, a row a source; the page itself as Markdown. Licence: CC-BY-NC-4.0. Rhythm:
none.

A heading is a case, but for one that heads many. Dates are those of the sources; the month in a heading dates the case,
and is not said to be that of the filing. The page gives no docket numbers: where an address holds one, it is a derived
claim. One address belongs to another newspaper's story, and is doubted.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from watchgraph.domain import urls
from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.values import Code, Text, Url
from watchgraph_importers.acts import Act, EntityKey, NotData, SourceKey, SourceStated, Stated, Value
from watchgraph_importers.case_headings import Heading, is_person, read_heading
from watchgraph_importers.courts_db import states
from watchgraph_importers.errors import FieldError
from watchgraph_importers.naming import named
from watchgraph_importers.printed_dates import date_of, edtf_of
from watchgraph_importers.publishers import Format, Published, Publisher, Row, Table
from watchgraph_importers.tables import LINE

SLUG: Final = "lawsuits-frt-us"
LESSON: Final = "github.com/kwaldenphd"
"""Links to the lesson itself, which are no sources."""

DOCKET_RULE: Final = "docket-in-address/1"
DEFENDANT_RULE: Final = "defendant-in-title/1"

HOSTS: Final = {
    "ACLU": "aclu.org",
    "ACLU Michigan": "aclumich.org",
    "ACLU Minnesota": "aclu-mn.org",
    "BuzzFeed News": "buzzfeednews.com",
    "CBS News": "cbsnews.com",
    "CNN Business": "cnn.com",
    "Electronic Frontier Foundation": "eff.org",
    "Los Angeles Times": "latimes.com",
    "MIT Technology Review": "technologyreview.com",
    "Minnesota Star Tribune": "startribune.com",
    "Office of the Vermont Attorney General": "ago.vermont.gov",
    "Slate": "slate.com",
    "Washington Post": "washingtonpost.com",
}
"""Where publishers publish, to find an address that belongs to somebody else's story."""

TIERS: Final = {
    "ACLU": "NGO",
    "ACLU Michigan": "NGO",
    "ACLU Minnesota": "NGO",
    "Electronic Frontier Foundation": "NGO",
    "Office of the Vermont Attorney General": "PRIMARY_OFFICIAL",
}
FILINGS: Final = ("law.justia.com", "justfutureslaw.org", "scribd.com")
"""Where the list finds papers of the court."""

_DOCKETS = (
    re.compile(r"/(?P<number>\d:\d{4}[a-z]{2}\d{3,6})(?:/|$)"),
    re.compile(r"law\.justia\.com/cases/.*/(?P<number>\d{2,4}-\d{2,6})\.html"),
)
_SUED = re.compile(r"\b(?:sue[sd]?|suing|lawsuit)\b", re.IGNORECASE)
_FIRM = re.compile(r"\b([A-Z]\w+ AI)\b")


def claims(row: Row) -> Iterator[Act]:
    """Say what the row of a source states: the document, who published it, and the case that it is about."""
    if not row["source_title"] and not row["url"]:
        yield NotData("no source")
        return
    if LESSON in row["url"]:
        yield NotData("link of the lesson itself")
        return
    document = Document(row)
    yield from document.itself()
    if not row["case_heading"]:
        return
    heading = read_heading(row["case_heading"])
    case = case_key(row["case_heading"], heading)
    yield named(case, row["case_heading"], "case_heading")
    yield document.say("isAbout", "case_heading", case)
    if heading is not None:
        yield from _parties(row, case, heading)
        yield from _derived(row, case, heading)


def prose(row: Row) -> Iterator[Act]:
    """The page is kept as the document that the table was taken from; its lines state nothing beside it."""
    yield NotData("prose" if row[LINE] else "blank")


def case_key(text: str, heading: Heading | None) -> EntityKey:
    """Name a case by its heading; a heading of many is a class."""
    return EntityKey(dataset=SLUG, kind="Group" if heading is None else "Case", native=text)


class Document:
    """The document of a row. One whose address is somebody else's is known by publisher, title and date."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._title = row["source_title"] or row["url"]
        right = "should be a date such as 25 January 2019"
        self._published = date_of(row["date_as_printed"], "date_as_printed", right)
        address = row["url"]
        self._address = "" if not address else _checked(address)
        self._misplaced = bool(address) and _belongs_elsewhere(row["publisher"], address)
        identity = f"work:{row['publisher']}|{self._title}|{self._published}"
        if address and not self._misplaced:
            identity = f"url:{urls.canonical_url(address)}"
        self.key = SourceKey(identity)

    def say(self, predicate: str, column: str, value: Value, doubt: str | None = None) -> Stated:
        """State something of the document."""
        return Stated(
            record=self.key.identity[:400],
            subject=self.key,
            predicate=predicate,
            object=value,
            column=column,
            doubt=doubt,
        )

    def itself(self) -> Iterator[Act]:
        """Describe it, with who published it and when."""
        publisher = self._row["publisher"]
        yield SourceStated(
            body=SourceRegistered(
                identity=self.key.identity,
                title=self._title,
                tier=_tier(publisher, self._address),
                url=None if self._misplaced else self._address or None,
                publisher=publisher or None,
                published=self._published,
                language="en",
            )
        )
        if publisher:
            body = EntityKey(dataset=SLUG, kind="Organisation", native=publisher)
            yield named(body, publisher, "publisher")
            yield Stated(
                record=self.key.identity[:400],
                subject=body,
                predicate="published",
                object=self.key,
                column="publisher",
                valid=self._published,
            )
        if self._misplaced:
            doubt = f"The address is not one of {publisher} ({HOSTS[publisher]}): another story stands there."
            yield self.say("webPage", "url", Url(url=self._address), doubt)


def _parties(row: Row, case: EntityKey, heading: Heading) -> Iterator[Act]:
    if heading.title != row["case_heading"]:
        yield named(case, heading.title, "case_heading", sort="ALIAS")
    if heading.dated and (dated := edtf_of(heading.dated)) is not None:
        stage = Code(scheme="case-stage", code="UNSPECIFIED")
        yield replace(_of(case, case, "caseStage", stage, "case_heading"), valid=dated)
    for predicate, names in (("claimant", heading.claimants), ("defendant", heading.defendants)):
        for name in names:
            yield from _party(case, predicate, name, person=bool(heading.defendants) and is_person(name, states()))


def _party(case: EntityKey, predicate: str, name: str, *, person: bool) -> Iterator[Act]:
    """A person is known by name and case: a family name alone is nobody's."""
    if person:
        party = EntityKey(dataset=SLUG, kind="Person", native=f"{name}, {case.native}", public_role=True)
        litigant = Code(scheme="public-role", code="LITIGANT")
        yield named(party, name, "case_heading", record=case.native)
        yield _of(case, party, "publicRole", litigant, "case_heading")
    else:
        party = EntityKey(dataset=SLUG, kind="Organisation", native=name)
        yield named(party, name, "case_heading")
    yield _of(case, case, predicate, party, "case_heading")


def _derived(row: Row, case: EntityKey, heading: Heading) -> Iterator[Act]:
    for pattern in _DOCKETS:
        if found := pattern.search(row["url"]):
            yield _of(case, case, "caseNumber", Text(text=found["number"]), "url", DOCKET_RULE)
    title = row["source_title"]
    firms = set(_FIRM.findall(title))
    if not heading.defendants and len(firms) == 1 and _SUED.search(title):
        firm = EntityKey(dataset=SLUG, kind="Organisation", native=firms.pop())
        yield named(firm, firm.native, "source_title", sort="ALIAS")
        yield _of(case, case, "defendant", firm, "source_title", DEFENDANT_RULE)


def _of(
    case: EntityKey, subject: EntityKey, predicate: str, value: Value, column: str, rule: str | None = None
) -> Stated:
    """State something in the record of a case; several sources of it repeat the heading."""
    return Stated(
        record=case.native,
        subject=subject,
        predicate=predicate,
        object=value,
        column=column,
        rule=rule,
        repeats=True,
    )


def _checked(address: str) -> str:
    try:
        return urls.check_url(address)
    except urls.BadUrlError as error:
        raise FieldError("bad-url", "url", str(error)) from error


def _belongs_elsewhere(publisher: str, address: str) -> bool:
    host = urlsplit(address).hostname or ""
    return publisher in HOSTS and not f".{host}".endswith(f".{HOSTS[publisher]}")


def _tier(publisher: str, address: str) -> str:
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    if not publisher:
        return "COURT" if host in FILINGS else "MEDIA"
    return TIERS.get(publisher, "MEDIA")


PREDICATES: Final = (
    "name",
    "publicRole",
    "published",
    "isAbout",
    "claimant",
    "defendant",
    "caseStage",
    "caseNumber",
    "webPage",
)

LAWSUITS_FRT_US: Final = Publisher(
    name="lawsuits-frt-us",
    dataset=DatasetRegistered(
        slug=SLUG,
        title="Facial recognition lawsuits in the United States",
        publisher="kwaldenphd",
        home_page="https://github.com/kwaldenphd/facial-recognition",
        licence="CC-BY-NC-4.0",
    ),
    source=SourceRegistered(
        identity="url:https://github.com/kwaldenphd/facial-recognition",
        title="Facial recognition and racialized surveillance in law enforcement: lawsuits",
        tier="ACADEMIC",
        url="https://github.com/kwaldenphd/facial-recognition",
        publisher="kwaldenphd",
        published="2022-03",
        language="en",
        licence="CC-BY-NC-4.0",
    ),
    rhythm="none",
    mapping=2,
    scope=PREDICATES,
    editions=(
        Published(
            name="2022-03",
            published="2022-03",
            tables=(
                Table(
                    file=r"lawsuit_sources.*\.csv(\.gz)?",
                    read=frozenset({"case_heading", "source_title", "publisher", "date_as_printed", "url"}),
                    claims=claims,
                ),
                Table(file=r"lawsuits.*\.md", format=Format.LINES, read=frozenset({LINE}), claims=prose),
            ),
            covers=PREDICATES,
        ),
    ),
)
