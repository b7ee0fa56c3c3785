"""Paths: how two entities are tied to each other, each hop with its claims."""

from dataclasses import dataclass
from typing import Annotated

import strawberry

from watchgraph.argument_places import read_at
from watchgraph.vocabulary import predicate
from watchgraph_projections.graph import paths
from watchgraph_projections.graph.port import GraphReader
from watchgraph_projections.graph.sql import SqlGraph
from watchgraph_projections.graph.walks import ENDS_ONLY, MOST_HOPS, Walk
from watchgraph_schema.codes import EntityKind
from watchgraph_schema.connections import Connection
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described, described_input, resolved
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.fixed_lists import Ledger
from watchgraph_schema.given import share
from watchgraph_schema.hops import Hop
from watchgraph_schema.known_ids import known_ids
from watchgraph_schema.node_ids import asked_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.rankings import Ranking

USUAL_HOPS = 4
_ENDS = sorted(EntityKind(each).name for each in ENDS_ONLY)


@described_input
class PathVia:
    """What a path may be made of and lead through."""

    predicates: list[str] | None = strawberry.field(
        default=None, description="Names of the predicates whose edges may be walked; all that draw edges if absent."
    )
    kinds: list[EntityKind] | None = strawberry.field(
        default=None,
        description=(
            "Kinds of the entities that a path may pass through; its ends may be of any kind. "
            f"If absent: all kinds but {', '.join(_ENDS)}, which touch so much that a way through them "
            "says nothing. But an end that is a place stands for the places within it, by `partOf`, too: a path from "
            "Serbia may pass through Belgrade to its cameras, and none between two vendors passes through either."
        ),
    )
    planned: bool = strawberry.field(
        default=True,
        description=(
            "Whether edges that only plans draw are walked; they are marked. Each claim is taken by its own words: "
            "what a status calls planned has edges like anything else, and its `hasStatus` says so."
        ),
    )
    ended: bool = strawberry.field(
        default=False, description="Whether edges that were over by the day are walked too; they are marked NO."
    )


FromArgument = Annotated[strawberry.ID, strawberry.argument(name="from", description="Id of the entity at one end.")]
ToArgument = Annotated[strawberry.ID, strawberry.argument(description="Id of the entity at the other end.")]
MaxHopsArgument = Annotated[int, strawberry.argument(description=f"Longest path wanted, 1 to {MOST_HOPS} hops.")]
ViaArgument = Annotated[
    PathVia | None, strawberry.argument(description="What the paths may be made of and lead through.")
]
MinConfidenceArgument = Annotated[
    int | None,
    strawberry.argument(
        description="Only edges of this confidence or more, 0 to 100; leaves out what cannot be judged."
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathQuestion:
    """What is asked for. start, end: public ids."""

    start: str
    end: str
    max_hops: int
    walk: Walk


@described
class Path(Node):
    """A chain of edges between two entities that meets no entity twice. It is as strong as its weakest link."""

    reader: strawberry.Private[Reader]
    ledger: strawberry.Private[Ledger]
    path: strawberry.Private[paths.Path]
    asked: strawberry.Private[PathQuestion]
    rank: strawberry.Private[int]

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return asked_id("Path", self.asked, self.reader.moment, self.rank)

    @resolved
    def length(self) -> int:
        """How many hops it has."""
        return len(self.path.hops)

    @resolved
    def hops(self) -> list[Hop]:
        """Its hops, from the one end to the other."""
        return [self._hop(number) for number in range(len(self.path.hops))]

    @resolved
    def confidence(self) -> int | None:
        """The confidence of its weakest link, 0 to 100; null where a hop cannot be judged."""
        return self.path.weakest

    @resolved
    def weakest_link(self) -> Hop:
        """The hop of least confidence, the first of several."""
        return self._hop(self.path.hops.index(self.path.link))

    def _hop(self, number: int) -> Hop:
        return Hop(reader=self.reader, ledger=self.ledger, hop=self.path.hops[number])


def graph_of(reader: Reader) -> GraphReader:
    """The graph as of the state that a request reads. Only the catalogue knows what licences leave out."""
    return SqlGraph.on(reader.connection) if reader.graph is None or reader.moment.without else reader.graph


def walk_of(via: PathVia | None, min_confidence: int | None) -> Walk:
    """Read what a path may be made of. Raises BadArgumentError, UnknownPredicateError and UnknownKindError."""
    via = via or PathVia()
    for name in via.predicates or ():
        if not read_at("via.predicates", predicate, name).edge:
            raise BadArgumentError(f"`via.predicates`: {name} draws no edge")
    return Walk(
        predicates=None if via.predicates is None else frozenset(via.predicates),
        through=None if via.kinds is None else frozenset(each.value for each in via.kinds),
        min_confidence=share(min_confidence, "minConfidence") or 0,
        planned=via.planned,
        ended=via.ended,
    )


def ends_of(reader: Reader, asked: PathQuestion) -> tuple[str, str]:
    """The ids of both ends. Raises BadIdError and UnknownEntityError."""
    return known_ids(reader, [asked.start], "from")[0], known_ids(reader, [asked.end], "to")[0]


def find_paths(reader: Reader, asked: PathQuestion) -> Connection[Path]:
    """Answer with paths. Raises what `ends_of` raises; looking at them raises what `GraphReader.paths` raises."""
    ends = ends_of(reader, asked)

    def rank(at: Reader, first: int) -> list[Path]:
        ledger = Ledger(at)
        found = graph_of(at).paths(ends, moment=at.moment, max_hops=asked.max_hops, walk=asked.walk, first=first)
        return [Path(reader=at, ledger=ledger, path=each, asked=asked, rank=n) for n, each in enumerate(found, 1)]

    return Connection(part=Ranking(reader, "paths", (ends, asked.max_hops, _plain(asked.walk)), rank))


def _plain(walk: Walk) -> tuple[object, ...]:
    """The same for equal walks, whatever the order of their sets."""
    sets = (walk.predicates, walk.through)
    return (*(None if each is None else sorted(each) for each in sets), walk.min_confidence, walk.planned, walk.ended)
