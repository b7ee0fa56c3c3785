"""Fields that are worked out: numbers and comparisons, whose answers are found first, and then written.

Their resolvers run as they are, down to the claims and entities that they lead to. Of those nothing is read before one
statement writes all that stand at one place of the document, as it writes any others.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias, cast

import msgspec
from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLOutputType,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)
from graphql.execution.values import VariableValues
from sqlalchemy import bindparam

from watchgraph_projections.catalogue.connections import Reading
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import ValueList, json_list
from watchgraph_projections.catalogue.standing import Standing
from watchgraph_projections.views.slots import shape_of
from watchgraph_schema.compiling.calls import Call
from watchgraph_schema.compiling.collecting import Collector
from watchgraph_schema.compiling.holding import HoldingContext, Info, Thing, held, item_of
from watchgraph_schema.compiling.objects import Writer, type_of
from watchgraph_schema.compiling.running import NOW, Run, ShapeChangedError, narrow
from watchgraph_schema.compiling.statements import Statement, statement_of
from watchgraph_schema.compiling.symbols import NotThisTimeError
from watchgraph_schema.connections import PAGE_ARGUMENTS, Connection

KEYS = "keys"
"""The parameter of a statement that writes rows: the keys of all of them."""

Asked: TypeAlias = Sequence[tuple[str, Call | None, Sequence[FieldNode]]]
"""Of each field its name in the answer, the call, and where the document asks for it. No call: the type's name."""


Texts: TypeAlias = dict[int, msgspec.Raw]
"""The JSON of rows by their keys."""


class Place(NamedTuple):
    """Where the document asks for claims or entities. asked: tells it from others."""

    asked: Hashable
    moment: Moment
    type: GraphQLOutputType
    nodes: Sequence[FieldNode]


class _Spot:
    """Where the text of a row belongs in what is worked out. place: its number. A class that the encoder asks about."""

    __slots__ = ("key", "place")

    def __init__(self, place: int, key: int) -> None:
        self.place = place
        self.key = key


@dataclass(frozen=True, slots=True, eq=False)
class Selections:
    """What a document asks for below its fields that are worked out, for variables of one shape.

    fields: of objects of each type at each place; statements: those that write rows, by place. Threads share them: what
    two of them make at one time is the same.
    """

    collector: Collector
    fields: dict[Hashable, Asked] = field(default_factory=dict)
    statements: dict[Hashable, Statement] = field(default_factory=dict)

    def of(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Asked:
        """What is asked for of objects of a type at one place."""
        place = (type_.name, *map(id, nodes))
        if place not in self.fields:
            named = self.collector.fields(type_, nodes)
            self.fields[place] = [(name, _call(type_, each[0]), each) for name, each in named.items()]
        return self.fields[place]

    def texts(self, place: Place, keys: Sequence[int], reading: Reading, variables: VariableValues) -> Texts:
        """The JSON of rows by their keys. Raises NotCompiledError."""
        shape = place.asked, reading.backend, place.moment.now, shape_of(place.moment)
        made = self.statements.get(shape)
        values = None if made is None else _bound(made, reading, place.moment, variables)
        if made is None or values is None:
            made, values = self._statement(place, Run(reading, place.moment, variables))
            self.statements[shape] = made
        found = made.read(reading, {**values, KEYS: json_list(keys)})
        return msgspec.json.decode(found, type=Texts)

    def _statement(self, place: Place, run: Run) -> tuple[Statement, Mapping[str, object]]:
        run.values[KEYS] = "[]"
        writer = Writer(run, self.collector)
        scope, key, item = item_of(place.type, run.reader(NOW), bindparam(KEYS, type_=ValueList()))
        made = statement_of(writer.rows(scope, key, item, place.type, place.nodes), writer.calls, run)
        run.end()
        return made


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """A field of a question that is worked out. nodes: where the document asks for it."""

    call: Call
    nodes: Sequence[FieldNode]
    below: Selections

    def written(self, reading: Reading, moment: Moment, variables: VariableValues) -> str:
        """Its JSON for these variables. Raises NotCompiledError, and what resolvers raise."""
        context = HoldingContext(reading, Standing(moment.position, moment.day))
        try:
            return _Working(self, reading, Run(reading, moment, variables), Info(context)).written()
        finally:
            context.part()


def _bound(made: Statement, reading: Reading, moment: Moment, variables: VariableValues) -> Mapping[str, object] | None:
    """The values of a statement; None where it is for others."""
    try:
        return made.bind(reading, moment, variables)
    except ShapeChangedError:
        return None


def _call(type_: GraphQLObjectType, node: FieldNode) -> Call | None:
    name = node.name.value
    return None if name == "__typename" else Call(name=name, definition=type_.fields[name], node=node, source=None)


class _Working:
    """Works one field out for one request."""

    def __init__(self, figure: Figure, reading: Reading, run: Run, info: Info) -> None:
        self._figure = figure
        self._reading = reading
        self._run = run
        self._info = info
        self._numbers: dict[Hashable, int] = {}
        self._places: list[tuple[Place, set[int]]] = []

    def written(self) -> str:
        """Its JSON."""
        found = self._field(self._figure.call, None, self._figure.nodes)
        texts = [self._texts(place, keys) for place, keys in self._places]

        def text(spot: object) -> msgspec.Raw:
            assert isinstance(spot, _Spot)
            if spot.key not in texts[spot.place]:
                raise NotThisTimeError("a row that is spoken of is not there")
            return texts[spot.place][spot.key]

        return msgspec.json.encode(found, enc_hook=text).decode()

    def _texts(self, place: Place, keys: set[int]) -> Texts:
        return self._figure.below.texts(place, sorted(keys), self._reading, self._run.variables)

    def _field(self, call: Call, source: object, nodes: Sequence[FieldNode]) -> object:
        arguments = self._run.arguments(call)
        page = [arguments.pop(name, None) for name in PAGE_ARGUMENTS]
        result = call.answer(source, self._info, arguments)
        if isinstance(result, Connection):
            narrow(result.part, page)
        return self._completed(result, call.definition.type, nodes)

    def _completed(self, result: object, type_: GraphQLOutputType, nodes: Sequence[FieldNode]) -> object:
        """A value as the specification has it written; the executor says what is wrong with one."""
        if result is None:
            if is_non_null_type(type_):
                raise NotThisTimeError("something that must be there is not")
            return None
        named = get_nullable_type(type_)
        if is_leaf_type(named):
            return named.serialize(result)
        if (thing := held(result)) is not None:
            return self._spot(thing, type_, nodes)
        if is_list_type(named):
            return [self._completed(each, named.of_type, nodes) for each in cast("list[object]", result)]
        own = named if isinstance(named, GraphQLObjectType) else type_of(result)
        return {
            name: own.name if call is None else self._field(call, result, below)
            for name, call, below in self._figure.below.of(own, nodes)
        }

    def _spot(self, thing: Thing, type_: GraphQLOutputType, nodes: Sequence[FieldNode]) -> _Spot:
        asked = (str(type_), *map(id, nodes))
        number = self._numbers.setdefault((asked, thing.moment), len(self._places))
        if number == len(self._places):
            self._places.append((Place(asked, thing.moment, type_, nodes), set()))
        self._places[number][1].add(thing.key)
        return _Spot(number, thing.key)
