"""A desk to give commands at."""

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.platform.ledger.desks import Desk


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Path]:
    """Made once, copied for each test: some twenty durable commits."""
    folder = tmp_path_factory.mktemp("desk")
    desk = Desk(folder)
    desk.close()
    return desk, folder


@pytest.fixture
def desk(furnished: tuple[Desk, Path], tmp_path: Path) -> Iterator[Desk]:
    made, folder = furnished
    shutil.copytree(folder, tmp_path / "store")
    opened = copy.copy(made)
    opened.open(tmp_path / "store")
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def either_desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A desk over files, and one over a database."""
    desk = Desk(tmp_path, request.getfixturevalue("postgres_url") if request.param == "postgresql" else None)
    yield desk
    desk.close()
