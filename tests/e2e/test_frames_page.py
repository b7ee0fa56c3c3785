"""docs/frames.md is run as it is shown, on a store with the reference data."""

import doctest
import tomllib
from decimal import Decimal
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from watchgraph.readers import READERS

ROOT = Path(__file__).parents[2]


def test_the_page_on_frames_shows_what_the_program_gives(
    reference_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow", reason="needs pyarrow: the extra `frames`")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    points = [EntryPoint(name, value, READERS) for name, value in project["entry-points"][READERS].items()]
    monkeypatch.setattr("watchgraph.readers.entry_points", lambda **_: points)
    (tmp_path / "store").symlink_to(reference_folder)
    monkeypatch.chdir(tmp_path)

    ran = doctest.testfile(str(ROOT / "docs" / "frames.md"), module_relative=False, globs={"Decimal": Decimal})

    assert ran.failed == 0
    assert ran.attempted > 10
