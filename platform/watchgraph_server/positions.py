"""Reading one's own writes: a request that names a position is answered once that is shown, or told to come back."""

import asyncio
import re
from typing import Final

import anyio.to_thread

from watchgraph.errors import TryLaterError
from watchgraph.log import Log
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.errors import LaterPositionError, RequestError
from watchgraph_server.glances import LASTS_SECONDS
from watchgraph_server.graphql_requests import Headers

HEADER: Final = b"watchgraph-position"
"""A position of the log, as whoever wrote was told it. The answer shows that commit, and maybe later ones."""
LONGEST_SECONDS: Final = 5.0
LOOK_SECONDS: Final = 0.02
MOST_WAITING: Final = 100

_POSITION: Final = re.compile(rb"\d{1,18}")


class BadPositionError(RequestError):
    """The header names no position."""

    code = "bad-position"


class NotShownYetError(TryLaterError):
    """What was asked for is not folded yet."""

    code = "not-shown-yet"


class Positions:
    """Has requests wait, no longer and no more of them than is good. For one loop.

    log: what is written to; None where it is out of reach, so that nobody can tell what was never written from what
    is not shown yet.
    """

    def __init__(self, catalogue: Catalogue, log: Log | None = None) -> None:
        self._catalogue = catalogue
        self._log = log
        self._waiting = 0

    async def reached(self, headers: Headers) -> None:
        """Return once the position that a request names is shown; at once where it names none.

        Raises BadPositionError, LaterPositionError, and NotShownYetError where it takes too long.
        """
        named = headers.get(HEADER)
        if named is None:
            return
        if not _POSITION.fullmatch(named):
            raise BadPositionError("The header Watchgraph-Position is a position of the log: up to 18 digits")
        self._waiting += 1
        try:
            await self._wait(int(named))
        finally:
            self._waiting -= 1

    async def _wait(self, position: int) -> None:
        ends = asyncio.get_running_loop().time() + LONGEST_SECONDS
        shown = await anyio.to_thread.run_sync(self._shown)
        if shown < position:
            await anyio.to_thread.run_sync(self._check_written, position)
        while shown < position:
            if self._waiting > MOST_WAITING or asyncio.get_running_loop().time() > ends:
                raise NotShownYetError(
                    f"Position {position} is not shown yet: answers stand at {shown}. Ask again soon"
                )
            await asyncio.sleep(LOOK_SECONDS)
            shown = await anyio.to_thread.run_sync(self._shown)
        await asyncio.sleep(LASTS_SECONDS)  # an answer at once may come from a reading begun so long before

    def _check_written(self, position: int) -> None:
        """Raise LaterPositionError where nobody can have been told the position: the log does not go as far."""
        if self._log is not None and position > (head := self._log.head()):
            raise LaterPositionError(
                f"Position {position} is not of this log, which ends at {head}: ask the server that told it"
            )

    def _shown(self) -> int:
        return self._catalogue.standing().position
