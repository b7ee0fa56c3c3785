import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.importers.made_workbooks import Cell, write_workbook
from tests.importers.test_aigs import HEADER, SCORES_HEADER

from watchgraph_importers.aigs import INDEX_SHEET, SCORES_SHEET

BENCHMARKS = Path(__file__).parent / "benchmarks"


WRITING = ["import", "command", "database-import", "database-command"]
IMPORTING = ["rebuild", "matching", "places", "pipeline", "folders"]
READING = ["reads", "processes", "requests", "walk", "growth"]


@pytest.mark.parametrize("name", [*WRITING, *IMPORTING, *READING])
def test_every_benchmark_runs(name: str, tmp_path: Path) -> None:
    (tmp_path / "aigs-2022").mkdir()
    country: list[Cell] = ["Kenya"]
    index: list[list[Cell]] = [[*HEADER], country]
    scores: list[list[Cell]] = [[*SCORES_HEADER], country]
    sheets = {INDEX_SHEET: index, SCORES_SHEET: scores}
    write_workbook(tmp_path / "aigs-2022" / "index.xlsx", sheets)
    words = [sys.executable, str(BENCHMARKS), name, "--claims", "300", "--pairs", "1", "--json"]

    environment = {**os.environ, "WATCHGRAPH_TEST_DATA": str(tmp_path)}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own program

    assert done.returncode == 0, done.stderr
    findings = json.loads(done.stdout)["findings"]
    assert findings
    assert all({"what", "measured", "goal", "met"} <= finding.keys() for finding in findings)
