"""Plans: the statement of an operation, made once for all values of one shape."""

from collections.abc import Mapping
from dataclasses import dataclass

from graphql.execution.values import VariableValues
from sqlalchemy import select
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.exc import CompileError

from watchgraph_schema.compiling.collecting import Collector
from watchgraph_schema.compiling.lists import PageCost
from watchgraph_schema.compiling.objects import Writer
from watchgraph_schema.compiling.running import NOW, Call, Run
from watchgraph_schema.compiling.symbols import NotCompiledError, NotThisTimeError
from watchgraph_schema.compiling.texts import Joined
from watchgraph_schema.context import LARGEST_ANSWER
from watchgraph_schema.documents import Prepared
from watchgraph_schema.limits import Fragments
from watchgraph_schema.schema import CORE

DIALECT = sqlite_dialect(paramstyle="named")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """One statement and what it is run with.

    sql: gives the text of `data`. values: those of its parameters that never change. calls: give the others.
    """

    sql: str
    values: Mapping[str, object]
    calls: tuple[Call, ...]
    costs: tuple[PageCost, ...]

    def bind(self, run: Run) -> Mapping[str, object]:
        """The values of all parameters in this run.

        Raises ShapeChangedError where the plan is for another shape, NotCompiledError where the answer might be too
        large to be given, and what the resolvers raise.
        """
        for call in self.calls:
            run.again(call)
        values = {**self.values, **run.values}
        check(self.costs, values)
        return values


def check(costs: tuple[PageCost, ...], values: Mapping[str, object]) -> None:
    """Leave to the executor what may grow larger than an answer may be: it counts what is really there."""
    times: list[int] = []
    total = 0
    for cost in costs:
        around = 1 if cost.under is None else times[cost.under]
        size = 0 if cost.size is None else int(str(values[cost.size]))
        times.append(around * size)
        total += around * (1 + size * (1 + cost.width) + cost.counts)
    if total > LARGEST_ANSWER:
        raise NotThisTimeError("it may grow larger than an answer may be")


def plan(ready: Prepared, variables: VariableValues, run: Run) -> tuple[Plan, Mapping[str, object]]:
    """Make the plan of an operation, and the values of this run. Raises NotCompiledError, and what resolvers raise."""
    writer = Writer(run, Collector(CORE, ready.fragments, variables), Fragments(ready.fragments))
    pieces = writer.query(ready.operation.selection_set.selections)
    try:
        compiled = select(Joined(pieces)).compile(dialect=DIALECT)
        expanded = compiled.construct_expanded_state(run.values)
    except CompileError as error:
        raise NotCompiledError(f"the database has no words for it: {error}") from error
    values = {**expanded.parameters, **run.values}
    calls, costs = tuple(writer.calls), tuple(writer.costs)
    changing = (f"{NOW}_", *[f"{call.name}_" for call in calls])
    lasting = {name: value for name, value in values.items() if not name.startswith(changing)}
    return Plan(sql=expanded.statement, values=lasting, calls=calls, costs=costs), values
