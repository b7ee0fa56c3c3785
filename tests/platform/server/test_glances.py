"""Readings shared for milliseconds: never longer, and never of a moment that is over."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.histories import DAYS, History
from tests.processes import PATIENCE_SECONDS
from tests.stores import Store

from watchgraph_projections.catalogue.connections import ReadTimeoutError
from watchgraph_server import glances
from watchgraph_server.glances import Glances

COUNT = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000000) select count(*) from n"


@pytest.fixture
def history(tmp_path: Path) -> History:
    made = History(tmp_path / "store", seed=5)
    made.begin()
    return made


@pytest.fixture
def store(history: History) -> Iterator[Store]:
    opened = Store.open(history.log.path.parent, DAYS[3])
    opened.catch_up(DAYS[3])
    yield opened
    opened.close()


async def test_one_reading_is_lent_for_a_while(store: Store, history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glances, "LASTS_SECONDS", PATIENCE_SECONDS)
    lent = Glances(store.catalogue)

    first = lent.reading(1)
    before = first.standing
    history.commit(history.propose())
    store.catch_up(DAYS[3])
    again = lent.reading(1)
    stands = again.standing
    lent.close()

    assert again is first
    assert stands == before


async def test_a_reading_ends_by_itself(store: Store, history: History) -> None:
    lent = Glances(store.catalogue)

    before = lent.reading(1).standing
    history.commit(history.propose())
    store.catch_up(DAYS[3])
    await asyncio.sleep(2 * glances.LASTS_SECONDS)
    with closing(sqlite3.connect(store.folder / "catalogue.sqlite", isolation_level=None)) as other:
        busy, *_ = other.execute("pragma wal_checkpoint(truncate)").fetchone()
    after = lent.reading(1).standing
    lent.close()

    assert busy == 0, "nobody reads"
    assert after.position > before.position


async def test_a_loop_that_comes_to_nothing_else_reads_what_is_new_all_the_same(store: Store, history: History) -> None:
    lent = Glances(store.catalogue)

    before = lent.reading(1).standing
    history.commit(history.propose())
    store.catch_up(DAYS[3])
    time.sleep(2 * glances.LASTS_SECONDS)  # noqa: ASYNC251  # that is the point
    after = lent.reading(1).standing
    lent.close()

    assert after.position > before.position


async def test_a_reading_that_was_ended_is_not_lent_again_and_may_be_ended_twice(
    store: Store, history: History
) -> None:
    lent = Glances(store.catalogue)

    before = lent.reading(1).standing
    lent.close()
    lent.close()
    history.commit(history.propose())
    store.catch_up(DAYS[3])
    after = lent.reading(1).standing
    lent.close()

    assert after.position > before.position


async def test_a_statement_is_cut_off_and_the_next_has_its_time_anew(store: Store) -> None:
    lent = Glances(store.catalogue)

    with pytest.raises(ReadTimeoutError):
        lent.reading(0.001).row(COUNT)

    assert lent.reading(5).row("select 1") == (1,)
    lent.close()
