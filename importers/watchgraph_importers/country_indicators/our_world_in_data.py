"""Two charts of Our World in Data: regimes by V-Dem, and military spending as a share of GDP by SIPRI.

https://ourworldindata.org/grapher/political-regime and /grapher/military-spending-as-a-share-of-gdp-sipri. Licence:
none stated in the files; Our World in Data uses CC BY for its own work, which these figures are not. Rhythm: yearly.

`Code` is ISO 3166-1 alpha-3, or the publisher's own (`OWID_KOS`), or blank. Rows of the world, a continent or a
union are groups and no countries.
"""

from collections.abc import Iterator
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.values import Code
from watchgraph_importers.acts import Act, EntityKey, NotData
from watchgraph_importers.country_indicators.yearly_figures import COLLECTION, observed, quantity_of, year_of
from watchgraph_importers.errors import FieldError
from watchgraph_importers.naming import named
from watchgraph_importers.places import alpha2, match_country, register_key, same_country
from watchgraph_importers.publishers import Published, Publisher, Row, Table

ENTITY: Final = "Entity"
CODE: Final = "Code"
YEAR: Final = "Year"
REGIME: Final = "Political regime"
SHARE: Final = "Military expenditure (% of GDP)"

REGIME_CODES: Final = {
    "0": "CLOSED_AUTOCRACY",
    "1": "ELECTORAL_AUTOCRACY",
    "2": "ELECTORAL_DEMOCRACY",
    "3": "LIBERAL_DEMOCRACY",
}
AGGREGATES: Final = frozenset(
    f"OWID_{code}"
    for code in ("WRL", "AFR", "ASI", "EUR", "NAM", "SAM", "OCE", "EUN", "EU27", "HIC", "UMC", "LMC", "LIC")
)
"""The publisher's codes of groups of countries."""

PLACES_WITHOUT_CODE: Final = frozenset({"Palestine/Gaza", "Palestine/West Bank"})


class _Chart:
    """One chart: whose names its countries have."""

    def __init__(self, slug: str) -> None:
        self.slug = slug

    def country(self, row: Row) -> EntityKey:
        """Name what a row is about: by the register's code, by the publisher's, else by its name."""
        name, code = row[ENTITY], row[CODE].upper()
        if (iso := alpha2(code)) is not None:
            return register_key(iso)
        return EntityKey(dataset=self.slug, kind="Place" if _is_place(name, code) else "Group", native=code or name)

    def naming(self, row: Row, country: EntityKey) -> Iterator[Act]:
        """State its name, and which country it is where only the name says so."""
        if not country.register and (judged := same_country(country)) is not None:
            yield judged
        yield named(country, row[ENTITY], ENTITY)


def _is_place(name: str, code: str) -> bool:
    if code:
        return code not in AGGREGATES
    return name in PLACES_WITHOUT_CODE or match_country(name) is not None


_REGIME_CHART: Final = _Chart("owid-political-regime")
_SHARE_CHART: Final = _Chart("owid-military-expenditure")


def regime_claims(row: Row) -> Iterator[Act]:
    """Say of what class the regime of a country was in a year."""
    if not row[ENTITY]:
        yield NotData("no country")
        return
    country, year = _REGIME_CHART.country(row), year_of(row, YEAR)
    yield from _REGIME_CHART.naming(row, country)
    text = row[REGIME].removesuffix(".0")
    if not text or country.kind == "Group":
        return
    if text not in REGIME_CODES:
        raise FieldError("unknown-code", REGIME, "should be 0 (closed autocracy) to 3 (liberal democracy)")
    value = Code(scheme="regime-type", code=REGIME_CODES[text])
    yield observed(country, year, "regimeType", value, REGIME)


def share_claims(row: Row) -> Iterator[Act]:
    """Say what share of its product a country spent on its military in a year."""
    if not row[ENTITY]:
        yield NotData("no country")
        return
    country, year = _SHARE_CHART.country(row), year_of(row, YEAR)
    if country.kind == "Group":
        yield NotData("a group of countries")
        return
    yield from _SHARE_CHART.naming(row, country)
    if (share := quantity_of(row, SHARE, "percent")) is not None:
        yield observed(country, year, "militaryExpenditureShare", share, SHARE)


REGIMES: Final = Publisher(
    name="country-indicators-regime",
    collection=COLLECTION,
    dataset=DatasetRegistered(
        slug=_REGIME_CHART.slug,
        title="Political regime, Regimes of the World",
        publisher="V-Dem, by Our World in Data",
        home_page="https://ourworldindata.org/grapher/political-regime",
    ),
    source=SourceRegistered(
        identity="url:https://ourworldindata.org/grapher/political-regime",
        title="Political regime",
        tier="DATASET",
        url="https://ourworldindata.org/grapher/political-regime",
        publisher="Our World in Data",
        language="en",
    ),
    mapping=1,
    scope=("name", "regimeType"),
    rhythm="yearly",
    editions=(
        # The file has no date: it is no older than its newest row.
        Published(
            name="2022",
            published="2022",
            tables=(
                Table(
                    file=r"(owid[_-])?political[_-]regime.*\.csv(\.gz)?", read=frozenset({ENTITY, CODE, YEAR, REGIME})
                ),
            ),
            covers=("name", "regimeType"),
        ),
    ),
    claims=regime_claims,
)

MILITARY_SHARES: Final = Publisher(
    name="country-indicators-military",
    collection=COLLECTION,
    dataset=DatasetRegistered(
        slug=_SHARE_CHART.slug,
        title="Military expenditure, share of GDP",
        publisher="SIPRI, by Our World in Data",
        home_page="https://ourworldindata.org/grapher/military-spending-as-a-share-of-gdp-sipri",
    ),
    source=SourceRegistered(
        identity="url:https://ourworldindata.org/grapher/military-spending-as-a-share-of-gdp-sipri",
        title="Military expenditure as a share of GDP",
        tier="DATASET",
        url="https://ourworldindata.org/grapher/military-spending-as-a-share-of-gdp-sipri",
        publisher="Our World in Data",
        language="en",
    ),
    mapping=1,
    scope=("name", "militaryExpenditureShare"),
    rhythm="yearly",
    editions=(
        # The file has no date: it is no older than its newest row.
        Published(
            name="2024",
            published="2024",
            tables=(
                Table(
                    file=r"(owid[_-])?(sipri[_-]milex|military).*\.csv(\.gz)?",
                    read=frozenset({ENTITY, CODE, YEAR, SHARE}),
                    ignored=frozenset({"World region according to OWID"}),
                ),
            ),
            covers=("name", "militaryExpenditureShare"),
        ),
    ),
    claims=share_claims,
)
