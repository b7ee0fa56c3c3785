"""The graph over the catalogue's claims: one statement a step, however many entities stand at it."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, Self

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Integer,
    Row,
    Select,
    bindparam,
    or_,
    select,
    union_all,
)

from watchgraph.domain.edtf import Bounds
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.connections import check_of
from watchgraph_projections.catalogue.labels import label_of
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.graph.edges import EdgeClaim, Hop, Node
from watchgraph_projections.graph.explored import Read
from watchgraph_projections.graph.searches import Edge, SearchedGraph, Sight, certainty_of, check_width, drawn
from watchgraph_projections.graph.walks import OCCURRENCES, Bounded, Walk


class Connects(Protocol):
    """What is needed of a catalogue."""

    def connect(self) -> AbstractContextManager[Connection]:
        """A connection that reads one unchanging state."""
        ...


@dataclass(frozen=True, slots=True)
class Lent:
    """One connection that somebody else opened and will close, so that all of an answer reads one state."""

    connection: Connection

    def connect(self) -> AbstractContextManager[Connection]:
        return nullcontext(self.connection)


class SqlGraph(SearchedGraph):
    """Frontier search over `claim`, or `claim_at` for another moment than now."""

    def __init__(self, catalogue: Connects, *, bounded: Bounded | None = None) -> None:
        super().__init__(bounded)
        self._catalogue = catalogue

    @classmethod
    def on(cls, connection: Connection) -> Self:
        """Read on a connection that is already open."""
        return cls(Lent(connection))

    @contextmanager
    def _seen(self, moment: Moment) -> Iterator[Sight]:
        with self._catalogue.connect() as connection:
            yield Sight(
                nodes=lambda ids: nodes_of(ids, connection, moment),
                reading=lambda walk: self._reading(connection, moment, walk),
                check=check_of(connection),
            )

    def _reading(self, connection: Connection, moment: Moment, walk: Walk) -> Read:
        check = check_of(connection)

        def said(row: Row[*tuple[object, ...]]) -> tuple[Edge, EdgeClaim]:
            check()
            return edge_of(row), claim_of(row, moment)

        def read(keys: Collection[int]) -> list[Hop]:
            bound = {"keys": sorted(keys), "most": self._bounded.claims + 1}
            rows = connection.execute(_step(moment, walk), bound).all()
            check_width(rows, self._bounded)
            return drawn(map(said, rows))

        return read


def nodes_of(ids: Sequence[str], connection: Connection, moment: Moment) -> dict[str, Node]:
    """The entities that these ids stand for."""
    rows = connection.execute(_lookup(moment), {"ids": ids})
    return {row.asked: Node(key=row.key, id=row.id, kind=row.kind, label=row.label) for row in rows}


# Putting a statement together costs more than running it: they are kept for as long as people ask of one moment.
@lru_cache(maxsize=64)
def _lookup(moment: Moment) -> Select[str, int, str, str, str | None]:
    stated, shown = moment.of((tables.entity, tables.entity_at)), moment.of((tables.entity, tables.entity_at))
    return (
        select(
            stated.c.id.label("asked"), shown.c.key, shown.c.id, shown.c.kind, label_of(shown, moment).label("label")
        )
        .join(shown, shown.c.key == stated.c.cluster)
        .where(stated.c.id.in_(bindparam("ids", expanding=True)), moment.holds(stated), moment.holds(shown))
    )


@lru_cache(maxsize=64)
def _step(moment: Moment, walk: Walk) -> CompoundSelect[*tuple[object, ...]]:
    """Claims that touch the entities `keys`, `most` of them; one between two of them comes twice."""
    both = union_all(_touching("subject", moment, walk), _touching("object", moment, walk))
    return both.limit(bindparam("most", type_=Integer))


def _touching(side: str, moment: Moment, walk: Walk) -> Select[*tuple[object, ...]]:
    """Claims that draw an edge from (side `subject`) or to (side `object`) these entities, with both ends."""
    claim = moment.of((tables.claim, tables.claim_at))
    subject, target = moment.of((tables.entity, tables.entity_at)), moment.of((tables.entity, tables.entity_at))
    columns = (
        "key", "id", "predicate", "planned", "disputed", "confidence",
        "from_earliest", "from_latest", "until_earliest", "until_latest",
    )  # fmt: skip
    return (
        select(
            *(claim.c[name] for name in columns),
            *end_columns("subject", subject, moment),
            *end_columns("target", target, moment),
        )
        .join(subject, subject.c.key == claim.c.subject)
        .join(target, target.c.key == claim.c.object)
        .where(
            claim.c[side].in_(bindparam("keys", expanding=True)),
            claim.c.draws == 1,
            claim.c.subject != claim.c.object,
            moment.holds(claim),
            moment.holds(subject),
            moment.holds(target),
            *_walked(claim, moment, walk),
        )
    )


def end_columns(side: str, entity: FromClause, moment: Moment) -> list[ColumnElement[object]]:
    """What a node is made of, each column under the name of its side."""
    columns = [entity.c[name].label(f"{side}_{name}") for name in ("key", "id", "kind")]
    return [*columns, label_of(entity, moment).label(f"{side}_label")]


def _walked(claim: FromClause, moment: Moment, walk: Walk) -> list[ColumnElement[bool]]:
    """What had begun by the day and, unless an occurrence or asked for, was not surely over by then."""
    conditions: list[ColumnElement[bool]] = [claim.c.from_earliest <= moment.day]
    if not walk.ended:
        conditions.append(or_(claim.c.until_latest > moment.day, claim.c.predicate.in_(sorted(OCCURRENCES))))
    if not walk.planned:
        conditions.append(claim.c.planned == 0)
    if walk.predicates is not None:
        conditions.append(claim.c.predicate.in_(sorted(walk.predicates)))
    return conditions


def edge_of(row: Row[*tuple[object, ...]]) -> Edge:
    """Which edge a claim would draw: its predicate, its subject and its object."""
    subject = Node(key=row.subject_key, id=row.subject_id, kind=row.subject_kind, label=row.subject_label)
    target = Node(key=row.target_key, id=row.target_id, kind=row.target_kind, label=row.target_label)
    return row.predicate, subject, target


def claim_of(row: Row[*tuple[object, ...]], moment: Moment) -> EdgeClaim:
    """The claim, as of a moment."""
    bounds = Bounds(row.from_earliest, row.from_latest, row.until_earliest, row.until_latest)
    return EdgeClaim(
        key=row.key,
        id=row.id,
        bounds=bounds,
        certainty=certainty_of(row.predicate, bounds, moment.day),
        confidence=row.confidence,
        planned=bool(row.planned),
        disputed=bool(row.disputed),
    )
