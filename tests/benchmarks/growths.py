"""Growing: what a page and a claim cost in a store ten times as large."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

from sqlalchemy import Table, select
from tests.benchmarks.generated import SEED, fill, generate
from tests.benchmarks.measuring import Finding, Scale, cost, in_turns, settled_heap, timed_each, typical
from tests.benchmarks.peers.questions import DOCUMENTS
from tests.benchmarks.peers.worlds import STATUSES
from tests.benchmarks.stores import TODAY, empty_log

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.columns import AnyColumn
from watchgraph_projections.catalogue.reading import FILE, Catalogue
from watchgraph_projections.follower import Follower
from watchgraph_schema.answers import answer
from watchgraph_schema.requests import Question

TIMES = 10
MOST = 1.5
LISTS = 20
"""How many pages of a hundred are asked for in one turn."""
POINTS = 100
VERSION_OF_OURS = 5
"""The digit of all our ids that tells how they were made; those of copies have another, so none is there already."""
ELSEWHERE = ("standing", "commits", "event", "search_entry", "sealed_field", "fold_state", "dataset", "edition")
"""Tables that neither question reads, or whose size has nothing to do with the number of claims."""

Variables = Mapping[str, object]


class NotAnsweredError(Exception):
    """A question that is timed was answered with an error."""


def growth(scale: Scale) -> list[Finding]:
    """Ask the same of a catalogue and of one in which its rows stand ten times, under other keys and ids."""
    with empty_log() as log:
        fill(log, generate(scale.claims))
        folder = log.path.parent
        Follower.open(log, folder, day=TODAY).close()
        large = folder / "large"
        large.mkdir()
        _multiply(folder / FILE, large / FILE)
        with closing(Catalogue.open(folder)) as one, closing(Catalogue.open(large)) as ten, settled_heap():
            return [
                _compared("a list of 100 with claims and sources", "list", (_lists(), _lists()), (ten, one), scale),
                _compared("a claim with its provenance", "point", (_points(ten), _points(one)), (ten, one), scale),
            ]


def _compared(
    what: str, document: str, asked: tuple[Sequence[Variables], ...], of: tuple[Catalogue, ...], scale: Scale
) -> Finding:
    query = (DOCUMENTS / "watchgraph" / f"{document}.graphql").read_text()
    sides = [
        lambda catalogue=catalogue, each=each: timed_each(lambda variables: _ask(catalogue, query, variables), each)
        for catalogue, each in zip(of, asked, strict=True)
    ]
    rounds = in_turns(scale.pairs, *sides)
    large, small = (typical(rounds, side) / len(asked[side]) * 1e3 for side in (0, 1))
    return Finding(
        what=f"{what}: time with {TIMES} times the claims / with {scale.claims:,}",
        values=cost(rounds),
        goal=MOST,
        notes=(f"{large:.2f} ms and {small:.2f} ms; the larger store is the smaller one's rows, {TIMES} times",),
    )


def _ask(catalogue: Catalogue, query: str, variables: Variables) -> None:
    body = answer(catalogue, Question(query=query, variables=variables)).body
    if "errors" in body:
        raise NotAnsweredError(f"{variables}: {body['errors']}")


def _lists() -> list[Variables]:
    random = _random()
    return [{"status": random.choice(STATUSES), "cameras": str(random.randint(1, 5000))} for _ in range(LISTS)]


def _points(catalogue: Catalogue) -> list[Variables]:
    with catalogue.connect() as connection:
        keys, ids = tables.claim.c.key, tables.claim.c.id
        found = connection.scalars(select(ids).where(tables.claim.c.predicate == "supplies").order_by(keys)).all()
    return [{"claim": each} for each in _random().sample(found, min(POINTS, len(found)))]


def _random() -> Random:
    return Random(SEED)  # noqa: S311 - which rows are asked for, no secret


def _multiply(path: Path, to: Path) -> None:
    """Copy a catalogue and add its present rows again and again; former versions (`X_at`) stay as they are."""
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(to)) as ten:
        one.backup(ten)
        ten.execute("pragma journal_mode = off")
        ten.execute("pragma synchronous = off")
        ten.execute("attach ? as one", (str(path),))
        (step,) = ten.execute("select position + 1 from standing").fetchone()
        for number in range(1, TIMES):
            for table in tables.metadata.tables.values():
                if table.name not in ELSEWHERE and not table.name.endswith("_at"):
                    ten.execute(_again(table, number, step))
            ten.commit()
        ten.execute("pragma optimize")
        ten.execute("pragma journal_mode = wal")


def _again(table: Table, number: int, step: int) -> str:
    columns = ", ".join(column.name for column in table.columns)
    shifted = ", ".join(_shifted(column, number, step) for column in table.columns)
    return f"insert into main.{table.name} ({columns}) select {shifted} from one.{table.name}"  # noqa: S608 - names of ours


def _shifted(column: AnyColumn, number: int, step: int) -> str:
    match column.name, column.info.get("is"):
        case name, "key" | "position":
            return f"{name} + {number * step}"
        case "id", _:
            return f"substr(id, 1, 14) || '{VERSION_OF_OURS + number:x}' || substr(id, 16)"
        case "group_key", _:
            return f"group_key || '{number}'"
        case name, _:
            return name
