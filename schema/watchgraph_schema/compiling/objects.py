"""Writes what resolvers give as JSON text: objects field by field, leaves, choices between types, lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLType,
    SelectionNode,
    get_nullable_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)
from sqlalchemy import func, select

from watchgraph_schema.compiling.calls import Call
from watchgraph_schema.compiling.collecting import Collector, Fields
from watchgraph_schema.compiling.composing import (
    Missing,
    apart,
    as_missing,
    braced,
    chosen,
    flag,
    found_in,
    found_only,
    listed,
    there,
    within,
)
from watchgraph_schema.compiling.deferred import place_of
from watchgraph_schema.compiling.lists import gathered
from watchgraph_schema.compiling.options import Option, distinct, stretches
from watchgraph_schema.compiling.page_fields import PageWriter
from watchgraph_schema.compiling.running import Run, list_part, returns_anew
from watchgraph_schema.compiling.scopes import Scope, needed
from watchgraph_schema.compiling.symbols import Choice, Each, First, Json, NotCompiledError, Sparse, Symbol, symbols_in
from watchgraph_schema.compiling.texts import Gathered, Joined, Pieces, Quoted, Text, as_text, constant, is_constant
from watchgraph_schema.connections import Connection
from watchgraph_schema.describing import WORKED_OUT
from watchgraph_schema.list_parts import ListPart
from watchgraph_schema.schema import CORE


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the statement something is written. open: scopes that can be read."""

    open: frozenset[Scope] = frozenset()

    def within(self, scopes: Iterable[Scope]) -> "Place":
        """The place inside more scopes."""
        return Place(open=self.open | frozenset(scopes))


class Writer:
    """Writes one document, asked with certain variables.

    calls: those to be made again for other values, parents first. worked_out: those that are left out here, and where
    the document makes them; their places in the text have their numbers.
    """

    def __init__(self, run: Run, collector: Collector) -> None:
        self._run = run
        self._collector = collector
        self._numbers = 0
        self.calls: list[Call] = []
        self.worked_out: list[tuple[Call, Sequence[FieldNode]]] = []

    def query(self, selections: Sequence[SelectionNode]) -> Pieces:
        """Write what an operation asks for."""
        assert CORE.query_type is not None
        return self._fields(CORE.query_type, None, self._collector.root(CORE.query_type, selections), Place())

    def _fields(self, type_: GraphQLObjectType, source: object, fields: Fields, place: Place) -> Pieces:
        return braced([(name, self._field(type_, source, nodes, place)) for name, nodes in fields.items()])

    def _field(self, type_: GraphQLObjectType, source: object, nodes: Sequence[FieldNode], place: Place) -> Pieces:
        name = nodes[0].name.value
        if name == "__typename":
            return [constant(type_.name)]
        if name not in type_.fields:
            raise NotCompiledError("it asks about the schema")
        self._numbers += 1
        call = Call(name=f"c{self._numbers}", definition=type_.fields[name], node=nodes[0], source=source)
        if call.declared.metadata.get(WORKED_OUT):
            self.worked_out.append((call, nodes))
            return [place_of(len(self.worked_out) - 1)]
        result = self._run.first(call)
        if returns_anew(call, self._run):
            self.calls.append(call)
        if isinstance(result, Connection):
            return self._connection(list_part(result, call), call, nodes, place)
        return self._nullable(result, call.definition.type, nodes, place)

    def _nullable(self, result: object, type_: GraphQLOutputType, nodes: Sequence[FieldNode], place: Place) -> Pieces:
        missing = Missing.NEVER if is_non_null_type(type_) else Missing.NULL
        return self._written(result, get_nullable_type(type_), nodes, place, missing)

    def _written(
        self, result: object, type_: GraphQLType, nodes: Sequence[FieldNode], place: Place, missing: Missing
    ) -> Pieces:
        match result:
            case None:
                return [as_missing(missing)]
            case Symbol():
                scopes = self._opened(result.scopes, place, missing)
                return within(scopes, [_leaf(result, type_, missing)], missing)
            case Choice() | First():
                return self._one_of(result, type_, nodes, place, missing)
        if is_list_type(type_):
            return self._several(result, type_.of_type, nodes, place)
        if is_leaf_type(type_):
            return [constant(result.name if isinstance(result, Enum) else result)]
        return self._object(result, nodes, place, missing)

    def _one_of(
        self, result: Choice | First, type_: GraphQLType, nodes: Sequence[FieldNode], place: Place, missing: Missing
    ) -> Pieces:
        if isinstance(result, Choice):
            return self._choice(_possible(result, type_), nodes, place, missing)
        options = [Joined(self._written(each, type_, nodes, place, Missing.OUT)) for each in result.among]
        return [func.coalesce(*options, as_text(as_missing(missing)))]

    def _several(self, result: object, item: GraphQLOutputType, nodes: Sequence[FieldNode], place: Place) -> Pieces:
        match result:
            case Each():
                return self._each(result, item, nodes, place)
            case Sparse():
                inner = get_nullable_type(item)
                return found_only([self._written(each, inner, nodes, place, Missing.OUT) for each in result.items])
            case list() | tuple():
                return listed([self._nullable(each, item, nodes, place) for each in result])
        raise NotCompiledError("one thing where many are wanted")

    def _object(self, result: object, nodes: Sequence[FieldNode], place: Place, missing: Missing) -> Pieces:
        type_ = type_of(result)
        scopes = self._opened({scope for symbol in symbols_in(result) for scope in symbol.scopes}, place, missing)
        pieces = self._fields(type_, result, self._collector.fields(type_, nodes), place.within(scopes))
        return within([scope for scope in scopes if scope.used or not scope.sure], pieces, missing)

    def _choice(self, choice: Choice, nodes: Sequence[FieldNode], place: Place, missing: Missing) -> Pieces:
        scopes = self._opened(choice.on.scopes, place, missing)
        inside = place.within(scopes)
        otherwise = None if choice.on.sure and choice.closed else as_missing(missing)
        on = choice.on.expression
        if choice.alike:
            written = self._alike(choice, nodes, inside, otherwise)
        else:
            written = there(on, self._entry(choice, nodes, inside), otherwise)
        return within(scopes, written, missing)

    def _alike(self, choice: Choice, nodes: Sequence[FieldNode], place: Place, otherwise: Text | None) -> Pieces:
        """Write things of several types: what differs between them as a choice, all else once."""
        on, options = choice.on.expression, self._options(choice, nodes)
        parted = stretches(options) if choice.closed and self._are_open(options, place) else None
        if parted is None:
            branches = [(each.codes, self._object(each.made, nodes, place, Missing.NEVER)) for each in options]
            return chosen(on, branches, otherwise, closed=choice.closed)
        pieces: list[Text] = ["{"]
        for stretch in parted:
            begins = stretch is parted[0]
            branches = [(each.codes, self._part(each, stretch.names, place, begins)) for each in stretch.branches]
            pieces += apart(on, branches)
        return there(on, [*pieces, "}"], otherwise)

    def _options(self, choice: Choice, nodes: Sequence[FieldNode]) -> list[Option]:
        made = [(code, type_of(each), each) for code, each in choice.made.items()]
        asked = {type_: self._collector.fields(type_, nodes) for _, type_, _ in made}
        return distinct(
            [Option(codes=[code], type=type_, made=each, fields=asked[type_]) for code, type_, each in made]
        )

    def _part(self, option: Option, names: Sequence[str], place: Place, begins: bool) -> Pieces:  # noqa: FBT001  # told by name
        """Some fields of an object, with a comma before each but the first of all."""
        pieces: list[Text] = []
        for name in names:
            if name in option.fields:
                comma = "" if begins and not pieces else ","
                pieces += [f'{comma}"{name}":', *self._field(option.type, option.made, option.fields[name], place)]
        return pieces

    def _are_open(self, options: Sequence[Option], place: Place) -> bool:
        """Whether all that the things are made of can be read here."""
        scopes = {scope for option in options for symbol in symbols_in(option.made) for scope in symbol.scopes}
        return not needed(scopes, place.open)

    def _entry(self, choice: Choice, nodes: Sequence[FieldNode], place: Place) -> Pieces:
        """Write an entry of a list that is known: field by field, for many are the code itself."""
        type_ = type_of(next(iter(choice.made.values())))
        fields = self._collector.fields(type_, nodes)
        return braced([(name, self._of_entry(type_, choice, each, place)) for name, each in fields.items()])

    def _of_entry(self, type_: GraphQLObjectType, choice: Choice, nodes: Sequence[FieldNode], place: Place) -> Pieces:
        texts: dict[str, list[str]] = {}
        for code, made in choice.made.items():
            pieces = self._field(type_, made, nodes, place)
            assert is_constant(pieces), "what is no constant differs by its type"
            texts.setdefault("".join(str(piece) for piece in pieces), []).append(code)
        if all(codes == [code] and text == constant(code) for text, codes in texts.items() for code in codes):
            return [Quoted(choice.on.expression)]
        return chosen(choice.on.expression, [(codes, [text]) for text, codes in texts.items()], None, closed=True)

    def _each(self, each: Each, item: GraphQLOutputType, nodes: Sequence[FieldNode], place: Place) -> Pieces:
        inside = place.within([each.scope])
        if each.sparse:
            pieces = self._written(each.item, get_nullable_type(item), nodes, inside, Missing.OUT)
        else:
            pieces = self._nullable(each.item, item, nodes, inside)
        rows = select(Joined(pieces).label("item")).select_from(each.scope.table()).subquery(f"{each.scope.name}i")
        gathering = [found_in(rows, gathered(rows, "item"))]
        return within(self._opened(each.scope.parents, place, Missing.NEVER), gathering, Missing.NEVER)

    def rows(
        self, scope: Scope, key: Symbol, item: object, type_: GraphQLOutputType, nodes: Sequence[FieldNode]
    ) -> Pieces:
        """Write an object: of each row of a scope, by its key, what is asked of the item that is made of it."""
        pieces: Pieces = ['"', key.expression, '":', *self._nullable(item, type_, nodes, Place().within([scope]))]
        rows = select(Joined(pieces).label("item")).select_from(scope.table()).subquery(f"{scope.name}i")
        return [found_in(rows, ["{", Gathered(rows.c.item), "}"])]

    def _connection(self, part: ListPart[object], call: Call, nodes: Sequence[FieldNode], place: Place) -> Pieces:
        page = PageWriter(self._collector, part, call, nodes)
        around = self._opened(page.rows.scope.parents, place, Missing.NEVER)
        inside = place.within([*around, page.rows.scope])
        item = page.rows.item(part)
        pieces = page.written(lambda type_, nodes: self._nullable(item, type_, nodes, inside))
        return within(around, page.rows.guarded(pieces), Missing.NEVER)

    def _opened(self, scopes: Iterable[Scope], place: Place, missing: Missing) -> list[Scope]:
        """The scopes to open here. Raises NotCompiledError where one may have no row and that may not be."""
        found = needed(scopes, place.open)
        if not all(scope.sure for scope in found):
            as_missing(missing)
        return found


def type_of(thing: object) -> GraphQLObjectType:
    """The type in the schema of an object of one of its classes."""
    definition = getattr(thing, "__strawberry_definition__", None)
    found = None if definition is None else CORE.type_map.get(definition.name)
    if not isinstance(found, GraphQLObjectType):
        raise NotCompiledError(f"{type(thing).__name__} is of no type of the schema")
    return found


def _possible(choice: Choice, type_: GraphQLType) -> Choice:
    """The choice among things of one type, an interface or an object."""
    made = {code: each for code, each in choice.made.items() if _is_of(type_of(each), type_)}
    return replace(choice, made=made)


def _is_of(type_: GraphQLObjectType, wanted: GraphQLType) -> bool:
    return type_ is wanted or (is_abstract_type(wanted) and CORE.is_sub_type(wanted, type_))


def _leaf(symbol: Symbol, type_: GraphQLType, missing: Missing) -> Text:
    if isinstance(symbol, Json):
        return symbol.expression
    if not symbol.sure:
        as_missing(missing)
    if isinstance(type_, GraphQLScalarType) and type_.name == "Boolean":
        return flag(symbol.expression, sure=symbol.sure)
    return Quoted(symbol.expression)
