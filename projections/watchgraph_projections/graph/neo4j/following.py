"""The follower of the catalogue that keeps the graph in Neo4j: it writes changes and position in one transaction."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from time import monotonic
from typing import ClassVar, Final, Self

from neo4j.exceptions import Neo4jError
from sqlalchemy import Connection

from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue.standing import read_standing
from watchgraph_projections.graph.neo4j import changes, writing
from watchgraph_projections.graph.neo4j.errors import GraphUnavailableError, GraphUnusableError
from watchgraph_projections.graph.neo4j.models import MODEL, schema_statements
from watchgraph_projections.graph.neo4j.servers import Server, Statement
from watchgraph_projections.graph.neo4j.standings import (
    GraphStanding,
    check_agent,
    check_history,
    check_standing,
    clearing,
    fresh,
    making,
    mark_of,
    moving,
    origin_of,
    standing_of,
)
from watchgraph_projections.graph.sql import Connects

logger = logging.getLogger(__name__)

BATCH: Final = 5_000
"""Versions written in one transaction, about. A larger commit takes several, of which the last moves the position:
until then nobody who reads at a position sees what the others wrote."""

LOOK_SECONDS: Final = 1.0
LONGEST_LOOK_SECONDS: Final = 10.0
"""A server that is silent for so long is away."""

_CLEAR: Final = (
    "match ()-[c]->() call (c) { delete c } in transactions of 10000 rows",
    "match (n) where not n:Standing call (n) { delete n } in transactions of 10000 rows",
)

Progress = Callable[[int, int], None]
"""Called with the position reached and that of the catalogue."""


class PoisonChangeError(WatchgraphError):
    """A commit brings what the graph cannot take. The projection stops at it; nothing is skipped."""

    code: ClassVar[str] = "poison-change"


class GraphFollower:
    """Keeps the graph in Neo4j where the catalogue is. One of them writes at a time: of two that meet, one gives way.

    Raises GraphUnavailableError while Neo4j does not answer (try again), GraphUnusableError where the database is not
    for this store, PoisonChangeError at what cannot be written.
    """

    name: ClassVar[str] = "graph"

    def __init__(self, catalogue: Connects, server: Server, *, batch: int = BATCH) -> None:
        self._catalogue = catalogue
        self._server = server
        self._batch = batch
        self._standing: GraphStanding | None = None
        self._reached = 0
        self._looked = 0.0

    @classmethod
    def open(cls, catalogue: Connects, server: Server, *, batch: int = BATCH) -> Self:
        """Look whether the database may be used, and prepare it."""
        follower = cls(catalogue, server, batch=batch)
        follower.prepare()
        return follower

    @property
    def position(self) -> int:
        """The last commit that the graph showed when this follower last saw it; 0 before it looked."""
        return self._reached

    def catch_up(self, progress: Progress | None = None) -> int:
        """Write what is new in the catalogue; return the position at which the graph then stands."""
        standing = self._standing or self.prepare()
        size = self._batch
        while True:
            with self._catalogue.connect() as connection:
                head = read_standing(connection).position
                if standing.position >= head:
                    return standing.position
                found = changes.window(connection, standing.position, head, size)
                try:
                    standing = self._take(connection, standing, found)
                except (GraphUnavailableError, GraphUnusableError):
                    self._standing = None
                    raise
                except (Neo4jError, LookupError, TypeError, ValueError) as error:
                    if size == 1:
                        raise self._poisoned(found, error) from error
                    logger.warning("The graph could not take commits %s to %s at once", found.after, found.upto)
                    size = 1
            if progress is not None:
                progress(standing.position, head)

    def due(self) -> bool:
        """Whether there may be something to write. Looks every second whether the graph is as it was left."""
        if monotonic() - self._looked > LOOK_SECONDS:
            self._looked = monotonic()
            known, self._standing = self._standing, None  # who does not answer now may be another when it does
            if known == standing_of(self._server, until=monotonic() + LONGEST_LOOK_SECONDS):
                self._standing = known
        with self._catalogue.connect() as connection:
            return self._standing is None or read_standing(connection).position > self._standing.position

    def rebuild(self, progress: Progress | None = None) -> int:
        """Build the graph from nothing, in the same database; return the position at which it then stands.

        Whoever reads meanwhile is told to come back.
        """
        self._checked()
        self._declare()
        self.empty()
        return self.catch_up(progress)

    def empty(self) -> GraphStanding:
        """Take the graph back to where nothing is in it; until that is done nobody can read it."""
        self._standing = None
        self._server.write([clearing()])
        for text in _CLEAR:
            self._server.alone(text)
        standing = fresh()
        self._server.write([making(standing)])
        return self._stands(standing)

    def look(self) -> int:
        """Where the graph stands in the database; nothing is changed."""
        standing = self._checked()
        return 0 if standing is None else standing.position

    def _checked(self) -> GraphStanding | None:
        check_agent(self._server.agent(), self._server.where)
        standing = standing_of(self._server)
        with self._catalogue.connect() as connection:
            check_standing(self._server, standing, connection)
        return standing

    def prepare(self) -> GraphStanding:
        """Look at the database, and make what is missing. One of an older model is emptied."""
        standing = self._checked()
        if standing is not None and standing.model == MODEL:
            with self._catalogue.connect() as connection:
                if standing.position <= read_standing(connection).position:
                    check_history(self._server, standing, connection)
            return self._stands(standing)
        self._declare()
        return self.empty()

    def _declare(self) -> None:
        """Make constraints and indexes, and wait until they serve."""
        self._server.write([Statement(text) for text in schema_statements()])
        self._server.alone("call db.awaitIndexes(300)")

    def _take(self, connection: Connection, standing: GraphStanding, found: changes.Window) -> GraphStanding:
        """Write the commits of a window and let the graph stand at the last of them."""
        check_history(self._server, standing, connection)
        moved = replace(
            standing,
            position=found.upto,
            store=standing.store or origin_of(connection),
            mark=mark_of(connection, found.upto),
        )
        written = batches(connection, found, self._batch)
        ready = next(written, ())
        for following in written:
            self._write(standing, standing, ready)
            ready = following
        self._write(standing, moved, ready)
        return self._stands(moved)

    def _stands(self, standing: GraphStanding) -> GraphStanding:
        self._standing, self._reached = standing, standing.position
        return standing

    def _write(self, before: GraphStanding, after: GraphStanding, statements: Iterable[Statement]) -> None:
        found = self._server.write([moving(before, after), *statements])
        if not found[0]:
            raise GraphUnavailableError("Another follower writes the graph, or it is being built anew")

    @staticmethod
    def _poisoned(found: changes.Window, error: Exception) -> PoisonChangeError:
        return PoisonChangeError(f"The graph cannot take the commit at position {found.upto} ({type(error).__name__})")


def batches(connection: Connection, found: changes.Window, size: int) -> Iterator[Sequence[Statement]]:
    """All that a window brings, in order; each batch is one transaction, and a small window is one batch."""
    versions, ended = changes.entities(connection, found), changes.ended_entities(connection, found)
    first = [*writing.commit_statements(changes.commits(connection, found))]
    while len(versions) > size:
        yield [*first, *writing.entity_statements(versions[:size], ended)]
        versions, first = versions[size:], []
    first += writing.entity_statements(versions, ended)
    edges = changes.edges(connection, found)
    some = list(islice(edges, max(size - len(versions), 0)))
    first += writing.edge_statements(some)
    while some := list(islice(edges, size)):
        yield first
        first = [*writing.edge_statements(some)]
    first += writing.ended_edge_statements(changes.ended_edges(connection, found))
    if changes.erases(connection, found):
        first += writing.unnaming_statements(changes.nameless(connection))
    yield first
