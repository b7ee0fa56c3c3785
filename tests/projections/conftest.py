"""A catalogue to fill by hand, in a file and in a database: what is read of it is the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.projections.filled import World, filled, filled_in
from tests.servers import Postgres

from watchgraph.postgresql import Address


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a catalogue with nothing in it."""
    return tmp_path_factory.mktemp("empty")


@pytest.fixture(scope="session")
def empty_database(postgres: Postgres) -> Iterator[Address]:
    """A database that holds such a catalogue."""
    with postgres.database() as url:
        address = Address.of(url, "WATCHGRAPH_DATABASE_URL")
        with filled_in(address, fresh=True):
            pass
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.unmeasured)])
def world(request: pytest.FixtureRequest, empty_file: Path) -> Iterator[World]:
    if request.param == "sqlite":
        with filled(empty_file) as made:
            yield made
    else:
        with filled_in(request.getfixturevalue("empty_database"), fresh=False) as made:
            yield made
