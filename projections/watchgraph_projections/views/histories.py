"""Histories: the events of a stream, and the commits of the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, RowMapping, SelectBase, and_, func, select, union_all

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.catalogue.reading import BadRecordedAtError
from watchgraph_projections.views.pages import OWNER, TIE, Listing, Owner
from watchgraph_projections.views.rows import Selected, columns_of, read

SUPERSEDED: Final = "SUPERSEDED"
IMPORTED: Final = "dataset.import-completed"


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
    """One event and its commit. detail: JSON of what the act says, None where it says nothing more."""

    position: int
    commit: int
    stream: str
    version: int
    topic: str
    detail: str | None
    at: str
    actor: str
    role: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History(Listing[EventRow]):
    """The events of each stream in the log's order. topics: empty for all."""

    name: ClassVar[str] = "history"
    topics: tuple[str, ...] = ()

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        events, commits = tables.events.alias(), tables.commits.alias()
        statement = select(
            *_event_columns(events, commits), events.c.stream.label(OWNER), events.c.position.label(TIE)
        ).where(commits.c.position == events.c.commit, events.c.commit <= moment.position)
        if owners is not None:
            statement = statement.where(among(events.c.stream, owners))
        return statement.where(among(events.c.topic, self.topics)) if self.topics else statement

    def row(self, values: RowMapping) -> EventRow:
        return read(EventRow, values)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimHistory(History):
    """The same of claims, by their ids, with the imports by which their publisher no longer says them, or says again.

    Such a claim was not touched: that it is superseded follows from what else its publisher said.
    """

    name: ClassVar[str] = "history of a claim"

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        events, commits, claim = tables.events.alias(), tables.commits.alias(), tables.claim.alias()
        was, became = tables.claim_at.alias("was"), tables.claim_at.alias("became")
        turned = and_(
            became.c.key == claim.c.key,
            became.c.recorded_from <= moment.position,
            was.c.key == became.c.key,
            was.c.recorded_to == became.c.recorded_from,
            (was.c.state == SUPERSEDED) != (became.c.state == SUPERSEDED),
        )
        imports = select(*_event_columns(events, commits), claim.c.id.label(OWNER), events.c.position.label(TIE)).where(
            turned,
            events.c.position == became.c.recorded_from,
            events.c.topic == IMPORTED,
            commits.c.position == events.c.commit,
        )
        if owners is not None:
            imports = imports.where(among(claim.c.id, owners))
        return union_all(History.select(self, moment, owners), imports)


def _event_columns(events: FromClause, commits: FromClause) -> list[ColumnElement[object]]:
    """The columns of `EventRow`."""
    acts = [events.c[name] for name in ("position", "commit", "stream", "version", "topic", "detail")]
    return [*acts, *[commits.c[name] for name in ("at", "actor", "role", "channel")]]


class CommitRow(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of `tables.commits`."""

    position: int
    first: int
    at: str
    command: str
    actor: str
    role: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitList(Listing[CommitRow]):
    """The log's commits, the newest first."""

    name: ClassVar[str] = "commits"

    @property
    def descending(self) -> bool:
        return True

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        commits = tables.commits.alias()
        return select(*columns_of(CommitRow, commits), commits.c.position.label(TIE)).where(
            commits.c.position <= moment.position
        )

    def row(self, values: RowMapping) -> CommitRow:
        return read(CommitRow, values)


def events_by_position(connection: Connection, positions: Sequence[int]) -> Mapping[int, EventRow]:
    """Find events by their position."""
    events, commits = tables.events, tables.commits
    found = select(*_event_columns(events, commits)).where(
        among(events.c.position, positions), commits.c.position == events.c.commit
    )
    return {row["position"]: read(EventRow, row) for row in connection.execute(found).mappings()}


def commits_by_position(connection: Connection, positions: Sequence[int]) -> Mapping[int, CommitRow]:
    """Find commits by their last position."""
    return {row["position"]: read(CommitRow, row) for row in connection.execute(with_position(positions)).mappings()}


def with_position(positions: Sequence[object]) -> Selected:
    """Select commits by their last position."""
    return select(*columns_of(CommitRow, tables.commits)).where(among(tables.commits.c.position, positions))


def last_commit(connection: Connection, told: int | str, called: str) -> int:
    """The last position of the last commit by then, a position or an instant as the log writes it; 0 before all.

    called: what the caller gave it as. Raises BadRecordedAtError for a position that is not shown yet.
    """
    commits = tables.commits
    by_then = commits.c.position <= told if isinstance(told, int) else commits.c.at <= told
    found = connection.scalar(select(func.max(commits.c.position)).where(by_then)) or 0
    if (
        isinstance(told, int)
        and told > found
        and told > (last := connection.scalar(select(func.max(commits.c.position))) or 0)
    ):
        raise BadRecordedAtError(f"{called} {told}: what is shown here ends at position {last}")
    return found


def commit_of(connection: Connection, position: int) -> int:
    """The last position of the commit that holds the event at a position."""
    commits = tables.commits
    found = connection.scalar(select(func.min(commits.c.position)).where(commits.c.position >= position))
    return position if found is None else int(found)


def births(connection: Connection, streams: Sequence[str]) -> Mapping[str, CommitRow]:
    """The commit that holds the first event of each stream."""
    return {row["stream"]: read(CommitRow, row) for row in connection.execute(beginning(streams)).mappings()}


def beginning(streams: Sequence[object]) -> Selected:
    """Select the commits that hold the first event of each stream."""
    events, commits = tables.events, tables.commits
    return select(events.c.stream, *columns_of(CommitRow, commits)).where(
        among(events.c.stream, streams), events.c.version == 1, commits.c.position == events.c.commit
    )


def reached(connection: Connection, position: int) -> str | None:
    """When a commit that ends at a position was recorded, RFC 3339 UTC; None where none ends there."""
    commits = tables.commits
    return connection.scalar(select(commits.c.at).where(commits.c.position == position))


def first_commit(connection: Connection) -> tuple[int, str, str] | None:
    """Position, time and command of the commit that a log began with; None where nothing was written yet."""
    commits = tables.commits
    columns = commits.c.position, commits.c.at, commits.c.command
    found = connection.execute(select(*columns).order_by(commits.c.position).limit(1)).first()
    return None if found is None else (found.position, found.at, found.command)
