"""The follower: interrupted, repeated, moved to another layout, stopped by a bad event."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.histories import History
from tests.oracle import as_now
from tests.stores import TODAY, Store

from watchgraph.domain.events.judgements import JudgementRecorded, JudgementReverted
from watchgraph.domain.identifiers import judgement_id
from watchgraph.log import Recorded
from watchgraph_projections import follower
from watchgraph_projections.catalogue import databases
from watchgraph_projections.catalogue.digest import first_difference, state_hash
from watchgraph_projections.catalogue.files import BUILDING
from watchgraph_projections.catalogue.fold import PoisonEventError
from watchgraph_projections.catalogue.page import FOLDS, Page
from watchgraph_projections.follower import Follower

REBUILD = """
import sys
from pathlib import Path
from tests.stores import Store, TODAY
from watchgraph_projections import follower
from watchgraph_projections.catalogue.digest import state_hash
follower.PAGE = 5
store = Store.open(Path(sys.argv[1]))
store.follower.rebuild(day=TODAY)
store.catalogue.close()
with store.catalogue.connect() as connection:
    print(state_hash(connection))
"""


def written(folder: Path, seed: int = 3, acts: int = 60) -> Store:
    history = History(folder, seed)
    history.begin()
    for _ in range(acts):
        history.act()
    history.log.close()
    return Store.open(folder)


def digest(store: Store) -> str:
    with store.catalogue.connect() as connection:
        return state_hash(connection)


def run(folder: Path, **environment: str) -> subprocess.Popen[str]:
    path = os.pathsep.join(sys.path)
    return subprocess.Popen(  # noqa: S603 - our own interpreter on our own text
        [sys.executable, "-c", REBUILD, str(folder)],
        env={**os.environ, "PYTHONPATH": path, **environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def undigested(page: Page, event: Recorded) -> None:
    raise ValueError(page, event.position)


def test_catching_up_twice_changes_nothing(tmp_path: Path) -> None:
    store = written(tmp_path)
    before = digest(store)

    store.catch_up()

    assert digest(store) == before


@pytest.mark.parametrize("milliseconds", [500, 900, 1300])
def test_a_rebuild_that_was_killed_is_gone_on_with_to_the_same_state(tmp_path: Path, milliseconds: int) -> None:
    store = written(tmp_path)
    expected = digest(store)
    process = run(tmp_path)

    try:
        process.wait(milliseconds / 1000)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.communicate()
    output, _ = run(tmp_path).communicate()

    assert output.strip() == expected
    assert not (tmp_path / BUILDING).exists()


def test_hash_seed_and_time_zone_change_nothing(tmp_path: Path) -> None:
    expected = digest(written(tmp_path))

    found = {
        run(tmp_path, PYTHONHASHSEED=seed, TZ=zone).communicate()[0].strip()
        for seed, zone in (("1", "Pacific/Kiritimati"), ("2", "America/Los_Angeles"))
    }

    assert found == {expected}


def test_two_that_build_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    expected = digest(written(tmp_path))

    both = [run(tmp_path), run(tmp_path)]

    assert [process.communicate()[0].strip() for process in both] == [expected, expected]


def test_another_layout_is_rebuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = written(tmp_path)
    expected = digest(store)
    store.close()

    monkeypatch.setattr(databases, "layout_version", lambda: 7)
    again = Store.open(tmp_path)

    assert digest(again) == expected
    assert databases.stored_layout(tmp_path / "catalogue.sqlite") == 7


def test_a_poison_event_stops_the_projection_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = History(tmp_path, 5)
    history.begin()
    store = Store.open(tmp_path)
    while history.log.head() < 60:
        history.act()

    with monkeypatch.context() as patch:
        patch.setattr(FOLDS, "fold", undigested)
        with pytest.raises(PoisonEventError, match=r"cannot fold [a-z.-]+ at position \d+"):
            store.catch_up()
    store.catch_up()

    assert store.catalogue.standing().position == history.log.head()


def test_the_first_difference_is_named(tmp_path: Path) -> None:
    store, other = written(tmp_path / "one"), written(tmp_path / "two")
    with databases.engine(other.folder / "catalogue.sqlite", write=True).begin() as connection:
        connection.exec_driver_sql("update claim set confidence = 99 where key = (select min(key) from claim)")

    with store.catalogue.connect() as here, other.catalogue.connect() as there:
        found = first_difference(here, there)

    assert found is not None
    assert found.table == "claim"
    assert found.here != found.there


def test_the_day_of_a_rebuild_is_an_argument(tmp_path: Path) -> None:
    store = written(tmp_path)

    standing = Follower(store.log, tmp_path).rebuild(day=20190101)

    assert standing.day == 20190101
    assert standing.day != TODAY


@pytest.mark.unmeasured
@pytest.mark.parametrize("events", [1, 2, 3, 7])
def test_the_size_of_a_page_changes_nothing_even_where_it_cuts_a_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: int
) -> None:
    store = written(tmp_path, seed=11, acts=80)
    expected = digest(store)

    monkeypatch.setattr(follower, "PAGE", events)
    store.follower.rebuild(day=TODAY)

    assert digest(store) == expected


def test_a_merge_that_was_reverted_leaves_no_trace_but_the_history(tmp_path: Path) -> None:
    history = History(tmp_path, 13)
    history.begin()
    while len(history.claims) < 25:
        history.commit(history.propose())
    store = Store.open(tmp_path)
    before = as_now(store.catalogue)
    left, right = sorted(history.vendors[:2], key=str)
    judgement = judgement_id(left, right)

    history.commit([(judgement, JudgementRecorded(left=left, right=right, verdict="SAME", basis="one firm"))])
    store.catch_up()
    merged = as_now(store.catalogue)
    history.commit([(judgement, JudgementReverted(reason="two firms"))])
    store.catch_up()
    after = as_now(store.catalogue)

    assert merged["entity"] != before["entity"]
    assert {name: rows for name, rows in after.items() if name != "judgement"} == {
        name: rows for name, rows in before.items() if name != "judgement"
    }


def test_readers_and_followers_go_over_to_a_rebuilt_file(tmp_path: Path) -> None:
    history = History(tmp_path, 17)
    history.begin()
    serving, other = Store.open(tmp_path), Store.open(tmp_path)
    before = serving.catalogue.standing()

    other.follower.rebuild(day=TODAY)
    history.commit(history.propose())
    serving.catch_up()

    assert serving.catalogue.standing().position == history.log.head() > before.position
    assert other.catalogue.standing() == serving.catalogue.standing()


def test_a_redacted_text_is_in_no_file_of_the_read_models(tmp_path: Path) -> None:
    history = History(tmp_path, 19)
    history.begin()
    store = Store.open(tmp_path)
    while not history.people_named():
        history.commit(history.propose())
    store.catch_up()
    shutil.copy(tmp_path / "catalogue.sqlite", tmp_path / BUILDING)
    claim, name = history.people_named()[0]
    before = found_in(tmp_path, name)

    history.commit(history.redaction(claim))
    store.catch_up()

    assert "catalogue.building.sqlite" in before
    assert found_in(tmp_path, name) == set()


def found_in(folder: Path, words: str) -> set[str]:
    return {path.name.removesuffix("-wal") for path in folder.iterdir() if words.encode() in path.read_bytes()}
