"""The example of docs/add-a-publisher.md: its module, its file and its tests, as the page has them."""

import csv
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from watchgraph.log import Actor, KeyStore, Log
from watchgraph_importers.acts import Stated
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.publishers import Publisher, Row

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "add-a-publisher.md"
BLOCK = re.compile(r"^```(?P<language>csv|python)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
MODULE = "watchgraph_importers.town_cameras"


@pytest.fixture
def blocks() -> tuple[str, str, str]:
    """The file, the module and its tests."""
    table, module, tests = (found["body"] for found in BLOCK.finditer(PAGE.read_text(encoding="utf-8")))
    return table, module, tests


@pytest.fixture
def publisher(blocks: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch) -> Publisher:
    module = ModuleType(MODULE)
    monkeypatch.setitem(sys.modules, MODULE, module)
    exec(compile(blocks[1], str(PAGE), "exec"), module.__dict__)  # noqa: S102 - our own page
    found = module.TOWN_CAMERAS
    assert isinstance(found, Publisher)
    return found


def test_the_example_reads_its_file(publisher: Publisher, blocks: tuple[str, str, str], tmp_path: Path) -> None:
    (tmp_path / "town-cameras-2024.csv").write_text(blocks[0], encoding="utf-8")
    log = Log.open(tmp_path / "log.sqlite", KeyStore.open(tmp_path / "keys.sqlite"))
    store = ImportStore(log=log, staging=tmp_path / "staging")

    (report,) = run_imports(publisher, [tmp_path / "town-cameras-2024.csv"], store, Actor("i", "IMPORTER", "IMPORT"))

    assert (report.rows.stated_anew, report.rows.stated_again, report.reasons) == (2, 1, {"not data: total": 1})
    assert report.declared == 210
    log.close()
    log.keys.close()


def test_the_example_names_everything_that_it_speaks_of(publisher: Publisher, blocks: tuple[str, str, str]) -> None:
    claims = publisher.reads(publisher.editions[0].tables[0])
    rows = [
        Row(file="town-cameras-2024.csv", sheet="town-cameras-2024", line=line, edition="2024", cells=cells)
        for line, cells in enumerate(csv.DictReader(blocks[0].splitlines()), start=2)
    ]

    stated = [act for row in rows for act in claims(row) if isinstance(act, Stated)]

    assert stated
    assert {each.subject for each in stated} == {each.subject for each in stated if each.predicate == "name"}


def test_the_tests_of_the_page_pass(blocks: tuple[str, str, str], tmp_path: Path) -> None:
    package = tmp_path / "module"
    package.mkdir()
    (package / "town_cameras.py").write_text(blocks[1], encoding="utf-8")
    (tmp_path / "test_town_cameras.py").write_text(blocks[2], encoding="utf-8")
    fixtures = (ROOT / "tests" / "importers" / "conftest.py").read_text(encoding="utf-8")
    (tmp_path / "conftest.py").write_text(
        f"import watchgraph_importers\nwatchgraph_importers.__path__.append({str(package)!r})\n{fixtures}",
        encoding="utf-8",
    )

    done = subprocess.run(  # noqa: S603 - our own page
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": ":".join(sys.path), "PATH": ""},
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 passed" in done.stdout


@pytest.mark.parametrize("number", [1, 2])
def test_the_code_of_the_page_keeps_the_house_style(number: int, blocks: tuple[str, str, str], tmp_path: Path) -> None:
    name = "town_cameras.py" if number == 1 else "tests/test_town_cameras.py"
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(blocks[number], encoding="utf-8")

    done = subprocess.run(  # noqa: S603 - our own page
        [sys.executable, "-m", "ruff", "check", "--no-cache", "--config", str(ROOT / "pyproject.toml"), str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert "error" not in done.stderr.lower(), done.stderr
    assert done.returncode == 0, done.stdout
