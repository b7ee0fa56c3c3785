"""What a compiler of GraphQL to SQL gets wrong: each is asked both ways, and the answers are equal, errors included."""

from collections.abc import Mapping

import pytest
from tests.schema.compiling.both_ways import asked_both_ways, compiled_alike

from watchgraph_projections.catalogue.reading import Catalogue

SIZES = "query($first: Int, $last: Int) { claims(first: $first, last: $last) { nodes { id } } }"
WORDS = "query($words: String) { organisations(where: {name: {contains: $words}}) { totalCount nodes { name } } }"
AFTER = "query($at: String) { claims(first: 3, after: $at) { nodes { id } } }"


@pytest.mark.parametrize(
    ("query", "values"),
    [
        (SIZES, {"first": -1}),
        (SIZES, {"first": 0}),
        (SIZES, {"first": 101}),
        (SIZES, {"first": 1, "last": 1}),
        (SIZES, {"first": 2**63}),
        (AFTER, {"at": "made up"}),
        (AFTER, {"at": ""}),
        (WORDS, {"words": "\x00"}),
        (WORDS, {"words": "' or 1=1 --"}),
        (WORDS, {"words": "%"}),
        (WORDS, {"words": None}),
        (WORDS, {}),
        ("query($id: ID!) { claim(id: $id) { id } }", {"id": "no id"}),
        ("query($id: ID!) { claim(id: $id) { id } }", {"id": 7}),
        ('query($slug: String) { claimsByRef(ref: "C042", dataset: $slug) { nodes { id } } }', {"slug": "nowhere"}),
        ("query($at: String) { claims(asOf: {recordedAt: $at}) { totalCount } }", {"at": "999999999999"}),
        ("query($at: String) { claims(asOf: {validAt: $at}) { totalCount } }", {"at": "last year"}),
        ("query($names: [String!]) { claims(where: {predicates: $names}) { totalCount } }", {"names": []}),
        (
            "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
            {"ids": ["Name:x", "0006a5a0-71f9-5e1d-ab70-0ab1e2dbbf5c"]},
        ),
    ],
)
def test_what_a_caller_gets_wrong_is_refused_as_the_executor_refuses_it(
    reference_catalogue: Catalogue, query: str, values: Mapping[str, object]
) -> None:
    compiled, executed = asked_both_ways(reference_catalogue, query, values)

    assert compiled.content == executed.content


@pytest.mark.parametrize(
    "query",
    [
        "{ __typename again: __typename claims(first: 1) { __typename nodes { __typename } } }",
        "{ claims(first: 3) { totalCount } all: claims { totalCount again: totalCount } }",
        "{ a: claims(first: 1) { nodes { id } } b: claims(first: 2) { nodes { id } edges { node { ref } } } }",
        "{ claims(first: 2) { nodes { id } nodes { ref id } edges { cursor } } }",
        "{ claims(first: 2) { edges { node { subject { ... on Organisation { name } ... on Place { kind } } } } } }",
        "{ claims(first: 3) { nodes { subject { ...N ... on Entity { id } } } } } fragment N on Entity { id name }",
        "{ claims(last: 3) { nodes { id } } }",
        '{ claims(where: {predicates: ["noSuch"], standing: null}) { totalCount } }',
        "{ sources(first: 5) { nodes { authors related identified name dataset kindLabel } } }",
        "{ deployments(first: 20) { nodes { plannedCameras { min max exclusive claim { valid { ended } } } } } }",
        "{ commits(first: 2) { nodes { position actor { role channel } } } }",
        "{ claims(first: 9, order: VALID) { nodes { history { nodes { topic details { name value } } } } } }",
    ],
)
def test_unusual_documents_are_answered_alike(reference_catalogue: Catalogue, query: str) -> None:
    compiled, executed = asked_both_ways(reference_catalogue, query)

    assert compiled.content == executed.content


EMPTY = "query($without: Boolean!) "


@pytest.mark.parametrize(
    "query",
    [
        EMPTY + "{ deployments { nodes { id @skip(if: $without) } } }",
        EMPTY + "{ entities(first: 3) { nodes { name @skip(if: $without) } } }",
        EMPTY + "{ deployments { nodes { claims { nodes { subject { name @skip(if: $without) } } } } } }",
        EMPTY + '{ node(id: "0006a5a0-71f9-5e1d-ab70-0ab1e2dbbf5c") { id @skip(if: $without) } }',
        EMPTY + "{ claims(first: 3) { nodes { subject { ... on Place @skip(if: $without) { name } } } } }",
        EMPTY + "{ claims(first: 3) { nodes { value { ... @skip(if: $without) { __typename text } } } } }",
        EMPTY + "{ claims(first: 3) { nodes @skip(if: $without) { id } } }",
        EMPTY + "{ claims(first: 3) @skip(if: $without) { totalCount } }",
        EMPTY + "{ predicates { ... @skip(if: $without) { name } } }",
    ],
)
@pytest.mark.parametrize("values", [{"without": True}, {"without": False}])
def test_a_thing_of_which_nothing_is_asked_in_the_end_is_an_empty_object(
    reference_catalogue: Catalogue, query: str, values: Mapping[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    compiled, executed = asked_both_ways(reference_catalogue, query, values)

    assert compiled.complete
    assert compiled.body == executed.body
    assert [each.getMessage() for each in caplog.records if each.exc_info] == []


@pytest.mark.parametrize(
    "query",
    [
        "query($b: Boolean = true) { __typename @include(if: $b) }",
        "query($b: Boolean = true) { claims(first: 1) { nodes { id @skip(if: $b) } } }",
        "query($n: Int = 1) { claims(first: 1) { nodes { rivals(first: $n) { totalCount } } } }",
    ],
)
def test_null_where_only_a_default_would_do_is_the_callers_mistake_and_no_failure_of_ours(
    reference_catalogue: Catalogue, query: str, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        compiled, executed = asked_both_ways(reference_catalogue, query, {"b": None, "n": None})

        assert compiled.body == executed.body
    assert [each.getMessage() for each in caplog.records if each.exc_info] == []


def test_a_document_nested_deeper_than_the_database_reads_is_still_answered(reference_catalogue: Catalogue) -> None:
    nested = "id"
    for number in range(5):
        nested = f"subject {{ a{number}: claims(first: 1) {{ nodes {{ {nested} }} }} }}"

    compiled, executed = asked_both_ways(reference_catalogue, f"{{ claims(first: 1) {{ nodes {{ {nested} }} }} }}")

    assert compiled.content == executed.content


def test_a_filter_may_name_more_values_than_an_expression_may_hold(reference_catalogue: Catalogue) -> None:
    query = "query($names: [String!]) { organisations(where: {name: {in: $names}}) { totalCount } }"
    names = [f"Firm {number}" for number in range(1_500)]

    assert compiled_alike(reference_catalogue, query, {"names": names})
