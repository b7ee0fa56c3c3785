"""Merges: what is loaded for them, and that they come out the same however the log is cut into pages."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

import pytest
from tests.histories import History
from tests.stores import TODAY, Store

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.identifiers import entity_id, judgement_id
from watchgraph_projections import follower
from watchgraph_projections.catalogue.digest import state_hash
from watchgraph_projections.catalogue.nodes import EntityNode
from watchgraph_projections.catalogue.working_set import WorkingSet

Bodies = list[tuple[UUID, Event]]


def told(folder: Path) -> History:
    """A history in which much was said of a few places and vendors."""
    history = History(folder, 23)
    history.begin()
    while len(history.claims) < 40:
        history.commit(history.propose())
    return history


def newcomer(history: History, name: str, kind: str, like: UUID) -> Bodies:
    """Register one more name of something, and judge it to be that."""
    entity = entity_id("census", kind, name)
    left, right = sorted((entity, like), key=str)
    history.vendors.append(entity)
    return [
        (entity, EntityRegistered(kind=kind, dataset="census", native=name)),
        (judgement_id(left, right), JudgementRecorded(left=left, right=right, verdict="SAME", basis="one name")),
    ]


def digest(store: Store) -> str:
    with store.catalogue.connect() as connection:
        return state_hash(connection)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The entities of which all claims were loaded."""
    asked: list[str] = []
    load = WorkingSet.need_all_claims

    def noted(working: WorkingSet, nodes: Iterable[EntityNode]) -> None:
        nodes = list(nodes)
        asked.extend(node.public for node in nodes)
        load(working, nodes)

    monkeypatch.setattr(WorkingSet, "need_all_claims", noted)
    return asked


def test_a_new_name_of_a_country_loads_nothing_that_was_said_of_the_country(tmp_path: Path, loaded: list[str]) -> None:
    history = told(tmp_path)
    store = Store.open(tmp_path)
    loaded.clear()

    history.commit(newcomer(history, "Serbia", "Place", history.places[0]))
    store.catch_up()

    assert str(history.places[0]) not in loaded
    with store.catalogue.connect() as connection:
        shown = connection.exec_driver_sql(
            "select s.id from entity e join entity s on s.key = e.cluster where e.id = ?",
            (str(entity_id("census", "Place", "Serbia")),),
        ).scalar()
    assert shown == str(history.places[0])


@pytest.mark.parametrize("events", [1, 3, 5_000])
def test_newcomers_come_out_the_same_however_the_log_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: int
) -> None:
    history = told(tmp_path)
    history.commit(newcomer(history, "one", "Organisation", history.vendors[0]))
    history.commit(newcomer(history, "two", "Organisation", history.vendors[-1]))
    history.commit([*newcomer(history, "three", "Organisation", history.vendors[1]), *history.propose()])
    left, right = sorted((history.vendors[0], history.vendors[1]), key=str)
    same = JudgementRecorded(left=left, right=right, verdict="SAME", basis="one firm")
    history.commit([(judgement_id(left, right), same)])
    for _ in range(10):
        history.commit(history.propose())
    store = Store.open(tmp_path)
    expected = digest(store)

    monkeypatch.setattr(follower, "PAGE", events)
    store.follower.rebuild(day=TODAY)

    assert digest(store) == expected
