"""Countries of the Belt and Road Initiative: who joined, probably when, and who left.

Publisher: Christoph Nedopil, Green Finance & Development Center, FISF Fudan University. https://greenfdc.org. Format:
workbook, a row a country; a second sheet says how to cite it. Licence: none stated. Rhythm: now and then; this one is
of December 2023.

The dates are the author's estimate, mostly of the month, which the file writes as its first day. A country without
an exit date had not left when the list came out. Names, regions and income groups are the World Bank's.
"""

from collections.abc import Iterator
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.statements import Modality
from watchgraph.domain.values import Code
from watchgraph_importers.acts import Act, EntityKey, NotData, Stated
from watchgraph_importers.errors import FieldError
from watchgraph_importers.naming import named
from watchgraph_importers.places import alpha2, register_key, same_country
from watchgraph_importers.printed_dates import date_of
from watchgraph_importers.publishers import Published, Publisher, Row, Table

SLUG: Final = "bri-members"
LISTED: Final = "2023-12"
NAME: Final = "Country"
CODE: Final = "Country Code"
JOINED: Final = "Likely date of joining"
LEFT: Final = "Likely date of exit"
REGION: Final = "Region"
INCOME: Final = "IncomeGroup"

REGIONS: Final = {
    "East Asia & Pacific": "EAST_ASIA_PACIFIC",
    "Europe & Central Asia": "EUROPE_CENTRAL_ASIA",
    "Latin America & Caribbean": "LATIN_AMERICA_CARIBBEAN",
    "Middle East & North Africa": "MIDDLE_EAST_NORTH_AFRICA",
    "North America": "NORTH_AMERICA",
    "South Asia": "SOUTH_ASIA",
    "Sub-Saharan Africa": "SUB_SAHARAN_AFRICA",
}
INCOMES: Final = {
    "High income": "HIGH",
    "Low income": "LOW",
    "Lower middle income": "LOWER_MIDDLE",
    "Upper middle income": "UPPER_MIDDLE",
}
CLASSES: Final = (
    (REGION, "worldBankRegion", "world-bank-region", REGIONS),
    (INCOME, "incomeGroup", "income-group", INCOMES),
)
FIRST_DAY: Final = "-01"
WHOLE_DATE: Final = len("2018-09-01")
NOT_KNOWN: Final = frozenset({"", "unknown", "n/a", "na", "?", "-", "\N{EN DASH}", "\N{EM DASH}"})


def claims(row: Row) -> Iterator[Act]:
    """Say what the row of a country states."""
    name = row[NAME]
    if not name:
        yield NotData("no country")
        return
    code = row[CODE].upper()
    country = _country(name, code)
    if not country.register and (judged := same_country(country)) is not None:
        yield judged
    yield named(country, name, NAME)
    record = code or name
    yield _membership(row, record, country)
    for column, predicate, scheme, codes in CLASSES:
        if text := row[column]:
            if text not in codes:
                raise FieldError("unknown-code", column, f"should be one of {', '.join(codes)}")
            value = Code(scheme=scheme, code=codes[text])
            yield Stated(
                record=record,
                subject=country,
                predicate=predicate,
                object=value,
                column=column,
                valid=LISTED,
                slot_by_time=True,
            )


def _country(name: str, code: str) -> EntityKey:
    """By the register's code where the file states one; by its name where it states none."""
    iso = alpha2(code)
    if iso is not None:
        return register_key(iso)
    if code and not (code.isascii() and code.isalpha()):
        raise FieldError("bad-code", CODE, "should be an alpha-3 code of ISO 3166-1, such as SRB, or blank")
    return EntityKey(dataset=SLUG, kind="Place", native=code or name)


def _membership(row: Row, record: str, country: EntityKey) -> Stated:
    joined, left = _date(row, JOINED), _date(row, LEFT)
    column, valid = (JOINED, f"{joined}/{left or '..'}") if joined else (NAME, f"[..{LISTED}]")
    if left:
        column, valid = LEFT, f"{joined}/{left}"
    return Stated(
        record=record,
        subject=country,
        predicate="beltAndRoadMember",
        object=Code(scheme="membership", code="MEMBER"),
        column=column,
        valid=valid,
        modality=Modality.ESTIMATE if joined or left else Modality.FACT,
    )


def _date(row: Row, column: str) -> str:
    """Read a likely date as EDTF; the first of a month stands for the month. Empty where none is known."""
    text = row[column]
    if text.lower() in NOT_KNOWN:
        return ""
    read = date_of(text, column, "should be a date such as 2018-09-01, or blank")
    return read.removesuffix(FIRST_DAY) if len(read) == WHOLE_DATE else read


PREDICATES: Final = ("name", "beltAndRoadMember", "worldBankRegion", "incomeGroup")

MEMBERS: Final = Table(
    file=r".*BRI.*\.xlsx",
    sheet="BRI countries",
    read=frozenset({NAME, CODE, REGION, INCOME, JOINED, LEFT}),
)

BRI_MEMBERS: Final = Publisher(
    name="bri-members",
    dataset=DatasetRegistered(
        slug=SLUG,
        title="Countries of the Belt and Road Initiative",
        publisher="Green Finance & Development Center, FISF Fudan University",
        home_page="https://greenfdc.org",
    ),
    source=SourceRegistered(
        identity="work:Green Finance & Development Center|Countries of the Belt and Road Initiative|2023",
        title="Countries of the Belt and Road Initiative",
        tier="DATASET",
        url="https://greenfdc.org",
        publisher="Green Finance & Development Center, FISF Fudan University",
        authors=("Christoph Nedopil",),
        published="2023",
        language="en",
    ),
    mapping=1,
    scope=PREDICATES,
    rhythm="now and then",
    editions=(
        Published(
            name="2023-12", published="2023-12", tables=(MEMBERS,), covers=PREDICATES, complete=True, declared=151
        ),
    ),
    claims=claims,
)
