"""Rebuilding: how near the fold comes to reading the log and writing the same rows."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from sqlalchemy import Connection, Engine, event, insert
from tests.benchmarks.generated import fill, generate
from tests.benchmarks.measuring import Finding, Scale, cost, in_turns, settled_heap, timed, typical, without_gc
from tests.benchmarks.stores import TODAY, empty_log

from watchgraph.log import Log
from watchgraph_projections.catalogue import databases
from watchgraph_projections.catalogue.queries import sql
from watchgraph_projections.catalogue.reading import FILE
from watchgraph_projections.catalogue.tables import metadata
from watchgraph_projections.follower import Follower

CLAIMS_OF_A_PAIR = 20_000
RAW = "raw.sqlite"
READING = "reading"

Rows = Mapping[str, Sequence[tuple[object, ...]]]
Seconds = defaultdict[str, float]


def rebuild(scale: Scale) -> Finding:
    """The read models built anew, against reading and decoding the log and writing the same rows."""
    claims = min(scale.claims, CLAIMS_OF_A_PAIR)
    with empty_log() as log:
        fill(log, generate(claims))
        folder, follower = log.path.parent, Follower(log, log.path.parent)
        with spent() as by_table:
            whole = timed(lambda: follower.rebuild(day=TODAY))
        rows, raw_by_table, scanning = _rows(folder / FILE), Seconds(float), Seconds(float)

        def raw() -> float:
            scanning["log"] = timed(lambda: _scan(log))
            return scanning["log"] + timed(lambda: _write(folder / RAW, rows, raw_by_table))

        with settled_heap():
            rounds = in_turns(scale.pairs, lambda: timed(lambda: follower.rebuild(day=TODAY)), raw)
        follower.close()
    turns = {name: seconds / scale.pairs for name, seconds in raw_by_table.items()}
    return Finding(
        what="rebuild / (read and decode the log + write the same rows raw)",
        values=cost(rounds),
        goal=2.0,
        notes=(
            f"{claims:,} claims a pair, {row_count(rows):,} rows; ours {typical(rounds, 0):.2f} s, "
            f"raw {typical(rounds, 1):.2f} s, of which reading the log {scanning['log']:.2f} s",
            *_cost_by_table(rows, by_table, turns, whole),
        ),
    )


def row_count(rows: Rows) -> int:
    """Count the rows of all tables."""
    return sum(map(len, rows.values()))


def _scan(log: Log) -> None:
    for _ in log.scan(0):
        pass


def _rows(path: Path) -> Rows:
    """Read all rows of a catalogue, table by table in the order in which they were written."""
    with databases.engine(path, write=False).connect() as connection:
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f"select * from {name} order by rowid")]  # noqa: S608 - names of ours
            for name in metadata.tables
        }


def _write(path: Path, rows: Rows, seconds: Seconds) -> None:
    """Write rows into an empty catalogue as a rebuild does, indexes and search index included."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    engine = databases.engine(path, write=True)
    with without_gc(), engine.connect() as connection:
        with connection.begin():
            databases.create(connection)
            for name, held in rows.items():
                start = perf_counter()
                _put(connection, name, held)
                seconds[name] += perf_counter() - start
        connection.exec_driver_sql("commit")  # the transaction that asking for anything begins
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    engine.dispose()


def _put(connection: Connection, name: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        connection.exec_driver_sql(sql(insert(metadata.tables[name])), list(rows))


@contextmanager
def spent() -> Iterator[Seconds]:
    """Sum up the seconds that statements take, by the table that they write; reading apart."""
    seconds, started = Seconds(float), [0.0]

    def before(*_: object) -> None:
        started[0] = perf_counter()

    def after(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        seconds[_written(statement)] += perf_counter() - started[0]

    event.listen(Engine, "before_cursor_execute", before)
    event.listen(Engine, "after_cursor_execute", after)
    try:
        yield seconds
    finally:
        event.remove(Engine, "before_cursor_execute", before)
        event.remove(Engine, "after_cursor_execute", after)


_WRITES = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)", re.IGNORECASE)


def _written(statement: str) -> str:
    found = _WRITES.match(statement)
    return found[1] if found else READING


def _cost_by_table(rows: Rows, ours: Seconds, raw: Mapping[str, float], whole: float) -> Iterator[str]:
    yield "cost by table: rows, seconds to write them in one rebuild, and raw"
    shown = [name for name in rows if rows[name]]
    for name in sorted(shown, key=lambda name: -raw[name]):
        yield f"  {name:24}{len(rows[name]):>9,}{ours[name]:>8.3f}{raw[name]:>8.3f}"
    writing = sum(ours[name] for name in shown)
    yield f"  {'all tables':24}{row_count(rows):>9,}{writing:>8.3f}{sum(raw.values()):>8.3f}"
    rest = whole - sum(ours.values())
    yield f"  reading what each page touches {ours[READING]:.3f} s; decoding, folding and commits {rest:.3f} s"
