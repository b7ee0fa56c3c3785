"""Where the tables stand: a log position and a day. "Now" moves at midnight without an event."""

from typing import Final, NamedTuple

from sqlalchemy import Connection, Table, delete, insert, select

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.dialects import Statement
from watchgraph_projections.catalogue.kinds import KIND_TABLES
from watchgraph_projections.catalogue.queries import among

STANDING: Final = Statement(select(tables.standing.c.position, tables.standing.c.day))
"""Finds where the tables stand."""


class Standing(NamedTuple):
    """position: the last commit folded. day: YYYYMMDD, UTC, that the kinds' tables of what holds now show."""

    position: int
    day: int


def read_standing(connection: Connection) -> Standing:
    """Return where the tables stand."""
    row = connection.execute(select(tables.standing)).one()
    return Standing(row.position, row.day)


def move_to(connection: Connection, standing: Standing) -> None:
    """Note the new standing, in the same transaction as the rows that it speaks of."""
    connection.execute(delete(tables.standing))
    connection.execute(insert(tables.standing).values(one=1, position=standing.position, day=standing.day))


def turn_day(connection: Connection, day: int) -> None:
    """Let the kinds' tables of what holds now show another day: only rows that change on the way are written."""
    position, before = read_standing(connection)
    for now, at in KIND_TABLES.values():
        first, last = sorted((before, day))
        open_ = at.c.recorded_to == tables.OPEN
        begin = (at.c.valid_from > first) & (at.c.valid_from <= last)
        end = (at.c.valid_to > first) & (at.c.valid_to <= last)
        moved = select(at.c.key).where(open_, begin | end)
        keys = list(connection.scalars(moved.distinct()))
        if keys:
            _show(connection, (now, at), keys, day)
    move_to(connection, Standing(position, day))


def _show(connection: Connection, pair: tuple[Table, Table], keys: list[int], day: int) -> None:
    now, at = pair
    connection.execute(delete(now).where(among(now.c.key, keys)))
    holds = select(*(at.c[column.name] for column in now.c)).where(
        among(at.c.key, keys), at.c.recorded_to == tables.OPEN, at.c.valid_from <= day, at.c.valid_to > day
    )
    connection.execute(insert(now).from_select([column.name for column in now.c], holds))
