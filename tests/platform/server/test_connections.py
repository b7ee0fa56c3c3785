"""Callers that send slowly, endlessly, or nothing: the connection ends, and others are served."""

import json
import re
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest
from tests.platform.server.clients import PATIENCE, connected, running, until_closed

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server import connections
from watchgraph_server.asgi import application

HEAD = b"POST /graphql HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\n"
BODY = b'{"query": "{ __typename }"}'


@pytest.fixture
def url(catalogue: Catalogue) -> Iterator[str]:
    with running(application(catalogue)) as address:
        yield address


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"POST /gra",
        HEAD,
        HEAD + b"content-length: 2\r\n\r\n{}" + HEAD,
    ],
)
def test_a_head_that_does_not_come_whole_is_not_waited_for(
    url: str, sent: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "SLOWEST_HEAD_SECONDS", 0.2)
    with connected(url) as slow:
        slow.sendall(sent)

        received = until_closed(slow)

    assert b" 200 " not in received
    assert httpx.get(f"{url}/health").status_code == 200


@pytest.mark.parametrize("connection", [b"", b"connection: close\r\n", b"expect: 100-continue\r\n"])
@pytest.mark.parametrize(
    "rest",
    [
        b"content-length: 100\r\n\r\n",
        b"content-length: 100\r\n\r\n" + BODY,
        b"transfer-encoding: chunked\r\n\r\n",
        b"transfer-encoding: chunked\r\n\r\n5\r\n{",
    ],
)
def test_a_body_that_does_not_come_whole_or_never_begins_is_refused_with_a_code(
    url: str, connection: bytes, rest: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "SLOWEST_BODY_SECONDS", 0.2)
    with connected(url) as slow:
        slow.sendall(HEAD + connection + rest)

        received = until_closed(slow).removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")

    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert b"\r\nconnection: close" in head
    assert json.loads(body)["errors"][0]["extensions"]["code"] == "body-too-slow"


def test_a_body_that_never_begins_is_refused_after_the_answers_to_what_came_before_it(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "SLOWEST_BODY_SECONDS", 0.2)
    request = HEAD + b"content-length: %d\r\n\r\n" % len(BODY) + BODY
    with connected(url) as slow:
        slow.sendall(request * 2 + HEAD + b"content-length: 100\r\n\r\n")

        received = until_closed(slow)

    assert re.findall(rb"HTTP/1.1 (\d+)", received) == [b"200", b"200", b"408"]


def test_a_body_has_its_time_from_the_end_of_the_head_on(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "SLOWEST_HEAD_SECONDS", 1.0)
    monkeypatch.setattr(connections, "SLOWEST_BODY_SECONDS", 1.0)
    with connected(url) as slow:
        time.sleep(0.6)
        slow.sendall(HEAD + b"connection: close\r\ncontent-length: %d\r\n\r\n" % len(BODY))
        time.sleep(0.6)
        slow.sendall(BODY)

        received = until_closed(slow)

    assert received.startswith(b"HTTP/1.1 200")


def test_a_request_in_small_pieces_is_served_and_so_is_the_next_on_its_connection(url: str) -> None:
    request = HEAD + b"content-length: %d\r\n\r\n" % len(BODY) + BODY
    with connected(url) as patient:
        for at in range(len(request)):
            patient.sendall(request[at : at + 1])
        first = patient.recv(65_536)
        patient.sendall(request.replace(b"host: test", b"host: test\r\nconnection: close"))
        second = until_closed(patient)

    assert first.startswith(b"HTTP/1.1 200")
    assert b"HTTP/1.1 200" in second


def test_a_head_without_end_is_cut_off(url: str) -> None:
    with connected(url) as endless:
        endless.sendall(b"GET / HTTP/1.1\r\nhost: test\r\n")
        try:
            for number in range(200):
                endless.sendall(b"x-%d: %s\r\n" % (number, b"x" * 1_000))
        except OSError:
            pass  # it was closed already

        received = until_closed(endless)

    assert b" 200 " not in received
    assert httpx.get(f"{url}/health").status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nhost: test\r\n\r\n",
        HEAD + b"content-length: -1\r\n\r\n",
        HEAD + b"content-length: 5\r\ncontent-length: 6\r\n\r\nhello!",
        HEAD + b"content-length: 99999999999999999999\r\n\r\n",
        HEAD + b"transfer-encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_no_http_is_refused_and_the_next_request_served(url: str, sent: bytes) -> None:
    with connected(url) as strange:
        strange.sendall(sent)
        strange.shutdown(socket.SHUT_WR)

        received = until_closed(strange)

    assert received == b"" or received.startswith(b"HTTP/1.1 4")
    assert received == b"" or json.loads(received.partition(b"\r\n\r\n")[2])["errors"][0]["extensions"]["code"]
    assert b"Traceback" not in received
    assert httpx.get(f"{url}/health").status_code == 200


def test_a_wish_for_web_sockets_is_answered_as_a_plain_request_and_asks_for_no_library(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    upgrade = {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "eA==",
    }

    reply = httpx.get(f"{url}/graphql", params={"query": "{ __typename }"}, headers=upgrade)

    assert (reply.status_code, reply.json()["data"]) == (200, {"__typename": "Query"})
    assert [each.getMessage() for each in caplog.records if "ebSocket" in each.getMessage()] == []
    assert [each.getMessage() for each in caplog.records if "upgrade" in each.getMessage()] == []


def test_more_connections_than_can_be_kept_are_closed(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 2)
    with connected(url) as one, connected(url) as two, connected(url) as three:
        received = until_closed(three)
        one.sendall(b"GET /health HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n")

        served = until_closed(one)
        two.close()

    assert received == b""
    assert served.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "lines", [b"x: " + b"a" * 70_000 + b"\r\n", b"x: a\r\n" * 9_000 + b"y: " + b"a" * 60_000 + b"\r\n"]
)
def test_too_large_a_head_is_refused_with_a_code_though_it_comes_whole(url: str, lines: bytes) -> None:
    with connected(url) as heavy:
        heavy.sendall(HEAD + lines + b"content-length: %d\r\n\r\n" % len(BODY) + BODY)

        received = until_closed(heavy)

    assert received.startswith(b"HTTP/1.1 431")
    assert json.loads(received.partition(b"\r\n\r\n")[2])["errors"][0]["extensions"]["code"] == "bad-request"


def test_a_large_body_that_comes_with_its_head_does_not_count_as_head(url: str) -> None:
    body = BODY + b" " * 150_000
    with connected(url) as one:
        one.sendall(HEAD + b"connection: close\r\ncontent-length: %d\r\n\r\n" % len(body) + body)

        received = until_closed(one)

    assert received.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("coding", [b"gzip, chunked", b"identity, chunked"])
def test_a_request_is_sent_in_chunks_and_nothing_else(url: str, coding: bytes) -> None:
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)
    with connected(url) as one:
        one.sendall(HEAD + b"connection: close\r\ntransfer-encoding: %s\r\n\r\n" % coding + chunks)

        received = until_closed(one)

    assert received.startswith(b"HTTP/1.1 415")


@pytest.mark.parametrize("size", [70_000, 120_000, 400_000, 1_500_000])
@pytest.mark.parametrize("line", [b"x: %s\r\n", b"x: a\r\n"])
def test_a_head_that_is_too_large_is_refused_with_a_code_that_its_caller_hears(
    url: str, size: int, line: bytes
) -> None:
    headers = line % (b"a" * size) if b"%s" in line else line * (size // len(line))
    with connected(url) as large:
        with suppress(OSError):  # the rest may be too much for the server to listen to
            large.sendall(b"GET /health HTTP/1.1\r\nhost: test\r\n" + headers + b"\r\n")

        head, _, body = until_closed(large).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 431 ")
    assert json.loads(body)["errors"][0]["extensions"]["code"] == "bad-request"
    assert httpx.get(f"{url}/health").status_code == 200


def test_callers_that_send_many_requests_at_once_and_leave_are_no_failure_of_ours(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    asked = b'{"query": "{ __schema { types { name description fields { name description } } } }"}'
    request = HEAD + b"content-length: %d\r\n\r\n" % len(asked) + asked
    for _ in range(20):
        with connected(url) as hasty:
            hasty.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            hasty.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # leaves by a reset
            hasty.sendall(request * 20)
            time.sleep(0.05)

    assert httpx.get(f"{url}/health", timeout=PATIENCE).status_code == 200
    time.sleep(1)
    assert [each.getMessage() for each in caplog.records if each.exc_info] == []
