"""Arguments in which variables stand, read again for other values by the shortest way.

The library's own way looks at every field of every input that there is. What a document asks for stays the same, so the
value that it had when the plan was made is the pattern: only what a variable stands for is put into it anew.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeAlias

from graphql import ListValueNode, ObjectFieldNode, ObjectValueNode, ValueNode, VariableNode
from strawberry import ID
from strawberry.types.arguments import convert_argument
from strawberry.types.base import StrawberryList, StrawberryObjectDefinition, StrawberryOptional, StrawberryType
from strawberry.types.enum import StrawberryEnumDefinition

from watchgraph_schema.compiling.calls import Call, varies
from watchgraph_schema.compiling.placeholders import Read, Values
from watchgraph_schema.schema import schema

Convert: TypeAlias = Callable[[object], object]
Type: TypeAlias = StrawberryType | type

PLAIN = frozenset({str, int, bool, float, ID})
"""Types whose values are what they are once GraphQL has read them."""


def readers_of(call: Call, found: Mapping[str, object], values: Values) -> Mapping[str, Read] | None:
    """Functions for the arguments of a call that vary, by their names in Python; None where one is lacking.

    found: what the library read for these values. What a function reads otherwise is left to the library, too.
    """
    nodes = {each.name.value: each.value for each in call.node.arguments or ()}
    readers: dict[str, Read] = {}
    for name, python_name, type_ in call.varying:
        if python_name not in found:
            continue
        read = reader_of(nodes[name], type_, found[python_name], values)
        if read is None or read(values) != found[python_name]:
            return None
        readers[python_name] = read
    return readers


def reader_of(node: ValueNode, type_: Type, made: object, values: Values) -> Read | None:
    """A function that reads an argument; None where only the library's way will do.

    made: what the library read when the plan was made, with these values. Which of them are given never changes.
    """
    if not varies(node):
        return lambda _: made
    if isinstance(type_, StrawberryOptional):
        return reader_of(node, type_.of_type, made, values)
    match node:
        case VariableNode():
            return _of_variable(node.name.value, type_, made, values)
        case ListValueNode() if isinstance(type_, StrawberryList) and isinstance(made, list):
            return _of_list(node, type_.of_type, made, values)
        case ObjectValueNode() if _definition(type_) is not None:
            return _of_object(node, type_, made, values)
    return None


def _of_variable(name: str, type_: Type, made: object, values: Values) -> Read:
    if name not in values:
        return lambda _: made
    convert = conversion(type_)
    return (lambda given: given[name]) if convert is None else (lambda given: convert(given[name]))


def _of_list(node: ListValueNode, type_: Type, made: list[object], values: Values) -> Read | None:
    readers = [reader_of(each, type_, was, values) for each, was in zip(node.values, made, strict=True)]
    known = [each for each in readers if each is not None]
    return (lambda given: [each(given) for each in known]) if len(known) == len(readers) else None


def _of_object(node: ObjectValueNode, type_: Type, made: object, values: Values) -> Read | None:
    parts = _parts(type_)
    readers: dict[str, Read] = {}
    for field in node.fields:
        if not varies(field) or _is_absent(field, values):
            continue
        name, of_field = parts[field.name.value]
        read = reader_of(field.value, of_field, getattr(made, name), values)
        if read is None:
            return None
        readers[name] = read
    pattern, cls = dict(vars(made)), type(made)

    def filled(given: Values) -> object:
        found = cls.__new__(cls)
        vars(found).update(pattern)
        for name, read in readers.items():
            vars(found)[name] = read(given)
        return found

    return filled


def _is_absent(field: ObjectFieldNode, values: Values) -> bool:
    """Whether the field is as if not there, since its variable is not given."""
    return isinstance(field.value, VariableNode) and field.value.name.value not in values


@cache
def conversion(type_: Type) -> Convert | None:
    """How the value of a variable of this type becomes what resolvers take; None where it is that already."""
    if isinstance(type_, StrawberryOptional):
        return conversion(type_.of_type)
    if type_ in PLAIN or isinstance(type_, StrawberryEnumDefinition):
        return None
    if isinstance(type_, StrawberryList):
        return _listed(conversion(type_.of_type))
    if _definition(type_) is not None:
        return lambda value: None if value is None else _made(type_, value)
    return lambda value: convert_argument(value, type_, schema.schema_converter.scalar_registry, schema.config)


def _listed(convert: Convert | None) -> Convert:
    def converted(value: object) -> object:
        if value is None:
            return None
        assert isinstance(value, list)
        return list(value) if convert is None else [convert(each) for each in value]

    return converted


def _made(type_: Type, value: object) -> object:
    assert isinstance(value, dict)
    assert isinstance(type_, type)
    found = {}
    for name, given in value.items():
        python_name, of_field = _parts(type_)[name]
        convert = conversion(of_field)
        found[python_name] = given if convert is None else convert(given)
    return type_(**found)


@cache
def _parts(type_: Type) -> Mapping[str, tuple[str, Type]]:
    """The Python names and the types of an input's fields, by their names in GraphQL."""
    definition = _definition(type_)
    assert definition is not None
    named = schema.config.name_converter.from_field
    return {
        named(each): (each.python_name, each.resolve_type(type_definition=definition)) for each in definition.fields
    }


def _definition(type_: object) -> StrawberryObjectDefinition | None:
    found = getattr(type_, "__strawberry_definition__", None)
    fits = isinstance(found, StrawberryObjectDefinition) and found.is_input and found.from_input is None
    return found if fits else None
