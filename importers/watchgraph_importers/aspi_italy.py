"""ASPI's map of China's technology companies, Italy only: what each company does there, with place and year.

Publisher: Australian Strategic Policy Institute, as reported by others. https://chinatechmap.aspi.org.au Format: CSV
taken from a report's list, a row an engagement. Licence: none stated. Rhythm: once; the map itself goes on.

Second-hand: the report counts 3,947 records of the map, and lists those of Italy. Descriptions are cut off and left
alone. "Unknown" and "Unspecified" are what the map does not say. Only surveillance equipment, smart-city projects for
public security and security inspection are deployments; the rest says no more than that the company is there. Records
have no ids: what tells them apart is their words.
"""

import html
import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.statements import Modality, Polarity
from watchgraph.domain.values import Code, Text
from watchgraph_importers.acts import Act, EntityKey, Stated, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.naming import named
from watchgraph_importers.places import part_of, same_country
from watchgraph_importers.publishers import Published, Publisher, Row, Table

SLUG: Final = "aspi-china-tech"
UNKNOWN: Final = frozenset({"", "unknown", "unspecified", "n/a", "various", "multiple", "nationwide", "-"})
YEAR: Final = re.compile(r"(?:19|20)\d\d", re.ASCII)
YEARS: Final = re.compile(r"((?:19|20)\d\d)\s*[-\N{EN DASH}/]\s*((?:19|20)\d\d|present)", re.ASCII | re.IGNORECASE)
ENGAGEMENTS: Final = MappingProxyType(
    {
        "surveillance equipment": "SURVEILLANCE_EQUIPMENT",
        "smart city-public security project": "SMART_CITY_PUBLIC_SECURITY",
        "security inspection equipment": "SECURITY_INSPECTION_EQUIPMENT",
        "telecommunications or ict": "TELECOMMUNICATIONS_ICT",
        "5g relationship": "FIVE_G",
        "data centre": "DATA_CENTRE",
        "commercial partnership": "COMMERCIAL_PARTNERSHIP",
        "research partnership": "RESEARCH_PARTNERSHIP",
        "r&d lab": "R_AND_D_LAB",
        "training": "TRAINING",
        "subsidiary": "SUBSIDIARY",
        "overseas office": "OVERSEAS_OFFICE",
        "donation": "DONATION",
        "health": "HEALTH",
    }
)
DEPLOYED: Final = frozenset({"SURVEILLANCE_EQUIPMENT", "SMART_CITY_PUBLIC_SECURITY", "SECURITY_INSPECTION_EQUIPMENT"})
AT_WORK: Final = frozenset({"OVERSEAS_OFFICE", "R_AND_D_LAB"})


def thing(kind: str, native: str) -> EntityKey:
    """Name something of this data set."""
    return EntityKey(dataset=SLUG, kind=kind, native=native)


ITALY: Final = thing("Place", "Italy")
ASPI: Final = thing("Organisation", "Australian Strategic Policy Institute")


def claims(row: Row) -> Iterator[Act]:
    """Say what the row of an engagement states."""
    if row["company"].casefold() in UNKNOWN:
        raise FieldError("no-company", "company", "should name the company")
    engagement = Engagement(row)
    yield from engagement.place()
    yield from engagement.presence()
    if engagement.code in DEPLOYED:
        yield from engagement.deployment()
    elif engagement.code == "SUBSIDIARY":
        yield from engagement.subsidiary()


class Engagement:
    """One row, read."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._company = thing("Organisation", row["company"])
        self._title = html.unescape(row["title"])
        self._city = None if row["location"].casefold() in UNKNOWN else thing("Place", f"{row['location']}, Italy")
        self._valid = valid_of(row)
        identity = (row["company"], row["title"], row["type"], row["location"], row["year"])
        self._record = "|".join(identity) + (f"|{row.ordinal}" if row.ordinal > 1 else "")
        self.code = ENGAGEMENTS.get(row["type"].casefold(), "OTHER")

    def _said(
        self,
        subject: EntityKey,
        predicate: str,
        value: Value | None,
        column: str,
        *qualifiers: tuple[str, Value],
        polarity: Polarity = Polarity.AFFIRMED,
    ) -> Stated:
        return Stated(
            record=self._record,
            subject=subject,
            predicate=predicate,
            object=value,
            qualifiers=qualifiers,
            column=column,
            valid=self._valid,
            polarity=polarity,
            modality=Modality.ATTRIBUTED,
            speaker=ASPI,
        )

    def place(self) -> Iterator[Act]:
        """The town within the country that all of the file is about."""
        yield named(ASPI, ASPI.native, "company", sort="PRIMARY")
        yield named(ITALY, "Italy", "location", sort="PRIMARY")
        if (judged := same_country(ITALY)) is not None:
            yield judged
        if self._city is not None:
            yield named(self._city, self._row["location"], "location")
            yield part_of(self._city, ITALY, "location")

    def presence(self) -> Iterator[Act]:
        """What the company does in the country, and in which town."""
        yield named(self._company, self._company.native, "company")
        about: list[tuple[str, Value]] = [("engagement", Code(scheme="engagement", code=self.code))]
        if self._city is not None:
            about.append(("at", self._city))
        yield self._said(ITALY, "companyPresent", self._company, "company", *about)
        if self.code in AT_WORK and self._city is not None:
            yield self._said(self._company, "basedIn", self._city, "location")

    def deployment(self) -> Iterator[Act]:
        """A system that the company supplied or takes part in."""
        system = thing("Deployment", self._record)
        yield named(system, self._title or self._record, "title", record=self._record)
        yield self._said(system, "deployedIn", self._city or ITALY, "location" if self._city else "company")
        yield self._said(self._company, "supplies", system, "company")
        technology = thing("Technology", self._row["type"])
        yield named(technology, self._row["type"], "type")
        yield self._said(system, "usesTechnology", technology, "type")
        _, _, label = self._row["topic"].rpartition("|")
        if label.strip().casefold() not in UNKNOWN:
            words = Text(text=label.strip(), lang="en")
            yield self._said(
                system, "classifiedAs", words, "topic", ("aspect", Code(scheme="record-aspect", code="SECTOR"))
            )

    def subsidiary(self) -> Iterator[Act]:
        """A company of the company's own."""
        if not self._title:
            return
        child = thing("Organisation", self._title)
        yield named(child, self._title, "title")
        yield self._said(self._company, "owns", child, "company")
        yield self._said(child, "basedIn", self._city or ITALY, "location" if self._city else "company")


def valid_of(row: Row) -> str:
    """Read the year as EDTF; empty where it is not known. Raises FieldError (not-a-year)."""
    text = row["year"]
    if text.casefold() in UNKNOWN:
        return ""
    if YEAR.fullmatch(text):
        return text
    years = YEARS.fullmatch(text)
    if years is None or (years[2].isdecimal() and years[2] < years[1]):
        raise FieldError("not-a-year", "year", "should be a year, such as 2017, or Unknown")
    return f"{years[1]}/{years[2] if years[2].isdecimal() else '..'}"


PREDICATES: Final = (
    "name",
    "partOf",
    "companyPresent",
    "basedIn",
    "deployedIn",
    "supplies",
    "usesTechnology",
    "classifiedAs",
    "owns",
)

ASPI_ITALY: Final = Publisher(
    name="aspi-china-tech-italy",
    dataset=DatasetRegistered(
        slug=SLUG,
        title="Mapping China's Tech Giants",
        publisher="Australian Strategic Policy Institute",
        home_page="https://chinatechmap.aspi.org.au",
    ),
    source=SourceRegistered(
        identity=f"dataset:{SLUG}:map",
        title="Mapping China's Tech Giants: Italy, as reported in October 2025",
        tier="DATASET",
        url="https://chinatechmap.aspi.org.au",
        publisher="Australian Strategic Policy Institute",
        published="2025-10",
        language="en",
    ),
    mapping=1,
    scope=PREDICATES,
    rhythm="once; the map itself goes on",
    editions=(
        Published(
            name="2025-10",
            published="2025-10",
            covers=PREDICATES,
            declared=3947,
            tables=(
                Table(
                    file=r"aspi_china_tech_map_italy.*\.csv(\.gz)?",
                    read=frozenset({"title", "company", "type", "location", "year", "topic"}),
                    ignored=frozenset({"description"}),
                    optional=frozenset({"topic", "location", "year"}),
                    identified_by=("company", "title", "type", "location", "year"),
                ),
            ),
        ),
    ),
    claims=claims,
)
