"""Finance from China by country and year: the sums of AidData's Global Chinese Development Finance 3.0.

Publisher: Miles Williams (odadata), from AidData. https://github.com/milesdwilliams15/odadata. Licence: MIT. Rhythm:
none.

A country goes by its number in the Correlates of War. All amounts are US dollars of 2021: `amt` sums the amounts of
the records, `adj` their adjusted amounts. A zero is the sum of no records, and is stated.
The sums hold records that no extract of the database has: they are never added to the records.
"""

from collections.abc import Iterator
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.values import Code, Money, Text
from watchgraph_importers.acts import Act, EntityKey, NotData, Stated
from watchgraph_importers.country_indicators.war_numbers import same_state
from watchgraph_importers.country_indicators.yearly_figures import COLLECTION, number_of, observed, year_of
from watchgraph_importers.errors import FieldError
from watchgraph_importers.publishers import Published, Publisher, Row, Table

SLUG: Final = "gcdf-country-totals"
HOME: Final = "https://github.com/milesdwilliams15/odadata"
NUMBER: Final = "ccode"
YEAR: Final = "year"
FLOWS: Final = {"oda": "ODA_LIKE", "oof": "OOF_LIKE", "vof": "VAGUE_OFFICIAL"}
AMOUNTS: Final = {
    "amt": ("USD_2021_AIDATA", "constant 2021 aiddata"),
    "adj": ("USD_2021_AIDATA_ADJUSTED", "constant 2021 aiddata adjusted"),
}
"""Price basis of a column, as a code and as the money says it: two of a kind would be added up."""
COLUMNS: Final = {f"{flow}_{amount}": (FLOWS[flow], AMOUNTS[amount]) for flow in FLOWS for amount in AMOUNTS}
"""Column to flow class and price basis."""


def claims(row: Row) -> Iterator[Act]:
    """Say what China committed to a country in a year, by class of flow."""
    number = row[NUMBER].removesuffix(".0")
    if not number:
        yield NotData("no country")
        return
    if not (number.isascii() and number.isdigit()):
        raise FieldError("bad-code", NUMBER, "should be a number of the Correlates of War, such as 345")
    country, year = EntityKey(dataset=SLUG, kind="Place", native=number), year_of(row, YEAR)
    yield from _identified(country, number)
    for column, (flow, (code, basis)) in COLUMNS.items():
        if amount := number_of(row, column):
            yield observed(
                country,
                year,
                "officialFinanceTotal",
                Money(amount=amount, currency="USD", date="2021", basis=basis),
                column,
                qualifiers=(
                    ("flowClass", Code(scheme="flow-class", code=flow)),
                    ("basis", Code(scheme="deflator", code=code)),
                ),
            )


def _identified(country: EntityKey, number: str) -> Iterator[Act]:
    yield Stated(
        record=f"Place:{number}",
        subject=country,
        predicate="externalId",
        object=Text(text=number),
        qualifiers=(("scheme", Code(scheme="id-scheme", code="COW")),),
        column=NUMBER,
        repeats=True,
    )
    if (judged := same_state(country, number)) is not None:
        yield judged


PREDICATES: Final = ("externalId", "officialFinanceTotal")

FINANCE_TOTALS: Final = Publisher(
    name="country-indicators-finance",
    collection=COLLECTION,
    dataset=DatasetRegistered(
        slug=SLUG,
        title="Chinese official finance by country and year",
        publisher="Miles Williams, from AidData",
        home_page=HOME,
        licence="MIT",
    ),
    source=SourceRegistered(
        identity=f"url:{HOME}",
        title="odadata: Global Chinese Development Finance by country and year",
        tier="DATASET",
        url=HOME,
        publisher="Miles Williams",
        language="en",
        licence="MIT",
    ),
    mapping=1,
    scope=PREDICATES,
    editions=(
        # The file has no date; GCDF 3.0, which it sums, came out in November 2023.
        Published(
            name="GCDF 3.0",
            published="2023",
            tables=(
                Table(
                    file=r"(aiddata_gcdf3_country_year|cow_gcdf).*\.csv(\.gz)?",
                    read=frozenset({NUMBER, YEAR, *COLUMNS}),
                ),
            ),
            covers=PREDICATES,
        ),
    ),
    claims=claims,
)
