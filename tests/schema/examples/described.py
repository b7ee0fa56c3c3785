"""Every part of the schema that has a description, and the example in it."""

import re
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
    is_specified_directive,
    is_specified_scalar_type,
)
from tests.schema.shapes import SCHEMA

EXAMPLE = re.compile(r"Example: `(?P<text>[^`]+)`")
Part = GraphQLNamedType | GraphQLField | GraphQLArgument | GraphQLInputField | GraphQLEnumValue | GraphQLDirective


class Described(NamedTuple):
    """A part of the schema: `Claim`, `Claim.sentence`, `Query.claim(id)`. name: the last part of the path."""

    path: str
    name: str
    part: Part

    @property
    def example(self) -> str | None:
        """Its example; None where its description has none."""
        found = EXAMPLE.search(" ".join((self.part.description or "").split()))
        return None if found is None else found["text"]


def every_part() -> Iterator[Described]:
    """All that the schema describes; what GraphQL itself declares is not ours."""
    for directive in SCHEMA.directives:
        if not is_specified_directive(directive):
            yield Described(f"@{directive.name}", directive.name, directive)
    for named in SCHEMA.type_map.values():
        if not named.name.startswith("__") and not is_specified_scalar_type(named):
            yield Described(named.name, named.name, named)
            yield from _members(named)


def _members(named: GraphQLNamedType) -> Iterator[Described]:
    if isinstance(named, GraphQLEnumType):
        yield from (Described(f"{named.name}.{name}", name, value) for name, value in named.values.items())
    elif isinstance(named, GraphQLInputObjectType):
        yield from (Described(f"{named.name}.{name}", name, field) for name, field in named.fields.items())
    elif isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
        for name, field in named.fields.items():
            yield Described(f"{named.name}.{name}", name, field)
            for argument, part in field.args.items():
                yield Described(f"{named.name}.{name}({argument})", argument, part)
