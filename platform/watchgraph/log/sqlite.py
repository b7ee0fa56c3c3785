"""The log in a SQLite file, the default: one process or several of one machine."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from watchgraph.log import tables
from watchgraph.log.connections import Connections
from watchgraph.log.envelope import Former
from watchgraph.log.errors import ConflictError, LogNotEmptyError
from watchgraph.log.storage import OVERTAKEN, CommandRow, EventRow, Row
from watchgraph.log.waking import FileWakes, Wakes

CHUNK = 500


class SqliteStorage:
    """As `Storage`; each thread that reads has a connection to itself."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.where = str(path)
        self._connections = Connections(path)

    @contextmanager
    def writing(self, command: UUID, size: int) -> Iterator["SqliteBegun"]:
        with self._connections.writing() as connection:
            yield SqliteBegun(connection, command)

    def page(self, after: int, limit: int) -> list[Row]:
        with self._connections.reading() as connection:
            return connection.execute(f"{tables.PAGE} limit ?", (after, limit)).fetchall()

    def streams(self, streams: Sequence[UUID]) -> list[Row]:
        with self._connections.reading() as connection:
            return [
                row
                for chunk in _chunks(streams)
                for row in connection.execute(f"{tables.STREAMS} ({_marks(chunk)}) order by originator_version", chunk)
            ]

    def of_topics(self, topics: Sequence[str], after: int) -> list[Row]:
        with self._connections.reading() as connection:
            return [row for topic in topics for row in connection.execute(tables.TOPIC[topic], (after,))]

    def exist(self, streams: Sequence[UUID]) -> set[UUID]:
        found: set[UUID] = set()
        with self._connections.reading() as connection:
            for chunk in _chunks(streams):
                rows: Iterator[tuple[str]] = connection.execute(f"{tables.EXIST} ({_marks(chunk)})", chunk)
                found.update(UUID(stream) for (stream,) in rows)
        return found

    def versions(self, streams: Sequence[UUID]) -> dict[UUID, int]:
        found: dict[UUID, int] = {}
        with self._connections.reading() as connection:
            for chunk in _chunks(streams):
                rows: Iterator[tuple[str, int]] = connection.execute(
                    f"{tables.VERSIONS} ({_marks(chunk)}) group by originator_id", chunk
                )
                found.update((UUID(stream), version) for stream, version in rows)
        return found

    def head(self) -> int:
        with self._connections.reading() as connection:
            return _head(connection)

    def former(self, command: UUID) -> Former | None:
        with self._connections.reading() as connection:
            return _former(connection, command)

    def commands(self, after: UUID | None, limit: int) -> list[CommandRow]:
        with self._connections.reading() as connection:
            rows: Iterator[tuple[str, str, int, str | None]] = connection.execute(
                tables.COMMANDS, ("" if after is None else after.hex, limit)
            )
            return [(UUID(hex=row[0]), row[1], row[2], _uuid(row[3])) for row in rows]

    def fill(self, rows: Iterable[Row], commands: Iterable[CommandRow]) -> int:
        with self._connections.writing() as connection:
            if connection.execute(tables.ANYTHING).fetchone()[0]:
                raise LogNotEmptyError(f"there is a log in {self.where} already: name an empty place")
            events = ((position, stream.replace("-", ""), *rest) for position, stream, *rest in rows)
            written = connection.executemany(tables.TAKE_OVER, events).rowcount
            connection.executemany(tables.REMEMBER, map(_command, commands))
            return max(written, 0)

    def room(self) -> int:
        return self.path.stat().st_size

    def wakes(self) -> Wakes:
        return FileWakes(self.path)

    def close(self) -> None:
        self._connections.close()


class SqliteBegun:
    """As `Begun`."""

    def __init__(self, connection: sqlite3.Connection, command: UUID) -> None:
        self._connection = connection
        self.former = _former(connection, command)
        last: tuple[int, bytes] | None = connection.execute(tables.LAST).fetchone()
        self.head, self.newest = last or (0, b"")

    def insert(self, rows: Iterable[EventRow], size: int) -> int:
        try:
            return self._connection.executemany(tables.INSERT, rows).rowcount if size else 0
        except sqlite3.IntegrityError as error:
            raise ConflictError(OVERTAKEN) from error

    def gap(self) -> tuple[UUID, int] | None:
        found: tuple[str, int] | None = self._connection.execute(tables.GAP, (self.head,)).fetchone()
        return None if found is None else (UUID(found[0]), found[1])

    def position(self) -> int:
        return _head(self._connection)

    def remember(self, row: CommandRow) -> None:
        self._connection.execute(tables.REMEMBER, _command(row))


def _head(connection: sqlite3.Connection) -> int:
    head: int = connection.execute("select coalesce(max(rowid), 0) from stored_events").fetchone()[0]
    return head


def _former(connection: sqlite3.Connection, command: UUID) -> Former | None:
    query = "select digest, position, about from commands where command = ?"
    row: tuple[str, int, str | None] | None = connection.execute(query, (command.hex,)).fetchone()
    return None if row is None else Former(row[0], row[1], _uuid(row[2]))


def _command(row: CommandRow) -> tuple[str, str, int, str | None]:
    command, digest, position, about = row
    return command.hex, digest, position, None if about is None else about.hex


def _uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def _chunks(streams: Sequence[UUID]) -> Iterator[Sequence[str]]:
    names = [stream.hex for stream in streams]
    return (names[start : start + CHUNK] for start in range(0, len(names), CHUNK))


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))
