"""The log on SQLite: one durable append for commands, one bulk append for imports, pages of whole commits to read."""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from uuid import UUID

import msgspec

from watchgraph.log import tables
from watchgraph.log.bodies import EVENTS, Reader, Splicer, seal_body
from watchgraph.log.connections import Connections
from watchgraph.log.envelope import Actor, Former, NewEvent, Recorded
from watchgraph.log.errors import CommandReusedError, CommitSizeError, ConflictError
from watchgraph.log.keys import KeyStore
from watchgraph.log.leaf import SURELY_SMALL, check_size

CHUNK = 500
SCAN_PAGE = 2_000

StagedRow = tuple[str, int, str, bytes]
"""Stream (UUID in hex, with or without dashes), version, topic, body as `seal_body` made it."""


class _Instant(msgspec.Struct):
    recorded: str


class _Asked(msgspec.Struct, frozen=True):
    command: UUID
    digest: str
    actor: Actor
    cause: UUID | None = None
    about: UUID | None = None
    follows: bool = True


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


class Log:
    """Safe to share between threads: one writes at a time, each reads on its own connection."""

    def __init__(self, path: Path, keys: KeyStore, clock: Callable[[], datetime] = utc_now) -> None:
        self.path = path
        self.keys = keys
        self._clock = clock
        self._reader = Reader(keys)
        self._connections = Connections(path)
        self._seen = threading.local()

    @classmethod
    def open(cls, path: Path, keys: KeyStore, clock: Callable[[], datetime] = utc_now) -> Self:
        """Open the log, creating file and folder where they are missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(path, keys, clock)

    def close(self) -> None:
        """Close all connections; the keys stay open."""
        self._connections.close()

    # Writing

    def append(
        self,
        events: Sequence[NewEvent],
        command: UUID,
        actor: Actor,
        *,
        digest: str,
        cause: UUID | None = None,
        about: UUID | None = None,
    ) -> int:
        """Write the events of one command as one durable commit; return its position.

        about: the stream that the command names, remembered with it for `former`.

        The same command again, with the same digest of what it asked, changes nothing and returns the former
        position; no events are a commit too, remembered at the head of the log. Raises CommandReusedError,
        ConflictError where a stream has moved on, EventTooLargeError.
        """
        bodies = [
            (new.stream.hex, new.version, new.body.TOPIC, seal_body(new.stream, new.version, new.body, self.keys))
            for new in events
        ]
        follows = any(new.version > 1 for new in events)
        asked = _Asked(command, digest, actor, cause, about, follows)
        return self._commit(bodies, len(bodies), asked)

    def append_staged(self, rows: Iterable[StagedRow], *, size: int, command: UUID, actor: Actor, digest: str) -> int:
        """Write encoded bodies as one commit at contiguous positions; return its position.

        size: how many rows will come. Nothing is written, and the errors of `append` or CommitSizeError raised,
        where anything is wrong. Repeating is safe in the same way.
        """
        return self._commit(rows, size, _Asked(command, digest, actor))

    def _commit(self, rows: Iterable[StagedRow], size: int, asked: _Asked) -> int:
        with self._connections.writing() as connection:
            former = _former(connection, asked.command)
            if former is not None:
                check_same(asked.command, asked.digest, former)
                return former.position
            head, before = _last(connection)
            splicer = Splicer(asked.command, size, asked.actor, self._instant(before), asked.cause)
            self._insert(connection, _states(rows, splicer), size)
            if asked.follows:
                self._check_gaps(connection, head)
            position = _head(connection)
            about = None if asked.about is None else asked.about.hex
            connection.execute(tables.REMEMBER, (asked.command.hex, asked.digest, position, about))
            return position

    def _instant(self, before: str) -> str:
        """Tell the recorded time: now, but never before the last commit's, whatever the machine's clock does."""
        now = self._clock().astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        return max(now, before)

    @staticmethod
    def _insert(connection: sqlite3.Connection, rows: Iterable[StagedRow], size: int) -> None:
        try:
            written = connection.executemany(tables.INSERT, rows).rowcount if size else 0
        except sqlite3.IntegrityError as error:
            raise ConflictError("another command wrote to a stream first: load it and decide again") from error
        if written != size:
            raise CommitSizeError(f"{size} rows were announced and {written} came")

    @staticmethod
    def _check_gaps(connection: sqlite3.Connection, head: int) -> None:
        gap = connection.execute(tables.GAP, (head,)).fetchone()
        if gap is not None:
            raise ConflictError(f"stream {UUID(gap[0])} has no version {gap[1] - 1}: load it and decide again")

    # Reading

    def read(self, after: int, limit: int) -> list[Recorded]:
        """Return about `limit` events behind the position, in order; the page ends where a commit ends.

        A commit is never cut, so a page may be longer than asked for; empty at the head of the log.
        """
        page = self._page(after, limit)
        if page and (missing := page[-1].commit - page[-1].position):
            page += self._page(page[-1].position, missing)
        return page

    def scan(self, after: int, until: int | None = None) -> Iterator[Recorded]:
        """Yield the events behind `after` one by one, up to `until`, else to the head, in bounded memory."""
        while page := self._page(after, SCAN_PAGE):
            for event in page:
                if until is not None and event.position > until:
                    return
                yield event
            after = page[-1].position

    def rows(self, after: int, limit: int) -> list[tables.Row]:
        """Return raw rows, as stored, for leaves and copies."""
        with self._connections.reading() as connection:
            return connection.execute(f"{tables.PAGE} limit ?", (after, limit)).fetchall()

    def _page(self, after: int, limit: int) -> list[Recorded]:
        rows = self.rows(after, limit)
        self.keys.refresh()
        return [self._recorded(row) for row in rows]

    def _recorded(self, row: tables.Row) -> Recorded:
        position, stream_hex, version, topic, state = row
        stream = UUID(stream_hex)
        stored = self._reader.read(stream, version, topic, state)
        return Recorded(position, stream, version, stored, stored.body)

    def stream(self, stream: UUID) -> list[Recorded]:
        """Return all events of a stream, by version; empty where there is none."""
        return self.streams([stream])[stream]

    def streams(self, streams: Iterable[UUID]) -> dict[UUID, list[Recorded]]:
        """Return the events of each stream asked for, by version; an empty list where there is none."""
        found: dict[UUID, list[Recorded]] = {stream: [] for stream in streams}
        with self._connections.reading() as connection:
            rows = [
                row
                for chunk in _chunks([stream.hex for stream in found])
                for row in connection.execute(f"{tables.STREAMS} ({_marks(chunk)}) order by originator_version", chunk)
            ]
        self.keys.refresh()
        for event in map(self._recorded, rows):
            found[event.stream].append(event)
        return found

    def of_topics(self, *topics: str, after: int = 0) -> list[Recorded]:
        """Return all events of the topics behind the position, in order. Only of `RARE_TOPICS`, which have an index.

        Raises ValueError for others.
        """
        if unindexed := set(topics) - set(tables.RARE_TOPICS):
            raise ValueError(f"no index on {', '.join(sorted(unindexed))}")
        with self._connections.reading() as connection:
            rows = [row for topic in topics for row in connection.execute(tables.TOPIC[topic], (after,))]
        self.keys.refresh()
        return sorted(map(self._recorded, rows), key=lambda event: event.position)

    def exists(self, streams: Iterable[UUID]) -> set[UUID]:
        """Return those of the streams that have any event."""
        found: set[UUID] = set()
        with self._connections.reading() as connection:
            for chunk in _chunks([stream.hex for stream in streams]):
                rows: Iterator[tuple[str]] = connection.execute(f"{tables.EXIST} ({_marks(chunk)})", chunk)
                found.update(UUID(stream) for (stream,) in rows)
        return found

    def versions(self, streams: Iterable[UUID]) -> dict[UUID, int]:
        """Return the newest version of each stream that has any event; nothing is decoded."""
        found: dict[UUID, int] = {}
        with self._connections.reading() as connection:
            for chunk in _chunks([stream.hex for stream in streams]):
                rows: Iterator[tuple[str, int]] = connection.execute(
                    f"{tables.VERSIONS} ({_marks(chunk)}) group by originator_id", chunk
                )
                found.update((UUID(stream), version) for stream, version in rows)
        return found

    def head(self) -> int:
        """Return the position of the last event, 0 for an empty log."""
        with self._connections.reading() as connection:
            return _head(connection)

    def former(self, command: UUID) -> Former | None:
        """Return what a command was answered with, None where it is new."""
        with self._connections.reading() as connection:
            return _former(connection, command)

    def commit(self, position: int) -> list[Recorded]:
        """Return the events of the commit that ends at the position; empty where none does."""
        last = self._page(position - 1, 1)
        if not last or last[0].commit != position:
            return []
        size = last[0].envelope.size
        return self._page(position - size, size)

    def changed(self) -> bool:
        """Tell whether anybody has appended since this thread last asked; True the first time. Costs microseconds."""
        head = self.head()
        before: int | None = getattr(self._seen, "head", None)
        self._seen.head = head
        return head != before


def _last(connection: sqlite3.Connection) -> tuple[int, str]:
    """Position and recorded time of the last event; 0 and nothing for an empty log."""
    row = connection.execute("select rowid, state from stored_events order by rowid desc limit 1").fetchone()
    return (0, "") if row is None else (row[0], msgspec.json.decode(row[1], type=_Instant).recorded)


def _head(connection: sqlite3.Connection) -> int:
    head: int = connection.execute("select coalesce(max(rowid), 0) from stored_events").fetchone()[0]
    return head


def check_same(command: UUID, digest: str, former: Former) -> None:
    """Raise CommandReusedError where the command asked for something else before."""
    if digest != former.digest:
        raise CommandReusedError(f"command {command} asked for something else before: use a new id")


def _former(connection: sqlite3.Connection, command: UUID) -> Former | None:
    query = "select digest, position, about from commands where command = ?"
    row: tuple[str, int, str | None] | None = connection.execute(query, (command.hex,)).fetchone()
    return None if row is None else Former(row[0], row[1], None if row[2] is None else UUID(row[2]))


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))


def _states(rows: Iterable[StagedRow], splicer: Splicer) -> Iterator[StagedRow]:
    """Put each body into its envelope. Written for speed: an import runs through here."""
    openings = {topic: splicer.opening(cls.VERSION) for topic, cls in EVENTS.items()}
    closing = splicer.closing
    for index, (stream, version, topic, body) in enumerate(rows, 1):
        state = b"%b%d%b%b}" % (openings[topic], index, closing, body)
        if len(state) > SURELY_SMALL:
            check_size(topic, state)
        yield stream.replace("-", ""), version, topic, state
