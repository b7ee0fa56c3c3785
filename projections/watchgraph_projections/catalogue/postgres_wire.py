"""Statements on one PostgreSQL connection, sent without a cursor: a third of the work, and nothing waits for ever.

The server cuts a statement off in time. Where it does not, because nobody hears it any more, the connection is closed.
"""

import select
from collections.abc import Sequence
from math import inf
from typing import Final

from psycopg import pq
from psycopg.errors import OperationalError, error_from_result

from watchgraph.postgresql.servers import Connection as Driver

STATEMENTS_KEPT: Final = 512
"""Statements that a connection keeps prepared; the oldest goes first."""
GRACE_SECONDS: Final = 1.0
"""How long after its time the server may still say that a statement is cut off."""
LONGEST: Final = 604_800.0
"""Seconds; more is any time."""
NUMBERS: Final = frozenset({20, 21, 23})
"""Types of whole numbers, as PostgreSQL numbers types."""
FAILED: Final = frozenset({pq.ExecStatus.FATAL_ERROR, pq.ExecStatus.BAD_RESPONSE})

Row = tuple[object, ...]


class Wire:
    """A connection. Everything raises psycopg's errors."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._connection = driver.pgconn
        self._names: dict[str, bytes] = {}
        self._made = 0
        self._poll = select.poll()
        self._poll.register(self._connection.socket, select.POLLIN)

    def run(self, commands: str, seconds: float = inf) -> Row | None:
        """Run several commands one after another; return the first row of the last, None where it gives none."""
        self._connection.send_query(commands.encode())
        return _row(self._result(seconds))

    def row(self, statement: str, values: Row, seconds: float = inf) -> Row | None:
        """Return the first row of a statement, which is prepared the first time. Its values are texts and numbers."""
        self._connection.send_query_prepared(self._prepared(statement, seconds), given(values))
        return _row(self._result(seconds))

    def forget(self) -> None:
        """Prepare all anew: somebody may have thrown away what was prepared."""
        self._names.clear()

    def _prepared(self, statement: str, seconds: float) -> bytes:
        name = self._names.get(statement)
        if name is None:
            if len(self._names) >= STATEMENTS_KEPT:
                oldest = self._names.pop(next(iter(self._names)))
                self.run(f"deallocate {oldest.decode()}", seconds)
            self._made += 1
            name = b"watchgraph_%d" % self._made
            self._connection.send_prepare(name, statement.encode())
            self._result(seconds)
            self._names[statement] = name
        return name

    def _result(self, seconds: float) -> pq.abc.PGresult:
        """Wait for the last result of what was sent. Raises the error of the first that failed."""
        failed = last = None
        while (result := self._next(seconds)) is not None:
            last = result
            if result.status in FAILED:
                failed = failed or result
        if failed is not None:
            raise error_from_result(failed)
        assert last is not None, "something was sent"
        return last

    def _next(self, seconds: float) -> pq.abc.PGresult | None:
        wait = milliseconds(seconds + GRACE_SECONDS) or None
        while self._connection.is_busy():
            if not self._poll.poll(wait):
                self._driver.close()
                raise OperationalError("the server does not answer")
            self._connection.consume_input()
        return self._connection.get_result()


def given(values: Sequence[object]) -> list[bytes | None]:
    """Write values as the server reads them; the statement says of each what it is."""
    return [None if value is None else str(value).encode() for value in values]


def milliseconds(seconds: float) -> int:
    """As the server takes them, at least one; 0, which stands for any time, where it is more than a week."""
    return 0 if seconds > LONGEST else max(int(seconds * 1000), 1)


def _row(result: pq.abc.PGresult) -> Row | None:
    return tuple([_read(result, column) for column in range(result.nfields)]) if result.ntuples else None


def _read(result: pq.abc.PGresult, column: int) -> int | str | None:
    value = result.get_value(0, column)
    if value is None:
        return None
    return int(value) if result.ftype(column) in NUMBERS else str(value, "utf-8")
