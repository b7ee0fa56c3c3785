"""Answers on the wire: whole where that can be, and in every case as HTTP wants them."""

import re
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from tests.platform.server.clients import running

from watchgraph_server.sending import SHORT, head_of

PATIENCE = 120


async def _answer(request: Request) -> Response:
    size = int(request.path_params["size"])
    return Response(b"x" * size, headers={"x-size": str(size)})


async def _empty(_: Request) -> Response:
    return Response(status_code=204)


async def _pieces(_: Request) -> Response:
    return StreamingResponse(iter([b"one", b"two"]))


async def _failing(_: Request) -> Response:
    raise RuntimeError("on purpose")


async def _echo(request: Request) -> Response:
    return JSONResponse((await request.body()).decode())


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    app = Starlette(
        routes=[
            Route("/empty", _empty),
            Route("/pieces", _pieces),
            Route("/failing", _failing),
            Route("/echo", _echo, methods=["POST"]),
            Route("/{size}", _answer),
        ]
    )
    with running(app) as address:
        yield address


def received(url: str, words: bytes) -> bytes:
    """Send bytes as they are, and read until the server closes."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=PATIENCE) as connection:
        connection.sendall(words)
        found = b""
        while part := connection.recv(65_536):
            found += part
        return found


@pytest.mark.parametrize("size", [0, 1, SHORT, SHORT + 1, 300_000])
def test_an_answer_of_any_length_arrives_whole_and_the_connection_stays(url: str, size: int) -> None:
    with httpx.Client(base_url=url) as client:
        first = client.get(f"/{size}")
        again = client.get(f"/{size}")

    assert len(first.content) == len(again.content) == size
    assert first.headers["x-size"] == str(size)
    assert first.headers["date"]
    assert first.http_version == "HTTP/1.1"


def test_a_head_has_the_length_and_no_body(url: str) -> None:
    with httpx.Client(base_url=url) as client:
        head = client.head("/7")
        after = client.get("/3")

    assert head.headers["content-length"] == "7"
    assert head.content == b""
    assert after.content == b"xxx"


def test_nothing_follows_an_answer_without_body(url: str) -> None:
    with httpx.Client(base_url=url) as client:
        empty = client.get("/empty")
        after = client.get("/3")

    assert empty.status_code == 204
    assert "content-length" not in empty.headers
    assert after.content == b"xxx"


def test_an_answer_in_pieces_arrives_in_pieces(url: str) -> None:
    found = httpx.get(f"{url}/pieces")

    assert found.headers["transfer-encoding"] == "chunked"
    assert found.content == b"onetwo"


@pytest.mark.parametrize("asked", [b"GET /5 HTTP/1.1\r\nhost: a\r\nconnection: close", b"GET /5 HTTP/1.0"])
def test_a_connection_is_closed_where_the_caller_wants_that(url: str, asked: bytes) -> None:
    head, _, body = received(url, asked + b"\r\n\r\n").partition(b"\r\n\r\n")

    assert body == b"xxxxx"
    assert b"connection: close" in head


def test_requests_sent_at_once_are_answered_in_their_order(url: str) -> None:
    lines = [b"GET /%d HTTP/1.1\r\nhost: a" % size for size in (1, 20_000, 3)]

    found = received(url, b"\r\n\r\n".join(lines) + b"\r\nconnection: close\r\n\r\n")

    assert re.findall(rb"x-size: (\d+)", found) == [b"1", b"20000", b"3"]
    assert found.count(b"x" * 20_000) == 1


def test_an_answer_that_fails_before_its_body_is_a_whole_refusal(url: str) -> None:
    found = httpx.get(f"{url}/failing")

    assert found.status_code == 500


def test_a_caller_that_waits_to_be_told_to_go_on_is_told_so(url: str) -> None:
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=PATIENCE) as connection:
        connection.sendall(b"POST /echo HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n")
        told = connection.recv(1_000)
        connection.sendall(b"hi")
        answer = connection.recv(1_000)

    assert told == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert answer.endswith(b'"hi"')


def test_a_head_is_written_line_by_line() -> None:
    head = head_of(200, [(b"date", b"today")], [(b"a", b"1"), (b"b", b"2")])

    assert head == b"HTTP/1.1 200 OK\r\ndate: today\r\na: 1\r\nb: 2\r\n\r\n"


@pytest.mark.parametrize("value", [b"1\r\nset-cookie: x", b"1\nx: 2", b"1\r"])
def test_a_value_that_would_begin_another_line_is_not_written(value: bytes) -> None:
    assert head_of(200, [], [(b"a", value)]) is None
