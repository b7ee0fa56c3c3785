"""Who leads: of all processes that could move a projection on, one does, and another takes over when it is gone.

A lease orders the work; that nothing is folded twice the database's own lock sees to, with or without it. It is held as
long as its holder lives: what ends the process ends the lease, and no clock has to run out.
"""

import os
import socket
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol, Self

import msgspec

AT_ONCE: Final = 0.0


class Leader(msgspec.Struct, frozen=True, kw_only=True):
    """What the leader of a projection tells all others.

    projection: its name. holder: host and process. since: when it began to lead (UTC). failure: what stopped it; None
    while all is well.
    """

    projection: str
    holder: str
    since: datetime
    failure: str | None = None

    @classmethod
    def here(cls, projection: str, failure: str | None = None) -> Self:
        """This process as a leader, from now on."""
        holder = f"{socket.gethostname()}/{os.getpid()}"
        return cls(projection=projection, holder=holder, since=datetime.now(UTC), failure=failure)


class Lease(Protocol):
    """The right to move one projection on. For one thread."""

    @property
    def projection(self) -> str:
        """Its name."""
        ...

    def check(self) -> None:
        """Make sure that it can be taken, now or once its holder is gone. Raises what refuses the settings."""
        ...

    def take(self) -> bool:
        """Take the lease, or make sure that it is still held; tell whether it is. Never waits."""
        ...

    def tell(self, failure: str | None) -> None:
        """Let all others know what stopped the projection, or that all is well again. Only its holder may."""
        ...

    def leader(self) -> Leader | None:
        """Who led last, as it told; None where nobody ever did."""
        ...

    def close(self) -> None:
        """Let go of the lease, so that another may take it."""
        ...


class FileLease:
    """A lease for the processes of one machine: a lock on a file in the store's folder."""

    def __init__(self, folder: Path, projection: str) -> None:
        self.projection = projection
        self._lock = folder / f"{projection}.leader"
        self._told = folder / f"{projection}.leader.json"
        self._held: sqlite3.Connection | None = None

    def check(self) -> None:
        return

    def take(self) -> bool:
        if self._held is not None:
            return True
        connection = sqlite3.connect(self._lock, timeout=AT_ONCE, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("begin exclusive")
        except sqlite3.OperationalError:
            connection.close()
            return False
        self._held = connection
        self.tell(None)
        return True

    def tell(self, failure: str | None) -> None:
        new = self._told.with_name(f"{self._told.name}.new")
        new.write_bytes(msgspec.json.encode(Leader.here(self.projection, failure)))
        new.replace(self._told)

    def leader(self) -> Leader | None:
        try:
            return msgspec.json.decode(self._told.read_bytes(), type=Leader)
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def close(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.close()
