"""The state hash: one digest of the read models, the same on every machine and database.

Keys are read as the public ids that they stand for and positions as the rank of their commit; wall-clock times and the
fold's working memory are left out. So a copy of a store, a restored one and a rebuilt one have one hash.
"""

import hashlib
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, Table, select

from watchgraph_projections.catalogue import tables

CLOCK_COLUMNS = frozenset({"at", "captured"})
"""When a machine did something: no part of the state."""

Names = Mapping[object, object]


class Difference(NamedTuple):
    """The first row in which two catalogues differ, as both read it; None where one of them has no such row."""

    table: str
    here: str | None
    there: str | None


def state_hash(connection: Connection) -> str:
    """Return the digest of all read models, SHA-256 in hex."""
    digest = hashlib.sha256()
    for name, lines in state(connection):
        digest.update(name.encode())
        for line in lines:
            digest.update(line)
    return digest.hexdigest()


def state(connection: Connection) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield each table's name and its rows as JSON lines, in an order that the keys do not decide."""
    ids, ranks = _ids(connection), _ranks(connection)
    for table in sorted(tables.metadata.tables.values(), key=lambda table: table.name):
        if not table.info.get("private"):
            yield table.name, _lines(connection, table, ids, ranks)


def first_difference(here: Connection, there: Connection) -> Difference | None:
    """Compare two catalogues row by row; None where they are equal."""
    for (name, mine), (_, other) in zip(state(here), state(there), strict=True):
        for left, right in zip_longest(mine, other):
            if left != right:
                return Difference(name, _text(left), _text(right))
    return None


def _text(line: bytes | None) -> str | None:
    return None if line is None else line.decode().rstrip()


def _ids(connection: Connection) -> Names:
    """Map every key to its public id."""
    named = (
        tables.entity,
        tables.claim,
        tables.dispute,
        tables.judgement,
        tables.dataset,
        tables.coverage,
        tables.contributor,
    )
    return {row.key: row.id for table in named for row in connection.execute(select(table.c.key, table.c.id))}


def _ranks(connection: Connection) -> Names:
    """Map every position to the rank of its commit."""
    ranks: dict[object, object] = {tables.OPEN: -1, 0: 0}
    query = select(tables.commits.c.first, tables.commits.c.position).order_by(tables.commits.c.position)
    for rank, (first, last) in enumerate(connection.execute(query), 1):
        ranks |= dict.fromkeys(range(first, last + 1), rank)
    return ranks


def _lines(connection: Connection, table: Table, ids: Names, ranks: Names) -> Iterator[bytes]:
    columns = [column for column in table.c if column.name not in CLOCK_COLUMNS]
    names = {"key": ids, "position": ranks}
    read = [names.get(column.info.get("is", ""), {}) for column in columns]
    lines = [
        msgspec.json.encode([known.get(cell, cell) for known, cell in zip(read, row, strict=True)])
        for row in connection.execute(select(*columns))
    ]
    return (line + b"\n" for line in sorted(lines))
