"""Coverage: what was searched or imported, and what is missing, told from what was looked for and not found."""

import re
from pathlib import Path
from shutil import copytree
from uuid import UUID

import pytest
from tests.schema.replies import Ask, asking
from tests.stores import Store

from watchgraph.domain.identifiers import country_id
from watchgraph.ledger.files import apply


def test_a_data_set_says_how_much_of_it_is_here(ask: Ask) -> None:
    reply = ask(
        '{ coverage(dataset: "watchgraph-reference") { editions { totalCount nodes { edition declared here '
        "partial covers rows { outcome rows } } } "
        "predicates(first: 100) { nodes { predicate { name } dataset claimCount } } } }"
    )

    assert reply.number("coverage.editions.totalCount") == 1
    assert reply.at("coverage.editions.nodes.0.declared") is None
    assert reply.number("coverage.editions.nodes.0.here") > 400
    assert reply.at("coverage.editions.nodes.0.partial") is False
    assert "publishedCount" in reply.all("coverage.editions.nodes.0.covers.*")
    assert set(reply.all("coverage.predicates.nodes.*.dataset")) == {"watchgraph-reference"}


def test_an_edition_that_was_looked_through_is_not_looked_through_again(ask: Ask) -> None:
    asked = '{ coverage(dataset: "watchgraph-reference") { %s } }'

    first = ask(asked % "missing { lack }").statements + ask(asked % "editions { nodes { partial } }").statements
    later = ask(asked % "editions { nodes { here } }")

    assert later.number("coverage.editions.nodes.0.here") > 400
    assert sum(map(_looks_through, first)) <= 1
    assert not any(map(_looks_through, later.statements))


def _looks_through(statement: str) -> bool:
    return re.search(r"DISTINCT claim\w*\.record\b", statement) is not None


def test_a_place_has_what_is_said_of_it_and_a_topic_narrows_that(ask: Ask) -> None:
    place = country_id("MU")

    reply = ask(
        f'{{ all: coverage(place: "{place}") {{ place {{ name }} predicates {{ nodes {{ predicate {{ name }} }} }} }} '
        f'finance: coverage(place: "{place}", topic: "FINANCE") '
        "{ predicates { nodes { predicate { family } } } } }"
    )

    assert reply.at("all.place.name") == "Mauritius"
    assert {"deployedIn", "recipient"} <= set(reply.all("all.predicates.nodes.*.predicate.name"))
    assert set(reply.all("finance.predicates.nodes.*.predicate.family")) == {"FINANCE"}


def test_a_country_has_what_is_said_of_the_cities_within_it(ask: Ask) -> None:
    city = ask('{ places(where: {name: {eq: "Belgrade"}}) { nodes { id } } }').at("places.nodes.0.id")
    said = "{ predicates { nodes { predicate { name } claimCount } } }"

    reply = ask(
        f'{{ city: coverage(place: "{city}", topic: "deployedIn") {said} '
        f'country: coverage(place: "{country_id("RS")}", topic: "deployedIn") {said} }}'
    )

    assert reply.all("city.predicates.nodes.*.predicate.name") == ["deployedIn"]
    assert reply.at("country") == reply.at("city")


def test_that_nobody_searched_is_said(ask: Ask) -> None:
    reply = ask(f'{{ coverage(place: "{country_id("KE")}") {{ searches {{ totalCount }} missing {{ lack text }} }} }}')

    assert reply.number("coverage.searches.totalCount") == 0
    assert reply.all("coverage.missing.*.lack") == ["NOT_STATED"]


def test_a_declared_search_is_listed_with_what_it_looked_for(reference_folder: Path, tmp_path: Path) -> None:
    kenya, ann = country_id("KE"), UUID(int=7)
    store = Store.open(copytree(reference_folder, tmp_path / "copy"))
    apply(
        store.log,
        [f'{{"do": "register-contributor", "contributor": "{ann}", "roles": ["CONTRIBUTOR"]}}'],
        contributor=None,
    )
    search = (
        f'{{"do": "declare-coverage", "place": "{kenya}", "topic": "loans for cameras", "databases": ["a register"], '
        '"languages": ["en"], "from_date": "2015", "to_date": "2020", "result": "NONE_FOUND"}'
    )
    apply(store.log, [search], contributor=ann)
    store.catch_up()

    reply = asking(store.catalogue)(
        f'{{ loans: coverage(place: "{kenya}", topic: "Loans") '
        "{ searches { nodes { topic result } } missing { lack } } "
        f'other: coverage(place: "{kenya}", topic: "ban") {{ searches {{ totalCount }} }} }}'
    )

    assert reply.at("loans.searches.nodes") == [{"topic": "loans for cameras", "result": "NONE_FOUND"}]
    assert reply.at("loans.missing") == []
    assert reply.number("other.searches.totalCount") == 0
    store.close()


def test_a_search_of_a_city_is_listed_for_its_country_but_is_none_of_all_of_it(
    reference_folder: Path, tmp_path: Path
) -> None:
    ann = UUID(int=7)
    store = Store.open(copytree(reference_folder, tmp_path / "copy"))
    ask = asking(store.catalogue)
    city = ask('{ places(where: {name: {eq: "Belgrade"}}) { nodes { id } } }').at("places.nodes.0.id")
    register = f'{{"do": "register-contributor", "contributor": "{ann}", "roles": ["CONTRIBUTOR"]}}'
    search = (
        f'{{"do": "declare-coverage", "place": "{city}", "topic": "loans for cameras", "databases": ["a register"], '
        '"languages": ["en"], "from_date": "2015", "to_date": "2020", "result": "NONE_FOUND"}'
    )
    apply(store.log, [register], contributor=None)
    apply(store.log, [search], contributor=ann)
    store.catch_up()

    reply = ask(
        f'{{ of_country: coverage(place: "{country_id("RS")}", topic: "loans") '
        "{ searches { nodes { topic } } missing { text } } }"
    )

    assert reply.all("of_country.searches.nodes.*.topic") == ["loans for cameras"]
    assert reply.all("of_country.missing.*.text") == [
        "nobody declared a search of all of it, only of places within it: that nothing is found says nothing"
    ]
    store.close()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ('dataset: "elsewhere"', "bad-argument"),
        ('topic: " "', "bad-argument"),
        ('topic: "LITIGATON"', "unknown-topic"),
        (f'place: "{UUID(int=7)}"', "unknown-id"),
        ('place: "Kenya"', "bad-id"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_code(ask: Ask, arguments: str, code: str) -> None:
    assert ask(f"{{ coverage({arguments}) {{ missing {{ text }} }} }}").codes == [code]


@pytest.mark.parametrize(("topic", "told"), [("LITIGATON", "LITIGATION"), ("baned", "banned"), ("xyzzy", "families")])
def test_a_topic_that_nothing_has_is_told_with_what_comes_near(ask: Ask, topic: str, told: str) -> None:
    reply = ask(f'{{ coverage(topic: "{topic}") {{ predicates {{ totalCount }} }} }}')

    assert reply.codes == ["unknown-topic"]
    assert told in str(reply.answer.body)


@pytest.mark.parametrize("topic", ["litigation", " LITIGATION ", "banned", "belt and road", "Belt and Road"])
def test_a_topic_may_be_written_in_either_case(ask: Ask, topic: str) -> None:
    reply = ask(f'{{ coverage(topic: "{topic}") {{ predicates {{ totalCount }} }} }}')

    assert reply.codes == []
