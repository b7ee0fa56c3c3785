"""Plans: how an operation is answered, made once for all values of one shape."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphql.execution.values import VariableValues

from watchgraph_projections.catalogue.connections import Reading
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_schema.compiling.collecting import Collector
from watchgraph_schema.compiling.deferred import filled
from watchgraph_schema.compiling.figures import Figure, Selections
from watchgraph_schema.compiling.objects import Writer
from watchgraph_schema.compiling.running import Run
from watchgraph_schema.compiling.statements import Statement, statement_of
from watchgraph_schema.compiling.texts import is_constant
from watchgraph_schema.documents import Prepared
from watchgraph_schema.schema import CORE


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """One statement, which gives the text of `data`, and what is worked out beside it.

    figures: their texts are put in the places that the statement keeps for them. text: what the statement gives each
    time, where it reads nothing.
    """

    statement: Statement
    figures: tuple[Figure, ...] = ()
    text: str | None = None

    def bind(self, reading: Reading, moment: Moment, variables: VariableValues) -> Mapping[str, object]:
        """The values of all parameters for one request. Raises what `Statement.bind` raises."""
        return {} if self.text is not None else self.statement.bind(reading, moment, variables)

    def answer(self, reading: Reading, values: Mapping[str, object], figures: Sequence[str] = ()) -> str:
        """The text of `data`. figures: their texts. Raises what `Reading.row` raises."""
        found = self.statement.read(reading, values) if self.text is None else self.text
        return filled(found, figures) if figures else found


def plan(ready: Prepared, variables: VariableValues, run: Run) -> tuple[Plan, Mapping[str, object]]:
    """Make the plan of an operation, and the values of this run. Raises NotCompiledError, and what resolvers raise."""
    collector = Collector(CORE, ready.fragments, variables)
    writer = Writer(run, collector)
    pieces = writer.query(ready.operation.selection_set.selections)
    statement, values = statement_of(pieces, writer.calls, run)
    text = "".join(map(str, pieces)) if is_constant(pieces) and not writer.calls else None
    below = Selections(collector)
    figures = tuple(Figure(call=call, nodes=nodes, below=below) for call, nodes in writer.worked_out)
    return Plan(statement=statement, figures=figures, text=text), values
