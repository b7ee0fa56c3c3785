"""A catalogue in a file of SQLite."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from sqlalchemy import Connection, Engine

from watchgraph_projections.catalogue import databases

BUILDING: Final = "catalogue.building.sqlite"
APART: Final = "catalogue.verify.sqlite"


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """The place of a catalogue that lies in one file."""

    path: Path

    def engine(self, *, write: bool) -> Engine:
        return databases.engine(self.path, write=write)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        engine = self.engine(write=False)
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("begin")
                yield connection
        finally:
            engine.dispose()

    def room(self) -> int:
        return self.path.stat().st_size

    def layout(self) -> int | None:
        return databases.stored_layout(self.path)

    def identity(self) -> tuple[int, int] | None:
        return databases.file_identity(self.path)

    @property
    def beside(self) -> Self:
        return type(self)(self.path.with_name(BUILDING))

    @property
    def apart(self) -> Self:
        return type(self)(self.path.with_name(APART))

    def building_alone(self) -> AbstractContextManager[None]:
        return databases.building_alone(self.path.with_suffix(".lock"))

    def settle(self) -> None:
        """Write all that is set aside into the file itself."""
        engine = self.engine(write=True)
        with engine.connect() as connection:
            _empty_journal(connection)
        engine.dispose()

    def swap(self) -> None:
        self.remove()
        self.beside.path.replace(self.path)

    def must_forget(self) -> bool:
        """What is set aside beside the file is written into it, or overwritten, before long."""
        return False

    def forget(self, connection: Connection) -> None:
        _empty_journal(connection)
        if self.path.name not in {BUILDING, APART}:
            self.beside.remove()

    def remove(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)


def _empty_journal(connection: Connection) -> None:
    """Outside of any transaction, so not by SQLAlchemy's hand."""
    connection.connection.cursor().execute("pragma wal_checkpoint(truncate)")
