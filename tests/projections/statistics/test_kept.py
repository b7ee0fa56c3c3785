"""What is kept is never the answer to another question, of another moment, or from before a redaction."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from tests.histories import History
from tests.stores import TODAY, Store

from watchgraph_projections.catalogue import databases
from watchgraph_projections.catalogue.connections import Reading, ReadTimeoutError
from watchgraph_projections.catalogue.reading import read_moment
from watchgraph_projections.catalogue.sqlite_readings import SqliteReadings
from watchgraph_projections.statistics.aggregates import aggregate
from watchgraph_projections.statistics.answers import Answer
from watchgraph_projections.statistics.kept import LARGEST_SHARE, Kept, bytes_of
from watchgraph_projections.statistics.queries import Query

DEPLOYMENTS = Query(of="Deployment")
TOMORROW = TODAY + 1
SHORT = 0.05
TEXT = "x" * 1000


class Asked:
    """Asks through one keeper, and counts how often an answer had to be worked out."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self.worked_out = 0

    def __call__(self, reading: Reading, query: Query = DEPLOYMENTS, position: int | None = None) -> Answer:
        moment = read_moment(reading, None, None if position is None else str(position))

        def work() -> Answer:
            self.worked_out += 1
            return aggregate(reading.connection, moment, query)

        found = self._kept.answer(reading, moment, query, work)
        assert found == aggregate(reading.connection, moment, query)
        return found


def noting(worked_out: list[int], number: int) -> Callable[[], str]:
    """Work that notes that it was done."""

    def work() -> str:
        worked_out.append(number)
        return TEXT

    return work


@pytest.fixture
def asked() -> Asked:
    return Asked(Kept())


@pytest.fixture
def history(tmp_path: Path) -> History:
    history = History(tmp_path, seed=5)
    history.begin()
    for _ in range(30):
        history.act()
    return history


@pytest.fixture
def store(history: History) -> Iterator[Store]:
    opened = Store.open(history.folder)
    yield opened
    opened.close()


def test_the_same_question_is_worked_out_once(asked: Asked, store: Store) -> None:
    with store.catalogue.reading() as reading:
        first = asked(reading)
    with store.catalogue.reading() as reading:
        again = asked(reading), asked(reading, replace(DEPLOYMENTS))

    assert all(each is first for each in again)
    assert asked.worked_out == 1


def test_another_question_is_another_answer(asked: Asked, store: Store) -> None:
    with store.catalogue.reading() as reading:
        asked(reading)
        asked(reading, Query(of="Organisation"))

    assert asked.worked_out == 2


def test_after_each_commit_the_answer_is_that_of_the_log_as_it_is(asked: Asked, history: History, store: Store) -> None:
    positions = set()

    for _ in range(30):
        history.act()
        store.catch_up()
        with store.catalogue.reading() as reading:
            positions.add(reading.standing.position)
            asked(reading)

    assert asked.worked_out == len(positions) > 1


def test_at_midnight_the_answer_is_that_of_the_new_day(asked: Asked, store: Store) -> None:
    for day in (TODAY, TOMORROW):
        store.catch_up(day)
        with store.catalogue.reading() as reading:
            asked(reading)

    assert asked.worked_out == 2


def test_the_past_is_kept_while_the_log_grows(asked: Asked, history: History, store: Store) -> None:
    position = store.catalogue.standing().position
    with store.catalogue.reading() as reading:
        asked(reading)
    history.commit(history.propose())
    store.catch_up()

    with store.catalogue.reading() as reading:
        asked(reading, position=position)

    assert asked.worked_out == 1


def test_a_redaction_lets_the_past_be_worked_out_anew(asked: Asked, history: History, store: Store) -> None:
    position = store.catalogue.standing().position
    with store.catalogue.reading() as reading:
        asked(reading)
    history.commit(history.redact())
    store.catch_up()

    for _ in range(2):
        with store.catalogue.reading() as reading:
            asked(reading, position=position)

    assert asked.worked_out == 2


def test_what_was_read_before_a_redaction_is_not_given_out_after_it(
    asked: Asked, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "BUSY_SECONDS", 0)  # nobody waits for the reader from before
    store = Store.open(history.folder)
    with store.catalogue.reading() as before:
        position = before.standing.position
        history.commit(history.redact())
        store.catch_up()
        with store.catalogue.reading() as after:
            asked(after, position=position)
            asked(before)
            asked(after, position=position)
    store.close()

    assert asked.worked_out == 2


def test_an_answer_without_a_licence_is_another_answer(store: Store) -> None:
    kept = Kept()
    worked_out: list[int] = []

    with store.catalogue.reading() as reading:
        for number, without in enumerate(((), ("CC0-1.0", "MIT"), ("MIT", "CC0-1.0"), ("MIT",))):
            moment = read_moment(reading, without=without)
            kept.answer(reading, moment, DEPLOYMENTS, noting(worked_out, number))

    assert worked_out == [0, 1, 3]


def test_another_file_in_the_place_of_a_catalogue_is_asked_itself(asked: Asked, store: Store) -> None:
    with store.catalogue.reading() as reading:
        asked(reading)
    store.follower.rebuild(day=TODAY)

    with store.catalogue.reading() as reading:
        asked(reading)

    assert asked.worked_out == 2


def test_the_answer_asked_for_longest_ago_makes_room(store: Store) -> None:
    size = bytes_of(TEXT)
    kept = Kept(most_bytes=LARGEST_SHARE * size)
    worked_out: list[int] = []

    with store.catalogue.reading() as reading:
        for number in (0, 1, 2, 3, 0, 4, 0, 1):
            kept.answer(reading, read_moment(reading), number, noting(worked_out, number))

    assert worked_out == [0, 1, 2, 3, 4, 1]


def test_an_answer_that_would_push_out_all_others_is_not_kept(store: Store) -> None:
    kept = Kept(most_bytes=LARGEST_SHARE * bytes_of(TEXT) - 1)
    worked_out: list[int] = []

    with store.catalogue.reading() as reading:
        for _ in range(2):
            kept.answer(reading, read_moment(reading), DEPLOYMENTS, noting(worked_out, 1))

    assert worked_out == [1, 1]


def test_what_fails_is_not_kept(store: Store) -> None:
    kept = Kept()

    with store.catalogue.reading() as reading:
        with pytest.raises(ZeroDivisionError):
            kept.answer(reading, read_moment(reading), DEPLOYMENTS, lambda: 1 // 0)
        found = kept.answer(reading, read_moment(reading), DEPLOYMENTS, lambda: 1)

    assert found == 1


def test_who_asks_while_it_is_worked_out_waits_for_it(store: Store) -> None:
    kept, begun, may_end = Kept(), Event(), Event()
    worked_out: list[int] = []

    def work() -> str:
        worked_out.append(1)
        begun.set()
        may_end.wait(60)
        return TEXT

    def ask(_: int) -> str:
        with store.catalogue.reading() as reading:
            return kept.answer(reading, read_moment(reading), DEPLOYMENTS, work)

    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(ask, number) for number in range(4)]
        begun.wait(60)
        may_end.set()
        found = [each.result() for each in asked]

    assert found == [TEXT] * 4
    assert worked_out == [1]


def test_nobody_waits_longer_than_a_request_may_take(store: Store) -> None:
    kept, begun, may_end = Kept(), Event(), Event()
    assert store.catalogue.path is not None
    readings = SqliteReadings(store.catalogue.path)

    def work() -> str:
        begun.set()
        may_end.wait(60)
        return TEXT

    with readings.lend(60) as reading, readings.lend(SHORT) as hurried, ThreadPoolExecutor(1) as threads:
        moment = read_moment(reading)
        slow = threads.submit(kept.answer, reading, moment, DEPLOYMENTS, work)
        begun.wait(60)
        with pytest.raises(ReadTimeoutError):
            kept.answer(hurried, moment, DEPLOYMENTS, work)
        may_end.set()
    readings.close()

    assert slow.result() == TEXT


def test_what_many_parts_share_is_measured_once() -> None:
    shared = "x" * 10_000

    alone, together = bytes_of((shared,)), bytes_of((shared,) * 90)

    assert together < 2 * alone


def test_a_long_list_is_measured_by_some_of_its_parts() -> None:
    texts = [f"{number:01000}" for number in range(5_000)]

    measured = bytes_of({"texts": texts})

    assert abs(measured / (bytes_of(texts[0]) * len(texts)) - 1) < 0.05
