"""Callers that send more than is waited for, or what is no request: those before are answered, and little is kept."""

import json
import re
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress

import pytest
from anyio import to_thread
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route
from tests.platform.server.clients import PATIENCE, connected, running, told, until_closed

from watchgraph_server import connections
from watchgraph_server.turned_away import LARGEST_REQUEST, MOST_LINES, MOST_WAITING

POST = b"POST /last HTTP/1.1\r\nhost: test\r\ntransfer-encoding: chunked\r\n\r\n"
GET = b"GET /%d HTTP/1.1\r\nhost: test\r\n\r\n"
CLOSING = b"GET /last HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n"
ANSWER = re.compile(rb"HTTP/1\.1 (\d{3}) .*?\r\n\r\n(\{.*?\})(?=HTTP|\Z)", re.DOTALL)


RELEASED = threading.Event()


async def _echo(request: Request) -> JSONResponse:
    try:
        body = await request.body()
    except ClientDisconnect:
        return JSONResponse(None)
    if request.url.path == "/held":
        await to_thread.run_sync(RELEASED.wait, PATIENCE)
    return JSONResponse({"path": request.url.path, "size": len(body), "headers": sorted(request.headers)})


async def _early(request: Request) -> StreamingResponse:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"begun"
        with suppress(ClientDisconnect):
            await request.body()
        yield b"ended"

    return StreamingResponse(pieces())


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    routes = [Route("/early", _early, methods=["POST"]), Route("/{path}", _echo, methods=["GET", "POST"])]
    with running(Starlette(routes=routes)) as address:
        yield address


def answers(received: bytes) -> list[tuple[int, object]]:
    """Return the status of each answer, with its path, or with its code where it is a refusal."""
    bodies = [(int(status), json.loads(body)) for status, body in ANSWER.findall(received)]
    return [
        (status, body["path"] if "path" in body else body["errors"][0]["extensions"]["code"]) for status, body in bodies
    ]


def test_requests_that_wait_for_others_are_answered_in_turn(url: str) -> None:
    ahead = [GET % number for number in range(MOST_WAITING)]

    received = told(url, b"".join(ahead) + CLOSING)

    assert answers(received) == [*((200, f"/{number}") for number in range(MOST_WAITING)), (200, "/last")]


@pytest.mark.parametrize("megabytes", [0, 3])
def test_more_than_may_wait_are_neither_read_nor_kept(url: str, megabytes: int) -> None:
    ahead = [GET % number for number in range(MOST_WAITING + 2)]
    more = CLOSING * (megabytes * 1_000_000 // len(CLOSING))

    received = told(url, b"".join(ahead) + more)

    assert answers(received) == [*((200, f"/{number}") for number in range(MOST_WAITING + 1)), (400, "bad-request")]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\nhost: test\r\n\r\n", 505),
        (b"GET / HTTP/9.9\r\nhost: test\r\n\r\n", 505),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        (b"GET /%s HTTP/1.1\r\nhost: test\r\n\r\n" % (b"a" * 70_000), 414),
        (b"GET / HTTP/1.1\r\nx: %s\r\n\r\n" % (b"a" * 70_000), 431),
        (b"POST / HTTP/1.1\r\nhost: test\r\ntransfer-encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 400),
    ],
)
@pytest.mark.parametrize("before", [0, 1, 3])
def test_what_is_wrong_is_refused_once_and_after_what_came_before_it(
    url: str, wrong: bytes, status: int, before: int, caplog: pytest.LogCaptureFixture
) -> None:
    ahead = [GET % number for number in range(before)]

    received = told(url, b"".join(ahead) + wrong)

    found = answers(received)
    assert found[:-1] == [(200, f"/{number}") for number in range(before)]
    assert found[-1][0] == status
    assert [each.getMessage() for each in caplog.records if each.exc_info] == []


def test_a_higher_minor_version_is_taken_as_the_highest_that_is_spoken(url: str) -> None:
    received = told(
        url, (GET % 1).replace(b"1.1", b"1.2") + POST.replace(b"1.1", b"1.9") + b"2\r\n{}\r\n0\r\n\r\n" + CLOSING
    )

    assert answers(received) == [(200, "/1"), (200, "/last"), (200, "/last")]
    assert received.count(b"HTTP/1.1 200 ") == 3


def test_an_answer_that_has_begun_is_cut_off_where_the_rest_of_its_request_is_wrong(url: str) -> None:
    with connected(url) as strange:
        strange.sendall(POST.replace(b"last", b"early"))
        received = b""
        while b"begun" not in received:
            received += strange.recv(65_536)

        strange.sendall(b"zz\r\n")
        rest = until_closed(strange)

    assert received.startswith(b"HTTP/1.1 200")
    assert b"HTTP/1.1" not in rest


def test_lines_after_a_body_are_no_headers(url: str) -> None:
    received = told(url, POST + b"2\r\n{}\r\n0\r\nx-late: yes\r\nexpect: 100-continue\r\n\r\n" + CLOSING)

    first, last = (json.loads(body) for _, body in ANSWER.findall(received))
    assert first == {"path": "/last", "size": 2, "headers": ["host", "transfer-encoding"]}
    assert last["path"] == "/last"


@pytest.mark.parametrize(
    ("begun", "endless"),
    [
        (b"2\r\n{}\r\n0\r\n", b"a:b\r\n"),
        (b"2\r\n{}\r\n0\r\n", b"x: " + b"a" * 60_000 + b"\r\n"),
        (b"2;", b"a" * 1_000),
        (b"", b"1;%s\r\n \r\n" % (b"a" * 1_000)),
    ],
)
def test_what_stands_beside_a_body_and_after_it_has_an_end(url: str, begun: bytes, endless: bytes) -> None:
    received = told(url, POST + begun + endless * (4 * LARGEST_REQUEST // len(endless)))

    assert answers(received) == [(413, "body-too-large")]


@pytest.mark.parametrize(("lines", "status"), [(MOST_LINES, 200), (MOST_LINES + 1, 431)])
def test_the_lines_of_a_head_are_counted_however_short_they_are(url: str, lines: int, status: int) -> None:
    received = told(url, CLOSING.removesuffix(b"\r\n") + b"x:\r\n" * (lines - 2) + b"\r\n")

    assert [each for each, _ in answers(received)] == [status]


@pytest.mark.parametrize("before", [b"", GET % 1])
def test_a_head_has_not_more_lines_than_anybody_sends(url: str, before: bytes) -> None:
    lines = b"x: a\r\n" * (MOST_LINES + 2)

    whole = told(url, before + b"GET / HTTP/1.1\r\nhost: test\r\n" + lines + b"x: %s\r\n\r\n" % (b"a" * 10_000))
    part = told(url, before + b"GET / HTTP/1.1\r\nhost: test\r\n" + lines)

    assert answers(whole)[-1] == answers(part)[-1] == (431, "bad-request")


def test_a_body_is_not_late_for_as_long_as_its_request_stands_behind_others(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "SLOWEST_BODY_SECONDS", 1.0)
    RELEASED.clear()
    with connected(url) as patient:
        patient.sendall(b"GET /held HTTP/1.1\r\nhost: test\r\n\r\n" + POST)
        time.sleep(1.5)
        RELEASED.set()
        in_time = b"2\r\n{}\r\n0\r\n\r\n"
        patient.sendall(in_time + POST)
        received = until_closed(patient)

    assert answers(received) == [(200, "/held"), (200, "/last"), (408, "body-too-slow")]


def test_a_head_that_comes_while_another_request_is_answered_has_an_end_too(url: str) -> None:
    RELEASED.clear()
    with connected(url) as busy:
        busy.sendall(b"GET /held HTTP/1.1\r\nhost: test\r\n\r\nGET / HTTP/1.1\r\n")
        for _ in range(20):
            busy.sendall(b"x: %s\r\n" % (b"a" * 10_000))
        told(url, CLOSING)  # by now the server has read what it will read

        RELEASED.set()
        received = until_closed(busy)

    assert answers(received) == [(200, "/held"), (431, "bad-request")]
