"""Memory that answers took, given back to the system: the C library keeps what threads free, and each its own."""

import asyncio
import ctypes
import gc
from collections.abc import Callable
from functools import cache
from typing import Final, Protocol

AFTER_SECONDS: Final = 0.2
"""How long after an answer: those that come meanwhile may take what is free."""


class Threads(Protocol):
    """Where work is done that nobody waits for."""

    def submit(self, work: Callable[[], object], /) -> object:
        """Do it some time."""


class Spare:
    """Gives back what is free a while after somebody says so, once however many do.

    After much work it looks, once all are quiet, for objects that hold each other and nobody else.
    """

    def __init__(self, lane: Threads) -> None:
        self._lane = lane
        self._due: asyncio.TimerHandle | None = None
        self._quiet = True
        self._much = False

    def later(self, *, much: bool = False) -> None:
        """Say that there may be some, on the running loop. much: whether it took long to work out."""
        self._much |= much
        self._quiet = False
        if self._due is None:
            self._wait()

    def close(self) -> None:
        """Leave what is still to be given back."""
        if self._due is not None:
            self._due.cancel()

    def _wait(self) -> None:
        self._quiet = True
        self._due = asyncio.get_running_loop().call_later(AFTER_SECONDS, self._now)

    def _now(self) -> None:
        self._due = None
        if self._much and not self._quiet:
            self._lane.submit(give_back)
            self._wait()
            return
        self._lane.submit(collect if self._much else give_back)
        self._much = False


def collect() -> None:
    """Let go of what nobody reaches, and give it back. Everybody waits meanwhile."""
    gc.collect()
    give_back()


def give_back() -> None:
    """Give back all that is free and can be, which takes about a millisecond; nothing where the C library cannot."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):  # only GNU's has it
        return None
