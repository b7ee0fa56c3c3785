from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.importers.rows import Reading, opened

from watchgraph.domain.events.base import Event
from watchgraph.log import Actor, KeyStore, Log
from watchgraph_importers.pipeline import ImportStore

Bodies = Callable[[], list[Event]]


@pytest.fixture
def actor() -> Actor:
    return Actor("importer", "IMPORTER", "IMPORT")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ImportStore]:
    keys = KeyStore.open(tmp_path / "store" / "keys.sqlite")
    log = Log.open(tmp_path / "store" / "log.sqlite", keys)
    yield ImportStore(log=log, staging=tmp_path / "store" / "staging")
    log.close()
    keys.close()


@pytest.fixture
def bodies(store: ImportStore) -> Bodies:
    """All event bodies of the log so far."""
    return lambda: [event.body for event in store.log.scan(0)]


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    """Reads a single row as an import does."""
    with opened(tmp_path_factory.mktemp("reading")) as read:
        yield read
