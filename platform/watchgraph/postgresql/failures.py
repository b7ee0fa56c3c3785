"""What failures of the driver mean: refusals in words, without any secret."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg_pool import PoolTimeout

from watchgraph.errors import WatchgraphError
from watchgraph.postgresql.addresses import Address
from watchgraph.postgresql.errors import DatabaseRefusedError, DatabaseUnavailableError

LOST: Final = ("08", "57P")
"""How the codes begin of what ends a connection: it broke, or the server shuts down, starts, or has waited enough."""
BUSY: Final = (
    psycopg.errors.DeadlockDetected,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.QueryCanceled,
    psycopg.errors.SerializationFailure,
)
FULL: Final = (psycopg.errors.DiskFull, psycopg.errors.OutOfMemory, psycopg.errors.TooManyConnections)
DENIED: Final = (psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)

ADVICE: Final = {
    "password authentication failed": "User or password is wrong.",
    "no password supplied": "The setting names no password, and there is none in PGPASSWORD or the password file.",
    "no pg_hba.conf entry": "The server lets nobody in from here under this name.",
    "does not exist": "Make it, or name another.",
    "permission denied for database": "The role may not connect to it.",
    "is not permitted to log in": "The role may not log in.",
    "Connection refused": "Is the server running, and is this its port?",
    "could not translate host name": "There is no such host.",
    "failed to resolve host": "There is no such host.",
    "timeout expired": "Is the server running, and can it be reached from here?",
    "starting up": "Try again in a moment.",
}
"""What libpq or the server says (in English, as servers mostly do), and what follows from it."""


@contextmanager
def in_words(address: Address) -> Iterator[None]:
    """Turn the driver's errors into ours; those that are faults of a statement stay as they are."""
    try:
        yield
    except psycopg.Error as error:
        known = refusal(error, address)
        if known is None:
            raise
        raise known from error


def refusal(error: psycopg.Error, address: Address) -> WatchgraphError | None:
    """Say what failed; None where a statement of ours is at fault."""
    if isinstance(error, PoolTimeout):
        return DatabaseUnavailableError(f"PostgreSQL does not answer ({address}). Try again in a moment.")
    if is_lost(error):
        return DatabaseUnavailableError(f"The connection to PostgreSQL broke ({address}). Try again.", lost=True)
    if isinstance(error, BUSY):
        return DatabaseUnavailableError(f"PostgreSQL was busy for too long ({address}). Try again.")
    if isinstance(error, FULL):
        return DatabaseUnavailableError(f"PostgreSQL has no room: {_said(error)} ({address}).")
    if isinstance(error, DENIED):
        return DatabaseRefusedError(f"PostgreSQL refuses: {_said(error)} ({address}).")
    return unreachable(error, address) if error.sqlstate is None else None


def is_lost(error: psycopg.Error) -> bool:
    """Tell whether the connection is gone, rather than a statement wrong."""
    if isinstance(error, psycopg.InterfaceError) or (error.sqlstate or "").startswith(LOST):
        return True
    said = str(error)
    return isinstance(error, psycopg.OperationalError) and error.sqlstate is None and "connection failed" not in said


def unreachable(error: psycopg.Error, address: Address) -> DatabaseRefusedError:
    """Say why no connection came about."""
    said = _said(error)
    advice = next((words for sign, words in ADVICE.items() if sign in said), "")
    return DatabaseRefusedError(f"Cannot use PostgreSQL ({address}): {said}." + (f" {advice}" if advice else ""))


def _said(error: psycopg.Error) -> str:
    """Give what the server or libpq said, in one line, without what we say ourselves."""
    lines = [error.diag.message_primary] if error.diag.message_primary else str(error).strip().splitlines()
    told = next((line for line in reversed(lines) if " failed: " in line), lines[0] if lines else type(error).__name__)
    return told.rpartition("FATAL:")[2].rpartition(" failed: ")[2].strip().rstrip(".")
