"""One request on its way to an answer: what its headers say, what the answer's will, and how it is refused."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Final, NamedTuple

import msgspec
from starlette.types import Receive, Scope, Send

from watchgraph.errors import TryLaterError, WatchgraphError
from watchgraph.postgresql import DatabaseUnavailableError
from watchgraph_schema.errors import (
    LaterPositionError,
    MediaTypeError,
    OnlyQueriesError,
    RequestError,
    TooLargeError,
    UnknownDocumentError,
)
from watchgraph_schema.requests import Answer, Spent
from watchgraph_server.accounts import Account, Accounts
from watchgraph_server.budgets import OverBudgetError
from watchgraph_server.caching import kept
from watchgraph_server.graphql_requests import Headers, LongTargetError
from watchgraph_server.lanes import BusyError
from watchgraph_server.media_types import GRAPHQL, OFFERED, answered_as
from watchgraph_server.persisted import NotLearntError, UntrustedError
from watchgraph_server.positions import NotShownYetError
from watchgraph_server.readers import Found
from watchgraph_server.replies import NOT_STORED, Header, refuse, reply
from watchgraph_server.tasks import Task

logger = logging.getLogger(__name__)

Read = Callable[[Scope, Headers, Receive], Awaitable[Task]]
"""Reads what a request asks to be done. Raises RequestError."""


class MethodError(RequestError):
    """A method that this address does not take."""

    code = "method-not-allowed"


STATUS: Final[Mapping[type[WatchgraphError], int]] = {
    NotLearntError: 200,  # nothing went wrong: the client is to send the document, too
    UntrustedError: 403,
    UnknownDocumentError: 404,
    LaterPositionError: 404,
    MethodError: 405,
    TooLargeError: 413,
    LongTargetError: 414,
    MediaTypeError: 415,
    OverBudgetError: 429,
    BusyError: 503,
    DatabaseUnavailableError: 503,
    NotShownYetError: 503,
}
"""Of what is refused; 400 for the rest."""


TYPES: Final[Mapping[str, Header]] = {each: (b"content-type", f"{each}; charset=utf-8".encode()) for each in OFFERED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where answers are to be had. methods: beside OPTIONS. explored: whether people come here to ask, too."""

    read: Read
    methods: tuple[str, ...] = ("GET", "HEAD")
    explored: bool = False

    @property
    def is_link(self) -> bool:
        """Whether people and programs come here that know nothing of GraphQL: the status tells them all."""
        return "POST" not in self.methods

    @property
    def allowed(self) -> Header:
        """The header that names the methods."""
        return (b"allow", ", ".join(sorted((*self.methods, "OPTIONS"))).encode())


class Exchange(NamedTuple):
    """media: the type of the answer. began: by the clock of `perf_counter`."""

    address: Address
    method: str
    headers: Headers
    media: str
    account: Account
    request_id: str
    began: float

    @classmethod
    def of(cls, scope: Scope, accounts: Accounts, address: Address) -> "Exchange":
        """Open the exchange that a request at an address begins."""
        headers = dict(scope["headers"])
        return cls(
            address=address,
            method=scope["method"],
            headers=headers,
            media=answered_as(headers.get(b"accept", b"")),
            account=accounts.of(scope),
            request_id=scope["state"]["request_id"],
            began=perf_counter(),
        )

    @property
    def is_safe(self) -> bool:
        """Whether caches may stand between."""
        return self.method != "POST"

    def answer(self, send: Send, found: Found) -> Awaitable[None]:
        """Send an answer."""
        keeping = kept(found.tag) if found.tag else (NOT_STORED,)
        own = found.answer.media
        kind = TYPES[self.media] if own is None else (b"content-type", own.encode())
        headers = [kind, *keeping, *self._own(found.answer.spent)]
        return reply(send, self._status(found.answer), headers, found.answer.content)

    def confirm(self, send: Send, tag: bytes) -> Awaitable[None]:
        """Tell the caller that the answer it has is still right."""
        return reply(send, 304, [*kept(tag), *self._own()])

    def refuse(self, send: Send, error: WatchgraphError) -> Awaitable[None]:
        """Refuse what is no request, or comes at a bad time."""
        more = [TYPES[self.media], *self._own()]
        if isinstance(error, MethodError):
            more.append(self.address.allowed)
        if isinstance(error, TryLaterError):
            more.append((b"retry-after", b"%d" % error.seconds))
        if isinstance(error, BusyError):
            logger.warning("A request was turned away: too many wait", extra={"request": self.request_id})
        return refuse(send, STATUS.get(type(error), 400), error, headers=more)

    def _own(self, spent: Spent | None = None) -> list[Header]:
        timing = b"total;dur=%.3f" % (1_000 * (perf_counter() - self.began))
        if spent is not None:
            timing = b"parse;dur=%.3f, read;dur=%.3f, %s" % (1_000 * spent.parsing, 1_000 * spent.reading, timing)
        return [(b"server-timing", timing), *self.account.leave()]

    def _status(self, answered: Answer) -> int:
        """Choose the status. With the older media type of GraphQL it does not tell whether anything was answered."""
        if answered.complete or (answered.understood and not self.address.is_link):
            return 200
        if self.is_safe and _code(answered) == OnlyQueriesError.code:
            return 405
        return 400 if self.media == GRAPHQL or self.address.is_link else 200


class _Shown(msgspec.Struct):
    extensions: dict[str, object]


def _code(answered: Answer) -> object:
    """Return the code of the first error."""
    first, *_ = msgspec.convert(answered.body["errors"], list[_Shown])
    return first.extensions["code"]
