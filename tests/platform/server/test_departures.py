"""Callers that leave: what they asked is given up."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from starlette.types import Message, Receive, Scope
from tests.processes import PATIENCE_SECONDS

from watchgraph.settings import Settings
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.requests import Answer, Question
from watchgraph_server import departures
from watchgraph_server.accounts import Accounts
from watchgraph_server.archives import DocumentArchive, FileShelf
from watchgraph_server.citations import Ask, Citations
from watchgraph_server.departures import Awaited
from watchgraph_server.exchanges import Address
from watchgraph_server.graphql_http import GraphqlEndpoint
from watchgraph_server.graphql_requests import DisconnectedError, Headers
from watchgraph_server.persisted import Documents
from watchgraph_server.tasks import Task, Tasks

LEFT: Message = {"type": "http.disconnect"}
REST: Message = {"type": "http.request", "body": b"", "more_body": False}


@pytest.fixture(autouse=True)
def watched_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(departures, "UNWATCHED_SECONDS", 0.0)


async def test_what_a_caller_waits_for_is_given_up_when_that_leaves() -> None:
    coming: asyncio.Queue[Message] = asyncio.Queue()
    coming.put_nowait(REST)
    coming.put_nowait(LEFT)

    with pytest.raises(DisconnectedError):
        async with Awaited(coming.get):
            await asyncio.Event().wait()

    await asyncio.sleep(0)  # nothing is left to be cancelled


async def test_a_caller_who_stays_gets_the_answer() -> None:
    coming: asyncio.Queue[Message] = asyncio.Queue()

    async with Awaited(coming.get):
        await asyncio.sleep(0.1)
        found = "answer"

    assert found == "answer"
    assert len(asyncio.all_tasks()) <= 2  # ours, and the watch that is being cancelled


async def test_what_is_cancelled_by_others_is_cancelled() -> None:
    coming: asyncio.Queue[Message] = asyncio.Queue()

    async def waits() -> None:
        async with Awaited(coming.get):
            await asyncio.Event().wait()

    task = asyncio.create_task(waits())
    await asyncio.sleep(0.1)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task


async def test_an_error_is_what_it_was() -> None:
    coming: asyncio.Queue[Message] = asyncio.Queue()

    async def fails() -> None:
        async with Awaited(coming.get):
            await asyncio.sleep(0)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()


ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n limit 3000000000) select count(*) from n"


class Slow:
    """An address where reading takes minutes unless it is broken off."""

    def __init__(self, catalogue: Catalogue, endpoint: GraphqlEndpoint) -> None:
        self._catalogue, self._endpoint = catalogue, endpoint
        self._loop, self.begun = asyncio.get_running_loop(), asyncio.Event()
        self.coming, self.sent = asyncio.Queue[Message](), list[Message]()

    async def ask(self) -> None:
        """Ask there."""
        scope = {"method": "GET", "headers": [], "query_string": b"", "state": {"request_id": "1"}}
        await self._endpoint.serve(Address(read=self._read), scope, self.coming.get, self._send)

    async def under_way(self) -> "asyncio.Task[None]":
        """Ask there, and come back once the reading has begun."""
        asked = asyncio.create_task(self.ask())
        await asyncio.wait_for(self.begun.wait(), PATIENCE_SECONDS)
        return asked

    async def _send(self, message: Message) -> None:
        self.sent.append(message)

    async def _read(self, _scope: Scope, _headers: Headers, _receive: Receive) -> Task:
        return Task(done=self._done, is_fixed=lambda: False)

    def _done(self, ask: Ask) -> Answer:
        with self._catalogue.reading(600) as reading:
            self._loop.call_soon_threadsafe(self.begun.set)
            reading.row(ENDLESS)
        return ask(Question(query="{ __typename }"))


@pytest.fixture
def endpoint(catalogue: Catalogue, tmp_path: Path) -> Iterator[GraphqlEndpoint]:
    citations = Citations(catalogue, DocumentArchive(FileShelf(tmp_path / "citations.sqlite")))
    made = GraphqlEndpoint(catalogue, Accounts(Settings()), Tasks(Documents(), citations))
    yield made
    made.close()


async def test_nothing_is_read_any_further_for_a_caller_who_has_left(
    catalogue: Catalogue, endpoint: GraphqlEndpoint
) -> None:
    slow = Slow(catalogue, endpoint)
    asked = await slow.under_way()

    slow.coming.put_nowait(LEFT)
    await asyncio.wait_for(asked, PATIENCE_SECONDS)

    assert slow.sent == []
    assert endpoint.waiting() == 0


async def test_who_waits_when_the_server_ends_is_told_to_ask_again(
    catalogue: Catalogue, endpoint: GraphqlEndpoint
) -> None:
    slow = Slow(catalogue, endpoint)
    asked = await slow.under_way()

    asked.cancel()  # as the server does that is being stopped
    await asyncio.wait_for(asked, PATIENCE_SECONDS)

    start, body = slow.sent
    assert start["status"] == 503
    assert (b"retry-after", b"1") in start["headers"]
    assert msgspec.json.decode(body["body"])["errors"][0]["extensions"]["code"] == "busy"
