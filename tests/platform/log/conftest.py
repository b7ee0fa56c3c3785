"""A log and its keys, in files and in a database: what is promised of one holds for the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.platform.log.homes import Home

from watchgraph.log import Actor, KeyStore, Log


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    return Home(folder=tmp_path, url=url)


@pytest.fixture
def keys(home: Home) -> Iterator[KeyStore]:
    store = home.keys()
    yield store
    store.close()


@pytest.fixture
def log(home: Home, keys: KeyStore) -> Iterator[Log]:
    opened = home.log(keys)
    yield opened
    opened.close()


@pytest.fixture
def actor() -> Actor:
    return Actor("5d1c7e0a-2f9a-4c57-9b1e-0a6a2c0f4b11", "CONTRIBUTOR", "LOCAL")
