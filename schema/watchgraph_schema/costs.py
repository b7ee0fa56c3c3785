"""What an operation costs at most, told before it is run.

Pages are taken to be full. Fields count where fragments put them, those on different types together.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from math import ceil
from typing import Final, NamedTuple, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    NamedTypeNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    StringValueNode,
    ValueNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from watchgraph_schema.bills import Bill, Times, Variables, fixed, times, together
from watchgraph_schema.compared_conditions import conditions
from watchgraph_schema.errors import TooMuchError
from watchgraph_schema.introspection import Introspection, Parts
from watchgraph_schema.limits import ABOUT_THE_SCHEMA
from watchgraph_schema.list_parts import LARGEST_PAGE, USUAL_PAGE
from watchgraph_schema.node_ids import question_in
from watchgraph_schema.number_steps import points_of_steps, steps
from watchgraph_schema.prices import ASKED_AGAIN, CONDITION, NUMBERS, length_of, prices_of

VALUES_A_POINT: Final = 30
FILTERS: Final = ("where", "hasClaim", "deployed")
"""Arguments that filter a list."""
MOST_POINTS: Final = 5_000
MOST_NODES: Final = 100_000
NODE: Final = "Node"
"""The type of what has ids of other kinds than UUIDs, too."""


class Cost(NamedTuple):
    """points: at most so many, at least one. nodes: objects that the answer may hold."""

    points: int
    nodes: int

    def check(self) -> None:
        """Refuse what is too dear. Raises TooMuchError."""
        if self.points <= MOST_POINTS and self.nodes <= MOST_NODES:
            return
        for name, found, most in (("points", self.points, MOST_POINTS), ("nodes", self.nodes, MOST_NODES)):
            if found > most:
                raise TooMuchError(
                    f"A query costs at most {most:,} {name}; this one may cost {found:,}. Pages multiply with those "
                    f"below them: ask for smaller pages (`first`), fewer levels, under fewer conditions, or one thing "
                    f"at a time. {VALUES_A_POINT} values are a point; what costs more says so in the schema, by `@cost`"
                )


def cost(bill: Bill, variables: Variables) -> Cost:
    """Tell what a bill comes to."""
    found = bill.amount(variables)
    return Cost(points=max(1, ceil(found.values / VALUES_A_POINT + found.points)), nodes=ceil(found.nodes))


def bill(
    schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> Bill:
    """Price an operation that is valid and within the limits of documents."""
    root = schema.get_root_type(operation.operation)
    assert root is not None, "only queries are priced"
    return _Pricing(schema, fragments).selections(operation.selection_set, root, _Place())


class _Place(NamedTuple):
    """Where a field stands. page: items of the connection that it is of; None for no connection.

    whole: points of going through all of that, none below an item, where an index leads to what is the item's.
    past: 1 where that is asked as of a moment, and so dearer. schema: the parts of the schema that it is of, if any.
    """

    page: Times | None = None
    whole: int = 0
    past: Times = 0
    schema: Parts | None = None

    @property
    def passage(self) -> Bill:
        """What going through the whole list costs."""
        return together(fixed(points=self.whole), fixed(points=self.whole).times(self.past))


class _Pricing:
    def __init__(self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._schema = schema
        self._fragments = fragments
        self._priced: dict[tuple[str, _Place], Bill] = {}
        self._introspection = Introspection(schema)

    def selections(self, held: SelectionSetNode, on: GraphQLNamedType, place: _Place) -> Bill:
        return together(*(self._selection(each, on, place) for each in held.selections))

    def _selection(self, node: SelectionNode, on: GraphQLNamedType, place: _Place) -> Bill:
        if isinstance(node, FieldNode):
            found = self._field(node, on, place)
        elif isinstance(node, FragmentSpreadNode):
            found = self._fragment(node.name.value, place)
        else:
            inline = cast("InlineFragmentNode", node)
            narrowed = on if inline.type_condition is None else self._type(inline.type_condition)
            found = self.selections(inline.selection_set, narrowed, place)
        return reduce(Bill.times, _conditions(node), found)

    def _fragment(self, name: str, place: _Place) -> Bill:
        if (name, place) not in self._priced:
            fragment = self._fragments[name]
            priced = self.selections(fragment.selection_set, self._type(fragment.type_condition), place)
            self._priced[name, place] = priced
        return self._priced[name, place]

    def _type(self, condition: NamedTypeNode) -> GraphQLNamedType:
        return self._schema.type_map[condition.name.value]

    def _field(self, node: FieldNode, on: GraphQLNamedType, place: _Place) -> Bill:
        field = self._schema.get_field(cast("GraphQLCompositeType", on), node.name.value)
        assert field is not None, "documents are valid before they are priced"
        if place.schema is not None or node.name.value in ABOUT_THE_SCHEMA:
            return self._about_the_schema(node, get_named_type(field.type), place.schema)
        asked = _Asked(node, field, place)
        found = asked.item
        if node.selection_set is not None:
            found = together(found, self.selections(node.selection_set, get_named_type(field.type), asked.below))
        return together(asked.once, found.times(asked.count))

    def _about_the_schema(self, node: FieldNode, of: GraphQLNamedType, parts: Parts | None) -> Bill:
        """Whatever is asked of a schema is known beforehand: so many values are brought, and no fewer."""
        own = fixed(values=1 if parts is None else parts.total)
        if node.selection_set is None:
            return own
        below = self._begun(node) if parts is None else parts.of(node.name.value)
        return together(own, fixed(nodes=below.total), self.selections(node.selection_set, of, _Place(schema=below)))

    def _begun(self, node: FieldNode) -> Parts:
        if node.name.value == "__schema":
            return self._introspection.of_schema()
        (name,) = [each.value for each in node.arguments or ()]
        return self._introspection.of_type(name.value if isinstance(name, StringValueNode) else None)


class _Asked:
    """A field as it is asked for in one place."""

    def __init__(self, node: FieldNode, field: GraphQLField, place: _Place) -> None:
        self._node = node
        self._field = field
        self._place = place
        self._given = {each.name.value: each.value for each in node.arguments or ()}

    @property
    def item(self) -> Bill:
        """The value that it is, which a list brings with each of its items."""
        return fixed(values=1, nodes=self._node.selection_set is not None)

    @property
    def once(self) -> Bill:
        """What finding it costs, be it one thing or a list, with going through a whole list to count or filter it."""
        bills = [self._found, self._again]
        if self._node.name.value == "totalCount":
            bills.append(self._place.passage)
        bills += [self._filter(self._given[name]) for name in FILTERS if name in self._given]
        return together(*bills)

    @property
    def _found(self) -> Bill:
        """Its price; a question for numbers is dearer the more it is asked under."""
        prices = prices_of(self._field)
        found = fixed(points=prices.own)
        return together(found, fixed(points=1).times(steps(self._given))) if prices.by_steps else found

    def _filter(self, where: ValueNode) -> Bill:
        """The list is gone through once, and at each item, or row, all conditions are compared."""
        found = conditions(where)
        prices = prices_of(self._field)
        paged = "first" in self._field.args
        begun = self.below if paged or not prices.passes else _Place(whole=prices.whole_list, past=self._past)
        return together(
            begun.passage.times(found.first),
            begun._replace(whole=CONDITION if begun.whole else 0).passage.times(found.further),
            fixed(values=1).times(found.all),
        )

    @property
    def _again(self) -> Bill:
        """The price of questions that the ids given to it hold. All but nodes is found by a UUID."""
        if get_named_type(self._field.type).name != NODE:
            return fixed()
        return fixed(points=1).times(times(_asked_again, *self._ids))

    @property
    def below(self) -> _Place:
        """Where the fields inside it are."""
        if "first" not in self._field.args:
            return _Place()
        page = times(_size, self._given.get("first"), self._given.get("last"))
        if "asOf" not in self._field.args:
            return _Place(page)
        return _Place(page, prices_of(self._field).whole_list, self._past)

    @property
    def count(self) -> Times:
        """How many of it there are in each object that has it: more than one only in lists of objects."""
        if self._node.selection_set is None or not is_list_type(get_nullable_type(self._field.type)):
            return 1
        if self._place.page is not None:
            return self._place.page
        if self._ids:
            return times(_length, *self._ids)
        return length_of(self._field)

    @property
    def _ids(self) -> Sequence[ValueNode]:
        """The ids that are asked for, one or several."""
        given = self._given.get("id", self._given.get("ids"))
        if given is None:
            return []
        return given.values if isinstance(given, ListValueNode) else [given]

    @property
    def _past(self) -> Times:
        """Whether it is asked as of a moment; an empty one is now."""
        moment = self._given.get("asOf")
        parts = [each.value for each in moment.fields] if isinstance(moment, ObjectValueNode) else [moment]
        return times(_given, *parts)


def _given(*values: object) -> float:
    return any(
        any(_given(part) for part in each.values()) if isinstance(each, Mapping) else each is not None
        for each in values
    )


def _size(first: object, last: object) -> float:
    """Sizes that will be refused when the list is read count as a usual page."""
    asked = last if first is None else first
    return asked if isinstance(asked, int | float) and 1 <= asked <= LARGEST_PAGE else USUAL_PAGE


def _length(*ids: object) -> float:
    return len(_flat(ids))


def _asked_again(*ids: object) -> float:
    """What the questions that these ids hold cost: those of the items of one answer hold the same."""
    texts = [each for each in _flat(ids) if isinstance(each, str)]
    asked = {question_in(each) for each in texts if each.partition(":")[0] in ASKED_AGAIN}
    return sum(NUMBERS + points_of_steps(each.read()) for each in asked)


def _flat(values: Sequence[object]) -> Sequence[object]:
    """GraphQL takes one thing for a list of it."""
    return [part for each in values for part in (each if isinstance(each, list) else [each])]


def _conditions(node: SelectionNode) -> Iterator[Times]:
    """Whether it is asked for at all, by its directives."""
    for directive in node.directives or ():
        value = directive.arguments[0].value if directive.arguments else None
        if directive.name.value == "skip":
            yield times(_unless, value)
        elif directive.name.value == "include":
            yield times(_where, value)


def _unless(condition: object) -> float:
    return condition is not True


def _where(condition: object) -> float:
    return condition is not False
