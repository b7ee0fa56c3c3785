"""Logs on temporary folders, and the same rows written with nothing around them."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from watchgraph.log import KeyStore, Log, tables
from watchgraph.log.connections import Connections

TODAY = 20261123

EventRow = tuple[str, int, str, bytes]
CommandRow = tuple[str, str, int, str | None]
Commit = tuple[list[EventRow], CommandRow]


@contextmanager
def empty_log() -> Iterator[Log]:
    """Open a log in a folder of its own, deleted afterwards."""
    with TemporaryDirectory(prefix="watchgraph-bench-") as folder, opened(Path(folder)) as log:
        yield log


@contextmanager
def opened(folder: Path) -> Iterator[Log]:
    """Open the log of a folder."""
    with closing(KeyStore.open(folder / "keys.sqlite")) as keys, closing(Log.open(folder / "log.sqlite", keys)) as log:
        yield log


@contextmanager
def copied(log: Log) -> Iterator[Log]:
    """Open a copy of a log and its keys."""
    with TemporaryDirectory(prefix="watchgraph-bench-") as folder:
        for name in ("log.sqlite", "keys.sqlite"):
            _copy(log.path.with_name(name), Path(folder) / name)
        with opened(Path(folder)) as copy:
            yield copy


def _copy(path: Path, to: Path) -> None:
    with closing(sqlite3.connect(path)) as original, closing(sqlite3.connect(to)) as copy:
        original.backup(copy)


@contextmanager
def raw_log(copy_of: Path | None = None) -> Iterator[Connections]:
    """Open a log's tables with a log's pragmas and nothing around them: empty, or a copy of a log."""
    with TemporaryDirectory(prefix="watchgraph-bench-") as folder:
        path = Path(folder) / "log.sqlite"
        if copy_of is not None:
            _copy(copy_of, path)
        with closing(Connections(path)) as connections:
            yield connections


def stored_events(log: Log, after: int = 0) -> list[EventRow]:
    """Read the rows of the log's events behind a position."""
    return [row[1:] for row in log.rows(after, log.head())]


def stored_commands(log: Log, after: int = 0) -> list[CommandRow]:
    """Read the rows of the log's commands behind a position."""
    query = "select command, digest, position, about from commands where position > ? order by position"
    with closing(sqlite3.connect(log.path)) as connection:
        return list(connection.execute(query, (after,)))


def commits_of(log: Log, after: int = 0) -> list[Commit]:
    """Read the log's rows behind a position, commit by commit."""
    events, start, commits = stored_events(log, after), after, []
    for command in stored_commands(log, after):
        commits.append((events[start - after : command[2] - after], command))
        start = command[2]
    return commits


def write_commit(connections: Connections, events: Iterable[EventRow], command: CommandRow) -> None:
    """Write rows as one durable transaction, with nothing checked."""
    with connections.writing() as connection:
        connection.executemany(tables.INSERT, events)
        connection.execute(tables.REMEMBER, command)
