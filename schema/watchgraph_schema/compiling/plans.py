"""Plans: the statement of an operation, made once for all values of one shape."""

from collections.abc import Mapping
from dataclasses import dataclass

from graphql.execution.values import VariableValues
from sqlalchemy import select
from sqlalchemy.exc import CompileError

from watchgraph_projections.catalogue.connections import Reading
from watchgraph_schema.compiling.calls import Call
from watchgraph_schema.compiling.collecting import Collector
from watchgraph_schema.compiling.deferred import BEGINS, settled
from watchgraph_schema.compiling.objects import Writer
from watchgraph_schema.compiling.running import NOW, Run
from watchgraph_schema.compiling.symbols import NotCompiledError
from watchgraph_schema.compiling.texts import Joined, Pieces
from watchgraph_schema.documents import Prepared
from watchgraph_schema.schema import CORE


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """One statement and what it is run with.

    sql: gives the text of `data`. places: the names of its parameters in their order, where the database numbers them.
    waits: whether its answer has marks in place of some results. values: those of its parameters that never change.
    calls: give the others. text: what it gives each time, where it reads nothing.
    """

    sql: str
    waits: bool
    places: tuple[str, ...] | None
    values: Mapping[str, object]
    calls: tuple[Call, ...]
    text: str | None = None

    def bind(self, run: Run) -> Mapping[str, object]:
        """The values of all parameters in this run.

        Raises ShapeChangedError where the plan is for another shape, and what the resolvers raise.
        """
        for call in self.calls:
            run.again(call)
        return {**self.values, **run.values}

    def answer(self, reading: Reading, values: Mapping[str, object]) -> str:
        """The text of `data`. Raises what `Reading.row` raises."""
        if self.text is not None:
            return self.text
        given = values if self.places is None else self.numbered(values)
        return self.settled(str(reading.row(self.sql, given)[0]))

    def numbered(self, values: Mapping[str, object]) -> tuple[object, ...]:
        """The values in the order of their numbers."""
        return tuple([values[name] for name in self.places or ()])

    def settled(self, found: str) -> str:
        """The text of `data`, of what the statement found."""
        return settled(found) if self.waits else found


def plan(ready: Prepared, variables: VariableValues, run: Run) -> tuple[Plan, Mapping[str, object]]:
    """Make the plan of an operation, and the values of this run. Raises NotCompiledError, and what resolvers raise."""
    writer = Writer(run, Collector(CORE, ready.fragments, variables))
    pieces = writer.query(ready.operation.selection_set.selections)
    try:
        compiled = select(Joined(pieces)).compile(dialect=run.backend.dialect)
        expanded = compiled.construct_expanded_state(run.values)
    except CompileError as error:
        raise NotCompiledError(f"the database has no words for it: {error}") from error
    values = {**expanded.parameters, **run.values}
    places = None if expanded.positiontup is None else tuple(expanded.positiontup)
    calls = tuple(writer.calls)
    changing = (f"{NOW}_", *[f"{call.name}_" for call in calls])
    lasting = {name: value for name, value in values.items() if not name.startswith(changing)}
    waits = BEGINS in expanded.statement
    text = None if waits else _fixed(pieces, calls)
    return Plan(sql=expanded.statement, waits=waits, places=places, values=lasting, calls=calls, text=text), values


def _fixed(pieces: Pieces, calls: tuple[Call, ...]) -> str | None:
    """The text of a plan that reads nothing: names of types."""
    texts = [each for each in pieces if isinstance(each, str)]
    return "".join(texts) if not calls and len(texts) == len(pieces) else None
