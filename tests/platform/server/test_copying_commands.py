"""`watchgraph copy`: a store that moves to a database and back is the same store."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from tests.servers import Postgres
from typer.testing import CliRunner, Result

from watchgraph_server.arguments import parted
from watchgraph_server.cli import app


def run(folder: Path, *words: str, **settings: str) -> Result:
    return CliRunner().invoke(app, [*words], env={"WATCHGRAPH_DATA": str(folder), **settings})


def state(folder: Path, **settings: str) -> tuple[str, int]:
    result = run(folder, "verify", "--json", **settings)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)["verification"]
    return found["state_hash"], found["position"]


def rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return [
            *connection.execute("select * from stored_events order by rowid"),
            *connection.execute("select * from commands order by command"),
        ]


def test_a_store_moves_to_a_database_and_back_and_stays_the_same(
    tmp_path: Path, reference_folder: Path, postgres: Postgres
) -> None:
    before = state(reference_folder)

    with postgres.database() as log, postgres.database() as keys:
        there = run(reference_folder, "copy", "--to", log, "--keys-to", keys, "--json")
        moved = {"WATCHGRAPH_DATABASE_URL": log, "WATCHGRAPH_KEYS_URL": keys}
        in_database = state(tmp_path / "there", **moved)
        back = run(
            tmp_path / "there", "copy", "--to", str(tmp_path / "back"), "--keys-to", str(tmp_path / "back"), **moved
        )

    assert there.exit_code == back.exit_code == 0
    assert json.loads(there.stdout)["head"] == before[1]
    assert "@" not in there.output + back.output
    assert before == in_database == state(tmp_path / "back")
    assert rows(reference_folder / "log.sqlite") == rows(tmp_path / "back" / "log.sqlite")


def test_gaps_between_positions_are_copied_too(tmp_path: Path, reference_folder: Path, postgres_url: str) -> None:
    source = tmp_path / "source"
    shutil.copytree(reference_folder, source)
    with closing(sqlite3.connect(source / "log.sqlite")) as changed, changed:
        changed.execute("update stored_events set rowid = rowid + 100000 where rowid > 7")
        changed.execute("update commands set position = position + 100000")

    assert run(source, "copy", "--to", postgres_url).exit_code == 0

    with psycopg.connect(postgres_url) as connection:
        found = connection.execute("select notification_id from watchgraph_log.stored_events order by 1").fetchall()
    with closing(sqlite3.connect(source / "log.sqlite")) as original:
        assert found == original.execute("select rowid from stored_events order by 1").fetchall()


@pytest.mark.parametrize("to", ["folder", "database"])
def test_a_place_that_holds_a_log_is_refused_and_left_as_it_was(
    tmp_path: Path, reference_folder: Path, postgres_url: str, to: str
) -> None:
    place = str(tmp_path / "taken") if to == "folder" else postgres_url
    assert run(reference_folder, "copy", "--to", place).exit_code == 0

    again = run(reference_folder, "copy", "--to", place)

    assert again.exit_code == 2
    assert "already: name an empty place\n(log-not-empty)" in again.stderr


def test_keys_are_not_put_beside_the_log_in_one_database(reference_folder: Path, postgres_url: str) -> None:
    result = run(reference_folder, "copy", "--to", postgres_url, "--keys-to", postgres_url)

    assert result.exit_code == 2
    assert "Name another database" in result.stderr


def test_other_keys_are_not_overwritten(tmp_path: Path, reference_folder: Path, postgres_url: str) -> None:
    run(tmp_path / "other", "import", "reference")

    result = run(reference_folder, "copy", "--to", postgres_url, "--keys-to", str(tmp_path / "other"))

    assert result.exit_code == 2
    assert "keys-not-empty" in result.stderr


def test_keys_are_not_copied_to_where_no_setting_finds_them(tmp_path: Path, reference_folder: Path) -> None:
    result = run(reference_folder, "copy", "--to", str(tmp_path / "new"), "--keys-to", str(tmp_path / "safe"))

    assert result.exit_code == 2
    assert "a store in files reads its keys from its own folder" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_copy_says_which_settings_lead_to_it_and_its_keys(
    tmp_path: Path, reference_folder: Path, postgres: Postgres
) -> None:
    with postgres.database() as one, postgres.database() as other, postgres.database() as keys:
        copied = {
            "folder": ("--to", str(tmp_path / "folder"), "--keys-to", str(tmp_path / "." / "folder")),
            "keys in a folder": ("--to", one, "--keys-to", str(tmp_path / "keys")),
            "databases": ("--to", other, "--keys-to", keys),
        }
        found = {name: run(reference_folder, "copy", *words, "--json") for name, words in copied.items()}
        shown = run(reference_folder, "copy", "--to", str(tmp_path / "shown"), "--keys-to", str(tmp_path / "shown"))
        told = {name: json.loads(each.stdout)["settings"] for name, each in found.items()}
        settings = {**told["keys in a folder"], "WATCHGRAPH_DATABASE_URL": one, "WATCHGRAPH_KEYS_URL": ""}
        there = CliRunner().invoke(app, ["verify", "--json"], env=settings)

    assert told == {
        "folder": {
            "WATCHGRAPH_DATA": str(tmp_path / "folder"),
            "WATCHGRAPH_DATABASE_URL": None,
            "WATCHGRAPH_KEYS_URL": None,
        },
        "keys in a folder": {
            "WATCHGRAPH_DATA": str(tmp_path / "keys"),
            "WATCHGRAPH_DATABASE_URL": "(what --to names)",
            "WATCHGRAPH_KEYS_URL": None,
        },
        "databases": {
            "WATCHGRAPH_DATABASE_URL": "(what --to names)",
            "WATCHGRAPH_KEYS_URL": "(what --keys-to names)",
        },
    }
    assert json.loads(there.stdout)["verification"]["state_hash"] == state(reference_folder)[0]
    assert "WATCHGRAPH_DATABASE_URL not set" in shown.stdout


def test_a_store_that_is_not_there_is_not_copied(tmp_path: Path) -> None:
    result = run(tmp_path / "nothing", "copy", "--to", str(tmp_path / "new"))

    assert result.exit_code == 2
    assert not (tmp_path / "nothing").exists()


def test_an_address_with_a_password_leaves_the_arguments() -> None:
    address = "postgresql://ann:secret@host/store"

    kept, moved = parted(["python", "watchgraph", "copy", "--to", address, f"--keys-to={address}", "--json"])

    assert kept == ["python", "watchgraph", "copy", "--json"]
    assert moved == {"WATCHGRAPH_COPY_TO": address, "WATCHGRAPH_COPY_KEYS_TO": address}
    assert parted(["watchgraph", "copy", "--to", "postgresql://host/store"])[1] == {}
