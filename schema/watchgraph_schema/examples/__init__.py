"""Examples: every description of the schema shows one. They are added when somebody reads the schema, not before.

What is given follows from its type (`inputs`, `uses`), what is asked for below a field too (`selections`); what is
answered are real answers about the reference data (`answers`).
"""

from collections.abc import Iterator
from typing import NamedTuple

from graphql import (
    GraphQLArgument,
    GraphQLDirective,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_introspection_type,
    is_leaf_type,
)

from watchgraph_schema.examples.answers import answered
from watchgraph_schema.examples.inputs import given, whole
from watchgraph_schema.examples.questions import DIRECTIVES, QUESTIONS
from watchgraph_schema.examples.selections import chosen
from watchgraph_schema.examples.uses import Uses

MARK = "Example: "


class Shown(NamedTuple):
    """A part of the schema with its example. apart: the example stands on a line of its own."""

    part: GraphQLNamedType | GraphQLField | GraphQLInputField | GraphQLArgument | GraphQLEnumValue | GraphQLDirective
    example: str | None
    apart: bool = False


def show_examples(schema: GraphQLSchema) -> None:
    """Add an example to each description that has none. To do it again changes nothing."""
    for part, example, apart in _all(schema):
        said = part.description or ""
        if example is not None and MARK not in said:
            gap = "\n\n" if apart or "\n" in said else " "
            part.description = f"{said}{gap}{MARK}`{example}`."


def _all(schema: GraphQLSchema) -> Iterator[Shown]:
    uses = Uses(schema)
    yield from (Shown(each, DIRECTIVES.get(each.name)) for each in schema.directives)
    for named in schema.type_map.values():
        if is_introspection_type(named):
            continue
        if isinstance(named, GraphQLEnumType):
            yield Shown(named, uses.of(named, next(iter(named.values))))
            yield from (Shown(value, uses.of(named, name)) for name, value in named.values.items())
        elif isinstance(named, GraphQLInputObjectType):
            yield Shown(named, whole(named))
            yield from (
                Shown(field, given(f"{named.name}.{name}", name, field)) for name, field in named.fields.items()
            )
        elif isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
            yield Shown(named, answered().get(named.name), apart=True)
            yield from _fields(named, asked=named is schema.query_type)


def _fields(named: GraphQLObjectType | GraphQLInterfaceType, *, asked: bool) -> Iterator[Shown]:
    """The fields of a type and their arguments. asked: the type holds the questions."""
    for name, field in named.fields.items():
        yield Shown(field, QUESTIONS.get(name) if asked else _answer(named.name, name, field), apart=asked)
        for argument_name, argument in field.args.items():
            path = f"{named.name}.{name}({argument_name})"
            yield Shown(argument, given(path, argument_name, argument))


def _answer(owner: str, name: str, field: GraphQLField) -> str | None:
    """What a field holds, or how what it leads to is asked for."""
    return answered().get(f"{owner}.{name}") if is_leaf_type(get_named_type(field.type)) else chosen(name, field)
