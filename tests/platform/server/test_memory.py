"""Memory is given back once, a while after whoever said that there may be some."""

import asyncio
import gc
from concurrent.futures import Future, ThreadPoolExecutor
from weakref import ref

import pytest

from watchgraph_server import memory
from watchgraph_server.memory import Spare, give_back


class Loop:
    """Holds itself."""

    def __init__(self) -> None:
        self.itself = self


class Counting(ThreadPoolExecutor):
    """A lane that counts what it is given."""

    given = 0

    def submit(self, *work: object, **more: object) -> "Future[object]":  # type: ignore[override]  # any work
        self.given += 1
        return super().submit(*work, **more)  # type: ignore[arg-type]  # as it came


async def test_memory_is_given_back_once_however_many_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "AFTER_SECONDS", 0.01)
    with Counting(1) as lane:
        spare = Spare(lane)

        for _ in range(5):
            spare.later()
        await asyncio.sleep(0.2)
        at_first = lane.given
        spare.later()
        await asyncio.sleep(0.2)

        assert (at_first, lane.given) == (1, 2)


async def test_what_only_holds_itself_is_let_go_once_all_are_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "AFTER_SECONDS", 0.05)
    with ThreadPoolExecutor(1) as lane:
        spare, alone = Spare(lane), Loop()
        gc.disable()
        watched = ref(alone)
        del alone

        spare.later(much=True)
        spare.later()
        await asyncio.sleep(0.5)
        gc.enable()

        assert watched() is None


async def test_nothing_is_given_back_after_the_end() -> None:
    with Counting(1) as lane:
        spare = Spare(lane)
        spare.later()

        spare.close()

        await asyncio.sleep(0)
        assert lane.given == 0


def test_giving_back_may_be_asked_at_any_time() -> None:
    for _ in range(2):
        give_back()
