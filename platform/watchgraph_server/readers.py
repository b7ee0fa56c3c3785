"""Threads that work out answers, so that a question that takes long holds up no other."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Final, NamedTuple, TypeVar

from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import Answer, answer
from watchgraph_server.caching import FixedTag, current_tag, matching
from watchgraph_server.citations import Ask
from watchgraph_server.tasks import Task

READERS: Final = 8
"""Answers worked out at once; the rest wait. The catalogue's pool has connections for more than these."""
MOST_WAITING: Final = 200
"""Beyond it a caller is better told to come back than kept waiting."""

R = TypeVar("R")
Charge = Callable[[int], None]


class BusyError(WatchgraphError):
    """More wait for an answer than could be answered soon."""

    code = "busy"


class Found(NamedTuple):
    """tag: under which caches may keep the answer; None where nobody may."""

    answer: Answer
    tag: bytes | None


class Readers:
    """The readers of a catalogue. All that they are asked raises BusyError where too many wait already."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._fixed_tag = FixedTag(catalogue)
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._waiting = 0

    def close(self) -> None:
        """End the threads, after what is being worked out."""
        self._threads.shutdown()

    async def asked(self, task: Task, charge: Charge, request: str) -> Found:
        """Do what nobody may keep. charge: is given the points; what it raises is raised. request: its id."""
        return Found(await self._read(partial(task.done, self._ask(charge, request))), None)

    async def got(self, task: Task, charge: Charge, request: str) -> Found:
        """Do it, with a tag if the answer is whole."""
        return await self._read(partial(self._tagged, task, self._ask(charge, request)))

    async def held(self, if_none_match: bytes) -> bytes | None:
        """Return the tag of an answer that the caller has already and that is still right."""
        return await self._read(partial(self._still, if_none_match))

    async def _read(self, work: Callable[[], R]) -> R:
        if self._waiting >= MOST_WAITING:
            raise BusyError("Too many questions wait for an answer. Ask again in a second")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1

    def _ask(self, charge: Charge, request: str) -> Ask:
        return lambda question: answer(self._catalogue, replace(question, request=request), charge)

    def _tagged(self, task: Task, ask: Ask) -> Found:
        fixed = self._fixed_tag.read() if task.is_fixed() else None
        answered = task.done(ask)
        if not answered.complete:
            return Found(answered, None)
        return Found(answered, fixed or current_tag(answered.standing))

    def _still(self, if_none_match: bytes) -> bytes | None:
        return matching(if_none_match, [current_tag(self._catalogue.standing()), self._fixed_tag.read()])
