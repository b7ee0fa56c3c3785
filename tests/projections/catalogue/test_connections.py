"""Readings of one file: each of one standing, no longer than it may be, and never of an old file."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copy
from threading import Barrier, Event, Thread, get_ident

import pytest
from sqlalchemy import select, text
from tests.histories import History
from tests.stores import Store

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.connections import Reading, Readings, ReadTimeoutError
from watchgraph_projections.catalogue.reading import FILE, Catalogue
from watchgraph_projections.catalogue.sqlite_readings import MOST_PREPARED, SqliteReadings
from watchgraph_schema.answers import answer
from watchgraph_schema.requests import Question

SLOW = "with recursive n(i) as (select 1 union all select i + 1 from n limit 300000000) select count(*) from n"
"""Counts for a minute unless it is cut off."""
SHORT = 0.05
Read = Callable[[Reading, str], object]


def raw(reading: Reading, statement: str) -> object:
    return reading.row(statement)[0]


def through_sqlalchemy(reading: Reading, statement: str) -> object:
    return reading.connection.scalar(text(statement))


@pytest.fixture
def readings(reference_folder: Path) -> Iterator[Readings]:
    opened = SqliteReadings(reference_folder / FILE)
    yield opened
    opened.close()


@pytest.mark.parametrize("read", [raw, through_sqlalchemy])
def test_a_slow_statement_is_cut_off_and_its_connection_serves_the_next_request(readings: Readings, read: Read) -> None:
    with readings.lend(SHORT) as slow, pytest.raises(ReadTimeoutError, match=r"takes longer than 0.05 seconds"):
        read(slow, SLOW)

    with readings.lend(60) as after:
        found = read(after, "select 1")

    assert after is slow
    assert found == 1


def test_what_may_take_only_a_part_of_the_time_leaves_the_rest_to_others(readings: Readings) -> None:
    with readings.lend(60) as reading:
        with pytest.raises(ReadTimeoutError), reading.sparing(0.001):
            raw(reading, SLOW)
        left = reading.seconds_left
        found = through_sqlalchemy(reading, "select 1")

    assert found == 1
    assert left > 30


def test_rows_that_come_one_by_one_are_cut_off_as_well(readings: Readings) -> None:
    endless = text(SLOW.replace("count(*)", "i"))

    with readings.lend(SHORT) as reading, pytest.raises(ReadTimeoutError):
        for _ in reading.connection.execution_options(yield_per=1000).execute(endless):
            pass


@pytest.mark.parametrize("read", [raw, through_sqlalchemy])
def test_no_statement_is_begun_once_the_time_is_up(readings: Readings, read: Read) -> None:
    with readings.lend(0) as reading, pytest.raises(ReadTimeoutError):
        read(reading, "select 1")


def test_an_answer_that_takes_too_long_says_so_and_where_it_stands(reference_folder: Path) -> None:
    catalogue = Catalogue.open(reference_folder, seconds=0)

    found = answer(catalogue, Question(query="{ claims { totalCount } sources { totalCount } }"))
    catalogue.close()

    errors = found.body["errors"]
    assert isinstance(errors, list)
    assert {error["extensions"]["code"] for error in errors} == {ReadTimeoutError.code}
    assert found.standing.position > 0


def test_all_of_a_reading_shows_the_standing_that_it_began_with(tmp_path: Path) -> None:
    history = History(tmp_path, seed=1)
    history.begin()
    store = Store.open(tmp_path)
    entities = select(tables.entity.c.key)

    with store.catalogue.reading() as reading:
        before, first = reading.standing, reading.connection.scalars(entities).all()
        history.act()
        store.catch_up()
        then = raw(reading, "select position from standing"), reading.connection.scalars(entities).all()
    with store.catalogue.reading() as reading:
        after = reading.standing
    store.close()

    assert then == (before.position, first)
    assert after.position > before.position


def test_what_a_rebuild_put_in_place_is_read_next(reference_folder: Path, tmp_path: Path) -> None:
    path, other = Path(copy(reference_folder / FILE, tmp_path / FILE)), tmp_path / "other"
    copy(path, other)
    readings = SqliteReadings(path)
    with readings.lend(60) as old:
        other.replace(path)
        with readings.lend(60) as new:
            pass

    with readings.lend(60) as after, readings.lend(60) as another:
        pass
    readings.close()

    assert after is new
    assert old is not another


@pytest.mark.parametrize("read", [raw, through_sqlalchemy])
def test_a_connection_that_has_prepared_much_makes_room_for_another(readings: Readings, read: Read) -> None:
    long = "select 1 -- " + "x" * (MOST_PREPARED // 4)
    with readings.lend(60) as first:
        for _ in range(9):
            read(first, long)

    with readings.lend(60) as same:
        for number in range(4):
            read(same, f"{long}{number}")
    with readings.lend(60) as other:
        pass

    assert same is first
    assert other is not first


def test_threads_that_read_at_once_have_a_reading_each(readings: Readings) -> None:
    together = Barrier(20)

    def lent(_: int) -> Reading:
        with readings.lend(60) as reading:
            together.wait(timeout=60)
            return reading

    with ThreadPoolExecutor(20) as threads:
        found = list(threads.map(lent, range(20)))

    assert len(set(found)) == 20


@pytest.mark.parametrize("read", [raw, through_sqlalchemy])
def test_a_statement_that_nobody_waits_for_is_cut_off_and_so_is_what_would_follow(
    readings: Readings, read: Read
) -> None:
    at_work = Event()

    def slow() -> None:
        with readings.lend(600) as reading:
            at_work.set()
            with pytest.raises(ReadTimeoutError), reading.sparing(0.9):
                read(reading, SLOW)
            with pytest.raises(ReadTimeoutError):
                read(reading, "select 1")

    thread = Thread(target=slow)
    thread.start()
    at_work.wait()
    while thread.is_alive():  # it may not have come to the statement yet
        readings.cut_off(thread.ident or 0)
        thread.join(SHORT)

    with readings.lend(60) as after:
        assert read(after, "select 1") == 1


def test_only_what_the_thread_itself_reads_is_cut_off(readings: Readings) -> None:
    with readings.lend(60) as mine:
        readings.cut_off(get_ident() + 1)
        assert raw(mine, "select 1") == 1

    readings.cut_off(get_ident())
    with readings.lend(60) as next_one:
        assert raw(next_one, "select 1") == 1
