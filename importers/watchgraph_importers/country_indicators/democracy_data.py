"""The Democracy Index of the Economist Intelligence Unit, and Freedom in the World of Freedom House.

Both as the package democracyData collects them. https://github.com/xmarquez/democracyData. Licence: the package is
GPL-3; the publishers' own terms are not stated in the files. Rhythm: yearly.

A country goes by its publisher's name. The package adds a standard name and the number of the Correlates of War,
which say which country a short name (`Saudi`, `Congo (Kinshasa)`) means. Freedom House rates territories as well.
"""

from collections.abc import Iterator
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.values import Code, Text
from watchgraph_importers.acts import Act, EntityKey, Judged, NotData, Stated
from watchgraph_importers.country_indicators.war_numbers import same_state
from watchgraph_importers.country_indicators.yearly_figures import COLLECTION, observed, quantity_of, year_of
from watchgraph_importers.errors import FieldError
from watchgraph_importers.naming import named
from watchgraph_importers.places import same_country
from watchgraph_importers.publishers import Published, Publisher, Row, Table

EIU_SLUG: Final = "eiu-democracy-index"
FREEDOM_SLUG: Final = "freedom-in-the-world"
PACKAGE: Final = "https://github.com/xmarquez/democracyData"
NUMBER: Final = "cown"
STANDARD_NAME: Final = "extended_country_name"
YEAR: Final = "year"
STATUS: Final = "status"
INDEX: Final = "eiu"

STATUSES: Final = {"F": "FREE", "PF": "PARTLY_FREE", "NF": "NOT_FREE"}
RATINGS: Final = {"pr": "politicalRightsRating", "cl": "civilLibertiesRating"}
SCALE: Final = frozenset("1234567")

GONE: Final = frozenset(
    {
        "Czechoslovakia",
        "German Democratic Republic",
        "German Federal Republic",
        "Palestine, State of",
        "Russia (Soviet Union)",
        "Yemen (Arab Republic of Yemen)",
        "Yemen, People's Republic of",
        "Yugoslavia",
    }
)
"""Standard names that do not tell which state is meant: another has its number or its land, or may have, now."""


def eiu_claims(row: Row) -> Iterator[Act]:
    """Say which index a country got for a year."""
    name = row["eiu_country"]
    if not name:
        yield NotData("no country")
        return
    country = EntityKey(dataset=EIU_SLUG, kind="Place", native=name)
    yield from _named(row, country, "eiu_country")
    if (index := quantity_of(row, INDEX, "index")) is not None:
        yield observed(country, year_of(row, YEAR), "democracyIndex", index, INDEX)


def freedom_claims(row: Row) -> Iterator[Act]:
    """Say how free a country or territory was found in a year."""
    name = row["fh_country"]
    if not name:
        yield NotData("no country")
        return
    country, year = EntityKey(dataset=FREEDOM_SLUG, kind="Place", native=name), year_of(row, YEAR)
    yield from _named(row, country, "fh_country")
    for column, predicate in RATINGS.items():
        if (rating := quantity_of(row, column, "rating")) is not None:
            if (rating.min or "").removesuffix(".0") not in SCALE:
                raise FieldError("out-of-scale", column, "should be 1 (most free) to 7 (least free)")
            yield observed(country, year, predicate, rating, column)
    if status := row[STATUS].upper():
        if status not in STATUSES:
            raise FieldError("unknown-code", STATUS, "should be F, PF or NF")
        value = Code(scheme="freedom-status", code=STATUSES[status])
        yield observed(country, year, "freedomStatus", value, STATUS)


def _named(row: Row, country: EntityKey, column: str) -> Iterator[Act]:
    yield named(country, country.native, column)
    standard = row[STANDARD_NAME]
    if standard and standard != country.native and standard not in GONE:
        yield named(country, standard, STANDARD_NAME, sort="ALIAS")
    judged = same_country(country) or _by_number(row, country)
    if judged is not None:
        yield judged
    if (number := row[NUMBER].removesuffix(".0")) and row[STANDARD_NAME] not in GONE:
        yield Stated(
            record=f"Place:{country.native}",
            subject=country,
            predicate="externalId",
            object=Text(text=number),
            qualifiers=(("scheme", Code(scheme="id-scheme", code="COW")),),
            column=NUMBER,
            repeats=True,
        )


def _by_number(row: Row, country: EntityKey) -> Judged | None:
    return None if row[STANDARD_NAME] in GONE else same_state(country, row[NUMBER].removesuffix(".0"))


EIU: Final = Publisher(
    name="country-indicators-eiu",
    collection=COLLECTION,
    dataset=DatasetRegistered(
        slug=EIU_SLUG,
        title="Democracy Index",
        publisher="Economist Intelligence Unit",
        home_page="https://www.eiu.com/n/campaigns/democracy-index",
    ),
    source=SourceRegistered(
        identity="work:Economist Intelligence Unit|Democracy Index|2024",
        title="Democracy Index, as collected in democracyData",
        tier="DATASET",
        url=PACKAGE,
        publisher="Economist Intelligence Unit",
        language="en",
    ),
    mapping=2,
    scope=("name", "externalId", "democracyIndex"),
    rhythm="yearly",
    editions=(
        # The file has no date: it is no older than its newest row.
        Published(
            name="2024",
            published="2024",
            tables=(
                Table(
                    file=r"eiu.*\.csv(\.gz)?",
                    read=frozenset({"eiu_country", INDEX, YEAR, STANDARD_NAME, NUMBER}),
                    ignored=frozenset({"GWn", "in_GW_system"}),
                ),
            ),
            covers=("name", "externalId", "democracyIndex"),
        ),
    ),
    claims=eiu_claims,
)

FREEDOM_HOUSE: Final = Publisher(
    name="country-indicators-freedom-house",
    collection=COLLECTION,
    dataset=DatasetRegistered(
        slug=FREEDOM_SLUG,
        title="Freedom in the World",
        publisher="Freedom House",
        home_page="https://freedomhouse.org/report/freedom-world",
    ),
    source=SourceRegistered(
        identity="work:Freedom House|Freedom in the World|2024",
        title="Freedom in the World, as collected in democracyData",
        tier="DATASET",
        url=PACKAGE,
        publisher="Freedom House",
        language="en",
    ),
    mapping=2,
    scope=("name", "externalId", "freedomStatus", *RATINGS.values()),
    rhythm="yearly",
    editions=(
        # The file has no date: it is no older than its newest row.
        Published(
            name="2024",
            published="2024",
            tables=(
                Table(
                    file=r"fh.*\.csv(\.gz)?",
                    read=frozenset({"fh_country", YEAR, STATUS, STANDARD_NAME, NUMBER, *RATINGS}),
                    # The totals are sums of the two ratings.
                    ignored=frozenset({"fh_total", "fh_total_reversed", "GWn", "in_GW_system"}),
                ),
            ),
            covers=("name", "externalId", "freedomStatus", *RATINGS.values()),
        ),
    ),
    claims=freedom_claims,
)
