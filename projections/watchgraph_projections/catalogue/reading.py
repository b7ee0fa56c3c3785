"""Reading the catalogue: connections, where it stands, and the moment that a question is asked of."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from sqlalchemy import Connection, bindparam, func, select

from watchgraph.domain import edtf
from watchgraph.errors import WatchgraphError
from watchgraph.postgresql import Address
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.connections import CatalogueMissingError, Reading, Readings
from watchgraph_projections.catalogue.databases import check_layout, stored_layout
from watchgraph_projections.catalogue.dialects import Statement
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.sqlite_readings import SqliteReadings
from watchgraph_projections.catalogue.standing import Standing
from watchgraph_projections.graph.port import GraphReader

if TYPE_CHECKING:
    from watchgraph_projections.catalogue.postgres_flights import Flights

FILE = "catalogue.sqlite"
CLOCKS_DIFFER: Final = timedelta(minutes=5)
"""How far ahead of ours a caller's clock may be."""


class BadValidAtError(WatchgraphError):
    """validAt names no single day, month or year."""

    code = "bad-valid-at"


class BadRecordedAtError(WatchgraphError):
    """recordedAt is neither a position nor an instant."""

    code = "bad-recorded-at"


class Catalogue:
    """The read models of one store. Many threads may read at once; each reading sees one standing throughout.

    path: of its file; None where it is in a database. seconds: how long one reading of a request may take. graph: what
    answers questions of the graph in its place; while None, it does.
    """

    def __init__(self, readings: Readings, *, path: Path | None = None, seconds: float = inf) -> None:
        self.path = path
        self.graph: GraphReader | None = None
        self._seconds = seconds
        self._readings = readings

    @classmethod
    def open(cls, folder: Path, *, seconds: float = inf) -> Self:
        """Open the catalogue of a store.

        Raises CatalogueMissingError where a follower has not made it yet, and OtherLayoutError.
        """
        path = folder / FILE
        if not path.exists():
            raise CatalogueMissingError(f"there is no catalogue in {folder}: run `watchgraph rebuild`")
        check_layout(stored_layout(path), str(folder))
        return cls(SqliteReadings(path), path=path, seconds=seconds)

    @classmethod
    def of(cls, address: Address, *, seconds: float = inf) -> Self:
        """Open the catalogue of a PostgreSQL database.

        Raises DatabaseRefusedError, CatalogueMissingError and OtherLayoutError.
        """
        from watchgraph_projections.catalogue.postgres_readings import (  # noqa: PLC0415  # the driver takes memory
            PostgresReadings,
        )

        return cls(PostgresReadings.of(address), seconds=seconds)

    def close(self) -> None:
        """Close all connections."""
        self._readings.close()

    def cut_off(self, thread: int) -> None:
        """End what a thread is reading as if its time were up: nobody waits for it any longer."""
        self._readings.cut_off(thread)

    @property
    def elsewhere(self) -> bool:
        """Whether another process does the reading, while ours waits."""
        return self.path is None

    def flights(self) -> "Flights | None":
        """A way to read on a running loop; None where threads are as good."""
        return self._readings.flights(self._seconds)

    def reading(self, seconds: float | None = None) -> AbstractContextManager[Reading]:
        """Lend what one request reads with, for as long as it may take. seconds: if that is less than usual."""
        return self._readings.lend(self._seconds if seconds is None else seconds)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Lend a connection for work that takes what it takes."""
        with self._readings.lend(inf) as reading:
            yield reading.connection

    def standing(self) -> Standing:
        """Return the last commit folded and the day shown."""
        with self.reading() as reading:
            return reading.standing

    def moment(
        self, valid_at: str | None = None, recorded_at: str | None = None, without: tuple[str, ...] = ()
    ) -> Moment:
        """Read the two clocks of a question; where they are not given it is about now.

        valid_at: EDTF year, month or day; of a period its last day. recorded_at: a log position, or an RFC 3339 UTC
        instant; a position inside a commit, and an instant between two, mean the commit before. without: licences.
        Raises BadValidAtError and BadRecordedAtError, this also for a position that is not shown yet.
        """
        with self.reading() as reading:
            return read_moment(reading, valid_at, recorded_at, without)


def read_moment(
    reading: Reading,
    valid_at: str | None = None,
    recorded_at: str | None = None,
    without: tuple[str, ...] = (),
    *,
    at: Standing | None = None,
) -> Moment:
    """Do what `Catalogue.moment` does in a reading already lent, so that what is read next stands as it does.

    at: what is now for this question, not after where the tables stand; if absent, where they stand.
    """
    if at is None and valid_at is None and recorded_at is None and not without:
        return _present(reading.standing)
    standing = at or reading.standing
    day = standing.day if valid_at is None else _day(valid_at)
    position = standing.position if recorded_at is None else _position(reading, recorded_at, standing)
    found = Standing(position, day)
    return Moment(day=day, position=position, now=found == reading.standing, unasked=found == standing, without=without)


@lru_cache(maxsize=64)
def _present(standing: Standing) -> Moment:
    return Moment(day=standing.day, position=standing.position, now=True, unasked=True)


@lru_cache(maxsize=256)
def _day(text: str) -> int:
    try:
        return edtf.latest_day(text)
    except edtf.EdtfError as error:
        raise BadValidAtError(f"validAt {text!r}: {error}") from error


_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|\+00:00)", re.ASCII)
_POSITION = re.compile(r"\d{1,18}", re.ASCII)
_LAST = select(func.max(tables.commits.c.position))
_LAST_BY_POSITION: Final = Statement(_LAST.where(tables.commits.c.position <= bindparam("position")))
_LAST_BY_INSTANT: Final = Statement(_LAST.where(tables.commits.c.at <= bindparam("at")))


def recorded(text: str, called: str = "recordedAt") -> int | str:
    """Read a point of recorded time: a position, or an instant as the log writes it. Raises BadRecordedAtError.

    called: what the caller gave it as.
    """
    if _POSITION.fullmatch(text):
        return int(text)
    if _INSTANT.fullmatch(text):
        return _instant(text, called)
    raise BadRecordedAtError(
        f"{called} {text[:60]!r}: give a log position (`1234`) or an instant in UTC, ending in Z "
        "(`2026-11-23T12:00:00Z`), never a bare date"
    )


def _position(reading: Reading, text: str, standing: Standing) -> int:
    told = recorded(text)
    if isinstance(told, int) and told > standing.position:
        raise BadRecordedAtError(f"recordedAt {text}: what is shown here ends at position {standing.position}")
    (found,) = reading.one(_LAST_BY_POSITION if isinstance(told, int) else _LAST_BY_INSTANT, (told,))
    assert found is None or isinstance(found, int)
    return min(found or 0, standing.position)


def _instant(text: str, called: str) -> str:
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC)
    except ValueError as error:
        raise BadRecordedAtError(f"{called} {text!r}: {error}") from error
    if moment > datetime.now(UTC) + CLOCKS_DIFFER:
        raise BadRecordedAtError(
            f"{called} {text} is still to come: nobody knows what this log will hold then. "
            "Leave it out for what it holds now"
        )
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
