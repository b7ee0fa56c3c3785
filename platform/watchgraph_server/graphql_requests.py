"""Reads what comes in by HTTP into a question. Whatever is no request is refused here, before GraphQL sees it."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar
from urllib.parse import parse_qsl

import msgspec
from msgspec.structs import astuple
from starlette.types import Message, Receive, Scope

from watchgraph_schema.errors import MediaTypeError, RequestError, TooDeepError, TooLargeError
from watchgraph_schema.json_names import RepeatedNameError, read_once
from watchgraph_schema.wording import types_reworded
from watchgraph_server.media_types import JSON, is_json

LARGEST_BODY: Final = 200_000
LARGEST_QUERY_STRING: Final = 60_000
MOST_PARAMETERS: Final = 20
DEEPEST: Final = 64
"""Levels of lists and objects of a request, far more than variables may have, and far less than are read."""

T = TypeVar("T")
Headers = Mapping[bytes, bytes]


class BatchError(RequestError):
    """Several requests in one body."""

    code = "batching-off"


class RepeatedError(RequestError):
    """The same thing said twice: a header, a parameter, a member of the JSON object."""

    code = "given-twice"


class LongTargetError(TooLargeError):
    """The address with its query string is longer than we read."""


class NestedError(RequestError):
    """Lists and objects within each other, deeper than anything that is asked."""

    code = TooDeepError.code


class SlowBodyError(RequestError):
    """The body did not come in time."""

    code = "body-too-slow"


class DisconnectedError(RequestError):
    """The caller has gone: nobody will read an answer."""

    code = "disconnected"


class Asked(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The members of a request, as GraphQL over HTTP names them; id and doc_id are Relay's words for `documentId`.

    extensions: of ours are `explain` and `citation` (true or false): whether the answer's own extensions tell what it
    cost, and cite it.
    """

    query: str | None = None
    document_id: str | None = None
    id: str | None = None
    doc_id: str | None = msgspec.field(default=None, name="doc_id")
    variables: dict[str, object] | None = None
    operation_name: str | None = None
    extensions: dict[str, object] | None = None

    @property
    def names_itself(self) -> bool:
        """Tell whether it may bring the hash of its document, to be known by it the next time."""
        return self.extensions is not None and "persistedQuery" in self.extensions

    def wants(self, extension: str) -> bool:
        """Tell whether the answer should carry one of the extensions that are given on request. Raises RequestError."""
        given = None if self.extensions is None else self.extensions.get(extension)
        if given is not None and not isinstance(given, bool):
            raise RequestError(f"`extensions.{extension}` is true or false")
        return given is True


async def body(scope: Scope, headers: Headers, receive: Receive) -> bytes:
    """Read the body of a POST, no further than allowed. How long to wait for it is for the connection to say.

    Raises RequestError where it is not fit to be parsed, and DisconnectedError where its sender left.
    """
    _check_headers(scope, headers)
    message = await receive()
    return await _rest(message, receive) if message.get("more_body") else _part(message, 0)


async def _rest(message: Message, receive: Receive) -> bytes:
    whole = bytearray(_part(message, 0))
    while message.get("more_body"):
        message = await receive()
        whole += _part(message, len(whole))
    return bytes(whole)


def _part(message: Message, before: int) -> bytes:
    """Return the piece of a body that a message brings, of which so many bytes have come before."""
    if message["type"] == "http.disconnect":
        raise DisconnectedError("The caller has gone")
    part: bytes = message.get("body", b"")
    if before + len(part) > LARGEST_BODY:
        raise TooLargeError(f"A request has at most {LARGEST_BODY} bytes")
    return part


ONCE: Final = (b"content-type", b"content-encoding", b"content-length")


def check_header_once(scope: Scope, name: bytes) -> None:
    """Raise RepeatedError for a header that a request has twice."""
    _check_once([each for each, _ in scope["headers"] if each == name], "header")


def _check_headers(scope: Scope, headers: Headers) -> None:
    if len(headers) != len(scope["headers"]):
        _check_once([name for name, _ in scope["headers"] if name in ONCE], "header")
    if not is_json(kind := headers.get(b"content-type", b"")):
        shown = kind[:100].decode("latin-1") or "nothing"
        raise MediaTypeError(f"Send the request as {JSON} in UTF-8; it came as {shown}")
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise MediaTypeError("Send the request without compression")
    if (coding := headers.get(b"transfer-encoding")) is not None and coding.strip().lower() != b"chunked":
        raise MediaTypeError("Send the request without compression, as it is or in chunks")
    if (declared := headers.get(b"content-length", b"")).isdigit() and int(declared[:12]) > LARGEST_BODY:
        raise TooLargeError(f"A request has at most {LARGEST_BODY} bytes")


_TEXTS: Final = ("query", "documentId", "id", "doc_id", "operationName")


def of_query_string(raw: bytes) -> Asked:
    """Read the parameters of a GET. Raises RequestError."""
    given = parameters(raw)
    members = {name: given[name] or None for name in _TEXTS if name in given}
    maps = {
        name: _map(given[name].encode())
        for name in ("variables", "extensions")
        if (given.get(name) or "null").strip() != "null"
    }
    return msgspec.convert(members | maps, Asked)


def _map(raw: bytes) -> dict[str, object]:
    found = _decode(raw, dict[str, object])
    _check_members(raw, _members(found))
    return found


def parameters(raw: bytes) -> Mapping[str, str]:
    """Take a query string apart, every name once. Raises RequestError."""
    found = pairs(raw)
    _check_once([name for name, _ in found], "parameter")
    return dict(found)


def pairs(raw: bytes) -> Sequence[tuple[str, str]]:
    """Take a query string apart; a name may come several times. Raises RequestError."""
    if len(raw) > LARGEST_QUERY_STRING:
        raise LongTargetError(f"A query string has at most {LARGEST_QUERY_STRING} bytes: send longer ones by POST")
    try:
        return parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except UnicodeError as error:
        raise RequestError("The query string is not UTF-8 in percent-encoding") from error
    except ValueError as error:
        raise RequestError(f"A query string has at most {MOST_PARAMETERS} parameters") from error


def parsed(raw: bytes) -> Asked:
    """Read the body of a POST. Raises RequestError."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        raise RequestError("The request is not UTF-8") from error
    if raw.startswith(BOM):
        raise RequestError("The request begins with a byte order mark (EF BB BF): send the JSON without it")
    if raw.lstrip()[:1] == b"[":
        raise BatchError("Send one request at a time, as a JSON object: lists of requests are not taken")
    asked = _decode(raw, Asked)
    _check_members(raw, sum(_members(value) + 1 for value in astuple(asked) if value is not None))
    return asked


def _check_members(raw: bytes, found: int) -> None:
    """Look closely where a member is there more often than it was found; or is null, unknown, or within a text."""
    if len(_MEMBER.findall(raw)) > found:
        _check_closely(raw)


def _members(value: object) -> int:
    """How many members all objects in it have."""
    if isinstance(value, dict):
        return len(value) + sum(map(_members, value.values()))
    return sum(map(_members, value)) if isinstance(value, list) else 0


_MEMBER: Final = re.compile(rb'"\s*:')
"""The end of each member's name, and whatever looks like one."""
BOM: Final = b"\xef\xbb\xbf"
_DOUBTFUL: Final = re.compile(rb"\\u(?:00|[dD][89a-fA-F])")
"""Spellings that hide a member's name, and halves of characters."""


def _check_closely(raw: bytes) -> None:
    """Refuse a member given twice, and text that no answer could repeat, where a glance could not rule them out."""
    try:
        json.dumps(read_once(raw), ensure_ascii=False).encode()
    except RepeatedNameError as error:
        raise _repeated("member", error.name.encode(errors="replace").decode()) from error
    except UnicodeEncodeError as error:
        raise RequestError("The request holds half a character (a lone surrogate)") from error
    except (ValueError, RecursionError):
        return  # what it is else is said when it is decoded


def _check_once(names: Sequence[str | bytes], what: str) -> None:
    twice = next((name for name, times in Counter(names).items() if times > 1), None)
    if twice is not None:
        raise _repeated(what, twice.decode("latin-1") if isinstance(twice, bytes) else twice)


def _repeated(what: str, name: str) -> RepeatedError:
    return RepeatedError(f"The {what} {name[:60]} is given twice: give it once")


def _decode(raw: bytes, shape: type[T]) -> T:
    if raw.count(b"[") + raw.count(b"{") > DEEPEST:
        _check_depth(raw)
    if _DOUBTFUL.search(raw):
        _check_closely(raw)
    try:
        return msgspec.json.decode(raw, type=shape)
    except msgspec.ValidationError as error:
        said = types_reworded(str(error))
        raise RequestError(f"The request is JSON of another shape than GraphQL's: {said}") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise RequestError(f"The request is not JSON: {error}") from error


_OPENING: Final = b"[{"
_BRACKETS: Final = b"[]{}"
_ALL_ELSE: Final = bytes(set(range(256)) - set(_BRACKETS))


def _check_depth(raw: bytes) -> None:
    """Raise NestedError for more levels than are read; what stands in texts is none."""
    outside = b"".join(raw.replace(rb"\\", b"").replace(rb"\"", b"").split(b'"')[::2])
    levels = deepest = 0
    for sign in outside.translate(None, _ALL_ELSE):
        levels += 1 if sign in _OPENING else -1
        deepest = max(deepest, levels)
    if deepest > DEEPEST:
        raise NestedError(f"Lists and objects of a request nest at most {DEEPEST} levels; here they nest {deepest:,}")
