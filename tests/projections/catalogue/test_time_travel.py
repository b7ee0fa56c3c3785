"""The answer as of (day, position) is what a store that knows only the log up to there says now, on that day."""

from pathlib import Path

import pytest
from tests.histories import DAYS, History
from tests.oracle import Grown, as_now, as_of
from tests.stores import TODAY, Store

SEEDS = range(5)
ACTS = 110
PLACES = 30
"""Eight histories, thirty random (position, day) pairs each."""


def busy(folder: Path, seed: int) -> tuple[History, Store, list[int]]:
    """A store that was followed live, in pages of every size, while it was written."""
    history = History(folder, seed)
    history.begin()
    store = Store.open(folder)
    heads = [history.log.head()]
    for _ in range(ACTS):
        history.act()
        heads.append(history.log.head())
        if history.random.random() < 0.5:
            store.catch_up()
    store.catch_up()
    return history, store, heads


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", SEEDS)
def test_any_moment_answers_as_a_store_that_ends_there(tmp_path: Path, seed: int) -> None:
    history, store, heads = busy(tmp_path / "store", seed)
    cut = Grown(store.folder, tmp_path / "cut")

    for position in sorted(history.random.choices(heads, k=PLACES)):
        day = history.random.choice(DAYS)

        assert as_of(store.catalogue, position, day) == cut.at(position, day), (position, day)


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", [100, 101])
def test_a_rebuild_of_any_cut_equals_what_was_followed_live(tmp_path: Path, seed: int) -> None:
    history, store, heads = busy(tmp_path / "store", seed)
    cut = Grown(store.folder, tmp_path / "cut")

    for position in sorted(history.random.choices(heads, k=3)):
        cut.at(position, TODAY)

        assert cut.rebuilt(TODAY) == as_of(store.catalogue, position, TODAY), position
    cut.at(history.log.head(), TODAY)

    assert cut.rebuilt(TODAY) == as_now(store.catalogue)


def test_days_that_pass_one_by_one_lead_where_a_rebuild_of_the_last_day_leads(tmp_path: Path) -> None:
    history, store, _ = busy(tmp_path / "store", 7)

    for day in sorted(DAYS, reverse=True) + sorted(DAYS):
        store.catch_up(day)

        assert as_now(store.catalogue) == as_of(store.catalogue, history.log.head(), day), day
