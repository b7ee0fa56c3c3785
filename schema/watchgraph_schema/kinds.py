"""One GraphQL type a kind, made from the vocabulary: whoever declares a headline predicate has declared its field.

Each class is an `Entity` with one field a headline predicate, named and described as the predicate is.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType, new_class
from typing import TypeAlias

import strawberry
from strawberry.types.field import StrawberryField

from watchgraph.vocabulary import KINDS
from watchgraph.vocabulary.kinds import Kind
from watchgraph.vocabulary.predicates import Predicate, Range, ValueType
from watchgraph_projections.catalogue.kinds import SOURCE_KIND, column_name, headlines
from watchgraph_schema.describing import COMPILED
from watchgraph_schema.entities import Entity
from watchgraph_schema.facts import FACTS, Fact, fact_of
from watchgraph_schema.sources import Source

Headlines: TypeAlias = Mapping[str, StrawberryField]


def value_type_of(predicate: Predicate) -> ValueType:
    """The shape of the value of a headline predicate."""
    assert isinstance(predicate.range, Range), "a headline predicate takes a value"
    return predicate.range.type


def field_name(kind: str, predicate: Predicate) -> str:
    """What the API calls a headline value: as its predicate, without the kind's name that the type says already."""
    name = predicate.name
    rest = name[len(kind) :]
    return rest[0].lower() + rest[1:] if rest and name.lower().startswith(kind.lower()) else name


def in_words(name: str) -> str:
    """Write a name of the schema as prose does: `legalInstruments` are legal instruments."""
    return re.sub("[A-Z]", lambda found: f" {found[0].lower()}", name).strip()


def _headline(kind: str, predicate: Predicate) -> StrawberryField:
    value_type = value_type_of(predicate)

    async def resolve(self: Entity) -> Fact | None:
        return await fact_of(self.reader, kind, self.row.key, predicate.name, value_type)

    made: StrawberryField = strawberry.field(
        name=field_name(kind, predicate),
        description=f"{predicate.doc} The best standing value on the day; null where nobody says one.",
        graphql_type=FACTS[value_type] | None,
        metadata={COMPILED: True},
    )(resolve)
    return made


def _class(kind: Kind) -> type[Entity]:
    fields = {column_name(predicate): _headline(kind.name, predicate) for predicate in headlines(kind.name)}
    made = new_class(kind.name, (Entity,), {}, lambda namespace: namespace.update(fields))
    made.__doc__ = kind.doc
    return strawberry.type(made, description=kind.doc)


def of_kind(name: str) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Say of a resolver that the entity which it gives is of this kind."""

    def said(resolver: Callable[..., object]) -> Callable[..., object]:
        resolver.__annotations__["return"] = CLASSES[name] | None
        return resolver

    return said


CLASSES: Mapping[str, type[Entity]] = MappingProxyType(
    {name: Source if name == SOURCE_KIND else _class(kind) for name, kind in KINDS.items()}
)
"""Kind to its class."""
