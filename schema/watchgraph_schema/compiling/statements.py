"""Statements that give JSON, made once for all values of one shape."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphql.execution.values import VariableValues
from sqlalchemy import select
from sqlalchemy.exc import CompileError

from watchgraph_projections.catalogue.connections import Reading
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_schema.compiling.calls import Call
from watchgraph_schema.compiling.deferred import BEGINS, FOREIGN, settled
from watchgraph_schema.compiling.direct import Direct, directly
from watchgraph_schema.compiling.readers import moment_values
from watchgraph_schema.compiling.running import NOW, Run
from watchgraph_schema.compiling.symbols import NotCompiledError, NotThisTimeError
from watchgraph_schema.compiling.texts import Joined, Pieces


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Statement:
    """One statement and what it is run with.

    sql: gives one text. places: the names of its parameters in their order, where the database numbers them.
    waits: whether its answer has marks in place of some results. doubts: whether it may have one of a cursor that does
    not belong where it was given. values: those of its parameters that never change. calls: give the others.
    direct: give these from variables, with no call; None where there have to be calls. resting: runs that were done,
    for the next to use again.
    """

    sql: str
    waits: bool
    doubts: bool
    places: tuple[str, ...] | None
    values: Mapping[str, object]
    calls: tuple[Call, ...]
    direct: Direct | None = None
    resting: list[Run] = field(default_factory=list)

    def bind(self, reading: Reading, moment: Moment, variables: VariableValues) -> Mapping[str, object]:
        """The values of all parameters for one request.

        Raises ShapeChangedError where the statement is for another shape, and what the resolvers raise.
        """
        if self.direct is not None:
            return {**self.values, **moment_values(moment, NOW), **self.direct.values(variables.coerced)}
        run = self._run(reading, moment, variables)
        try:
            for call in self.calls:
                run.again(call)
            values = {**self.values, **run.values}
        except BaseException:
            run.part()
            raise
        run.rest()
        self.resting.append(run)
        return values

    def _run(self, reading: Reading, moment: Moment, variables: VariableValues) -> Run:
        """A run that rests, else a new one: there are as many as threads ever asked at once."""
        try:
            run = self.resting.pop()
        except IndexError:
            return Run(reading, moment, variables)
        run.begin(reading, moment, variables)
        return run

    def read(self, reading: Reading, values: Mapping[str, object]) -> str:
        """The text that it gives. Raises what `Reading.row` and `settled` raise."""
        given = values if self.places is None else self.numbered(values)
        return self.settled(str(reading.row(self.sql, given)[0]))

    def numbered(self, values: Mapping[str, object]) -> tuple[object, ...]:
        """The values in the order of their numbers."""
        return tuple([values[name] for name in self.places or ()])

    def settled(self, found: str) -> str:
        """The text, of what the database found. Raises NotThisTimeError for a cursor of another thing's list."""
        if self.doubts and FOREIGN in found:
            raise NotThisTimeError("a cursor is of the list of another thing")
        return settled(found) if self.waits else found


def statement_of(pieces: Pieces, calls: Sequence[Call], run: Run) -> tuple[Statement, Mapping[str, object]]:
    """Make the statement that gives pieces as one text, and the values of this run. Raises NotCompiledError."""
    try:
        compiled = select(Joined(pieces)).compile(dialect=run.backend.dialect)
        expanded = compiled.construct_expanded_state(run.values)
    except CompileError as error:
        raise NotCompiledError(f"the database has no words for it: {error}") from error
    values = {**expanded.parameters, **run.values}
    changing = (f"{NOW}_", *[f"{call.name}_" for call in calls])
    made = Statement(
        sql=expanded.statement,
        waits=BEGINS in expanded.statement,
        doubts=FOREIGN in expanded.statement,
        places=None if expanded.positiontup is None else tuple(expanded.positiontup),
        values={name: value for name, value in values.items() if not name.startswith(changing)},
        calls=tuple(calls),
        direct=directly(calls, run),
    )
    return made, values
