"""The fields of connections: items with and without cursors, where a page lies, how long its list is."""

from collections.abc import Callable, Mapping, Sequence

from graphql import FieldNode, GraphQLObjectType, GraphQLOutputType, get_nullable_type, is_list_type
from sqlalchemy import FromClause

from watchgraph_schema.compiling.calls import Call
from watchgraph_schema.compiling.collecting import Collector, Fields
from watchgraph_schema.compiling.composing import braced, found_in
from watchgraph_schema.compiling.lists import ListScope, gathered
from watchgraph_schema.compiling.symbols import NotCompiledError
from watchgraph_schema.compiling.texts import Joined, Pieces, constant, is_constant
from watchgraph_schema.list_parts import ListPart

Item = Callable[[GraphQLOutputType, Sequence[FieldNode]], Pieces]
"""Writes an item of the list as what is asked for of it."""

CURSOR = "cursor"
ROWS = frozenset({"nodes", "edges", "pageInfo"})
"""Fields that the rows of the part are read for."""


class PageWriter:
    """Writes one connection. rows: its part of the list."""

    def __init__(self, collector: Collector, part: ListPart[object], call: Call, nodes: Sequence[FieldNode]) -> None:
        self._collector = collector
        self._type = _object(call.definition.type)
        self._fields = collector.fields(self._type, nodes)
        self._asked = [each[0].name.value for each in self._fields.values()]
        self._reads = not ROWS.isdisjoint(self._asked)
        self.rows = ListScope(part, call, places="pageInfo" in self._asked)

    def written(self, item: Item) -> Pieces:
        """Write it."""
        if not self._reads:
            return braced([(name, self._of_list(nodes)) for name, nodes in self._fields.items()])
        texts = {name: self._of_rows(nodes, item) for name, nodes in self._fields.items() if _per_row(nodes)}
        if "pageInfo" in self._asked:
            texts[CURSOR] = self.rows.cursor()
        columns = {name: f"t{number}" for number, name in enumerate(texts)}
        items = self.rows.items({columns[name]: pieces for name, pieces in texts.items()})
        found: list[tuple[str, Pieces]] = []
        for name, nodes in self._fields.items():
            if _per_row(nodes):
                found.append((name, gathered(items, columns[name])))
            elif nodes[0].name.value == "pageInfo":
                found.append((name, self._place(nodes, items, columns[CURSOR])))
            else:
                found.append((name, self._of_list(nodes)))
        return [found_in(items, braced(found))]

    def _of_rows(self, nodes: Sequence[FieldNode], item: Item) -> Pieces:
        type_ = get_nullable_type(self._type.fields[nodes[0].name.value].type)
        assert is_list_type(type_)
        if nodes[0].name.value == "nodes":
            return item(type_.of_type, nodes)
        edge = _object(type_.of_type)
        return braced([(name, self._of_edge(edge, each, item)) for name, each in self._of(edge, nodes).items()])

    def _of_edge(self, edge: GraphQLObjectType, nodes: Sequence[FieldNode], item: Item) -> Pieces:
        match nodes[0].name.value:
            case "__typename":
                return [constant(edge.name)]
            case "cursor":
                return self.rows.cursor()
            case name:
                return item(edge.fields[name].type, nodes)

    def _of_list(self, nodes: Sequence[FieldNode]) -> Pieces:
        match nodes[0].name.value:
            case "__typename":
                return [constant(self._type.name)]
            case "totalCount":
                return self.rows.count()
            case name:
                raise NotCompiledError(f"`{name}` of a list is worked out by the executor")

    def _place(self, nodes: Sequence[FieldNode], items: FromClause, cursor: str) -> Pieces:
        type_ = _object(self._type.fields["pageInfo"].type)
        written: Mapping[str, Callable[[], Pieces]] = {
            "__typename": lambda: [constant(type_.name)],
            "hasNextPage": self.rows.has_next,
            "hasPreviousPage": self.rows.has_previous,
            "startCursor": lambda: self.rows.end(items, cursor, start=True),
            "endCursor": lambda: self.rows.end(items, cursor, start=False),
        }
        pieces = braced([(name, written[each[0].name.value]()) for name, each in self._of(type_, nodes).items()])
        return [self.rows.once(Joined(pieces))] if is_constant(pieces) else pieces

    def _of(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Fields:
        return self._collector.fields(type_, nodes)


def _per_row(nodes: Sequence[FieldNode]) -> bool:
    return nodes[0].name.value in {"nodes", "edges"}


def _object(type_: GraphQLOutputType) -> GraphQLObjectType:
    found = get_nullable_type(type_)
    assert isinstance(found, GraphQLObjectType), "connections, edges and places are objects"
    return found
