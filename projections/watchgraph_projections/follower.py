"""The follower: reads the log page by page, folds, and commits rows and standing together."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine

from watchgraph.domain.events.datasets import ImportCompleted
from watchgraph.log import Log, Recorded
from watchgraph_projections.catalogue import databases
from watchgraph_projections.catalogue.fold import erases, fold_page
from watchgraph_projections.catalogue.memory import Memory
from watchgraph_projections.catalogue.reading import FILE
from watchgraph_projections.catalogue.standing import Standing, move_to, read_standing, turn_day

BUILDING = "catalogue.building.sqlite"
PAGE = 1_000
"""Events folded at a time. The pages of one commit share a transaction, so memory stays small however large it is."""

Progress = Callable[[int, int], None]
"""Called with the position reached and the log's head."""


def today() -> int:
    """Return the present day as YYYYMMDD, UTC."""
    return int(datetime.now(UTC).strftime("%Y%m%d"))


class Follower:
    """Keeps one store's catalogue where its log is. One of them folds at a time: the database's lock sees to it."""

    def __init__(self, log: Log, folder: Path) -> None:
        self.log = log
        self.folder = folder
        self._path = folder / FILE
        self._engine: Engine | None = None
        self._file: tuple[int, int] | None = None
        self._memory: Memory | None = None
        self._at: Standing | None = None
        self._erased = False

    @classmethod
    def open(cls, log: Log, folder: Path, *, day: int | None = None, progress: Progress | None = None) -> Self:
        """Open the catalogue, building it where it is missing or of another layout."""
        follower = cls(log, folder)
        if follower._outdated():
            with databases.building_alone(folder):
                if follower._outdated():
                    follower._build(day, progress)
        return follower

    def _outdated(self) -> bool:
        return databases.stored_layout(self._path) != databases.layout_version()

    def close(self) -> None:
        """Close the connections; the log stays open."""
        if self._engine is not None:
            self._engine.dispose()
        self._engine = None

    def catch_up(self, day: int | None = None, progress: Progress | None = None) -> Standing:
        """Fold what is new, turn to the day (today unless given), and return where the catalogue then stands."""
        if self._engine is None or databases.file_identity(self._path) != self._file:
            self.close()
            self._engine = databases.engine(self._path, write=True)
            self._file = databases.file_identity(self._path)
            self._memory = None
        return self._follow(self._engine, day or today(), progress)

    def rebuild(self, *, day: int | None = None, progress: Progress | None = None) -> Standing:
        """Build the catalogue from the log beside the old one and swap; one that was interrupted is gone on with."""
        with databases.building_alone(self.folder):
            return self._build(day, progress)

    def _build(self, day: int | None, progress: Progress | None) -> Standing:
        building = self.folder / BUILDING
        if databases.stored_layout(building) != databases.layout_version():
            _remove(building)
        engine = databases.engine(building, write=True)
        self._memory = None
        standing = self._follow(engine, day or today(), progress)
        with engine.connect() as connection:
            _empty_journal(connection)
        engine.dispose()
        self.close()
        _remove(self._path)
        building.replace(self._path)
        self._memory = None
        return standing

    def _follow(self, engine: Engine, day: int, progress: Progress | None) -> Standing:
        head = self.log.head()
        with _without_gc(), engine.connect() as connection:
            while True:
                with connection.begin():
                    standing = self._step(connection, day)
                if self._erased:
                    self._forget(connection)
                if progress is not None:
                    progress(standing.position, head)
                if standing.position >= head and standing.day == day:
                    return standing

    def _step(self, connection: Connection, day: int) -> Standing:
        """Fold one page in the caller's transaction; at the head of the log, turn the day."""
        standing = self._stand(connection, day)
        if standing != self._at:
            self._memory = None
        memory = self._memory or Memory.read(connection)
        self._memory = None
        page = self._page(standing.position)
        if not page and standing.day != day:
            turn_day(connection, day)
        while page:
            page += self._unforeseen(memory, page)
            fold_page(connection, memory, page, standing.day)
            self._erased |= erases(page)
            last = page[-1]
            page = [] if last.position == last.commit else self._page(last.position)
        self._memory = memory
        self._at = read_standing(connection)
        return self._at

    def _forget(self, connection: Connection) -> None:
        """Leave no copy of a redacted text: not in pages set aside by the database, nor in a rebuild left half done."""
        self._erased = False
        _empty_journal(connection)
        if connection.engine is self._engine:
            _remove(self.folder / BUILDING)

    def _page(self, after: int) -> list[Recorded]:
        """Read the next page: whole commits where any fits, so that the transaction ends with it."""
        page = list(islice(self.log.scan(after), PAGE))
        whole = next((size for size in range(len(page), 0, -1) if page[size - 1].position == page[size - 1].commit), 0)
        return page[:whole] or page

    def _unforeseen(self, memory: Memory, page: Sequence[Recorded]) -> list[Recorded]:
        """Where the page ends inside an import, know the edition that the import's last event will name.

        Returns the rest of the commit where that cannot be: it is then folded as one page.
        """
        last = page[-1]
        if last.position == last.commit:
            return []
        begun = [event.body for event in page if event.commit == last.commit]
        (closing,) = self.log.read(last.commit - 1, 1)
        if isinstance(closing.body, ImportCompleted) and not memory.foresee(begun, closing.stream, closing.body):
            return list(self.log.scan(last.position, last.commit))
        return []

    @staticmethod
    def _stand(connection: Connection, day: int) -> Standing:
        tables_made = connection.exec_driver_sql("pragma user_version").scalar()
        if not tables_made:
            databases.create(connection)
            move_to(connection, Standing(0, day))
        return read_standing(connection)


@contextmanager
def _without_gc() -> Iterator[None]:
    """Folding makes many small objects that live as long as the page: looking for cycles doubles its time.

    A page parts what holds each other when it is done, so all of it is free without that.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _empty_journal(connection: Connection) -> None:
    """Write all that is set aside into the file itself; outside of any transaction, so not by SQLAlchemy's hand."""
    connection.connection.cursor().execute("pragma wal_checkpoint(truncate)")


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
