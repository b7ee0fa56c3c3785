"""Genuine servers for tests: started when the first test of a run asks, shared by its workers, gone after it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from uuid import uuid4

from neo4j import Driver
from psycopg import sql
from tests import keeper

from watchgraph_server.dev.neo4j import Neo4jServer
from watchgraph_server.dev.postgres import PostgresServer
from watchgraph_server.dev.processes import alone
from watchgraph_server.dev.servers import ServerSettings
from watchgraph_server.dev.tellings import tell

SMALL_POSTGRES = ("fsync=off", "full_page_writes=off", "shared_buffers=64MB")
"""A killed process loses nothing by these; only a machine that loses its power does."""
SMALL_NEO4J = ("-Xmx384m", "-XX:TieredStopAtLevel=1")
"""Compiles little: starts in half the time, and asks no test's few questions more slowly."""


@cache
def run_folder() -> Path:
    """The folder of all servers of this run: the same for all its workers, removed after it."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid4().hex  # a number of a process may come again
    folder = Path(tempfile.gettempdir()) / f"watchgraph-tests-{os.getuid()}-{run}"
    with alone(folder.with_suffix(".lock")):
        if not folder.exists():
            folder.mkdir()
            whole = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
            _start_keeper(whole, folder)
    return folder


def _start_keeper(run: int, folder: Path) -> None:
    quiet = subprocess.DEVNULL
    started = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, keeper.__file__, str(run), str(folder)],
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
    )
    started.returncode = 0  # it outlives us, which is no mistake to be warned of


@dataclass(frozen=True, kw_only=True)
class Postgres:
    """A running PostgreSQL."""

    server: PostgresServer

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """Lend a new database, by its URL. template: one that it is a copy of, to which nobody is connected."""
        name = f"test_{uuid4().hex}"
        with self.server.connect("postgres") as connection:
            connection.execute(
                sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template))
            )
        try:
            yield self.server.settings(name)["WATCHGRAPH_DATABASE_URL"]
        finally:
            with self.server.connect("postgres") as connection:
                connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def shared_postgres() -> Postgres:
    """The PostgreSQL of this run, with all its workers; nobody stops it."""
    folder = run_folder()
    server = PostgresServer(folder=folder / "postgres", tell=tell, options=SMALL_POSTGRES)
    with alone(folder / "postgres.lock"):
        server.up()
    return Postgres(server=server)


@contextmanager
def own_postgres() -> Iterator[Postgres]:
    """Lend a PostgreSQL to one test, which may kill it, stop it and start it again."""
    server = PostgresServer(folder=run_folder() / f"postgres-{uuid4().hex}", tell=tell, options=SMALL_POSTGRES)
    server.up()
    try:
        yield Postgres(server=server)
    finally:
        server.down()


@dataclass(frozen=True, kw_only=True)
class Neo4j:
    """A running Neo4j that nobody else uses meanwhile: the test may kill it, stop it and start it again."""

    server: Neo4jServer

    @property
    def settings(self) -> dict[str, str]:
        """The settings of the environment that lead a program to it."""
        return self.server.settings()

    @property
    def uri(self) -> str:
        return self.settings["WATCHGRAPH_NEO4J_URI"]

    @property
    def user(self) -> str:
        return self.settings["WATCHGRAPH_NEO4J_USER"]

    @property
    def password(self) -> str:
        return self.settings["WATCHGRAPH_NEO4J_PASSWORD"]

    def clear(self) -> None:
        """Leave nothing in it: no node, no constraint, no index."""
        with self.server.driver() as driver:
            _clear(driver)


_lending = Lock()


@contextmanager
def lent_neo4j() -> Iterator[Neo4j]:
    """Lend the Neo4j of this run, empty: it has one database, so that the others of the run wait for it."""
    if not _lending.acquire(blocking=False):
        raise RuntimeError("This worker has the Neo4j already, lent to a wider fixture: it would wait for itself.")
    try:
        yield from _lent_neo4j()
    finally:
        _lending.release()


def _lent_neo4j() -> Iterator[Neo4j]:
    folder = run_folder()
    server = Neo4jServer(folder=folder / "neo4j", downloads=ServerSettings().downloads, tell=tell, options=SMALL_NEO4J)
    with alone(folder / "neo4j.lock"):
        server.up()
        lent = Neo4j(server=server)
        lent.clear()
        yield lent


def _clear(driver: Driver) -> None:
    with driver.session() as session:  # piece by piece, as a whole graph may not fit into its memory
        session.run("match (n) call (n) { detach delete n } in transactions of 10000 rows").consume()
    for kind in ("constraint", "index"):
        listed = driver.execute_query(f"show {kind} yield name, type where type <> 'LOOKUP' return name")
        for (name,) in listed.records:
            driver.execute_query(f"drop {kind} `{name}` if exists")
