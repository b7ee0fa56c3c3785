import gc
from collections import deque
from collections.abc import Iterator

import pytest

from watchgraph_server.pauses import short_pauses


class Holding:
    """Holds itself; counts those that are there."""

    there = 0

    def __init__(self) -> None:
        self.itself = self
        Holding.there += 1

    def __del__(self) -> None:
        Holding.there -= 1


@pytest.fixture
def _seldom() -> Iterator[None]:
    """As the command line sets it, and as it was again afterwards."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    yield
    gc.set_threshold(*before)


def hold_each_other() -> None:
    one: list[object] = []
    one.append([one])


@pytest.mark.usefixtures("_seldom")
def test_what_requests_leave_behind_never_heaps_up_while_a_server_runs() -> None:
    with short_pauses():
        most = 0
        for _ in range(5_000):
            hold_each_other()
            most = max(most, gc.get_count()[0])

    assert most < 1_000


@pytest.mark.usefixtures("_seldom")
def test_what_went_after_a_while_never_heaps_up_either() -> None:
    with short_pauses():
        kept = deque([Holding() for _ in range(10_000)])
        most = 0
        for _ in range(200_000):
            kept.append(Holding())
            kept.popleft()
            most = max(most, Holding.there - len(kept))

    assert most < 100_000


@pytest.mark.usefixtures("_seldom")
def test_it_is_as_before_when_the_server_has_ended() -> None:
    with short_pauses():
        pass

    assert gc.get_threshold() == (100_000, 50, 50)
    assert gc.get_freeze_count() == 0
