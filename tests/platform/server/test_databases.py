"""Where the settings put log and keys, and what is refused when a program starts."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from watchgraph_server.cli import app

URL = "postgresql://ann:secret@127.0.0.1:1/store"


def run(tmp_path: Path, *words: str, **settings: str) -> Result:
    return CliRunner().invoke(app, [*words], env={"WATCHGRAPH_DATA": str(tmp_path), **settings})


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"WATCHGRAPH_DATABASE_URL": "sqlite:///x"}, "WATCHGRAPH_DATABASE_URL is no address"),
        ({"WATCHGRAPH_KEYS_URL": "file:x"}, "WATCHGRAPH_KEYS_URL is no address"),
        ({"WATCHGRAPH_DATABASE_URL": URL}, "Connection refused"),
        ({"WATCHGRAPH_DATABASE_URL": URL, "POSTGRES_ENABLE_DB_FUNCTIONS": "y"}, "a third of the events"),
        ({"WATCHGRAPH_DATABASE_URL": URL, "WATCHGRAPH_KEYS_URL": URL}, "Name another database"),
    ],
)
@pytest.mark.parametrize("words", [("import", "reference"), ("serve", "--port", "0"), ("status",)])
def test_what_cannot_be_used_is_refused_in_one_sentence(
    tmp_path: Path, words: tuple[str, ...], settings: dict[str, str], said: str
) -> None:
    result = run(tmp_path, *words, **settings)

    assert result.exit_code == 2
    assert said in result.stderr
    assert "secret" not in result.output
    assert len(result.stderr.splitlines()) == 2, "a sentence, and its code"


def test_the_setting_that_loses_events_is_no_matter_where_it_is_off_or_the_log_is_a_file(
    tmp_path: Path, reference_folder: Path
) -> None:
    assert run(reference_folder, "claim", "C042", POSTGRES_ENABLE_DB_FUNCTIONS="y").exit_code == 0
    off = run(tmp_path, "verify", WATCHGRAPH_DATABASE_URL=URL, POSTGRES_ENABLE_DB_FUNCTIONS="no")
    assert "Connection refused" in off.stderr
