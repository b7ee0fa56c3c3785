"""Documents asked by name: Apollo's protocol, the proposal for GraphQL over HTTP, Relay's words, and trust."""

import json
from collections.abc import Mapping
from hashlib import sha256

import httpx
import pytest
from tests.platform.server.clients import code_of, serving

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.questions import by_id
from watchgraph_server.asgi import application
from watchgraph_server.persisted import Documents, Learnt

QUERY = "query Some($n: Int = 2) { claims(first: $n) { nodes { id } } }"


def hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def persisted(text: str, version: int = 1) -> Mapping[str, object]:
    return {"persistedQuery": {"version": version, "sha256Hash": hash_of(text)}}


async def test_a_hash_that_nobody_taught_is_answered_with_the_protocol_s_signal(client: httpx.AsyncClient) -> None:
    posted = await client.post("/graphql", json={"extensions": persisted(QUERY)})
    got = await client.get("/graphql", params={"extensions": json.dumps(persisted(QUERY))})

    for reply in (posted, got):
        assert reply.status_code == 200
        assert reply.headers["cache-control"] == "no-store"
        assert reply.json()["errors"] == [
            {"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}
        ]


async def test_a_document_that_came_once_with_its_hash_is_known_by_it(client: httpx.AsyncClient) -> None:
    taught = await client.post("/graphql", json={"query": QUERY, "extensions": persisted(QUERY)})

    posted = await client.post("/graphql", json={"extensions": persisted(QUERY)})
    got = await client.get("/graphql", params={"extensions": json.dumps(persisted(QUERY)), "variables": '{"n": 1}'})
    named = await client.get("/graphql", params={"documentId": f"sha256:{hash_of(QUERY)}"})

    assert taught.json()["data"] == posted.json()["data"] == named.json()["data"]
    assert len(got.json()["data"]["claims"]["nodes"]) == 1
    assert "max-age" in got.headers["cache-control"]


async def test_a_document_with_the_hash_of_another_teaches_nothing(client: httpx.AsyncClient) -> None:
    lied = await client.post("/graphql", json={"query": "{ __typename }", "extensions": persisted(QUERY)})

    asked = await client.post("/graphql", json={"extensions": persisted(QUERY)})

    assert (lied.status_code, code_of(lied)) == (400, "wrong-hash")
    assert code_of(asked) == "PERSISTED_QUERY_NOT_FOUND"


async def test_a_document_that_is_not_understood_is_not_remembered(client: httpx.AsyncClient) -> None:
    wrong = "{ nothing }"

    refused = await client.post("/graphql", json={"query": wrong, "extensions": persisted(wrong)})
    asked = await client.post("/graphql", json={"extensions": persisted(wrong)})

    assert code_of(refused) == "bad-document"
    assert code_of(asked) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize(
    "extensions",
    [
        {"persistedQuery": 1},
        {"persistedQuery": {"version": 1}},
        {"persistedQuery": {"version": 2, "sha256Hash": "0" * 64}},
        {"persistedQuery": {"version": 1, "sha256Hash": 0}},
    ],
)
async def test_another_shape_or_version_of_the_protocol_is_refused(
    client: httpx.AsyncClient, extensions: Mapping[str, object]
) -> None:
    reply = await client.post("/graphql", json={"extensions": extensions})

    assert (reply.status_code, code_of(reply)) == (400, "bad-request")
    assert "persistedQuery" in reply.json()["errors"][0]["message"]


@pytest.mark.parametrize("name", ["documentId", "id", "doc_id"])
async def test_a_question_of_the_catalogue_is_known_by_id_and_by_hash(client: httpx.AsyncClient, name: str) -> None:
    question = by_id()["Q35"]

    asked = [
        await client.post("/graphql", json={name: given, "variables": {"on": "2019-06-01"}})
        for given in ("Q35", question.hash, f"sha256:{question.hash}")
    ]

    assert asked[0].json()["data"]["bansInForce"]["nodes"]
    assert [each.json() for each in asked] == [asked[0].json()] * 3


async def test_an_unknown_name_and_a_name_beside_a_document_are_refused(client: httpx.AsyncClient) -> None:
    unknown = await client.post("/graphql", json={"documentId": "../../etc/passwd"})
    both = await client.post("/graphql", json={"documentId": "Q35", "query": QUERY})

    assert (unknown.status_code, code_of(unknown)) == (404, "unknown-document")
    assert (both.status_code, code_of(both)) == (400, "bad-request")


@pytest.mark.parametrize(
    "asked",
    [
        {"documentId": "Q34", "id": "Q35"},
        {"doc_id": "Q35", "id": "Q34"},
        {"documentId": "Q35", "extensions": persisted(by_id()["Q34"].text)},
        {"id": "Q35", "documentId": f"sha256:{by_id()['Q34'].hash}"},
    ],
)
async def test_names_of_different_documents_are_refused(client: httpx.AsyncClient, asked: dict[str, object]) -> None:
    posted = await client.post("/graphql", json=asked)
    got = await client.get(
        "/graphql", params={name: each if isinstance(each, str) else json.dumps(each) for name, each in asked.items()}
    )

    assert (posted.status_code, code_of(posted)) == (got.status_code, code_of(got)) == (400, "given-twice")


async def test_several_names_of_one_document_are_one(client: httpx.AsyncClient) -> None:
    question = by_id()["Q35"]
    names = {"documentId": f"sha256:{question.hash}", "id": "Q35", "doc_id": question.hash}

    reply = await client.post("/graphql", json={**names, "extensions": persisted(question.text)})

    assert reply.json()["data"]["bansInForce"]


async def test_trusted_documents_are_known_by_their_names_and_others_still_answered(catalogue: Catalogue) -> None:
    documents = Documents({"Some": QUERY})

    async with serving(application(catalogue, documents=documents)) as client:
        named = await client.post("/graphql", json={"id": "Some", "variables": {"n": 1}})
        hashed = await client.get("/graphql", params={"extensions": json.dumps(persisted(QUERY))})
        other = await client.post("/graphql", json={"query": "{ __typename }"})

    assert len(named.json()["data"]["claims"]["nodes"]) == 1
    assert hashed.json()["data"]["claims"]["nodes"]
    assert other.status_code == 200


async def test_where_only_trusted_documents_are_answered_no_other_is(catalogue: Catalogue) -> None:
    documents = Documents({"Some": QUERY}, only=True)
    other = "{ __typename }"

    async with serving(application(catalogue, documents=documents)) as client:
        refused = await client.post("/graphql", json={"query": other})
        taught = await client.post("/graphql", json={"query": other, "extensions": persisted(other)})
        whole = await client.post("/graphql", json={"query": QUERY})
        question = await client.get("/q/Q35")
        catalogued = await client.get("/q")

    assert [(each.status_code, code_of(each)) for each in (refused, taught)] == [(403, "untrusted-document")] * 2
    assert whole.status_code == question.status_code == catalogued.status_code == 200


async def test_a_document_by_name_passes_the_same_limits_as_any_other(catalogue: Catalogue) -> None:
    deep = "{ claims { nodes " + "{ rivals { nodes { claim " * 10 + "{ id }" + " } } }" * 10 + " } }"

    async with serving(application(catalogue, documents=Documents({"Deep": deep}))) as client:
        named = await client.post("/graphql", json={"id": "Deep"})
        sent = await client.post("/graphql", json={"query": deep})

    assert code_of(named) == code_of(sent) == "too-deep"


def test_what_was_learnt_is_bounded_and_the_longest_unused_goes_first() -> None:
    learnt = Learnt(most=3, characters=100)
    texts = [f"{{ a{number} }}" for number in range(3)]
    for text in texts:
        learnt.keep(text)
    assert learnt.get(hash_of(texts[0])) == texts[0]

    learnt.keep("{ more }")
    learnt.keep("x" * 90)

    assert learnt.get(hash_of(texts[1])) is None
    assert learnt.get(hash_of("x" * 90)) == "x" * 90
    assert sum(learnt.get(hash_of(text)) is not None for text in [*texts, "{ more }"]) == 1
