"""Answers a GraphQL request: on one thread, over one connection, from one state of the catalogue."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeGuard, cast

from graphql import ExecutionResult, GraphQLError, execute
from strawberry.execution.is_awaitable import optimized_is_awaitable

from watchgraph_projections.catalogue.connections import Reading
from watchgraph_projections.catalogue.reading import Catalogue, read_moment
from watchgraph_projections.catalogue.standing import Standing
from watchgraph_schema.context import Context
from watchgraph_schema.costs import Cost
from watchgraph_schema.documents import Prepared, prepared
from watchgraph_schema.errors import DocumentError
from watchgraph_schema.failures import MOST_ERRORS, shown
from watchgraph_schema.nesting import check_variables
from watchgraph_schema.schema import CORE, schema
from watchgraph_schema.times import day_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A GraphQL request.

    operation_name: needed only where the document holds several operations. at: the position and day that are now for
    it, not after where the catalogue stands; if absent, where it stands. explained: whether the answer's `extensions`
    say what it cost.
    """

    query: str
    variables: Mapping[str, object] | None = None
    operation_name: str | None = None
    at: Standing | None = None
    explained: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back. body: JSON object; understood: whether the document was run at all."""

    body: Mapping[str, object]
    standing: Standing
    understood: bool


def answer(catalogue: Catalogue, question: Question, charge: Callable[[int], None] = lambda _: None) -> Answer:
    """Answer a request. Never raises for what a caller may have done: that stands in the answer's `errors`.

    It blocks until the answer is there, and runs a loop of its own: call it on a thread that has none.
    charge: is given the points that the request costs, before anything is read. Raises what that raises.
    """
    try:
        ready = prepared(question.query, question.operation_name)
        check_variables(question.variables or {})
        cost = ready.cost(question.variables)
        cost.check()
    except Exception as error:  # noqa: BLE001  # the edge: whatever it is, the caller gets an answer
        return _answer(_failed(error), question.at or catalogue.standing(), question)
    charge(cost.points)
    with catalogue.reading() as reading, asyncio.Runner() as runner:
        standing = question.at or reading.standing
        result = runner.run(_executed(reading, ready, question))
    return _answer(result, standing, question, cost)


def _answer(result: ExecutionResult, standing: Standing, question: Question, cost: Cost | None = None) -> Answer:
    body: dict[str, object] = {}
    if result.errors:
        body["errors"] = shown(result.errors, question.query)
    understood = result.data is not None or not result.errors
    if understood:
        body["data"] = result.data
    extensions: dict[str, object] = {"standing": {"position": standing.position, "day": day_text(standing.day)}}
    if question.explained and cost is not None:
        extensions["cost"] = cost._asdict()
    body["extensions"] = extensions
    return Answer(body=body, standing=standing, understood=understood)


async def _executed(reading: Reading, ready: Prepared, question: Question) -> ExecutionResult:
    try:
        return await _run(reading, ready, question)
    except Exception as error:  # noqa: BLE001  # the edge: whatever it is, the caller gets an answer
        return _failed(error)


def _failed(error: Exception) -> ExecutionResult:
    located = error.located() if isinstance(error, DocumentError) else [GraphQLError(str(error), original_error=error)]
    return ExecutionResult(data=None, errors=list(located))


async def _run(reading: Reading, ready: Prepared, question: Question) -> ExecutionResult:
    result = execute(
        CORE,
        ready.document,
        context_value=Context(reading.connection, partial(read_moment, reading, at=question.at)),
        variable_values=None if question.variables is None else dict(question.variables),
        operation_name=ready.name,
        max_coercion_errors=MOST_ERRORS,
        executor_class=schema.execution_context_class,
        is_awaitable=cast("Callable[[object], TypeGuard[Awaitable[object]]]", optimized_is_awaitable),
    )
    return result if isinstance(result, ExecutionResult) else await result
