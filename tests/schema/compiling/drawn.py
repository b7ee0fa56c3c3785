"""Documents whose every value is a variable, and values for them: what a plan baked in, another value shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from graphql import (
    SKIP,
    ArgumentNode,
    DocumentNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLScalarType,
    ListTypeNode,
    ListValueNode,
    NamedTypeNode,
    NameNode,
    NonNullTypeNode,
    ObjectFieldNode,
    ObjectValueNode,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    TypeNode,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    is_required_input_field,
    parse,
    parse_type,
    print_ast,
    value_from_ast_untyped,
    visit,
)

from watchgraph_schema.schema import CORE

ABSENT: Final = object()
NULLS: Final = 0.2
"""Share of values that are null or left out where they may be."""
DEEPEST: Final = 2
FEW: Final = 2
"""Fields of an input object beside those that it must have."""
WRONG: Final = 0.02
WRONG_TEXTS: Final = ("", "none", "00000000-0000-0000-0000-000000000000", "' or 1=1 --", "100%", "2030", "999999999")
"""Share of texts that nothing here is called, and such texts."""
PAGES: Final = (1, 2, 3, 7, 30)
NUMBERS: Final = (0, 1, 5, 40, 90, 20200101)

Values = Mapping[str, object]
"""By the names of arguments and input fields, and of the types ID and String: texts that mean something there."""
Pools = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A variable. asked: the argument or input field that it is for. type: as GraphQL writes it."""

    name: str
    asked: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """A document without values, and those that it had. slots: variables that it declared itself among them."""

    text: str
    slots: tuple[Slot, ...]
    values: Values


def lifted(text: str) -> Lifted:
    """Put a variable in the place of each value."""
    document = parse(text)
    lifting = _Lifting(TypeInfo(CORE))
    body = visit(document, TypeInfoVisitor(lifting.types, lifting))
    operation = next(each for each in body.definitions if isinstance(each, OperationDefinitionNode))
    own = operation.variable_definitions or ()
    declared = [
        VariableDefinitionNode(
            variable=VariableNode(name=NameNode(value=slot.name)), type=parse_type(slot.type), directives=()
        )
        for slot in lifting.slots
    ]
    whole = OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        variable_definitions=(*own, *declared),
        directives=operation.directives,
        selection_set=operation.selection_set,
    )
    others = [each for each in body.definitions if each is not operation]
    mine = [
        Slot(name=each.variable.name.value, asked=each.variable.name.value, type=print_ast(each.type)) for each in own
    ]
    return Lifted(
        text=print_ast(DocumentNode(definitions=(whole, *others))),
        slots=(*mine, *lifting.slots),
        values=lifting.values,
    )


class _Lifting(Visitor):
    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self.types = types
        self.slots: list[Slot] = []
        self.values: dict[str, object] = {}

    def enter_variable_definition(self, *_: object) -> object:
        return SKIP

    def enter(self, node: object, _key: object, parent: object, _path: object, ancestors: list[object]) -> object:
        type_ = self.types.get_parent_input_type() if isinstance(node, ListValueNode) else self.types.get_input_type()
        if type_ is None or not isinstance(node, ValueNode) or not _is_plain(node):
            return None
        around = (parent, *reversed(ancestors))
        named = next(each for each in around if isinstance(each, ArgumentNode | ObjectFieldNode))
        slot = Slot(name=f"v{len(self.slots)}", asked=named.name.value, type=str(type_))
        self.slots.append(slot)
        self.values[slot.name] = value_from_ast_untyped(node)
        return VariableNode(name=NameNode(value=slot.name))


def _is_plain(node: ValueNode) -> bool:
    if isinstance(node, ListValueNode):
        return all(map(_is_plain, node.values))
    return not isinstance(node, ObjectValueNode | VariableNode)


def other_values(document: Lifted, pools: Pools, random: Random) -> Values:
    """Values of the same types, some of them null or left out. Pages begin at one end of their lists."""
    drawing = _Drawing(pools, random)
    unpaged = {"after", "before", random.choice(("first", "last"))}
    found: dict[str, object] = {slot.name: drawing.value(parse_type(slot.type), slot.asked) for slot in document.slots}
    found |= {slot.name: None for slot in document.slots if slot.asked in unpaged}
    return {name: value for name, value in found.items() if value is not ABSENT}


def likewise(document: Lifted, values: Values, pools: Pools, random: Random) -> Values:
    """Other texts and numbers in the same places, so that the same plan serves them: what is null, a flag, a code or
    not given stays so, and objects keep their fields."""
    drawing = _Drawing(pools, random)
    return {
        slot.name: drawing.like(values[slot.name], parse_type(slot.type), slot.asked)
        for slot in document.slots
        if slot.name in values
    }


def gone_on(document: Lifted, values: Values, cursor: str) -> Values:
    """The same values, but for a place to go on from."""
    forwards = any(values.get(slot.name) for slot in document.slots if slot.asked == "first")
    asked = "after" if forwards else "before"
    return {**values, **{slot.name: cursor for slot in document.slots if slot.asked == asked}}


def cursors_in(found: object) -> Iterator[str]:
    """Every cursor in an answer."""
    if isinstance(found, dict):
        for name, value in found.items():
            if isinstance(value, str) and name.lower().endswith("cursor"):
                yield value
            yield from cursors_in(value)
    elif isinstance(found, list):
        for item in found:
            yield from cursors_in(item)


class _Drawing:
    def __init__(self, pools: Pools, random: Random) -> None:
        self._pools = pools
        self._random = random
        self._depth = 0

    def value(self, type_: TypeNode, asked: str) -> object:
        if isinstance(type_, NonNullTypeNode):
            return self._given(type_.type, asked)
        chance = self._random.random()
        if chance < NULLS:
            return None if chance < NULLS / 2 else ABSENT
        return self._given(type_, asked)

    def like(self, value: object, type_: TypeNode, asked: str) -> object:
        type_ = type_.type if isinstance(type_, NonNullTypeNode) else type_
        if isinstance(value, list) and isinstance(type_, ListTypeNode):
            more = value[: self._random.randint(0, 1)] if len(value) > 1 else []
            return [self.like(each, type_.type, asked) for each in (*value, *more)]
        while isinstance(type_, ListTypeNode | NonNullTypeNode):  # one value stands for a list of one
            type_ = type_.type
        assert isinstance(type_, NamedTypeNode)
        named = CORE.type_map[type_.name.value]
        if isinstance(value, dict) and isinstance(named, GraphQLInputObjectType):
            types = {name: parse_type(str(named.fields[name].type)) for name in value}
            return {name: self.like(each, types[name], name) for name, each in value.items()}
        is_shape = value is None or isinstance(value, bool) or not isinstance(named, GraphQLScalarType)
        return value if is_shape else self._scalar(named.name, asked)

    def _given(self, type_: TypeNode, asked: str) -> object:
        if isinstance(type_, ListTypeNode):
            return [
                self._given(type_.type.type if isinstance(type_.type, NonNullTypeNode) else type_.type, asked)
                for _ in range(self._random.randint(1, 3))
            ]
        assert isinstance(type_, NamedTypeNode)
        match CORE.type_map[type_.name.value]:
            case GraphQLEnumType() as named:
                return self._random.choice(list(named.values))
            case GraphQLInputObjectType() as named:
                return self._object(named)
            case named:
                return self._scalar(named.name, asked)

    def _object(self, named: GraphQLInputObjectType) -> object:
        """The fields that it must have and a few others; none within objects that are deep already."""
        needed = {name for name, field in named.fields.items() if is_required_input_field(field)}
        free = sorted(named.fields.keys() - needed)
        chosen = needed | set(self._random.sample(free, 0 if self._depth >= DEEPEST else min(FEW, len(free))))
        self._depth += 1
        found = {name: self.value(parse_type(str(named.fields[name].type)), name) for name in sorted(chosen)}
        self._depth -= 1
        return {name: value for name, value in found.items() if value is not ABSENT}

    def _scalar(self, name: str, asked: str) -> object:
        match name:
            case "Boolean":
                return self._random.choice((True, False))
            case "Float":
                return self._random.choice((0.0, 0.5, 0.75))
            case "Int":
                return self._random.choice(PAGES if asked in {"first", "last"} else NUMBERS)
            case _ if self._random.random() < WRONG:
                return self._random.choice(WRONG_TEXTS)
            case _:
                return self._random.choice(self._pools.get(asked, self._pools[name]))
