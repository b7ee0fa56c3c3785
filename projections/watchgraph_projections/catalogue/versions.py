"""Writing pairs of tables: only what changed is closed and opened, once a commit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, and_, delete, select, update

from watchgraph_projections.catalogue.tables import OPEN
from watchgraph_projections.catalogue.writing import Writer, writer_of

Cell = int | str | None
Row = tuple[Cell, ...]
Identity = Row


@dataclass(slots=True)
class _Version:
    """A row that holds. stored: it stands in the table already; else it was opened since the last flush."""

    row: Row
    since: int
    stored: bool


@dataclass(slots=True)
class Versions:
    """The open rows of one pair within a working set.

    pair: the table of what holds now and that of all versions. identity: how many leading columns name a row.
    Load what is open before you put; `put` compares, `flush` writes.
    """

    pair: tuple[Table, Table]
    identity: int = 1
    current: bool = True
    _open: dict[Identity, _Version] = field(default_factory=dict)
    _closed: list[tuple[_Version, int]] = field(default_factory=list)
    _ended: list[Row] = field(default_factory=list)
    _touched: dict[Identity, bool] = field(default_factory=dict)

    def load(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Take rows that hold now, without their recorded interval."""
        for row in rows:
            self._open.setdefault(tuple(row[: self.identity]), _Version(tuple(row), 0, stored=True))

    def get(self, *identity: Cell) -> Row | None:
        """Return the row that holds, None where none does."""
        version = self._open.get(identity)
        return None if version is None else version.row

    def put(self, row: Row, position: int) -> bool:
        """Let the row hold from the commit on; tell whether that changed anything."""
        identity = row[: self.identity]
        version = self._open.get(identity)
        if version is not None and version.row == row:
            return False
        self._close(identity, version, position)
        self._open[identity] = _Version(row, position, stored=False)
        return True

    def drop(self, identity: Identity, position: int) -> bool:
        """Let no row of this identity hold from the commit on; tell whether one did."""
        version = self._open.pop(identity, None)
        self._close(identity, version, position)
        return version is not None

    def _close(self, identity: Identity, version: _Version | None, position: int) -> None:
        if version is None:
            self._touched.setdefault(identity, False)
        elif version.stored:
            self._touched[identity] = True
            self._ended.append((position, *identity))
        elif version.since != position:
            self._closed.append((version, position))

    def identities_touched(self) -> list[Identity]:
        """List what was put or dropped since the last flush."""
        return list(self._touched)

    def flush(self, connection: Connection, *, again: bool = False) -> None:
        """Write what was put and dropped since the last flush.

        again: an earlier page of the same commit was flushed: what it opened and this one closes never held.
        """
        at = self.pair[1]
        writer, names = writer_of(connection), at.c.keys()[: self.identity]
        opened = [version for identity in self._touched if (version := self._open.get(identity)) and not version.stored]
        if self._ended and again:
            never = [(*row, OPEN) for row in self._ended]
            writer.remove(connection, at, ["recorded_from", *names, "recorded_to"], never)
        if self._ended:
            writer.end(connection, at, names, self._ended)
        versions = [(*each.row, each.since, to) for each, to in self._closed]
        versions += [(*each.row, each.since, OPEN) for each in opened]
        if versions:
            writer.add(connection, at, versions)
        if self.current:
            self._flush_current(connection, writer, opened)
        for version in opened:
            version.stored = True
        self._closed.clear()
        self._ended.clear()
        self._touched.clear()

    def _flush_current(self, connection: Connection, writer: Writer, opened: list[_Version]) -> None:
        now = self.pair[0]
        replaced = [identity for identity, stored in self._touched.items() if stored]
        if replaced:
            writer.remove(connection, now, now.c.keys()[: self.identity], replaced)
        if opened:
            writer.add(connection, now, [version.row for version in opened])


def rejoin(connection: Connection, pair: tuple[Table, Table], identity: int, position: int) -> None:
    """Undo changes that a commit made in one page and took back in a later one: such a row never ceased to hold."""
    at = pair[1]
    before, after = at.alias(), at.alias()
    named = [column.name for column in list(at.c)[:identity]]
    others = [column.name for column in at.c if column.name not in {*named, "recorded_from", "recorded_to"}]
    same = [before.c[name] == after.c[name] for name in named]
    same += [before.c[name].is_not_distinct_from(after.c[name]) for name in others]
    query = select(*(after.c[name] for name in named), before.c.recorded_from, after.c.recorded_to).where(
        before.c.recorded_to == position, after.c.recorded_from == position, *same
    )
    for *names, since, until in connection.execute(query).all():
        row = and_(*(at.c[name] == value for name, value in zip(named, names, strict=True)))
        connection.execute(delete(at).where(row, at.c.recorded_from == position))
        connection.execute(update(at).where(row, at.c.recorded_from == since).values(recorded_to=until))
