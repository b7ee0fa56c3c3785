"""Why two entities are not tied: every claim of an edge is looked at, and each says what stands in its way."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, select
from tests.histories import History
from tests.projections.filled import TODAY, Cell, World, filled, uid
from tests.stores import Store

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import OPEN
from watchgraph_projections.graph.edges import Direction
from watchgraph_projections.graph.obstacles import Obstacle
from watchgraph_projections.graph.sql import SqlGraph
from watchgraph_projections.graph.unwalked import Unwalked
from watchgraph_projections.graph.walks import EVERYTHING, Bounded, SameEndsError, TooWideError, Walk, WrongHopsError
from watchgraph_projections.graph.ways import Ways, ways_between
from watchgraph_projections.views.entities import ENTITIES

NOW = Moment(day=TODAY, position=OPEN - 1, now=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ways")


@pytest.fixture
def world(folder: Path) -> Iterator[World]:
    with filled(folder) as made:
        yield made


def tied(world: World, subject: int, predicate: str, target: int, **cells: Cell) -> int:
    usual: dict[str, Cell] = {"standing": 1, "draws": 1, "confidence": 70, "valid": ""}
    return world.claim(subject, predicate, target, **(usual | cells))


def why(world: World, start: int, end: int, walk: Walk = EVERYTHING, moment: Moment = NOW, hops: int = 4) -> Ways:
    return ways_between(world.connection, (str(uid(start)), str(uid(end))), moment=moment, max_hops=hops, walk=walk)


FALLEN: dict[str, tuple[dict[str, Cell], Walk, Obstacle]] = {
    "proposed": ({"state": "PROPOSED", "standing": 0, "draws": 0}, EVERYTHING, Obstacle.UNREVIEWED),
    "rejected": ({"state": "REJECTED", "standing": 0, "draws": 0}, EVERYTHING, Obstacle.REJECTED),
    "withdrawn": ({"state": "WITHDRAWN", "standing": 0, "draws": 0}, EVERYTHING, Obstacle.WITHDRAWN),
    "superseded": ({"state": "SUPERSEDED", "standing": 0, "draws": 0}, EVERYTHING, Obstacle.SUPERSEDED),
    "corrected": ({"state": "CORRECTED", "standing": 0, "draws": 0}, EVERYTHING, Obstacle.CORRECTED),
    "retracted": ({"state": "RETRACTED", "standing": 0, "draws": 0}, EVERYTHING, Obstacle.RETRACTED),
    "redacted": ({"state": "REDACTED", "standing": 0, "draws": 0}, EVERYTHING, Obstacle.REDACTED),
    "denied": ({"polarity": "NEGATED", "draws": 0}, EVERYTHING, Obstacle.DENIED),
    "not known": ({"polarity": "UNKNOWN", "draws": 0}, EVERYTHING, Obstacle.UNKNOWN),
    "an opinion": ({"modality": "OPINION", "draws": 0}, EVERYTHING, Obstacle.NOT_ASSERTED),
    "planned": ({"planned": 1}, Walk(planned=False), Obstacle.PLANNED),
    "over": ({"valid": "2015/2017"}, EVERYTHING, Obstacle.ENDED),
    "to come": ({"valid": "2030/.."}, EVERYTHING, Obstacle.NOT_BEGUN),
    "unsure": ({"confidence": 40}, Walk(min_confidence=50), Obstacle.UNSURE),
    "not judged": ({"confidence": None}, Walk(min_confidence=1), Obstacle.UNSURE),
    "of another predicate": ({}, Walk(predicates=frozenset({"finances"})), Obstacle.PREDICATE),
}


@pytest.mark.parametrize("fallen", FALLEN)
def test_the_claim_that_would_close_the_gap_is_named_with_what_stands_in_its_way(world: World, fallen: str) -> None:
    cells, walk, obstacle = FALLEN[fallen]
    vendor, cameras = world.entity("Organisation", "vendor"), world.entity("Deployment", "cameras")
    claim = tied(world, vendor, "supplies", cameras, **cells)

    found = why(world, vendor, cameras, walk)

    (way,) = found.ways
    (witness,) = way.steps[0].witnesses
    assert (found.connected, way.closed) == (False, 1)
    assert (witness.claim.key, witness.obstacles) == (claim, (obstacle,))


def test_a_claim_under_a_left_out_licence_is_in_the_way_of_itself(world: World) -> None:
    vendor, cameras = world.entity("Organisation", "vendor"), world.entity("Deployment", "cameras")
    claim = tied(world, vendor, "supplies", cameras)
    world.stated_in(claim, None, licence="ODbL-1.0")
    ours = replace(NOW, without=("ODbL-1.0",))

    assert why(world, vendor, cameras).connected
    (way,) = why(world, vendor, cameras, moment=ours).ways
    assert way.steps[0].witnesses[0].obstacles == (Obstacle.LICENCE,)


def test_a_path_that_is_there_is_the_answer_even_behind_shorter_gaps(world: World) -> None:
    vendor, cameras = world.entity("Organisation", "vendor"), world.entity("Deployment", "cameras")
    contract = world.entity("Contract", "contract")
    tied(world, vendor, "supplies", cameras, state="REJECTED", standing=0, draws=0)
    tied(world, contract, "supplier", vendor)
    tied(world, contract, "contractFor", cameras, disputed=1)

    found = why(world, vendor, cameras)

    assert found.connected
    assert [step.hop.predicate for step in found.ways[0].steps] == ["supplier", "contractFor"]
    assert [witness.claim.disputed for step in found.ways[0].steps for witness in step.witnesses] == [False, True]


def test_ways_that_lack_least_come_first_and_open_claims_speak_first(world: World) -> None:
    vendor, cameras = world.entity("Organisation", "vendor"), world.entity("Deployment", "cameras")
    contract = world.entity("Contract", "contract")
    tied(world, contract, "supplier", vendor, state="RETRACTED", standing=0, draws=0)
    standing = tied(world, contract, "supplier", vendor)
    tied(world, contract, "contractFor", cameras, state="PROPOSED", standing=0, draws=0)
    other = world.entity("Contract", "other")
    tied(world, other, "supplier", vendor, state="PROPOSED", standing=0, draws=0)
    tied(world, other, "contractFor", cameras, state="PROPOSED", standing=0, draws=0)

    found = why(world, vendor, cameras)

    assert [way.closed for way in found.ways] == [1, 2]
    assert found.ways[0].steps[0].witnesses[0].claim.key == standing
    assert [step.open for step in found.ways[0].steps] == [True, False]


def test_a_way_through_what_is_never_passed_says_so(world: World) -> None:
    one, other = world.entity("Organisation", "one"), world.entity("Organisation", "other")
    technology = world.entity("Technology", "face recognition")
    tied(world, one, "takesPosition", technology)
    tied(world, other, "takesPosition", technology)

    found = why(world, one, other)

    (way,) = found.ways
    assert [step.barred for step in way.steps] == [False, True]
    assert (found.connected, way.closed) == (False, 1)


def test_where_nobody_says_anything_there_is_no_way(world: World) -> None:
    one, other = world.entity("Organisation", "one"), world.entity("Organisation", "other")

    found = why(world, one, other)

    assert (found.ways, found.searched, found.connected) == ((), 4, False)


def test_what_was_recorded_later_is_not_told(world: World) -> None:
    vendor, cameras = world.entity("Organisation", "vendor"), world.entity("Deployment", "cameras")
    tied(world, vendor, "supplies", cameras, state="PROPOSED", standing=0, draws=0, since=5)

    assert why(world, vendor, cameras, moment=Moment(day=TODAY, position=4, now=False)).ways == ()
    assert len(why(world, vendor, cameras, moment=Moment(day=TODAY, position=5, now=False)).ways) == 1


def test_a_search_that_grows_too_wide_says_how_far_it_came(world: World) -> None:
    one, other = world.entity("Organisation", "one"), world.entity("Organisation", "other")
    for number in range(6):
        for end in (one, other):
            tied(world, world.entity("Contract", f"{number} {end}"), "supplier", end)
    ends = (str(uid(one)), str(uid(other)))

    def asked(bounded: Bounded) -> Ways:
        return ways_between(
            world.connection, ends, moment=NOW, max_hops=4, walk=Walk(min_confidence=99), bounded=bounded
        )

    assert asked(Bounded(nodes=6)).searched == 2
    with pytest.raises(TooWideError):
        asked(Bounded(claims=2))


@pytest.mark.parametrize("hops", [0, 7])
def test_bad_questions_are_refused_as_those_for_paths(world: World, hops: int) -> None:
    one, other = world.entity("Organisation", "one"), world.entity("Organisation", "other")

    with pytest.raises(WrongHopsError):
        why(world, one, other, hops=hops)
    with pytest.raises(SameEndsError):
        why(world, one, one)


WALKS = [EVERYTHING, Walk(min_confidence=60), Walk(planned=False, ended=True), Walk(predicates=frozenset({"supplies"}))]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_told_to_be_there_is_what_the_graph_walks(tmp_path: Path, seed: int) -> None:
    history = History(tmp_path, seed)
    history.begin()
    positions = [history.act() for _ in range(120)]
    store = Store.open(tmp_path)
    store.catch_up()
    moments = [Moment(day=day, position=at, now=False) for at in positions[59::30] for day in (20180101, TODAY)]

    with store.catalogue.connect() as connection:
        pairs = [
            (_told_open(connection, moment, walk), _walked(connection, moment, walk))
            for moment in moments
            for walk in WALKS
        ]
    store.close()

    assert all(told == walked for told, walked in pairs)
    assert any(walked for _, walked in pairs)


def _keys(connection: Connection, moment: Moment) -> list[int]:
    entity = moment.of(ENTITIES)
    return list(connection.scalars(select(entity.c.key).where(moment.holds(entity))))


def _told_open(connection: Connection, moment: Moment, walk: Walk) -> set[tuple[str, int, int]]:
    edges = Unwalked(connection, moment, walk, Bounded())
    hops = edges.read(_keys(connection, moment))
    return {(hop.predicate, hop.source.key, hop.target.key) for hop in hops if not edges.witnesses(hop)[0].obstacles}


def _walked(connection: Connection, moment: Moment, walk: Walk) -> set[tuple[str, int, int]]:
    leaving = SqlGraph.on(connection).neighbours(_keys(connection, moment), moment=moment, walk=walk)
    return {
        (hop.predicate, hop.source.key, hop.target.key)
        for hops in leaving.values()
        for hop in hops
        if hop.direction is Direction.FORWARD
    }
