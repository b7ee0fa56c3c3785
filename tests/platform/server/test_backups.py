"""Backup and restore, rehearsed: while others write, with keys apart, whole or not at all."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from tests.histories import History
from tests.processes import until
from typer.testing import Result

from watchgraph.log import KeyStore
from watchgraph.log.storage import Row
from watchgraph_server.backups import KEYS_KEPT

Run = Callable[..., Result]
SEED = 7
ACTS = 60


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    """A store with claims, sealed texts and redactions."""
    (tmp_path / "store").mkdir()
    history = History(tmp_path / "store", SEED)
    history.begin()
    for _ in range(ACTS):
        history.act()
    yield history
    history.log.close()
    history.keys.close()


@contextmanager
def writing(history: History) -> Iterator[None]:
    """Let another write as fast as it can, and let it have begun."""
    ended = threading.Event()
    before = history.log.head()

    def write() -> None:
        while not ended.is_set():
            history.act(redacting=False)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert until(lambda: history.log.head() > before)
        yield
    finally:
        ended.set()
        writer.join()


def rows(path: Path, until: int) -> list[Row]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("select rowid, * from stored_events where rowid <= ?", (until,)).fetchall()


def backed_up(run: Run, tmp_path: Path, name: str = "backup") -> tuple[Path, Path]:
    """A backup of the store, and that of its keys."""
    done = run("backup", str(tmp_path / name), "--keys", str(tmp_path / "keys"), "--json")
    assert done.exit_code == 0, done.output
    return tmp_path / name, Path(json.loads(done.stdout)["keys"])


def test_a_backup_that_is_taken_while_others_write_is_restored_event_for_event(
    history: History, run: Run, tmp_path: Path
) -> None:
    with writing(history):
        backup, keys = backed_up(run, tmp_path)
    head = json.loads((backup / "backup.json").read_text())["head"]

    restored = run("restore", str(backup), "--keys", str(keys), "--json", folder=tmp_path / "again")

    assert restored.exit_code == 0, restored.output
    assert history.log.head() > head, "others wrote on"
    assert rows(tmp_path / "again" / "log.sqlite", head + 1) == rows(tmp_path / "store" / "log.sqlite", head)
    verified = json.loads(run("verify", "--json", folder=tmp_path / "again").stdout)
    assert verified["passed"]
    assert verified["verification"]["state_hash"] == json.loads(restored.stdout)["state_hash"]


def test_a_restored_store_is_in_the_same_state_and_goes_on(reference_folder: Path, run: Run, tmp_path: Path) -> None:
    shutil.copytree(reference_folder, tmp_path / "store")
    before = json.loads(run("verify", "--json").stdout)["verification"]

    backup, keys = backed_up(run, tmp_path)
    run("restore", str(backup), "--keys", str(keys), folder=tmp_path / "again")

    after = json.loads(run("verify", "--json", folder=tmp_path / "again").stdout)["verification"]
    assert after == before
    assert "imported before" in run("import", "reference", folder=tmp_path / "again").stdout


def test_no_key_lies_in_the_backup_of_the_log(history: History, run: Run, tmp_path: Path) -> None:
    backup, keys = backed_up(run, tmp_path)

    held = list(history.keys.held().values())
    files = [path.read_bytes() for path in backup.iterdir()]

    assert held
    assert not [key for key in held for content in files if key in content]
    assert keys.stat().st_mode & 0o077 == 0
    assert keys.parent.stat().st_mode & 0o077 == 0


def test_keys_are_not_written_into_the_backup_of_the_log(history: History, run: Run, tmp_path: Path) -> None:
    refused = run("backup", str(tmp_path / "backup"), "--keys", str(tmp_path / "backup" / "keys"))

    assert refused.exit_code == 2
    assert "lies in the backup of the log" in refused.stderr
    assert not (tmp_path / "backup").exists()
    assert history.log.head(), "the store is as it was"


def test_what_was_redacted_after_the_keys_were_backed_up_stays_unreadable(
    history: History, run: Run, tmp_path: Path
) -> None:
    _, old_keys = backed_up(run, tmp_path, "before")
    claim = next(claim for claim, state in history.claims.items() if state != "REDACTED")
    history.commit(history.redaction(claim))
    later, _ = backed_up(run, tmp_path, "after")

    restored = run("restore", str(later), "--keys", str(old_keys), folder=tmp_path / "again")

    assert restored.exit_code == 0, restored.output
    with closing(KeyStore.open(old_keys)) as old, closing(KeyStore.open(tmp_path / "again" / "keys.sqlite")) as keys:
        assert f"claim:{claim}" not in keys.held()
        assert set(old.held()) - set(keys.held()) <= keys.destroyed()


def test_keys_that_are_still_here_are_used(history: History, run: Run, tmp_path: Path) -> None:
    backup, _ = backed_up(run, tmp_path)
    with closing(KeyStore.open(tmp_path / "again" / "keys.sqlite")) as here:
        here.fill(history.keys.held(), history.keys.destroyed())

    restored = run("restore", str(backup), "--json", folder=tmp_path / "again")

    assert restored.exit_code == 0, restored.output
    assert json.loads(restored.stdout)["keys_lost"] == []
    assert history.log.head() == json.loads(restored.stdout)["position"]


def test_without_keys_nothing_is_restored_unless_that_is_said(history: History, run: Run, tmp_path: Path) -> None:
    backup, _ = backed_up(run, tmp_path)

    refused = run("restore", str(backup), folder=tmp_path / "again")
    left = list((tmp_path / "again").iterdir())
    accepted = run("restore", str(backup), "--without-keys", "--json", folder=tmp_path / "again")

    assert refused.exit_code == 2
    assert "give their backup with --keys FILE" in refused.stderr
    assert not left
    assert accepted.exit_code == 0
    assert set(json.loads(accepted.stdout)["keys_lost"]) <= set(history.keys.held())


def test_neither_a_store_nor_a_backup_is_written_over(history: History, run: Run, tmp_path: Path) -> None:
    backup, keys = backed_up(run, tmp_path)
    head = history.log.head()

    over_the_backup = run("backup", str(backup), "--keys", str(tmp_path / "keys"))
    over_the_store = run("restore", str(backup), "--keys", str(keys))

    assert (over_the_backup.exit_code, over_the_store.exit_code) == (2, 2)
    assert "is there already" in over_the_backup.stderr
    assert "There is a log already" in over_the_store.stderr
    assert history.log.head() == head


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


@pytest.mark.parametrize("spoil", [flip, cut, Path.unlink])
@pytest.mark.parametrize("name", ["log.sqlite", "backup.json"])
def test_a_damaged_backup_is_refused_and_nothing_is_written(
    spoil: Callable[[Path], None], name: str, run: Run, reference_folder: Path, tmp_path: Path
) -> None:
    done = run("backup", str(tmp_path / "backup"), "--without-keys", folder=reference_folder)
    spoil(tmp_path / "backup" / name)

    refused = run("restore", str(tmp_path / "backup"), "--without-keys")

    assert done.exit_code == 0
    assert refused.exit_code == 2
    assert refused.stderr.endswith("(backup-refused)\n")
    assert not list((tmp_path / "store").iterdir())


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(5000)])
def test_what_is_no_backup_of_keys_is_refused(content: bytes, run: Run, reference_folder: Path, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "backup"), "--without-keys", folder=reference_folder)
    (tmp_path / "keys").write_bytes(content)

    refused = run("restore", str(tmp_path / "backup"), "--keys", str(tmp_path / "keys"))

    assert refused.exit_code == 2
    assert "is no backup of keys" in refused.stderr
    assert not list((tmp_path / "store").iterdir())


def test_read_models_of_a_log_that_is_lost_are_not_taken_for_the_restored_ones(
    history: History, run: Run, tmp_path: Path
) -> None:
    backup, keys = backed_up(run, tmp_path)
    for _ in range(ACTS):
        history.act(redacting=False)
    ahead = json.loads(run("status", "--json").stdout)["position"]
    (tmp_path / "again").mkdir()
    shutil.copy(tmp_path / "store" / "catalogue.sqlite", tmp_path / "again")

    restored = run("restore", str(backup), "--keys", str(keys), "--json", folder=tmp_path / "again")

    assert json.loads(restored.stdout)["position"] < ahead
    assert json.loads(run("verify", "--json", folder=tmp_path / "again").stdout)["passed"]


def killed(words: Sequence[str], folder: Path, after: Callable[[], bool]) -> None:
    """Begin a command in a process of its own, and kill it as soon as something is so, or let it end."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", "from watchgraph_server.cli import main; main()", *words],
        env={**os.environ, "WATCHGRAPH_DATA": str(folder)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while process.poll() is None and not after():
        time.sleep(0.002)
    process.kill()
    process.wait()


@pytest.mark.parametrize("found", ["restore-*", "keys.sqlite", "log.sqlite-wal"])
def test_a_killed_restore_is_begun_again_or_was_done(
    found: str, reference_folder: Path, run: Run, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    words = ("restore", str(tmp_path / "backup"), "--keys", str(tmp_path / "keys" / "kept.sqlite"))
    run("backup", str(tmp_path / "backup"), "--keys", str(tmp_path / "keys"), folder=reference_folder)
    next((tmp_path / "keys").iterdir()).rename(words[-1])

    killed(words, again, lambda: bool(list(again.glob(found))))
    repeated = run(*words, folder=again)

    assert repeated.exit_code == 0 or "There is a log already" in repeated.stderr
    verified = json.loads(run("verify", "--json", folder=again).stdout)
    assert verified["passed"]
    assert verified["verification"]["position"] == json.loads((tmp_path / "backup" / "backup.json").read_text())["head"]
    assert not list(again.glob("restore-*")) or repeated.exit_code


@pytest.mark.parametrize("found", [".backup-*.part/log.sqlite", ".backup-*.part/backup.json"])
def test_a_killed_backup_is_no_backup(found: str, reference_folder: Path, run: Run, tmp_path: Path) -> None:
    words = ("backup", str(tmp_path / "backup"), "--keys", str(tmp_path / "keys"))

    killed(words, reference_folder, lambda: bool(list(tmp_path.glob(found))))
    whole = (tmp_path / "backup").exists()
    repeated = run(*words, folder=reference_folder)

    assert repeated.exit_code == (2 if whole else 0)
    assert (tmp_path / "backup" / "backup.json").exists()
    assert not list(tmp_path.glob(".*"))


def test_a_backup_that_fails_leaves_nothing(history: History, run: Run, tmp_path: Path) -> None:
    (tmp_path / "keys").touch()

    failed = run("backup", str(tmp_path / "backup"), "--keys", str(tmp_path / "keys"))

    assert failed.exit_code == 2
    assert "failed, and nothing of it is left" in failed.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keys", "store"]
    assert history.log.head(), "the store is as it was"


def test_backups_of_keys_are_removed_after_thirty_days(history: History, run: Run, tmp_path: Path) -> None:
    _, old = backed_up(run, tmp_path, "first")
    _, young = backed_up(run, tmp_path, "second")
    long_ago = time.time() - KEYS_KEPT.total_seconds() - timedelta(hours=1).total_seconds()
    os.utime(old, (long_ago, long_ago))

    told = run("backup", str(tmp_path / "third"), "--keys", str(tmp_path / "keys"), "--json")

    assert json.loads(told.stdout)["expired"] == [str(old)]
    assert not old.exists()
    assert young.exists()
    assert len(list((tmp_path / "keys").iterdir())) == 2
    assert history.log.head(), "the store is as it was"


def test_cited_documents_are_backed_up_with_the_log(reference_folder: Path, run: Run, tmp_path: Path) -> None:
    shutil.copytree(reference_folder, tmp_path / "store")
    asked = run("query", "-", "--cite", text='{ claimsByRef(ref: "C042") { nodes { ref } } }')
    link = json.loads(asked.stdout)["extensions"]["citation"]["url"]

    backup, keys = backed_up(run, tmp_path)
    run("restore", str(backup), "--keys", str(keys), folder=tmp_path / "again")

    answered = run("cite", link, folder=tmp_path / "again")
    assert json.loads(answered.stdout)["data"] == json.loads(asked.stdout)["data"]


def test_a_store_in_postgresql_is_backed_up_and_restored_either_way(
    reference_folder: Path, run: Run, tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup", str(tmp_path / "of-files"), "--keys", str(tmp_path / "keys"), folder=reference_folder)
    keys = str(next((tmp_path / "keys").iterdir()))

    with monkeypatch.context() as patched:
        patched.setenv("WATCHGRAPH_DATABASE_URL", postgres_url)
        into = run("restore", str(tmp_path / "of-files"), "--keys", keys, "--json", folder=tmp_path / "on-postgres")
        out_of = run("backup", str(tmp_path / "of-postgres"), "--without-keys", folder=tmp_path / "on-postgres")
        again = run("restore", str(tmp_path / "of-files"), "--keys", keys, folder=tmp_path / "on-postgres")
        verified = json.loads(run("verify", "--json", folder=tmp_path / "on-postgres").stdout)
    back = run("restore", str(tmp_path / "of-postgres"), "--keys", keys, "--json", folder=tmp_path / "back")

    assert (into.exit_code, out_of.exit_code, back.exit_code) == (0, 0, 0), into.output + out_of.output + back.output
    assert again.exit_code == 2
    assert "There is a log already" in again.stderr
    assert verified["passed"]
    found = json.loads(back.stdout)
    assert found["state_hash"] == json.loads(into.stdout)["state_hash"]
    head = found["position"]
    assert rows(tmp_path / "back" / "log.sqlite", head) == rows(reference_folder / "log.sqlite", head)
