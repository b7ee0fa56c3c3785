"""How large a document is, measured before it is run and in time linear in its length, and how large it may be."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from graphql import (
    DirectiveNode,
    ExecutableDefinitionNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
)

from watchgraph_schema.errors import (
    InvalidDocumentError,
    LimitError,
    TooDeepError,
    TooManyAliasesError,
    TooManyDirectivesError,
    TooManyFieldsError,
    TooMuchError,
)
from watchgraph_schema.inputs import DEEPEST_VALUE, FEWER, MOST_MEMBERS, levels, members

ABOUT_THE_SCHEMA = frozenset({"__schema", "__type"})
SHOWN = 1_000_000
"""Larger findings are not written out: fragments that double reach numbers of hundreds of digits."""


class Size(NamedTuple):
    """What selections hold, fragments put in place as often as they are spread and lists counted as one item.

    depth: levels of fields; `edges` is none, so that a list costs two levels by `nodes` and by `edges` and `node`.
    nesting: levels of braces and of fragments, whatever they hold. values: levels of lists and objects in arguments.
    members: of all objects in arguments, one without any counted as one.
    """

    depth: int = 0
    nesting: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    values: int = 0
    members: int = 0

    def holding(self, other: "Size", depth: int, nesting: int) -> "Size":
        """This with another put in place below so many levels."""
        if not other.nesting:
            return self
        return Size(
            depth=max(self.depth, depth + other.depth),
            nesting=max(self.nesting, nesting + other.nesting),
            fields=self.fields + other.fields,
            aliases=self.aliases + other.aliases,
            directives=self.directives + other.directives,
            values=max(self.values, other.values),
            members=self.members + other.members,
        )


LARGEST = Size(depth=12, nesting=60, fields=300, aliases=20, directives=9, values=DEEPEST_VALUE, members=MOST_MEMBERS)
LARGEST_ABOUT_THE_SCHEMA = LARGEST._replace(depth=20, fields=500)
"""The usual introspection query has 15 levels and 220 fields."""

ABOUT = "Under `__schema` and `__type`, which have limits of their own: "

REFUSED: Mapping[str, tuple[type[LimitError], str]] = {
    "depth": (TooDeepError, "Fields nest at most {most} levels, of which a list takes two; here they nest {found}"),
    "nesting": (TooDeepError, "Braces and fragments nest at most {most} levels; here they nest {found}"),
    "values": (TooDeepError, "Lists and objects in arguments nest at most {most} levels; here they nest {found}"),
    "fields": (TooManyFieldsError, "A query has at most {most} fields, fragments put in place; here are {found}"),
    "aliases": (TooManyAliasesError, "A query has at most {most} aliases, fragments put in place; here are {found}"),
    "directives": (
        TooManyDirectivesError,
        "A query has at most {most} directives, fragments put in place; here are {found}",
    ),
    "members": (
        TooMuchError,
        "Objects in arguments have at most {most} members, fragments put in place and one without any counted as one; "
        f"here they have {{found}}: {FEWER}",
    ),
}


def check(size: Size, largest: Size, definition: ExecutableDefinitionNode) -> None:
    """Refuse what is larger. Raises a LimitError that says which limit, and what was found."""
    about = ABOUT if largest is LARGEST_ABOUT_THE_SCHEMA else ""
    for name, found, most in zip(Size._fields, size, largest, strict=True):
        if found > most:
            error, words = REFUSED[name]
            shown = f"{found:,}" if found < SHOWN else f"more than {SHOWN:,}"
            raise error(about + words.format(most=most, found=shown), definition)


class Sizes(NamedTuple):
    """data: of what is asked of the catalogue. schema: of what is asked of the schema, which has limits of its own."""

    data: Size = Size()
    schema: Size = Size()


class Visit(NamedTuple):
    """A selection, and how deep it stands in its definition. schema: it asks for a part of the schema."""

    node: SelectionNode
    depth: int
    nesting: int
    schema: bool


def visits(selections: SelectionSetNode) -> Iterator[Visit]:
    """Every selection once, without recursion; what a fragment holds is not visited where it is spread."""
    todo = [(selections, 0, 1, False)]
    while todo:
        here, depth, nesting, schema = todo.pop()
        for node in here.selections:
            visit = Visit(node, depth, nesting, schema)
            if isinstance(node, FieldNode):
                name = node.name.value
                visit = Visit(node, depth + (name != "edges"), nesting, schema or name in ABOUT_THE_SCHEMA)
            yield visit
            below: SelectionSetNode | None = getattr(node, "selection_set", None)
            if below is not None:
                todo.append((below, visit.depth, nesting + 1, visit.schema))


class Own(NamedTuple):
    """What a definition holds by itself, and where it spreads fragments."""

    sizes: Sizes
    spreads: tuple[Visit, ...]

    @property
    def spread(self) -> frozenset[str]:
        """Names of the fragments that it spreads."""
        return frozenset(name_of(each) for each in self.spreads)


def name_of(spread: Visit) -> str:
    """The fragment that is spread there."""
    return spread.node.name.value if isinstance(spread.node, FragmentSpreadNode) else ""


def own(node: ExecutableDefinitionNode) -> Own:
    """Measure what stands inside a definition, its directives and the literals of its variables."""
    found = tuple(visits(node.selection_set))
    data, schema = (_size([each for each in found if each.schema is about]) for about in (False, True))
    defaults = [each.default_value for each in node.variable_definitions or () if each.default_value is not None]
    data = data._replace(
        directives=data.directives + _directives(node),
        values=max(data.values, *map(levels, defaults), 0),
        members=data.members + sum(map(members, defaults)),
    )
    return Own(Sizes(data, schema), tuple(each for each in found if isinstance(each.node, FragmentSpreadNode)))


def _directives(node: ExecutableDefinitionNode) -> int:
    declared = [node.directives, *[each.directives for each in node.variable_definitions or ()]]
    return sum(len(each or ()) for each in declared)


def _literals(node: SelectionNode | DirectiveNode) -> list[ValueNode]:
    """The arguments of a selection and of its directives."""
    own: list[ValueNode] = [each.value for each in getattr(node, "arguments", None) or ()]
    return [*own, *[value for each in getattr(node, "directives", None) or () for value in _literals(each)]]


def _size(found: Iterable[Visit]) -> Size:
    fields = [each.node for each in found if isinstance(each.node, FieldNode)]
    literals = [value for each in found for value in _literals(each.node)]
    return Size(
        depth=max((each.depth for each in found), default=0),
        nesting=max((each.nesting for each in found), default=0),
        fields=len(fields),
        aliases=sum(1 for field in fields if field.alias is not None),
        directives=sum(len(each.node.directives or ()) for each in found),
        values=max(map(levels, literals), default=0),
        members=sum(map(members, literals)),
    )


class Fragments:
    """The fragments of a document, each measured once however often it is spread.

    Raises InvalidDocumentError where they spread each other in a circle.
    """

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        held = {name: own(fragment) for name, fragment in fragments.items()}
        self._sizes: dict[str, Sizes] = {}
        for name in _inmost_first({name: each.spread for name, each in held.items()}):
            if name in held:
                self._sizes[name] = self._total(held[name])

    def sizes(self, node: ExecutableDefinitionNode) -> Sizes:
        """The sizes of what stands inside an operation that spreads these fragments."""
        return self._total(own(node))

    def of(self, name: str) -> Sizes:
        """The sizes of a fragment; nothing for one that there is not, which validation refuses."""
        return self._sizes.get(name, Sizes())

    def _total(self, held: Own) -> Sizes:
        data, schema = held.sizes
        for spread in held.spreads:
            inside, depth, nesting = self.of(name_of(spread)), spread.depth, spread.nesting
            if spread.schema:
                schema = schema.holding(inside.data, depth, nesting)
            else:
                data = data.holding(inside.data, depth, nesting)
            schema = schema.holding(inside.schema, depth, nesting)
        return Sizes(data, schema)


def _inmost_first(spread: Mapping[str, frozenset[str]]) -> Iterable[str]:
    """Names of fragments, each after those that it spreads."""
    try:
        return tuple(TopologicalSorter(spread).static_order())
    except CycleError as error:
        circle = " spreads ".join(reversed(error.args[1]))
        raise InvalidDocumentError([GraphQLError(f"Fragments go round in a circle: {circle}")]) from error
