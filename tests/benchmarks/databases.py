"""Writing to PostgreSQL: how near imports and commands come to the same rows, written by the server's own means."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

import psycopg
from psycopg import sql
from tests.benchmarks.appends import BLOCK, append_all, append_side, command_findings, ledger_side
from tests.benchmarks.generated import begin_reviews, do_review, generate
from tests.benchmarks.measuring import (
    Finding,
    Scale,
    Side,
    batched,
    in_turns,
    settled_heap,
    speed,
    timed,
    timed_each,
    typical,
)

from watchgraph.ledger import Ledger
from watchgraph.log import KeyStore, Log, postgresql_tables
from watchgraph.postgresql import Address
from watchgraph_server.dev.postgres import PostgresServer
from watchgraph_server.dev.tellings import tell

Commit = tuple[list[tuple[UUID, int, str, bytes, int]], tuple[UUID, str, int, UUID | None]]
"""Rows of events with their positions, and the row of their command."""

INSERT = (
    "insert into stored_events (originator_id, originator_version, topic, state, notification_id) "
    "values (%s, %s, %s, %b, %s)"
)


@dataclass(frozen=True, slots=True)
class Databases:
    """Lends databases of one server, and logs in them; the keys are in files, as they are by default."""

    server: PostgresServer
    keys: KeyStore

    @contextmanager
    def lent(self, template: str = "template1") -> Iterator[str]:
        """Lend the URL of a new database. template: one that it is a copy of."""
        name = f"bench_{uuid4().hex}"
        with self.server.connect("postgres") as admin:
            admin.execute(sql.SQL("create database {} template {}").format(*map(sql.Identifier, (name, template))))
        try:
            yield self.server.settings(name)["WATCHGRAPH_DATABASE_URL"]
        finally:
            with self.server.connect("postgres") as admin:
                admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))

    @contextmanager
    def log(self, template: str = "template1") -> Iterator[Log]:
        """Lend a log in a database of its own."""
        with self.lent(template) as url, closing(Log.of(Address.of(url, "url"), self.keys)) as log:
            yield log

    @contextmanager
    def raw(self, template: str = "template1") -> Iterator[psycopg.Connection]:
        """Lend a connection to a log's tables with nothing around them."""
        with self.lent(template) as url:
            Log.of(Address.of(url, "url"), self.keys).close()
            search = f"-c search_path={postgresql_tables.SCHEMA}"
            with psycopg.connect(url, autocommit=True, options=search, prepare_threshold=2) as connection:
                yield connection


@contextmanager
def databases() -> Iterator[Databases]:
    """Start a PostgreSQL as it comes, whose commits are on the disk when they return, and stop it afterwards."""
    with TemporaryDirectory(prefix="watchgraph-bench-") as folder:
        Path(folder).chmod(0o755)
        server = PostgresServer(folder=Path(folder) / "postgres", tell=tell)
        server.up()
        try:
            with closing(KeyStore.open(Path(folder) / "keys.sqlite")) as keys:
                yield Databases(server, keys)
        finally:
            server.down()


def database_import(scale: Scale) -> Finding:
    """Events encoded and appended, against COPY of the same rows into the same tables."""
    generated = generate(scale.claims)
    with databases() as lent:
        with lent.log() as log:
            append_all(log, generated)
            commits = commits_of(log)

        def ours() -> float:
            with lent.log() as log:
                return timed(lambda: append_all(log, generated))

        def raw() -> float:
            with lent.raw() as connection:
                return timed_each(lambda commit: copy_commit(connection, commit), commits)

        with settled_heap():
            rounds = in_turns(scale.pairs, ours, raw)
    rates = [f"{generated.events / typical(rounds, side):,.0f} events a second" for side in (0, 1)]
    return Finding(
        what="bulk import into PostgreSQL: encode and append / raw COPY of the same rows",
        values=speed(rounds),
        goal=0.5,
        at_least=True,
        notes=(
            f"{generated.events:,} events in {len(generated.imports)} commits; ours {rates[0]}, raw {rates[1]}",
            "same tables and indexes and as many commits on both sides; raw rows are in the driver's types already",
        ),
    )


def database_command(scale: Scale) -> list[Finding]:
    """Commands made durable one by one, against their rows with as many commits; the sides take turns at each."""
    generated = generate(scale.claims)
    block = max(1, min(BLOCK, len(generated.reviews) // scale.pairs))
    reviews = list(enumerate(generated.reviews[: block * scale.pairs]))
    with databases() as lent, ExitStack() as stack:
        with lent.lent() as url:
            with closing(Log.of(Address.of(url, "url"), lent.keys)) as done:
                append_all(done, generated)
                begin_reviews(Ledger.open(done))
                start = done.head()
            template = url.rpartition("/")[2]
            ledger_log, append_log = (stack.enter_context(lent.log(template)) for _ in range(2))
            connection = stack.enter_context(lent.raw(template))
            done = stack.enter_context(lent.log(template))
        for number, review in reviews:
            do_review(Ledger.open(done), review, number)
        sides = (
            ledger_side(ledger_log, reviews),
            _raw_side(connection, commits_of(done, start)),
            append_side(append_log, done, start),
        )
        with settled_heap():
            single = in_turns(len(reviews), *sides)
    rounds: list[tuple[float, ...]] = [tuple(map(sum, zip(*part, strict=True))) for part in batched(single, block)]
    return command_findings(rounds, block, " in PostgreSQL", 0.25)


def commits_of(log: Log, after: int = 0) -> list[Commit]:
    """Read the log's rows behind a position, commit by commit, in the driver's types."""
    rows = [(UUID(row[1]), row[2], row[3], row[4], row[0]) for row in log.rows(after, log.head())]
    commits, start = [], after
    for command in sorted((row for row in log.commands() if row[2] > after), key=lambda row: row[2]):
        commits.append((rows[start - after : command[2] - after], command))
        start = command[2]
    return commits


def copy_commit(connection: psycopg.Connection, commit: Commit) -> None:
    """Write a commit's rows as the driver's documentation tells, with nothing checked."""
    events, command = commit
    with connection.transaction():
        with connection.cursor().copy(postgresql_tables.COPY_EVENTS) as copy:
            copy.set_types(["uuid", "int8", "text", "bytea", "int8"])
            for row in events:
                copy.write_row(row)
        connection.execute(postgresql_tables.REMEMBER, command)


def _raw_side(connection: psycopg.Connection, commits: list[Commit]) -> Side:
    left = iter(commits)

    def write(commit: Commit) -> None:
        events, command = commit
        with connection.transaction():
            connection.cursor().executemany(INSERT, events)
            connection.execute(postgresql_tables.REMEMBER, command)

    def turn() -> float:
        commit = next(left)
        return timed(lambda: write(commit))

    return turn
