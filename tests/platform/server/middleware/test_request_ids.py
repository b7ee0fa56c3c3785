"""Every request has a name: the caller's or ours, in the answer, and in the log where something failed."""

import json
import logging

import httpx
import pytest
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from watchgraph_server.middleware.request_ids import RequestIds


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the name of the request."""
    await Response(scope["state"]["request_id"])(scope, receive, send)


async def fail(*_: object) -> None:
    raise RuntimeError("secret of the house")


async def fail_halfway(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise RuntimeError("secret of the house")


def client_of(app: ASGIApp) -> httpx.AsyncClient:
    """Talk to what stands behind the layer."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=RequestIds(app)), base_url="http://test")


async def test_each_request_gets_a_name_of_its_own() -> None:
    client = client_of(echo)

    one, two = await client.get("/"), await client.get("/")

    assert one.headers["x-request-id"] == one.text
    assert one.text != two.text


async def test_a_sane_name_of_the_caller_is_kept() -> None:
    reply = await client_of(echo).get("/", headers={"x-request-id": "0f8fad5b-d9cb-469f-a165-70867728950e"})

    assert reply.headers["x-request-id"] == "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "a\tb", "<script>", "a;b", 'a"b', "\u00e9"])
async def test_any_other_is_replaced(name: str) -> None:
    reply = await client_of(echo).get("/", headers={b"x-request-id": name.encode()})

    assert reply.text not in {"", name}
    assert reply.headers["x-request-id"] == reply.text


async def test_what_nobody_caught_is_logged_and_answered_under_the_name(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        reply = await client_of(fail).get("/", headers={"x-request-id": "mine"})

    [error] = reply.json()["errors"]
    assert (reply.status_code, error["extensions"]["code"]) == (500, "internal")
    assert "mine" in error["message"]
    assert "secret" not in json.dumps(reply.json())
    assert [vars(record)["request"] for record in caplog.records] == ["mine"]
    assert "secret" in caplog.text


async def test_half_an_answer_is_broken_off_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(RuntimeError):
        await client_of(fail_halfway).get("/", headers={"x-request-id": "mine"})

    assert [vars(record)["request"] for record in caplog.records] == ["mine"]
