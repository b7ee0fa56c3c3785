"""The log: one durable append for commands, one bulk append for imports, pages of whole commits to read."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from uuid import UUID

import msgspec

from watchgraph.log.bodies import EVENTS, Reader, Splicer, seal_body
from watchgraph.log.envelope import Actor, Former, NewEvent, Recorded
from watchgraph.log.errors import CommandReusedError, CommitSizeError, ConflictError, UnreadableEventError
from watchgraph.log.keys import KeyStore
from watchgraph.log.leaf import SURELY_SMALL, check_size
from watchgraph.log.sqlite import SqliteStorage
from watchgraph.log.storage import RARE_TOPICS, Begun, CommandRow, Row, Storage
from watchgraph.log.waking import Wakes
from watchgraph.postgresql import Address, DatabaseUnavailableError

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

    def __init__(self, storage: Storage, keys: KeyStore, clock: Callable[[], datetime] = utc_now) -> None:
        self.keys = keys
        self._storage = storage
        self._clock = clock
        self._reader = Reader(keys)
        self._seen = threading.local()

    @classmethod
    def open(cls, path: Path, keys: KeyStore, clock: Callable[[], datetime] = utc_now) -> Self:
        """Open the log in a file, creating it and its folder where they are missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(SqliteStorage(path), keys, clock)

    @classmethod
    def of(cls, address: Address, keys: KeyStore, clock: Callable[[], datetime] = utc_now) -> Self:
        """Open the log in a database, making its tables where they are missing. Raises DatabaseRefusedError."""
        from watchgraph.log.postgresql import PostgresStorage  # noqa: PLC0415 - the driver, only where it is used

        return cls(PostgresStorage.open(address), keys, clock)

    @property
    def where(self) -> str:
        """Where it is, for people: a path, or an address without its password."""
        return self._storage.where

    @property
    def path(self) -> Path:
        """Its file; only a log that was opened in one has it."""
        assert isinstance(self._storage, SqliteStorage)
        return self._storage.path

    def room(self) -> int:
        """Tell how much room it takes."""
        return self._storage.room()

    def close(self) -> None:
        """Close all connections; the keys stay open."""
        self._storage.close()

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
        """Write once; where the connection broke, see whether it was written, and write it if not."""
        try:
            return self._write(rows, size, asked)
        except DatabaseUnavailableError as error:
            if not (error.lost and isinstance(rows, Sequence)):
                raise
        return self._write(rows, size, asked)

    def _write(self, rows: Iterable[StagedRow], size: int, asked: _Asked) -> int:
        with self._storage.writing(asked.command, size) as begun:
            if begun.former is not None:
                check_same(asked.command, asked.digest, begun.former)
                return begun.former.position
            splicer = Splicer(asked.command, size, asked.actor, self._instant(begun.newest), asked.cause)
            written = begun.insert(_states(rows, splicer), size)
            if written != size:
                raise CommitSizeError(f"{size} rows were announced and {written} came")
            if asked.follows:
                _check_gaps(begun)
            position = begun.position()
            begun.remember((asked.command, asked.digest, position, asked.about))
            return position

    def _instant(self, newest: bytes) -> str:
        """Tell the recorded time: now, but never before the last commit's, whatever the machine's clock does."""
        before = msgspec.json.decode(newest, type=_Instant).recorded if newest else ""
        now = self._clock().astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        return max(now, before)

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

    def rows(self, after: int, limit: int) -> list[Row]:
        """Return raw rows, as stored, for leaves and copies."""
        return self._storage.page(after, limit)

    def commands(self) -> Iterator[CommandRow]:
        """Yield all remembered commands, by id, for copies."""
        after: UUID | None = None
        while page := self._storage.commands(after, SCAN_PAGE):
            yield from page
            after = page[-1][0]

    def fill(self, rows: Iterable[Row], commands: Iterable[CommandRow]) -> int:
        """Take over another log as it is, positions and gaps with it, whole or not at all; return how many events came.

        Raises LogNotEmptyError where there is anything in this one.
        """
        return self._storage.fill(rows, commands)

    def _page(self, after: int, limit: int) -> list[Recorded]:
        rows = self.rows(after, limit)
        self.keys.refresh()
        return [self._recorded(row) for row in rows]

    def _recorded(self, row: Row) -> Recorded:
        position, stream_hex, version, topic, state = row
        stream = UUID(stream_hex)
        try:
            stored = self._reader.read(stream, version, topic, state)
        except UnreadableEventError as error:
            raise UnreadableEventError(f"position {position}: {error}") from error
        return Recorded(position, stream, version, stored, stored.body)

    def stream(self, stream: UUID) -> list[Recorded]:
        """Return all events of a stream, by version; empty where there is none."""
        return self.streams([stream])[stream]

    def streams(self, streams: Iterable[UUID]) -> dict[UUID, list[Recorded]]:
        """Return the events of each stream asked for, by version; an empty list where there is none."""
        found: dict[UUID, list[Recorded]] = {stream: [] for stream in streams}
        rows = self._storage.streams(list(found))
        self.keys.refresh()
        for event in map(self._recorded, rows):
            found[event.stream].append(event)
        return found

    def of_topics(self, *topics: str, after: int = 0) -> list[Recorded]:
        """Return all events of the topics behind the position, in order. Only of `RARE_TOPICS`, which have an index.

        Raises ValueError for others.
        """
        if unindexed := set(topics) - set(RARE_TOPICS):
            raise ValueError(f"no index on {', '.join(sorted(unindexed))}")
        rows = self._storage.of_topics(topics, after)
        self.keys.refresh()
        return sorted(map(self._recorded, rows), key=lambda event: event.position)

    def exists(self, streams: Iterable[UUID]) -> set[UUID]:
        """Return those of the streams that have any event."""
        return self._storage.exist(list(streams))

    def versions(self, streams: Iterable[UUID]) -> dict[UUID, int]:
        """Return the newest version of each stream that has any event; nothing is decoded."""
        return self._storage.versions(list(streams))

    def head(self) -> int:
        """Return the position of the last event, 0 for an empty log."""
        return self._storage.head()

    def former(self, command: UUID) -> Former | None:
        """Return what a command was answered with, None where it is new."""
        return self._storage.former(command)

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

    def wakes(self) -> Wakes:
        """Make what a follower waits on until somebody appends."""
        return self._storage.wakes()


def _check_gaps(begun: Begun) -> None:
    gap = begun.gap()
    if gap is not None:
        stream, version = gap
        raise ConflictError(f"stream {stream} has no version {version - 1}: load it and decide again")


def check_same(command: UUID, digest: str, former: Former) -> None:
    """Raise CommandReusedError where the command asked for something else before."""
    if digest != former.digest:
        raise CommandReusedError(f"command {command} asked for something else before: use a new id")


def _states(rows: Iterable[StagedRow], splicer: Splicer) -> Iterator[StagedRow]:
    """Put each body into its envelope. Written for speed: an import runs through here."""
    openings = {topic: splicer.opening(cls.VERSION) for topic, cls in EVENTS.items()}
    closing = splicer.closing
    for index, (stream, version, topic, body) in enumerate(rows, 1):
        state = b"%b%d%b%b}" % (openings[topic], index, closing, body)
        if len(state) > SURELY_SMALL:
            check_size(topic, state)
        yield stream.replace("-", ""), version, topic, state
