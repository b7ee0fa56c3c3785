"""AIAAIC repository: incidents and controversies of artificial intelligence and algorithms, 2008 to early 2026.

Publisher: AIAAIC. https://www.aiaaic.org Format: JSON Lines, an object an incident. Licence: none stated in the copy.
Rhythm: continuous; one edition is known.

The repository concerns all artificial intelligence: those with facial recognition are told by their technology. A dash
is a blank, "Unknown" says that the publisher does not know. `developer` is the first of `developers`. There is one
country a record even where several apply; "Multiple" and "Global" are none. Headlines may name private persons and
are sealed. Who made and used the system is alleged.
"""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.statements import Polarity
from watchgraph.domain.values import Code, Date, Text
from watchgraph_importers.acts import Act, EntityKey, Judged
from watchgraph_importers.cells import listed
from watchgraph_importers.errors import FieldError
from watchgraph_importers.incident_records import Record
from watchgraph_importers.naming import named
from watchgraph_importers.parties import parties_in
from watchgraph_importers.persons import mentions_person
from watchgraph_importers.places import same_country
from watchgraph_importers.printed_dates import iso_date
from watchgraph_importers.publishers import Format, Published, Publisher, Row, Table

SLUG: Final = "aiaaic"
PUBLISHER: Final = EntityKey(dataset=SLUG, kind="Organisation", native="AIAAIC")
BLANK: Final = frozenset({"", "-", "\N{EN DASH}", "\N{EM DASH}", "N/A", "n/a", "None"})
UNKNOWN: Final = frozenset({"unknown", "tbc", "tbd", "not known", "unclear"})
NO_COUNTRY: Final = frozenset({"multiple", "global", "all", "various", "worldwide", "international", "eu", "europe"})
"""What stands for several countries or for all: none of them is named."""

MISSPELT: Final = MappingProxyType(
    {
        "Facial recgnition": "Facial recognition",
        "Facial recogniton": "Facial recognition",
        "Pricing algorthm": "Pricing algorithm",
        "Anomaly Detection": "Anomaly detection",
        "Dataset/database": "Database/dataset",
    }
)
YEARS: Final = re.compile(r"((?:19|20)\d\d)(?:\s*[-\N{EN DASH}/]\s*((?:19|20)\d\d))?")
MONTH: Final = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
CONSEQUENCES: Final = MappingProxyType(
    {
        "litigation": "LITIGATION",
        "lawsuits": "LITIGATION",
        "lawsuit filing": "LITIGATION",
        "judicial injunction": "LITIGATION",
        "restraining order": "LITIGATION",
        "fine/settlement": "FINE_OR_SETTLEMENT",
        "settlement/fine": "FINE_OR_SETTLEMENT",
        "regulatory investigation": "REGULATORY_INVESTIGATION",
        "regulatory investigations": "REGULATORY_INVESTIGATION",
        "regulatory investigation/action": "REGULATORY_INVESTIGATION",
        "regulatory inquiry": "REGULATORY_INVESTIGATION",
        "regulatory review": "REGULATORY_INVESTIGATION",
        "government investigation": "GOVERNMENT_INVESTIGATION",
        "govt investigation": "GOVERNMENT_INVESTIGATION",
        "parliamentary investigation": "GOVERNMENT_INVESTIGATION",
        "parliamentary inquiry": "GOVERNMENT_INVESTIGATION",
        "parliamentary review": "GOVERNMENT_INVESTIGATION",
        "congressional scrutiny": "GOVERNMENT_INVESTIGATION",
        "legislative inquiries": "GOVERNMENT_INVESTIGATION",
        "legislative complaint/inquiry": "GOVERNMENT_INVESTIGATION",
        "legislative complaint/investigation": "GOVERNMENT_INVESTIGATION",
        "police investigation": "POLICE_INVESTIGATION",
        "police investigation/action": "POLICE_INVESTIGATION",
        "legal complaint": "LEGAL_COMPLAINT",
        "regulatory complaint": "LEGAL_COMPLAINT",
        "legal warning": "LEGAL_WARNING",
        "legal threat": "LEGAL_WARNING",
        "legal threat/action": "LEGAL_WARNING",
        "incarceration": "IMPRISONMENT",
        "criminal arrest": "IMPRISONMENT",
        "protagonist arrest": "IMPRISONMENT",
    }
)
LABELS: Final = MappingProxyType({"sector": "SECTOR", "purpose": "PURPOSE", "response": "RESPONSE"})
HARMS: Final = MappingProxyType(
    {"harms_individual_original": "HARM_TO_PERSONS", "harms_societal_original": "HARM_TO_SOCIETY"}
)


def claims(row: Row) -> Iterator[Act]:
    """Say what the object of an incident states."""
    native = row["id"]
    if not native:
        raise FieldError("no-id", "id", "should be the publisher's id, such as AIAAIC0001")
    incident = EntityKey(dataset=SLUG, kind="Incident", native=native)
    record = Record(incident=incident, id=native, valid=when(row), speaker=PUBLISHER)
    yield named(PUBLISHER, "AIAAIC", "id", sort="PRIMARY")
    yield from _identity(row, record)
    yield from _parties(row, record)
    yield from _technologies(row, record)
    yield from _country(row, record)
    yield from _labels(row, record)


def when(row: Row) -> str:
    """Read the date as EDTF, mostly a year; empty where the file has none. Raises FieldError (not-a-date)."""
    text = row["date"]
    if text in BLANK or text.casefold() in UNKNOWN:
        text = row["year"]
    if text in BLANK or text.casefold() in UNKNOWN:
        return ""
    years = YEARS.fullmatch(text)
    if years is not None and (years[2] is None or years[1] <= years[2]):
        return years[1] if years[2] is None else f"{years[1]}/{years[2]}"
    day = iso_date(text)
    if day is None and not MONTH.fullmatch(text):
        raise FieldError("not-a-date", "date", "should be a year, a month or a day, such as 2021 or 2021-05-31")
    return text if day is None else day.isoformat()


def _identity(row: Row, record: Record) -> Iterator[Act]:
    yield named(record.incident, f"Incident {record.id}", "id", record=record.id, sort="PRIMARY")
    scheme = Code(scheme="id-scheme", code="AIAAIC")
    yield record.said("externalId", Text(text=record.id, lang="und"), "id", ("scheme", scheme), valid="")
    if (headline := row["headline"]) not in BLANK:
        yield record.said("title", Text(text=headline, lang="en"), "headline", valid="")
    if record.valid:
        column, began = "year" if row["date"] in BLANK else "date", record.valid.partition("/")[0]
        yield record.said("occurredOn", Date(edtf=record.valid), column, valid=began)


def _parties(row: Row, record: Record) -> Iterator[Act]:
    makers = [party for name in listed(row, "developers") if name not in BLANK for party in parties_in(name)]
    if makers:
        yield from record.taking_part("DEVELOPER", makers, "developers")
    elif row["developer"] not in BLANK:
        yield from record.taking_part("DEVELOPER", parties_in(row["developer"]), "developer")
    if row["deployer"] not in BLANK:
        yield from record.taking_part("DEPLOYER", parties_in(row["deployer"]), "deployer")


def _technologies(row: Row, record: Record) -> Iterator[Act]:
    text = row["technology"]
    if text.casefold() in UNKNOWN:
        yield record.said("usesTechnology", None, "technology", polarity=Polarity.UNKNOWN)
        return
    for name in re.split(r"\s*[;,]\s*", text):
        if name not in BLANK:
            yield from _technology(name, record)


def _technology(name: str, record: Record) -> Iterator[Act]:
    key = EntityKey(dataset=SLUG, kind="Technology", native=name)
    if name in MISSPELT:
        right = EntityKey(dataset=SLUG, kind="Technology", native=MISSPELT[name])
        basis = f"{name!r} is {right.native!r} spelt otherwise: the same file has both"
        yield Judged(left=key, right=right, basis=basis, rule="aiaaic-spellings/1", score=100)
    yield named(key, name, "technology")
    yield record.said("usesTechnology", key, "technology", valid="")


def _country(row: Row, record: Record) -> Iterator[Act]:
    text = row["country"]
    if text.casefold() in UNKNOWN:
        yield record.said("occurredIn", None, "country", polarity=Polarity.UNKNOWN)
        return
    for name in re.split(r"\s*[;,/]\s*|\s+-\s+", text):
        if name not in BLANK and name.casefold() not in NO_COUNTRY:
            country = EntityKey(dataset=SLUG, kind="Place", native=name)
            if (judged := same_country(country)) is not None:
                yield judged
            yield named(country, name, "country")
            yield record.said("occurredIn", country, "country")


def _labels(row: Row, record: Record) -> Iterator[Act]:
    for column, aspect in LABELS.items():
        for words in _words(row[column]):
            if not mentions_person(words):
                yield record.labelled(aspect, words, column)
    for words in _consequences(row["consequence"]):
        code = CONSEQUENCES.get(words.casefold())
        if code is None:
            yield record.labelled("CONSEQUENCE", words, "consequence")
        else:
            yield record.said("consequence", Code(scheme="incident-consequence", code=code), "consequence")
    for column, aspect in HARMS.items():
        for words in dict.fromkeys(listed(row, column)):
            yield record.labelled(aspect, words, column)


def _words(text: str) -> list[str]:
    """Take labels apart, each once; blanks and what is not known are none."""
    words = dict.fromkeys(part.strip() for part in text.split(";"))
    return [one for one in words if one not in BLANK and one.casefold() not in UNKNOWN]


def _consequences(text: str) -> Iterator[str]:
    """Take consequences apart, at commas too where one of the parts is known: a few cells have them."""
    for words in _words(text):
        parts = [part.strip() for part in words.split(",")]
        yield from parts if any(part.casefold() in CONSEQUENCES for part in parts) else [words]


PREDICATES: Final = (
    "name",
    "externalId",
    "title",
    "occurredOn",
    "occurredIn",
    "involves",
    "usesTechnology",
    "classifiedAs",
    "consequence",
)
READ: Final = frozenset(
    {"id", "year", "date", "headline", "developer", "developers", "deployer", "technology", "country", "consequence"}
    | {*LABELS, *HARMS}
)

AIAAIC: Final = Publisher(
    name=SLUG,
    dataset=DatasetRegistered(
        slug=SLUG,
        title="AIAAIC Repository of AI, algorithmic and automation incidents and controversies",
        publisher="AIAAIC",
        home_page="https://www.aiaaic.org",
    ),
    source=SourceRegistered(
        identity=f"dataset:{SLUG}:repository",
        title="AIAAIC Repository",
        tier="DATASET",
        url="https://www.aiaaic.org/aiaaic-repository",
        publisher="AIAAIC",
        published="2026",
        language="en",
    ),
    mapping=4,
    scope=PREDICATES,
    rhythm="continuous; one edition is known",
    editions=(
        Published(
            name="2026",
            published="2026",
            declared=2_246,
            covers=PREDICATES,
            tables=(
                Table(
                    file=r".*\.jsonl(\.gz)?",
                    format=Format.JSON_LINES,
                    read=READ,
                    optional=READ - {"id", "headline", "deployer", "technology", "country"},
                ),
            ),
        ),
    ),
    claims=claims,
)
