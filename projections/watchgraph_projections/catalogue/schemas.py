"""A catalogue in a schema of a PostgreSQL database. Imported only where the settings name such a database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Self
from zlib import crc32

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from watchgraph_projections.catalogue.copying import CopyingWriter
from watchgraph_projections.catalogue.writing import WRITER

SCHEMA: Final = "watchgraph_catalogue"
BUILDING: Final = "_building"
FORMER: Final = "_former"
OURS: Final = 0x57617467
"""First half of the keys of our advisory locks; the second says what is locked."""
CONNECT_SECONDS: Final = 10
BUILDING_SECONDS: Final = 3600
"""How long one that wants to build waits for another, and a statement or a silent transaction of a writer may take."""
BUSY_SECONDS: Final = 30

_MAINTAINED = "select relname from pg_class where relnamespace = to_regnamespace(%s) and relkind = 'r' order by 1"
_LAYOUT = "select obj_description(to_regnamespace(%s), 'pg_namespace'), to_regnamespace(%s) is not null"
_WRITER = {
    "synchronous_commit": "off",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "statement_timeout": f"{BUILDING_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{BUILDING_SECONDS}s",
}
"""What a crash takes of a cache the log brings back. A writer looks up rows by their keys, and does so before anything
is known of how many there are: it must not read whole tables because they were empty a moment ago."""
_READER = {"default_transaction_read_only": "on"}
_ANY = {"jit": "off", "client_min_messages": "warning", "lock_timeout": f"{BUSY_SECONDS}s"}
_NAME = re.compile("[a-z][a-z0-9_]{0,40}")


@dataclass(frozen=True, slots=True)
class CatalogueSchema:
    """The place of a catalogue that lies in a schema. url: of the database, with whatever it takes to get in."""

    url: str = field(repr=False)
    name: str = SCHEMA

    def __post_init__(self) -> None:
        """Keep names plain: they stand in statements and in the search path."""
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is no plain name of a schema")

    def engine(self, *, write: bool) -> Engine:
        settings = {"search_path": self.name, **_ANY, **(_WRITER if write else _READER)}
        made = create_engine(
            "postgresql+psycopg://",
            creator=lambda: self._connect(settings),
            poolclass=QueuePool,
            pool_size=1,
            pool_pre_ping=True,
            use_native_hstore=False,
            execution_options={WRITER: CopyingWriter()} if write else {},
        )
        if write:
            lock = f"select pg_advisory_xact_lock({OURS}, {self._number('write')})"
            event.listen(made, "begin", lambda connection: connection.exec_driver_sql(lock))
        return made

    def _connect(self, settings: dict[str, str] | None = None) -> psycopg.Connection:
        connection = psycopg.connect(self.url, autocommit=True, connect_timeout=CONNECT_SECONDS)
        if settings:
            parts = [SQL("select set_config({}, {}, false)").format(*each) for each in settings.items()]
            connection.execute(SQL("; ").join(parts))
            connection.autocommit = False
        return connection

    def _number(self, what: str) -> int:
        """Tell our locks apart: one for each schema and purpose."""
        return crc32(f"{self.name} {what}".encode()) - 2**31

    def layout(self) -> int | None:
        with self._connect() as connection:
            row = connection.execute(_LAYOUT, (self.name, self.name)).fetchone()
        assert row is not None
        comment, there = row
        return (int(comment) if comment else 0) if there else None

    def identity(self) -> str:
        """The name: statements find the tables by it, whatever was put there since they were made."""
        return self.name

    @property
    def beside(self) -> Self:
        return type(self)(self.url, self.name + BUILDING)

    @contextmanager
    def building_alone(self) -> Iterator[None]:
        with self._connect() as connection:
            connection.execute(f"set lock_timeout = '{BUILDING_SECONDS}s'")
            connection.execute("select pg_advisory_lock(%s, %s)", (OURS, self._number("build")))
            yield

    def settle(self) -> None:
        self._vacuum()

    def swap(self) -> None:
        """Readers in the middle of something keep the former tables until they are done."""
        former = Identifier(self.name + FORMER)
        with self._connect() as connection:
            connection.execute(SQL("drop schema if exists {} cascade").format(former))
            with connection.transaction():
                connection.execute("select pg_advisory_xact_lock(%s, %s)", (OURS, self._number("write")))
                if connection.execute("select to_regclass(%s)", (f"{self.name}.standing",)).fetchone() != (None,):
                    connection.execute(SQL("lock table {}").format(Identifier(self.name, "standing")))
                    connection.execute(SQL("alter schema {} rename to {}").format(Identifier(self.name), former))
                else:
                    connection.execute(SQL("drop schema if exists {}").format(Identifier(self.name)))
                names = Identifier(self.beside.name), Identifier(self.name)
                connection.execute(SQL("alter schema {} rename to {}").format(*names))
            connection.execute(SQL("drop schema if exists {} cascade").format(former))

    def forget(self, connection: Connection) -> None:
        """Take out the dead rows, and what the index and the planner's statistics still know of them."""
        self._vacuum()
        with self._connect() as other:
            other.execute(SQL("reindex index concurrently {}").format(Identifier(self.name, "search_entry_words")))
        if not self.name.endswith(BUILDING):
            self._remove_left_behind()

    def _remove_left_behind(self) -> None:
        """A build under way ends with the redaction folded; only one that died holds what must go."""
        with self._connect() as connection:
            key = (OURS, self._number("build"))
            row = connection.execute("select pg_try_advisory_lock(%s, %s)", key).fetchone()
            if row == (True,):
                self.beside.remove()

    def _vacuum(self) -> None:
        with self._connect() as connection:
            tables = [Identifier(self.name, name) for (name,) in connection.execute(_MAINTAINED, (self.name,))]
            if tables:
                connection.execute(SQL("vacuum (analyze) {}").format(SQL(", ").join(tables)))

    def remove(self) -> None:
        with self._connect() as connection:
            connection.execute(SQL("drop schema if exists {} cascade").format(Identifier(self.name)))
