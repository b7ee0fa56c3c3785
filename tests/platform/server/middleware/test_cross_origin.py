"""Pages of other sites read what is public."""

import httpx
import pytest

APOLLO = "content-type,apollographql-client-name,apollographql-client-version,x-apollo-operation-name"


async def test_a_browser_is_told_that_a_page_may_ask(client: httpx.AsyncClient) -> None:
    asked = {
        "origin": "https://page.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": APOLLO,
    }

    reply = await client.options("/graphql", headers=asked)

    assert (reply.status_code, reply.content) == (204, b"")
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "POST" in reply.headers["access-control-allow-methods"]
    assert reply.headers["access-control-allow-headers"] == APOLLO
    assert int(reply.headers["access-control-max-age"]) > 0
    assert "access-control-allow-credentials" not in reply.headers


@pytest.mark.parametrize("asked_for", ["x-naïve".encode(), b"x" * 30_000, b"a\x0bb", b'x: "y"'])
async def test_headers_that_are_no_names_are_not_repeated(client: httpx.AsyncClient, asked_for: bytes) -> None:
    asked = {
        b"origin": b"https://page.example",
        b"access-control-request-method": b"POST",
        b"access-control-request-headers": asked_for,
    }

    reply = await client.options("/graphql", headers=asked)

    assert (reply.status_code, reply.headers["access-control-allow-headers"]) == (204, "*")


async def test_the_page_reads_the_answer_and_its_headers_even_a_refusal_s(client: httpx.AsyncClient) -> None:
    headers = {"origin": "https://page.example"}

    answered = await client.post("/graphql", json={"query": "{ __typename }"}, headers=headers)
    refused = await client.post("/graphql", content=b"x", headers=headers)

    for reply in (answered, refused):
        assert reply.headers["access-control-allow-origin"] == "*"
        exposed = reply.headers["access-control-expose-headers"].lower().split(", ")
        assert {"etag", "ratelimit", "ratelimit-policy", "retry-after", "x-request-id"} <= set(exposed)


async def test_options_without_a_page_behind_them_are_an_ordinary_request(client: httpx.AsyncClient) -> None:
    reply = await client.options("/health")

    assert reply.status_code == 405
    assert "GET" in reply.headers["allow"]
