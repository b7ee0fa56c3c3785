"""Statements sent to PostgreSQL from a running loop, several under way at a time: nobody waits for a thread.

Each is one statement and sees one state by itself, so it needs no transaction: it tells where the catalogue stood.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from psycopg import Error, pq
from psycopg.errors import OperationalError, error_from_result

from watchgraph.postgresql import DatabaseUnavailableError
from watchgraph.postgresql.servers import Connection as Driver
from watchgraph_projections.catalogue.postgres_wire import FAILED, GRACE_SECONDS, LONGEST, STATEMENTS_KEPT, given
from watchgraph_projections.catalogue.standing import Standing

MOST: Final = 8
"""Statements under way at a time; the rest wait their turn."""
STANDS: Final = "select ({}), position, day, tableoid::bigint from standing"


class Landed(NamedTuple):
    """What a statement found, where the catalogue stood then, and which catalogue that was."""

    found: str
    standing: Standing
    file: object


class Flights:
    """Connections that are used on one loop only. seconds: how long a statement may take."""

    def __init__(self, connect: Callable[[], Driver], database: object, seconds: float) -> None:
        self._connect = connect
        self._database = database
        self._wait = None if seconds > LONGEST else seconds + GRACE_SECONDS
        self._places = asyncio.Semaphore(MOST)
        self._idle: deque[_Wire] = deque()
        self.last: Landed | None = None

    async def row(self, statement: str, values: Sequence[object]) -> Landed:
        """Run a statement that finds one text. Raises psycopg's errors, DatabaseUnavailableError and TimeoutError."""
        async with self._places:
            wire = self._kept() or await self._opened()
            try:
                async with asyncio.timeout(self._wait):
                    result = await wire.row(statement, values)
            except BaseException:
                wire.close()
                raise
            self._idle.append(wire)
        self.last = self._landed(result)
        return self.last

    def close(self) -> None:
        """Close what is not under way."""
        while self._idle:
            self._idle.pop().close()

    def _kept(self) -> "_Wire | None":
        while self._idle:
            wire = self._idle.pop()
            if not wire.closed:
                return wire
        return None

    async def _opened(self) -> "_Wire":
        loop = asyncio.get_running_loop()
        opening = loop.run_in_executor(None, self._connect)
        try:
            return _Wire(await asyncio.shield(opening), loop)
        except asyncio.CancelledError:
            opening.add_done_callback(_close)
            raise

    def _landed(self, result: pq.abc.PGresult) -> Landed:
        found, position, day, table = [result.get_value(0, column) for column in range(4)]
        if found is None or position is None or day is None:
            raise DatabaseUnavailableError("The catalogue's database holds no catalogue now")
        return Landed(str(found, "utf-8"), Standing(int(position), int(day)), (self._database, int(table or 0)))


def _close(opening: "asyncio.Future[Driver]") -> None:
    """Close a connection that nobody waited for."""
    if not opening.cancelled() and opening.exception() is None:
        opening.result().close()


class _Wire:
    """One connection, whose socket the loop watches."""

    def __init__(self, driver: Driver, loop: asyncio.AbstractEventLoop) -> None:
        self.closed = False
        self._driver = driver
        self._connection = driver.pgconn
        self._loop = loop
        self._names: dict[str, bytes] = {}
        self._results: list[pq.abc.PGresult] = []
        self._waiting: asyncio.Future[None] | None = None
        self._connection.nonblocking = 1
        self._socket = self._connection.socket
        loop.add_reader(self._socket, self._readable)

    async def row(self, statement: str, values: Sequence[object]) -> pq.abc.PGresult:
        """Return the result of a statement that gives one row."""
        name = self._names.get(statement)
        if name is None:
            if len(self._names) >= STATEMENTS_KEPT:
                raise OperationalError("this connection keeps enough: the next begins anew")
            name = b"watchgraph_flight_%d" % len(self._names)
            self._connection.send_prepare(name, STANDS.format(statement).encode())
            await self._done()
            self._names[statement] = name
        self._connection.send_query_prepared(name, given(values))
        return await self._done()

    def close(self) -> None:
        """Close the connection, whatever is under way."""
        if not self.closed:
            self.closed = True
            self._loop.remove_reader(self._socket)
            self._loop.remove_writer(self._socket)
            self._driver.close()

    async def _done(self) -> pq.abc.PGresult:
        self._results.clear()
        self._waiting = waiting = self._loop.create_future()
        self._write()
        await waiting
        failed = next((each for each in self._results if each.status in FAILED), None)
        if failed is not None:
            raise error_from_result(failed)
        return self._results[-1]

    def _write(self) -> None:
        if self._connection.flush():
            self._loop.add_writer(self._socket, self._write)
        else:
            self._loop.remove_writer(self._socket)

    def _readable(self) -> None:
        try:
            self._connection.consume_input()
            self._collect()
        except Error as error:
            self.close()
            self._settle(error)

    def _collect(self) -> None:
        while self._waiting is not None and not self._connection.is_busy():
            result = self._connection.get_result()
            if result is None:
                self._settle(None)
            else:
                self._results.append(result)

    def _settle(self, error: Error | None) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            if error is None:
                waiting.set_result(None)
            else:
                waiting.set_exception(error)
