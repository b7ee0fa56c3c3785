"""Lanes: callers have their turns, nobody waits for ever, and what nobody waits for is given up."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from threading import Event, get_ident
from weakref import ref

import pytest
from tests.processes import PATIENCE_SECONDS, Program

from watchgraph_server.lanes import BusyError, Lane

SOON = 0.2
"""Seconds after which what could happen at once would have."""
STUBBORN = """
import asyncio, threading, time
from watchgraph_server.lanes import Lane

async def main():
    lane = Lane("stubborn", 1, 1)
    begun = threading.Event()
    lane.submit(lambda: (begun.set(), time.sleep(100_000)))
    begun.wait()
    print("ended in time:", lane.close(0.1))

asyncio.run(main())
"""


def late() -> float:
    return asyncio.get_running_loop().time() + PATIENCE_SECONDS


@asynccontextmanager
async def lane_of(
    threads: int, of_one: int, cut_off: Callable[[int], None] = lambda _: None
) -> AsyncIterator[tuple[Lane, Event]]:
    """Lend a lane, and what all work in it waits for."""
    lane, go_on = Lane("test", threads, of_one, cut_off), Event()
    try:
        yield lane, go_on
    finally:
        go_on.set()
        assert lane.close(PATIENCE_SECONDS)


def begin(lane: Lane, caller: str, work: Callable[[], object]) -> "asyncio.Task[object]":
    return asyncio.create_task(lane.do(work, caller, late()))


async def held(lane: Lane, caller: str, go_on: Event) -> "asyncio.Task[object]":
    """Have a thread at work until it may go on."""
    loop, at_work = asyncio.get_running_loop(), asyncio.Event()

    def work() -> int:
        loop.call_soon_threadsafe(at_work.set)
        assert go_on.wait(PATIENCE_SECONDS)
        return get_ident()

    task = begin(lane, caller, work)
    await at_work.wait()
    return task


async def test_what_comes_of_work_is_returned_or_raised() -> None:
    async with lane_of(1, 1) as (lane, _):
        assert await lane.do(lambda: 7, "a", late()) == 7
        with pytest.raises(ZeroDivisionError):
            await lane.do(lambda: 1 // 0, "a", late())


async def test_a_caller_who_asks_much_waits_longer_than_one_who_asks_little() -> None:
    async with lane_of(1, 1) as (lane, go_on):
        done: list[str] = []
        await held(lane, "first", go_on)
        much = [begin(lane, "much", lambda: done.append("much")) for _ in range(5)]
        await asyncio.sleep(0)
        little = begin(lane, "little", lambda: done.append("little"))
        await asyncio.sleep(0)

        go_on.set()
        await asyncio.gather(*much, little)

    assert done == ["much", "little", "much", "much", "much", "much"]


async def test_a_thread_is_left_to_others_whatever_one_asks() -> None:
    async with lane_of(3, 2) as (lane, go_on):
        held = [begin(lane, "much", lambda: go_on.wait(PATIENCE_SECONDS)) for _ in range(9)]

        found = await asyncio.wait_for(begin(lane, "little", lambda: "found"), PATIENCE_SECONDS)

        assert found == "found"
        assert not any(each.done() for each in held)
        go_on.set()
        assert all(await asyncio.gather(*held))


async def test_what_waits_for_too_long_is_not_begun() -> None:
    async with lane_of(1, 1) as (lane, go_on):
        begun: list[str] = []
        await held(lane, "a", go_on)
        soon = asyncio.get_running_loop().time() + SOON

        with pytest.raises(BusyError, match="waited for long"):
            await lane.do(lambda: begun.append("late"), "b", soon)

        go_on.set()
        await lane.do(lambda: begun.append("in time"), "b", late())
    assert begun == ["in time"]


async def test_what_was_begun_may_take_longer_than_others_wait() -> None:
    async with lane_of(1, 1) as (lane, _):
        soon = asyncio.get_running_loop().time() + SOON

        assert await lane.do(lambda: Event().wait(5 * SOON), "a", soon) is False


async def test_what_its_caller_wants_no_longer_is_not_begun() -> None:
    async with lane_of(1, 1) as (lane, go_on):
        begun: list[str] = []
        await held(lane, "a", go_on)
        unwanted = begin(lane, "b", lambda: begun.append("unwanted"))
        await asyncio.sleep(SOON)

        unwanted.cancel()
        await asyncio.wait([unwanted])
        go_on.set()
        await begin(lane, "b", lambda: begun.append("wanted"))

    assert begun == ["wanted"]


async def test_what_its_caller_wants_no_longer_is_cut_off_and_nothing_else() -> None:
    cut: list[int] = []
    async with lane_of(2, 2, cut.append) as (lane, go_on):
        wanted = await held(lane, "a", go_on)
        unwanted = await held(lane, "a", go_on)

        unwanted.cancel()
        await asyncio.wait([unwanted])

        go_on.set()
        assert len(cut) == 1
        assert cut != [await wanted]


async def test_who_asks_most_makes_room_for_one_who_asks_little() -> None:
    async with lane_of(1, 1) as (lane, go_on):
        await held(lane, "much", go_on)
        much = [begin(lane, "much", lambda: "done") for _ in range(3)]
        await asyncio.sleep(0)

        assert not lane.make_room("much")
        assert lane.make_room("little")
        with pytest.raises(BusyError):
            await much[2]

        go_on.set()
        assert await asyncio.gather(*much[:2]) == ["done", "done"]


async def test_the_end_waits_for_no_thread_that_does_not_come_to_one() -> None:
    lane, go_on, cut = Lane("test", 1, 1, lambda _: cut.append(True)), Event(), list[bool]()
    at_work = await held(lane, "a", go_on)
    waiting = begin(lane, "a", lambda: "never")
    await asyncio.sleep(0)

    assert not lane.close(SOON)

    assert cut
    with pytest.raises(BusyError):
        await waiting
    go_on.set()
    assert await at_work
    assert lane.close(PATIENCE_SECONDS)


def test_a_thread_that_does_not_end_keeps_no_process_alive() -> None:
    program = Program(words=("-c", STUBBORN), environment={})

    program.start()

    assert program.ended() == 0
    assert program.lines == ["ended in time: False"]


async def test_an_error_leaves_nothing_behind_that_holds_itself() -> None:
    class Thing:
        """Something large."""

    async with lane_of(1, 1) as (lane, _):
        gc.collect()
        gc.disable()
        watched: list[ref[Thing]] = []

        def fail() -> None:
            thing = Thing()
            watched.append(ref(thing))
            raise ValueError

        try:
            with suppress(ValueError):
                await lane.do(fail, "a", late())
            await lane.do(lambda: None, "a", late())  # the thread has gone on to other things
            assert watched[0]() is None
        finally:
            gc.enable()
