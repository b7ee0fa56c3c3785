"""The port between the log and the database that keeps it: rows in, rows out, one writer at a time."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeAlias
from uuid import UUID

from watchgraph.log.envelope import Former
from watchgraph.log.waking import Wakes

Row: TypeAlias = tuple[int, str, int, str, bytes]
"""Position, stream (UUID in hex, with or without dashes), version, topic, state."""
EventRow: TypeAlias = tuple[str, int, str, bytes]
"""A row without its position."""
CommandRow: TypeAlias = tuple[UUID, str, int, UUID | None]
"""Command, digest of what it asked, position of its commit, the stream that it named."""

OVERTAKEN = "another command wrote to a stream first: load it and decide again"

RARE_TOPICS = (
    "claim.redacted",
    "contributor.erased",
    "contributor.registered",
    "dataset.import-completed",
    "dataset.registered",
    "dispute.redacted",
    "entity.retyped",
    "judgement.recorded",
    "judgement.reverted",
    "source.lineage-declared",
    "source.lineage-withdrawn",
    "source.redacted",
)
"""Topics that commands look up across streams; an index of their own spares them a walk through the log."""


class Begun(Protocol):
    """A transaction that holds the log's lock.

    former: what the command was answered with before, None for a new one. head: position of the last event, 0 for an
    empty log. newest: the state of that event.
    """

    former: Former | None
    head: int
    newest: bytes

    def insert(self, rows: Iterable[EventRow], size: int) -> int:
        """Write rows behind the head, at contiguous positions; return how many came. size: how many should.

        Raises ConflictError where a stream has such a version already.
        """
        ...

    def gap(self) -> tuple[UUID, int] | None:
        """Find an event of this transaction whose stream lacks the version before: its stream and version."""
        ...

    def position(self) -> int:
        """Tell the position of the last event, as this transaction leaves it."""
        ...

    def remember(self, row: CommandRow) -> None:
        """Keep what the command is answered with."""
        ...


class Storage(Protocol):
    """One store's table of events and what stands beside it. Safe to share between threads.

    where: for messages; a path, or an address without its password.
    """

    where: str

    def writing(self, command: UUID, size: int) -> AbstractContextManager[Begun]:
        """Begin to write as the only one; it is on disk when the block ends, undone where the block raises.

        size: how many events the commit will have.
        """
        ...

    def page(self, after: int, limit: int) -> list[Row]:
        """Read at most `limit` rows behind the position, in order."""
        ...

    def streams(self, streams: Sequence[UUID]) -> list[Row]:
        """Read all rows of the streams; those of one stream by version."""
        ...

    def of_topics(self, topics: Sequence[str], after: int) -> list[Row]:
        """Read the rows of some of RARE_TOPICS behind the position, in any order."""
        ...

    def exist(self, streams: Sequence[UUID]) -> set[UUID]:
        """Return those of the streams that have any event."""
        ...

    def versions(self, streams: Sequence[UUID]) -> dict[UUID, int]:
        """Return the newest version of each stream that has any event."""
        ...

    def head(self) -> int:
        """Return the position of the last event, 0 for an empty log."""
        ...

    def former(self, command: UUID) -> Former | None:
        """Return what a command was answered with, None where it is new."""
        ...

    def commands(self, after: UUID | None, limit: int) -> list[CommandRow]:
        """Read at most `limit` remembered commands with larger ids, by id; None: from the smallest."""
        ...

    def fill(self, rows: Iterable[Row], commands: Iterable[CommandRow]) -> int:
        """Take over another log as it is, in one transaction; return how many events came.

        Raises LogNotEmptyError where there is anything in this one.
        """
        ...

    def room(self) -> int:
        """Tell how much room it takes."""
        ...

    def wakes(self) -> Wakes:
        """Make what a follower waits on."""
        ...

    def close(self) -> None:
        """Close all connections that are not in use."""
        ...
