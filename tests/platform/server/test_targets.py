"""Requests whose first line says which site they are for, and in which version of HTTP they speak."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.platform.server.clients import running, told

from watchgraph.settings import Settings
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.asgi import application

CLOSE = b"connection: close\r\n\r\n"


@pytest.fixture(scope="module")
def url(reference_folder: Path) -> Iterator[str]:
    with (
        closing(Catalogue.open(reference_folder)) as catalogue,
        running(application(catalogue, settings=Settings(hosts=("data.example.org",)))) as address,
    ):
        yield address


@pytest.mark.parametrize(
    ("target", "host", "status"),
    [
        (b"http://data.example.org/health/live", b"data.example.org", b"200"),
        (b"http://data.example.org/health/live", b"evil.example", b"200"),
        (b"HTTPS://data.example.org:443/health/live?x=http://evil.example/", b"evil.example", b"200"),
        (b"http://data.example.org", b"data.example.org", b"200"),
        (b"http://data.example.org?x", b"data.example.org", b"200"),
        (b"http://evil.example/health/live", b"data.example.org", b"421"),
        (b"http://data.example.org@evil.example/health/live", b"data.example.org", b"400"),
        (b"http:///health/live", b"data.example.org", b"400"),
        (b"//evil.example/health/live", b"data.example.org", b"404"),
        (b"/health/live", b"evil.example", b"421"),
    ],
)
def test_a_request_is_for_the_site_that_its_target_names_whatever_the_header_says(
    url: str, target: bytes, host: bytes, status: bytes
) -> None:
    received = told(url, b"GET %s HTTP/1.1\r\nhost: %s\r\n" % (target, host) + CLOSE)

    assert received.startswith(b"HTTP/1.1 %s " % status)


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET http://data.example.org/ HTTP/1.1\r\n", b"400"),
        (b"GET http://data.example.org/ HTTP/1.1\r\nhost: data.example.org\r\nhost: data.example.org\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n", b"400"),
        (b"GET / HTTP/1.0\r\n", b"200"),
        (b"GET / HTTP/1.0\r\nhost: evil.example\r\n", b"421"),
        (b"GET http://data.example.org/ HTTP/1.0\r\n", b"200"),
        (b"GET http://evil.example/ HTTP/1.0\r\n", b"421"),
    ],
)
def test_one_header_names_the_site_and_only_the_older_version_may_leave_it_out(
    url: str, head: bytes, status: bytes
) -> None:
    received = told(url, head + CLOSE)

    assert received.startswith(b"HTTP/1.1 %s " % status)


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/2.0\r\nhost: data.example.org\r\n\r\n",
        b"GET / HTTP/3.0\r\nhost: data.example.org\r\n\r\n",
        b"GET /\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00",
        b"POST /graphql HTTP/2.0\r\nhost: data.example.org\r\ncontent-length: 5\r\n\r\nhello",
    ],
)
def test_other_versions_of_http_are_not_spoken(url: str, sent: bytes) -> None:
    head, _, body = told(url, sent).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 505 ")
    assert json.loads(body)["errors"][0]["extensions"]["code"] == "bad-request"


@pytest.mark.parametrize("size", [60_100, 64_000, 70_000, 200_000, 1_500_000])
def test_too_long_a_target_is_told_from_too_large_a_head(url: str, size: int) -> None:
    head = b"GET /graphql?query=%s HTTP/1.1\r\nhost: data.example.org\r\n" % (b"a" * size)

    answered, _, body = told(url, head + CLOSE).partition(b"\r\n\r\n")

    assert answered.startswith(b"HTTP/1.1 414 ")
    assert json.loads(body)["errors"][0]["extensions"]["code"] == "body-too-large"
