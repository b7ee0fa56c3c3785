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
from watchgraph_projections.catalogue.connections import OtherLayoutError
from watchgraph_projections.catalogue.files import CatalogueFile
from watchgraph_projections.catalogue.fold import erases, fold_page
from watchgraph_projections.catalogue.memory import Memory
from watchgraph_projections.catalogue.places import Place, Where
from watchgraph_projections.catalogue.reading import FILE
from watchgraph_projections.catalogue.standing import Standing, move_to, read_standing, turn_day

PAGE = 1_000
"""Events folded at a time. The pages of one commit share a transaction, so memory stays small however large it is."""

Progress = Callable[[int, int], None]
"""Called with the position reached and the log's head."""


def today() -> int:
    """Return the present day as YYYYMMDD, UTC."""
    return int(datetime.now(UTC).strftime("%Y%m%d"))


class Follower:
    """Keeps one store's catalogue where its log is. One of them folds at a time: the database's lock sees to it."""

    def __init__(self, log: Log, where: Where) -> None:
        self.log = log
        self.place: Place = CatalogueFile(where / FILE) if isinstance(where, Path) else where
        self._engine: Engine | None = None
        self._identity: object = None
        self._memory: Memory | None = None
        self._at: Standing | None = None
        self._erased = False

    @classmethod
    def open(cls, log: Log, where: Where, *, day: int | None = None, progress: Progress | None = None) -> Self:
        """Open the catalogue, building it where it is missing or of another layout."""
        follower = cls(log, where)
        if follower._outdated():
            with follower.place.building_alone():
                if follower._outdated():
                    follower._build(day, progress)
        return follower

    def _outdated(self) -> bool:
        return self.place.layout() != databases.layout_version()

    def close(self) -> None:
        """Close the connections; the log stays open."""
        if self._engine is not None:
            self._engine.dispose()
        self._engine = None

    def catch_up(self, day: int | None = None, progress: Progress | None = None) -> Standing:
        """Fold what is new, turn to the day (today unless given), and return where the catalogue then stands."""
        if self._engine is None or self.place.identity() != self._identity:
            self.close()
            self._engine = self.place.engine(write=True)
            self._identity = self.place.identity()
            self._memory = None
            self._erased = self.place.must_forget()
        return self._follow(self._engine, self.place, day or today(), progress)

    def rebuild(self, *, day: int | None = None, progress: Progress | None = None) -> Standing:
        """Build the catalogue from the log beside the old one and swap; one that was interrupted is gone on with."""
        with self.place.building_alone():
            return self._build(day, progress)

    def _build(self, day: int | None, progress: Progress | None) -> Standing:
        beside = self.place.beside
        if beside.layout() != databases.layout_version():
            beside.remove()
        engine = beside.engine(write=True)
        self._memory, self._erased = None, beside.must_forget()
        try:
            standing = self._follow(engine, beside, day or today(), progress)
        finally:
            engine.dispose()
        beside.settle()
        self.close()
        self.place.swap()
        self._memory = None
        return standing

    def _follow(self, engine: Engine, place: Place, day: int, progress: Progress | None) -> Standing:
        head = self.log.head()
        with _without_gc(), engine.connect() as connection:
            while True:
                with connection.begin():
                    standing = self._step(connection, day)
                if self._erased:
                    place.forget(connection)
                    self._erased = False
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
        layout = databases.layout_of(connection)
        if not layout:
            databases.create(connection)
            move_to(connection, Standing(0, day))
        elif layout != databases.layout_version():
            raise OtherLayoutError(
                "The read models were made anew by another version of this program: go on with that version"
            )
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
