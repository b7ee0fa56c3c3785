"""Entities: found by any id ever given, and those that a cluster has absorbed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, RowMapping, SelectBase, or_, select

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.dialects import Gathered, Items
from watchgraph_projections.catalogue.kinds import SOURCE_KIND
from watchgraph_projections.catalogue.labels import label_of, spoken_of
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.views.entity_filters import EVERY_ENTITY, EntityFilter, kept
from watchgraph_projections.views.pages import OWNER, TIE, Listing, Owner
from watchgraph_projections.views.rows import Selected, columns_of, found_by, read, table_at

ENTITIES = (tables.entity, tables.entity_at)


class EntityRow(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of `tables.entity`."""

    key: int
    id: str
    kind: str
    cluster: int
    label: str | None
    dataset: str
    register: int
    public_role: int


def entity_columns(entity: FromClause, moment: Moment) -> Sequence[ColumnElement[object]]:
    """The columns of an entity's row, its name such as the moment lets it be told."""
    named = {"label": label_of(entity, moment).label("label")}
    return [named.get(column.name, column) for column in columns_of(EntityRow, entity)]


def by_key(connection: Connection, moment: Moment, keys: Sequence[int]) -> Mapping[int, EntityRow]:
    """Find entities by their own key, merged ones as they are; those unknown at the moment are left out."""
    return {row["key"]: read(EntityRow, row) for row in connection.execute(with_key(moment, keys)).mappings()}


def shown_by_id(connection: Connection, moment: Moment, ids: Sequence[str]) -> Mapping[str, EntityRow]:
    """Find the entities that these public ids lead to: for a merged one, what it was merged into."""
    return {row["asked"]: read(EntityRow, row) for row in connection.execute(led_to(moment, ids)).mappings()}


def met(connection: Connection, ids: Sequence[str]) -> Mapping[str, int]:
    """The position at which each of these ids was given, to an entity that was merged since or not."""
    entity = tables.entity
    found = select(entity.c.id, entity.c.key).where(among(entity.c.id, ids))
    return {row.id: row.key for row in connection.execute(found)}


def kinds(connection: Connection, ids: Sequence[str]) -> Mapping[str, str]:
    """The kind of what has each of these ids today, merged since or not: only what is of one kind is merged."""
    entity = tables.entity
    found = select(entity.c.id, entity.c.kind).where(among(entity.c.id, ids))
    return {row.id: row.kind for row in connection.execute(found)}


def kin(connection: Connection, public: str, position: int, most: int) -> Sequence[str]:
    """Ids that had been given by a position, of entities that are one today with what has this id; the oldest first."""
    entity, other = tables.entity.alias("entity"), tables.entity.alias("other")
    known = select(other.c.id).where(
        entity.c.id == public, other.c.cluster == entity.c.cluster, other.c.key <= position
    )
    return connection.execute(known.order_by(other.c.key).limit(most)).scalars().all()


def with_key(moment: Moment, keys: Sequence[object]) -> Selected:
    """Select entities by their own key, merged ones as they are."""
    entity = table_at(moment, ENTITIES, "entity")
    return select(*entity_columns(entity, moment)).where(among(entity.c.key, keys), moment.holds(entity))


def led_to(moment: Moment, ids: Sequence[object]) -> Selected:
    """Select the entities that these public ids lead to, and as `asked` the id that did."""
    entity, found = found_by(moment, ENTITIES, "entity", "id", ids)
    shown = table_at(moment, ENTITIES, "shown")
    return select(entity.c.id.label("asked"), *entity_columns(shown, moment)).where(
        found, moment.holds(entity), shown.c.key == entity.c.cluster, moment.holds(shown)
    )


def names(connection: Connection, moment: Moment, lists: Sequence[str]) -> Mapping[str, str]:
    """The names of the entities that ids lead to, for each JSON list of ids as a JSON object by id."""
    ids = {each: msgspec.json.decode(each, type=list[str]) for each in lists}
    wanted = [public for each in ids.values() for public in each]
    found = shown_by_id(connection, moment, wanted) if wanted else {}
    return {
        each: msgspec.json.encode({public: found[public].label for public in listed if public in found}).decode()
        for each, listed in ids.items()
    }


def names_of(moment: Moment, ids: ColumnElement[object]) -> Selected:
    """Select the same of one JSON list, as `names`. The list is joined: comparing with lists that differ is slow."""
    listed = Items(ids).table_valued("value")
    shown = led_to(moment, [listed.c.value]).subquery()
    return select(Gathered(shown.c.asked, shown.c.label).label("names"))


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityList(Listing[EntityRow]):
    """Entities of any kind, in recorded order."""

    name: ClassVar[str] = "entities"
    filter: EntityFilter = EVERY_ENTITY

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        entity = table_at(moment, ENTITIES, "entity")
        statement = select(*entity_columns(entity, moment), entity.c.key.label(TIE)).where(
            moment.holds(entity), entity.c.cluster == entity.c.key
        )
        if moment.without:
            statement = statement.where(or_(spoken_of(entity, moment), _admitted_source(entity, moment)))
        return statement.where(*kept(self.filter, entity, moment))

    def row(self, values: RowMapping) -> EntityRow:
        return read(EntityRow, values)


def _admitted_source(entity: FromClause, moment: Moment) -> ColumnElement[bool]:
    source = table_at(moment, (tables.source, tables.source_at), "admitted")
    known = select(source.c.key).where(source.c.key == entity.c.key, moment.holds(source), moment.admits(source))
    return (entity.c.kind == SOURCE_KIND) & known.exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsorbedList(Listing[EntityRow]):
    """The entities that were merged into each entity, in recorded order."""

    name: ClassVar[str] = "mergedFrom"

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        entity = table_at(moment, ENTITIES, "entity")
        return select(*entity_columns(entity, moment), entity.c.cluster.label(OWNER), entity.c.key.label(TIE)).where(
            moment.holds(entity), among(entity.c.cluster, owners or ()), entity.c.cluster != entity.c.key
        )

    def row(self, values: RowMapping) -> EntityRow:
        return read(EntityRow, values)
