"""Answers a GraphQL request: on one thread, over one connection, from one state of the catalogue."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache
from time import perf_counter
from types import MappingProxyType
from typing import NamedTuple, TypeGuard, cast

import msgspec
from graphql import ExecutionResult, GraphQLError, execute
from graphql.execution.values import VariableValues, get_variable_values
from strawberry.execution.is_awaitable import optimized_is_awaitable

from watchgraph_projections.catalogue.connections import Reading
from watchgraph_projections.catalogue.reading import Catalogue, read_moment
from watchgraph_projections.catalogue.standing import Standing
from watchgraph_schema.compiling.cache import Plans
from watchgraph_schema.compiling.plans import Plan
from watchgraph_schema.compiling.symbols import NotCompiledError
from watchgraph_schema.context import Context
from watchgraph_schema.costs import Cost
from watchgraph_schema.documents import Prepared, prepared, price_of_reading
from watchgraph_schema.errors import DocumentError
from watchgraph_schema.failures import MOST_ERRORS, let_go, shown
from watchgraph_schema.inputs import check_variables
from watchgraph_schema.remembered import MOST_BYTES, Remembered
from watchgraph_schema.requests import Answer, Charge, Path, Question, Spent
from watchgraph_schema.schema import CORE, explained, schema
from watchgraph_schema.times import day_text

plans = Plans()
figures = Remembered(MOST_BYTES // 4)
FIGURES = frozenset({"aggregate", "comparisons", "coverage"})
"""Root fields that read much to say little: their answers are kept whole until the catalogue stands elsewhere."""


class Clocked(NamedTuple):
    """When a request was begun, and when its document was ready, by `perf_counter`."""

    began: float
    parsed: float

    def spent(self) -> Spent:
        """What was spent until now."""
        return Spent(self.parsed - self.began, perf_counter() - self.parsed)


def answer(catalogue: Catalogue, question: Question, charge: Charge = lambda _: None) -> Answer:
    """Answer a request. Never raises for what a caller may have done: that stands in the answer's `errors`.

    It blocks until the answer is there, and may run a loop of its own: call it on a thread that has none.
    Raises what `charge` raises.
    """
    return _answered(catalogue, question, charge, compiles=True)


def compiled(reading: Reading, question: Question, charge: Charge) -> Answer | None:
    """Answer a request by what is kept, or by a statement that is known, on a thread that may have a loop.

    None: `answer` should do it. charge: as for `answer`; it may have been called even so.
    """
    began = perf_counter()
    try:
        ready, cost = _priced(question)
    except Exception:  # noqa: BLE001  # `answer` says what it is
        return None
    parsed = perf_counter()
    charge(cost.points)
    if _keeps(ready, question):
        return figures.get(question, reading.standing, reading.file)
    return _compiled(reading, ready, question, cost, Clocked(began, parsed), makes=False)


class Pending(NamedTuple):
    """An answer that one statement gives, made before, if the catalogue stands where it is assumed to."""

    plan: Plan
    values: Mapping[str, object]
    standing: Standing
    clocked: Clocked

    @property
    def statement(self) -> tuple[str, tuple[object, ...]]:
        """The statement, and its values by their numbers."""
        made = self.plan.statement
        return made.sql, made.numbered(self.values)

    def answer(self, found: str) -> Answer:
        """Make the answer of what the statement found."""
        return _of_statement(
            self.plan.statement.settled(found), self.standing, _extensions(self.standing), self.clocked
        )


def pending(assumed: Reading, question: Question, charge: Charge) -> Pending | None:
    """Make ready what one statement will answer; None for all else. charge: as for `compiled`."""
    began = perf_counter()
    if question.at is not None or question.explained:
        return None
    try:
        ready, cost = _priced(question)
    except Exception:  # noqa: BLE001  # `answer` says what it is
        return None
    parsed = perf_counter()
    try:
        plan, values = plans.made_before(ready, question.variables, assumed, read_moment(assumed))
    except NotCompiledError:
        return None
    charge(cost.points)
    return Pending(plan=plan, values=values, standing=assumed.standing, clocked=Clocked(began, parsed))


def executed(catalogue: Catalogue, question: Question) -> Answer:
    """Answer a request field by field, whether it compiles or not."""
    return _answered(catalogue, question, lambda _: None, compiles=False)


def is_sound(question: Question) -> bool:
    """Tell whether a request can be run: its document is right and not too dear, and its variables are as declared."""
    try:
        ready, _ = _priced(question)
    except Exception:  # noqa: BLE001  # `answer` says what it is
        return False
    declared = ready.operation.variable_definitions or ()
    found = get_variable_values(CORE, declared, dict(question.variables or {}), max_errors=1)
    return isinstance(found, VariableValues)


def _priced(question: Question) -> tuple[Prepared, Cost]:
    """Make the document ready and tell what it costs. Raises what is wrong with either."""
    ready = prepared(question.query, question.operation_name)
    if question.variables:
        check_variables(question.variables)
    cost = ready.cost(question.variables)
    cost.check()
    return ready, cost


def _answered(catalogue: Catalogue, question: Question, charge: Charge, *, compiles: bool) -> Answer:
    began = perf_counter()
    try:
        ready, cost = _priced(question)
    except Exception as error:  # noqa: BLE001  # the edge: whatever it is, the caller gets an answer
        charge(price_of_reading(question.query))
        standing = question.at or catalogue.standing()
        return _executed_answer(_failed(error), question, standing, _extensions(standing))
    clocked = Clocked(began, perf_counter())
    charge(cost.points + question.surcharge)
    with catalogue.reading() as reading:
        keeps = compiles and _keeps(ready, question)
        if keeps and (kept := figures.get(question, reading.standing, reading.file)):
            return kept
        if compiles and (found := _compiled(reading, ready, question, cost, clocked)):
            if keeps:
                figures.keep(question, found, reading.file)
            return found
        standing = question.at or reading.standing
        context = Context(reading, question.at, catalogue.graph)
        with asyncio.Runner() as runner:
            result = runner.run(_executed(context, ready, question))
        context.part()
    more = _explained(question, cost, Path.EXECUTED, began)
    answered = _executed_answer(result, question, standing, _extensions(standing, more), clocked.spent())
    if keeps:
        figures.keep(question, answered, reading.file)
    return answered


def _keeps(ready: Prepared, question: Question) -> bool:
    """Whether an answer is kept: it takes long to work out, and is about where the catalogue stands."""
    is_usual = question.at is None and not question.explained
    return is_usual and ready.roots is not None and ready.roots <= FIGURES


def _compiled(
    reading: Reading, ready: Prepared, question: Question, cost: Cost, clocked: Clocked, *, makes: bool = True
) -> Answer | None:
    """The answer, found by one statement; None for what does not compile, and for all that is wrong with a request."""
    try:
        moment = read_moment(reading, at=question.at)
        data = plans.data(ready, question.variables, reading, moment, makes=makes)
    except NotCompiledError:
        return None
    standing = question.at or reading.standing
    extensions = _extensions(standing, _explained(question, cost, Path.COMPILED, clocked.began))
    return _of_statement(data, standing, extensions, clocked)


def _of_statement(data: str, standing: Standing, extensions: bytes, clocked: Clocked) -> Answer:
    content = b"".join([b'{"data":', data.encode(), b',"extensions":', extensions, b"}"])
    return Answer(
        content=content, standing=standing, understood=True, complete=True, path=Path.COMPILED, spent=clocked.spent()
    )


def _executed_answer(
    result: ExecutionResult, question: Question, standing: Standing, extensions: bytes, spent: Spent | None = None
) -> Answer:
    body: dict[str, object] = {}
    if result.errors:
        body["errors"] = shown(result.errors, question.query, question.request)
        let_go(result.errors)
    understood = result.data is not None or not result.errors
    if understood:
        body["data"] = result.data
    body["extensions"] = msgspec.Raw(extensions)
    content = msgspec.json.encode(body)
    return Answer(content=content, standing=standing, understood=understood, complete=not result.errors, spent=spent)


def _explained(question: Question, cost: Cost, path: Path, began: float) -> Mapping[str, object]:
    """What a question that asks for it is told: what it cost, how it was answered and how long that took."""
    if not question.explained:
        return {}
    return {"cost": cost._asdict(), "path": path, "milliseconds": round(1_000 * (perf_counter() - began), 3)}


def _extensions(standing: Standing, more: Mapping[str, object] = MappingProxyType({})) -> bytes:
    return msgspec.json.encode({"standing": _shown(standing), **more}) if more else _usual_extensions(standing)


@lru_cache(maxsize=64)
def _usual_extensions(standing: Standing) -> bytes:
    return msgspec.json.encode({"standing": _shown(standing)})


def _shown(standing: Standing) -> Mapping[str, object]:
    return {"position": standing.position, "day": day_text(standing.day)}


async def _executed(context: Context, ready: Prepared, question: Question) -> ExecutionResult:
    try:
        return await _run(context, ready, question)
    except Exception as error:  # noqa: BLE001  # the edge: whatever it is, the caller gets an answer
        return _failed(error)


def _failed(error: Exception) -> ExecutionResult:
    located = error.located() if isinstance(error, DocumentError) else [GraphQLError(str(error), original_error=error)]
    return ExecutionResult(data=None, errors=list(located))


async def _run(context: Context, ready: Prepared, question: Question) -> ExecutionResult:
    result = execute(
        explained() if ready.sizes.schema.fields else CORE,
        ready.document,
        context_value=context,
        variable_values=None if question.variables is None else dict(question.variables),
        operation_name=ready.name,
        max_coercion_errors=MOST_ERRORS,
        executor_class=schema.execution_context_class,
        is_awaitable=cast("Callable[[object], TypeGuard[Awaitable[object]]]", optimized_is_awaitable),
    )
    return result if isinstance(result, ExecutionResult) else await result
