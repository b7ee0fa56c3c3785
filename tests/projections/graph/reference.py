"""The graph's rules once more, over plain lists and without a thought for speed: what every adapter is held to."""

from collections.abc import Iterator

from tests.projections.graph.worlds import ClaimRow, EntityRow, World

from watchgraph.domain.edtf import parse
from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import OPEN
from watchgraph_projections.graph.edges import Hop
from watchgraph_projections.graph.walks import Walk

Step = tuple[str, str, str, str, tuple[tuple[str, str], ...], int | None, bool, bool]
"""Source id, predicate, target id, direction, claims with certainty in order, confidence, planned, disputed."""


def told(hop: Hop) -> Step:
    """What a hop says, in plain words."""
    claims = tuple((claim.id, claim.certainty.value) for claim in hop.claims)
    ends = (hop.source.id, hop.predicate, hop.target.id, hop.direction.value)
    return (*ends, claims, hop.confidence, hop.planned, hop.disputed)


def strength(step: Step) -> int:
    return -1 if step[5] is None else step[5]


def order(step: Step) -> tuple[str, str, str]:
    return (step[2], step[1], step[3])


def _holds(row: EntityRow | ClaimRow, moment: Moment) -> bool:
    return row.until == OPEN if moment.now else row.since <= moment.position < row.until


def _certainty(claim: ClaimRow, day: int, *, ended: bool) -> str | None:
    """YES, POSSIBLY or NO for an edge that is walked, else None."""
    persistence = PREDICATES[claim.predicate].persistence
    bounds = parse(claim.valid, persistence)
    if day < bounds.from_earliest:
        return None
    if persistence is Persistence.OCCURRENCE:
        return "YES" if bounds.from_latest <= day else "POSSIBLY"
    certainty = bounds.holds_on(day).value
    return certainty if certainty != "NO" or ended else None


def kinds(world: World, moment: Moment) -> dict[str, str]:
    return {row.id: row.kind for row in world.entities if _holds(row, moment)}


def steps(world: World, moment: Moment, walk: Walk) -> list[Step]:
    """Every edge in both directions."""
    ids = {row.key: row.id for row in world.entities if _holds(row, moment)}
    edges: dict[tuple[int, str, int], list[tuple[ClaimRow, str]]] = {}
    for claim in world.claims:
        certainty = _certainty(claim, moment.day, ended=walk.ended)
        walked = walk.predicates is None or claim.predicate in walk.predicates
        if _holds(claim, moment) and claim.draws and certainty and walked and (walk.planned or not claim.planned):
            edges.setdefault((claim.subject, claim.predicate, claim.object), []).append((claim, certainty))
    found: list[Step] = []
    for (subject, predicate, target), claims in edges.items():
        said = _said(claims)
        if subject != target and strength(("", "", "", "", *said)) >= (walk.min_confidence or -1):
            found.append((ids[subject], predicate, ids[target], "FORWARD", *said))
            found.append((ids[target], predicate, ids[subject], "BACKWARD", *said))
    return sorted(found, key=lambda step: (step[0], order(step)))


def _said(claims: list[tuple[ClaimRow, str]]) -> tuple[tuple[tuple[str, str], ...], int | None, bool, bool]:
    rank = {"YES": 0, "POSSIBLY": 1, "NO": 2}
    claims = sorted(
        claims,
        key=lambda pair: (
            pair[0].planned,
            rank[pair[1]],
            -(-1 if pair[0].confidence is None else pair[0].confidence),
            pair[0].id,
        ),
    )
    planned = all(claim.planned for claim, _ in claims)
    judged = [c.confidence for c, _ in claims if c.confidence is not None and c.planned == planned]
    named = tuple((claim.id, certainty) for claim, certainty in claims)
    return named, max(judged, default=None), planned, any(claim.disputed for claim, _ in claims)


def paths(world: World, ends: tuple[str, str], moment: Moment, walk: Walk, max_hops: int) -> list[tuple[Step, ...]]:
    """Every path, in the order promised."""
    kind_of, all_steps = kinds(world, moment), steps(world, moment, walk)

    def onward(way: tuple[Step, ...], here: str) -> Iterator[tuple[Step, ...]]:
        if here == ends[1]:
            yield way
        elif len(way) < max_hops and (here == ends[0] or _passed(kind_of[here], walk) or kind_of[here] == "Place"):
            for step in all_steps:
                if step[0] == here and step[2] not in {ends[0], *(each[2] for each in way)}:
                    yield from onward((*way, step), step[2])

    def rank(way: tuple[Step, ...]) -> tuple[int, int, list[tuple[str, str, str]]]:
        return (len(way), -min(strength(step) for step in way), [order(step) for step in way])

    def allowed(way: tuple[Step, ...]) -> bool:
        down = [_within(kind_of, step, walk, "BACKWARD") for step in way]
        up = [_within(kind_of, step, walk, "FORWARD") for step in way]
        return all(
            _passed(kind_of[step[2]], walk) or all(down[: met + 1]) or all(up[met + 1 :])
            for met, step in enumerate(way[:-1])
        )

    return sorted(filter(allowed, onward((), ends[0])), key=rank)


def _within(kind_of: dict[str, str], step: Step, walk: Walk, direction: str) -> bool:
    """Whether a step leads from a place to one within it (BACKWARD) or the other way, and this counts."""
    kinds_met = {kind_of[step[0]], kind_of[step[2]]}
    return walk.through is None and (step[1], step[3], kinds_met) == ("partOf", direction, {"Place"})


def _passed(kind: str, walk: Walk) -> bool:
    return kind in walk.through if walk.through is not None else kind not in {"Group", "Place", "Source", "Technology"}


def around(world: World, start: str, moment: Moment, walk: Walk, hops: int) -> tuple[dict[str, int], set[str]]:
    """Distance of everything within so many hops, and whose edges were read for it."""
    kind_of, all_steps = kinds(world, moment), steps(world, moment, walk)
    distances, left, inside = {start: 0}, {start: 0}, {start: 0}
    for distance in range(1, hops + 1):
        ring = [each for each, far in left.items() if far == distance - 1]
        for step in (each for each in all_steps if each[0] in ring):
            distances.setdefault(step[2], distance)
            if _passed(kind_of[step[2]], walk):
                left.setdefault(step[2], distance)
            if inside.get(step[0]) == distance - 1 and _within(kind_of, step, walk, "BACKWARD"):
                left.setdefault(step[2], inside.setdefault(step[2], distance))
    return distances, {each for each, far in left.items() if far < hops}
