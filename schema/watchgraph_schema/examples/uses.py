"""How a value of an enum is used: in the argument or filter that takes it, or as the answer that has it."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_introspection_type,
)

Part = GraphQLArgument | GraphQLInputField | GraphQLField
_CONDITION: Final = "Condition"
"""How inputs end whose fields say only how they compare: what is compared says the field that takes them."""


class Use(NamedTuple):
    """The name of what takes or holds the value, and the text before and after the value."""

    name: str
    before: str = ""
    after: str = ""

    def write(self, value: str) -> str:
        """Write it with a value."""
        return f"{self.name}: {self.before}{value}{self.after}"


class Uses:
    """The first use of each enum of a schema: as an argument, else in a filter, else in an answer."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._uses: dict[str, Use] = {}
        for use, part in [*_arguments(schema), *_members(schema), *_answers(schema)]:
            named = get_named_type(part.type)
            if isinstance(named, GraphQLEnumType):
                self._uses.setdefault(named.name, use)

    def of(self, enum: GraphQLEnumType, value: str) -> str | None:
        """Write the value where it is used; None for an enum that nothing takes or answers."""
        found = self._uses.get(enum.name)
        return None if found is None else found.write(value)


def _use(name: str, part: Part, quote: str = "") -> Use:
    """quote: what stands around a value of it."""
    if isinstance(get_nullable_type(part.type), GraphQLList):
        return Use(name, f"[{quote}", f"{quote}]")
    return Use(name, quote, quote)


def _fields(schema: GraphQLSchema) -> Iterator[tuple[str, GraphQLField]]:
    for named in schema.type_map.values():
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType) and not is_introspection_type(named):
            yield from named.fields.items()


def _arguments(schema: GraphQLSchema) -> Iterator[tuple[Use, Part]]:
    for _, field in _fields(schema):
        yield from ((_use(name, argument), argument) for name, argument in field.args.items())


def _answers(schema: GraphQLSchema) -> Iterator[tuple[Use, Part]]:
    yield from ((_use(f'"{name}"', field, '"'), field) for name, field in _fields(schema))


def _members(schema: GraphQLSchema) -> Iterator[tuple[Use, Part]]:
    """The fields of inputs; those of a condition inside a field that takes it."""
    inputs = [each for each in schema.type_map.values() if isinstance(each, GraphQLInputObjectType)]
    takers = {get_named_type(field.type).name: name for each in inputs for name, field in each.fields.items()}
    for each in inputs:
        for name, field in each.fields.items():
            use = _use(name, field)
            if each.name.endswith(_CONDITION) and each.name in takers:
                use = Use(takers[each.name], f"{{{name}: {use.before}", f"{use.after}}}")
            yield use, field
