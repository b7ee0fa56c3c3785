"""A catalogue to fill by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.projections.filled import World, filled


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("comparisons")


@pytest.fixture
def world(folder: Path) -> Iterator[World]:
    with filled(folder) as made:
        made.dataset("index")
        made.dataset("watchgraph-reference")
        yield made
