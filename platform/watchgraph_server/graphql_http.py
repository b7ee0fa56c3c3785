"""GraphQL over HTTP: reads the request, charges it, has it answered, and sends the answer in the type asked for."""

import asyncio
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter
from typing import Final

import msgspec
from starlette.types import Receive, Scope, Send

from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import Answer, Question, answer
from watchgraph_schema.errors import MediaTypeError, RequestError, TooLargeError
from watchgraph_server.accounts import Account, Accounts
from watchgraph_server.budgets import OverBudgetError
from watchgraph_server.caching import VARIES, cached, is_known, tag
from watchgraph_server.graphql_requests import DisconnectedError, Headers, SlowBodyError, read
from watchgraph_server.media_types import GRAPHQL, answered_as, is_page_wanted
from watchgraph_server.replies import NOT_STORED, Header, refuse, reply

logger = logging.getLogger(__name__)

READERS: Final = 8
"""Answers worked out at once; the rest wait. The catalogue's pool has connections for more than these."""
MOST_WAITING: Final = 200
"""Beyond it a caller is better told to come back than kept waiting."""

ALLOWED: Final[Header] = (b"allow", b"GET, HEAD, OPTIONS, POST")


class MethodError(RequestError):
    """A method that this address does not take."""

    code = "method-not-allowed"


class BusyError(WatchgraphError):
    """More wait for an answer than could be answered soon."""

    code = "busy"


STATUS: Final[Mapping[type[WatchgraphError], int]] = {
    MethodError: 405,
    SlowBodyError: 408,
    TooLargeError: 413,
    MediaTypeError: 415,
    OverBudgetError: 429,
    BusyError: 503,
}
"""Of what is refused; 400 for the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request on its way to an answer. media: the type of the answer; began: by the clock of `perf_counter`."""

    method: str
    headers: Headers
    media: str
    account: Account
    request_id: str
    began: float

    def own_headers(self) -> list[Header]:
        """Return the headers of any answer to it."""
        timing = b"total;dur=%.3f" % (1_000 * (perf_counter() - self.began))
        return [(b"server-timing", timing), *self.account.headers()]


class GraphqlEndpoint:
    """Answers GET and POST with what the schema answers. explorer: where a browser is led that brings no document."""

    def __init__(self, catalogue: Catalogue, accounts: Accounts, explorer: str | None = None) -> None:
        self._catalogue = catalogue
        self._accounts = accounts
        self._explorer = explorer
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._waiting = 0

    def close(self) -> None:
        """End the threads, after what is being worked out."""
        self._readers.shutdown()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        exchange = self._opened(scope)
        try:
            await self._exchange(exchange, scope, receive, send)
        except DisconnectedError:
            return
        except (RequestError, OverBudgetError, BusyError) as error:
            await _refuse(send, exchange, error)

    def _opened(self, scope: Scope) -> Exchange:
        headers = dict(scope["headers"])
        return Exchange(
            method=scope["method"],
            headers=headers,
            media=answered_as(headers.get(b"accept", b"")),
            account=self._accounts.of(scope),
            request_id=scope["state"]["request_id"],
            began=perf_counter(),
        )

    async def _exchange(self, exchange: Exchange, scope: Scope, receive: Receive, send: Send) -> None:
        if exchange.method == "OPTIONS":
            await reply(send, 204, [ALLOWED])
        elif exchange.method not in {"GET", "HEAD", "POST"}:
            raise MethodError(f"Ask by GET or by POST, not by {exchange.method[:20]}")
        elif self._explorer and exchange.method != "POST" and _is_browsing(scope, exchange.headers):
            await reply(send, 303, [(b"location", self._explorer.encode()), VARIES, NOT_STORED])
        else:
            asked = await read(scope, exchange.headers, receive)
            await self._answer(exchange, asked.question(), send)

    async def _answer(self, exchange: Exchange, question: Question, send: Send) -> None:
        exchange.account.charge(1)
        known = exchange.headers.get(b"if-none-match")
        if exchange.method != "POST" and known is not None:
            standing = self._catalogue.standing()
            if is_known(known, tag(standing)):
                await reply(send, 304, [*cached(standing), *exchange.own_headers()])
                return
        answered = await self._worked_out(question)
        status = 400 if exchange.media == GRAPHQL and not answered.understood else 200
        headers = [_typed(exchange), *_kept(exchange, answered), *exchange.own_headers()]
        await reply(send, status, headers, msgspec.json.encode(answered.body))

    async def _worked_out(self, question: Question) -> Answer:
        """Have it worked out on one of the readers' threads."""
        if self._waiting >= MOST_WAITING:
            raise BusyError("Too many questions wait for an answer. Ask again in a second")
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._readers, answer, self._catalogue, question)
        finally:
            self._waiting -= 1


def _is_browsing(scope: Scope, headers: Headers) -> bool:
    return not scope["query_string"] and is_page_wanted(headers.get(b"accept", b""))


def _typed(exchange: Exchange) -> Header:
    return (b"content-type", f"{exchange.media}; charset=utf-8".encode())


def _kept(exchange: Exchange, answered: Answer) -> list[Header]:
    """Say whether caches may keep an answer: by GET, and whole."""
    if exchange.method == "POST" or "errors" in answered.body:
        return [NOT_STORED, VARIES]
    return cached(answered.standing)


async def _refuse(send: Send, exchange: Exchange, error: WatchgraphError) -> None:
    status = STATUS.get(type(error), 400)
    more: list[Header] = [VARIES, *exchange.own_headers()]
    if isinstance(error, MethodError):
        more.append(ALLOWED)
    elif isinstance(error, OverBudgetError):
        more.append((b"retry-after", b"%d" % error.seconds))
    elif isinstance(error, BusyError):
        more.append((b"retry-after", b"1"))
        logger.warning("A request was turned away: too many wait", extra={"request": exchange.request_id})
    await refuse(send, status, error, headers=[_typed(exchange), *more])
