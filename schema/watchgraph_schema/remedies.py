"""What would be right where GraphQL's own messages do not say it: names that the schema has, a number as a text."""

import re
from collections.abc import Mapping
from typing import Final

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from watchgraph.vocabulary.other_words import meant_by
from watchgraph_schema.schema import CORE

MOST_NAMES: Final = 20

UNKNOWN: Final = (
    re.compile(r"^Cannot query field '\w+' on type '(?P<owner>\w+)'\.$"),
    re.compile(r"^Unknown argument '\w+' on field '(?P<owner>\w+)\.(?P<field>\w+)'\.$"),
    re.compile(r"Value '\w+' does not exist in '(?P<owner>\w+)' enum\.$"),
    re.compile(r"^Enum '(?P<owner>\w+)' cannot represent non-enum value: .*[^?]$"),
    re.compile(r"Expected value of type '(?P<owner>\w+)' not to include unknown field '\w+', found: "),
)
"""Messages of graphql-core that end without saying what would be right."""
NUMBER: Final = re.compile(r"String cannot represent a non string value: (?P<number>-?\d[\d.]{,30})$")
"""Such as a position of the log, which answers show as a number."""


KIND: Final = re.compile(r"'(?P<word>\w+)' does not exist in 'EntityKind' enum")


def remedy(message: str) -> str:
    """What would have been right, as words to put after the message; empty where it needs none."""
    if (number := NUMBER.search(message)) is not None:
        return f': write it as "{number["number"]}"'
    for pattern in UNKNOWN:
        found = pattern.search(message)
        if found is not None and (names := _known(**found.groupdict())):
            shown = names[:MOST_NAMES]
            there = f" There are {', '.join([*shown, '…'] if len(names) > len(shown) else shown)}"
            kind = KIND.search(message)
            return there if kind is None else there + meant_by(kind["word"])
    return ""


def _known(owner: str, field: str | None = None) -> list[str]:
    known: Mapping[str, object] = {}
    match CORE.get_type(owner):
        case GraphQLObjectType() | GraphQLInterfaceType() as found:
            known = found.fields if field is None else _arguments(found, field)
        case GraphQLInputObjectType() as found:
            known = found.fields
        case GraphQLEnumType() as found:
            known = found.values
    return list(known)


def _arguments(owner: GraphQLObjectType | GraphQLInterfaceType, field: str) -> Mapping[str, object]:
    """The arguments of a field; none of those that every type has, such as `__typename`, which no type lists."""
    found = owner.fields.get(field)
    return {} if found is None else found.args
