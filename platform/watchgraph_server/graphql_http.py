"""GraphQL over HTTP: reads the request, charges it, has it answered, and sends the answer in the type asked for."""

import asyncio
from collections.abc import Awaitable
from typing import Final

from starlette.types import Receive, Scope, Send

from watchgraph.log import Log
from watchgraph.postgresql import DatabaseUnavailableError
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.errors import RequestError
from watchgraph_server.accounts import Accounts
from watchgraph_server.budgets import OverBudgetError
from watchgraph_server.caching import VARIES, is_any
from watchgraph_server.departures import Awaited
from watchgraph_server.exchanges import Address, Exchange, MethodError, Read
from watchgraph_server.graphql_requests import DisconnectedError, Headers, body, check_header_once, of_query_string
from watchgraph_server.lanes import STOPPING, BusyError
from watchgraph_server.media_types import is_page_wanted
from watchgraph_server.positions import HEADER, NotShownYetError, Positions
from watchgraph_server.readers import Found, Readers
from watchgraph_server.replies import NOT_STORED, Header, reply
from watchgraph_server.tasks import Task, Tasks

TO_EXPLORE: Final[Header] = (b"location", b"/explore")


class GraphqlEndpoint:
    """Answers with what the schema answers: GraphQL requests, and what other addresses ask for by `serve`.

    A browser that brings no document is led to the explorer.
    """

    def __init__(self, catalogue: Catalogue, accounts: Accounts, tasks: Tasks, log: Log | None = None) -> None:
        self._readers = Readers(catalogue)
        self._positions = Positions(catalogue, log)
        self._accounts = accounts
        self._address = Address(read=_reader(tasks), methods=("GET", "HEAD", "POST"), explored=True)

    def close(self) -> None:
        """Finish what is being worked out."""
        self._readers.close()

    def waiting(self) -> int:
        """How many questions are at work or wait."""
        return self._readers.waiting

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Answer a GraphQL request."""
        return self.serve(self._address, scope, receive, send)

    async def serve(self, address: Address, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request at an address."""
        exchange = Exchange.of(scope, self._accounts, address)
        try:
            await self._exchange(exchange, scope, receive, send)
        except DisconnectedError:
            return
        except asyncio.CancelledError:  # by the end of the server, for which nobody has to be told more
            await exchange.refuse(send, BusyError(STOPPING))
        except (RequestError, OverBudgetError, BusyError, NotShownYetError, DatabaseUnavailableError) as error:
            await exchange.refuse(send, error)

    async def _exchange(self, exchange: Exchange, scope: Scope, receive: Receive, send: Send) -> None:
        address = exchange.address
        if exchange.method == "OPTIONS":
            await reply(send, 204, [address.allowed])
        elif exchange.method not in address.methods:
            ways = "by GET or by POST" if "POST" in address.methods else "by GET"
            raise MethodError(f"Ask {ways}, not by {exchange.method[:20]}")
        elif address.explored and exchange.is_safe and _is_browsing(scope, exchange.headers):
            await reply(send, 303, [TO_EXPLORE, VARIES, NOT_STORED])
        else:
            if HEADER in exchange.headers:
                check_header_once(scope, HEADER)
                await self._positions.reached(exchange.headers)
            task = await address.read(scope, exchange.headers, receive)
            scope["state"]["question"] = task.question
            await self._answer(exchange, task, receive, send, scope["state"])

    async def _answer(
        self, exchange: Exchange, task: Task, receive: Receive, send: Send, state: dict[str, object]
    ) -> None:
        exchange.account.enter()
        known = exchange.headers.get(b"if-none-match") if exchange.is_safe else None
        if known and not is_any(known) and (tag := await self._readers.held(task, known, exchange.account.caller)):
            await exchange.confirm(send, tag)
            return
        found = self._readers.at_once(task, exchange.account.charge, keeps=exchange.is_safe)
        if found is None:
            found = await self._in_a_while(exchange, task, receive)
        state["path"] = found.answer.path
        if known and found.tag and is_any(known):
            await exchange.confirm(send, found.tag)
        else:
            await exchange.answer(send, found)

    async def _in_a_while(self, exchange: Exchange, task: Task, receive: Receive) -> Found:
        """Have a task done that is not done at once. Raises DisconnectedError where the caller does not wait for it."""
        account = exchange.account
        async with Awaited(receive):
            return await self._readers.answer(
                task, account.charge, exchange.request_id, keeps=exchange.is_safe, caller=account.caller
            )


def _reader(tasks: Tasks) -> Read:
    async def task(scope: Scope, headers: Headers, receive: Receive) -> Task:
        if scope["method"] == "POST":
            return tasks.of_body(await body(scope, headers, receive))
        return tasks.of_request(of_query_string(scope["query_string"]))

    return task


def _is_browsing(scope: Scope, headers: Headers) -> bool:
    return not scope["query_string"] and is_page_wanted(headers.get(b"accept", b""))
