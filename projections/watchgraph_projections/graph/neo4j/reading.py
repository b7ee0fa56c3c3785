"""The graph's questions answered from Neo4j, at any position that it has come to."""

import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from time import monotonic, sleep
from typing import Final

from msgspec import convert

from watchgraph.domain.edtf import Bounds
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.graph.edges import EdgeClaim, Hop, Node
from watchgraph_projections.graph.explored import Read
from watchgraph_projections.graph.neo4j.errors import GraphUnavailableError, GraphUnusableError
from watchgraph_projections.graph.neo4j.models import EDGES, MODEL
from watchgraph_projections.graph.neo4j.servers import Row, Server
from watchgraph_projections.graph.neo4j.standings import GraphStanding, check_agent, origin_of, standing_of
from watchgraph_projections.graph.searches import SearchedGraph, Sight, certainty_of, check_width, drawn
from watchgraph_projections.graph.sql import Connects
from watchgraph_projections.graph.walks import Bounded, Walk

logger = logging.getLogger(__name__)

LOOK_SECONDS: Final = 0.02

_LOOKUP: Final = """
unwind $ids as asked
match (v:EntityVersion {id: asked}) where v.recorded_from <= $position and v.recorded_to > $position
match (s:EntityVersion {key: v.cluster}) where s.recorded_from <= $position and s.recorded_to > $position
return asked, s.key, s.id, s.kind, s.label
"""
_NODES: Final = """
unwind $keys as key
match (v:EntityVersion {key: key}) where v.recorded_from <= $position and v.recorded_to > $position
return v.key, v.id, v.kind, v.label
"""

Said = tuple[int, int, EdgeClaim, str]
"""Keys of subject and object, the claim and its predicate."""


class Neo4jGraph(SearchedGraph):
    """Frontier search over relationships, a statement a step. It reads as of the moment's position, always.

    catalogue: of the store that the graph has to be of; if absent, any will do. patience: seconds that an answer waits
    for the graph to come to its position. Raises GraphUnavailableError where it does not, or where Neo4j does not
    answer. Licences cannot be left out here: see `Moment.without`.
    """

    def __init__(
        self,
        server: Server,
        *,
        catalogue: Connects | None = None,
        patience: float = 1,
        bounded: Bounded | None = None,
    ) -> None:
        super().__init__(bounded)
        self._server = server
        self._catalogue = catalogue
        self._store: str | None = None
        self._patience = patience

    def check(self) -> None:
        """Raise GraphUnusableError for a server that is too old or refuses us, GraphUnavailableError for one away."""
        check_agent(self._server.agent(), self._server.where)
        self._standing()

    def _standing(self) -> GraphStanding | None:
        standing = standing_of(self._server)
        if standing is not None and standing.model != MODEL:
            raise GraphUnusableError(
                f"The Neo4j database at {self._server.where} was written by another version of this program (model "
                f"{standing.model}, here {MODEL})"
            )
        if standing is not None and standing.store is not None and self._origin() not in {None, standing.store}:
            raise GraphUnusableError(f"The Neo4j database at {self._server.where} holds the graph of another store")
        return standing

    def _origin(self) -> str | None:
        """The store that is asked about, as standings name it; None where that is not known."""
        if self._store is None and self._catalogue is not None:
            with self._catalogue.connect() as connection:
                self._store = origin_of(connection)
        return self._store

    @contextmanager
    def _seen(self, moment: Moment) -> Iterator[Sight]:
        try:
            with self._standing_still(moment) as sight:
                yield sight
        except GraphUnusableError as error:
            logger.warning("The graph's database cannot be used: %s", error)
            raise GraphUnavailableError("The graph's database cannot be used now") from error

    @contextmanager
    def _standing_still(self, moment: Moment) -> Iterator[Sight]:
        until = monotonic() + self._server.seconds
        began = self._arrived(moment.position)
        known: dict[int, Node] = {}
        try:
            yield Sight(
                nodes=lambda ids: self._found(ids, moment, until),
                reading=lambda walk: self._reading(moment, walk, known, until),
            )
        finally:
            self._check_unmoved(began)

    def _arrived(self, position: int) -> GraphStanding:
        """Wait until the graph has come to a position."""
        until = monotonic() + self._patience
        while True:
            standing = self._standing()
            if standing is not None and standing.position >= position:
                return standing
            if monotonic() > until:
                at = 0 if standing is None else standing.position
                raise GraphUnavailableError(f"The graph stands at position {at} and has yet to come to {position}")
            sleep(LOOK_SECONDS)

    def _check_unmoved(self, began: GraphStanding) -> None:
        """What was recorded by a position stays so; only a graph that is built anew meanwhile shows less."""
        standing = standing_of(self._server)
        if standing is None or standing.built != began.built:
            raise GraphUnavailableError("The graph is being built anew")

    def _found(self, ids: Sequence[str], moment: Moment, until: float) -> dict[str, Node]:
        rows = self._server.read(_LOOKUP, until=until, ids=list(ids), position=moment.position)
        return {str(asked): _node(node) for asked, *node in rows}

    def _reading(self, moment: Moment, walk: Walk, known: dict[int, Node], until: float) -> Read:
        def read(keys: Collection[int]) -> list[Hop]:
            rows = self._server.read(
                _step(walk),
                until=until,
                keys=sorted(keys),
                position=moment.position,
                day=moment.day,
                most=self._bounded.claims + 1,
            )
            check_width(rows, self._bounded)
            said = [_said(row, moment) for row in rows]
            self._know({key for subject, target, *_ in said for key in (subject, target)}, moment, known, until)
            return drawn(
                ((predicate, known[subject], known[target]), claim)
                for subject, target, claim, predicate in said
                if subject in known and target in known
            )

        return read

    def _know(self, keys: set[int], moment: Moment, known: dict[int, Node], until: float) -> None:
        """Read the entities as they were shown then, each once in a search."""
        fresh = sorted(keys - known.keys())
        if fresh:
            nodes = map(_node, self._server.read(_NODES, until=until, keys=fresh, position=moment.position))
            known |= {node.key: node for node in nodes}


@lru_cache(maxsize=64)
def _step(walk: Walk) -> str:
    """Claims that touch the entities `keys`, `most` of them; one between two of them comes twice.

    Names in it are types of relationships, which come from the vocabulary.
    """
    types = "" if walk.predicates is None else ":" + "|".join(sorted(EDGES[name] for name in walk.predicates))
    walked = (
        "c.draws and s <> o and c.recorded_from <= $position and c.recorded_to > $position and c.shown_from <= $day"
        + ("" if walk.ended else " and c.shown_until > $day")
        + ("" if walk.planned else " and not c.planned")
    )
    told = (
        "s.key as subject, o.key as object, c.key as key, c.claim as claim, c.from_earliest as from_earliest, "
        "c.from_latest as from_latest, c.until_earliest as until_earliest, c.until_latest as until_latest, "
        "c.confidence as confidence, c.planned as planned, c.disputed as disputed, c.predicate as predicate"
    )
    return f"""
call () {{
    match (s:Entity)-[c{types}]->(o:Entity) where s.key in $keys and {walked} return {told}
    union all
    match (s:Entity)-[c{types}]->(o:Entity) where o.key in $keys and {walked} return {told}
}}
return subject, object, key, claim, from_earliest, from_latest, until_earliest, until_latest,
    confidence, planned, disputed, predicate
limit $most
"""


def _node(row: Sequence[object]) -> Node:
    key, id_, kind, label = convert(row, tuple[int, str, str, str | None])
    return Node(key=key, id=id_, kind=kind, label=label)


def _said(row: Row, moment: Moment) -> Said:
    subject, target, key, claim, first, second, third, last, confidence, planned, disputed, predicate = convert(
        row, tuple[int, int, int, str, int, int, int, int, int | None, bool, bool, str]
    )
    bounds = Bounds(first, second, third, last)
    found = EdgeClaim(
        key=key,
        id=claim,
        bounds=bounds,
        certainty=certainty_of(predicate, bounds, moment.day),
        confidence=confidence,
        planned=planned,
        disputed=disputed,
    )
    return subject, target, found, predicate
