"""GraphQL over HTTP: what comes in is checked here before GraphQL sees it, and what goes out is always JSON."""

from collections.abc import Mapping
from typing import TypeVar

import anyio
import anyio.to_thread
import msgspec
from starlette.requests import Request
from starlette.responses import Response

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.catalogue.standing import Standing
from watchgraph_schema.answers import Question, answer, refusal
from watchgraph_schema.errors import MediaTypeError, RequestError, TooLargeError

LARGEST_BODY = 200_000
READERS = 8
"""Answers worked out at once; the rest wait. The catalogue's pool has connections for more than these."""

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
T = TypeVar("T")
STATUS: Mapping[type[RequestError], int] = {TooLargeError: 413, MediaTypeError: 415}


class _Body(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    query: str
    variables: dict[str, object] | None = None
    operation_name: str | None = None


class GraphqlEndpoint:
    """Answers GET and POST with what the schema answers."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._limiter: anyio.CapacityLimiter | None = None

    async def __call__(self, request: Request) -> Response:
        """Answer one request. Whoever has the same answer already gets 304."""
        media = _media(request)
        try:
            question = await _question(request)
        except RequestError as error:
            return _json(refusal(error), STATUS.get(type(error), 400), media, {})
        standing = self._catalogue.standing()
        if request.method == "GET" and request.headers.get("if-none-match") == _tag(standing):
            return Response(status_code=304, headers=_headers(standing))
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(READERS)
        answered = await anyio.to_thread.run_sync(answer, self._catalogue, question, limiter=self._limiter)
        status = 400 if media == GRAPHQL and not answered.understood else 200
        return _json(answered.body, status, media, _headers(answered.standing))


def _tag(standing: Standing) -> str:
    return f'W/"{standing.position}-{standing.day}"'


def _headers(standing: Standing) -> dict[str, str]:
    return {"ETag": _tag(standing), "Cache-Control": "no-cache", "Vary": "Accept"}


def _media(request: Request) -> str:
    return GRAPHQL if GRAPHQL in request.headers.get("accept", "") else JSON


def _json(body: Mapping[str, object], status: int, media: str, headers: dict[str, str]) -> Response:
    try:
        content = msgspec.json.encode(body)
    except UnicodeEncodeError:
        content = msgspec.json.encode(refusal(RequestError("The request holds half a character (a lone surrogate)")))
        status = 400
    return Response(content, status, headers, media_type=f"{media}; charset=utf-8")


async def _question(request: Request) -> Question:
    body = _decoded(await _read(request)) if request.method == "POST" else _of_query_string(request)
    return Question(query=body.query, variables=body.variables, operation_name=body.operation_name)


def _of_query_string(request: Request) -> _Body:
    given = request.query_params
    if "query" not in given:
        raise RequestError("Give the document in `query`, or send it by POST as JSON")
    raw = given.get("variables", "").encode(errors="replace")
    variables = _decode(raw, dict[str, object]) if raw else None
    return _Body(query=given["query"], variables=variables, operation_name=given.get("operationName") or None)


async def _read(request: Request) -> bytes:
    """Read the body, no further than allowed."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON:
        raise MediaTypeError(f"Send the request as {JSON}; it came as {kind or 'nothing'}")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise MediaTypeError("Send the request without compression")
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST_BODY:
            raise TooLargeError(f"A request has at most {LARGEST_BODY} bytes")
        parts.append(part)
    return b"".join(parts)


def _decoded(raw: bytes) -> _Body:
    return _decode(raw, _Body)


def _decode(raw: bytes, shape: type[T]) -> T:
    try:
        raw.decode()
        return msgspec.json.decode(raw, type=shape)
    except UnicodeDecodeError as error:
        raise RequestError("The request is not UTF-8") from error
    except msgspec.ValidationError as error:
        raise RequestError(f"The request is JSON of another shape than GraphQL's: {error}") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise RequestError(f"The request is not JSON: {error}") from error
