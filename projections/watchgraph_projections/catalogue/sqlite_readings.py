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


class SqliteReading(Reading):
    """A reading of a file."""

    backend = Backend.SQLITE

    def __init__(self, connection: Connection, file: object) -> None:
        super().__init__(connection, file)
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        self._driver = driver
        driver.set_progress_handler(self.is_late, STEPS)

    def failure(self, error: BaseException) -> WatchgraphError | None:
        cut_off = isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT
        return self.too_slow() if cut_off else None

    def close(self) -> None:
        self.connection.close()

    def _row(self, statement: str, values: Bound) -> tuple[object, ...]:
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
        return reading.file is self._file
