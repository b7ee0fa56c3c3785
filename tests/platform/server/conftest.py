"""What the tests of the command line and of the server share."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import httpx
import pytest
from tests.platform.server.clients import serving
from tests.processes import PATIENCE_SECONDS
from typer.testing import CliRunner, Result

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server import health
from watchgraph_server.asgi import application
from watchgraph_server.cli import app

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def patient_health(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the health pages of this process wait for a machine that has much else to do."""
    monkeypatch.setattr(health, "PATIENCE_SECONDS", PATIENCE_SECONDS)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command on a store of the test's own, or in the folder given."""

    def invoke(*words: str, folder: Path = tmp_path / "store", text: str | None = None) -> Result:
        return CliRunner().invoke(app, list(words), input=text, env={"WATCHGRAPH_DATA": str(folder)})

    return invoke


@pytest.fixture
def catalogue(reference_folder: Path) -> Iterator[Catalogue]:
    """The reference data, open for reading."""
    opened = Catalogue.open(reference_folder)
    yield opened
    opened.close()


@pytest.fixture
async def client(catalogue: Catalogue) -> AsyncIterator[httpx.AsyncClient]:
    """Talks to a server of the reference data."""
    async with serving(application(catalogue)) as opened:
        yield opened
