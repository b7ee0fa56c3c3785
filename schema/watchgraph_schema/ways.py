"""Why two entities are not tied: the ways that could lead from one to the other, and what stands in each step's way."""

from collections.abc import Iterable

import strawberry

from watchgraph.vocabulary import KINDS, predicate
from watchgraph_projections.graph import stations
from watchgraph_projections.graph.edges import Direction as Walked
from watchgraph_projections.graph.obstacles import Obstacle
from watchgraph_projections.graph.stations import Station
from watchgraph_projections.graph.unwalked import Witness
from watchgraph_projections.graph.walks import MOST_HOPS
from watchgraph_projections.graph.ways import Step, Ways, ways_between
from watchgraph_projections.graph.ways import Way as FoundWay
from watchgraph_schema.connections import Connection, paged
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.enums import Direction, describe_enum
from watchgraph_schema.fixed_lists import fixed
from watchgraph_schema.money_trails import KINDS as TRAIL_STARTS
from watchgraph_schema.money_trails import MissingLink, trails_from
from watchgraph_schema.node_ids import asked_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.paths import PathQuestion, ends_of
from watchgraph_schema.predicates import Predicate, predicate_of
from watchgraph_schema.prices import WALK, costing, of_length
from watchgraph_schema.shown import LazyClaim, LazyEntity, claim_by_key, shown_by_key

MOST_CLAIMS, MOST_LINKS = 10, 20

OBSTACLES = {
    "LICENCE": "All its evidence is under licences that are left out.",
    "UNSURE": "It is less sure than was asked for.",
    "UNREVIEWED": "It waits for review.",
    "PLANNED": "It says a plan, and plans were not to be walked.",
    "ENDED": "It was over by the day.",
    "NOT_BEGUN": "It had not begun by the day.",
    "PREDICATE": "It is of another predicate than those asked for.",
    "SUPERSEDED": "A newer edition of its publisher no longer says it.",
    "NOT_ASSERTED": "It is an opinion, a forecast, a question or a denial.",
    "UNKNOWN": "Its publisher says that it is not known.",
    "WITHDRAWN": "Whoever proposed it took it back.",
    "CORRECTED": "It was found wrong; another claim replaces it.",
    "RETRACTED": "It was found not to stand.",
    "REJECTED": "A reviewer refused it.",
    "REDACTED": "It was made unreadable for a legal reason.",
    "DENIED": "It says that it is not so.",
}
describe_enum(Obstacle, "Why a claim draws no edge that may be walked.", OBSTACLES)


@described
class WayClaim:
    """A claim that speaks for a step, and what stands in its way."""

    reader: strawberry.Private[Reader]
    witness: strawberry.Private[Witness]

    @resolved
    def claim_id(self) -> strawberry.ID:
        """Id of the claim."""
        return strawberry.ID(self.witness.claim.id)

    @resolved
    async def claim(self) -> LazyClaim | None:
        """The claim; null where all its evidence is under licences that are left out."""
        return await claim_by_key(self.reader, self.witness.claim.key)

    @resolved
    def obstacles(self) -> list[Obstacle]:
        """What stands in its way, the worst last; none where it can be walked."""
        return list(self.witness.obstacles)

    @resolved
    def text(self) -> str:
        """The same in words."""
        return _told(self.witness.obstacles)


@described
class WayStep:
    """A step of a way: an edge that is there, or one that claims speak of and that is not."""

    reader: strawberry.Private[Reader]
    step: strawberry.Private[Step]

    @resolved
    async def source(self) -> LazyEntity | None:
        """Where the step starts."""
        return await shown_by_key(self.reader, self.step.hop.source.key)

    @resolved
    async def target(self) -> LazyEntity | None:
        """Where it leads."""
        return await shown_by_key(self.reader, self.step.hop.target.key)

    @resolved
    def predicate(self) -> Predicate:
        """The relation."""
        return predicate_of(predicate(self.step.hop.predicate))

    @resolved
    def direction(self) -> Direction:
        """OUTGOING: the claims say it of the source. INCOMING: of the target."""
        return Direction.OUTGOING if self.step.hop.direction is Walked.FORWARD else Direction.INCOMING

    @resolved
    def open(self) -> bool:
        """Whether it can be walked as it is."""
        return self.step.open

    @resolved
    def barred(self) -> bool:
        """Whether it leaves from an entity of a kind that paths do not pass through: name the kind in `via.kinds`."""
        return self.step.barred

    @resolved
    def disputed(self) -> bool:
        """Whether a claim that speaks for it is disputed. A dispute does not take an edge away."""
        return any(each.claim.disputed for each in self.step.witnesses)

    @resolved
    def text(self) -> str:
        """The step in words."""
        return _step_told(self.step)

    @resolved
    def claim_count(self) -> int:
        """How many claims speak for it."""
        return len(self.step.witnesses)

    @of_length(MOST_CLAIMS)
    @resolved
    def claims(self) -> list[WayClaim]:
        """The claims that speak for it, those with least in their way first, ten at most. Any one of them would do."""
        return [WayClaim(reader=self.reader, witness=each) for each in self.step.witnesses[:MOST_CLAIMS]]


def _told(obstacles: Iterable[Obstacle]) -> str:
    return " ".join(OBSTACLES[each] for each in obstacles) or "It can be walked."


def _step_told(step: Step) -> str:
    hop = step.hop
    ends = (hop.source, hop.target) if hop.direction is Walked.FORWARD else (hop.target, hop.source)
    subject, object_ = (end.label or end.id for end in ends)
    said = f"{subject} {predicate(hop.predicate).label} {object_}"
    if step.barred:
        kind = KINDS[hop.source.kind].label
        said = f"{said} (but no path passes through a {kind} unless `via.kinds` names it)"
    if not step.witnesses[0].obstacles:
        return f"{said}: there"
    return f"{said}: not there. {_told(step.witnesses[0].obstacles)}"


@described
class Way(Node):
    """A way that would tie the two if its closed steps were open."""

    reader: strawberry.Private[Reader]
    asked: strawberry.Private[PathQuestion]
    place: strawberry.Private[int]
    way: strawberry.Private[FoundWay]

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return asked_id("Way", self.asked, self.reader.moment, self.place)

    @resolved
    def length(self) -> int:
        """How many steps it has."""
        return len(self.way.steps)

    @resolved
    def closed(self) -> int:
        """How many of them cannot be walked; 0: it is a path."""
        return self.way.closed

    @of_length(MOST_HOPS)
    @resolved
    def steps(self) -> list[WayStep]:
        """Its steps from the one end to the other, as many as `maxHops` at most."""
        return [WayStep(reader=self.reader, step=step) for step in self.way.steps]


@described
class WhyNot:
    """Why no path leads from one entity to another, and which claims would make one."""

    reader: strawberry.Private[Reader]
    asked: strawberry.Private[PathQuestion]
    found: strawberry.Private[Ways]

    @resolved
    def connected(self) -> bool:
        """Whether a path does lead there: then `ways` has the first, and `paths` has all."""
        return self.found.connected

    @resolved
    def text(self) -> str:
        """The reason in words."""
        return _reason(self.found)

    @resolved
    def searched_hops(self) -> int:
        """Up to how many hops every way was looked at: fewer than asked for where there was too much to read."""
        return self.found.searched

    @paged
    def ways(self) -> Connection[Way]:
        """The shortest ways, fifty at most, those first that lack the fewest steps."""
        return self.way_list()

    def way_list(self) -> Connection[Way]:
        """The same, for whoever looks for one of them."""
        named = "ways", (self.asked, self.reader.without)
        return fixed(self.reader, named, list(enumerate(self.found.ways)), self._way)

    def _way(self, reader: Reader, numbered: tuple[int, FoundWay]) -> Way:
        return Way(reader=reader, asked=self.asked, place=numbered[0], way=numbered[1])

    @costing(WALK)
    @of_length(MOST_LINKS)
    @resolved
    def missing(self) -> list[MissingLink]:
        """Links of the money trails at one end that no standing claim names: what nobody has recorded, or shown.

        From a place, a deployment or a vendor towards the lender, twenty at most; none where neither end is of these.
        """
        links = _missing(self.reader, self.found)[:MOST_LINKS]
        return [MissingLink(reader=self.reader, missing=each) for each in links]


def _missing(reader: Reader, found: Ways) -> list[stations.Missing]:
    kinds = frozenset[str]().union(*TRAIL_STARTS.values())
    start = next((end for end in (found.start, found.end) if end.kind in kinds), None)
    if start is None:
        return []
    trails = trails_from(reader, start)
    links = {(link.station, link.after.id): link for trail in trails for link in trail.missing}
    order = {station: place for place, station in enumerate(Station)}
    return sorted(links.values(), key=lambda link: (order[link.station], link.after.id))


def _reason(found: Ways) -> str:
    ends = " and ".join(end.label or end.id for end in (found.start, found.end))
    if not found.ways:
        return f"No claim of any state ties {ends} within {found.searched} hops."
    nearest = found.ways[0]
    told = " ".join(f"{_step_told(step)}." for step in nearest.steps if not step.open).replace("..", ".")
    if not told:
        return f"A path of {len(nearest.steps)} hops ties {ends}."
    among = "one way" if len(found.ways) == 1 else f"{len(found.ways)} ways"
    lacking = f"{nearest.closed} of its {len(nearest.steps)} steps"
    return f"No path ties {ends}. Claims speak of {among}; the nearest lacks {lacking}: {told}"


def find_ways(reader: Reader, asked: PathQuestion) -> WhyNot:
    """Answer why not. Raises what `ends_of` and `ways_between` raise."""
    ends = ends_of(reader, asked)
    found = ways_between(reader.connection, ends, moment=reader.moment, max_hops=asked.max_hops, walk=asked.walk)
    return WhyNot(reader=reader, asked=asked, found=found)
