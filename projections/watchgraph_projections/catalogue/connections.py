"""What a request reads with: a connection lent for as long as it takes, in one transaction, no longer than it may."""

import sqlite3
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import inf
from pathlib import Path
from threading import TIMEOUT_MAX
from time import monotonic
from typing import Final

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext

from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue.databases import engine, file_identity
from watchgraph_projections.catalogue.standing import STANDING, Standing

STEPS: Final = 200_000
"""Instructions of the database between two looks at the clock: some 10 ms. Each look waits for the interpreter."""
KEPT: Final = 16
"""Connections that stay open while nobody reads."""

Bound = Mapping[str, object] | tuple[object, ...]


class ReadTimeoutError(WatchgraphError):
    """What is asked takes longer than one request may."""

    code = "too-slow"


class Reading:
    """All that one request reads, through one connection: every answer of it shows one standing.

    connection: the same, for statements made with SQLAlchemy. file: stands for the file that is read, and no other.
    """

    def __init__(self, connection: Connection, file: object) -> None:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        self.connection = connection
        self.file = file
        self._driver = driver
        self._seconds = self._until = inf
        self._standing: Standing | None = None
        connection.info[Reading] = self
        driver.set_progress_handler(self._late, STEPS)

    @property
    def standing(self) -> Standing:
        """The last commit folded and the day shown."""
        if self._standing is None:
            self._standing = Standing._make(self._driver.execute(STANDING).fetchone())
        return self._standing

    @property
    def seconds_left(self) -> float:
        """How long it may still take; less than nothing where the time is up."""
        return min(self._until - monotonic(), TIMEOUT_MAX)

    def row(self, statement: str, values: Bound = ()) -> tuple[object, ...]:
        """The only row of a statement, which the database keeps prepared.

        Raises ReadTimeoutError, and what sqlite3 raises.
        """
        self.check()
        try:
            found: tuple[object, ...] = self._driver.execute(statement, values).fetchone()
        except sqlite3.OperationalError as error:
            if _is_cut_off(error):
                raise self.too_slow() from error
            raise
        return found

    def check(self) -> None:
        """Raise ReadTimeoutError where the time is up."""
        if self._late():
            raise self.too_slow()

    def too_slow(self) -> ReadTimeoutError:
        return ReadTimeoutError(
            f"This takes longer than {self._seconds:g} seconds, the longest that one request may read: ask for "
            "smaller pages, fewer levels or narrower filters"
        )

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Begin a transaction and end it. Statements between that are not done in time are cut off."""
        self.allow(seconds)
        self._standing = None
        self._driver.execute("begin")
        try:
            yield
        finally:
            self._until = inf
            self.connection.rollback()
            self._driver.rollback()

    def allow(self, seconds: float) -> None:
        """Give statements from now on so long, together."""
        self._seconds, self._until = seconds, monotonic() + seconds

    def close(self) -> None:
        self.connection.close()

    def _late(self) -> bool:
        return monotonic() > self._until


class Readings:
    """Lends readings of one file, and keeps them open for the next request. Threads share it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine = _timed(engine(path, write=False))
        self._identity = file_identity(path)
        self._file = object()
        self._idle: deque[Reading] = deque()

    @contextmanager
    def lend(self, seconds: float) -> Iterator[Reading]:
        """Lend one on the file as it is: a rebuild may have put another in its place."""
        identity = file_identity(self._path)
        if identity not in {self._identity, None}:
            self._identity, self._file = identity, object()
        reading = self._kept() or Reading(self._engine.connect(), self._file)
        try:
            with reading.within(seconds):
                yield reading
        finally:
            self._put_back(reading)

    def close(self) -> None:
        """Close those that are not lent; the others when they come back."""
        self._file = object()
        while self._idle:
            self._idle.pop().close()

    def _kept(self) -> Reading | None:
        while True:
            try:
                reading = self._idle.pop()
            except IndexError:
                return None
            if reading.file is self._file:
                return reading
            reading.close()

    def _put_back(self, reading: Reading) -> None:
        if reading.file is self._file and len(self._idle) < KEPT:
            self._idle.append(reading)
        else:
            reading.close()


def _timed(made: Engine) -> Engine:
    """Keep statements made with SQLAlchemy to the time, too."""
    event.listen(made, "before_cursor_execute", _before)
    event.listen(made, "handle_error", _failed)
    return made


def _before(connection: Connection, *_: object) -> None:
    reading: Reading = connection.info[Reading]
    reading.check()


def _failed(context: ExceptionContext) -> None:
    if context.connection is not None and _is_cut_off(context.original_exception):
        reading: Reading = context.connection.info[Reading]
        raise reading.too_slow() from context.original_exception


def _is_cut_off(error: BaseException) -> bool:
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT
