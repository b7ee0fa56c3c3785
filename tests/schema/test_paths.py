"""Paths and money trails through the API, over the reference data as it ships."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import event, select
from tests.stores import Store

from watchgraph.errors import WatchgraphError
from watchgraph.log import Actor
from watchgraph_importers.pipeline import ImportStore
from watchgraph_importers.registry import import_named
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.connections import Reading
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.context import Context
from watchgraph_schema.schema import schema


class Named(msgspec.Struct):
    name: str


class Claim(msgspec.Struct):
    ref: str


class Claims(msgspec.Struct):
    nodes: list[Claim]


class Hop(msgspec.Struct, rename="camel"):
    predicate: Named
    direction: str
    certainty: str
    confidence: int | None
    source: Named
    target: Named
    claims: Claims


class Gap(msgspec.Struct, rename="camel"):
    station: str
    reason: str
    after: Named


class Trail(msgspec.Struct, rename="camel"):
    complete: bool
    confidence: int | None
    place: Named | None
    vendor: Named | None
    lender: Named | None
    hops: list[Hop]
    missing: list[Gap]


class FoundPath(msgspec.Struct, rename="camel"):
    length: int
    confidence: int | None
    weakest_link: Hop
    hops: list[Hop]


class PageInfo(msgspec.Struct, rename="camel"):
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


class Trails(msgspec.Struct, rename="camel"):
    nodes: list[Trail]


class Paths(msgspec.Struct, rename="camel"):
    nodes: list[FoundPath]
    page_info: PageInfo
    total_count: int | None = None


class Data(msgspec.Struct, rename="camel"):
    money_trail: Trails = msgspec.field(default_factory=lambda: Trails(nodes=[]))
    paths: Paths | None = None


@dataclass
class Answer:
    data: Data
    code: str | None
    statements: int


HOP = """{ predicate { name } direction certainty confidence source { name } target { name }
           claims { nodes { ref } } }"""
TRAIL = f"""{{ nodes {{ complete confidence place {{ name }} vendor {{ name }} lender {{ name }} hops {HOP}
              missing {{ station reason after {{ name }} }} }} }}"""
PATH = f"""{{ nodes {{ length confidence weakestLink {HOP} hops {HOP} }}
             pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }}"""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    folder: Path = tmp_path_factory.mktemp("reference")
    store = Store.open(folder)
    (folder / "staging").mkdir(exist_ok=True)
    actor = Actor(id="tests", role="EDITOR", channel="LOCAL")
    import_named("reference", [], ImportStore(log=store.log, staging=folder / "staging"), actor)
    store.catch_up()
    yield store.catalogue
    store.close()


@pytest.fixture(scope="module")
def entity(catalogue: Catalogue) -> Callable[[str], str]:
    """The id of the entity with this name."""
    with catalogue.connect() as connection:
        rows = connection.execute(select(tables.entity.c.label, tables.entity.c.id).where(tables.entity.c.label != ""))
        ids = {row.label: row.id for row in rows}
    return lambda name: ids[name]


Ask = Callable[[str], Answer]


@pytest.fixture
def ask(catalogue: Catalogue) -> Ask:
    def asked(query: str) -> Answer:
        with catalogue.reading() as reading:
            return asyncio.run(_asked(reading, query))

    return asked


async def _asked(reading: Reading, query: str) -> Answer:
    statements: list[object] = []
    event.listen(reading.connection, "before_cursor_execute", lambda *_: statements.append(None))
    result = await schema.execute(query, context_value=Context(reading))
    error = result.errors[0].original_error if result.errors else None
    if result.errors and not isinstance(error, WatchgraphError):
        raise result.errors[0]
    return Answer(
        data=msgspec.convert({name: each for name, each in (result.data or {}).items() if each is not None}, Data),
        code=error.code if isinstance(error, WatchgraphError) else None,
        statements=len(statements),
    )


def test_the_mauritius_cameras_lead_to_the_bank_and_every_hop_has_its_claims(
    ask: Ask, entity: Callable[[str], str]
) -> None:
    answer = ask(f'{{ moneyTrail(place: "{entity("Mauritius")}") {TRAIL} }}')

    (trail,) = answer.data.money_trail.nodes
    assert trail.complete
    assert trail.vendor == Named("Huawei")
    assert trail.lender == Named("Export-Import Bank of China")
    assert [(hop.predicate.name, hop.claims.nodes[0].ref) for hop in trail.hops] == [
        ("deployedIn", "M14"),
        ("supplies", "M15"),
        ("contractFor", "M12"),
        ("supplier", "M11"),
        ("finances", "M10"),
        ("lender", "M01"),
    ]
    assert trail.confidence == min(hop.confidence or 0 for hop in trail.hops)


def test_the_belgrade_cameras_lead_to_huawei_and_no_further(ask: Ask, entity: Callable[[str], str]) -> None:
    answer = ask(f'{{ moneyTrail(place: "{entity("Belgrade")}") {TRAIL} }}')

    trail = answer.data.money_trail.nodes[0]
    assert (trail.complete, trail.vendor) == (False, Named("Huawei"))
    assert [gap.station for gap in trail.missing] == ["CONTRACT", "FACILITY"]
    assert trail.missing[1].reason == "no facility is recorded for this deployment"


def test_a_country_is_asked_for_the_money_behind_its_cities(ask: Ask, entity: Callable[[str], str]) -> None:
    answer = ask(f'{{ moneyTrail(place: "{entity("Serbia")}") {TRAIL} }}')

    trail = answer.data.money_trail.nodes[0]
    assert trail.place == Named("Belgrade")
    assert [hop.predicate.name for hop in trail.hops] == ["partOf", "deployedIn", "supplies"]


def test_the_path_from_place_to_lender_is_found_with_its_weakest_link(ask: Ask, entity: Callable[[str], str]) -> None:
    ends = f'from: "{entity("Mauritius")}", to: "{entity("Export-Import Bank of China")}"'

    answer = ask(f"{{ paths({ends}, via: {{ kinds: [DEPLOYMENT, CONTRACT, FINANCIAL_FACILITY] }}) {PATH} }}")

    assert answer.data.paths is not None
    shapes = [[hop.predicate.name for hop in path.hops] for path in answer.data.paths.nodes]
    assert shapes == [["recipient", "lender"], ["deployedIn", "contractFor", "finances", "lender"]]
    for path in answer.data.paths.nodes:
        assert path.length == len(path.hops)
        assert path.confidence == path.weakest_link.confidence == min(hop.confidence or 0 for hop in path.hops)
        assert all(hop.claims.nodes for hop in path.hops)


def test_a_country_is_tied_to_the_vendor_of_the_cameras_of_its_city(ask: Ask, entity: Callable[[str], str]) -> None:
    answer = ask(f'{{ paths(from: "{entity("Serbia")}", to: "{entity("Huawei")}") {PATH} }}')

    assert answer.data.paths is not None
    shapes = [[hop.predicate.name for hop in path.hops] for path in answer.data.paths.nodes]
    assert ["partOf", "deployedIn", "supplies"] in shapes


def test_a_page_goes_on_where_the_last_one_ended(ask: Ask, entity: Callable[[str], str]) -> None:
    ends = f'from: "{entity("Mauritius")}", to: "{entity("Export-Import Bank of China")}"'
    whole = ask(f"{{ paths({ends}, first: 100) {PATH} }}").data.paths
    assert whole is not None

    pages, after = [], "null"
    while True:
        page = ask(f"{{ paths({ends}, first: 2, after: {after}) {PATH} }}").data.paths
        assert page is not None
        pages += page.nodes
        assert page.page_info.has_previous_page == (after != "null")
        if not page.page_info.has_next_page:
            break
        after = f'"{page.page_info.end_cursor}"'

    assert len(pages) > 2
    assert pages == whole.nodes


def test_the_last_page_is_read_from_the_end_and_the_whole_is_counted(ask: Ask, entity: Callable[[str], str]) -> None:
    ends = f'from: "{entity("Mauritius")}", to: "{entity("Export-Import Bank of China")}"'
    whole = ask(f"{{ paths({ends}, first: 100) {{ totalCount {PATH[1:]} }}").data.paths
    assert whole is not None

    last = ask(f"{{ paths({ends}, last: 2) {PATH} }}").data.paths
    assert last is not None
    before = ask(f'{{ paths({ends}, last: 1, before: "{last.page_info.start_cursor}") {PATH} }}').data.paths
    assert before is not None

    assert whole.total_count == len(whole.nodes)
    assert last.nodes == whole.nodes[-2:]
    assert (last.page_info.has_previous_page, last.page_info.has_next_page) == (True, False)
    assert before.nodes == whole.nodes[-3:-2]
    assert before.page_info.has_next_page


def test_what_was_not_yet_recorded_or_not_yet_so_leads_nowhere(ask: Ask, entity: Callable[[str], str]) -> None:
    start = f'vendor: "{entity("Huawei")}"'

    before_signing = ask(f'{{ moneyTrail({start}, asOf: {{ validAt: "2018-01" }}) {TRAIL} }}')
    before_import = ask(f'{{ moneyTrail({start}, asOf: {{ recordedAt: "0" }}) {TRAIL} }}')

    trail = next(each for each in before_signing.data.money_trail.nodes if each.place == Named("Mauritius"))
    assert [gap.station for gap in trail.missing] == ["FACILITY"]
    assert before_import.code == "unknown-id"


@pytest.mark.parametrize("width", [1, 100])
def test_more_paths_cost_no_more_reads(ask: Ask, entity: Callable[[str], str], width: int) -> None:
    ends = f'from: "{entity("Mauritius")}", to: "{entity("Export-Import Bank of China")}"'

    answer = ask(f"{{ paths({ends}, maxHops: 4, first: {width}) {PATH} }}")

    assert answer.statements <= 1 + 1 + 4 + 3


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ('from: "x", to: "HUAWEI"', "bad-id"),
        ('from: "HUAWEI", to: "7d3b0a52-5c1e-5e0b-9a55-8d5a1f0b6c11"', "unknown-id"),
        ('from: "HUAWEI", to: "HUAWEI"', "same-ends"),
        ('from: "HUAWEI", to: "BELGRADE", maxHops: 7', "bad-hops"),
        ('from: "HUAWEI", to: "BELGRADE", minConfidence: 101', "bad-argument"),
        ('from: "HUAWEI", to: "BELGRADE", via: {predicates: ["supplys"]}', "unknown-predicate"),
        ('from: "HUAWEI", to: "BELGRADE", via: {predicates: ["plannedCameras"]}', "bad-argument"),
        ('from: "HUAWEI", to: "BELGRADE", first: 101', "page-too-large"),
        ('from: "HUAWEI", to: "BELGRADE", first: 0', "bad-page"),
        ('from: "HUAWEI", to: "BELGRADE", after: "abc"', "bad-cursor"),
        ('from: "HUAWEI", to: "BELGRADE", asOf: {validAt: "2018/2019"}', "bad-valid-at"),
    ],
)
def test_a_wrong_question_is_refused_with_its_code(
    ask: Ask, entity: Callable[[str], str], arguments: str, code: str
) -> None:
    known = arguments.replace("HUAWEI", entity("Huawei")).replace("BELGRADE", entity("Belgrade"))

    assert ask(f"{{ paths({known}) {PATH} }}").code == code


def test_a_cursor_of_another_question_is_refused(ask: Ask, entity: Callable[[str], str]) -> None:
    ends = f'from: "{entity("Mauritius")}", to: "{entity("Export-Import Bank of China")}"'
    page = ask(f"{{ paths({ends}, first: 1) {PATH} }}").data.paths
    assert page is not None

    answer = ask(f'{{ paths({ends}, first: 1, maxHops: 3, after: "{page.page_info.end_cursor}") {PATH} }}')

    assert answer.code == "foreign-cursor"


@pytest.mark.parametrize("arguments", ["", 'place: "HUAWEI", vendor: "HUAWEI"', 'place: "HUAWEI"'])
def test_a_money_trail_has_one_start_of_the_right_kind(ask: Ask, entity: Callable[[str], str], arguments: str) -> None:
    given = f"({arguments})".replace("HUAWEI", entity("Huawei")) if arguments else ""

    assert ask(f"{{ moneyTrail{given} {TRAIL} }}").code == "bad-argument"


def test_a_cursor_takes_the_ranking_back_to_its_moment(ask: Ask, entity: Callable[[str], str]) -> None:
    ends = f'from: "{entity("Mauritius")}", to: "{entity("Export-Import Bank of China")}", first: 1'
    earlier = 'asOf: { validAt: "2020" }'
    first = ask(f"{{ paths({ends}, {earlier}) {PATH} }}").data.paths
    assert first is not None
    after = f'after: "{first.page_info.end_cursor}"'

    kept = ask(f"{{ paths({ends}, {after}, {earlier}) {PATH} }}")
    left_out = ask(f"{{ paths({ends}, {after}) {PATH} }}")
    other = ask(f'{{ paths({ends}, {after}, asOf: {{ validAt: "2021" }}) {PATH} }}')

    assert kept.data.paths == left_out.data.paths is not None
    assert other.code == "foreign-cursor"


def test_every_list_of_trails_says_where_it_stands(ask: Ask, entity: Callable[[str], str]) -> None:
    query = """{ moneyTrail(vendor: "%s") {
        edges { cursor node { deployment { name } contract { name } facility { name }
                              weakestLink { disputed planned } } }
        nodes { complete confidence place { name } vendor { name } lender { name } hops %s
                missing { station reason after { name } } }
        pageInfo { hasNextPage } } }"""

    answer = ask(query % (entity("Huawei"), HOP))

    assert answer.code is None
    assert [trail.complete for trail in answer.data.money_trail.nodes] == [True, False]
