import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent / "benchmarks"


@pytest.mark.parametrize("name", ["import", "command", "rebuild", "reads", "processes", "matching", "places"])
def test_every_benchmark_runs(name: str) -> None:
    words = [sys.executable, str(BENCHMARKS), name, "--claims", "300", "--pairs", "1", "--json"]

    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - our own program

    assert done.returncode == 0, done.stderr
    findings = json.loads(done.stdout)["findings"]
    assert findings
    assert all({"what", "measured", "goal", "met"} <= finding.keys() for finding in findings)
