"""Works out answers: quick ones at once, the others on threads, so that what takes long holds up nothing else.

Threads have two lanes, so that no number of dear questions keeps a cheap one waiting. What a question costs is known
once its document is read, so each begins in the lane of the cheap ones and leaves it if it is none.
"""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from time import monotonic, thread_time
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from msgspec import structs

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import answer, compiled
from watchgraph_schema.requests import Answer, Charge, Question
from watchgraph_server.caching import CurrentTag, FixedTag, matching
from watchgraph_server.glances import Glances
from watchgraph_server.lanes import NOBODY, BusyError, Lane
from watchgraph_server.memory import Spare
from watchgraph_server.paces import Paces
from watchgraph_server.tasks import Task

if TYPE_CHECKING:
    from watchgraph_server.flights import InFlight

logger = logging.getLogger(__name__)

CHEAP_READERS, DEAR_READERS = 2, 3
"""Answers worked out at once in each lane; the rest wait."""
MOST_DEAR_OF_ONE: Final = 2
"""Of these for one caller: a thread is left to all others, whatever somebody asks."""
CHEAP: Final = 60
"""Points up to which a question is cheap: a page of a list with what hangs under its items, no walk and no number."""
MOST_WAITING: Final = 200
"""Beyond it a caller is better told to come back than kept waiting."""
LONGEST_WAIT_SECONDS: Final = 10.0
"""Twice what an answer may take: who has waited for that is better told to come back, too."""
FAREWELL_SECONDS: Final = 1.0
"""For threads to end that have nothing more to do. What is read looks at the clock each few milliseconds."""
AT_ONCE_SECONDS: Final = 0.05
"""What an answer may take while everybody waits; one that takes longer is broken off, and begun on a thread."""

R = TypeVar("R")


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
        self._current_tag, self._fixed_tag = CurrentTag(catalogue), FixedTag(catalogue)
        self._glances = Glances(catalogue)
        self._flights = _in_flight(catalogue)
        self._clock = monotonic if catalogue.elsewhere else thread_time
        self._paces = Paces()
        self._cheap = Lane("cheap", CHEAP_READERS, CHEAP_READERS, catalogue.cut_off)
        self._dear = Lane("dear", DEAR_READERS, MOST_DEAR_OF_ONE, catalogue.cut_off)
        self._spare = Spare(self._cheap)
        self._waiting = 0

    @property
    def waiting(self) -> int:
        """How many questions are at work on threads or wait for one."""
        return self._waiting

    def close(self) -> None:
        """End the threads: what is being worked out is broken off. What does not end in time holds up nobody."""
        self._glances.close()
        self._spare.close()
        if self._flights is not None:
            self._flights.close()
        ended = [lane.close(FAREWELL_SECONDS) for lane in (self._cheap, self._dear)]
        if not all(ended):
            logger.warning("What was being worked out did not end in time; it ends with the process")

    async def answer(self, task: Task, charge: Charge, request: str, *, keeps: bool, caller: str = NOBODY) -> Found:
        """Do a task on a thread, or while a database works it out; if it is cancelled, no further. request: its id.

        keeps: whether caches may keep the answer. charge: may be called twice for one task; what it raises is raised.
        caller: whose turn it takes.
        """
        question = task.question
        if question is not None and self._flights is not None:
            landed = None if keeps and task.is_fixed() else await self._flights.answer(question, charge)
            if landed is not None:
                return self._found(landed, None, keeps=keeps)
        found, seconds = await self._on_a_thread(
            caller,
            lambda charging: self._timed(task, charging, request, keeps=keeps),
            charge,
        )
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

    async def held(self, task: Task, if_none_match: bytes, caller: str = NOBODY) -> bytes | None:
        """Return the tag of an answer that the caller has already and that is still right.

        A tag says when an answer was so, and not to what: of a task with a fault nobody has an answer.
        """
        return await self._read(self._cheap, partial(self._still, task, if_none_match), caller, _latest())

    async def _on_a_thread(self, caller: str, work: Callable[[Charge], R], charge: Charge) -> R:
        """Work in the lane of the cheap ones, or, if that turns out to be dear, in theirs."""

        def charge_if_cheap(points: int) -> None:
            if points > CHEAP:
                raise _DearError
            charge(points)

        until = _latest()
        try:
            return await self._read(self._cheap, partial(work, charge_if_cheap), caller, until)
        except _DearError:
            return await self._read(self._dear, partial(work, charge), caller, until)

    async def _read(self, lane: Lane, work: Callable[[], R], caller: str, until: float) -> R:
        if self._waiting >= MOST_WAITING and not (self._dear.make_room(caller) or self._cheap.make_room(caller)):
            raise BusyError("Too many questions wait for an answer. Ask again in a second")
        self._waiting += 1
        try:
            return await lane.do(work, caller, until)
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
        return self._found(answered, fixed, keeps=keeps)

    def _timed(self, task: Task, charge: Charge, request: str, *, keeps: bool) -> tuple[Found, float]:
        """Do a task on a thread, and tell how long the thread was at work, or waited for another process that was."""
        began = self._clock()
        fixed = self._fixed(task, keeps=keeps)
        answered = task.done(
            lambda question: answer(self._catalogue, structs.replace(question, request=request), charge)
        )
        return self._found(answered, fixed, keeps=keeps), self._clock() - began

    def _fixed(self, task: Task, *, keeps: bool) -> bytes | None:
        """Return the tag of an answer that stays, if this one will, as it is before the answer."""
        return self._fixed_tag.read() if keeps and task.is_fixed() else None

    def _found(self, answered: Answer, fixed: bytes | None, *, keeps: bool) -> Found:
        kept = keeps and answered.complete
        return Found(answered, (fixed or self._current_tag.of(answered.standing)) if kept else None)

    def _still(self, task: Task, if_none_match: bytes) -> bytes | None:
        found = matching(if_none_match, [self._current_tag.of(self._catalogue.standing()), self._fixed_tag.read()])
        return found if found and task.is_sound() else None


def _latest() -> float:
    """By when what is asked now is begun, if at all."""
    return asyncio.get_running_loop().time() + LONGEST_WAIT_SECONDS


def _in_flight(catalogue: Catalogue) -> "InFlight | None":
    flights = catalogue.flights()
    if flights is None:
        return None
    from watchgraph_server.flights import InFlight  # noqa: PLC0415  # the driver takes memory

    return InFlight(flights, CHEAP)
