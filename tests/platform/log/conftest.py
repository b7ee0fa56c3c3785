"""A log and its keys, in files and in a database: what is promised of one holds for the other."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from tests.platform.log.homes import Home

from watchgraph.log import Actor, KeyStore, Log

SERVER = os.environ.get("PGLOG_SERVER", "postgresql://postgres@127.0.0.1:5433")


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[str]:
    import psycopg

    name = f"pglog_{uuid4().hex[:12]}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as admin:
        admin.execute(f"create database {name}")
        yield f"{SERVER}/{name}"
        admin.execute(f"drop database {name} with (force)")


@pytest.fixture
def postgres_url(postgres_database: str) -> str:
    import psycopg

    with psycopg.connect(postgres_database, autocommit=True) as admin:
        admin.execute("drop schema if exists watchgraph_log, watchgraph_keys, watchgraph_catalogue cascade")
    return postgres_database


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
