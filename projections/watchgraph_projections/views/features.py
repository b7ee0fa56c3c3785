"""What lies where: places that have coordinates, and deployments at such places, one feature a spot."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

import msgspec
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    FromClause,
    RowMapping,
    Select,
    SelectBase,
    Text,
    Tuple,
    and_,
    case,
    cast,
    func,
    null,
    or_,
    select,
    tuple_,
    union_all,
)

from watchgraph.domain.edtf import ALWAYS, NEVER
from watchgraph_projections.catalogue.dialects import Smaller, member
from watchgraph_projections.catalogue.expressions import greatest
from watchgraph_projections.catalogue.kinds import KIND_TABLES
from watchgraph_projections.catalogue.labels import label_of
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.timelines import RANKS, YEAR
from watchgraph_projections.views.claim_filters import ClaimFilter, conditions
from watchgraph_projections.views.entities import ENTITIES
from watchgraph_projections.views.entity_filters import EntityFilter, kept, may_lead
from watchgraph_projections.views.pages import TIE, Listing, Owner
from watchgraph_projections.views.rows import read, table_at
from watchgraph_projections.views.slots import Structure

COORDINATES: Final = "coordinates"
SITED: Final = ("hasSite", "deployedIn")
"""What puts a deployment at a place: a spot of it, or the place that it is in."""
PLACE, DEPLOYMENT = "Place", "Deployment"


class Box(NamedTuple):
    """A part of the globe in degrees (WGS 84), in the order of RFC 7946. west > east: it crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float


class FeatureRow(msgspec.Struct, frozen=True, kw_only=True):
    """Something at a spot.

    entity, point, via: keys; …_id: public ids. point: the claim that gives the coordinates, value: these, as stored.
    via: the claim that puts a deployment there, by `predicate`; None for the place itself.
    surely: the claims surely hold on the day. confidence: the least of theirs, None where one cannot be judged.
    """

    entity: int
    entity_id: str
    kind: str
    label: str | None
    point: int
    point_id: str
    value: str
    via: int | None
    via_id: str | None
    predicate: str | None
    surely: int
    disputed: int
    planned: int
    confidence: int | None

    @property
    def claims(self) -> dict[int, str]:
        """The claims that it rests on: key to public id."""
        point = {self.point: self.point_id}
        return point if self.via is None or self.via_id is None else {self.via: self.via_id} | point


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureList(Listing[FeatureRow]):
    """Features in recorded order. Of rival coordinates of a place the best counts, as for any headline.

    kinds: PLACE, DEPLOYMENT or both. box: None for the whole globe. said: the entity is the subject of such a claim.
    place: what a place is like, that which a deployment is at too. deployed: what a deployment is like, or one that is
    at the place.
    """

    name: ClassVar[str] = "features"
    kinds: Structure[tuple[str, ...]] = (PLACE, DEPLOYMENT)
    box: Structure[Box | None] = None
    said: ClaimFilter | None = None
    place: EntityFilter | None = None
    deployed: EntityFilter | None = None

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        chosen = {PLACE: self._places, DEPLOYMENT: self._deployments}
        branches = [chosen[kind](moment) for kind in self.kinds]
        return branches[0] if len(branches) == 1 else union_all(*branches)

    def _places(self, moment: Moment) -> Select[*tuple[object, ...]]:
        point = table_at(moment, CLAIMS, "point")
        ties: dict[str, ColumnElement[object]] = {
            "via": cast(null(), BigInteger),
            "via_id": cast(null(), Text),
            "predicate": cast(null(), Text),
        }
        sure: dict[str, ColumnElement[object]] = {
            "surely": case((moment.surely(point), 1), else_=0),
            **{name: point.c[name] for name in ("disputed", "planned", "confidence")},
        }
        found = self._feature(point, point.c.subject, ties | sure, moment)
        return found.add_columns(point.c.key.label(TIE)).where(*self._holding(point.c.subject, moment))

    def _deployments(self, moment: Moment) -> Select[*tuple[object, ...]]:
        point, via = table_at(moment, CLAIMS, "point"), table_at(moment, CLAIMS, "via")
        ties = {"via": via.c.key, "via_id": via.c.id, "predicate": via.c.predicate}
        sure = {
            "surely": case((and_(moment.surely(point), moment.surely(via)), 1), else_=0),
            "disputed": greatest([point.c.disputed, via.c.disputed]),
            "planned": greatest([point.c.planned, via.c.planned]),
            "confidence": Smaller(point.c.confidence, via.c.confidence),
        }
        found = self._feature(point, via.c.subject, ties | sure, moment)
        sited = (*_sited(via, point.c.subject, moment), *self._such(via.c.subject, moment))
        return found.add_columns(via.c.key.label(TIE)).where(*sited, ~_told_better(via, moment))

    def _feature(
        self,
        point: FromClause,
        subject: ColumnElement[object],
        others: Mapping[str, ColumnElement[object]],
        moment: Moment,
    ) -> Select[*tuple[object, ...]]:
        entity = table_at(moment, ENTITIES, "entity")
        columns = {
            "entity": entity.c.key,
            "entity_id": entity.c.id,
            "kind": entity.c.kind,
            "label": label_of(entity, moment),
            "point": point.c.key,
            "point_id": point.c.id,
            "value": point.c.value,
            **others,
        }
        found = select(*[columns[name].label(name) for name in FeatureRow.__struct_fields__])
        there = (entity.c.key == subject, moment.holds(entity), *self._located(point, moment))
        return found.where(*there, *self._said(subject, moment))

    def _located(self, point: FromClause, moment: Moment) -> Iterator[ColumnElement[bool]]:
        yield point.c.predicate == COORDINATES
        yield from asserted(point, moment)
        yield ~_rivalled(point, moment)
        if self.box is not None:
            yield from _within(point, self.box)
        if self.place is not None:
            yield _is(PLACE, self.place, point.c.subject, moment)

    def _such(self, deployment: ColumnElement[object], moment: Moment) -> Iterator[ColumnElement[bool]]:
        if self.deployed is not None:
            yield _is(DEPLOYMENT, self.deployed, deployment, moment)

    def _holding(self, place: ColumnElement[object], moment: Moment) -> Iterator[ColumnElement[bool]]:
        """Keep places that such a deployment is at."""
        if self.deployed is not None:
            siting = table_at(moment, CLAIMS, "siting")
            held = (*_sited(siting, place, moment), *self._such(siting.c.subject, moment))
            yield select(siting.c.key).where(*held).exists()

    def _said(self, entity: ColumnElement[object], moment: Moment) -> Iterator[ColumnElement[bool]]:
        if self.said is not None:
            claims = table_at(moment, CLAIMS, "said")
            said = (claims.c.subject == entity, moment.holds(claims), *conditions(self.said, claims, moment))
            yield select(claims.c.key).where(*said).exists()

    def row(self, values: RowMapping) -> FeatureRow:
        return read(FeatureRow, values)


def _sited(claims: FromClause, place: ColumnElement[object], moment: Moment) -> tuple[ColumnElement[bool], ...]:
    """Whether it puts a deployment at the place."""
    return claims.c.object == place, claims.c.predicate.in_(SITED), *asserted(claims, moment)


def _is(kind: str, wanted: EntityFilter, entity: ColumnElement[object], moment: Moment) -> ColumnElement[bool]:
    """Whether an entity is of a kind and such."""
    rows = table_at(moment, KIND_TABLES[kind], f"one_{kind}")
    return select(rows.c.key).where(rows.c.key == entity, moment.holds(rows), *kept(wanted, rows, moment)).exists()


def asserted(claims: FromClause, moment: Moment) -> tuple[ColumnElement[bool], ...]:
    """Whether somebody says it, it stands, and it holds or may hold on the day: what a headline is chosen from."""
    return *may_lead(claims, moment), moment.holds(claims)


def _rivalled(point: FromClause, moment: Moment) -> ColumnElement[bool]:
    """Whether other coordinates of the same place are chosen before these."""
    other = table_at(moment, CLAIMS, "other_point")
    same = (other.c.subject == point.c.subject, other.c.predicate == COORDINATES)
    stronger = _strength(other, moment) > _strength(point, moment)
    return select(other.c.key).where(*same, *asserted(other, moment), stronger).exists()


def _told_better(via: FromClause, moment: Moment) -> ColumnElement[bool]:
    """Whether another claim puts the same thing at the same place, and is chosen before this one."""
    other = table_at(moment, CLAIMS, "other_via")
    same = (other.c.subject == via.c.subject, other.c.object == via.c.object, other.c.predicate.in_(SITED))
    stronger = _strength(other, moment) > _strength(via, moment)
    return select(other.c.key).where(*same, *asserted(other, moment), stronger).exists()


def _strength(claims: FromClause, moment: Moment) -> Tuple:
    """What `Candidate.strength` orders rivals by, as columns."""
    newest = case((claims.c.from_latest == NEVER, ALWAYS), else_=claims.c.from_latest)
    return tuple_(
        case(RANKS, value=claims.c.rank),
        1 - claims.c.disputed,
        case((moment.surely(claims), 1), else_=0),
        case((moment.surely(claims), 0), else_=newest // YEAR),
        func.coalesce(claims.c.confidence, 0),
        newest,
        claims.c.from_earliest,
        claims.c.id,
    )


def _within(point: FromClause, box: Box) -> Iterator[ColumnElement[bool]]:
    longitude, latitude = _degrees(point, "lon"), _degrees(point, "lat")
    yield latitude.between(box.south, box.north)
    if box.west <= box.east:
        yield longitude.between(box.west, box.east)
    else:
        yield or_(longitude >= box.west, longitude <= box.east)


def _degrees(point: FromClause, axis: str) -> ColumnElement[float]:
    return cast(member(point.c.value, axis), Float)
