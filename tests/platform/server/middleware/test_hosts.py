"""Requests that name another site, or none."""

import httpx
import pytest
from starlette.responses import Response
from starlette.types import Message
from tests.platform.server.clients import code_of

from watchgraph_server.middleware.hosts import Hosts

HERE = ["data.example.org", "localhost", "[::1]"]


def client_of(hosts: list[str]) -> httpx.AsyncClient:
    """Talk to a site of these names."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=Hosts(Response("here"), hosts)), base_url="http://test")


@pytest.mark.parametrize("host", ["data.example.org", "DATA.example.org:443", "localhost:8000", "[::1]:8000", "[::1]"])
async def test_its_own_names_are_let_through(host: str) -> None:
    reply = await client_of(HERE).get("/", headers={"host": host})

    assert reply.text == "here"


async def test_another_name_is_misdirected() -> None:
    reply = await client_of(HERE).get("/", headers={"host": "evil.example"})

    assert (reply.status_code, code_of(reply)) == (421, "bad-host")
    assert "evil" not in reply.text


@pytest.mark.parametrize("host", ["", "a b", "a/b", "a@b", "a:port", "a:123456", "[::1", "a\x00b", "x" * 300])
async def test_what_is_no_name_is_refused_whatever_the_names(host: str) -> None:
    replies = [await client_of(hosts).get("/", headers={"host": host}) for hosts in (HERE, [])]

    assert [(each.status_code, code_of(each)) for each in replies] == [(400, "bad-host")] * 2


@pytest.mark.parametrize("hosts", [HERE, []])
@pytest.mark.parametrize(("version", "status"), [("1.0", 200), ("1.1", 400)])
async def test_only_the_version_that_knows_no_such_header_may_leave_it_out(
    hosts: list[str], version: str, status: int
) -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "http_version": version, "method": "GET", "path": "/", "headers": []}
    await Hosts(Response("here"), hosts)(scope, receive, send)

    assert sent[0]["status"] == status


async def test_two_names_are_none() -> None:
    reply = await client_of([]).get("/", headers=[("host", "a.example"), ("host", "b.example")])

    assert (reply.status_code, code_of(reply)) == (400, "bad-host")
