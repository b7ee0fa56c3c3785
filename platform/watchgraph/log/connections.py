"""Connections to the log's file: one that writes, and as many that read as are in use at once."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchgraph.log import tables

WRITER_CACHE_KIB = 16_384
"""An import's random ids touch the index all over: with this much of it in memory pages are written once."""


class Connections:
    """Safe to share between threads: one writes at a time, each reader has a connection to itself."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._writer = _connect(path)
        self._writer.execute(f"pragma cache_size = -{WRITER_CACHE_KIB}")
        self._writer.executescript(tables.SCHEMA)
        self._idle: list[sqlite3.Connection] = []

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend the writer in a transaction; it is on disk when the block ends, undone where the block raises."""
        with self._lock, self._writer as connection:
            connection.execute("begin immediate")
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that cannot write."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = _connect(self._path)
            connection.execute("pragma query_only = on")
        try:
            yield connection
        finally:
            self._idle.append(connection)

    def close(self) -> None:
        """Close all that are not lent."""
        with self._lock:
            self._writer.close()
            while self._idle:
                self._idle.pop().close()


def _connect(path: Path) -> sqlite3.Connection:
    """Open a connection whose commits are on the disk when they return; transactions are begun by hand."""
    connection = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    return connection
