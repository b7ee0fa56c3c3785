"""Reading the catalogue: connections, where it stands, and the moment that a question is asked of."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Self

from sqlalchemy import Connection, Engine, func, select

from watchgraph.domain import edtf
from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.databases import engine, file_identity
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.standing import Standing, read_standing

FILE = "catalogue.sqlite"


class CatalogueMissingError(WatchgraphError):
    """There is nothing to read yet."""

    code = "catalogue-missing"


class BadValidAtError(WatchgraphError):
    """validAt names no single day, month or year."""

    code = "bad-valid-at"


class BadRecordedAtError(WatchgraphError):
    """recordedAt is neither a position nor an instant."""

    code = "bad-recorded-at"


class Catalogue:
    """The read models of one store. Many threads may read at once; each connection sees one standing throughout."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = file_identity(path)
        self._engine: Engine = engine(path, write=False)
        self._lock = Lock()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the catalogue of a store. Raises CatalogueMissingError where a follower has not made it yet."""
        path = folder / FILE
        if not path.exists():
            raise CatalogueMissingError(f"there is no catalogue in {folder}: run `watchgraph rebuild`")
        return cls(path)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Lend a connection for reading, to the file that a rebuild may have put in the old one's place."""
        if file_identity(self.path) != self._file:
            self._reopen()
        with self._engine.connect() as connection:
            yield connection

    def _reopen(self) -> None:
        with self._lock:
            if (found := file_identity(self.path)) not in {self._file, None}:
                self._engine.dispose()
                self._file = found

    def standing(self) -> Standing:
        """Return the last commit folded and the day shown."""
        with self.connect() as connection:
            return read_standing(connection)

    def moment(
        self, valid_at: str | None = None, recorded_at: str | None = None, without: tuple[str, ...] = ()
    ) -> Moment:
        """Read the two clocks of a question; where they are not given it is about now.

        valid_at: EDTF year, month or day; of a period its last day. recorded_at: a log position, or an RFC 3339 UTC
        instant; a position inside a commit, and an instant between two, mean the commit before. without: licences.
        Raises BadValidAtError and BadRecordedAtError, this also for a position that is not shown yet.
        """
        with self.connect() as connection:
            return read_moment(connection, valid_at, recorded_at, without)


def read_moment(
    connection: Connection,
    valid_at: str | None = None,
    recorded_at: str | None = None,
    without: tuple[str, ...] = (),
    *,
    at: Standing | None = None,
) -> Moment:
    """Do what `Catalogue.moment` does on a connection already lent, so that what is read next stands as it does.

    at: what is now for this question, not after where the tables stand; if absent, where they stand.
    """
    shown = read_standing(connection)
    standing = shown if at is None else at
    day = standing.day if valid_at is None else _day(valid_at)
    position = standing.position if recorded_at is None else _position(connection, recorded_at, standing)
    found = Standing(position, day)
    return Moment(day=day, position=position, now=found == shown, unasked=found == standing, without=without)


def _day(text: str) -> int:
    try:
        return edtf.latest_day(text)
    except edtf.EdtfError as error:
        raise BadValidAtError(f"validAt {text!r}: {error}") from error


_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|\+00:00)", re.ASCII)
_POSITION = re.compile(r"\d{1,18}", re.ASCII)


def _position(connection: Connection, text: str, standing: Standing) -> int:
    commits = tables.commits
    if _POSITION.fullmatch(text):
        if int(text) > standing.position:
            raise BadRecordedAtError(f"recordedAt {text}: what is shown here ends at position {standing.position}")
        reached = commits.c.position <= int(text)
    elif _INSTANT.fullmatch(text):
        reached = commits.c.at <= _instant(text)
    else:
        raise BadRecordedAtError(
            f"recordedAt {text[:60]!r}: give a log position (`1234`) or a UTC instant (`2026-11-23T12:00:00Z`), "
            "never a bare date"
        )
    found: int | None = connection.scalar(select(func.max(commits.c.position)).where(reached))
    return min(found or 0, standing.position)


def _instant(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC)
    except ValueError as error:
        raise BadRecordedAtError(f"recordedAt {text!r}: {error}") from error
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
