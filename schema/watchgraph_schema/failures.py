"""Errors as callers see them: few, short, each with a code; of what is our fault no more than a number to quote."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final
from uuid import uuid4

import msgspec
from graphql import FieldNode, GraphQLError

from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue.connections import ReadTimeoutError
from watchgraph_schema.argument_places import path_of, placed
from watchgraph_schema.errors import LimitError
from watchgraph_schema.log_records import note_failure, note_refusal
from watchgraph_schema.remedies import remedy
from watchgraph_schema.wording import reworded

MOST_ERRORS: Final = 5
MOST_BYTES: Final = 4_000
"""Of all errors of an answer, as JSON."""
LONGEST_MESSAGE: Final = 500

Shown = Mapping[str, object]


def refusal(error: WatchgraphError) -> Shown:
    """The body of an answer to what is no GraphQL request at all."""
    where = {"argument": path_of(error)} if error.argument else {}
    extensions = {"code": error.code, **where, **error.details()}
    return {"errors": [{"message": _short(placed(error)), "extensions": extensions}]}


def shown(errors: Sequence[GraphQLError], query: str, request: str | None = None) -> Sequence[Shown]:
    """Errors as the caller sees them.

    query: the text that they are of. request: the id that the log knows it by; one is made where none is given. However
    many errors there are, the log gets one line at most.
    """
    request = request or uuid4().hex
    _note([each.original_error for each in errors], query, request)
    return _fitting([_shown(error, request) for error in errors[:MOST_ERRORS]])


def let_go(errors: Iterable[GraphQLError]) -> None:
    """Part errors from the frames that they were raised in: these hold each other, and all that the answer needed."""
    todo: list[BaseException | None] = list(errors)
    seen: set[int] = set()
    while todo:
        error = todo.pop()
        if error is None or id(error) in seen:
            continue
        seen.add(id(error))
        error.__traceback__ = None
        todo += (error.__cause__, error.__context__, getattr(error, "original_error", None))


def _note(causes: Sequence[Exception | None], query: str, request: str) -> None:
    """Note what failed on our side, or else that the document asked for more than is answered."""
    failed = [each for each in causes if each is not None and not isinstance(each, WatchgraphError | GraphQLError)]
    refused = [each for each in causes if isinstance(each, LimitError | ReadTimeoutError)]
    if failed:
        note_failure(failed[0], query, request, len(failed))
    elif refused:
        note_refusal(refused[0].code, query, request, len(refused))


def _shown(error: GraphQLError, request: str) -> Shown:
    found: dict[str, object] = {**error.formatted, "message": _short(reworded(error.message)) + remedy(error.message)}
    match error.original_error:
        case WatchgraphError() as cause:
            where = {} if (path := path_of(cause, _arguments(error))) is None else {"argument": path}
            found["extensions"] = {"code": cause.code, **where, **cause.details()}
            if where:
                found["message"] = _short(placed(cause))
        case None | GraphQLError():
            found["extensions"] = {"code": "bad-variable"}
        case _:
            found["message"] = f"Something went wrong on our side. Please quote request {request}"
            found["extensions"] = {"code": "internal", "request": request}
    return found


def _arguments(error: GraphQLError) -> Collection[str]:
    """Names of the arguments that the field was given of which an error tells."""
    fields = [each for each in error.nodes or () if isinstance(each, FieldNode)]
    return {argument.name.value for each in fields for argument in each.arguments or ()}


def _short(message: str) -> str:
    """Give nobody back all that they sent, nor what no answer can hold: half a character."""
    whole = message.encode(errors="replace").decode()
    return whole if len(whole) <= LONGEST_MESSAGE else f"{whole[:LONGEST_MESSAGE]} …"


def _fitting(errors: Sequence[Shown]) -> Sequence[Shown]:
    """As many of them as fit; of a first that is too long by itself, the code and the beginning of its message."""
    while len(errors) > 1 and len(msgspec.json.encode(errors)) > MOST_BYTES:
        errors = errors[:-1]
    if len(msgspec.json.encode(errors)) > MOST_BYTES:
        first = errors[0]
        errors = [{"message": str(first["message"])[: LONGEST_MESSAGE // 10], "extensions": first["extensions"]}]
    return errors
