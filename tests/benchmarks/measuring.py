"""Measuring: two sides of a comparison take turns in one run, and the median of their ratios is held to a goal."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from time import perf_counter
from typing import TypeVar

ItemT = TypeVar("ItemT")
Side = Callable[[], float]
"""Does its work once and returns the seconds that it took; what it needs before and after is not counted."""


class Unit(StrEnum):
    """TIMES: a ratio. MEBIBYTES: of memory. STATEMENTS, CLAIMS: a count. SHARE: a part of all, 0 to 1.

    SECONDS: of work. MILLISECONDS: of waiting. TRUTH: 1 where it is so, else 0.
    """

    TIMES = "x"
    MEBIBYTES = "MiB"
    STATEMENTS = "statements"
    CLAIMS = "claims"
    SHARE = "of all pairs"
    SECONDS = "s"
    MILLISECONDS = "ms"
    TRUTH = "(1 = yes)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """claims: how many are generated. pairs: how often each side of a comparison has its turn."""

    claims: int
    pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was measured, beside its goal.

    measured: the median of `values`, one a pair. goal: a lower bound with `at_least`, else an upper one.
    notes: lines that say what lies behind the number.
    """

    what: str
    values: tuple[float, ...]
    goal: float
    at_least: bool = False
    unit: Unit = Unit.TIMES
    notes: tuple[str, ...] = ()

    @property
    def measured(self) -> float:
        """The number that is held to the goal."""
        return median(self.values)

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.measured >= self.goal if self.at_least else self.measured <= self.goal


def in_turns(pairs: int, *sides: Side) -> list[tuple[float, ...]]:
    """Let the sides take turns, each pair beginning with another one; return the seconds of each pair."""
    rounds = []
    for number in range(pairs):
        order = sorted(range(len(sides)), key=lambda side: (side + number) % len(sides))
        seconds = {side: sides[side]() for side in order}
        rounds.append(tuple(seconds[side] for side in range(len(sides))))
    return rounds


def cost(rounds: Sequence[tuple[float, ...]], ours: int = 0, other: int = 1) -> tuple[float, ...]:
    """How many times as long as the other side ours took, pair by pair."""
    return tuple(seconds[ours] / seconds[other] for seconds in rounds)


def speed(rounds: Sequence[tuple[float, ...]], ours: int = 0, other: int = 1) -> tuple[float, ...]:
    """How many times as fast as the other side ours was, pair by pair."""
    return tuple(seconds[other] / seconds[ours] for seconds in rounds)


def typical(rounds: Sequence[tuple[float, ...]], side: int) -> float:
    """Median seconds of one side."""
    return median(seconds[side] for seconds in rounds)


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that the work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def batched(items: Sequence[ItemT], size: int) -> Iterator[Sequence[ItemT]]:
    """Cut into pieces of one size."""
    return (items[start : start + size] for start in range(0, len(items), size))


def timed_each(work: Callable[[ItemT], object], items: Iterable[ItemT]) -> float:
    """Return the seconds that the work takes on all items."""
    start = perf_counter()
    for item in items:
        work(item)
    return perf_counter() - start


@contextmanager
def settled_heap() -> Iterator[None]:
    """Keep what was generated out of the collector's walks: a real import holds no claims but the one in hand."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def without_gc() -> Iterator[None]:
    """Measure without the collector's walks."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
