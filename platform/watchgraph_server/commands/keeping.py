"""`status`, `rebuild` and `verify`: looking after the store."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Final

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from watchgraph.domain.edtf import EdtfError, latest_day
from watchgraph.errors import WatchgraphError
from watchgraph.settings import Settings
from watchgraph_projections import follower
from watchgraph_projections.follower import Follower
from watchgraph_projections.views.holdings import Holding, holdings
from watchgraph_schema.times import day_text
from watchgraph_server.answers import Answered, answer
from watchgraph_server.databases import existing, place_of
from watchgraph_server.graphs import GRAPH, graph_position, rebuild_graph
from watchgraph_server.outcomes import ANSWER_IS_ERROR, BadInputError
from watchgraph_server.output import write_json
from watchgraph_server.stores import CATALOGUE, Store, log_of
from watchgraph_server.terminal import console, heading, row
from watchgraph_server.verification import verify as examine

WAYS: Final = {
    "families": "family of predicates",
    "kinds": "kind of what they are about",
    "datasets": "data set",
    "licences": "licence of their evidence (two count twice)",
}
"""How claims are counted, in words."""


class Total(Answered, frozen=True):
    """The length of a list."""

    total_count: int


class Held(Answered, frozen=True):
    """What is in a store: the shape of `documents/status.graphql`."""

    claims: Total
    standing: Total
    waiting: Total
    sources: Total
    gone: Total
    open_disputes: Total


class Graph(msgspec.Struct, frozen=True):
    """The graph in Neo4j. position: where it stands; failure: why nobody can say."""

    position: int | None
    failure: str | None = None


class Status(msgspec.Struct, frozen=True):
    """Where a store is and how far it has come. head: of the log; position, day: where the read models stand.

    claims: counted by family of predicates, by kind of their subjects, by data set and by licence. graph: None where
    none is kept in Neo4j.
    """

    folder: str
    head: int
    position: int
    day: int
    bytes: dict[str, int]
    held: Held
    claims: dict[str, tuple[Holding, ...]]
    graph: Graph | None = None


def status(*, as_json: bool) -> None:
    """Print where the store is and what it holds; a store that is not there is not made."""
    existing()
    with Store.open() as store:
        found = _status(store)
    if as_json:
        write_json(found)
    else:
        _show(found)


def _status(store: Store) -> Status:
    standing = store.catalogue.standing()
    keys = store.settings.keys_path
    return Status(
        folder=str(store.folder),
        head=store.log.head(),
        position=standing.position,
        day=standing.day,
        bytes={
            "log": store.log.room(),
            **({keys.name: keys.stat().st_size} if keys.exists() else {}),
            "catalogue": store.follower.place.room(),
        },
        held=answer(store.catalogue, "status", {}, Held),
        claims=_counted(store),
        graph=_graph(store),
    )


def _graph(store: Store) -> Graph | None:
    try:
        position = graph_position(store.settings, store.catalogue)
    except WatchgraphError as error:
        return Graph(None, str(error))
    return None if position is None else Graph(position)


def _counted(store: Store) -> dict[str, tuple[Holding, ...]]:
    with store.catalogue.connect() as connection:
        return holdings(connection, store.catalogue.moment())._asdict()


def _show(found: Status) -> None:
    out, held = console(), found.held
    heading(out, found.folder)
    row(out, "log", f"{found.head} events")
    row(out, "read models", f"at position {found.position}, on day {day_text(found.day)} (UTC)")
    if found.graph is not None:
        row(out, "graph", found.graph.failure or f"in Neo4j, at position {found.graph.position}")
    for name, size in found.bytes.items():
        row(out, "", f"{name} {size / 2**20:.1f} MiB")
    row(out, "claims", f"{held.claims.total_count}, of which {held.standing.total_count} stand and "
        f"{held.waiting.total_count} wait for review")  # fmt: skip
    row(out, "sources", f"{held.sources.total_count}, of which {held.gone.total_count} are gone from the web")
    row(out, "disputes", f"{held.open_disputes.total_count} open")
    for way, counted in found.claims.items():
        _show_counted(out, way, counted)


def _show_counted(out: Console, way: str, found: Sequence[Holding]) -> None:
    """Show the claims counted in one way; those that do not stand are told beside."""
    heading(out, f"claims by {WAYS[way]}")
    width = max((len(each.name) for each in found), default=0)
    for each in found:
        idle = each.claims - each.standing
        row(out, each.name, f"{each.claims}" + (f", of which {idle} do not stand" if idle else ""), width=width)


def rebuild(projection: str, today: str | None) -> None:
    """Make the read models anew: the catalogue or the graph. Raises BadInputError for what is neither, or no date."""
    if projection == GRAPH:
        _rebuild_graph()
        return
    if projection != CATALOGUE:
        raise BadInputError(f"No projection {projection[:40]!r} is kept here; there is {CATALOGUE} and {GRAPH}")
    settings = Settings()
    with log_of(settings) as log, closing(Follower(log, place_of(settings))) as folding, bar("Rebuilding") as progress:
        standing = folding.rebuild(day=None if today is None else _day(today), progress=progress)
    row(
        console(),
        "rebuilt",
        f"read models at position {standing.position}, on day {day_text(standing.day)} (UTC)",
        indent=0,
    )


def _rebuild_graph() -> None:
    with Store.open() as store, bar("Rebuilding") as progress:
        position = rebuild_graph(store.settings, store.catalogue, progress)
    row(console(), "rebuilt", f"graph at position {position}", indent=0)


def _day(text: str) -> int:
    try:
        return latest_day(text)
    except EdtfError as error:
        raise BadInputError(f"--today {text!r}: {error}") from error


def verify(*, as_json: bool) -> None:
    """Print the verdict; end with status 1 where something is wrong."""
    with Store.open() as store, bar("Verifying") as progress:
        found = examine(store, progress=progress)
    if as_json:
        write_json({"passed": found.passed, "verification": found})
    else:
        out = console()
        row(
            out,
            "read models",
            "as a rebuild makes them" if found.state_hash == found.rebuilt_hash else "NOT as a rebuild makes them",
        )
        row(out, "state hash", found.state_hash)
        row(out, "standing", f"position {found.position}, day {day_text(found.day)}")
        if found.difference is not None:
            row(out, "rebuilt", found.rebuilt_hash)
            row(out, "table", found.difference.table)
            row(out, "here", found.difference.here or "no such row")
            row(out, "rebuilt", found.difference.there or "no such row")
        for unit in found.keys_lost:
            row(out, "key lost", unit)
    if not found.passed:
        raise typer.Exit(ANSWER_IS_ERROR)


@contextmanager
def bar(what: str) -> Iterator[follower.Progress | None]:
    """Show on a terminal how far the fold has come; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(error=True), transient=True) as shown:
        task = shown.add_task(what)

        def show(position: int, head: int) -> None:
            shown.update(task, completed=position, total=head)

        yield show
