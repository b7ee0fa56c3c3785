"""Connections to one schema of a database: how each is set up, lent, and replaced when it died."""

import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, TypeVar

import psycopg
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

from watchgraph.postgresql.addresses import Address
from watchgraph.postgresql.errors import DatabaseRefusedError
from watchgraph.postgresql.failures import in_words, is_lost, unreachable

# What goes wrong is told to whoever asked, in words of ours: the driver need not log it, too.
logging.getLogger("psycopg").setLevel(logging.ERROR)

Connection: TypeAlias = psycopg.Connection[TupleRow]
ResultT = TypeVar("ResultT")

OLDEST: Final = 140_000
"""PostgreSQL 14: the oldest that is still looked after."""
MOST: Final = 16
"""Connections of one process to one schema."""
WAIT_SECONDS: Final = 5
"""How long a caller waits for a connection, while the server is away or all are lent."""
RECONNECT_SECONDS: Final = 2
"""How long the pool tries by itself: the next caller begins anew, with none of the growing pauses between its tries."""
PREPARE_AFTER: Final = 2
"""How often a statement is sent before it is prepared: a command line asks most things once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What connections are set to, in the first message that they send: nothing runs without bounds.

    schema: the only place where names are looked up. application: what the server's administrator sees.
    durable: what is committed is on the disk, although the server is set to answer before that.
    """

    schema: str
    application: str
    statement_seconds: int
    lock_seconds: int
    idle_seconds: int = 60
    durable: bool = False

    def keywords(self) -> dict[str, str | int | bool]:
        """As keyword arguments of a connection."""
        set_to: dict[str, str] = {
            "search_path": self.schema,
            "statement_timeout": f"{self.statement_seconds}s",
            "lock_timeout": f"{self.lock_seconds}s",
            "idle_in_transaction_session_timeout": f"{self.idle_seconds}s",
            "timezone": "UTC",
        }
        if self.durable:
            set_to["synchronous_commit"] = "on"
        return {
            "application_name": self.application,
            "client_encoding": "utf8",
            "options": " ".join(f"-c {name}={value}" for name, value in set_to.items()),
            "keepalives_idle": 30,
            "keepalives_interval": 10,
            "keepalives_count": 3,
            "tcp_user_timeout": 30_000,
            "autocommit": True,
            "prepare_threshold": PREPARE_AFTER,
        }


class Server:
    """Lends connections to one schema. Safe to share between threads; opened by the first that asks."""

    def __init__(self, address: Address, session: Session) -> None:
        self.address = address
        self._session = session
        self._keywords = {"connect_timeout": 5, **session.keywords(), **address.keywords()}
        self._lock = threading.Lock()
        self._pool: ConnectionPool[Connection] | None = None

    def connect(self) -> Connection:
        """Open a connection of the caller's own. Raises DatabaseRefusedError where there is none to be had."""
        try:
            connection = psycopg.connect(**self._keywords)  # type: ignore[arg-type]  # one dict of several kinds
        except psycopg.Error as error:
            raise unreachable(error, self.address) from error
        if connection.info.server_version < OLDEST:
            version = connection.info.parameter_status("server_version")
            connection.close()
            raise DatabaseRefusedError(
                f"PostgreSQL {version} is too old ({self.address}): it takes {OLDEST // 10_000} or newer."
            )
        return connection

    def durable(self, connection: Connection) -> "Server":
        """Return the server with commits that are on the disk when they return, if need be by a setting of our own.

        What asks for more than that, as standbys that have to agree, stays as it is.
        """
        if connection.execute("show synchronous_commit").fetchone() == ("off",):
            return Server(self.address, replace(self._session, durable=True))
        return self

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        """Lend a connection that commits each statement, unless a transaction is begun on it.

        Raises DatabaseUnavailableError and DatabaseRefusedError; after one that says `lost`, the next is a new one.
        """
        with in_words(self.address):
            try:
                with self._opened().connection() as connection:
                    yield connection
            except psycopg.Error as error:
                if is_lost(error):
                    self.mend()
                raise

    def again(self, work: Callable[[Connection], ResultT]) -> ResultT:
        """Do what may be done twice: once more where the connection turns out to have died. Raises as `lent` does."""
        try:
            with self._opened().connection() as connection:
                return work(connection)
        except psycopg.Error as error:
            if not (is_lost(error) or isinstance(error, psycopg.errors.SerializationFailure)):
                with in_words(self.address):
                    raise
        self.mend()
        with self.lent() as connection:
            return work(connection)

    def rows(self, query: str, values: Sequence[object] = ()) -> list[TupleRow]:
        """Read all rows of a query, in the server's binary form."""
        return self.again(lambda connection: connection.execute(query.encode(), values, binary=True).fetchall())

    def mend(self) -> None:
        """Throw away the connections that died, as all do when a server is restarted."""
        with suppress(psycopg.Error):
            self._opened().check()

    def close(self) -> None:
        """Close what is not lent."""
        with self._lock:
            if self._pool is not None:
                self._pool.close()
            self._pool = None

    def _opened(self) -> ConnectionPool[Connection]:
        with self._lock:
            if self._pool is None:
                self._pool = ConnectionPool(
                    kwargs=self._keywords,
                    min_size=0,
                    max_size=MOST,
                    timeout=WAIT_SECONDS,
                    reconnect_timeout=RECONNECT_SECONDS,
                    open=True,
                    num_workers=1,
                    name=f"watchgraph-{os.getpid()}",
                )
            return self._pool
