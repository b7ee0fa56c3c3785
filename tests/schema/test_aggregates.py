"""Numbers through the API, over the reference data as they ship."""

import json
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select
from tests.schema.asking import Answer, Ask, asking, reference

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema import aggregates
from watchgraph_schema.answers import answer, executed
from watchgraph_schema.requests import Answer as Given
from watchgraph_schema.requests import Question


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    with reference(tmp_path_factory.mktemp("numbers")) as made:
        yield made


@pytest.fixture(scope="module")
def ask(catalogue: Catalogue) -> Ask:
    return asking(catalogue)


@pytest.fixture(scope="module")
def named(catalogue: Catalogue) -> Callable[[str], str]:
    """The id of the entity with this name."""
    with catalogue.connect() as connection:
        rows = connection.execute(select(tables.entity.c.label, tables.entity.c.id).where(tables.entity.c.label != ""))
        ids = {row.label: row.id for row in rows}
    return lambda name: ids[name]


DEPLOYMENTS = 'of: "Deployment", where: [{ predicate: "usesTechnology" }]'


def test_a_number_is_a_pair_and_every_part_has_its_claims(ask: Ask) -> None:
    claims = "claims(first: 100) { totalCount nodes { ref predicate { name } } }"
    answer = ask(
        f"""{{ aggregate({DEPLOYMENTS}) {{
            numbers {{ unit basis
              certain {{ figure {{ value low high }} members carriedForward {{ count oldest }} {claims} }}
              possible {{ figure {{ value }} {claims} steps {{ doubt added figure {{ value }} {claims} }} }} }}
            excluded {{ reason text count {claims} }} planned overlapping withoutNumber definition
            rule {{ name text }} }} }}"""
    )

    number = ("aggregate", "numbers", 0)
    members = answer.at(*number, "certain", "members")
    assert answer.at(*number, "certain", "figure", "value") == str(members)
    assert answer.at(*number, "certain", "claims", "totalCount") != 0
    assert answer.at(*number, "possible", "steps", 0, "doubt") == "DISPUTED"
    assert answer.at(*number, "certain", "claims", "nodes", 0, "predicate", "name") == "usesTechnology"
    reasons = {each["reason"] for each in answer.listed("aggregate", "excluded") if isinstance(each, dict)}
    assert {"NEGATED", "PLANNED"} <= reasons
    assert answer.at("aggregate", "rule", "name") == "certain-possible/11"


def test_a_number_names_the_entities_that_it_is_made_of(ask: Ask) -> None:
    named = "entities(first: 100) { totalCount nodes { id __typename } }"
    answer = ask(
        f"""{{ aggregate({DEPLOYMENTS}, groupBy: {{predicate: "usesTechnology"}}) {{
            numbers {{ certain {{ members {named} }}
              possible {{ figure {{ value }} {named} steps {{ added {named} }} }} }}
            groups {{ nodes {{ numbers {{ certain {{ members {named} }} }} }} }} }} }}"""
    )

    number = ("aggregate", "numbers", 0)
    certain, possible = (answer.listed(*number, each, "entities", "nodes") for each in ("certain", "possible"))
    added = answer.listed(*number, "possible", "steps", 0, "entities", "nodes")
    assert answer.at(*number, "certain", "members") == len(certain) > 0
    assert answer.at(*number, "possible", "figure", "value") == str(len(possible))
    assert answer.at(*number, "possible", "steps", 0, "added") == len(added) > 0
    assert [each for each in possible if each not in added] == certain
    assert {each["__typename"] for each in possible if isinstance(each, dict)} == {"Deployment"}
    for group in range(len(answer.listed("aggregate", "groups", "nodes"))):
        of_group = ("aggregate", "groups", "nodes", group, "numbers", 0, "certain")
        assert answer.at(*of_group, "members") == answer.at(*of_group, "entities", "totalCount")


def test_the_denied_use_in_belgrade_is_left_out_by_name(ask: Ask) -> None:
    answer = ask(f"{{ aggregate({DEPLOYMENTS}) {{ excluded {{ reason claims {{ nodes {{ ref }} }} }} }} }}")

    excluded = answer.listed("aggregate", "excluded")
    assert {"reason": "NEGATED", "claims": {"nodes": [{"ref": "R08"}]}} in excluded


def test_groups_have_pages_and_cost_a_constant_number_of_statements(ask: Ask) -> None:
    question = 'aggregate(of: "Deployment", where: [{ predicate: "deployedIn" }], groupBy: { predicate: "deployedIn" })'
    group = "{ label entity { id name } numbers { certain { figure { value } claims { totalCount nodes { ref } } } } }"

    _, few, many = (
        ask(f"{{ {question} {{ groups(first: {first}) {{ totalCount pageInfo {{ endCursor }} nodes {group} }} }} }}")
        for first in (1, 2, 10)  # the first time the numbers are worked out
    )

    assert few.statements == many.statements
    cursor = few.at("aggregate", "groups", "pageInfo", "endCursor")
    rest = ask(f'{{ {question} {{ groups(after: "{cursor}") {{ nodes {group} }} }} }}')
    pages = few.listed("aggregate", "groups", "nodes") + rest.listed("aggregate", "groups", "nodes")
    assert pages[:10] == many.listed("aggregate", "groups", "nodes")


def test_plans_are_counted_apart_and_say_so(ask: Ask) -> None:
    largest = """{ numbers { unit certain { figure { value } claims { nodes { ref } } } } planned }"""
    answer = ask(
        f"""{{ planned: aggregate(of: "plannedCameras", measure: MAX) {largest}
               installed: aggregate(of: "installedCameras", measure: MAX) {largest} }}"""
    )

    assert answer.at("planned", "planned") is True
    assert answer.at("installed", "planned") is False
    stated = {"C015": "8000", "R01": "1000"}
    (claim,) = answer.listed("planned", "numbers", 0, "certain", "claims", "nodes")
    assert isinstance(claim, dict)
    assert answer.at("planned", "numbers", 0, "certain", "figure", "value") == stated[str(claim["ref"])]


def test_money_is_summed_exactly_by_currency(ask: Ask, named: Callable[[str], str]) -> None:
    bank = named("Export-Import Bank of China")
    answer = ask(
        f"""{{ aggregate(of: "FinancialFacility", measure: SUM, measured: "amount",
                 where: [{{ predicate: "lender", entities: ["{bank}"] }}], groupBy: {{ }}) {{
               numbers {{ unit basis certain {{ figure {{ value }} claims {{ nodes {{ ref }} }} }} }}
               groups {{ nodes {{ label year code entity {{ id }} }} }} }} }}"""
    )

    assert answer.at("aggregate", "numbers") == [
        {
            "unit": "USD",
            "basis": "nominal",
            "certain": {"figure": {"value": "73687000"}, "claims": {"nodes": [{"ref": "M01"}, {"ref": "M04"}]}},
        }
    ]
    assert answer.at("aggregate", "groups", "nodes") == [{"label": "2018", "year": 2018, "code": None, "entity": None}]


def test_what_began_is_counted_by_month_and_by_quarter(ask: Ask) -> None:
    group = "{ label time year }"
    months, quarters = (f'aggregate(of: "banned", groupBy: {{ span: {span} }})' for span in ("MONTH", "QUARTER"))

    by_month = ask(f"{{ {months} {{ groups {{ nodes {group} }} }} }}")
    by_quarter = ask(f"{{ {quarters} {{ groups {{ nodes {group} }} }} }}")

    groups = by_month.listed("aggregate", "groups", "nodes")
    labels = [each["label"] for each in groups if isinstance(each, dict)]
    assert labels == ["2019-05", "2019-06", "2019-07", "2020-09", "2020-12"]
    assert by_month.at("aggregate", "groups", "nodes", 0, "time") == "2019-05"
    assert by_month.at("aggregate", "groups", "nodes", 0, "year") == 2019
    assert by_quarter.at("aggregate", "groups", "nodes", 0, "label") == "2019-34"


def test_what_is_dated_to_a_year_is_possible_in_each_of_its_months(ask: Ask) -> None:
    deployed = 'of: "Deployment", where: [{ predicate: "deployedIn" }], groupBy: { span: MONTH }'

    answer = ask(
        f"{{ aggregate({deployed}) {{ overlapping groups(first: 12) {{ nodes {{ label numbers {{ "
        "certain { figure { value } } possible { steps { doubt added } } } } } } }"
    )

    year = answer.listed("aggregate", "groups", "nodes")
    possible = {"certain": {"figure": {"value": "0"}}, "possible": {"steps": [{"doubt": "POSSIBLY_BEGUN", "added": 1}]}}
    assert year == [{"label": f"2018-{month:02}", "numbers": [possible]} for month in range(1, 13)]
    assert answer.at("aggregate", "overlapping") is True


def test_an_earlier_moment_counts_what_was_known_then(ask: Ask) -> None:
    count = "{ numbers { certain { figure { value } } } }"
    answer = ask(
        f"""{{ before: aggregate({DEPLOYMENTS}, asOf: {{ recordedAt: "0" }}) {count}
               then: aggregate({DEPLOYMENTS}, asOf: {{ validAt: "2010" }}) {count} }}"""
    )

    assert answer.at("before", "numbers", 0, "certain", "figure", "value") == "0"
    assert answer.at("then", "numbers", 0, "certain", "figure", "value") == "0"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ('of: "Planet"', "unknown-kind"),
        ('of: "Place", where: [{ predicate: "usesMagic" }]', "unknown-predicate"),
        ('of: "Place", where: [{ predicate: "techOrigin", entities: ["x"] }]', "bad-id"),
        (
            'of: "Place", where: [{ predicate: "techOrigin", entities: ["00000000-0000-0000-0000-000000000000"] }]',
            "unknown-id",
        ),
        ('of: "Place", where: [{ predicate: "regimeType", codes: ["KINGDOM"] }]', "bad-condition"),
        ('of: "Place", where: [{ predicate: "militaryExpenditureRank", atMost: "ten" }]', "bad-argument"),
        ('of: "Place", where: [{ predicate: "name" }]', "not-countable"),
        ('of: "Place", measure: SUM', "not-measurable"),
        ('of: "Place", groupBy: { predicate: "coordinates" }', "not-groupable"),
        ('of: "Place", groupBy: { predicate: "regimeType", span: MONTH }', "not-groupable"),
        ('of: "Place", universe: { dataset: "aigs", edition: "1999" }', "unknown-universe"),
        ('of: "Place", publishedBy: "soon"', "bad-argument"),
        ('of: "Place", asOf: { validAt: "soon" }', "bad-valid-at"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_code(ask: Ask, arguments: str, code: str) -> None:
    assert ask(f"{{ aggregate({arguments}) {{ definition }} }}").code == code


def test_pages_of_claims_go_on_only_at_the_moment_they_were_counted_at(ask: Ask) -> None:
    def asked(after: str = "", as_of: str = "") -> Answer:
        claims = f"claims(first: 1{after}) {{ pageInfo {{ endCursor }} nodes {{ ref }} }}"
        return ask(f"{{ aggregate({DEPLOYMENTS}{as_of}) {{ numbers {{ certain {{ {claims} }} }} }} }}")

    path = ("aggregate", "numbers", 0, "certain", "claims")
    first = asked()
    cursor = first.at(*path, "pageInfo", "endCursor")

    second = asked(f', after: "{cursor}"')
    elsewhen = asked(f', after: "{cursor}"', ', asOf: { validAt: "2020" }')

    assert second.at(*path, "nodes") != first.at(*path, "nodes")
    assert elsewhen.code == "foreign-cursor"


@pytest.mark.parametrize("run", [answer, executed])
def test_a_number_stands_where_what_was_left_out_takes_too_long_to_list(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, run: Callable[[Catalogue, Question], Given]
) -> None:
    monkeypatch.setattr(aggregates, "LISTING", 0)
    timed = Catalogue(catalogue._readings, seconds=60)  # noqa: SLF001  # the same, in a minute

    parts = "excluded { reason } groups { totalCount } numbers { unit }"
    query = f'{{ aggregate({DEPLOYMENTS}, publishedBy: "2025") {{ {parts} }} }}'
    found = run(timed, Question(query=query)).body

    assert found["data"] == {"aggregate": {"excluded": None, "groups": {"totalCount": 0}, "numbers": [{"unit": None}]}}
    assert '"path": ["aggregate", "excluded"]' in json.dumps(found["errors"])
    assert '"code": "too-slow"' in json.dumps(found["errors"])


def test_the_claims_under_a_number_are_narrowed_to_those_that_rest_on_a_page_that_is_gone(ask: Ask) -> None:
    gone = "where: {hasSource: {liveness: [GONE]}}"

    answer = ask(
        f"""{{ aggregate({DEPLOYMENTS}) {{ numbers {{
            certain {{ all: claims {{ totalCount }} gone: claims({gone}) {{ totalCount }} }}
            possible {{ gone: claims({gone}) {{ totalCount nodes {{ id ref }} }}
              rest: claims(where: {{not: {{hasSource: {{liveness: [GONE]}}}}}}) {{ totalCount }}
              all: claims {{ totalCount }}
              paged: claims({gone}, first: 1) {{ nodes {{ id }} pageInfo {{ hasNextPage }} }} }} }}
            excluded {{ reason claims({gone}) {{ totalCount }} }} }} }}"""
    )

    possible = ("aggregate", "numbers", 0, "possible")
    found = answer.at(*possible, "gone", "totalCount")
    assert isinstance(found, int)
    assert found > 0
    assert found + int(str(answer.at(*possible, "rest", "totalCount"))) == answer.at(*possible, "all", "totalCount")
    assert answer.at(*possible, "paged", "nodes", 0, "id") == answer.at(*possible, "gone", "nodes", 0, "id")
    assert answer.at(*possible, "paged", "pageInfo", "hasNextPage") is (found > 1)
