"""GraphQL over HTTP: reads the request, charges it, has it answered, and sends the answer in the type asked for."""

from typing import Final

from starlette.types import Receive, Scope, Send

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import Question
from watchgraph_schema.errors import RequestError
from watchgraph_server.accounts import Accounts
from watchgraph_server.budgets import OverBudgetError
from watchgraph_server.caching import VARIES
from watchgraph_server.exchanges import ALLOWED, Exchange, MethodError
from watchgraph_server.graphql_requests import DisconnectedError, Headers, read
from watchgraph_server.media_types import is_page_wanted
from watchgraph_server.readers import BusyError, Readers
from watchgraph_server.replies import NOT_STORED, Header, reply

TO_EXPLORE: Final[Header] = (b"location", b"/explore")


class GraphqlEndpoint:
    """Answers GET and POST with what the schema answers. A browser that brings no document is led to the explorer."""

    def __init__(self, catalogue: Catalogue, accounts: Accounts) -> None:
        self._readers = Readers(catalogue)
        self._accounts = accounts

    def close(self) -> None:
        """Finish what is being worked out."""
        self._readers.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        exchange = Exchange.of(scope, self._accounts)
        try:
            await self._exchange(exchange, scope, receive, send)
        except DisconnectedError:
            return
        except (RequestError, OverBudgetError, BusyError) as error:
            await exchange.refuse(send, error)

    async def _exchange(self, exchange: Exchange, scope: Scope, receive: Receive, send: Send) -> None:
        if exchange.method == "OPTIONS":
            await reply(send, 204, [ALLOWED])
        elif exchange.method not in {"GET", "HEAD", "POST"}:
            raise MethodError(f"Ask by GET or by POST, not by {exchange.method[:20]}")
        elif exchange.is_safe and _is_browsing(scope, exchange.headers):
            await reply(send, 303, [TO_EXPLORE, VARIES, NOT_STORED])
        else:
            asked = await read(scope, exchange.headers, receive)
            await self._answer(exchange, asked.question(exchange.request_id), send)

    async def _answer(self, exchange: Exchange, question: Question, send: Send) -> None:
        account = exchange.account
        account.enter()
        known = exchange.headers.get(b"if-none-match") if exchange.is_safe else None
        if known and (tag := await self._readers.held(known)):
            await exchange.confirm(send, tag)
        else:
            found = await self._readers.answer(question, account.charge, keeps=exchange.is_safe)
            await exchange.answer(send, found)


def _is_browsing(scope: Scope, headers: Headers) -> bool:
    return not scope["query_string"] and is_page_wanted(headers.get(b"accept", b""))
