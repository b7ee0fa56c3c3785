"""What every adapter of the graph answers: random worlds against a search over plain lists, and fixed examples."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.projections.graph import reference
from tests.projections.graph.conftest import Answering
from tests.projections.graph.worlds import ClaimRow, EntityRow, World, now, then, uid

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import OPEN
from watchgraph_projections.graph.walks import (
    Bounded,
    SameEndsError,
    TooWideError,
    UnknownNodeError,
    Walk,
    WrongHopsError,
)

COMMITS = (10, 20, 30)
KINDS = (
    "Organisation",
    "Organisation",
    "Organisation",
    "Deployment",
    "FinancialFacility",
    "Place",
    "Place",
    "Place",
    "Technology",
    "Group",
)
STATES = ("supplies", "lender", "partOf", "partOf")
OCCURRENCE = "demandsOf"
VALID = ("", "", "", "2018/2020", "2019", "2019-06/..", "[..2018]", "2020~", "/2018")
PLAIN = ClaimRow(key=0, predicate=OCCURRENCE, subject=0, object=0)
STANDINGS = (
    PLAIN,
    replace(PLAIN, confidence=50),
    replace(PLAIN, confidence=50),
    replace(PLAIN, confidence=0),
    replace(PLAIN, confidence=None),
    replace(PLAIN, disputed=True),
    replace(PLAIN, planned=True),
    replace(PLAIN, draws=False),
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Up to seven entities over three commits, with merges and splits, cycles, parallel and self-made edges."""
    size = draw(st.integers(4, 7))
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=size, max_size=size))
    pairs = st.tuples(st.integers(1, size), st.integers(1, size))
    said = draw(
        st.lists(
            st.tuples(st.sampled_from((*STATES, OCCURRENCE)), pairs, st.sampled_from(VALID)), min_size=6, max_size=14
        )
    )
    entities: list[EntityRow] = []
    claims: list[ClaimRow] = []
    for since, until in zip(COMMITS, (*COMMITS[1:], OPEN), strict=True):
        absorbed = draw(st.sampled_from((None, None, *range(2, size + 1))))
        shown = {key: 1 if key == absorbed else key for key in range(1, size + 1)}
        entities += [
            EntityRow(key=key, kind=kinds[key - 1], cluster=shown[key], since=since, until=until) for key in shown
        ]
        standings = draw(st.lists(st.sampled_from(STANDINGS), min_size=len(said), max_size=len(said)))
        claims += [
            replace(
                standing,
                key=100 + number,
                predicate=predicate,
                subject=shown[ends[0]],
                object=shown[ends[1]],
                valid=valid,
                since=since,
                until=until,
            )
            for number, ((predicate, ends, valid), standing) in enumerate(zip(said, standings, strict=True))
        ]
    return World(entities=entities, claims=claims)


moments = st.builds(
    lambda at, day: now(day) if at is None else then(at, day),
    st.sampled_from((None, 10, 19, 20, 35)),
    st.sampled_from((20171231, 20180701, 20190620, 20210630)),
)
walks = st.builds(
    Walk,
    predicates=st.sampled_from((None, None, frozenset({"supplies", "partOf", OCCURRENCE}))),
    through=st.sampled_from((None, None, frozenset({"Organisation", "Place"}))),
    min_confidence=st.sampled_from((0, 0, 1, 50)),
    planned=st.booleans(),
    ended=st.booleans(),
)


def shown_id(world: World, key: int, moment: Moment) -> str:
    held = [
        row for row in world.entities if (row.until == OPEN if moment.now else row.since <= moment.position < row.until)
    ]
    return uid(f"entity {next(row.cluster for row in held if row.key == key)}")


@settings(max_examples=30)
@given(
    world=worlds(),
    moment=moments,
    walk=walks,
    hops=st.sampled_from((1, 3, 4, 5, 6)),
    first=st.sampled_from((1, 3, 100, 100)),
)
def test_paths_are_those_of_a_search_over_plain_lists(
    answering: Answering, world: World, moment: Moment, walk: Walk, hops: int, first: int
) -> None:
    graph = answering(world)
    ends = (shown_id(world, 1, moment), shown_id(world, 2, moment))
    if ends[0] == ends[1]:
        with pytest.raises(SameEndsError):
            graph.paths((uid("entity 1"), uid("entity 2")), moment=moment)
        return

    found = graph.paths((uid("entity 1"), uid("entity 2")), moment=moment, walk=walk, max_hops=hops, first=first)

    expected = reference.paths(world, ends, moment, walk, hops)[:first]
    assert [tuple(reference.told(hop) for hop in path.hops) for path in found] == expected


@settings(max_examples=20)
@given(world=worlds(), moment=moments, walk=walks, hops=st.integers(1, 4))
def test_a_neighbourhood_is_that_of_a_search_over_plain_lists(
    answering: Answering, world: World, moment: Moment, walk: Walk, hops: int
) -> None:
    graph = answering(world)

    found = graph.neighbourhood(uid("entity 2"), moment=moment, hops=hops, walk=walk)

    start = shown_id(world, 2, moment)
    expected, read = reference.around(world, start, moment, walk, hops)
    assert [(node.id, distance) for node, distance in found.distances.items()] == sorted(
        expected.items(), key=lambda item: (item[1], item[0])
    )
    assert [reference.told(hop) for hop in found.hops] == [
        step for step in reference.steps(world, moment, walk)
        if step[3] == "FORWARD" and (step[0] in read or step[2] in read)
    ]  # fmt: skip


@settings(max_examples=20)
@given(world=worlds(), moment=moments, walk=walks)
def test_neighbours_are_those_of_a_search_over_plain_lists(
    answering: Answering, world: World, moment: Moment, walk: Walk
) -> None:
    graph = answering(world)
    keys = sorted({row.key for row in world.entities})

    found = graph.neighbours(keys, moment=moment, walk=walk)

    told = [reference.told(hop) for key in keys for hop in found.get(key, ())]
    assert sorted(told) == sorted(reference.steps(world, moment, walk))
    for key, hops in found.items():
        assert [hop.order for hop in hops] == sorted(hop.order for hop in hops)
        assert {hop.source.key for hop in hops} == {key}


VENDOR, SYSTEM, PLACE, OTHER, CASE = range(1, 6)
PEOPLE = (
    EntityRow(key=VENDOR, kind="Organisation", cluster=VENDOR),
    EntityRow(key=SYSTEM, kind="Deployment", cluster=SYSTEM),
    EntityRow(key=PLACE, kind="Place", cluster=PLACE),
    EntityRow(key=OTHER, kind="Organisation", cluster=OTHER),
    EntityRow(key=CASE, kind="Technology", cluster=CASE),
)


def ends(start: int, end: int) -> tuple[str, str]:
    return uid(f"entity {start}"), uid(f"entity {end}")


def supplies(key: int, subject: int, target: int, valid: str = "", **rest: int | None) -> ClaimRow:
    return ClaimRow(
        key=key,
        predicate="supplies",
        subject=subject,
        object=target,
        valid=valid,
        confidence=rest.get("confidence", 70),
    )


def test_equal_claims_of_two_publishers_are_one_edge_that_names_both(answering: Answering) -> None:
    graph = answering(
        World(entities=PEOPLE, claims=[supplies(11, VENDOR, SYSTEM, confidence=40), supplies(12, VENDOR, SYSTEM)])
    )

    (path,) = graph.paths(ends(VENDOR, SYSTEM), moment=now())

    (hop,) = path.hops
    assert [claim.key for claim in hop.claims] == [12, 11]
    assert path.weakest == hop.confidence == 70


def test_a_place_is_an_end_and_no_way_through_unless_asked(answering: Answering) -> None:
    sited = [ClaimRow(key=20 + each, predicate="basedIn", subject=each, object=PLACE) for each in (VENDOR, OTHER)]
    graph = answering(World(entities=PEOPLE, claims=sited))

    to_place = graph.paths(ends(VENDOR, PLACE), moment=now())
    through = graph.paths(ends(VENDOR, OTHER), moment=now())
    asked = graph.paths(ends(VENDOR, OTHER), moment=now(), walk=Walk(through=frozenset({"Place"})))

    assert (len(to_place), len(through), len(asked)) == (1, 0, 1)


COUNTRY, CITY, TOWN, HERE, THERE, SELLER, RIVAL = range(31, 38)
NESTED = World(
    entities=[
        *(EntityRow(key=key, kind="Place", cluster=key) for key in (COUNTRY, CITY, TOWN)),
        *(EntityRow(key=key, kind="Deployment", cluster=key) for key in (HERE, THERE)),
        *(EntityRow(key=key, kind="Organisation", cluster=key) for key in (SELLER, RIVAL)),
    ],
    claims=[
        *(ClaimRow(key=40 + each, predicate="partOf", subject=each, object=COUNTRY) for each in (CITY, TOWN)),
        ClaimRow(key=91, predicate="deployedIn", subject=HERE, object=CITY),
        ClaimRow(key=92, predicate="deployedIn", subject=THERE, object=TOWN),
        supplies(93, SELLER, HERE),
        supplies(94, RIVAL, THERE),
    ],
)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (COUNTRY, SELLER, [[CITY, HERE, SELLER]]),
        (SELLER, COUNTRY, [[HERE, CITY, COUNTRY]]),
        (CITY, COUNTRY, [[COUNTRY]]),
        (CITY, TOWN, []),
        (CITY, RIVAL, []),
        (SELLER, RIVAL, []),
        (SELLER, TOWN, []),
    ],
)
def test_an_end_that_is_a_place_stands_for_what_lies_within_it_and_no_place_is_a_hub(
    answering: Answering, start: int, end: int, expected: list[list[int]]
) -> None:
    graph = answering(NESTED)

    found = graph.paths(ends(start, end), moment=now(), max_hops=6)

    assert [[hop.target.key for hop in path.hops] for path in found] == expected
    assert graph.paths(ends(COUNTRY, SELLER), moment=now(), walk=Walk(through=frozenset({"Deployment"}))) == ()


def test_a_path_meets_no_entity_twice(answering: Answering) -> None:
    firms = [EntityRow(key=key, kind="Organisation", cluster=key) for key in range(1, 5)]
    graph = answering(World(entities=firms, claims=[supplies(11, 1, 3), supplies(12, 3, 4), supplies(13, 3, 2)]))

    found = graph.paths(ends(1, 2), moment=now(), max_hops=6)

    assert [[hop.target.key for hop in path.hops] for path in found] == [[3, 2]]


def test_what_is_over_is_walked_only_when_asked_and_then_marked(answering: Answering) -> None:
    graph = answering(World(entities=PEOPLE, claims=[supplies(11, VENDOR, SYSTEM, "2010/2014")]))

    gone = graph.paths(ends(VENDOR, SYSTEM), moment=now())
    (ended,) = graph.paths(ends(VENDOR, SYSTEM), moment=now(), walk=Walk(ended=True))
    before = graph.paths(ends(VENDOR, SYSTEM), moment=now(20091231), walk=Walk(ended=True))

    assert (gone, before) == ((), ())
    assert ended.hops[0].certainty == "NO"


def test_an_occurrence_ties_its_parties_ever_after_and_never_before(answering: Answering) -> None:
    sued = ClaimRow(key=11, predicate=OCCURRENCE, subject=VENDOR, object=OTHER, valid="2020-02")
    graph = answering(World(entities=PEOPLE, claims=[sued]))

    tied = [
        [hop.certainty.value for path in graph.paths(ends(VENDOR, OTHER), moment=now(day)) for hop in path.hops]
        for day in (20200131, 20200210, 20261231)
    ]

    assert tied == [[], ["POSSIBLY"], ["YES"]]


def test_an_id_that_was_merged_finds_the_same_paths(answering: Answering) -> None:
    merged = (*PEOPLE, EntityRow(key=9, kind="Organisation", cluster=VENDOR))
    graph = answering(World(entities=merged, claims=[supplies(11, VENDOR, SYSTEM)]))

    assert graph.paths(ends(9, SYSTEM), moment=now()) == graph.paths(ends(VENDOR, SYSTEM), moment=now()) != ()
    with pytest.raises(SameEndsError):
        graph.paths(ends(9, VENDOR), moment=now())


def test_an_id_that_is_not_known_at_the_moment_is_refused(answering: Answering) -> None:
    graph = answering(World(entities=[EntityRow(key=VENDOR, kind="Organisation", cluster=VENDOR, since=20)]))

    assert graph.node(uid("entity 1"), moment=then(20)).label == "label 1"
    with pytest.raises(UnknownNodeError):
        graph.node(uid("entity 1"), moment=then(19))
    with pytest.raises(UnknownNodeError):
        graph.paths(ends(VENDOR, SYSTEM), moment=now())


@pytest.mark.parametrize("hops", [0, 7, -1])
def test_hops_out_of_range_are_refused(answering: Answering, hops: int) -> None:
    graph = answering(World(entities=PEOPLE))

    with pytest.raises(WrongHopsError):
        graph.paths(ends(VENDOR, SYSTEM), moment=now(), max_hops=hops)
    with pytest.raises(WrongHopsError):
        graph.neighbourhood(uid("entity 1"), moment=now(), hops=hops)


def hub(size: int) -> World:
    firms = [EntityRow(key=key, kind="Organisation", cluster=key) for key in range(1, size + 1)]
    claims = [supplies(1000 * a + b, a, b) for a in range(1, size + 1) for b in range(1, size + 1) if a != b]
    return World(entities=firms, claims=claims)


@pytest.mark.parametrize("bounded", [Bounded(nodes=3), Bounded(claims=50), Bounded(steps=20)])
def test_a_search_that_would_read_too_much_is_refused(answering: Answering, bounded: Bounded) -> None:
    graph = answering(hub(12), bounded)

    with pytest.raises(TooWideError):
        graph.paths(ends(1, 2), moment=now(), first=100)
