"""What tests of the catalogue share."""

from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest
from tests.projections.schemas import Folding
from tests.stores import TODAY

from watchgraph_projections.follower import Follower


@pytest.fixture
def folded() -> Iterator[Folding]:
    """Opens followers, and closes them in the end."""
    with ExitStack() as stack:
        yield lambda log, where: stack.enter_context(closing(Follower.open(log, where, day=TODAY)))
