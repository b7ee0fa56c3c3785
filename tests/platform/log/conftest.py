"""A log and its keys in a temporary folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from watchgraph.log import Actor, KeyStore, Log


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[KeyStore]:
    store = KeyStore.open(tmp_path / "keys.sqlite")
    yield store
    store.close()


@pytest.fixture
def log(tmp_path: Path, keys: KeyStore) -> Iterator[Log]:
    opened = Log.open(tmp_path / "log.sqlite", keys)
    yield opened
    opened.close()


@pytest.fixture
def actor() -> Actor:
    return Actor("5d1c7e0a-2f9a-4c57-9b1e-0a6a2c0f4b11", "CONTRIBUTOR", "LOCAL")
