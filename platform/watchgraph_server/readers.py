"""Works out answers: quick ones at once, the others on threads, so that what takes long holds up nothing else.

Threads have two lanes, so that no number of dear questions keeps a cheap one waiting. What a question costs is known
once its document is read, so each begins in the lane of the cheap ones and leaves it if it is none.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import monotonic, thread_time
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from msgspec import structs

from watchgraph.errors import TryLaterError
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import answer, compiled
from watchgraph_schema.requests import Answer, Charge, Question
from watchgraph_server.caching import FixedTag, current_tag, matching
from watchgraph_server.glances import Glances
from watchgraph_server.memory import Spare
from watchgraph_server.paces import Paces
from watchgraph_server.tasks import Task

if TYPE_CHECKING:
    from watchgraph_server.flights import InFlight

CHEAP_READERS, DEAR_READERS = 2, 3
"""Answers worked out at once in each lane; the rest wait."""
CHEAP: Final = 60
"""Points up to which a question is cheap: a page of a list with what hangs under its items, no walk and no number."""
MOST_WAITING: Final = 200
"""Beyond it a caller is better told to come back than kept waiting."""
AT_ONCE_SECONDS: Final = 0.05
"""What an answer may take while everybody waits; one that takes longer is broken off, and begun on a thread."""

R = TypeVar("R")


class BusyError(TryLaterError):
    """More wait for an answer than could be answered soon."""

    code = "busy"


class _DearError(Exception):
    """The question is not for the lane of the cheap ones."""


class Found(NamedTuple):
    """tag: under which caches may keep the answer; None where nobody may."""

    answer: Answer
    tag: bytes | None


class Readers:
    """The readers of a catalogue. All that they are asked raises BusyError where too many wait already."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._fixed_tag = FixedTag(catalogue)
        self._glances = Glances(catalogue)
        self._flights = _in_flight(catalogue)
        self._clock = monotonic if catalogue.elsewhere else thread_time
        self._paces = Paces()
        self._cheap = ThreadPoolExecutor(CHEAP_READERS, thread_name_prefix="cheap")
        self._dear = ThreadPoolExecutor(DEAR_READERS, thread_name_prefix="dear")
        self._spare = Spare(self._cheap)
        self._waiting = 0

    @property
    def waiting(self) -> int:
        """How many questions are at work on threads or wait for one."""
        return self._waiting

    def close(self) -> None:
        """End the threads, after what is being worked out."""
        self._glances.close()
        self._spare.close()
        if self._flights is not None:
            self._flights.close()
        self._cheap.shutdown()
        self._dear.shutdown()

    async def answer(self, task: Task, charge: Charge, request: str, *, keeps: bool) -> Found:
        """Do a task on a thread, or while a database works it out. request: its id.

        keeps: whether caches may keep the answer. charge: may be called twice for one task; what it raises is raised.
        """
        question = task.question
        if question is not None and self._flights is not None:
            landed = None if keeps and task.is_fixed() else await self._flights.answer(question, charge)
            if landed is not None:
                return _found(landed, None, keeps=keeps)
        found, seconds = await self._on_a_thread(task, charge, request, keeps=keeps)
        if question is not None and found.answer.is_quick:
            self._paces.took(question, seconds)
        return found

    def at_once(self, task: Task, charge: Charge, *, keeps: bool) -> Found | None:
        """Do a task that may be expected to be done at once; None where `answer` should do it."""
        question = task.question
        if question is None or self._flights is not None or not self._paces.is_quick(question):
            return None
        began = monotonic()
        found = self._compiled(task, question, charge, keeps=keeps)
        if found is None or (monotonic() - began > AT_ONCE_SECONDS and self._glances.work() > AT_ONCE_SECONDS):
            self._paces.doubt(question)
        return found

    async def held(self, task: Task, if_none_match: bytes) -> bytes | None:
        """Return the tag of an answer that the caller has already and that is still right.

        A tag says when an answer was so, and not to what: of a task with a fault nobody has an answer.
        """
        return await self._read(self._cheap, partial(self._still, task, if_none_match))

    async def _on_a_thread(self, task: Task, charge: Charge, request: str, *, keeps: bool) -> tuple[Found, float]:
        def charge_if_cheap(points: int) -> None:
            if points > CHEAP:
                raise _DearError
            charge(points)

        try:
            return await self._read(self._cheap, partial(self._timed, task, charge_if_cheap, request, keeps=keeps))
        except _DearError:
            return await self._read(self._dear, partial(self._timed, task, charge, request, keeps=keeps))

    async def _read(self, lane: ThreadPoolExecutor, work: Callable[[], R]) -> R:
        if self._waiting >= MOST_WAITING:
            raise BusyError("Too many questions wait for an answer. Ask again in a second")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(lane, work)
        finally:
            self._waiting -= 1
            self._spare.later(much=lane is self._dear)

    def _compiled(self, task: Task, question: Question, charge: Charge, *, keeps: bool) -> Found | None:
        """Answer while everybody waits; None where that cannot be."""
        fixed = self._fixed(task, keeps=keeps)
        answered = compiled(self._glances.reading(AT_ONCE_SECONDS), question, charge)
        if answered is None:
            self._glances.close()
            return None
        return _found(answered, fixed, keeps=keeps)

    def _timed(self, task: Task, charge: Charge, request: str, *, keeps: bool) -> tuple[Found, float]:
        """Do a task on a thread, and tell how long the thread was at work, or waited for another process that was."""
        began = self._clock()
        fixed = self._fixed(task, keeps=keeps)
        answered = task.done(
            lambda question: answer(self._catalogue, structs.replace(question, request=request), charge)
        )
        return _found(answered, fixed, keeps=keeps), self._clock() - began

    def _fixed(self, task: Task, *, keeps: bool) -> bytes | None:
        """Return the tag of an answer that stays, if this one will, as it is before the answer."""
        return self._fixed_tag.read() if keeps and task.is_fixed() else None

    def _still(self, task: Task, if_none_match: bytes) -> bytes | None:
        found = matching(if_none_match, [current_tag(self._catalogue.standing()), self._fixed_tag.read()])
        return found if found and task.is_sound() else None


def _found(answered: Answer, fixed: bytes | None, *, keeps: bool) -> Found:
    kept = keeps and answered.complete
    return Found(answered, (fixed or current_tag(answered.standing)) if kept else None)


def _in_flight(catalogue: Catalogue) -> "InFlight | None":
    flights = catalogue.flights()
    if flights is None:
        return None
    from watchgraph_server.flights import InFlight  # noqa: PLC0415  # the driver takes memory

    return InFlight(flights, CHEAP)
