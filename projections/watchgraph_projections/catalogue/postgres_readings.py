"""Readings of a PostgreSQL database: it counts the time of each statement itself, and may be gone at any moment."""

from contextlib import closing
from math import inf
from typing import Final, Self

import psycopg
from psycopg import Error
from psycopg.errors import QueryCanceled, UndefinedTable
from psycopg.types.numeric import Int8Dumper
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from watchgraph.errors import WatchgraphError
from watchgraph.postgresql import Address, DatabaseRefusedError, DatabaseUnavailableError
from watchgraph.postgresql.rights import check_readable
from watchgraph.postgresql.servers import Connection as Driver
from watchgraph.postgresql.servers import Server, Session
from watchgraph_projections.catalogue.connections import (
    Bound,
    CatalogueMissingError,
    Reading,
    Readings,
    StatementRefusedError,
)
from watchgraph_projections.catalogue.databases import check_layout
from watchgraph_projections.catalogue.dialects import Backend
from watchgraph_projections.catalogue.postgres_flights import Flights
from watchgraph_projections.catalogue.postgres_wire import Wire, milliseconds
from watchgraph_projections.catalogue.schemas import SCHEMA
from watchgraph_projections.catalogue.standing import Standing

MISSING: Final = "there is no catalogue in the database: run `watchgraph rebuild`"
SILENT: Final = "The catalogue's database does not answer now. Ask again in a moment"
NOTED: Final = """
select obj_description(oid, 'pg_namespace') from pg_namespace
where nspname = %s and obj_description(oid, 'pg_namespace') is not null
"""
"""The layout that was noted; no row where there are no tables."""
SESSION: Final = Session(
    schema=SCHEMA, application="watchgraph readings", statement_seconds=3600, lock_seconds=10, idle_seconds=600
)
"""A reading that nobody times, such as an export, may take as long."""
SETTINGS: Final = """
set default_transaction_read_only = on;
set jit = off;
set max_parallel_workers_per_gather = 0;
set plan_cache_mode = force_generic_plan
"""
"""Compiling to machine code, and planning anew for each value, take longer than what they save."""
BEGIN: Final = """
begin isolation level repeatable read read only;
set local statement_timeout = {};
lock table standing in access share mode;
savepoint asked;
select position, day, tableoid::bigint from standing
"""
"""What follows sees one state, of tables that no others take the place of. A statement that fails leaves the rest as it
is."""
AGAIN: Final = "rollback to savepoint asked"
HALF: Final = 2
AT_ONCE_SECONDS: Final = 10.0
"""How long a server may take to what is no work; one that takes longer hears nobody."""


class PostgresReading(Reading):
    """A reading of a database."""

    backend = Backend.POSTGRESQL

    def __init__(self, connection: Connection, database: object) -> None:
        super().__init__(connection, database)
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        self._driver = driver
        self._wire = Wire(driver)
        self._database = database
        self._limit = inf

    def allow(self, seconds: float) -> None:
        super().allow(seconds)
        self._limit = inf

    def about_to_run(self, statement: str) -> None:
        super().about_to_run(statement)
        left = self.seconds_left
        if left * HALF < self._limit:
            self._wire.run(f"set local statement_timeout = {milliseconds(left)}", left)
            self._limit = left

    def failure(self, error: BaseException) -> WatchgraphError | None:
        if not isinstance(error, Error):
            return None
        if not self.is_lost():
            self._go_on()
        if self.is_lost():
            return DatabaseUnavailableError(SILENT, lost=True)
        return self.too_slow() if isinstance(error, QueryCanceled) else None

    def is_lost(self) -> bool:
        """Whether there is no connection any more."""
        return self._driver.closed

    def close(self) -> None:
        if self.is_lost() and not self.connection.invalidated:
            self.connection.invalidate()
        self.connection.close()

    def _row(self, statement: str, values: Bound) -> tuple[object, ...]:
        assert isinstance(values, tuple)
        try:
            self.about_to_run(statement)
            found = self._wire.row(statement, values, self.seconds_left)
        except Error as error:
            raise self.failure(error) or StatementRefusedError(str(error)) from error
        assert found is not None, "it gives one row"
        return found

    def _begin(self) -> None:
        self._limit = self.seconds_left
        try:
            found = self._wire.run(BEGIN.format(milliseconds(self._limit)), self._limit)
        except UndefinedTable as error:
            raise CatalogueMissingError(MISSING) from error
        except Error as error:
            self._driver.close()
            raise DatabaseUnavailableError(SILENT) from error
        if found is None:
            raise CatalogueMissingError(MISSING)
        self._stand(*found)

    def _stand(self, position: object, day: object, table: object) -> None:
        assert isinstance(position, int)
        assert isinstance(day, int)
        self.file = self._database, table
        self._standing = Standing(position, day)

    def _go_on(self) -> None:
        """Undo what failed, so that what is read next stands as it did before."""
        self._wire.forget()
        try:
            self._wire.run(AGAIN, AT_ONCE_SECONDS)
        except Error:
            self._driver.close()

    def _end(self) -> None:
        """Commit what wrote nothing: after a rollback psycopg forgets what is prepared."""
        if self.is_lost():
            return
        try:
            self._wire.run("commit", AT_ONCE_SECONDS)
            self.connection.commit()
        except (Error, SQLAlchemyError):
            self._driver.close()


class PostgresReadings(Readings):
    """Readings of one database."""

    def __init__(self, address: Address) -> None:
        self._server = Server(address, SESSION)
        made = create_engine(
            "postgresql+psycopg://", creator=self._connect, poolclass=NullPool, use_native_hstore=False
        )
        super().__init__(made)
        self._database = object()

    @classmethod
    def of(cls, address: Address) -> Self:
        """Reach the database; later on it is only away for a while.

        Raises DatabaseRefusedError where it cannot be reached, or the role may not read, CatalogueMissingError and
        OtherLayoutError.
        """
        made = cls(address)
        with closing(made._server.connect()) as connection:  # it is of this class
            check_readable(connection, SCHEMA, address)
            noted = connection.execute(NOTED, (SCHEMA,)).fetchone()
        if noted is None:
            raise CatalogueMissingError(MISSING)
        check_layout(int(noted[0]), str(address))
        return made

    def flights(self, seconds: float) -> Flights:
        """Make a way to read on a running loop. seconds: how long a statement may take."""

        def connect() -> Driver:
            driver = self._connect()
            driver.execute(f"set statement_timeout = {milliseconds(seconds)}")
            return driver

        return Flights(connect, self._database, seconds)

    def _connect(self) -> Driver:
        try:
            driver = self._server.connect()
        except DatabaseRefusedError as error:
            raise DatabaseUnavailableError(SILENT) from error
        driver.adapters.register_dumper(int, Int8Dumper)
        driver.execute(SETTINGS)
        return driver

    def _look(self) -> None:
        pass  # names are looked up in each transaction, and lead to whatever was put there

    def _opened(self, connection: Connection) -> Reading:
        return PostgresReading(connection, self._database)

    def _is_current(self, reading: Reading) -> bool:
        return not (isinstance(reading, PostgresReading) and reading.is_lost())
