"""The oracle of time travel: a store folded from the log cut at P, seen on day D, against the full store as of both."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Table, select
from tests.stores import Store

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.kinds import KIND_TABLES
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.reading import Catalogue

PAIRS: list[tuple[Table, Table]] = [
    *(
        (table, tables.metadata.tables[f"{name}_at"])
        for name, table in tables.metadata.tables.items()
        if f"{name}_at" in tables.metadata.tables and not name.startswith("kind_")
    ),
    *KIND_TABLES.values(),
]

Rows = dict[str, list[tuple[object, ...]]]


def as_of(catalogue: Catalogue, position: int, day: int) -> Rows:
    """Every row of every table that holds at a commit's position, on a day."""
    moment = Moment(day=day, position=position, now=False)
    with catalogue.connect() as connection:
        return {
            now.name: sorted(
                map(
                    tuple, connection.execute(select(*(at.c[column.name] for column in now.c)).where(moment.holds(at)))
                ),
                key=repr,
            )
            for now, at in PAIRS
        }


def as_now(catalogue: Catalogue) -> Rows:
    """Every row of every table of what holds now."""
    with catalogue.connect() as connection:
        return {now.name: sorted(map(tuple, connection.execute(select(now))), key=repr) for now, _ in PAIRS}


class Grown:
    """A store that never knew more than the log up to a position; it grows from cut to cut."""

    def __init__(self, whole: Path, folder: Path) -> None:
        self.whole = whole
        folder.mkdir(parents=True)
        for name in ("log.sqlite", "keys.sqlite"):
            with closing(sqlite3.connect(whole / name)) as source, closing(sqlite3.connect(folder / name)) as copy:
                source.backup(copy)
        with closing(sqlite3.connect(folder / "log.sqlite")) as connection, connection:
            connection.execute("delete from stored_events")
        self.store = Store.open(folder)

    def at(self, position: int, day: int) -> Rows:
        """Let the log reach a position, with the day as today, and read what holds now."""
        with closing(sqlite3.connect(self.store.folder / "log.sqlite")) as connection, connection:
            connection.execute("attach ? as whole", (str(self.whole / "log.sqlite"),))
            connection.execute(
                "insert into stored_events select * from whole.stored_events where rowid > ? and rowid <= ?",
                (self.store.log.head(), position),
            )
        self.store.catch_up(day)
        return as_now(self.store.catalogue)

    def rebuilt(self, day: int) -> Rows:
        """Fold the whole cut log from nothing and read what holds now."""
        self.store.follower.rebuild(day=day)
        self.store.catalogue.close()
        return as_now(self.store.catalogue)
