"""A catalogue with two data sets, to fill by hand."""

import pytest
from tests.projections.filled import World


@pytest.fixture
def world(world: World) -> World:
    world.dataset("index")
    world.dataset("watchgraph-reference")
    return world
