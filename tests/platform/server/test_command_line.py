import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]

COMMANDS = [
    "apply", "backup", "cite", "claim", "copy", "demo", "dev", "entities", "fetch", "follow", "import", "query",
    "questions", "rebuild", "resolve", "restore", "schema", "serve", "status", "verify", "vocabulary",
]  # fmt: skip


def test_help_names_every_command(run: Run) -> None:
    result = run("--help")

    assert result.exit_code == 0
    assert [name for name in COMMANDS if name not in result.stdout] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, run: Run) -> None:
    result = run(command, "--help")

    assert result.exit_code == 0
    assert "Usage" in result.stdout


def test_help_touches_no_store(run: Run, tmp_path: Path) -> None:
    run("status", "--help")

    assert not (tmp_path / "store").exists()


def test_unknown_command_is_wrong_usage(run: Run) -> None:
    assert run("clam").exit_code == 2


def test_version_is_that_of_the_package(run: Run) -> None:
    result = run("--version")

    assert result.exit_code == 0
    assert result.stdout.startswith("watchgraph 0")


@pytest.mark.parametrize(
    ("name", "shown"), [("supplies", "an edge"), ("Deployment", "can be said"), ("liveness", "GONE")]
)
def test_vocabulary_explains_a_predicate_a_kind_and_a_code_list(name: str, shown: str, run: Run) -> None:
    assert shown in run("vocabulary", name).stdout


def test_vocabulary_prints_json_for_a_program(run: Run) -> None:
    everything = json.loads(run("vocabulary", "--json").stdout)
    one = json.loads(run("vocabulary", "supplies", "--json").stdout)

    assert everything["predicates"]["supplies"] == one


def test_vocabulary_is_the_page_that_is_checked_in(run: Run) -> None:
    page = Path(__file__).parents[3] / "docs" / "vocabulary.md"

    assert run("vocabulary").stdout == page.read_text(encoding="utf-8")


def test_vocabulary_names_what_is_near_an_unknown_name(run: Run) -> None:
    result = run("vocabulary", "suplies")

    assert result.exit_code == 2
    assert "supplies" in result.stderr


def test_schema_is_the_one_that_is_served(run: Run) -> None:
    result = run("schema")

    assert "type Query {" in result.stdout
    assert result.stdout.endswith("}\n")


@pytest.mark.parametrize(("words", "status"), [(["--version"], 0), (["vocabulary", "suplies"], 2), (["clam"], 2)])
def test_process_ends_with_the_status_of_its_command(words: list[str], status: int) -> None:
    program = "from watchgraph_server.cli import main; main()"

    ended = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, check=False)  # noqa: S603 - ours

    assert ended.returncode == status
    assert ended.stdout or ended.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_process_whose_streams_are_closed_ends_without_a_traceback(closed: str) -> None:
    command = f"{sys.executable} -c 'from watchgraph_server.cli import main; main()' query - {closed}"

    ended = subprocess.run(  # noqa: S602 - ours: a shell closes streams
        command, shell=True, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )

    assert ended.returncode == 2
    assert b"Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WATCHGRAPH_POINTS_AT_ONCE", "x-secret"),
        ("WATCHGRAPH_READ_TIMEOUT_SECONDS", "-1"),
        ("WATCHGRAPH_METRICS", "2"),
        ("WATCHGRAPH_PROXIES", "10.0.0.0/8,foo"),
        ("WATCHGRAPH_SITE", "data.example.org"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_and_its_value_is_not(
    name: str, value: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    result = run("status")

    assert result.exit_code == 2
    assert f"{name} cannot be used" in result.stderr
    assert "secret" not in result.stderr
