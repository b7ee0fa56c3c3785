"""Keys in a PostgreSQL database of their own, for a store that several machines write."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Self

from watchgraph.log.key_tables import refuse
from watchgraph.postgresql.addresses import Address
from watchgraph.postgresql.layouts import Layout, opened
from watchgraph.postgresql.servers import Server, Session

SCHEMA: Final = "watchgraph_keys"
VERSION: Final = 1
CHUNK: Final = 5_000

SESSION: Final = Session(schema=SCHEMA, application="watchgraph keys", statement_seconds=60, lock_seconds=30)
LAYOUT: Final = Layout(
    schema=SCHEMA,
    version=VERSION,
    statements=(
        "create table keys (unit text primary key, key bytea not null)",
        "create table destroyed (unit text primary key)",
        "create table changes (number bigint not null)",
        "insert into changes values (0)",
    ),
)

COUNT: Final = "update changes set number = number + 1"
"""First in each transaction that writes: it makes them queue, and tells others to look again."""

ANEW: Final = (
    "create temporary table kept on commit drop as select * from keys where unit not in (select unit from destroyed)",
    "truncate keys",
    "insert into keys select * from kept",
)
"""A deleted row stays in its file until something else wants its place; a new file has never had it."""


class PostgresKeys:
    """As `KeyTable`.

    Destroyed keys leave the table's file at once; the server's write-ahead log keeps them for a while, so what archives
    that has to let go of it within the 30 days that backups of keys are kept.
    """

    def __init__(self, server: Server) -> None:
        self._server = server

    @classmethod
    def open(cls, address: Address) -> Self:
        """Open the keys, making their tables where they are missing. Raises DatabaseRefusedError."""
        return cls(opened(address, SESSION, LAYOUT))

    def find(self, units: Sequence[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for start in range(0, len(units), CHUNK):
            chunk = list(units[start : start + CHUNK])
            found.update(self._server.rows("select unit, key from keys where unit = any(%s)", (chunk,)))
        return found

    def make(self, fresh: Mapping[str, bytes]) -> None:
        units = list(fresh)
        with self._server.lent() as connection, connection.transaction():
            connection.execute(COUNT)
            gone = connection.execute("select unit from destroyed where unit = any(%s)", (units,)).fetchone()
            if gone is not None:
                raise refuse(gone[0])
            connection.execute(
                "insert into keys select * from unnest(%s::text[], %s::bytea[]) on conflict do nothing",
                (units, list(fresh.values())),
            )

    def destroy(self, units: Sequence[str]) -> None:
        """As on the port; nothing is written where nothing is left to do, so that who may only read can start."""
        doomed = [*{*units} - self._gone(units)]
        if not doomed:
            return
        with self._server.lent() as connection, connection.transaction():
            connection.execute(COUNT)
            connection.execute("insert into destroyed select unnest(%s::text[]) on conflict do nothing", (doomed,))
            if connection.execute("select 1 from keys where unit = any(%s) limit 1", (doomed,)).fetchone():
                for statement in ANEW:
                    connection.execute(statement)

    def _gone(self, units: Sequence[str]) -> set[str]:
        query = "select d.unit from destroyed d where d.unit = any(%s) and d.unit not in (select unit from keys)"
        return {unit for (unit,) in self._server.rows(query, (list(units),))}

    def destroyed(self) -> set[str]:
        return {unit for (unit,) in self._server.rows("select unit from destroyed")}

    def keys(self) -> Iterator[tuple[str, bytes]]:
        after = ""
        while page := self._server.rows(
            "select unit, key from keys where unit > %s order by unit limit %s", (after, CHUNK)
        ):
            yield from page
            after = page[-1][0]

    def copy(self, to: sqlite3.Connection) -> None:
        to.execute("begin")
        to.executemany("insert into keys values (?, ?)", self.keys())
        to.executemany("insert into destroyed values (?)", ((unit,) for unit in self.destroyed()))
        to.execute("commit")

    def stamp(self) -> int:
        stamp: int = self._server.rows("select number from changes")[0][0]
        return stamp

    def close(self) -> None:
        self._server.close()
