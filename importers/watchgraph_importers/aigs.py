"""AI & Big Data Global Surveillance Index (AIGS): which countries use which surveillance technology, and whose.

Publisher: Steven Feldstein, Carnegie Endowment for International Peace. https://doi.org/10.17632/gjhf5y4xjp (Mendeley
Data). Format: workbook of two sheets, a row a country. Licence: none stated in the file. Rhythm: 2020, 2022, then none.

The index covers some years and dates no cell, so a flag says "seen by the edition's year". A blank is no statement.
No cell says which company supplies which technology.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.statements import Modality
from watchgraph.domain.values import Code, Money, Quantity, Text
from watchgraph_importers.acts import Act, EntityKey, Judged, NotData, Stated, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.places import same_country
from watchgraph_importers.publishers import Published, Publisher, Row, Table

SLUG: Final = "aigs"
INDEX_SHEET: Final = "AIGS 2022"
SCORES_SHEET: Final = "Digital Repression Inde + V-Dem"
SEEN: Final = "2022"
SCORED: Final = "2021"
SPENT: Final = "2018"

TECHNOLOGIES: Final = (
    "Safe City System",
    "Facial Recognition System",
    "Smart Policing",
    "Social Media Surveillance",
)
ORIGINS: Final = {"China Tech": "China", "US Tech": "United States of America"}
COMPANIES: Final = tuple(f"Company {number}" for number in range(1, 6))
OVERFLOW: Final = ("X", "Y", "Z", "AA", "AB", "AC", "AD", "AE", "AF")
"""The nine columns without a header, by their letters."""

OVERFLOW_DOUBT: Final = (
    "The columns without a header seem to have stayed behind when the rows were sorted anew: several runs of names "
    "stand in another country's row in the 2020 edition."
)
MANY_COMPANIES: Final = "Mult"
DAMAGE: Final = {"Electoral Democracy": "ed", "Closed Autocracy": "ca", "Electoral Autocracy": "ea"}
"""A replacement of regime codes by their names, meant for one column, ran over the whole 2022 workbook."""

MISSPELT: Final = {"Hikvsion": "Hikvision", "iOmnicient": "iOmniscient"}
REGIMES: Final = {
    "LD": "LIBERAL_DEMOCRACY",
    "ED": "ELECTORAL_DEMOCRACY",
    "EA": "ELECTORAL_AUTOCRACY",
    "CA": "CLOSED_AUTOCRACY",
}
REGIONS: Final = {"EUR": "EUR", "EAP": "EAP", "WHA": "WHA", "AF": "AF", "AFR": "AF", "MENA": "MENA", "SCA": "SCA"}
NET_FREEDOM: Final = {"FREE": "FREE", "PARTLY FREE": "PARTLY_FREE", "NOT FREE": "NOT_FREE"}
FLAG: Final = {"x": True, "X": True, "1": True, "0": False}
SCORES: Final = {
    "V-Dem Electoral Democracy Index 2021": ("electoralDemocracyIndex", "index"),
    "v2x_polyarchy": ("electoralDemocracyIndex", "index"),
    "Feldstein Digital Repression Index 2021": ("digitalRepressionIndex", "index"),
    "Digital Repression Index 2021": ("digitalRepressionIndex", "index"),
    "Freedom on the Net 2021 Score": ("freedomOnTheNetScore", "point"),
}
CLASSES: Final = {
    "V-Dem Regime Type 2021": ("regimeType", "regime-type", REGIMES, SCORED),
    "v2x_regime": ("regimeType", "regime-type", REGIMES, SCORED),
    "Freedom on the Net 2021 Status": ("freedomOnTheNetStatus", "freedom-on-the-net-status", NET_FREEDOM, SCORED),
    "Region": ("region", "aigs-region", REGIONS, SEEN),
}
SPENDING: Final = "Military Expenditures (USD) 2018"
SPENDING_RANK: Final = "Military Expenditures Ranking (2018)"
BELT_AND_ROAD: Final = "Member of Belt & Road Initiative"
MILLION: Final = Decimal(1_000_000)


def claims(row: Row) -> Iterator[Act]:
    """Say what the row of a country states."""
    raw = row["Country"]
    if not raw:
        yield NotData("no country")
        return
    country = place(raw)
    yield from _country(country, raw)
    yield from _classes(row, country)
    yield from _scores(row, country)
    if row.sheet == INDEX_SHEET:
        yield from _spending(row, country)
        yield from _flags(row, country)
        yield from _origins(row, country)
        yield from _companies(row, country)


def place(name: str) -> EntityKey:
    """Name a country of the index, undoing the damage to its name."""
    return EntityKey(dataset=SLUG, kind="Place", native=repaired(name))


def repaired(text: str) -> str:
    """Undo the replacement of regime codes inside words (`UnitElectoral Democracy States`: `United States`)."""
    for words, letters in DAMAGE.items():
        text = text.replace(words, letters)
    return text


def _country(country: EntityKey, raw: str) -> Iterator[Act]:
    if (judged := same_country(country)) is not None:
        yield judged
    yield _name(country, raw, "Country", country.native, "RAW")
    if raw != country.native:
        yield _name(country, country.native, "Country", country.native, "ALIAS")


def _name(key: EntityKey, name: str, column: str, record: str, sort: str) -> Stated:
    return Stated(
        record=record,
        subject=key,
        predicate="name",
        object=Text(text=name, lang="en"),
        qualifiers=(("nameKind", Code(scheme="name-kind", code=sort)),),
        column=column,
        repeats=True,
    )


def _observed(
    country: EntityKey, predicate: str, value: Value, column: str, valid: str, modality: Modality = Modality.FACT
) -> Stated:
    """Each year of the index stands beside the others: none takes another's place."""
    return Stated(
        record=country.native,
        subject=country,
        predicate=predicate,
        object=value,
        column=column,
        valid=valid,
        modality=modality,
        slot_by_time=True,
    )


def _classes(row: Row, country: EntityKey) -> Iterator[Act]:
    for column, (predicate, scheme, codes, valid) in CLASSES.items():
        if text := row[column]:
            if text not in codes:
                raise FieldError("unknown-code", column, f"should be one of {', '.join(codes)}")
            yield _observed(country, predicate, Code(scheme=scheme, code=codes[text]), column, valid)


def _scores(row: Row, country: EntityKey) -> Iterator[Act]:
    for column, (predicate, unit) in SCORES.items():
        if number := row[column]:
            yield _estimated(country, predicate, Quantity(min=number, max=number, unit=unit), column, SCORED)


def _estimated(country: EntityKey, predicate: str, value: Value, column: str, valid: str) -> Stated:
    return _observed(country, predicate, value, column, valid, Modality.ESTIMATE)


def _spending(row: Row, country: EntityKey) -> Iterator[Act]:
    if millions := row[SPENDING]:
        try:
            amount = str(Decimal(millions) * MILLION)
        except ArithmeticError as error:
            raise FieldError("not-a-number", SPENDING, "should be millions of US dollars") from error
        yield _estimated(
            country, "militaryExpenditure", Money(amount=amount, currency="USD", date=SPENT), SPENDING, SPENT
        )
    if rank := row[SPENDING_RANK]:
        value = Quantity(min=rank, max=rank, unit="rank")
        yield _estimated(country, "militaryExpenditureRank", value, SPENDING_RANK, SPENT)


def _flagged(row: Row, column: str) -> bool:
    text = row[column]
    if text and text not in FLAG:
        raise FieldError("unknown-flag", column, "a flag is x, 1, 0 or blank")
    return FLAG.get(text, False)


def _flags(row: Row, country: EntityKey) -> Iterator[Act]:
    for column in TECHNOLOGIES:
        if _flagged(row, column):
            technology = EntityKey(dataset=SLUG, kind="Technology", native=column)
            yield _name(technology, column, column, f"technology:{column}", "RAW")
            yield _observed(country, "usesSurveillanceTechnology", technology, column, SEEN)
    if _flagged(row, BELT_AND_ROAD):
        member = Code(scheme="membership", code="MEMBER")
        yield _observed(country, "beltAndRoadMember", member, BELT_AND_ROAD, SEEN)


def _origins(row: Row, country: EntityKey) -> Iterator[Act]:
    for column, name in ORIGINS.items():
        if _flagged(row, column):
            yield from _origin(country, name, column)
    for name in re.split(r"\s*,\s*", repaired(row["Other Countries"])):
        if name:
            yield from _origin(country, name, "Other Countries")


def _origin(country: EntityKey, name: str, column: str) -> Iterator[Act]:
    origin = place(name)
    if (judged := same_country(origin)) is not None:
        yield judged
    yield _name(origin, name, column, f"country:{name}", "RAW")
    yield _observed(country, "techOrigin", origin, column, SEEN)


def _companies(row: Row, country: EntityKey) -> Iterator[Act]:
    for column in COMPANIES:
        if (name := row[column]) and name != MANY_COMPANIES:
            yield from _company(country, name, column, None)
    for column in OVERFLOW:
        for name in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", row[column]):
            if name and name != MANY_COMPANIES:
                yield from _company(country, name, column, OVERFLOW_DOUBT)


def _company(country: EntityKey, name: str, column: str, doubt: str | None) -> Iterator[Act]:
    company = EntityKey(dataset=SLUG, kind="Organisation", native=name)
    if name in MISSPELT:
        right = EntityKey(dataset=SLUG, kind="Organisation", native=MISSPELT[name])
        basis = f"{name!r} is {right.native!r} misspelt: the same index has both"
        yield Judged(left=company, right=right, basis=basis, rule="aigs-misspellings/1", score=100)
    yield _name(company, name, column, f"company:{name}", "RAW")
    yield Stated(
        record=country.native,
        subject=country,
        predicate="companyPresent",
        object=company,
        column=column,
        valid=SEEN,
        slot_by_time=True,
        doubt=doubt,
    )


PREDICATES: Final = (
    "name",
    "usesSurveillanceTechnology",
    "techOrigin",
    "companyPresent",
    "regimeType",
    "region",
    "electoralDemocracyIndex",
    "digitalRepressionIndex",
    "freedomOnTheNetStatus",
    "freedomOnTheNetScore",
    "militaryExpenditure",
    "militaryExpenditureRank",
    "beltAndRoadMember",
)

INDEX_TABLE: Final = Table(
    file=r".*\.xlsx",
    sheet=INDEX_SHEET,
    read=frozenset(
        {
            "Country",
            "Region",
            "V-Dem Electoral Democracy Index 2021",
            "V-Dem Regime Type 2021",
            "Feldstein Digital Repression Index 2021",
            "Freedom on the Net 2021 Status",
            "Freedom on the Net 2021 Score",
            SPENDING,
            SPENDING_RANK,
            BELT_AND_ROAD,
            "Other Countries",
            *TECHNOLOGIES,
            *ORIGINS,
            *COMPANIES,
            *OVERFLOW,
        }
    ),
    ignored=frozenset({"China ODI Rank (EIU)"}),
    optional=frozenset(OVERFLOW),
)

SCORES_TABLE: Final = Table(
    file=r".*\.xlsx",
    sheet=SCORES_SHEET,
    read=frozenset({"Country", "Region", "v2x_polyarchy", "v2x_regime", "Digital Repression Index 2021"}),
    ignored=frozenset(
        {
            "Year",
            "v2x_libdem",
            "Gov SM surveillance v2smgovsmmon",
            "Gov disinfo v2smgovdom",
            "Pol party disinfo v2smpardom",
            "Gov filtering v2smgovfilprc",
            "Gov internet shutdowns v2smgovshut",
            "Gov SM Shutdown v2smgovsm",
            "Gov SM censorship v2smgovsmcenprc",
            "Arrests online users (v2smarrest)",
            "AIGS?",
        }
    ),
)

AIGS_2022: Final = Publisher(
    name="aigs-2022",
    dataset=DatasetRegistered(
        slug=SLUG,
        title="AI & Big Data Global Surveillance Index",
        publisher="Steven Feldstein, Carnegie Endowment for International Peace",
        home_page="https://doi.org/10.17632/gjhf5y4xjp",
    ),
    source=SourceRegistered(
        identity="doi:10.17632/gjhf5y4xjp",
        title="AI & Big Data Global Surveillance Index",
        tier="DATASET",
        url="https://doi.org/10.17632/gjhf5y4xjp",
        doi="10.17632/gjhf5y4xjp",
        publisher="Mendeley Data",
        authors=("Steven Feldstein",),
        language="en",
    ),
    mapping=1,
    scope=PREDICATES,
    editions=(
        # Dated as the fourth version of the record at Mendeley Data; the workbook's own name says 9 March.
        Published(
            name="2022", published="2022-06-06", tables=(INDEX_TABLE, SCORES_TABLE), covers=PREDICATES, complete=True
        ),
    ),
    claims=claims,
)
