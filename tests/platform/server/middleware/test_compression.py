"""Answers compressed for those who take them so, and the same answers again when they are unpacked."""

import gzip
from collections.abc import AsyncIterator

import httpx
import pytest
import zstandard
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from tests.platform.server.clients import client_of

from watchgraph_server.middleware.compression import Compression, chosen

LONG = b'{"claims": ["camera", "city", "vendor"]}' * 100
LONGER = LONG * 20


def answering(response: Response) -> httpx.AsyncClient:
    """Talk to an application that has one answer."""

    async def answer(_: Request) -> Response:
        return response

    app = Starlette(routes=[Route("/", answer, methods=["GET", "POST"])], middleware=[Middleware(Compression)])
    return client_of(app, "192.0.2.1")


async def raw(client: httpx.AsyncClient, accepted: str) -> tuple[httpx.Response, bytes]:
    """Get the answer and its bytes as they were sent."""
    async with client.stream("GET", "/", headers={"accept-encoding": accepted}) as reply:
        return reply, b"".join([part async for part in reply.aiter_raw()])


@pytest.mark.parametrize("body", [LONG, LONGER])
async def test_an_answer_is_sent_in_the_coding_that_is_taken(body: bytes) -> None:
    client = answering(Response(body, media_type="application/json", headers={"etag": 'W/"1"'}))

    zipped, as_gzip = await raw(client, "gzip, deflate, br")
    pressed, as_zstd = await raw(client, "gzip;q=0.9, zstd")

    assert (zipped.headers["content-encoding"], pressed.headers["content-encoding"]) == ("gzip", "zstd")
    assert gzip.decompress(as_gzip) == body
    assert zstandard.ZstdDecompressor().decompress(as_zstd) == body
    assert [int(each.headers["content-length"]) for each in (zipped, pressed)] == [len(as_gzip), len(as_zstd)]
    assert len(as_zstd) < len(body) / 10
    assert zipped.headers["etag"] == 'W/"1"'


@pytest.mark.parametrize(
    "response",
    [
        Response(b"{}", media_type="application/json"),
        Response(LONG, media_type="image/png"),
        Response(LONG, media_type="application/json", headers={"content-encoding": "br"}),
        Response(LONG, 206, media_type="application/json", headers={"content-range": "bytes 0-9/10"}),
        Response(status_code=304),
        Response(status_code=204),
    ],
)
async def test_what_is_short_or_no_text_or_compressed_already_stays_as_it_is(response: Response) -> None:
    reply, body = await raw(answering(response), "gzip, zstd")

    assert reply.headers.get("content-encoding", "br") == "br"
    assert body == response.body


@pytest.mark.parametrize("accepted", ["gzip", "zstd"])
async def test_an_answer_in_pieces_is_compressed_as_it_comes(accepted: str) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield LONG

    reply, body = await raw(answering(StreamingResponse(pieces(), media_type="text/csv")), accepted)

    unpacked = (
        gzip.decompress(body) if accepted == "gzip" else zstandard.ZstdDecompressor().decompressobj().decompress(body)
    )
    assert unpacked == LONG * 5
    assert "content-length" not in reply.headers


async def test_a_strong_tag_becomes_a_weak_one_for_other_bytes() -> None:
    client = answering(Response(LONG, media_type="text/plain", headers={"etag": '"strong"'}))

    pressed, _ = await raw(client, "gzip")
    plain, _ = await raw(client, "identity")

    assert (pressed.headers["etag"], plain.headers["etag"]) == ('W/"strong"', '"strong"')


@pytest.mark.parametrize(
    ("accepted", "name"),
    [
        (b"gzip", b"gzip"),
        (b"zstd", b"zstd"),
        (b"zstd, gzip;q=0.9", b"zstd"),
        (b"br, zstd, gzip;q=0", b"zstd"),
        (b"zstd, gzip", b"gzip"),
        (b"gzip, deflate, br, zstd", b"gzip"),
        (b"gzip;q=1.0, zstd;q=0.5", b"gzip"),
        (b"GZIP", b"gzip"),
        (b"*", b"gzip"),
        (b"zstd;q=0, *", b"gzip"),
        (b"gzip;q=0, *", b"zstd"),
        (b"gzip;q=0", None),
        (b"gzip;q=x", None),
        (b"gzip; q=0", None),
        (b"br, deflate", None),
        (b"identity", None),
        (b"", None),
    ],
)
def test_the_coding_that_is_liked_best_is_chosen(accepted: bytes, name: bytes | None) -> None:
    coding = chosen(accepted)

    assert (coding and coding.name) == name
