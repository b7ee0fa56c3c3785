"""Errors as callers see them: few, short, each with a code; of what is our fault no more than a number to quote."""

import logging
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final
from uuid import uuid4

import msgspec
from graphql import GraphQLError

from watchgraph.errors import WatchgraphError

logger = logging.getLogger(__name__)

MOST_ERRORS: Final = 5
MOST_BYTES: Final = 4_000
"""Of all errors of an answer, as JSON."""
LONGEST_MESSAGE: Final = 500
SHOWN_OF_QUERY: Final = 200

Shown = Mapping[str, object]


def refusal(error: WatchgraphError) -> Shown:
    """The body of an answer to what is no GraphQL request at all."""
    return {"errors": [{"message": str(error), "extensions": {"code": error.code}}]}


def shown(errors: Sequence[GraphQLError], query: str) -> Sequence[Shown]:
    """Errors as the caller sees them. query: the text that they are of, for the log of what is our fault."""
    return _fitting([_shown(error, query) for error in errors[:MOST_ERRORS]])


def _shown(error: GraphQLError, query: str) -> Shown:
    found: dict[str, object] = {**error.formatted, "message": _short(error.message)}
    match error.original_error:
        case WatchgraphError() as cause:
            found["extensions"] = {"code": cause.code}
        case None | GraphQLError():
            found["extensions"] = {"code": "bad-variable"}
        case cause:
            found["message"], found["extensions"] = _logged(cause, query)
    return found


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


def _logged(cause: Exception, query: str) -> tuple[str, Shown]:
    request = uuid4().hex
    details = {
        "request": request,
        "query_digest": sha256(query.encode(errors="replace")).hexdigest(),
        "query_length": len(query),
        "query_start": query[:SHOWN_OF_QUERY],
    }
    logger.error("A question could not be answered", exc_info=cause, extra=details)
    words = f"Something went wrong on our side. Please quote request {request}"
    return words, {"code": "internal", "request": request}
