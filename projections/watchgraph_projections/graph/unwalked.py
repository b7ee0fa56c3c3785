"""Every claim of any state that speaks of an edge, as edges that a search may walk: the nearer, the stronger."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from sqlalchemy import CompoundSelect, Connection, Integer, Row, Select, bindparam, case, select, union_all

from watchgraph.domain.edtf import Bounds
from watchgraph.vocabulary import PREDICATES
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.graph.edges import Direction, EdgeClaim, Hop
from watchgraph_projections.graph.obstacles import Obstacle, Said, obstacles, openness
from watchgraph_projections.graph.searches import Edge, check_width
from watchgraph_projections.graph.sql import claim_of, edge_of, end_columns
from watchgraph_projections.graph.walks import Bounded, Walk
from watchgraph_projections.views.entities import ENTITIES

EDGES: Final = sorted(name for name, predicate in PREDICATES.items() if predicate.edge)
COLUMNS: Final = (
    "key", "id", "predicate", "state", "polarity", "modality", "planned", "disputed", "confidence",
    "from_earliest", "from_latest", "until_earliest", "until_latest",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A claim that speaks for an edge. obstacles: what stands in its way, empty where nothing does."""

    claim: EdgeClaim
    obstacles: tuple[Obstacle, ...]


class Unwalked:
    """Reads edges at a moment. walk: what could be walked, by which obstacles are told."""

    def __init__(self, connection: Connection, moment: Moment, walk: Walk, bounded: Bounded) -> None:
        self._connection = connection
        self._moment = moment
        self._walk = walk
        self._bounded = bounded
        self._witnesses: dict[tuple[str, int, int], tuple[Witness, ...]] = {}

    def read(self, keys: Collection[int]) -> list[Hop]:
        """All edges that touch these entities, from subject to object. Raises TooWideError."""
        bound = {"keys": sorted(keys), "most": self._bounded.claims + 1}
        rows = self._connection.execute(_step(self._moment), bound).all()
        check_width(rows, self._bounded)
        edges: dict[Edge, dict[int, Witness]] = {}
        for row in rows:
            edges.setdefault(edge_of(row), {})[row.key] = self._witness(row)
        return [self._edge(edge, claims) for edge, claims in edges.items()]

    def witnesses(self, hop: Hop) -> tuple[Witness, ...]:
        """The claims that speak for an edge that was read, whichever way it is walked, the nearest to it first."""
        ends = (hop.source.key, hop.target.key)
        subject, target = ends if hop.direction is Direction.FORWARD else ends[::-1]
        return self._witnesses[hop.predicate, subject, target]

    def _witness(self, row: Row[*tuple[object, ...]]) -> Witness:
        bounds = Bounds(row.from_earliest, row.from_latest, row.until_earliest, row.until_latest)
        said = Said(
            predicate=row.predicate,
            state=row.state,
            polarity=row.polarity,
            modality=row.modality,
            planned=bool(row.planned),
            bounds=bounds,
            there=bool(row.there),
        )
        claim = claim_of(row, self._moment)
        return Witness(claim=claim, obstacles=obstacles(said, self._walk, self._moment.day))

    def _edge(self, edge: Edge, claims: Mapping[int, Witness]) -> Hop:
        """One edge, its strength being how open it is. Whether it is sure enough is told of all its open claims."""
        witnesses = list(claims.values())
        open_ = [each.claim for each in witnesses if not each.obstacles]
        if open_ and not self._walk.admits(Hop.drawn(*edge, open_)):
            witnesses = [each if each.obstacles else replace(each, obstacles=(Obstacle.UNSURE,)) for each in witnesses]
        witnesses.sort(key=lambda each: (-openness(each.obstacles), each.claim.id))
        predicate, subject, target = edge
        self._witnesses[predicate, subject.key, target.key] = tuple(witnesses)
        drawn = Hop.drawn(*edge, [each.claim for each in witnesses])
        return replace(drawn, confidence=openness(witnesses[0].obstacles))


@lru_cache(maxsize=64)
def _step(moment: Moment) -> CompoundSelect[*tuple[object, ...]]:
    """Claims of any state that touch the entities `keys`, `most` of them; one between two of them comes twice."""
    return union_all(_touching("subject", moment), _touching("object", moment)).limit(bindparam("most", type_=Integer))


def _touching(side: str, moment: Moment) -> Select[*tuple[object, ...]]:
    claim, subject, target = moment.of(CLAIMS), moment.of(ENTITIES), moment.of(ENTITIES)
    known = replace(moment, without=())
    return (
        select(
            *(claim.c[name] for name in COLUMNS),
            case((moment.holds(claim), 1), else_=0).label("there"),
            *end_columns("subject", subject, moment),
            *end_columns("target", target, moment),
        )
        .join(subject, subject.c.key == claim.c.subject)
        .join(target, target.c.key == claim.c.object)
        .where(
            claim.c[side].in_(bindparam("keys", expanding=True)),
            claim.c.predicate.in_(EDGES),
            claim.c.subject != claim.c.object,
            known.holds(claim),
            known.holds(subject),
            known.holds(target),
        )
    )
