"""Bad input: an error with a code, never a failure of ours; and what fails on our side is not told to the world."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.schema.replies import Ask, asking
from tests.stores import Store

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import answer
from watchgraph_schema.requests import Question
from watchgraph_schema.times import day_text

NOBODY = "00000000-0000-5000-8000-000000000000"
BELGRADE_CAMERAS = "ad0a577a-a8d2-5e11-8691-8542008e7696"
HUAWEI = "2852c014-71c2-5c58-b536-2d6687477ece"
FACIAL_RECOGNITION = "c6e7ad0c-1ed4-59cc-ab14-4e863ce438b7"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ('{ node(id: "Huawei") { id } }', "bad-id"),
        ('{ claim(id: "C042") { id } }', "bad-id"),
        ('{ entity(id: "{00000000-0000-5000-8000-000000000000}") { id } }', "bad-id"),
        ('{ claims(where: {subject: "x"}) { totalCount } }', "bad-id"),
        ('{ claims(where: {predicates: ["suplies"]}) { totalCount } }', "unknown-predicate"),
        ("{ entities(kinds: [PLAICE]) { totalCount } }", "bad-document"),
        ('{ claims(where: {publishedBy: "last year"}) { totalCount } }', "bad-argument"),
        ('{ deployments(where: {plannedCameras: {gt: "many"}}) { totalCount } }', "bad-argument"),
        *(
            (f'{{ deployments(where: {{plannedCameras: {{gt: "{number}"}}}}) {{ totalCount }} }}', "bad-argument")
            for number in ("1e99", "1e999999999", "1e-999999999", "1.0001", f"1.{'9' * 190}", "NaN", "-Infinity")
        ),
        ('{ sourceByUrl(url: "javascript:alert(1)") { id } }', "bad-url"),
        *(
            (f"{{ financialFacilities(where: {{commitmentYear: {{{test}}}}}) {{ totalCount }} }}", "not-edtf")
            for test in ('gte: "x"', 'lt: "2019~"', 'gte: "2018/2020"', 'lt: ""', 'eq: "last year"', 'eq: ""')
        ),
        ('{ sources(where: {ids: ["x"]}) { totalCount } }', "bad-id"),
        ("{ sources(where: {ids: []}) { totalCount } }", "bad-argument"),
        ('{ places(asOf: {validAt: "2019~"}) { totalCount } }', "bad-valid-at"),
        ('{ places(asOf: {recordedAt: "2019-01-01"}) { totalCount } }', "bad-recorded-at"),
        ("{ claims(where: {families: [SUPLY]}) { totalCount } }", "bad-document"),
        ("{ claims(where: {minConfidence: 101}) { totalCount } }", "bad-argument"),
        ('{ places(asOf: {recordedAt: "999999999"}) { totalCount } }', "bad-recorded-at"),
        (f'{{ places(asOf: {{recordedAt: "{"9" * 5_000}"}}) {{ totalCount }} }}', "bad-recorded-at"),
        ('{ claims(where: {dataset: "agis"}) { totalCount } }', "bad-argument"),
        (
            '{ claims(where: {edition: {dataset: "iso3166", name: "1999"}}) { totalCount } }',
            "bad-argument",
        ),
        ('{ claimsByRef(ref: "C001", dataset: "agis") { totalCount } }', "bad-argument"),
        ("{ claims(where: {states: []}) { totalCount } }", "bad-argument"),
        ("{ places(where: {ids: []}) { totalCount } }", "bad-argument"),
        ("{ entities(kinds: []) { totalCount } }", "bad-argument"),
        ("{ sources(where: {tiers: [COURTS]}) { totalCount } }", "bad-document"),
        ("{ sources(where: {tiers: []}) { totalCount } }", "bad-argument"),
        ("{ sources(where: {liveness: [gone]}) { totalCount } }", "bad-document"),
        ('{ sources(where: {liveness: ["GONE"]}) { totalCount } }', "bad-document"),
        ("{ predicates(family: SUPLY) { name } }", "bad-document"),
        ('{ search(text: "x", kinds: [PLANET]) { totalCount } }', "bad-document"),
        ("{ placesGeoJson(kinds: [ORGANISATION]) { totalCount } }", "bad-document"),
        ('{ aggregate(of: "Planet") { definition } }', "unknown-kind"),
        ('{ aggregate(of: "Place", where: [{predicate: "regimeType", codes: []}]) { definition } }', "bad-argument"),
        ("{ places { nodes { no } } }", "bad-document"),
        ("{ places {", "bad-document"),
        ("", "bad-document"),
        *((query, "bad-document") for query in ("{}", "query A {}", "{ places {} }", "{ places { nodes {} } }")),
        ("{ ...F } fragment F on Query {}", "bad-document"),
        ("query A { __typename } query B { __typename }", "operation-name-missing"),
        ("{ " + "a " * 2_001 + "}", "document-too-long"),
        ("{ __typename }" + " " * 15_000, "document-too-long"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_code(ask: Ask, query: str, code: str) -> None:
    assert ask(query).codes[:1] == [code]


@pytest.mark.parametrize("given", [{}, {"id": None}, {"id": 5.5}, {"id": ["x"]}, {"id": {"x": 1}}])
def test_variables_that_do_not_fit_are_the_callers_mistake(ask: Ask, given: dict[str, object]) -> None:
    assert ask("query($id: ID!) { node(id: $id) { id } }", given).codes == ["bad-variable"]


def test_an_answer_that_would_grow_too_large_is_refused(ask: Ask) -> None:
    cited = "citedBy(first: 100) { nodes { evidence(first: 100) { nodes { %s } } } }"
    cited_again = f"source {{ {cited % 'id'} }}"
    nested = f"{{ sources(first: 50) {{ nodes {{ {cited % cited_again} }} }} }}"

    assert ask(nested).codes[:1] == ["too-much"]


def test_a_name_where_an_id_is_wanted_is_told_how_to_find_the_id(ask: Ask) -> None:
    said = str(ask('{ claims(where: {subject: "Huawei"}) { totalCount } }').answer.body["errors"])

    assert "`search` finds those of what you know by name" in said


NOT_UTC = "2026-11-23T12:00:00+01:00"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (f'{{ claims(asOf: {{recordedAt: "{NOT_UTC}"}}) {{ totalCount }} }}', "an instant in UTC, ending in Z ("),
        ("{ claims(asOf: {recordedAt: 1563}) { totalCount } }", ': write it as "1563"'),
        ("{ deployments(where: {plannedCameras: {gt: 1.5}}) { totalCount } }", ': write it as "1.5"'),
        (f'{{ moneyTrail(place: "{BELGRADE_CAMERAS}") {{ totalCount }} }}', "Deployment: give it as `deployment:`"),
        (f'{{ moneyTrail(deployment: "{HUAWEI}") {{ totalCount }} }}', "give it as `vendor:`"),
        (
            f'{{ moneyTrail(vendor: "{FACIAL_RECOGNITION}") {{ totalCount }} }}',
            ": a trail starts at a place, a deployment",
        ),
    ],
)
def test_message_says_what_would_be_right(ask: Ask, query: str, words: str) -> None:
    errors = ask(query).answer.body["errors"]

    assert words in str(errors)


def test_ids_that_nobody_has_issued_lead_to_nothing(ask: Ask) -> None:
    reply = ask(f'{{ node(id: "{NOBODY}") {{ id }} claim(id: "{NOBODY}") {{ id }} nodes(ids: ["{NOBODY}"]) {{ id }} }}')

    assert reply.answer.body["data"] == {"node": None, "claim": None, "nodes": [None]}


def test_everything_with_an_id_is_found_by_it(ask: Ask) -> None:
    lists = ("places", "claims", "sources", "disputes", "datasets")
    known = ask(
        "{" + " ".join(f"{each}(first: 1) {{ nodes {{ id __typename evidences: id }} }}" for each in lists) + "}"
    )
    ids = [known.at(f"{each}.nodes.0.id") for each in lists]
    ids.append(
        ask("{ claims(first: 1) { nodes { evidence { nodes { id } } } } }").at("claims.nodes.0.evidence.nodes.0.id")
    )

    reply = ask(
        "query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }", {"ids": [str(each).upper() for each in ids]}
    )

    assert reply.all("nodes.*.id") == ids
    assert reply.all("nodes.*.__typename") == ["Place", "Claim", "Source", "Dispute", "Dataset", "Evidence"]


def test_fields_nested_too_deep_are_refused_in_no_time_whatever_the_fragments(ask: Ask) -> None:
    deep = "{ claims { nodes { " + "subject { claims { nodes { " * 8 + "id" + " } } }" * 8 + " } } }"
    chain = "{ ...F0 } " + " ".join(
        f"fragment F{level} on Query {{ ...F{level + 1} ...F{level + 1} }}" for level in range(40)
    )

    assert ask(deep).codes == ["too-deep"]
    assert ask(chain + " fragment F40 on Query { __typename }").codes == ["too-many-fields"]


def test_what_fails_on_our_side_is_logged_once_and_not_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = Store.open(tmp_path / "store")
    with closing(sqlite3.connect(store.folder / "catalogue.sqlite")) as connection, connection:
        connection.execute("drop table claim")

    with caplog.at_level(logging.ERROR):
        reply = asking(store.catalogue)("{ claims { nodes { id } } }")

    assert reply.codes == ["internal"]
    assert "claim" not in str(reply.answer.body["errors"][0]["message"])  # type: ignore[index]  # of GraphQL's shape
    assert len(caplog.records) == 1
    store.close()


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ('{ node(id: "x") { id } }', ["node"]),
        (
            '{ mine: claims(first: 1) { nodes { evidence(after: "x") { nodes { id } } } } }',
            ["mine", "nodes", 0, "evidence"],
        ),
        ("{ no }", None),
        ("{ places(first: 100) { nodes { rivals } } }", None),
        ("query($n: Int!) { places(first: $n) { totalCount } }", None),
        ("{" + " __typename" * 301 + "}", None),
        ("mutation { report }", None),
    ],
)
def test_an_error_says_where_in_the_document_it_is_and_which_field_failed(
    ask: Ask, query: str, path: list[str | int] | None
) -> None:
    errors = ask(query).answer.body["errors"]

    assert isinstance(errors, list)
    assert [error.get("path") for error in errors] == [path]
    assert all(error["locations"][0]["line"] == 1 for error in errors)


def test_the_codes_of_errors_can_be_asked_for(ask: Ask) -> None:
    (wrong,) = ask('{ node(id: "x") { id } }').codes

    kinds = ask("{ errorKinds { name code meaning remedy } }").all("errorKinds.*")

    assert {
        "name": "BAD_ID",
        "code": wrong,
        "meaning": "The id is no UUID.",
        "remedy": "Use an id as an answer gave it.",
    } in kinds


def test_an_answer_says_where_the_catalogue_stood(reference_catalogue: Catalogue) -> None:
    found = answer(reference_catalogue, Question(query="{ __typename }"))

    standing = reference_catalogue.standing()
    assert found.body["extensions"] == {"standing": {"position": standing.position, "day": day_text(standing.day)}}
