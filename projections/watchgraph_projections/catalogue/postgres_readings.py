"""Readings of a PostgreSQL database: it counts the time of each statement itself, and may be gone at any moment."""

from math import inf
from typing import Final

from psycopg import Connection as Driver
from psycopg import Error, RawCursor
from psycopg.errors import QueryCanceled, UndefinedTable
from psycopg.types.numeric import Int8Dumper
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue.connections import (
    Bound,
    CatalogueMissingError,
    CatalogueUnreachableError,
    Reading,
    Readings,
    StatementRefusedError,
)
from watchgraph_projections.catalogue.dialects import Backend
from watchgraph_projections.catalogue.standing import Standing

SCHEMA: Final = "watchgraph_catalogue"
CONNECT_SECONDS: Final = 10
STATEMENTS_KEPT: Final = 512
"""Prepared statements that a connection keeps."""
SETTINGS: Final = f"set search_path = {SCHEMA}; set jit = off; set plan_cache_mode = force_generic_plan"
"""Compiling to machine code, and planning anew for each value, take longer than what they save."""
BEGIN: Final = """
begin isolation level repeatable read read only;
set local statement_timeout = {};
savepoint asked;
select position, day, tableoid::bigint from standing
"""
"""What follows sees one state. A statement that fails leaves the rest as it is."""
AGAIN: Final = "rollback to savepoint asked"
HALF: Final = 2


class PostgresReading(Reading):
    """A reading of a database."""

    backend = Backend.POSTGRESQL

    def __init__(self, connection: Connection, database: object) -> None:
        super().__init__(connection, database)
        driver = connection.connection.driver_connection
        assert isinstance(driver, Driver)
        self._driver = driver
        self._cursor: RawCursor[tuple[object, ...]] = RawCursor(driver)
        self._database = database
        self._limit = inf

    def about_to_run(self) -> None:
        super().about_to_run()
        left = self.seconds_left
        if left * HALF < self._limit:
            self._cursor.execute(f"set local statement_timeout = {_milliseconds(left)}")
            self._limit = left

    def failure(self, error: BaseException) -> WatchgraphError | None:
        if not isinstance(error, Error):
            return None
        if self.is_lost():
            return CatalogueUnreachableError("The catalogue's database does not answer: ask again in a moment")
        self._cursor.execute(AGAIN)
        return self.too_slow() if isinstance(error, QueryCanceled) else None

    def is_lost(self) -> bool:
        """Whether there is no connection any more."""
        return self._driver.closed

    def close(self) -> None:
        self.connection.invalidate() if self.is_lost() else self.connection.close()

    def _row(self, statement: str, values: Bound) -> tuple[object, ...]:
        self.about_to_run()
        assert isinstance(values, tuple)
        try:
            found = self._cursor.execute(statement, values, prepare=True).fetchone()
        except Error as error:
            raise self.failure(error) or StatementRefusedError(str(error)) from error
        assert found is not None
        return found

    def _begin(self) -> None:
        self._limit = self.seconds_left
        try:
            self._cursor.execute(BEGIN.format(_milliseconds(self._limit)))
            position, day, table = self._found()
            assert isinstance(position, int)
            assert isinstance(day, int)
        except UndefinedTable as error:
            self._driver.rollback()
            raise CatalogueMissingError("there is no catalogue in the database: run `watchgraph rebuild`") from error
        except Error as error:
            self._driver.close()
            raise CatalogueUnreachableError(
                "The catalogue's database does not answer: ask again in a moment"
            ) from error
        self.file = self._database, table
        self._standing = Standing(position, day)

    def _found(self) -> tuple[object, ...]:
        self._cursor.set_result(-1)
        found = self._cursor.fetchone()
        if found is None:
            raise CatalogueMissingError("there is nothing in the database's catalogue: run `watchgraph rebuild`")
        return found

    def _end(self) -> None:
        if not self.is_lost():
            self._driver.rollback()


class PostgresReadings(Readings):
    """Readings of one database. url: of it, as libpq reads them."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._database = object()
        made = create_engine(
            "postgresql+psycopg://", creator=self._connect, poolclass=NullPool, use_native_hstore=False
        )
        super().__init__(made)

    def _connect(self) -> Driver[tuple[object, ...]]:
        driver = Driver.connect(self._url, autocommit=True, connect_timeout=CONNECT_SECONDS)
        driver.adapters.register_dumper(int, Int8Dumper)
        driver.prepared_max = STATEMENTS_KEPT
        driver.execute(SETTINGS)
        return driver

    def _look(self) -> None:
        pass  # names are looked up in each transaction, and lead to whatever was put there

    def _opened(self, connection: Connection) -> Reading:
        return PostgresReading(connection, self._database)

    def _is_current(self, reading: Reading) -> bool:
        return not (isinstance(reading, PostgresReading) and reading.is_lost())


def _milliseconds(seconds: float) -> int:
    """As PostgreSQL takes them, which reads 0 as any time; rounded up, so that it is not taken for that."""
    return 0 if seconds > LONGEST else max(int(seconds * 1000), 1)


LONGEST: Final = 1_000_000.0
