from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.importers import imports, readings
from tests.importers.imports import ACTOR, Bodies, bodies_of
from tests.importers.readings import Reading

from watchgraph.log import Actor
from watchgraph_importers.pipeline import ImportStore


@pytest.fixture
def actor() -> Actor:
    return ACTOR


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ImportStore]:
    with imports.opened(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def bodies(store: ImportStore) -> Bodies:
    """All event bodies of the log so far."""
    return lambda: bodies_of(store)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    """Reads a single row as an import does."""
    with readings.opened(tmp_path_factory.mktemp("reading")) as read:
        yield read
