"""Answers at addresses of their own: the questions of the catalogue, and what was cited."""

import re
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import httpx
import pytest
from tests.platform.server.clients import code_of, serving

from watchgraph.settings import Settings
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.questions import by_id, documents
from watchgraph_server.asgi import application

SITE = "https://watchgraph.example"
ASKED = "query Some($n: Int!) { claims(first: $n) { nodes { id } } }"
WHOLE = "position=1&day=2026-01-01&rules=certain-possible/6&answer=0123456789abcdef"
CITED = {"query": ASKED, "variables": {"n": 2}, "extensions": {"citation": True}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, reference_folder: Path) -> Path:
    """A store of the reference data whose answers may be cited."""
    return copytree(reference_folder, tmp_path_factory.mktemp("cited") / "store")


@pytest.fixture
async def client(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    catalogue = Catalogue.open(folder)
    async with serving(application(catalogue, settings=Settings(site=SITE))) as opened:
        yield opened
    catalogue.close()


def link_of(reply: httpx.Response) -> str:
    """The link in an answer, on the server of the test."""
    url: str = reply.json()["extensions"]["citation"]["url"]
    return url.removeprefix(SITE)


async def test_the_catalogue_is_listed_with_all_that_is_needed_to_ask(client: httpx.AsyncClient) -> None:
    reply = await client.get("/q")

    nodes = reply.json()["data"]["savedQueries"]["nodes"]
    assert [each["id"] for each in nodes] == [each.id for each in documents()]
    assert nodes[1]["address"] == "/q/Q02"
    assert nodes[1]["hash"] == sha256(by_id()["Q02"].text.encode()).hexdigest()


async def test_a_question_is_answered_with_its_defaults_and_as_its_address_says(client: httpx.AsyncClient) -> None:
    usual = await client.get("/q/Q35")
    earlier = await client.get("/q/q35", params={"on": "2019-04-30"})
    same = await client.get("/q/Q35", params={"variables": '{"on": "2019-04-30"}'})

    assert len(usual.json()["data"]["bansInForce"]["nodes"]) == 6
    assert earlier.json()["data"]["bansInForce"]["nodes"] == []
    assert same.json() == earlier.json()


async def test_a_question_s_answer_is_that_of_its_document(client: httpx.AsyncClient) -> None:
    answered = await client.get("/q/Q33")
    asked = await client.post("/graphql", json={"query": by_id()["Q33"].text})

    assert answered.json()["data"] == asked.json()["data"]


async def test_an_answer_of_the_catalogue_may_be_kept_and_is_known_again(client: httpx.AsyncClient) -> None:
    first = await client.get("/q/Q35")
    again = await client.get("/q/Q35", headers={"if-none-match": first.headers["etag"]})
    head = await client.head("/q/Q35")

    assert "max-age" in first.headers["cache-control"]
    assert (again.status_code, again.content) == (304, b"")
    assert head.status_code == 200
    assert head.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/q?x=1", 400, "unknown-parameter"),
        ("/q/Q99", 404, "unknown-document"),
        ("/q/Q35?om=2020", 400, "unknown-parameter"),
        ("/q/Q35?on=2020&on=2021", 400, "bad-parameter"),
        ("/q/Q35?variables=1", 400, "bad-parameter"),
        ("/q/Q02?receipts=many", 400, "bad-parameter"),
        ("/q/Q02?receipts=%ff", 400, "bad-request"),
        ("/q/Q02?" + "&".join(f"a{number}=1" for number in range(100)), 400, "bad-request"),
        ("/cite/Q02?position=1&day=2026-01-01", 400, "bad-citation"),
        (f"/cite/{'0' * 64}?{WHOLE}", 404, "unknown-document"),
        (f"/cite/{'0' * 64}?position=1&day=2026-01-01", 400, "bad-citation"),
        ("/cite/" + "0" * 64, 400, "bad-citation"),
        (f"/cite/{'0' * 64}/bibtex?{WHOLE}", 404, "unknown-document"),
        (f"/cite/{'0' * 64}/bibtex?position=1&day=2026-01-01", 400, "bad-citation"),
        (f"/cite/{'0' * 64}/mla?{WHOLE}", 404, "not-served"),
    ],
)
async def test_an_address_that_says_nothing_is_refused(
    client: httpx.AsyncClient, address: str, status: int, code: str
) -> None:
    reply = await client.get(address)

    assert (reply.status_code, code_of(reply)) == (status, code)
    assert reply.headers["cache-control"] == "no-store"


async def test_a_value_that_the_question_itself_refuses_is_refused_there(client: httpx.AsyncClient) -> None:
    reply = await client.get("/q/Q35", params={"on": "someday"})

    assert reply.status_code == 400
    assert reply.headers["cache-control"] == "no-store"
    assert {error["extensions"]["code"] for error in reply.json()["errors"]} == {"bad-valid-at"}


async def test_an_address_of_answers_takes_get_only(client: httpx.AsyncClient) -> None:
    reply = await client.post("/q/Q35", json={})

    assert (reply.status_code, code_of(reply)) == (405, "method-not-allowed")
    assert reply.headers["allow"] == "GET, HEAD, OPTIONS"


async def test_an_answer_is_cited_where_that_is_asked_and_its_link_answers_the_same(client: httpx.AsyncClient) -> None:
    plain = await client.post("/graphql", json={**CITED, "extensions": {}})
    cited = await client.post("/graphql", json=CITED)

    followed = await client.get(link_of(cited))

    assert "citation" not in plain.json()["extensions"]
    assert followed.json()["data"] == cited.json()["data"] == plain.json()["data"]
    assert followed.json()["extensions"] == cited.json()["extensions"]


async def test_every_answer_of_the_catalogue_is_cited(client: httpx.AsyncClient) -> None:
    answered = await client.get("/q/Q35", params={"on": "2019-06-01"})

    followed = await client.get(link_of(answered))

    assert followed.json() == answered.json()
    assert followed.headers["etag"].startswith('W/"fixed-')
    assert not answered.headers["etag"].startswith('W/"fixed-')


async def test_a_citation_without_variables_is_a_sentence_with_its_stop(client: httpx.AsyncClient) -> None:
    cited = await client.post("/graphql", json={"query": "{ __typename }", "extensions": {"citation": True}})

    written = cited.json()["extensions"]["citation"]["text"]
    assert re.match(r"Watchgraph\. “Answer to a question \([0-9a-f]{12}\)”\. As of ", written)


async def test_a_citation_is_written_for_people_and_for_their_programs(client: httpx.AsyncClient) -> None:
    answered = await client.get("/q/Q35", params={"on": "2019-06-01"})
    url = answered.json()["extensions"]["citation"]["url"]
    address, _, query = link_of(answered).partition("?")

    text, csl, bibtex = [await client.get(f"{address}/{form}?{query}") for form in ("text", "csl", "bibtex")]

    title = "Which bans were in force on a date, and which were weakened later?"
    assert text.text.startswith(f"Watchgraph. “{title}” (on = 2019-06-01). As of ")
    assert text.text.endswith(url)
    (item,) = csl.json()
    assert (item["type"], item["URL"]) == ("dataset", url)
    assert item["title"] == f"{title} (on = 2019-06-01)"
    assert bibtex.text.startswith("@misc{watchgraph-")
    assert f"url = {{{url}}}" in bibtex.text
    assert [each.headers["content-type"].split(";")[0] for each in (text, csl, bibtex)] == [
        "text/plain",
        "application/vnd.citationstyles.csl+json",
        "application/x-bibtex",
    ]


async def test_a_citation_in_a_form_is_paid_for_and_may_be_kept_for_a_day(client: httpx.AsyncClient) -> None:
    cited = await client.post("/graphql", json=CITED)
    address, _, query = link_of(cited).partition("?")

    text = await client.get(f"{address}/text?{query}")
    again = await client.get(f"{address}/text?{query}", headers={"if-none-match": text.headers["etag"]})
    forged = await client.get(f"{address}/text?{query[:-1]}x", headers={"if-none-match": text.headers["etag"]})

    assert "max-age=86400" in text.headers["cache-control"]
    assert "parse;dur=" in text.headers["server-timing"]
    assert again.status_code == 304
    assert (forged.status_code, code_of(forged)) == (400, "bad-citation")
