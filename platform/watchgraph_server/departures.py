"""Callers that leave before they are answered: what nobody waits for any longer is given up."""

import asyncio
from types import TracebackType
from typing import Final, Self

from starlette.types import Receive

from watchgraph_server.graphql_requests import DisconnectedError

UNWATCHED_SECONDS: Final = 0.25
"""How long an answer may take before anybody looks whether its caller is still there: most take less."""


class Awaited:
    """For as long as it lasts its caller is waited for: what is awaited in it is cancelled when that has left.

    The whole request has been read. Raises DisconnectedError where its caller left.
    """

    __slots__ = ("_begins", "_left", "_receive", "_task", "_watch")

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._left = False
        self._watch: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin to look in a while."""
        self._task = asyncio.current_task()
        self._begins = asyncio.get_running_loop().call_later(UNWATCHED_SECONDS, self._look)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Look no longer."""
        self._begins.cancel()
        if self._watch is not None:
            self._watch.cancel()
        if self._left and self._task is not None and not self._task.uncancel() and kind is asyncio.CancelledError:
            raise DisconnectedError("The caller has gone") from error

    def _look(self) -> None:
        self._watch = asyncio.get_running_loop().create_task(self._until_gone())

    async def _until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._left = True
        if self._task is not None:
            self._task.cancel()
