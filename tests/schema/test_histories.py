"""The history of a claim: what was done with it, and the imports by which its publisher says it no longer."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.histories import History
from tests.schema.compiling.both_ways import asked_both_ways
from tests.stores import Store

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema import answers
from watchgraph_schema.requests import Question

ASKED = """{
  claims(where: {dataset: "register"}, first: 100) {
    nodes { id state history { totalCount nodes { id topic position commit } } }
  }
}"""
IMPORTED = "dataset.import-completed"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """That of a register of which editions came in any order."""
    folder: Path = tmp_path_factory.mktemp("editions")
    history = History(folder, 5)
    history.begin()
    for _ in range(120):
        history.act()
    store = Store.open(folder)
    store.catch_up()
    yield store.catalogue
    store.close()


def test_an_import_that_superseded_a_claim_is_in_its_history_and_is_found_by_its_id(catalogue: Catalogue) -> None:
    found, executed = asked_both_ways(catalogue, ASKED)

    assert json.dumps(found.body) == json.dumps(executed.body)
    imports = 0
    for claim in found.body["data"]["claims"]["nodes"]:  # type: ignore[index]  # as asked
        acts = claim["history"]["nodes"]
        assert claim["history"]["totalCount"] == len(acts)
        assert [each["position"] for each in acts] == sorted(each["position"] for each in acts)
        for act in (each for each in acts if each["topic"] == IMPORTED):
            imports += 1
            before, after = (state_at(catalogue, claim["id"], act["commit"] - less) for less in (1, 0))
            assert (before == "SUPERSEDED") is not (after == "SUPERSEDED")
            assert topic_of(catalogue, act["id"]) == IMPORTED
    assert imports > 0


def test_an_earlier_moment_knows_no_later_import(catalogue: Catalogue) -> None:
    asked = """query ($at: AsOf) {
        claims(where: {dataset: "register"}, asOf: $at, first: 100) { nodes { history { nodes { commit } } } } }"""
    half = catalogue.standing().position // 2

    found, executed = asked_both_ways(catalogue, asked, {"at": {"recordedAt": str(half)}})

    assert json.dumps(found.body) == json.dumps(executed.body)
    claims = found.body["data"]["claims"]["nodes"]  # type: ignore[index]  # as asked
    assert claims
    assert all(act["commit"] <= half for claim in claims for act in claim["history"]["nodes"])


def state_at(catalogue: Catalogue, claim: str, position: int) -> object:
    query = "query ($id: ID!, $at: AsOf) { claim(id: $id, asOf: $at) { state } }"
    values = {"id": claim, "at": {"recordedAt": str(position)}}
    found = answers.answer(catalogue, Question(query=query, variables=values))
    return found.body["data"]["claim"]["state"]  # type: ignore[index]  # as asked


def topic_of(catalogue: Catalogue, event: str) -> object:
    query = "query ($id: ID!) { node(id: $id) { ... on Event { topic } } }"
    found = answers.answer(catalogue, Question(query=query, variables={"id": event}))
    return found.body["data"]["node"]["topic"]  # type: ignore[index]  # as asked
