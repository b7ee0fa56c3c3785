"""One Neo4j database, asked from any thread: the official driver's pool on a loop of its own, with time-outs."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Final

from anyio import fail_after
from anyio.from_thread import BlockingPortal, start_blocking_portal
from neo4j import AsyncDriver, AsyncGraphDatabase, AsyncManagedTransaction, AsyncSession, unit_of_work
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DatabaseError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    TransientError,
)

from watchgraph_projections.graph.neo4j.errors import RETRY_SECONDS, GraphUnavailableError, GraphUnusableError

CONNECT_SECONDS: Final = 3
POOL: Final = 20
IDLE_SECONDS: Final = 30
"""A connection that nobody used for so long is tried before it is used again: the server may have been restarted."""

Values = Mapping[str, object]
Row = Sequence[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the database is and who asks. database: None for the server's usual one. The password is never shown."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with the values bound to its parameters."""

    text: str
    values: Values = field(default_factory=dict)


class Server:
    """Runs statements in managed transactions. Threads share it.

    seconds: how long one transaction may take. retry_seconds: how long one that failed through no fault of its own is
    tried again. Everything raises GraphUnavailableError where the server does not answer, and GraphUnusableError where
    it refuses whoever asks.
    """

    def __init__(self, address: Address, *, seconds: float = 5, retry_seconds: float = 1) -> None:
        self.address = address
        self.seconds = seconds
        self._retry_seconds = retry_seconds
        self._down_until = 0.0
        self._running = start_blocking_portal()
        self._portal: BlockingPortal = self._running.__enter__()
        try:
            self._driver = self._portal.call(self._made)
        except BaseException:
            self._running.__exit__(None, None, None)
            raise

    def close(self) -> None:
        """Close all connections and end the loop."""
        self._portal.call(self._driver.close)
        self._running.__exit__(None, None, None)

    async def _made(self) -> AsyncDriver:
        try:
            return AsyncGraphDatabase.driver(
                self.address.uri,
                auth=(self.address.user, self.address.password),
                max_connection_pool_size=POOL,
                connection_timeout=CONNECT_SECONDS,
                connection_acquisition_timeout=CONNECT_SECONDS + 2,
                max_transaction_retry_time=self._retry_seconds,
                liveness_check_timeout=IDLE_SECONDS,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
                user_agent="watchgraph",
            )
        except (ConfigurationError, DriverError, ValueError):
            raise GraphUnusableError(
                f"WATCHGRAPH_NEO4J_URI {_plain(self.address.uri)!r} is no address of a Neo4j server: "
                "write bolt://host:7687 or neo4j+s://host"
            ) from None  # what the driver says repeats a password that was written into the address

    def read(self, text: str, *, until: float | None = None, **values: object) -> list[Row]:
        """Give the rows of a statement that changes nothing. until: by when (monotonic) it has to be done."""
        self._check_up()
        seconds = self.seconds if until is None else min(self.seconds, until - monotonic())
        if seconds <= 0:
            raise self._too_slow()
        with self._told():
            return self._portal.call(partial(self._read, Statement(text, values), seconds))

    def write(self, statements: Sequence[Statement]) -> list[list[Row]]:
        """Run statements in one transaction; give the rows of each. It may be run twice: it must bear that."""
        with self._told():
            return self._portal.call(partial(self._write, statements))

    def alone(self, text: str, **values: object) -> list[Row]:
        """Run a statement that has transactions of its own; it is not tried again."""
        with self._told():
            return self._portal.call(partial(self._alone, Statement(text, values)))

    def agent(self) -> str:
        """What the server calls itself: `Neo4j/5.26.0`."""
        self._check_up()
        with self._told():
            info = self._portal.call(self._driver.get_server_info)
        return str(info.agent)

    async def _read(self, statement: Statement, seconds: float) -> list[Row]:
        async with self._session(seconds) as session:
            return await session.execute_read(unit_of_work(timeout=seconds)(_run), statement)

    async def _write(self, statements: Sequence[Statement]) -> list[list[Row]]:
        async with self._session(self.seconds) as session:
            return await session.execute_write(unit_of_work(timeout=self.seconds)(_run_all), statements)

    async def _alone(self, statement: Statement) -> list[Row]:
        async with self._driver.session(database=self.address.database) as session:
            result = await session.run(statement.text, dict(statement.values))
            return list(await result.values())

    @asynccontextmanager
    async def _session(self, seconds: float) -> AsyncIterator[AsyncSession]:
        """Lend a session for as long as a transaction may take, be the server silent: it cannot time itself then."""
        with fail_after(seconds + self._retry_seconds + CONNECT_SECONDS):
            async with self._driver.session(database=self.address.database) as session:
                yield session

    def _check_up(self) -> None:
        """Let nobody wait for a server that was just found down."""
        if monotonic() < self._down_until:
            raise _unavailable("does not answer")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the driver's errors into ours, without any secret. What is a fault of ours stays what it is."""
        try:
            yield
        except AuthError as error:
            raise GraphUnusableError(
                f"Neo4j at {self.where} refuses the user {self.address.user!r}: "
                "check WATCHGRAPH_NEO4J_USER and WATCHGRAPH_NEO4J_PASSWORD"
            ) from error
        except (TransientError, ServiceUnavailable, DriverError, OSError) as error:
            self._down_until = monotonic() + RETRY_SECONDS / 2
            raise _unavailable("does not answer") from error
        except ClientError as error:
            raise self._refused(error) from error
        except DatabaseError as error:
            raise _unavailable(f"failed ({error.code})") from error

    def _refused(self, error: Neo4jError) -> Exception:
        code = error.code or ""
        if code == "Neo.ClientError.Database.DatabaseNotFound":
            return GraphUnusableError(
                f"Neo4j at {self.where} has no database {self.address.database!r}: check WATCHGRAPH_NEO4J_DATABASE"
            )
        if code.startswith("Neo.ClientError.Security."):
            reason = code.rpartition(".")[2]
            return GraphUnusableError(f"Neo4j at {self.where} does not let {self.address.user!r} do this ({reason})")
        if "TransactionTimedOut" in code or code.endswith("Transaction.Terminated"):
            return self._too_slow()
        return error

    def _too_slow(self) -> GraphUnavailableError:
        return _unavailable(f"takes longer than {self.seconds:g} seconds: ask for less")

    @property
    def where(self) -> str:
        """The address as it may be told."""
        return _plain(self.address.uri)


def _unavailable(how: str) -> GraphUnavailableError:
    """Callers read it: it does not say where the database is."""
    return GraphUnavailableError(f"The graph's database {how}")


def _plain(uri: str) -> str:
    """The address without what somebody may have written before an @."""
    scheme, mark, rest = uri.rpartition("://")
    return scheme + mark + rest.rpartition("@")[2]


async def _run(transaction: AsyncManagedTransaction, statement: Statement) -> list[Row]:
    result = await transaction.run(statement.text, dict(statement.values))
    return list(await result.values())


async def _run_all(transaction: AsyncManagedTransaction, statements: Sequence[Statement]) -> list[list[Row]]:
    return [await _run(transaction, statement) for statement in statements]
