"""The columns of a frame, and the values that claims put into them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, select

from watchgraph.vocabulary.predicates import Predicate, ValueType
from watchgraph_projections.catalogue.kinds import column_name, headlines
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.views import entities
from watchgraph_projections.views.entities import EntityRow
from watchgraph_projections.views.kinds import KindList, headline_claims
from watchgraph_projections.views.rows import table_at

PORTION = 500
PLACES = 18
FINEST = Decimal(1).scaleb(-PLACES)
NUMBERS = frozenset({ValueType.QUANTITY, ValueType.MONEY})

Cell = str | Decimal | list[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column in memory. type: `text`, `number` (exact decimals) or `claims` (lists of ids)."""

    name: str
    type: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class _Said:
    """A headline claim. said: ids of all standing claims that say the same, this one first."""

    value: Mapping[str, str | None]
    text: str | None
    object: int | None
    said: list[str]


def columns(connection: Connection, moment: Moment, kind: str) -> list[Column]:
    """Read the entities of a kind with their headline values, in recorded order."""
    found = _entities(connection, moment, kind)
    leading: dict[int, Mapping[str, int]] = {}
    for some in _portions([each.key for each in found]):
        leading |= headline_claims(connection, moment, kind, some)
    said = _said(connection, moment, [claim for claims in leading.values() for claim in claims.values()])
    labels = _labels(connection, moment, [each.object for each in said.values() if each.object is not None])
    names = _names(connection, moment, found)
    made = [
        Column(name="id", type="text", cells=[each.id for each in found]),
        Column(name="name", type="text", cells=[each.label for each in found]),
        Column(name="name_claims", type="claims", cells=[names.get(each.key, []) for each in found]),
    ]
    for predicate in headlines(kind):
        claims = [leading.get(each.key, {}).get(predicate.name) for each in found]
        made += _of_predicate(predicate, [None if key is None else said.get(key) for key in claims], labels)
    return made


def _entities(connection: Connection, moment: Moment, kind: str) -> list[EntityRow]:
    listing = KindList(kind=kind)
    rows = connection.execute(select(listing.select(moment, None).subquery())).mappings()
    return sorted((listing.row(values) for values in rows), key=lambda each: each.key)


def _of_predicate(
    predicate: Predicate, said: Sequence[_Said | None], labels: Mapping[int, EntityRow]
) -> Iterator[Column]:
    """The value, its unit or currency where it has one, the id of an entity, and the claims."""
    name, shape = column_name(predicate), predicate.range.type if predicate.range else ValueType.TEXT
    numbers = shape in NUMBERS
    values = [None if each is None else _value(each, labels) for each in said]
    yield Column(name=name, type="number" if numbers else "text", cells=values)
    if numbers:
        units = [None if each is None else each.value.get("currency") or each.value.get("unit") for each in said]
        yield Column(name=f"{name}_unit", type="text", cells=[*units])
    if shape is ValueType.ENTITY:
        yield Column(name=f"{name}_id", type="text", cells=[_id(each, labels) for each in said])
    yield Column(name=f"{name}_claims", type="claims", cells=[[] if each is None else each.said for each in said])


def _value(said: _Said, labels: Mapping[int, EntityRow]) -> str | Decimal | None:
    """A value as a cell: a number exactly, of a range its lower bound; an entity by its name; else as it is read."""
    if said.object is not None:
        shown = labels.get(said.object)
        return None if shown is None else shown.label
    number = said.value.get("amount") or said.value.get("min")
    if said.value.get("type") in {"quantity", "money"}:
        return None if number is None else _exactly(number)
    return said.text or said.value.get("code")


def _exactly(number: str) -> Decimal:
    """The number, to eighteen decimal places where it has more."""
    value = Decimal(number)
    exponent = value.as_tuple().exponent
    return value.quantize(FINEST) if isinstance(exponent, int) and exponent < -PLACES else value


def _id(said: _Said | None, labels: Mapping[int, EntityRow]) -> str | None:
    shown = None if said is None or said.object is None else labels.get(said.object)
    return None if shown is None else shown.id


def _said(connection: Connection, moment: Moment, keys: Sequence[int]) -> dict[int, _Said]:
    claims = table_at(moment, CLAIMS, "claim")
    columns_ = (claims.c.key, claims.c.id, claims.c.value, claims.c.text, claims.c.object, claims.c.group_key)
    rows = connection.execute(select(*columns_).where(among(claims.c.key, keys), moment.holds(claims))).all()
    alike: dict[str, list[str]] = {}
    same = select(claims.c.group_key, claims.c.id).where(
        among(claims.c.group_key, {row.group_key for row in rows}), claims.c.standing == 1, moment.holds(claims)
    )
    for group, id_ in connection.execute(same.order_by(claims.c.key)):
        alike.setdefault(group, []).append(id_)
    return {
        row.key: _Said(
            value=json.loads(row.value or "{}"),
            text=row.text,
            object=row.object,
            said=list(dict.fromkeys([row.id, *alike.get(row.group_key, ())])),
        )
        for row in rows
    }


def _names(connection: Connection, moment: Moment, found: Sequence[EntityRow]) -> Mapping[int, list[str]]:
    """Ids of the standing claims that give the name shown, by the entity's key."""
    claims = table_at(moment, CLAIMS, "claim")
    label = {each.key: each.label for each in found}
    query = select(claims.c.subject, claims.c.text, claims.c.id).where(
        claims.c.predicate == "name", claims.c.standing == 1, moment.holds(claims)
    )
    names: dict[int, list[str]] = {}
    for some in _portions(list(label)):
        for subject, text, id_ in connection.execute(query.where(claims.c.subject.in_(some)).order_by(claims.c.key)):
            if text == label[subject]:
                names.setdefault(subject, []).append(id_)
    return names


def _labels(connection: Connection, moment: Moment, keys: Sequence[int]) -> Mapping[int, EntityRow]:
    found: dict[int, EntityRow] = {}
    for some in _portions(sorted(set(keys))):
        found |= entities.by_key(connection, moment, some)
    return found


def _portions(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + PORTION] for start in range(0, len(keys), PORTION))
