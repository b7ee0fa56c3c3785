"""The log in a PostgreSQL database: many processes of many machines."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import Final, Self
from uuid import UUID

import psycopg

from watchgraph.log import postgresql_tables as tables
from watchgraph.log.copying import copied
from watchgraph.log.envelope import Former
from watchgraph.log.errors import ConflictError, LogNotEmptyError
from watchgraph.log.listening import PostgresWakes
from watchgraph.log.storage import OVERTAKEN, CommandRow, EventRow, Row
from watchgraph.log.waking import Wakes
from watchgraph.postgresql.addresses import Address
from watchgraph.postgresql.layouts import Layout, opened
from watchgraph.postgresql.servers import Connection, Server, Session

APPLICATION: Final = "watchgraph log"
PIPELINED: Final = 64
"""Commits of so many events or fewer are sent row by row, all at once; larger ones as a stream of bytes."""
BULK: Final = "set local statement_timeout = '1h'"
"""How long one statement of an import may take: all of its rows are one."""

SESSION: Final = Session(schema=tables.SCHEMA, application=APPLICATION, statement_seconds=90, lock_seconds=60)
LAYOUT: Final = Layout(schema=tables.SCHEMA, version=tables.VERSION, statements=tables.STATEMENTS)


class PostgresStorage:
    """As `Storage`."""

    def __init__(self, server: Server) -> None:
        self.where = str(server.address)
        self._server = server

    @classmethod
    def open(cls, address: Address) -> Self:
        """Open the log, making its tables where they are missing. Raises DatabaseRefusedError."""
        return cls(opened(address, SESSION, LAYOUT))

    @contextmanager
    def writing(self, command: UUID, size: int) -> Iterator["PostgresBegun"]:
        with self._server.lent() as connection, _conflicts(), ExitStack() as stack:
            if size <= PIPELINED:
                stack.enter_context(connection.pipeline())
            begun = PostgresBegun(connection, command)
            if size > PIPELINED:
                connection.execute(BULK)
            yield begun
            begun.finish()

    def page(self, after: int, limit: int) -> list[Row]:
        return self._server.rows(tables.PAGE, (after, limit))

    def streams(self, streams: Sequence[UUID]) -> list[Row]:
        return self._server.rows(tables.STREAMS, (list(streams),))

    def of_topics(self, topics: Sequence[str], after: int) -> list[Row]:
        return self._server.rows(tables.of_topics(topics), (after,)) if topics else []

    def exist(self, streams: Sequence[UUID]) -> set[UUID]:
        return {stream for (stream,) in self._server.rows(tables.EXIST, (list(streams),))}

    def versions(self, streams: Sequence[UUID]) -> dict[UUID, int]:
        return dict(self._server.rows(tables.VERSIONS, (list(streams),)))

    def head(self) -> int:
        head: int = self._server.rows(tables.HEAD)[0][0]
        return head

    def former(self, command: UUID) -> Former | None:
        return next((Former(*row) for row in self._server.rows(tables.FORMER, (command,))), None)

    def commands(self, after: UUID | None, limit: int) -> list[CommandRow]:
        return self._server.rows(tables.COMMANDS, (after or UUID(int=0), limit))

    def fill(self, rows: Iterable[Row], commands: Iterable[CommandRow]) -> int:
        with self._server.lent() as connection, connection.transaction():
            connection.execute(BULK)
            connection.execute(tables.LOCK)
            if connection.execute(tables.ANYTHING).fetchone() != (False,):
                raise LogNotEmptyError(f"there is a log in {self.where} already: name an empty place")
            written = copied(connection, rows)
            with connection.cursor().copy(tables.COPY_COMMANDS) as copy:
                for row in commands:
                    copy.write_row(row)
            if written:
                connection.execute(tables.CATCH_SEQUENCE_UP)
                connection.execute(tables.NOTIFY)
            return written

    def room(self) -> int:
        room: int = self._server.rows(tables.ROOM)[0][0]
        return room

    def wakes(self) -> Wakes:
        return PostgresWakes(self._server)

    def close(self) -> None:
        self._server.close()


class PostgresBegun:
    """As `Begun`. What needs no answer is sent with what does: each answer that is waited for is a journey."""

    def __init__(self, connection: Connection, command: UUID) -> None:
        self._connection = connection
        connection.execute("begin")
        connection.execute(tables.LOCK)
        former = connection.execute(tables.FORMER, (command,))
        last = connection.execute(tables.LAST, binary=True).fetchone()
        self.former = next((Former(*row) for row in former), None)
        self.head: int = last[0] if last else 0
        self.newest: bytes = last[1] if last else b""
        self._position = self.head

    def insert(self, rows: Iterable[EventRow], size: int) -> int:
        written = self._copy(rows) if size > PIPELINED else self._send(rows, size)
        self._position += written
        return written

    def _send(self, rows: Iterable[EventRow], size: int) -> int:
        """Send rows without waiting for what comes of them: that is heard with the next answer."""
        placed = [(*row, position) for position, row in enumerate(islice(rows, size + 1), self.head + 1)]
        self._connection.cursor().executemany(tables.INSERT, placed)
        return len(placed)

    def _copy(self, rows: Iterable[EventRow]) -> int:
        return copied(self._connection, ((position, *row) for position, row in enumerate(rows, self.head + 1)))

    def gap(self) -> tuple[UUID, int] | None:
        found = self._connection.execute(tables.GAP, (self.head, self._position)).fetchone()
        return None if found is None else (found[0], found[1])

    def position(self) -> int:
        return self._position

    def remember(self, row: CommandRow) -> None:
        self._connection.execute(tables.REMEMBER, row)

    def finish(self) -> None:
        """Commit, and wake whoever follows."""
        if self._position > self.head:
            self._connection.execute(tables.SET_SEQUENCE, (self._position,))
            self._connection.execute(tables.NOTIFY)
        self._connection.execute("commit")


@contextmanager
def _conflicts() -> Iterator[None]:
    """Tell a stream that has moved on; commands are looked up before, so they never clash."""
    try:
        yield
    except psycopg.errors.UniqueViolation as error:
        raise ConflictError(OVERTAKEN) from error
