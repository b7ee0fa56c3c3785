"""What the row of a country states, in both editions alike."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from watchgraph.domain.statements import Modality
from watchgraph.domain.values import Code, Money, Quantity
from watchgraph_importers.acts import Act, EntityKey, Judged, NotData, Stated, Value
from watchgraph_importers.aigs.spellings import MISSPELT, companies_in, countries_in, repaired
from watchgraph_importers.errors import FieldError
from watchgraph_importers.naming import named
from watchgraph_importers.places import same_country
from watchgraph_importers.publishers import Row

SLUG: Final = "aigs"
SPENT: Final = "2018"
SPENDING: Final = "Military Expenditures (USD) 2018"
SPENDING_RANK: Final = "Military Expenditures Ranking (2018)"
TECHNOLOGIES: Final = (
    "Safe City System",
    "Facial Recognition System",
    "Smart Policing",
    "Social Media Surveillance",
)
OTHER_COUNTRIES: Final = "Other Countries"
LABELLED_COMPANIES: Final = tuple(f"Company {number}" for number in range(1, 6))
MILLION: Final = Decimal(1_000_000)

REGIMES: Final = {
    "LD": "LIBERAL_DEMOCRACY",
    "ED": "ELECTORAL_DEMOCRACY",
    "EA": "ELECTORAL_AUTOCRACY",
    "CA": "CLOSED_AUTOCRACY",
}
REGIONS: Final = {"EUR": "EUR", "EAP": "EAP", "WHA": "WHA", "AF": "AF", "AFR": "AF", "MENA": "MENA", "SCA": "SCA"}
NET_FREEDOM: Final = {"FREE": "FREE", "PARTLY FREE": "PARTLY_FREE", "NOT FREE": "NOT_FREE"}
FLAG: Final = {"x": True, "1": True, "0": False}

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?(?:[eE]-?\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Classed:
    """A column of classes. codes: what the cell says, in upper case, to our code. valid: the year that it tells of."""

    predicate: str
    scheme: str
    codes: Mapping[str, str]
    valid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A column of figures. valid: the year that it tells of."""

    predicate: str
    unit: str
    valid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Under which names one edition has what. seen: the year by which a flag was seen.

    origins: column of a flag to the country that the technology comes from.
    companies: column to why its companies are doubted, None where they are not.
    """

    seen: str
    classes: Mapping[str, Classed]
    scores: Mapping[str, Scored]
    belt_and_road: str = ""
    origins: Mapping[str, str] = field(default_factory=dict)
    companies: Mapping[str, str | None] = field(default_factory=dict)

    def claims(self, row: Row) -> Iterator[Act]:
        """Say what the row of a country states."""
        raw = row["Country"]
        if not raw:
            yield NotData("no country")
            return
        country = place(raw)
        yield from _named(country, raw)
        yield from self._classes(row, country)
        yield from self._scores(row, country)
        yield from _spending(row, country)
        yield from self._flags(row, country)
        yield from self._origins(row, country)
        yield from self._companies(row, country)

    def _classes(self, row: Row, country: EntityKey) -> Iterator[Act]:
        for column, classed in self.classes.items():
            if text := " ".join(row[column].upper().split()):
                if text not in classed.codes:
                    raise FieldError("unknown-code", column, f"should be one of {', '.join(classed.codes)}")
                value = Code(scheme=classed.scheme, code=classed.codes[text])
                yield _observed(country, classed.predicate, value, column, classed.valid)

    def _scores(self, row: Row, country: EntityKey) -> Iterator[Act]:
        for column, scored in self.scores.items():
            if text := row[column]:
                number = _number(text, column)
                value = Quantity(min=number, max=number, unit=scored.unit)
                yield _observed(country, scored.predicate, value, column, scored.valid, Modality.ESTIMATE)

    def _flags(self, row: Row, country: EntityKey) -> Iterator[Act]:
        for column in TECHNOLOGIES:
            if _flagged(row, column):
                technology = EntityKey(dataset=SLUG, kind="Technology", native=column)
                yield named(technology, column, column, record=f"technology:{column}")
                yield _observed(country, "usesSurveillanceTechnology", technology, column, self.seen)
        if _flagged(row, self.belt_and_road):
            member = Code(scheme="membership", code="MEMBER")
            yield _observed(country, "beltAndRoadMember", member, self.belt_and_road, self.seen)

    def _origins(self, row: Row, country: EntityKey) -> Iterator[Act]:
        for column, name in self.origins.items():
            if _flagged(row, column):
                yield from self._origin(country, name, column)
        for name in countries_in(row[OTHER_COUNTRIES]):
            yield from self._origin(country, name, OTHER_COUNTRIES)

    def _origin(self, country: EntityKey, raw: str, column: str) -> Iterator[Act]:
        origin = place(raw)
        if (judged := same_country(origin)) is not None:
            yield judged
        yield named(origin, raw, column, record=f"country:{raw}")
        if raw != origin.native:
            yield named(origin, origin.native, column, record=f"country:{origin.native}", sort="ALIAS")
        yield _observed(country, "techOrigin", origin, column, self.seen)

    def _companies(self, row: Row, country: EntityKey) -> Iterator[Act]:
        for column, doubt in self.companies.items():
            for name in companies_in(row[column]):
                yield from self._company(country, name, column, doubt)

    def _company(self, country: EntityKey, name: str, column: str, doubt: str | None) -> Iterator[Act]:
        company = EntityKey(dataset=SLUG, kind="Organisation", native=name)
        if name in MISSPELT:
            right = EntityKey(dataset=SLUG, kind="Organisation", native=MISSPELT[name])
            basis = f"{name!r} is {right.native!r} misspelt: the same index has both"
            yield Judged(left=company, right=right, basis=basis, rule="aigs-misspellings/1", score=100)
        yield named(company, name, column, record=f"company:{name}")
        yield Stated(
            record=country.native,
            subject=country,
            predicate="companyPresent",
            object=company,
            column=column,
            valid=self.seen,
            slot_by_time=True,
            doubt=doubt,
        )


def place(name: str) -> EntityKey:
    """Name a country of the index, undoing the damage to its name. Both editions call it the same: it is one record."""
    return EntityKey(dataset=SLUG, kind="Place", native=repaired(name))


def _named(country: EntityKey, raw: str) -> Iterator[Act]:
    if (judged := same_country(country)) is not None:
        yield judged
    yield named(country, raw, "Country", record=country.native)
    if raw != country.native:
        yield named(country, country.native, "Country", record=country.native, sort="ALIAS")


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


def _spending(row: Row, country: EntityKey) -> Iterator[Act]:
    if millions := row[SPENDING]:
        amount = f"{Decimal(_number(millions, SPENDING)) * MILLION:f}"
        value = Money(amount=amount, currency="USD", date=SPENT)
        yield _observed(country, "militaryExpenditure", value, SPENDING, SPENT, Modality.ESTIMATE)
    if rank := row[SPENDING_RANK]:
        number = _number(rank, SPENDING_RANK)
        place_in_line = Quantity(min=number, max=number, unit="rank")
        yield _observed(country, "militaryExpenditureRank", place_in_line, SPENDING_RANK, SPENT, Modality.ESTIMATE)


def _number(text: str, column: str) -> str:
    """Read a decimal with a point or a comma; no thousands are parted off in any edition."""
    if not _NUMBER.fullmatch(text):
        raise FieldError("not-a-number", column, "should be a number such as 9583.7 or 9583,7, without spaces")
    return text.replace(",", ".")


def _flagged(row: Row, column: str) -> bool:
    text = row[column].lower()
    if text and text not in FLAG:
        raise FieldError("unknown-flag", column, "a flag is x, 1, 0 or blank")
    return FLAG.get(text, False)


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
