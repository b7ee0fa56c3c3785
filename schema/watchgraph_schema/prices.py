"""What is dear to find, declared on its field: the prices stand in the schema, as `@cost`."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

import strawberry
from graphql import (
    GraphQLField,
    GraphQLSchema,
    is_abstract_type,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_object_type,
)
from strawberry.schema_directive import Location
from strawberry.types.field import StrawberryField

TOTAL: Final = 1
TOTAL_OF_THE_PAST: Final = 10
"""Points of counting a list to its end: as of the past all that ever was is read."""
FILTER_OF_THE_PAST: Final = 10
"""Points of filtering a list as of the past, for the same reason."""
SEARCH: Final = 20
WALK: Final = 80
"""Points of a walk through the graph."""
NUMBERS: Final = 150
"""Points of a number with its receipts, or of what compares or surveys many of them."""
USUAL_LENGTH: Final = 5
"""Items that a list without pages is taken to have, where nothing else is declared."""


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    description="Points that finding the field costs each time, beside the values that it brings. "
    "ofThePast: the same where it is asked as of a moment; null: no other.",
)
class Cost:
    """Name and shape are those of IBM's specification of cost directives, for tools that know it."""

    weight: str
    of_the_past: str | None = strawberry.UNSET


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    description="How many items a list without pages is taken to have when the cost of a query is told.",
)
class ListSize:
    """As above."""

    assumed_size: int


def costing(points: int, *, of_the_past: int | None = None) -> Callable[[StrawberryField], StrawberryField]:
    """Declare the price of a field."""
    past = strawberry.UNSET if of_the_past is None else str(of_the_past)
    return _with(Cost(weight=str(points), of_the_past=past))


def of_length(items: int) -> Callable[[StrawberryField], StrawberryField]:
    """Declare how long a list without pages is taken to be."""
    return _with(ListSize(assumed_size=items))


def _with(directive: object) -> Callable[[StrawberryField], StrawberryField]:
    def declared(field: StrawberryField) -> StrawberryField:
        field.directives = [*field.directives, directive]
        return field

    return declared


def prices_of(field: GraphQLField) -> tuple[int, int]:
    """Points of a field of the schema: now, and as of the past."""
    declared = next((each for each in _directives(field) if isinstance(each, Cost)), None)
    if declared is None:
        return 0, 0
    return int(declared.weight), int(declared.of_the_past or declared.weight)


def length_of(field: GraphQLField) -> int:
    """Items of a list without pages."""
    return next((each.assumed_size for each in _directives(field) if isinstance(each, ListSize)), USUAL_LENGTH)


def _directives(field: GraphQLField) -> tuple[object, ...]:
    declared = field.extensions.get("strawberry-definition")
    return tuple(declared.directives) if isinstance(declared, StrawberryField) else ()


@cache
def lengths_about(schema: GraphQLSchema) -> Mapping[str, float]:
    """How long the lists of introspection are in the mean, by their fields. ofType: whether there is one."""
    types = list(schema.type_map.values())
    fields = [
        field for each in types if is_object_type(each) or is_interface_type(each) for field in each.fields.values()
    ]
    held = {
        "fields": len(fields),
        "inputFields": sum(len(each.fields) for each in types if is_input_object_type(each)),
        "enumValues": sum(len(each.values) for each in types if is_enum_type(each)),
        "interfaces": sum(len(each.interfaces) for each in types if is_object_type(each) or is_interface_type(each)),
        "possibleTypes": sum(len(schema.get_possible_types(each)) for each in types if is_abstract_type(each)),
    }
    return {
        "types": len(types),
        "directives": len(schema.directives),
        "args": sum(len(each.args) for each in fields) / len(fields),
        "ofType": 0.5,
        **{name: number / len(types) for name, number in held.items()},
    }
