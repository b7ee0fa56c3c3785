"""Threads that work out answers, so that a question that takes long holds up no other."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, NamedTuple, TypeVar

from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import Answer, Question, answer
from watchgraph_schema.documents import prepared
from watchgraph_schema.errors import DocumentError
from watchgraph_schema.fixed_moments import is_fixed
from watchgraph_server.caching import FixedTag, current_tag, matching

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

    async def asked(self, question: Question, charge: Charge) -> Found:
        """Answer what nobody may keep. charge: is given the points; what it raises is raised."""
        return Found(await self._read(partial(answer, self._catalogue, question, charge)), None)

    async def got(self, question: Question, charge: Charge) -> Found:
        """Answer, with a tag if the answer is whole."""
        return await self._read(partial(self._tagged, question, charge))

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

    def _tagged(self, question: Question, charge: Charge) -> Found:
        fixed = self._fixed_tag.read() if _is_fixed(question) else None
        answered = answer(self._catalogue, question, charge)
        if not answered.complete:
            return Found(answered, None)
        return Found(answered, fixed or current_tag(answered.standing))

    def _still(self, if_none_match: bytes) -> bytes | None:
        return matching(if_none_match, [current_tag(self._catalogue.standing()), self._fixed_tag.read()])


def _is_fixed(question: Question) -> bool:
    try:
        return is_fixed(prepared(question.query, question.operation_name), question.variables)
    except DocumentError:
        return False
