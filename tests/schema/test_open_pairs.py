"""A number names the pairs that it may count twice, with the judgements that leave it open."""

from collections.abc import Callable, Iterator
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from tests.stores import Store

from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.identifiers import judgement_id
from watchgraph.log import Actor, NewEvent
from watchgraph_importers.registry import import_named
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import answer, executed
from watchgraph_schema.requests import Answer, Question

EDITOR = Actor(id="tests", role="EDITOR", channel="LOCAL")
PAIR = "openPairs { totalCount nodes { id basis left { id name } right { id name } } }"
STEPS = f"steps {{ doubt added figure {{ value }} entities {{ nodes {{ id }} }} {PAIR} }}"
NUMBERS = f"numbers {{ certain {{ figure {{ value }} }} possible {{ figure {{ value }} {STEPS} }} }}"
DEPLOYED = 'aggregate(of: "Deployment", where: [{ predicate: "deployedIn" }], groupBy: { predicate: "deployedIn" })'
NAMES = ("city cameras of Belgrade", "camera trial in Belgrade")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The reference data, of which two deployments in Belgrade may be one."""
    store = Store.open(tmp_path_factory.mktemp("open"))
    import_named("reference", [], store.imports, EDITOR)
    store.catch_up()
    left, right = sorted(ids(store.catalogue), key=str)
    body = JudgementRecorded(left=left, right=right, verdict="UNSURE", basis="both are in Belgrade")
    store.log.append([NewEvent(judgement_id(left, right), 1, body)], uuid4(), EDITOR, digest="open")
    store.catch_up()
    yield store
    store.close()


def ids(catalogue: Catalogue) -> list[UUID]:
    """The two deployments."""
    with catalogue.connect() as connection:
        found = connection.scalars(select(tables.entity.c.id).where(tables.entity.c.label.in_(NAMES)))
        return [UUID(each) for each in found]


@pytest.mark.parametrize("run", [answer, executed])
def test_what_may_be_one_is_a_step_with_its_pair(store: Store, run: Callable[[Catalogue, Question], Answer]) -> None:
    query = f"{{ {DEPLOYED} {{ {NUMBERS} groups {{ nodes {{ label {NUMBERS} }} }} }} }}"

    found = told(run(store.catalogue, Question(query=query)))["aggregate"]

    left, right = sorted(map(str, ids(store.catalogue)))
    belgrade = next(each for each in found["groups"]["nodes"] if each["label"] == "Belgrade")
    assert certain_and_possible(found) == ("10", "11")
    assert certain_and_possible(belgrade) == ("1", "2")
    for each in (found, belgrade):
        (step,) = each["numbers"][0]["possible"]["steps"]
        assert (step["doubt"], step["added"]) == ("MAY_BE_ONE", 1)
        assert step["entities"]["nodes"][0]["id"] in {left, right}
        (pair,) = step["openPairs"]["nodes"]
        assert pair["basis"] == "both are in Belgrade"
        assert {pair["left"]["id"], pair["right"]["id"]} == {left, right}
        assert {pair["left"]["name"], pair["right"]["name"]} == set(NAMES)


def told(found: Answer) -> dict[str, Any]:
    """The data of an answer without errors."""
    assert "errors" not in found.body
    return cast("dict[str, Any]", found.body["data"])


def certain_and_possible(found: dict[str, Any]) -> tuple[str, str]:
    """The figures of the one number."""
    (number,) = found["numbers"]
    return number["certain"]["figure"]["value"], number["possible"]["figure"]["value"]


@pytest.mark.parametrize("run", [answer, executed])
def test_the_judgement_leads_to_all_that_is_known_of_it(
    store: Store, run: Callable[[Catalogue, Question], Answer]
) -> None:
    judgement = str(judgement_id(*sorted(ids(store.catalogue), key=str)))
    query = f'{{ node(id: "{judgement}") {{ ... on Judgement {{ verdict basis }} }} }}'

    assert told(run(store.catalogue, Question(query=query))) == {
        "node": {"verdict": "UNSURE", "basis": "both are in Belgrade"}
    }


@pytest.mark.parametrize("run", [answer, executed])
def test_another_doubt_has_no_pair(store: Store, run: Callable[[Catalogue, Question], Answer]) -> None:
    query = f'{{ aggregate(of: "Deployment", where: [{{ predicate: "usesTechnology" }}]) {{ {NUMBERS} }} }}'

    found = told(run(store.catalogue, Question(query=query)))["aggregate"]

    steps = found["numbers"][0]["possible"]["steps"]

    others = [each["openPairs"]["totalCount"] for each in steps if each["doubt"] != "MAY_BE_ONE"]
    assert others
    assert set(others) == {0}


@pytest.mark.parametrize("run", [answer, executed])
def test_before_it_was_judged_nothing_was_open(store: Store, run: Callable[[Catalogue, Question], Answer]) -> None:
    before = store.log.head() - 1
    query = DEPLOYED.replace(", groupBy", f', asOf: {{ recordedAt: "{before}" }}, groupBy')

    found = told(run(store.catalogue, Question(query=f"{{ {query} {{ {NUMBERS} }} }}")))["aggregate"]

    assert certain_and_possible(found) == ("11", "11")
