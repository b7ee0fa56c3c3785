"""GraphQL over HTTP: what is asked by which method and type, what may be kept, who pays, and what is refused."""

import hashlib
import json
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from tests.platform.server.clients import client_of, code_of, serving
from tests.stores import Store

from watchgraph.settings import Settings
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.asgi import application
from watchgraph_server.graphql_requests import LARGEST_BODY, LARGEST_QUERY_STRING
from watchgraph_server.media_types import GRAPHQL, JSON
from watchgraph_server.paces import PROVEN

ASKED = {"query": "{ places { totalCount } }"}
CHEAP = {"query": "{ __typename }"}
AS_JSON = {"content-type": JSON}
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


async def test_a_question_is_answered_by_post_and_by_get(client: httpx.AsyncClient) -> None:
    posted = await client.post("/graphql", json=ASKED)
    got = await client.get("/graphql", params=ASKED)

    assert posted.status_code == got.status_code == 200
    assert posted.json() == got.json()
    assert posted.json()["data"]["places"]["totalCount"] > 0
    assert posted.headers["content-type"] == "application/json; charset=utf-8"


async def test_variables_and_operation_names_are_taken_by_both(client: httpx.AsyncClient) -> None:
    asked = {
        "query": "query A($n: Int) { places(first: $n) { nodes { id } } } query B { __typename }",
        "operationName": "A",
    }

    posted = await client.post("/graphql", json={**asked, "variables": {"n": 2}})
    got = await client.get("/graphql", params={**asked, "variables": json.dumps({"n": 2})})

    assert len(posted.json()["data"]["places"]["nodes"]) == 2
    assert got.json() == posted.json()


@pytest.mark.parametrize("query", [ASKED["query"], "{ __typename }", '{ node(id: "x") { id } }', "{ nothing }"])
async def test_an_answer_is_the_same_however_often_it_was_given_before(client: httpx.AsyncClient, query: str) -> None:
    posted = [await client.post("/graphql", json={"query": query}) for _ in range(2 * PROVEN)]
    got = [await client.get("/graphql", params={"query": query}) for _ in range(PROVEN)]

    assert len({reply.content for reply in (*posted, *got)}) == 1
    assert len({reply.headers.get("etag") for reply in got}) == 1


async def test_who_has_the_answer_already_is_told_so(client: httpx.AsyncClient) -> None:
    first = await client.get("/graphql", params=ASKED)

    again = await client.get("/graphql", params=ASKED, headers={"if-none-match": first.headers["etag"]})
    other = await client.get("/graphql", params=ASKED, headers={"if-none-match": 'W/"1-20200101", "x"'})

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == first.headers["cache-control"]
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"query": "{ nothing }"}, 400),
        ({"query": "{"}, 400),
        ({"query": "query($n: Int!) { places(first: $n) { totalCount } }"}, 400),
        ({"query": "{ nothing }", "extensions": '{"citation": true}'}, 400),
        (ASKED, 304),
    ],
)
async def test_nobody_has_the_answer_to_a_document_with_a_fault(
    client: httpx.AsyncClient, asked: dict[str, str], status: int
) -> None:
    tag = (await client.get("/graphql", params=ASKED)).headers["etag"]

    for known in (tag, "*"):
        again = await client.get("/graphql", params=asked, headers={"if-none-match": known, "accept": GRAPHQL})

        assert again.status_code == status


@pytest.mark.parametrize("query", ['{ node(id: "x") { id } }', "{ deployments(first: 0) { nodes { id } } }"])
async def test_nobody_has_whatever_there_is_where_there_is_an_error(client: httpx.AsyncClient, query: str) -> None:
    reply = await client.get("/graphql", params={"query": query}, headers={"if-none-match": "*"})

    assert (reply.status_code, "etag" in reply.headers) == (200, False)
    assert reply.json()["errors"]


async def test_caches_may_keep_what_is_right_and_was_got(client: httpx.AsyncClient) -> None:
    got = await client.get("/graphql", params=ASKED)
    posted = await client.post("/graphql", json=ASKED)
    wrong = [
        await client.get("/graphql", params={"query": query}) for query in ("{ nothing }", '{ node(id: "x") { id } }')
    ]

    assert got.headers["cache-control"] == "public, max-age=5, stale-while-revalidate=60"
    assert {"Accept", "Accept-Encoding"} <= set(got.headers["vary"].split(", "))
    assert [each.headers["cache-control"] for each in (posted, *wrong)] == ["no-store"] * 3
    assert not any("etag" in each.headers for each in wrong)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "bad-request"),
        (b" ", "bad-request"),
        (b"null", "bad-request"),
        (b"1", "bad-request"),
        (b'"x"', "bad-request"),
        (b"[]", "batching-off"),
        (b' \n[{"query": "{ __typename }"}]', "batching-off"),
        (b"[" * 100_000, "batching-off"),
        (b'{"query":' * 20_000, "too-deep"),
        (b'{"query": "{ __typename }", "variables": {"x":' + b"[" * 100_000, "too-deep"),
        (b"{}", "bad-request"),
        (b'{"query": null}', "bad-request"),
        (b'{"query": ["{ __typename }"]}', "bad-request"),
        (b'{"query": "{ __typename }", "variables": []}', "bad-request"),
        (b'{"query": "{ __typename }", "variables": "{}"}', "bad-request"),
        (b'{"query": "{ __typename }", "operationName": 1}', "bad-request"),
        (b'{"query": "{ __typename }", "extensions": true}', "bad-request"),
        (b'{"query": "\xff"}', "bad-request"),
        (b'\xef\xbb\xbf{"query": "{ __typename }"}', "bad-request"),
        ('{"query": "{ __typename }"}'.encode("utf-16"), "bad-request"),
        (b'{"query": "{ __typename }", "operationName": "\\ud800"}', "bad-request"),
        (b'{"query": "{ __typename }", "variables": {"x": "\\uDC00"}}', "bad-request"),
        (b'{"query": "{ __typename }", "variables": {"x": NaN}}', "bad-request"),
        (b'{"query": "{ __typename }", "variables": {"x": 1e999}}', "bad-request"),
        (b'{"query": "{ __typename }"} x', "bad-request"),
        (b'{"query": "{ __typename }", "query": "{ nothing }"}', "given-twice"),
        (b'{"query": "{ __typename }", "qu\\u0065ry": "{ nothing }"}', "given-twice"),
        (b'{"query": "{ __typename }", "variables": {"n": 1, "n": 2}}', "given-twice"),
        (b'{"query": "{ __typename }", "variables": {"n" : 1, "\\u006e" : 2}}', "given-twice"),
        (b'{"query": "{ __typename }", "variables": {"w": [{"and": [{"n": null, "n": 2}]}]}}', "given-twice"),
        (b'{"query": "{ __typename }", "extensions": {"explain": true, "explain": false}}', "given-twice"),
        (b'{"query": "{ __typename }", "extensions": {"explain": "yes"}}', "bad-request"),
        (b'{"query": "{ __typename }", "extensions": {"citation": 1}}', "bad-request"),
        (b'{"query": "' + b"x" * LARGEST_BODY + b'"}', "body-too-large"),
    ],
)
async def test_what_is_no_request_is_refused_in_graphql_s_shape(
    client: httpx.AsyncClient, body: bytes, code: str
) -> None:
    reply = await client.post("/graphql", content=body, headers=AS_JSON)

    assert reply.status_code == (413 if code == "body-too-large" else 400)
    assert code_of(reply) == code
    assert len(reply.content) < 1_000
    assert reply.headers["cache-control"] == "no-store"


async def test_text_of_any_script_and_escaped_pairs_of_surrogates_are_no_mistake(client: httpx.AsyncClient) -> None:
    body = b'{"query": "query($t: String!) { search(text: $t) { totalCount } }", "variables": {"t": "\\ud83d\\ude00"}}'

    reply = await client.post("/graphql", content=body, headers=AS_JSON)

    assert (reply.status_code, "errors" in reply.json()) == (200, False)


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/json; charset=latin-1",
        "application/json; charset=utf-16",
        "application/graphql",
        "text/json",
        "application/jsonx",
        "application/json, text/plain",
    ],
)
async def test_what_does_not_come_as_json_in_utf_8_is_refused(client: httpx.AsyncClient, kind: str | None) -> None:
    headers = {} if kind is None else {"content-type": kind}

    reply = await client.post("/graphql", content=json.dumps(ASKED).encode(), headers=headers)

    assert (reply.status_code, code_of(reply)) == (415, "not-json")


@pytest.mark.parametrize("kind", ['application/json; charset="UTF-8"', "Application/JSON", "application/json;x=y"])
async def test_json_is_known_however_it_is_spelt(client: httpx.AsyncClient, kind: str) -> None:
    reply = await client.post("/graphql", content=json.dumps(ASKED).encode(), headers={"content-type": kind})

    assert reply.status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        {**ASKED, "extensions": {"persistedQuery": None, "explain": None, "citation": None, "others": {"explain": 1}}},
        {**ASKED, "variables": {"a": {"n": 1}, "b": {"n": 1}, "c": [{"n": 1}, {"n": 1}], "query": 'a "n": b'}},
        {**ASKED, "operationName": None, "variables": {"a": None}, "extensions": None},
        {"documentId": "Q35", "extensions": {"persistedQuery": None}},
    ],
)
async def test_what_is_null_is_as_if_it_were_not_there_and_names_may_stand_in_several_objects(
    client: httpx.AsyncClient, asked: Mapping[str, object]
) -> None:
    posted = await client.post("/graphql", json=asked)

    assert posted.status_code == 200
    assert "errors" not in posted.json()


@pytest.mark.parametrize("name", ["content-type", "content-encoding", "content-length"])
async def test_headers_that_say_two_things_are_refused(client: httpx.AsyncClient, name: str) -> None:
    headers = [("content-type", JSON), (name, "identity"), (name, "identity")]

    reply = await client.post("/graphql", content=json.dumps(ASKED).encode(), headers=headers)

    assert (reply.status_code, code_of(reply)) == (400, "given-twice")


async def test_compressed_bodies_and_announcements_of_too_much_are_refused_unread(client: httpx.AsyncClient) -> None:
    async def never() -> AsyncIterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    squeezed = await client.post("/graphql", content=never(), headers={**AS_JSON, "content-encoding": "gzip"})
    large = await client.post("/graphql", content=never(), headers={**AS_JSON, "content-length": "9" * 30})

    assert (squeezed.status_code, code_of(squeezed)) == (415, "not-json")
    assert (large.status_code, code_of(large)) == (413, "body-too-large")


async def test_a_body_in_pieces_is_put_together_no_further_than_allowed(client: httpx.AsyncClient) -> None:
    async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
        for part in parts:
            yield part

    whole = await client.post("/graphql", content=pieces(b'{"query": "{ __ty', b'pename }"}'), headers=AS_JSON)
    endless = await client.post("/graphql", content=pieces(*[b" " * 50_000] * 100), headers=AS_JSON)

    assert whole.json()["data"] == {"__typename": "Query"}
    assert (endless.status_code, code_of(endless)) == (413, "body-too-large")


@pytest.mark.parametrize(
    ("query_string", "code"),
    [
        ("", "bad-request"),
        ("query=", "bad-request"),
        ("query=%ff", "bad-request"),
        ("query=%7B__typename%7D&variables=%5B1%5D", "bad-request"),
        ("query=%7B__typename%7D&variables={", "bad-request"),
        ('query=%7B__typename%7D&variables={"x":"%5Cud800"}', "bad-request"),
        ("query=%7B__typename%7D&extensions=1", "bad-request"),
        ("query=%7B__typename%7D&query=%7B__typename%7D", "given-twice"),
        ('query=%7B__typename%7D&variables={"n":1,"n":2}', "given-twice"),
        ('query=%7B__typename%7D&extensions={"explain":"yes"}', "bad-request"),
        ("query=%7B__typename%7D" + "&a=1" * 30, "bad-request"),
        ("query=" + "a" * LARGEST_QUERY_STRING, "body-too-large"),
    ],
)
async def test_query_strings_that_say_nothing_are_refused(
    client: httpx.AsyncClient, query_string: str, code: str
) -> None:
    reply = await client.get(f"/graphql?{query_string}")

    assert reply.status_code == (414 if code == "body-too-large" else 400)
    assert code_of(reply) == code


async def test_clients_of_the_newer_media_type_see_refusals_in_the_status(client: httpx.AsyncClient) -> None:
    asked = {"query": "{ nothing }"}

    old = await client.post("/graphql", json=asked)
    new = await client.post("/graphql", json=asked, headers={"accept": GRAPHQL})

    assert (old.status_code, new.status_code) == (200, 400)
    assert new.headers["content-type"] == f"{GRAPHQL}; charset=utf-8"
    assert old.json()["errors"] == new.json()["errors"]
    assert "data" not in new.json()


@pytest.mark.parametrize("media", [JSON, GRAPHQL])
async def test_a_mutation_is_not_run_by_get(client: httpx.AsyncClient, media: str) -> None:
    reply = await client.get("/graphql", params={"query": "mutation { __typename }"}, headers={"accept": media})

    assert (reply.status_code, code_of(reply)) == (405, "only-queries")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW"])
async def test_other_methods_are_refused_with_those_that_are_not(client: httpx.AsyncClient, method: str) -> None:
    reply = await client.request(method, "/graphql", params=ASKED)

    assert (reply.status_code, code_of(reply)) == (405, "method-not-allowed")
    assert reply.headers["allow"] == "GET, HEAD, OPTIONS, POST"


async def test_options_are_told_and_heads_are_those_of_get(client: httpx.AsyncClient) -> None:
    options = await client.options("/graphql")
    head, got = await client.head("/graphql", params=ASKED), await client.get("/graphql", params=ASKED)

    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert (head.status_code, head.headers["etag"]) == (200, got.headers["etag"])
    assert head.headers["content-length"] == got.headers["content-length"]


async def test_a_browser_without_a_document_is_led_to_the_explorer(client: httpx.AsyncClient) -> None:
    browsing = await client.get("/graphql", headers=BROWSER)
    asking = await client.get("/graphql", params=ASKED, headers=BROWSER)
    program = await client.get("/graphql")
    explorer = await client.get(browsing.headers["location"])

    assert (browsing.status_code, explorer.status_code) == (303, 200)
    assert explorer.headers["content-type"].startswith("text/html")
    assert asking.json()["data"]["places"]["totalCount"] > 0
    assert (program.status_code, code_of(program)) == (400, "bad-request")


async def test_answers_tell_how_long_they_took(client: httpx.AsyncClient) -> None:
    reply = await client.post("/graphql", json=ASKED)

    told = dict(each.split(";dur=") for each in reply.headers["server-timing"].split(", "))
    assert list(told) == ["parse", "read", "total"]
    assert float(told["total"]) >= float(told["parse"]) + float(told["read"]) > 0


async def test_what_a_question_costs_is_told_to_who_asks_and_taken(catalogue: Catalogue) -> None:
    app = application(catalogue, settings=Settings(points_at_once=1_000, points_per_hour=3_600))
    asked = {"query": "{ places(first: 100) { totalCount nodes { id } } }", "extensions": {"explain": True}}
    async with serving(app, "192.0.2.1") as client:
        told = await client.post("/graphql", json=asked)
        wrong = await client.post("/graphql", json={"query": "{ nothing }"})
        shapeless = await client.post("/graphql", json=[])

    points = told.json()["extensions"]["cost"]["points"]
    assert points > 1
    assert told.headers["ratelimit"] == f'"points";r={1_000 - points};t={points}'
    assert wrong.headers["ratelimit"] == f'"points";r={1_000 - points - 1};t={points + 1}'
    assert shapeless.headers["ratelimit"] == f'"points";r={1_000 - points - 2};t={points + 2}'


async def test_a_dear_question_is_answered_once_with_little_left_and_paid_for_later(catalogue: Catalogue) -> None:
    app = application(catalogue, settings=Settings(points_at_once=2, points_per_hour=3_600))
    asked = {"query": "{ places(first: 100) { nodes { id name } } }"}
    async with serving(app, "192.0.2.1") as client:
        first, second = await client.post("/graphql", json=asked), await client.post("/graphql", json=ASKED)

    assert (first.status_code, first.headers["ratelimit"].split(";")[1]) == (200, "r=0")
    assert second.status_code == 429
    assert int(second.headers["retry-after"]) > 1


async def test_an_address_block_that_has_spent_its_points_waits_and_others_do_not(catalogue: Catalogue) -> None:
    app = application(catalogue, settings=Settings(points_at_once=3, points_per_hour=60))
    async with serving(app, "192.0.2.1") as one:
        paid = [await one.post("/graphql", json=CHEAP) for _ in range(3)]
        refused = await one.post("/graphql", json=CHEAP, headers={"x-forwarded-for": "198.51.100.7"})
        beside = await client_of(app, "192.0.2.200").post("/graphql", json=CHEAP)
        beyond = await client_of(app, "192.0.3.1").post("/graphql", json=CHEAP)

    assert [each.headers["ratelimit"] for each in paid] == [f'"points";r={2 - n};t={60 * (n + 1)}' for n in range(3)]
    assert paid[0].headers["ratelimit-policy"] == '"points";q=3;w=180;qu="points"'
    assert (refused.status_code, code_of(refused), refused.headers["retry-after"]) == (429, "rate-limited", "60")
    assert refused.json()["errors"][0]["extensions"]["retryAfterSeconds"] == 60
    assert refused.headers["ratelimit"] == '"points";r=0;t=60'
    assert [beside.status_code, beyond.status_code] == [429, 200]


async def test_only_a_proxy_that_was_named_tells_whom_it_asks_for(catalogue: Catalogue) -> None:
    settings = Settings(points_at_once=1, points_per_hour=60, proxies=("10.0.0.0/8",))
    app = application(catalogue, settings=settings)
    async with serving(app, "10.1.2.3") as proxy:
        forwarded = [
            await proxy.post("/graphql", json=CHEAP, headers={"x-forwarded-for": f"203.0.113.9, {address}"})
            for address in ("192.0.2.1", "192.0.2.2", "198.51.100.1")
        ]

    assert [each.status_code for each in forwarded] == [200, 429, 200]


async def test_the_owner_of_the_machine_pays_nothing_unless_a_budget_was_set(client: httpx.AsyncClient) -> None:
    reply = await client.post("/graphql", json=ASKED)

    assert "ratelimit" not in reply.headers


async def test_a_document_that_asks_too_much_leaves_a_hash_and_a_beginning_in_the_log(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    query = "{ " + " ".join(f"a{number}: __typename" for number in range(300)) + " }"

    reply = await client.post("/graphql", json={"query": query}, headers={"x-request-id": "mine"})

    [record] = [vars(each) for each in caplog.records]
    assert record["code"] == code_of(reply)
    assert record["request"] == "mine"
    assert record["query_digest"] == hashlib.sha256(query.encode()).hexdigest()
    assert (record["query_length"], record["query_start"]) == (len(query), query[:200])


async def test_a_failure_in_the_midst_of_an_answer_has_the_request_s_id(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store.open(tmp_path / "store")
    with closing(sqlite3.connect(store.folder / "catalogue.sqlite")) as connection, connection:
        connection.execute("drop table claim")

    async with serving(application(store.catalogue)) as client:
        reply = await client.post("/graphql", json={"query": "{ claims { nodes { id } } }"})
    store.close()

    [error] = reply.json()["errors"]
    assert error["extensions"] == {"code": "internal", "request": reply.headers["x-request-id"]}
    assert [vars(record)["request"] for record in caplog.records] == [reply.headers["x-request-id"]]


async def test_what_fails_on_our_side_is_found_in_the_log_under_the_id_that_the_caller_has(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store.open(tmp_path / "store")
    with closing(sqlite3.connect(store.folder / "catalogue.sqlite")) as connection, connection:
        connection.execute("drop table standing")

    async with serving(application(store.catalogue)) as client:
        reply = await client.post("/graphql", json=ASKED)
    store.close()

    name = reply.headers["x-request-id"]
    assert (reply.status_code, code_of(reply)) == (500, "internal")
    assert name in reply.json()["errors"][0]["message"]
    assert "standing" not in reply.text
    assert [vars(record)["request"] for record in caplog.records] == [name]
