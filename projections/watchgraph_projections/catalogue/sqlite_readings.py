"""Readings of a file: SQLite looks at the clock while it works."""

import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue.connections import Bound, Reading, Readings, StatementRefusedError
from watchgraph_projections.catalogue.databases import engine, file_identity
from watchgraph_projections.catalogue.dialects import Backend

STEPS: Final = 200_000
"""Instructions of the database between two looks at the clock: some 10 ms. Each look waits for the interpreter."""


MOST_PREPARED: Final = 300_000
"""Characters of statements that a connection prepares before another takes its place: some 5 MB, which are SQLite's."""


class SqliteReading(Reading):
    """A reading of a file."""

    backend = Backend.SQLITE

    def __init__(self, connection: Connection, file: object) -> None:
        super().__init__(connection, file)
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        self._driver = driver
        self._prepared: set[int] = set()
        self._characters = 0
        driver.set_progress_handler(self.is_late, STEPS)

    def failure(self, error: BaseException) -> WatchgraphError | None:
        cut_off = isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT
        return self.too_slow() if cut_off else None

    def close(self) -> None:
        self.connection.close()

    def about_to_run(self, statement: str) -> None:
        super().about_to_run(statement)
        self._keeps(statement)

    def _keeps(self, statement: str) -> None:
        """Note what the driver keeps prepared from now on, if it does not yet."""
        known = hash(statement)  # the text itself would be kept for longer than whoever runs it keeps it
        if known not in self._prepared:
            self._prepared.add(known)
            self._characters += len(statement)

    @property
    def is_full(self) -> bool:
        """Whether it holds so many statements that they are better prepared anew."""
        return self._characters > MOST_PREPARED

    def _row(self, statement: str, values: Bound) -> tuple[object, ...]:
        self._keeps(statement)
        try:
            found: tuple[object, ...] = self._driver.execute(statement, values).fetchone()
        except sqlite3.OperationalError as error:
            raise self.failure(error) or StatementRefusedError(str(error)) from error
        return found

    def _begin(self) -> None:
        self._driver.execute("begin")

    def _end(self) -> None:
        self.connection.rollback()
        self._driver.rollback()


class SqliteReadings(Readings):
    """Readings of one file."""

    def __init__(self, path: Path) -> None:
        super().__init__(engine(path, write=False))
        self._path = path
        self._identity = file_identity(path)
        self._file = object()

    def _look(self) -> None:
        identity = file_identity(self._path)
        if identity not in {self._identity, None}:
            self._identity, self._file = identity, object()

    def _opened(self, connection: Connection) -> Reading:
        return SqliteReading(connection, self._file)

    def _is_current(self, reading: Reading) -> bool:
        assert isinstance(reading, SqliteReading)
        return reading.file is self._file and not reading.is_full
