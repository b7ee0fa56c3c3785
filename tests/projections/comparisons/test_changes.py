"""Two editions of one data set: what came, what went, what changed, and what cannot be told."""

import json

import pytest
from tests.projections.filled import TODAY, World

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import OPEN
from watchgraph_projections.comparisons.answers import Change, Comparison, Reason, Verdict
from watchgraph_projections.comparisons.changes import Editions, compare_editions
from watchgraph_projections.statistics.errors import UnknownUniverseError

NOW = Moment(day=TODAY, position=OPEN - 1, now=True)
COVERS = ["name", "regimeType", "usesSurveillanceTechnology"]
BOTH = Editions(dataset="index", earlier="2020", later="2022")


@pytest.fixture
def editions(world: World) -> World:
    for name in ("2020", "2022"):
        world.edition("index", name, covers=json.dumps(COVERS))
    return world


def state(world: World, subject: int, predicate: str, value: int | str, *names: str) -> int:
    claim = world.claim(subject, predicate, value, dataset="index", record=str(subject), standing=1)
    for name in names:
        world.stated_in(claim, name)
    return claim


def changes(world: World, wanted: Editions = BOTH) -> list[Comparison]:
    return compare_editions(world.connection, NOW, wanted)


def test_records_enter_and_leave_and_values_change(editions: World) -> None:
    kenya, serbia, china, technology = (
        *map(editions.place, ("Kenya", "Serbia", "China")),
        editions.entity("Technology", "x"),
    )
    state(editions, kenya, "usesSurveillanceTechnology", technology, "2022")
    state(editions, serbia, "usesSurveillanceTechnology", technology, "2020")
    old = state(editions, china, "regimeType", "ELECTORAL_AUTOCRACY", "2020")
    new = state(editions, china, "regimeType", "CLOSED_AUTOCRACY", "2022")
    state(editions, china, "usesSurveillanceTechnology", technology, "2022")

    found = changes(editions)

    assert [(each.change, each.subject) for each in found] == [
        (Change.CHANGED, china),
        (Change.ADDED, china),
        (Change.ENTERED, kenya),
        (Change.LEFT, serbia),
    ]
    changed = found[0]
    assert changed.left is not None
    assert changed.right is not None
    assert (changed.left.claims, changed.right.claims) == ((old,), (new,))
    assert changed.left.note == changed.right.note == f"record {china}"
    assert {each.verdict for each in found} == {Verdict.EXPLAINED}


def test_what_both_editions_state_is_no_change(editions: World) -> None:
    state(editions, editions.place("China"), "regimeType", "CLOSED_AUTOCRACY", "2020", "2022")

    assert changes(editions) == []


def test_of_an_edition_that_is_here_in_part_nobody_can_say_who_was_missing(world: World) -> None:
    world.edition("index", "2020", covers=json.dumps(COVERS), declared=2)
    world.edition("index", "2022", covers=json.dumps(COVERS))
    state(world, world.place("Serbia"), "regimeType", "ELECTORAL_AUTOCRACY", "2020", "2022")
    state(world, world.place("Kenya"), "regimeType", "ELECTORAL_AUTOCRACY", "2022")

    (found,) = changes(world)

    assert (found.change, found.verdict) == (Change.ENTERED, Verdict.NOT_ANSWERABLE)
    assert found.missing[0].text == "1 of 2 rows of index, edition 2020, are here"


def test_of_a_part_of_unknown_size_nobody_can_say_who_was_missing_either(world: World) -> None:
    world.edition("index", "2020", covers=json.dumps(COVERS), part=1)
    world.edition("index", "2022", covers=json.dumps(COVERS))
    state(world, world.place("Kenya"), "regimeType", "ELECTORAL_AUTOCRACY", "2022")

    (found,) = changes(world)

    assert (found.change, found.verdict) == (Change.ENTERED, Verdict.NOT_ANSWERABLE)
    assert found.missing[0].text == "0 of an unknown number of rows of index, edition 2020, are here"


def test_a_column_that_one_edition_lacks_is_a_gap_and_no_change(world: World) -> None:
    world.edition("index", "2020", covers=json.dumps(["regimeType"]))
    world.edition("index", "2022", covers=json.dumps(COVERS))
    china = world.place("China")
    state(world, china, "regimeType", "CLOSED_AUTOCRACY", "2020", "2022")
    state(world, china, "usesSurveillanceTechnology", world.entity("Technology", "x"), "2022")

    (gap,) = changes(world)

    assert (gap.change, gap.predicate) == (None, "usesSurveillanceTechnology")
    assert (gap.verdict, gap.reason) == (Verdict.EXPLAINED, Reason.SOURCE_GAP)
    assert gap.explanation == "index, edition 2020 has no column for usesSurveillanceTechnology"


def test_an_edition_that_was_not_imported_is_refused(editions: World) -> None:
    with pytest.raises(UnknownUniverseError, match="2019"):
        changes(editions, Editions(dataset="index", earlier="2019", later="2022"))
