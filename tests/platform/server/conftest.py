"""What the tests of the command line share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from watchgraph_server.cli import app

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command on a store of the test's own, or in the folder given."""

    def invoke(*words: str, folder: Path = tmp_path / "store", text: str | None = None) -> Result:
        return CliRunner().invoke(app, list(words), input=text, env={"WATCHGRAPH_DATA": str(folder)})

    return invoke
