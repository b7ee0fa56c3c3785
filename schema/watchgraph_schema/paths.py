"""Paths: how two entities are tied to each other, each hop with its claims."""

from dataclasses import dataclass
from typing import Annotated

import strawberry

from watchgraph.vocabulary import kind, predicate
from watchgraph_projections.graph import paths
from watchgraph_projections.graph.port import GraphReader
from watchgraph_projections.graph.sql import SqlGraph
from watchgraph_projections.graph.walks import ENDS_ONLY, MOST_HOPS, Walk
from watchgraph_schema.connections import LARGEST_PAGE, USUAL_PAGE, PageInfo
from watchgraph_schema.context import Reader, public_id
from watchgraph_schema.describing import described, described_input, resolved
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.fixed_lists import Ledger
from watchgraph_schema.given import share
from watchgraph_schema.hops import Hop
from watchgraph_schema.windows import Question, Window, window

USUAL_HOPS = 4


@described_input
class PathVia:
    """What a path may be made of and lead through."""

    predicates: list[str] | None = strawberry.field(
        default=None, description="Names of the predicates whose edges may be walked; all that draw edges if absent."
    )
    kinds: list[str] | None = strawberry.field(
        default=None,
        description=(
            "Kinds of the entities that a path may pass through; its ends may be of any kind. "
            f"If absent: all kinds but {', '.join(sorted(ENDS_ONLY))}, which touch so much that a way through them "
            "says nothing. But an end that is a place stands for the places within it, by `partOf`, too: a path from "
            "Serbia may pass through Belgrade to its cameras, and none between two vendors passes through either."
        ),
    )
    planned: bool = strawberry.field(
        default=True, description="Whether edges that only plans draw are walked; they are marked."
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
FirstArgument = Annotated[
    int, strawberry.argument(description=f"How many from the start of the ranking, 1 to {LARGEST_PAGE}.")
]
AfterArgument = Annotated[str | None, strawberry.argument(description="Only those after the one with this cursor.")]


@described
class Path:
    """A chain of edges between two entities that meets no entity twice. It is as strong as its weakest link."""

    reader: strawberry.Private[Reader]
    ledger: strawberry.Private[Ledger]
    path: strawberry.Private[paths.Path]

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


@described
class PathEdge:
    """A path with its place in the ranking."""

    cursor: str = strawberry.field(description="Opaque place of the path: asks for those that come after.")
    node: Path = strawberry.field(description="The path.")


@described
class PathConnection:
    """Paths: the shortest first, then those whose weakest link is strongest, then by the ids along the way."""

    found: strawberry.Private[Window[Path]]

    @resolved
    def edges(self) -> list[PathEdge]:
        """The paths of this page, each with its cursor."""
        both = zip(self.found.cursors(), self.found.items, strict=True)
        return [PathEdge(cursor=cursor, node=path) for cursor, path in both]

    @resolved
    def nodes(self) -> list[Path]:
        """The paths of this page, without cursors."""
        return list(self.found.items)

    @resolved
    def page_info(self) -> PageInfo:
        """Where this page lies in the ranking."""
        return self.found.page_info()


@dataclass(frozen=True, slots=True, kw_only=True)
class PathQuestion:
    """What the arguments of the field say."""

    start: str
    end: str
    max_hops: int
    walk: Walk
    first: int = USUAL_PAGE
    after: str | None = None


def graph_of(reader: Reader) -> GraphReader:
    """The graph as of the state that a request reads."""
    return SqlGraph.on(reader.connection)


def walk_of(via: PathVia | None, min_confidence: int | None) -> Walk:
    """Read what a path may be made of. Raises BadArgumentError, UnknownPredicateError and UnknownKindError."""
    via = via or PathVia()
    for name in via.predicates or ():
        if not predicate(name).edge:
            raise BadArgumentError(f"`via.predicates`: {name} draws no edge")
    return Walk(
        predicates=None if via.predicates is None else frozenset(via.predicates),
        through=None if via.kinds is None else frozenset(kind(name).name for name in via.kinds),
        min_confidence=share(min_confidence, "minConfidence") or 0,
        planned=via.planned,
        ended=via.ended,
    )


def find_paths(reader: Reader, asked: PathQuestion) -> PathConnection:
    """Answer with a page of paths. Raises what `GraphReader.paths` and `windows.window` raise, and BadIdError."""
    ends = (public_id(asked.start), public_id(asked.end))
    listed = Question(
        name="paths", asked=(ends, asked.max_hops, _plain(asked.walk)), first=asked.first, after=asked.after
    )

    def rank(at: Reader, first: int) -> list[Path]:
        ledger = Ledger(at)
        found = graph_of(at).paths(ends, moment=at.moment, max_hops=asked.max_hops, walk=asked.walk, first=first)
        return [Path(reader=at, ledger=ledger, path=path) for path in found]

    return PathConnection(found=window(reader, listed, rank))


def _plain(walk: Walk) -> tuple[object, ...]:
    """The same for equal walks, whatever the order of their sets."""
    sets = (walk.predicates, walk.through)
    return (*(None if each is None else sorted(each) for each in sets), walk.min_confidence, walk.planned, walk.ended)
