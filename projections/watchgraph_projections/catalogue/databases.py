"""The catalogue's tables in a database, and SQLite's file: pragmas, transactions, locks."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from zlib import crc32

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateTable

from watchgraph.vocabulary import PREDICATES
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.columns import conditions_everywhere, indexes_in_order
from watchgraph_projections.catalogue.connections import OtherLayoutError
from watchgraph_projections.catalogue.places import Place
from watchgraph_projections.search.index import create as create_search_index

STATEMENTS_KEPT = 512
"""Prepared statements a connection keeps; Python's default of 128 is fewer than the API has."""
COMPILED_KEPT = 200
"""Statements that SQLAlchemy keeps written: of its usual 500 each may take a hundred kilobytes."""
WRITER_CACHE, READER_CACHE = 16_000, 500
"""KiB of pages that a connection keeps for itself. What readers need often the operating system keeps for them all."""
BUSY_SECONDS = 30
BUILDING_SECONDS = 3600
PREFIX = "watchgraph_"

Plain = str | int | None

_callables: dict[str, Callable[..., Plain]] = {}


def callable_in_sql(name: str, function: Callable[..., Plain]) -> str:
    """Let statements of readers call a function of plain values; return its name in SQL.

    The same arguments must always give the same result: a database may keep it. Connections already open do not know
    it, so functions are declared when their module is loaded.
    """
    called = PREFIX + name
    _callables[called] = function
    return called


@cache
def layout_version() -> int:
    """A number that changes with the tables' VERSION and with the columns that the vocabulary makes."""
    columns = ",".join(f"{each.table.name}.{each.name}" for table in tables.metadata.sorted_tables for each in table.c)
    edges = ",".join(f"{p.name}{int(p.edge)}{int(p.planned)}{p.persistence}" for p in PREDICATES.values())
    return crc32(f"{tables.VERSION}:{columns}:{edges}".encode()) & 0x7FFFFFFF


def check_layout(found: int | None, where: str) -> None:
    """Raise OtherLayoutError where tables are not those that this program reads."""
    if found != layout_version():
        raise OtherLayoutError(
            f"The read models in {where} are those of another version of this program: make them anew by "
            "`watchgraph rebuild` of this version, or go on with that one."
        )


def engine(where: Path | Place, *, write: bool) -> Engine:
    """Open a file of SQLite, or another place. A writer's transaction takes the lock at once."""
    if not isinstance(where, Path):
        return where.engine(write=write)
    path = where
    made = create_engine(
        "sqlite://",
        creator=lambda: _connect(path, write=write),
        poolclass=NullPool,
        query_cache_size=COMPILED_KEPT,
    )
    if write:
        event.listen(made, "begin", _begin_writing)
    return made


def _connect(path: Path, *, write: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=STATEMENTS_KEPT, check_same_thread=False
    )
    if write:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma secure_delete = on")
    else:
        connection.execute("pragma query_only = on")
        _keep_plans(connection)
        for name, function in _callables.items():
            connection.create_function(name, -1, function, deterministic=True)
    connection.execute(f"pragma cache_size = -{WRITER_CACHE if write else READER_CACHE}")
    return connection


def _keep_plans(connection: sqlite3.Connection) -> None:
    """Let a prepared statement be: a SQLite that was built with STAT4 would plan it anew for each new value.

    That takes ten times as long as to answer. Python tells SQLite so from 3.12 on.
    """
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_QPSG)


def _begin_writing(connection: Connection) -> None:
    connection.exec_driver_sql("begin immediate")


@contextmanager
def building_alone(lock: Path) -> Iterator[None]:
    """Let one process at a time build a catalogue. lock: a file of its own; a process that dies lets go of it."""
    with closing(sqlite3.connect(lock, timeout=BUILDING_SECONDS, isolation_level=None)) as held:
        held.execute("begin exclusive")
        yield


def file_identity(path: Path) -> tuple[int, int] | None:
    """Tell one file at a path from another that took its place; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def create(connection: Connection) -> None:
    """Make all tables, and note their layout."""
    if connection.dialect.name == "sqlite":
        _make_tables(connection)
        create_search_index(connection)
        connection.exec_driver_sql(f"pragma user_version = {layout_version()}")
    else:
        schema = connection.exec_driver_sql("show search_path").scalar_one()
        connection.exec_driver_sql(f"create schema if not exists {schema}")
        conditions_everywhere()
        _make_tables(connection)
        create_search_index(connection)
        connection.exec_driver_sql(f"comment on schema {schema} is '{layout_version()}'")


def _make_tables(connection: Connection) -> None:
    for table in tables.metadata.sorted_tables:
        connection.execute(CreateTable(table))
        for each in indexes_in_order(table):
            each.create(connection)


def layout_of(connection: Connection) -> int:
    """Return the layout that was noted, 0 where there are no tables."""
    noted = connection.exec_driver_sql(_NOTED[connection.dialect.name]).scalar()
    return int(noted or 0)


_NOTED = {
    "sqlite": "pragma user_version",
    "postgresql": "select obj_description(to_regnamespace(current_setting('search_path')), 'pg_namespace')",
}


def stored_layout(path: Path) -> int | None:
    """Return the layout that a file has, None where there is no file."""
    if not path.exists():
        return None
    connection = sqlite3.connect(path)
    try:
        version: int = connection.execute("pragma user_version").fetchone()[0]
        return version
    finally:
        connection.close()
