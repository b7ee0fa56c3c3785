"""The parts of `tests/benchmarks/peers` that can be tested without any peer."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.benchmarks.peers.goals import findings
from tests.benchmarks.peers.loads import Load
from tests.benchmarks.peers.our_stores import store
from tests.benchmarks.peers.peer_stores import sqlite_file
from tests.benchmarks.peers.questions import QUESTIONS, Question
from tests.benchmarks.peers.reports import report
from tests.benchmarks.peers.results import Comparison, Plan, Series
from tests.benchmarks.peers.servers import PEERS, Name
from tests.benchmarks.peers.worlds import World

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema import answers, requests

WORLD = World(60)
SMALL = {question.name: question for question in QUESTIONS}


def test_the_world_is_the_same_each_time() -> None:
    world = World(60)

    once, again = list(world.every_claim()), list(world.every_claim())

    assert once == again
    assert [claim.number for claim in once] == list(range(len(once)))


def test_a_deployment_has_no_more_claims_than_the_list_asks_for() -> None:
    loans = Counter(loan.deployment for loan in WORLD.every_loan())

    said = Counter(claim.deployment for claim in WORLD.every_claim() if claim.deployment is not None)

    assert set(said) == set(range(60))
    assert max(said[number] + loans[number] for number in said) <= 5


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small world in a store of ours and in a file of plain tables."""
    made = tmp_path_factory.mktemp("peers")
    store(WORLD, made)
    sqlite_file(WORLD, made)
    return made


@pytest.fixture(scope="module")
def catalogue(folder: Path) -> Iterator[Catalogue]:
    with closing(Catalogue.open(folder / "store")) as opened:
        yield opened


PLAIN = {
    "point": "select url from claim join evidence on claim_id = claim.id join source on source.id = source_id"
    " where claim.id = :claim",
    "list": "select url from (select id from deployment where status = :status and cameras >= :cameras) as one"
    " join claim on deployment_id = one.id join evidence on claim_id = claim.id join source on source.id = source_id",
    "hops": "select amount from deployment join loan on deployment_id = deployment.id where city_id = :city",
    "stored": "select cities from vendor_reach order by cities desc limit 20",
    "counted": "select cities from vendor_reach_counted order by cities desc limit 20",
}


@pytest.mark.parametrize(("name", "times"), [("point", 5), ("list", 5), ("hops", 60), ("stored", 1), ("counted", 2)])
def test_our_store_and_plain_tables_tell_the_same(name: str, times: int, folder: Path, catalogue: Catalogue) -> None:
    question = SMALL[name]
    variants = list(question.variants(WORLD))[:times]

    ours = [question.told(Name.OURS, _answered(catalogue, question, variant.ours)) for variant in variants]

    with closing(sqlite3.connect(folder / "world.sqlite")) as plain:
        theirs = [[str(cell) for (cell,) in plain.execute(PLAIN[name], variant.peers)] for variant in variants]
    assert ours == [sorted(each) for each in theirs]
    assert any(ours)


def _answered(catalogue: Catalogue, question: Question, variables: object) -> object:
    assert isinstance(variables, dict)
    query = question.document(Name.OURS)
    body = answers.answer(catalogue, requests.Question(query=query, variables=variables)).body
    assert "errors" not in body, body
    return body


@pytest.mark.parametrize("server", [Name.OURS, *PEERS])
def test_every_server_is_asked_every_question_in_its_words(server: Name) -> None:
    bodies = {name: question.bodies(server, WORLD) for name, question in SMALL.items()}

    assert all(bodies.values())
    assert all(b"\n" not in body and json.loads(body)["query"] for each in bodies.values() for body in each)


def test_a_goal_is_met_by_the_median_of_the_visits() -> None:
    quick, slow = _series("list", Name.OURS, 300, 250, 10), _series("list", Name.POSTGRAPHILE, 100, 100, 100)

    found = findings(_comparison(quick, slow))

    assert {finding.what.partition(":")[2].strip(): (finding.measured, finding.met) for finding in found} == {
        "answers a second / PostGraphile's": (2.5, True),
        "p99 / p50": (2.0, True),
        "": (100, True),
    }


def test_no_goal_is_held_against_a_server_that_gave_no_answer() -> None:
    quick, silent = _series("list", Name.OURS, 300), _series("list", Name.DATASETTE, 0)

    found = findings(_comparison(quick, silent))

    assert not [finding for finding in found if "datasette" in finding.what]


def test_the_report_names_every_server_and_every_goal() -> None:
    comparison = _comparison(_series("list", Name.OURS, 300), _series("list", Name.POSTGRAPHILE, 100))

    page = report(comparison)

    assert "| **watchgraph** | 300 |" in page
    assert "| PostGraphile | 100 |" in page
    assert "3 of 3 goals met" in page


def _series(question: str, server: Name, *answers_a_second: int) -> Series:
    visits = [Load(answers=each, seconds=1, p50=1.0, p99=2.0, failed=0) for each in answers_a_second]
    return Series(question=SMALL[question], server=server, visits=visits)


def _comparison(*series: Series) -> Comparison:
    plan = Plan(world=WORLD, rounds=1, seconds=1, peers=PEERS, questions=("list",))
    return Comparison(plan=plan, busy=0.0, series=series, memory={Name.OURS: 100.0})
