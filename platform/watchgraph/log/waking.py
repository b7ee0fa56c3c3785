"""Waiting for what others append: how a follower sleeps until there is something to fold."""

import sqlite3
import time
from pathlib import Path
from typing import Final, Protocol

LOOK_SECONDS: Final = 0.015
"""One look at a file costs microseconds: SQLite counts what other connections commit, of whatever process."""


class Wakes(Protocol):
    """For one thread at a time."""

    def wait(self, seconds: float) -> bool:
        """Return True as soon as somebody may have appended since the last call, False when the time is over.

        True the first time. A server that cannot be reached has nothing new; it is tried again until it can.
        """
        ...

    def close(self) -> None:
        """Let go of what it needed."""
        ...


class FileWakes:
    """As `Wakes`, of a SQLite file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._seen = 0

    def wait(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not self._moved():
            left = until - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(LOOK_SECONDS, left))
        return True

    def _moved(self) -> bool:
        if self._connection is None:
            self._connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            self._seen = 0
        before = self._seen
        self._seen = self._connection.execute("pragma data_version").fetchone()[0]
        return self._seen != before

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None
