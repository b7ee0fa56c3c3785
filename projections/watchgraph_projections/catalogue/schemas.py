"""A catalogue in a schema of a PostgreSQL database. Imported only where the settings name such a database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Final, Self
from zlib import crc32

import psycopg
from psycopg.sql import SQL, Composable, Identifier
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool

from watchgraph.postgresql import Address, DatabaseUnavailableError
from watchgraph.postgresql.failures import in_words, refusal
from watchgraph.postgresql.servers import Connection as Driver
from watchgraph.postgresql.servers import Server, Session
from watchgraph_projections.catalogue.copying import CopyingWriter
from watchgraph_projections.catalogue.writing import WRITER

SCHEMA: Final = "watchgraph_catalogue"
BUILDING: Final = "_building"
FORMER: Final = "_former"
APART: Final = "_verify"
OURS: Final = 0x57617467
"""First half of the keys of our advisory locks; the second says what is locked."""
BUSY_SECONDS: Final = 30
POLL_SECONDS: Final = 0.2
LONGEST_SECONDS: Final = 3600
"""How long one that wants to build waits for another, and what a writer's statement, or its silence, may take."""

_LAYOUT = "select obj_description(to_regnamespace(%s), 'pg_namespace'), to_regnamespace(%s) is not null"
_TABLES = "select relname from pg_class where relnamespace = to_regnamespace(%s) and relkind = 'r' order by 1"
_ROOM = """
select coalesce(sum(pg_total_relation_size(oid)), 0) from pg_class
where relnamespace = to_regnamespace(%s) and relkind = 'r'
"""
_DEAD = "select sum(n_dead_tup) > 0 from pg_stat_user_tables where schemaname = %s"
_READERS = """
select distinct coalesce(rolname, '') from pg_namespace cross join aclexplode(nspacl)
left join pg_roles on pg_roles.oid = grantee
where nspname = %s and privilege_type = 'USAGE' and grantee <> nspowner
"""
_WRITING = (
    "set synchronous_commit = off; set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off"
)
"""What a crash takes of a cache the log brings back. A writer looks up rows by their keys, and does so before anything
is known of how many there are: it must not read whole tables because they were empty a moment ago."""
_READING = "set default_transaction_read_only = on; set default_transaction_isolation = 'repeatable read'"
_NAME = re.compile("[a-z][a-z0-9_]{0,40}")


@dataclass(frozen=True, slots=True)
class CatalogueSchema:
    """The place of a catalogue that lies in a schema of a database."""

    address: Address
    name: str = SCHEMA

    def __post_init__(self) -> None:
        """Keep names plain: they stand in statements and in the search path."""
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is no plain name of a schema")

    def engine(self, *, write: bool) -> Engine:
        """Raises DatabaseRefusedError and DatabaseUnavailableError as soon as it is used."""
        made = create_engine(
            "postgresql+psycopg://",
            creator=lambda: self._opened(write=write),
            poolclass=QueuePool,
            pool_size=1,
            pool_pre_ping=True,
            use_native_hstore=False,
            execution_options={WRITER: CopyingWriter(self.address)} if write else {},
        )
        event.listen(made, "handle_error", self._failed)
        if write:
            lock = f"select pg_advisory_xact_lock({OURS}, {self._number('write')})"
            event.listen(made, "begin", lambda connection: connection.exec_driver_sql(lock))
        return made

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Nothing is put in its place meanwhile: who waits for that comes before the first look."""
        engine = self.engine(write=False)
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("lock table standing in access share mode")
                yield connection
        finally:
            engine.dispose()

    def room(self) -> int:
        with self._at_once() as connection:
            row = connection.execute(_ROOM, (self.name,)).fetchone()
        return int(row[0]) if row else 0

    def _opened(self, *, write: bool) -> Driver:
        connection = self._connect()
        connection.execute("set jit = off")
        connection.execute(_WRITING if write else _READING)
        connection.autocommit = False
        return connection

    def _connect(self) -> Driver:
        session = Session(
            schema=self.name,
            application="watchgraph catalogue",
            statement_seconds=LONGEST_SECONDS,
            lock_seconds=BUSY_SECONDS,
            idle_seconds=LONGEST_SECONDS,
        )
        return Server(self.address, session).connect()

    def _failed(self, context: ExceptionContext) -> None:
        """Say it in words; a connection that turns out to be dead before it is lent is made anew without any."""
        error = context.original_exception
        known = refusal(error, self.address) if isinstance(error, psycopg.Error) and not context.is_pre_ping else None
        if known is not None:
            raise known from error

    @contextmanager
    def _at_once(self) -> Iterator[Driver]:
        """Lend a connection of its own on which each statement is committed by itself."""
        with self._connect() as connection, in_words(self.address):
            yield connection

    def _number(self, what: str) -> int:
        """Tell our locks apart: one for each schema and purpose."""
        return crc32(f"{self.name} {what}".encode()) - 2**31

    def layout(self) -> int | None:
        with self._at_once() as connection:
            row = connection.execute(_LAYOUT, (self.name, self.name)).fetchone()
        assert row is not None
        comment, there = row
        return (int(comment) if comment else 0) if there else None

    def identity(self) -> str:
        """The name: statements find the tables by it, whatever was put there since they were made."""
        return self.name

    @property
    def beside(self) -> Self:
        return type(self)(self.address, self.name + BUILDING)

    @property
    def apart(self) -> Self:
        return type(self)(self.address, self.name + APART)

    @contextmanager
    def building_alone(self) -> Iterator[None]:
        until = monotonic() + LONGEST_SECONDS
        with self._at_once() as connection:
            while not self._may_build(connection):
                if monotonic() > until:
                    raise DatabaseUnavailableError(
                        f"Another program has been building the catalogue for an hour ({self.address}). Is it alive?"
                    )
                sleep(POLL_SECONDS)
            yield

    def _may_build(self, connection: Driver) -> bool:
        """Ask, but never wait inside of a statement: what it sees would have to be kept for it."""
        asked = connection.execute("select pg_try_advisory_lock(%s, %s)", (OURS, self._number("build")))
        return asked.fetchone() == (True,)

    def settle(self) -> None:
        self._vacuum()

    def swap(self) -> None:
        """Wait for readers in the middle of something, and let those who could read the former tables read these."""
        former, beside = type(self)(self.address, self.name + FORMER), self.beside
        former.remove()
        with self._at_once() as connection, connection.transaction():
            connection.execute("select pg_advisory_xact_lock(%s, %s)", (OURS, self._number("write")))
            for reader in _readers(connection, self.name):
                _let_read(connection, beside.name, reader)
            if connection.execute("select to_regclass(%s)", (f"{self.name}.standing",)).fetchone() != (None,):
                connection.execute(SQL("lock table {}").format(Identifier(self.name, "standing")))
            if connection.execute("select to_regnamespace(%s)", (self.name,)).fetchone() != (None,):
                _rename(connection, self.name, former.name)
            _rename(connection, beside.name, self.name)
        former.remove()

    def must_forget(self) -> bool:
        with self._at_once() as connection:
            there = connection.execute("select to_regclass('search_forgetting')").fetchone() != (None,)
            return there and connection.execute("select 1 from search_forgetting").fetchone() is not None

    def forget(self, connection: Connection) -> None:
        """Take out the dead rows, and what the index and the planner's statistics still know of them.

        A row stays as long as a transaction begun before could see it.
        """
        with self._at_once() as other:
            noted = other.execute("select coalesce(array_agg(since), '{}') from search_forgetting").fetchone()
        until = monotonic() + BUSY_SECONDS
        while self._vacuum() and monotonic() < until:
            sleep(POLL_SECONDS)
        with self._at_once() as other:
            other.execute(SQL("reindex index {}").format(Identifier(self.name, "search_entry_words")))
            other.execute("delete from search_forgetting where since = any(%s)", noted)
        if not self.name.endswith((BUILDING, APART)):
            self._remove_left_behind()

    def _remove_left_behind(self) -> None:
        """A build under way ends with the redaction folded; only one that died holds what must go."""
        with self._at_once() as connection:
            if self._may_build(connection):
                self.beside.remove()

    def _vacuum(self) -> bool:
        """Tidy up; tell whether dead rows are left."""
        with self._at_once() as connection:
            tables = [Identifier(self.name, name) for (name,) in connection.execute(_TABLES, (self.name,))]
            if tables:
                connection.execute(SQL("vacuum (analyze) {}").format(SQL(", ").join(tables)))
            return connection.execute(_DEAD, (self.name,)).fetchone() == (True,)

    def remove(self) -> None:
        with self._at_once() as connection:
            connection.execute(SQL("drop schema if exists {} cascade").format(Identifier(self.name)))


def _rename(connection: Driver, before: str, after: str) -> None:
    connection.execute(SQL("alter schema {} rename to {}").format(Identifier(before), Identifier(after)))


def _readers(connection: Driver, schema: str) -> list[Composable]:
    """The roles that the schema is open to, but for its owner."""
    return [Identifier(role) if role else SQL("public") for (role,) in connection.execute(_READERS, (schema,))]


def _let_read(connection: Driver, schema: str, reader: Composable) -> None:
    connection.execute(SQL("grant usage on schema {} to {}").format(Identifier(schema), reader))
    connection.execute(SQL("grant select on all tables in schema {} to {}").format(Identifier(schema), reader))
