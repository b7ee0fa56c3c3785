import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest
from typer.testing import Result

from watchgraph.settings import Settings
from watchgraph_projections.catalogue.reading import FILE
from watchgraph_server import stores
from watchgraph_server.verification import keys_lost

Run = Callable[..., Result]


@pytest.fixture
def own_copy(reference_folder: Path, tmp_path: Path) -> Path:
    """Folder of a store with the reference data that the test may change."""
    return copytree(reference_folder, tmp_path / "copy")


def test_status_of_a_store_that_is_not_there_makes_none(run: Run, tmp_path: Path) -> None:
    result = run("status")

    assert result.exit_code == 2
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("words", [("claim", "C042"), ("import", "reference"), ("demo", "--once")])
def test_store_in_what_is_no_folder_is_bad_input(words: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()

    result = run(*words, folder=file)

    assert result.exit_code == 2
    assert "that is a file, and should be a folder" in result.stderr


def test_log_that_is_no_database_is_bad_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "log.sqlite").write_bytes(b"not a database, whatever its name says" * 100)

    result = run("status", folder=tmp_path)

    assert result.exit_code == 2
    assert "(store-unusable)" in result.stderr


def test_status_says_what_the_store_holds(run: Run, reference_folder: Path) -> None:
    found = json.loads(run("status", "--json", folder=reference_folder).stdout)

    assert found["position"] == found["head"]
    assert found["held"]["gone"]["totalCount"] == 1
    assert "1 are gone" in run("status", folder=reference_folder).stdout


def test_status_counts_claims_by_kind_family_data_set_and_licence(run: Run, reference_folder: Path) -> None:
    found = json.loads(run("status", "--json", folder=reference_folder).stdout)

    total = found["held"]["claims"]["totalCount"]
    counted = {way: sum(each["claims"] for each in of_way) for way, of_way in found["claims"].items()}
    assert counted["families"] == counted["kinds"] == counted["datasets"] == total
    assert counted["licences"] >= total
    assert [each["name"] for each in found["claims"]["datasets"]] == ["watchgraph-reference", "geonames-cities"]
    assert {"NOASSERTION", "CC0-1.0", "CC-BY-4.0"} <= {each["name"] for each in found["claims"]["licences"]}
    assert "claims by licence" in run("status", folder=reference_folder).stdout


def test_importing_the_same_file_again_changes_nothing(run: Run, own_copy: Path) -> None:
    head = json.loads(run("status", "--json", folder=own_copy).stdout)["head"]

    result = run("import", "reference", folder=own_copy)

    assert "imported before" in result.stdout
    assert json.loads(run("status", "--json", folder=own_copy).stdout)["head"] == head


def test_import_without_a_name_lists_the_publishers(run: Run) -> None:
    names = [each["name"] for each in json.loads(run("import", "--json").stdout)]

    assert names[0] == "reference"
    assert all(name in run("import").stdout for name in names)


@pytest.mark.parametrize("words", [("aigs-2O22",), ("aigs-2022",)])
def test_import_of_nothing_is_bad_input(words: tuple[str, ...], run: Run) -> None:
    assert run("import", *words).exit_code == 2


def test_wrong_claim_file_is_refused_with_line_and_rule(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    file.write_text('{"claim": "C1"\n{"clam": "C2"}\n', encoding="utf-8")

    result = run("import", "reference", str(file))

    assert result.exit_code == 2
    assert "claims.jsonl" in result.stderr


def test_rebuilt_read_models_pass_verification(run: Run, own_copy: Path) -> None:
    assert run("rebuild", folder=own_copy).exit_code == 0

    result = run("verify", "--json", folder=own_copy)

    assert result.exit_code == 0
    assert json.loads(result.stdout)["passed"]


def test_rebuild_stands_on_the_day_asked_for(run: Run, own_copy: Path) -> None:
    assert "day 2021-03-01" in run("rebuild", "--today", "2021-03-01", folder=own_copy).stdout


def test_rebuild_on_no_day_is_bad_input(run: Run, own_copy: Path) -> None:
    assert run("rebuild", "--today", "tomorrow", folder=own_copy).exit_code == 2


def test_verify_names_the_first_difference(run: Run, own_copy: Path) -> None:
    with closing(sqlite3.connect(own_copy / FILE)) as connection, connection:
        connection.execute("update source set title = 'forged' where doi is not null")

    result = run("verify", folder=own_copy)

    assert result.exit_code == 1
    assert "forged" in result.stdout


def test_keys_that_are_gone_without_a_redaction_are_named(own_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHGRAPH_DATA", str(own_copy))
    settings = Settings()
    settings.keys_path.unlink()

    with stores.log_of(settings) as log:
        found = keys_lost(log)

    assert found
