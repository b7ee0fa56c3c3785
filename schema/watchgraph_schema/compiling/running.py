"""Calls of resolvers, made once for a plan, and again for what may change from one request to the next."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from copy import copy
from typing import TypeVar, cast

from graphql.execution.values import VariableValues, get_argument_values
from sqlalchemy import Connection as DatabaseConnection
from strawberry.types.arguments import convert_argument

from watchgraph_projections.catalogue.connections import Reading
from watchgraph_projections.catalogue.dialects import Backend
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.reading import read_moment
from watchgraph_projections.catalogue.standing import Standing
from watchgraph_projections.views import licences
from watchgraph_projections.views.slots import shape_of, values_of
from watchgraph_schema.compiling.arguments import readers_of
from watchgraph_schema.compiling.calls import Argument, Call, varies
from watchgraph_schema.compiling.readers import Selects, SymbolicReader, Symbols, moment_values, parameter
from watchgraph_schema.compiling.scopes import Scope
from watchgraph_schema.compiling.symbols import NotCompiledError, Symbol
from watchgraph_schema.connections import PAGE_ARGUMENTS, Connection
from watchgraph_schema.list_parts import ListPart, Part
from watchgraph_schema.schema import schema

ValueT = TypeVar("ValueT")

NOW = "now"
"""The clock of everything that is asked without `asOf`."""


NO_VARIABLES = VariableValues(sources={}, coerced={})

FOUND = object()
"""Stands for what a resolver would have made of all that it looked up."""


class ShapeChangedError(Exception):
    """A plan does not fit what is asked with these values."""


class _EnoughError(Exception):
    """A resolver that is called again has named the last thing that it looks up: what it makes of it is known."""


class Run:
    """One request: its values, and the moments that its root fields ask about.

    reading: reads what must be known before the statement is run. moment: what is now for it. values: of
    the statement's parameters.
    """

    def __init__(self, reading: Reading, moment: Moment, variables: VariableValues) -> None:
        self._reading: Reading | None = reading
        self._file = reading.file
        self.moment = moment
        self.variables = variables
        self._present = moment_values(moment, NOW)
        self.values: dict[str, object] = {**self._present}
        self._readers: dict[str, SymbolicReader] = {}
        self._info = _Info(self)
        self._known: frozenset[str] | None = None
        self._taken = 0
        self._call: Call | None = None
        self._again = False
        self._looked = False

    def begin(self, reading: Reading, moment: Moment, variables: VariableValues) -> None:
        """Begin anew after `rest`, for another request. What stands by its moment is kept where that is the same."""
        self._reading = reading
        self.variables = variables
        if moment is not self.moment or reading.file is not self._file:
            self.part()
            self.moment, self._file, self._present = moment, reading.file, moment_values(moment, NOW)
        self.values = {**self._present}

    def rest(self) -> None:
        """Let go of the request, and of readers of other moments than now; keep what the next may use."""
        self.end()
        self.variables, self.values, self._known, self._call = NO_VARIABLES, {}, None, None
        if self._readers.keys() - {NOW}:
            self.part()

    @property
    def connection(self) -> DatabaseConnection:
        """The connection that everything of this request is read through."""
        self._looked = True
        return self._lent.connection

    def looked(self) -> None:
        """Note that a resolver works with the moment itself: at another one it may give something else."""
        self._looked = True

    @property
    def _lent(self) -> Reading:
        assert self._reading is not None, "the plan was made, and reads nothing more"
        return self._reading

    @property
    def backend(self) -> Backend:
        """The database that it reads."""
        return self._lent.backend

    @property
    def file(self) -> object:
        """Stands for the tables that it reads."""
        return self._lent.file

    def end(self) -> None:
        """Let go of what the request reads with: a plan outlives it."""
        self._reading = None

    def part(self) -> None:
        """Part what holds each other once all values are taken, or every request would leave it to be collected."""
        for reader in self._readers.values():
            vars(reader).clear()
        self._readers.clear()

    def first(self, call: Call) -> object:
        """Call a resolver for a plan that is being made."""
        self._again = self._looked = False
        result = self._result(call)
        call.looked = self._looked
        call.shape = self._bound(call, result)
        call.found = result is not None and not isinstance(result, Connection)
        return result

    def again(self, call: Call) -> None:
        """Call it once more for the values of this run. Raises ShapeChangedError where the plan does not fit them."""
        self._again = True
        if self._bound(call, self._result(call)) != call.shape:
            raise ShapeChangedError

    def reader(self, clock: str) -> SymbolicReader:
        """The reader of a clock; what is now if nobody has set it."""
        if clock not in self._readers:
            assert clock == NOW, "a call that sets a clock is made before those that read by it"
            self._set(self.moment, clock)
        return self._readers[clock]

    def moved(self, moment: Moment) -> SymbolicReader:
        """The reader at the moment of a cursor, for the list that is asked for now."""
        return self._set(moment, self._called.name)

    def reader_at(self, valid_at: str | None, recorded_at: str | None, without: tuple[str, ...]) -> SymbolicReader:
        """The reader that a root field asks for."""
        if valid_at is None and recorded_at is None and not without:
            return self.reader(NOW)
        at = Standing(self.moment.position, self.moment.day)
        return self._set(read_moment(self._lent, valid_at, recorded_at, without, at=at), self._called.name)

    def licences(self) -> frozenset[str]:
        """Every licence that something here is under."""
        if self._known is None:
            self._known = licences.known(self.connection)
        return self._known

    def find(
        self,
        key: object,
        select: Selects,
        made: Callable[[Symbols], ValueT],
        *,
        sure: bool = False,
        joins: bool = False,
    ) -> ValueT:
        """Look for a row, or take what was made of it when the plan was. joins: see Scope."""
        name = f"{self._called.name}_{self._taken}"
        self._taken += 1
        if not isinstance(key, Symbol):
            self.values[name] = key
        if self._again:
            if self._taken > len(self._called.loaded):
                raise ShapeChangedError
            if self._called.found and self._taken == len(self._called.loaded):
                raise _EnoughError
            found: ValueT = self._called.loaded[self._taken - 1]  # type: ignore[assignment]  # as it was made then
            return found
        wanted, parents = (key.expression, key.scopes) if isinstance(key, Symbol) else (parameter(name, key), ())
        row = made(Scope(select([wanted]), parents, sure=sure, joins=joins).symbols())
        self._called.loaded.append(row)
        return row

    @property
    def _called(self) -> Call:
        assert self._call is not None, "readers are asked by resolvers"
        return self._call

    def _set(self, moment: Moment, clock: str) -> SymbolicReader:
        self.values |= moment_values(moment, clock)
        self._readers[clock] = made = SymbolicReader(self, moment, clock)
        return made

    def _bound(self, call: Call, result: object) -> Hashable:
        """Take the values of a result, and tell what its statement depends on."""
        if not isinstance(result, Connection):
            clock = self._readers.get(call.name)
            return len(call.loaded), result is None, None if clock is None else shape_of(clock.asked)
        part = list_part(result, call)
        self.values.update(values_of(part.listing, call.name))
        self.values.update(values_of(part.cut, f"{call.name}_cut"))
        if call.marks or not self._again:
            self.values[f"{call.name}_title"] = part.list_name
            self.values[f"{call.name}_marked"] = str(part.marked)
        return shape_of(part.listing), shape_of(part.cut), *_clock(part.reader)

    def _result(self, call: Call) -> object:
        self._call, self._taken = call, 0
        arguments = self.arguments(call)
        page = [arguments.pop(name, None) for name in PAGE_ARGUMENTS]
        try:
            if not call.compiles:
                raise NotCompiledError(f"`{call.declared.python_name}` is worked out by the executor")
            result = call.answer(self._source(call.source), self._info, arguments)
        except _EnoughError:
            return FOUND
        if isinstance(result, Connection):
            narrow(list_part(result, call), page)
        return result

    def arguments(self, call: Call) -> dict[str, object]:
        """The arguments of a call, by their names in Python. Only those that may differ are read again."""
        if not call.declared.arguments:
            return {}
        if call.lasting is None:
            return self._all_arguments(call)
        if call.readers is not None:
            return {**call.lasting, **{name: read(self.variables.coerced) for name, read in call.readers.items()}}
        given = get_argument_values(call.definition, call.node, self.variables)
        return {**call.lasting, **_converted(given, call.varying)}

    def _all_arguments(self, call: Call) -> dict[str, object]:
        given = get_argument_values(call.definition, call.node, self.variables)
        varying = {python_name for _, python_name, _ in call.varying}
        found = _converted(given, call.arguments)
        call.lasting = {name: value for name, value in found.items() if name not in varying}
        call.readers = readers_of(call, found, self.variables.coerced)
        return found

    def _source(self, source: object) -> object:
        """The object as this run reads it."""
        reader = getattr(source, "reader", None)
        if not self._again or not isinstance(reader, SymbolicReader):
            return source
        copied = copy(source)
        copied.reader = self.reader(reader.clock)  # type: ignore[attr-defined]  # it has one
        return copied


def _converted(given: Mapping[str, object], wanted: Iterable[Argument]) -> dict[str, object]:
    return {
        python_name: convert_argument(given[name], type_, schema.schema_converter.scalar_registry, schema.config)
        for name, python_name, type_ in wanted
        if name in given
    }


def narrow(part: Part[object], page: Sequence[object]) -> None:
    """Take only a page of a list. page: the values of PAGE_ARGUMENTS. Raises what `Part.narrow` raises."""
    first, after, last, before = page
    part.narrow(
        cast("int | None", first), cast("str | None", after), cast("int | None", last), cast("str | None", before)
    )


def list_part(connection: Connection[object], call: Call) -> ListPart[object]:
    """The part of a list of the catalogue that a field answers with. Raises NotCompiledError for other lists."""
    if not isinstance(connection.part, ListPart):
        raise NotCompiledError(f"`{call.node.name.value}` is a list that is worked out")
    return connection.part


class _Context:
    """What resolvers of root fields find in a request's context."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def reader(
        self, valid_at: str | None = None, recorded_at: str | None = None, without: tuple[str, ...] = ()
    ) -> SymbolicReader:
        return self._run.reader_at(valid_at, recorded_at, without)

    def licences(self) -> frozenset[str]:
        return self._run.licences()


class _Info:
    def __init__(self, run: Run) -> None:
        self.context = _Context(run)


def _clock(reader: object) -> tuple[Hashable, ...]:
    assert isinstance(reader, SymbolicReader)
    return reader.clock, shape_of(reader.asked)


MOVING_ARGUMENTS = frozenset({"after", "before", "asOf", "licence"})


def returns_anew(call: Call, run: Run) -> bool:
    """Whether the call may give something else the next time: other values, or another moment that it worked with."""
    arguments = call.node.arguments or ()
    given = {argument.name.value for argument in arguments}
    clock = getattr(getattr(call.source, "reader", None), "clock", NOW)
    moved = (clock != NOW or not run.moment.now) and call.looked
    return moved or bool(given & MOVING_ARGUMENTS) or any(map(varies, arguments))
