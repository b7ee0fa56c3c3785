"""The staging file of an import, beside the log: encoded events and the fate of each row, until the one commit.

Rows are staged in transactions of some hundred: what an import that was killed had staged, the next run finds and
goes on from. The file is disposable: without it the import starts anew and comes to the same events.
"""

import sqlite3
from collections.abc import Collection, Iterator
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Final, Self
from uuid import UUID

import msgspec

from watchgraph_importers.errors import Problem
from watchgraph_importers.publishers import Row

FORMAT: Final = 2
"""Counted up with SCHEMA: what an older program has staged is thrown away."""

TABLES: Final = ("events", "lines", "parts", "refused")
SCHEMA: Final = """
create table if not exists events (
  place integer not null,
  number integer not null,
  stream text not null,
  version integer not null,
  topic text not null,
  body blob not null,
  record text,
  predicate text,
  primary key (place, number)
) without rowid;
create table if not exists parts (part integer primary key, file text not null, sheet text not null);
create table if not exists lines (
  number integer primary key,
  part integer not null,
  outcome text not null,
  reason text not null
);
create table if not exists refused (number integer primary key, row blob not null, problems blob not null);
"""

Part = tuple[str, str]
"""A table of an import: the file's name, and the sheet as locators name it."""

EventRow = tuple[int, int, str, int, str, bytes, str | None, str | None]
LineRow = tuple[int, int, str, str]
OfClaim = tuple[str, str]
"""Record and predicate of the claim that an event is about, for acts upon the record's claims."""


class Place(IntEnum):
    """In which order an import's events stand in its commit: what others rest on comes first."""

    DATASET = 0
    ENTITY = 1
    SOURCE = 2
    CAPTURE = 3
    JUDGEMENT = 4
    CLAIM = 5
    AFTER = 6
    COMPLETED = 7


class Outcome(StrEnum):
    """What became of a row."""

    ANEW = "stated anew"
    AGAIN = "stated again"
    REFUSED = "refused"
    NOT_DATA = "not data"


class Staging:
    """One import under way. Not to be shared between threads.

    What was added since `begin` is kept in memory until `end`, or until something is asked that it bears on.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._number = int(self._value("select coalesce(max(number), 0) from events"))
        self._versions: dict[UUID, int] = {
            UUID(stream): version
            for stream, version in connection.execute("select stream, max(version) from events group by stream")
        }
        self._parts: dict[Part, int] = {
            (file, sheet): part for part, file, sheet in connection.execute("select part, file, sheet from parts")
        }
        self._events: list[EventRow] = []
        self._lines: list[LineRow] = []

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the staging file, going on from what it holds."""
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None, timeout=0.1)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma locking_mode = exclusive")
        if connection.execute("pragma user_version").fetchone()[0] != FORMAT:
            connection.executescript("".join(f"drop table if exists {table};" for table in TABLES))
            connection.execute(f"pragma user_version = {FORMAT}")
        connection.executescript(SCHEMA)
        return cls(connection, path)

    def close(self) -> None:
        """Close the file, leaving what is staged for the next run."""
        self._connection.close()

    def discard(self) -> None:
        """Close and delete the file."""
        self.close()
        remove(self._path)

    def begin(self) -> None:
        """Begin to stage some rows."""
        self._connection.execute("begin immediate")

    def end(self) -> None:
        """Keep what was staged since `begin`."""
        self._flush()
        self._connection.executemany("insert into lines values (?, ?, ?, ?)", self._lines)
        self._lines.clear()
        self._connection.execute("commit")

    def _flush(self) -> None:
        self._connection.executemany("insert into events values (?, ?, ?, ?, ?, ?, ?, ?)", self._events)
        self._events.clear()

    def rows_done(self) -> int:
        """Return how many rows, from the first on, are staged already."""
        return int(self._value("select count(*) from lines"))

    def version(self, stream: UUID) -> int:
        """Return the stream's newest staged version, 0 where none is staged."""
        return self._versions.get(stream, 0)

    def add(self, place: Place, stream: UUID, version: int, topic: str, body: bytes, of: OfClaim | None) -> None:
        """Stage an event."""
        self._number += 1
        self._versions[stream] = version
        record, predicate = of or (None, None)
        self._events.append((place, self._number, stream.hex, version, topic, body, record, predicate))

    def row_done(self, number: int, part: Part, outcome: Outcome, reason: str = "") -> None:
        """Note what became of a row. number: counted from 1 over all tables."""
        self._lines.append((number, self._part(part), outcome.value, reason))

    def row_refused(self, number: int, row: Row, problems: tuple[Problem, ...]) -> None:
        """Keep a row that cannot be taken over, with all that is wrong in it."""
        reason = ", ".join(dict.fromkeys(problem.rule for problem in problems))
        self.row_done(number, (row.file, row.sheet), Outcome.REFUSED, reason)
        encoded = msgspec.json.encode(row), msgspec.json.encode(problems)
        self._connection.execute("insert into refused values (?, ?, ?)", (number, *encoded))

    def _part(self, part: Part) -> int:
        if part not in self._parts:
            number = self._parts[part] = len(self._parts) + 1
            self._connection.execute("insert into parts values (?, ?, ?)", (number, *part))
        return self._parts[part]

    def refused(self) -> Iterator[tuple[Row, tuple[Problem, ...]]]:
        """Yield the rows that were refused, in the order of the files, with all that is wrong in each."""
        for row, problems in self._connection.execute("select row, problems from refused order by number"):
            yield msgspec.json.decode(row, type=Row), msgspec.json.decode(problems, type=tuple[Problem, ...])

    def claims_of(self, record: str, predicate: str | None = None) -> list[UUID]:
        """Return the claims staged for a record, of the predicate if one is given, in order."""
        self._flush()
        found = self._connection.execute(
            "select stream, min(number) from events where record = ?1 and predicate = coalesce(?2, predicate)"
            " group by stream order by 2",
            (record, predicate),
        )
        return [UUID(stream) for stream, _ in found]

    def size(self) -> int:
        """Return the number of staged events."""
        return int(self._value("select count(*) from events"))

    def events(self) -> Iterator[tuple[str, int, str, bytes]]:
        """Return stream, version, topic and body of each event, in the order of the commit."""
        return self._connection.execute("select stream, version, topic, body from events order by place, number")

    def bodies(self, topic: str, predicates: Collection[str] | None = None) -> Iterator[tuple[UUID, bytes]]:
        """Return stream and body of each event of a topic, in the order of the commit.

        predicates: only events about claims that say one of these; None for all.
        """
        of = "" if predicates is None else f"and predicate in ({','.join('?' * len(predicates))})"
        query = f"select stream, body from events where topic = ? {of} order by place, number"  # noqa: S608 - marks only
        for stream, body in self._connection.execute(query, (topic, *(predicates or ()))):
            yield UUID(stream), body

    def topics(self) -> dict[str, int]:
        """Count the staged events by topic."""
        return dict(self._connection.execute("select topic, count(*) from events group by topic order by topic"))

    def proposed(self) -> int:
        """Count the staged claims that no policy accepts."""
        return int(
            self._value(
                "select count(*) from events where topic = 'claim.proposed'"
                " and instr(cast(body as text), '\"policy\":{') = 0"
            )
        )

    def outcomes(self) -> dict[Part, dict[Outcome, int]]:
        """Count the rows of each table by outcome, in the order in which the tables were read."""
        found: dict[Part, dict[Outcome, int]] = {part: {} for part in self._parts}
        names = {number: part for part, number in self._parts.items()}
        for part, outcome, count in self._connection.execute("select part, outcome, count(*) from lines group by 1, 2"):
            found[names[part]][Outcome(outcome)] = count
        return found

    def reasons(self) -> dict[Part, dict[str, int]]:
        """Count the rows of each table of which something is left out, or all, by outcome and reason."""
        found: dict[Part, dict[str, int]] = {part: {} for part in self._parts}
        names = {number: part for part, number in self._parts.items()}
        query = (
            "select part, outcome || ': ' || reason, count(*) from lines where reason <> '' group by 1, 2 order by 1, 2"
        )
        for part, reason, count in self._connection.execute(query):
            found[names[part]][reason] = count
        return found

    def _value(self, query: str) -> int:
        value: int = self._connection.execute(query).fetchone()[0]
        return value


def remove(path: Path) -> None:
    """Delete a staging file that nobody has open, and what a killed import left beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
