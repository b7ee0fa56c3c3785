"""What introspection brings, told by the schema that it is of: how many types and fields stand where it asks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLNamedType,
    GraphQLSchema,
    GraphQLType,
    is_abstract_type,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_object_type,
    is_wrapping_type,
)

Part = str
"""A type as it is written, `[Int!]`; what has a type, `:[Int!]`; a field `Int(:[Int!])` or directive `@(:[Int!])` by
its types alone. So one place of a document has some hundred different parts, and not thousands."""
Counts = Mapping[Part, int]
Holdings = Mapping[Part, Mapping[str, Counts]]
"""What each part has, by the fields of introspection."""

_NONE: Final[Counts] = {}
_VALUE: Final = "a value of an enum"
_SCHEMA: Final = "the schema"
_LARGEST: Final = "the largest type"


class Parts:
    """The parts of a schema that a selection is asked of, with how many there are of each. Equal only to itself."""

    def __init__(self, held: Holdings, counts: Counts) -> None:
        self._held = held
        self._counts = counts
        self._found: dict[str, Parts] = {}
        self.total = sum(counts.values())

    def of(self, field: str) -> "Parts":
        """What a field brings of all of them; the same each time."""
        if field not in self._found:
            found: Counter[Part] = Counter()
            for part, times in self._counts.items():
                for each, number in self._held.get(part, {}).get(field, _NONE).items():
                    found[each] += times * number
            self._found[field] = Parts(self._held, found)
        return self._found[field]


class Introspection:
    """Where introspection begins, for one document."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._begun: dict[Part, Parts] = {}

    def of_schema(self) -> Parts:
        """`__schema`."""
        return self._of(_SCHEMA)

    def of_type(self, name: str | None) -> Parts:
        """`__type`, by a name; None is any: one that is in each respect as large as the largest."""
        return self._of(_LARGEST if name is None else name)

    def _of(self, part: Part) -> Parts:
        if part not in self._begun:
            held = _holdings(self._schema)
            self._begun[part] = Parts(held, {part: 1} if part in held else _NONE)
        return self._begun[part]


@cache
def _holdings(schema: GraphQLSchema) -> Holdings:
    types = list(schema.type_map.values())
    found: dict[Part, Mapping[str, Counts]] = {each.name: _of_type(schema, each) for each in types}
    found[_LARGEST] = _largest(list(found.values()))
    found[_SCHEMA] = _of_schema(schema)
    for field in (field for each in types for field in _fields(each)):
        found[_field(field)] = {"args": _typed(field.args.values()), "type": {str(field.type): 1}}
        found.update(_of_typed([field, *field.args.values()]))
    for directive in schema.directives:
        found[_directive(directive.args.values())] = {"args": _typed(directive.args.values())}
        found.update(_of_typed(directive.args.values()))
    for each in types:
        found.update(_of_typed(each.fields.values() if is_input_object_type(each) else ()))
    return found


def _of_schema(schema: GraphQLSchema) -> Mapping[str, Counts]:
    roots = {"queryType": schema.query_type, "mutationType": schema.mutation_type}
    return {
        "types": dict.fromkeys(schema.type_map, 1),
        "directives": Counter(_directive(each.args.values()) for each in schema.directives),
        **{name: _NONE if root is None else {root.name: 1} for name, root in roots.items()},
    }


def _of_type(schema: GraphQLSchema, type_: GraphQLNamedType) -> Mapping[str, Counts]:
    interfaces = type_.interfaces if is_object_type(type_) or is_interface_type(type_) else ()
    return {
        "fields": Counter(map(_field, _fields(type_))),
        "interfaces": {each.name: 1 for each in interfaces},
        "possibleTypes": {e.name: 1 for e in schema.get_possible_types(type_)} if is_abstract_type(type_) else _NONE,
        "enumValues": {_VALUE: len(type_.values)} if is_enum_type(type_) else _NONE,
        "inputFields": _typed(type_.fields.values()) if is_input_object_type(type_) else _NONE,
    }


def _largest(types: Iterable[Mapping[str, Counts]]) -> Mapping[str, Counts]:
    """In each respect the type that has the most there; of fields, with their arguments."""
    found: dict[str, Counts] = {}
    for name in ("fields", "interfaces", "possibleTypes", "enumValues", "inputFields"):
        found[name] = max((each[name] for each in types), key=_size, default=_NONE)
    return found


def _size(counts: Counts) -> int:
    return sum(times * (1 + part.count(":")) for part, times in counts.items())


def _fields(type_: GraphQLNamedType) -> Iterable[GraphQLField]:
    return type_.fields.values() if is_object_type(type_) or is_interface_type(type_) else ()


def _field(field: GraphQLField) -> Part:
    return f"{field.type}({' '.join(_types(field.args.values()))})"


def _directive(args: Iterable[GraphQLArgument]) -> Part:
    return f"@({' '.join(_types(args))})"


def _types(typed: Iterable[GraphQLArgument | GraphQLInputField]) -> Iterator[Part]:
    return (f":{each.type}" for each in typed)


def _typed(typed: Iterable[GraphQLArgument | GraphQLInputField]) -> Counts:
    return Counter(_types(typed))


def _of_typed(
    typed: Iterable[GraphQLField | GraphQLArgument | GraphQLInputField],
) -> Mapping[Part, Mapping[str, Counts]]:
    """What has a type, and what is within that type."""
    found: dict[Part, Mapping[str, Counts]] = {}
    for each in typed:
        type_: GraphQLType = each.type
        found[f":{type_}"] = {"type": {str(type_): 1}}
        while is_wrapping_type(type_):
            found[str(type_)] = {"ofType": {str(type_.of_type): 1}}
            type_ = type_.of_type
    return found
