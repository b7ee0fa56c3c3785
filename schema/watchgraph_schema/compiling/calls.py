"""Calls of resolvers that a plan is made of: fields of the document, and what of their arguments may change."""

from collections.abc import Callable, Coroutine, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import CoroutineType
from typing import NamedTuple, cast

from graphql import ArgumentNode, FieldNode, GraphQLField, ListValueNode, Node, ObjectValueNode, VariableNode
from graphql.language import ObjectFieldNode
from strawberry.types.base import StrawberryType
from strawberry.types.field import StrawberryField

from watchgraph_schema.compiling.placeholders import Read
from watchgraph_schema.compiling.symbols import NotCompiledError
from watchgraph_schema.describing import COMPILED
from watchgraph_schema.schema import schema

Argument = tuple[str, str, StrawberryType | type]
"""Its names in GraphQL and in Python, and its type."""


class Resolver(NamedTuple):
    """What answers a field.

    takes_source: whether it is a method of its object. info: its parameter for what it is told of the request, if any.
    """

    function: Callable[..., object]
    takes_source: bool
    info: str | None

    @classmethod
    def of(cls, field_: StrawberryField) -> "Resolver | None":
        """The resolver of a field; None where it is an attribute of its object."""
        found = field_.base_resolver
        if found is None:
            return None
        info = found.info_parameter
        function = cast("Callable[..., object]", found.wrapped_func)
        return cls(function, found.self_parameter is not None, None if info is None else info.name)

    def __call__(self, source: object, info: object, arguments: dict[str, object]) -> object:
        """What it gives. Raises NotCompiledError where it has to be waited for."""
        if self.info is not None:
            arguments[self.info] = info
        result = self.function(source, **arguments) if self.takes_source else self.function(**arguments)
        return _awaited(result) if isinstance(result, CoroutineType) else result


@dataclass(eq=False, kw_only=True)
class Call:
    """A field of the document, with the object that it is asked of.

    name: its parameters begin so. loaded: what it looked up when the plan was made; found: whether it gave one thing,
    and not a list; looked: whether it worked with the moment itself, or read something.
    shape: what its statement depends on. lasting: arguments that no variable stands in, by their names
    in Python; nobody may change them. readers: read the others; None where only the library does. marks: whether the
    statement writes cursors, or compares what a cursor is of.
    """

    name: str
    definition: GraphQLField
    node: FieldNode
    source: object
    loaded: list[object] = field(default_factory=list)
    shape: Hashable = None
    found: bool = False
    looked: bool = False
    lasting: Mapping[str, object] | None = None
    readers: Mapping[str, Read] | None = None
    marks: bool = False

    @cached_property
    def arguments(self) -> tuple[Argument, ...]:
        """All that the field takes."""
        named = schema.config.name_converter.from_argument
        return tuple((named(each), each.python_name, each.type) for each in self.declared.arguments)

    @cached_property
    def varying(self) -> tuple[Argument, ...]:
        """Those of its arguments that a variable stands in."""
        names = {each.name.value for each in self.node.arguments or () if varies(each)}
        return tuple(each for each in self.arguments if each[0] in names)

    def answer(self, source: object, info: object, arguments: dict[str, object]) -> object:
        """What the field of an object gives. Raises NotCompiledError where it has to be waited for."""
        if self.resolver is None:
            return getattr(source, self.declared.python_name)
        return self.resolver(source, info, arguments)

    @cached_property
    def resolver(self) -> Resolver | None:
        """What answers it; None where it is an attribute of its object."""
        return Resolver.of(self.declared)

    @cached_property
    def compiles(self) -> bool:
        """Whether it may be answered with symbols."""
        return self.resolver is None or bool(self.declared.metadata.get(COMPILED))

    @cached_property
    def declared(self) -> StrawberryField:
        """The field as the schema's classes declare it."""
        found: StrawberryField = self.definition.extensions["strawberry-definition"]
        return found


def varies(node: Node) -> bool:
    """Whether a variable stands somewhere in a value."""
    match node:
        case VariableNode():
            return True
        case ListValueNode():
            return any(map(varies, node.values))
        case ObjectValueNode():
            return any(map(varies, node.fields))
        case ArgumentNode() | ObjectFieldNode():
            return varies(node.value)
        case _:
            return False


def _awaited(coroutine: Coroutine[object, object, object]) -> object:
    """Let a resolver run to its end; symbols never keep it waiting."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    coroutine.close()
    raise NotCompiledError("it waits for something")
