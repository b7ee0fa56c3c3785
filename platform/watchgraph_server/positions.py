"""Reading one's own writes: a request that names a position is answered once that is shown, or told to come back."""

import asyncio
import re
from typing import Final

import anyio.to_thread

from watchgraph.errors import TryLaterError
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.errors import RequestError
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
    """What was asked for is not folded yet, or nothing stands at that position."""

    code = "not-shown-yet"


class Positions:
    """Has requests wait, no longer and no more of them than is good. For one loop."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._waiting = 0

    async def reached(self, headers: Headers) -> None:
        """Return once the position that a request names is shown; at once where it names none.

        Raises BadPositionError, and NotShownYetError where it takes too long.
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
        while (shown := await anyio.to_thread.run_sync(self._shown)) < position:
            if self._waiting > MOST_WAITING or asyncio.get_running_loop().time() > ends:
                raise NotShownYetError(
                    f"Position {position} is not shown yet: answers stand at {shown}. Ask again soon"
                )
            await asyncio.sleep(LOOK_SECONDS)
        await asyncio.sleep(LASTS_SECONDS)  # an answer at once may come from a reading begun so long before

    def _shown(self) -> int:
        return self._catalogue.standing().position
