"""Where keys are kept: the port, and the SQLite file that is the default."""

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol, Self

from watchgraph.log.errors import UnitRedactedError

CHUNK: Final = 500
TRUNCATE_TRIES: Final = 50

SCHEMA: Final = """
create table if not exists keys (unit text primary key, key blob not null) without rowid;
create table if not exists destroyed (unit text primary key) without rowid;
"""


class KeyTable(Protocol):
    """Keys by unit, and the units whose keys were destroyed. For one thread at a time."""

    def find(self, units: Sequence[str]) -> dict[str, bytes]:
        """Return the keys of those units that have one."""
        ...

    def make(self, fresh: Mapping[str, bytes]) -> None:
        """Keep a key for each unit that has none, durably. Raises UnitRedactedError where one was destroyed."""
        ...

    def destroy(self, units: Sequence[str]) -> None:
        """Destroy keys for good, also on disk, and remember it. Safe to repeat."""
        ...

    def destroyed(self) -> set[str]:
        """Name the units whose keys were destroyed."""
        ...

    def keys(self) -> Iterator[tuple[str, bytes]]:
        """Yield all units with their keys, for copies."""
        ...

    def copy(self, to: sqlite3.Connection) -> None:
        """Copy all into a database that has the tables of SCHEMA."""
        ...

    def stamp(self) -> int:
        """Return a number that is another one as soon as another process has written. Cheap."""
        ...

    def close(self) -> None:
        """Close all connections."""
        ...


def refuse(unit: str) -> UnitRedactedError:
    """Say that a unit's key is never made again."""
    return UnitRedactedError(f"{unit} was redacted: it can hold no sealed text any more")


class SqliteKeys:
    """As `KeyTable`, in a file that its owner alone may read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.executescript(SCHEMA)
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file, creating it where it is missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma secure_delete = on")
        return cls(connection)

    def find(self, units: Sequence[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for start in range(0, len(units), CHUNK):
            chunk = units[start : start + CHUNK]
            marks = ",".join("?" * len(chunk))
            found.update(self._connection.execute(f"select unit, key from keys where unit in ({marks})", chunk))  # noqa: S608 - marks only
        return found

    def make(self, fresh: Mapping[str, bytes]) -> None:
        with self._connection:
            self._connection.execute("begin immediate")
            for unit in fresh:
                if self._connection.execute("select 1 from destroyed where unit = ?", (unit,)).fetchone():
                    raise refuse(unit)
            self._connection.executemany("insert or ignore into keys values (?, ?)", fresh.items())

    def destroy(self, units: Sequence[str]) -> None:
        doomed = [(unit,) for unit in units]
        with self._connection:
            self._connection.execute("begin immediate")
            gone = self._connection.executemany("delete from keys where unit = ?", doomed).rowcount
            self._connection.executemany("insert or ignore into destroyed values (?)", doomed)
        if gone:
            self._truncate()

    def _truncate(self) -> None:
        """Overwrite the pages in the file and empty the write-ahead log, waiting for readers of it."""
        for _ in range(TRUNCATE_TRIES):
            busy = self._connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
            if not busy:
                return
            time.sleep(0.02)

    def destroyed(self) -> set[str]:
        return {unit for (unit,) in self._connection.execute("select unit from destroyed")}

    def keys(self) -> Iterator[tuple[str, bytes]]:
        yield from self._connection.execute("select unit, key from keys order by unit")

    def copy(self, to: sqlite3.Connection) -> None:
        self._connection.backup(to)

    def stamp(self) -> int:
        stamp: int = self._connection.execute("pragma data_version").fetchone()[0]
        return stamp

    def close(self) -> None:
        self._connection.close()
