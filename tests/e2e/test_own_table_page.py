"""The example that docs/own-table.md works through, done by the program."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from watchgraph_importers.own_tables.mappings import (
    ColumnPart,
    DatasetPart,
    EditionPart,
    RowPart,
    TablePart,
)
from watchgraph_server.cli import app

PAGE = Path(__file__).parents[2] / "docs" / "own-table.md"
BLOCK = re.compile(r"^```(csv|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """The table and its mapping, as the page has them."""
    written = dict(BLOCK.findall(PAGE.read_text(encoding="utf-8")))
    table, mapping = tmp_path / "cameras.csv", tmp_path / "cameras.toml"
    table.write_text(written["csv"], encoding="utf-8")
    mapping.write_text(written["toml"], encoding="utf-8")
    return str(table), str(mapping)


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, list(words), env={"WATCHGRAPH_DATA": str(folder / "store")})


def test_the_example_is_imported_and_answers_questions(files: tuple[str, str], tmp_path: Path) -> None:
    table, mapping = files
    tried = run(tmp_path, "import", "table", table, "--mapping", mapping, "--dry-run")
    result = run(tmp_path, "import", "table", table, "--mapping", mapping)
    document = tmp_path / "query.graphql"
    document.write_text(
        """{ deployments(where: {name: {eq: "Riverside safe city"}}) { nodes { name installedCameras { text }
        deployedIn { text } claims(where: {predicates: ["supplies"]}) { nodes { sentence } } } } }"""
    )

    (found,) = json.loads(run(tmp_path, "query", str(document)).stdout)["data"]["deployments"]["nodes"]

    assert (tried.exit_code, result.exit_code) == (0, 0), result.output
    assert "nothing written" in tried.stdout
    assert "3 stated anew" in result.stdout
    assert found["deployedIn"]["text"] == "Novi Grad"
    assert "1200" in found["installedCameras"]["text"].replace(",", "")
    assert len(found["claims"]["nodes"]) == 2


def test_the_example_again_changes_nothing(files: tuple[str, str], tmp_path: Path) -> None:
    table, mapping = files
    run(tmp_path, "import", "table", table, "--mapping", mapping)

    assert "imported before" in run(tmp_path, "import", "table", table, "--mapping", mapping).stdout


def test_the_draft_names_every_column(files: tuple[str, str], tmp_path: Path) -> None:
    table, _ = files

    drafted = run(tmp_path, "import", "table", table, "--draft").stdout

    header = Path(table).read_text(encoding="utf-8").splitlines()[0].split(",")
    assert all(f'[columns."{name}"]' in drafted for name in header)
    assert "guess" in drafted


def test_the_page_tells_of_every_key() -> None:
    rows = PAGE.read_text(encoding="utf-8").partition("## All that")[2]

    for part in (DatasetPart, EditionPart, TablePart, RowPart, ColumnPart):
        assert all(f"`{key}`" in rows for key in part.__struct_fields__), part
