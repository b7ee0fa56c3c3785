"""Errors of arguments name what is wrong by its path, wherever in a filter it stands."""

import json
from collections.abc import Mapping

import pytest
from tests.schema.compiling.both_ways import asked_both_ways
from tests.schema.replies import Ask

from watchgraph_projections.catalogue.reading import Catalogue

NOBODY = "00000000-0000-4000-8000-000000000000"
NESTED: Mapping[str, str] = {
    "entities(where: {and: [{hasClaim: {minConfidence: 200}}]})": "where.and[0].hasClaim.minConfidence",
    'entities(where: {or: [{}, {objectOf: {predicates: ["suplies"]}}]})': "where.or[1].objectOf.predicates",
    'claims(where: {not: {or: [{value: {gte: "x"}}]}})': "where.not.or[0].value.gte",
    'claims(where: {hasSource: {hasClaim: {publishedBy: "x"}}})': "where.hasSource.hasClaim.publishedBy",
    'claims(where: {or: [{recordedAfter: "x"}]})': "where.or[0].recordedAfter",
    "claims(where: {and: [{or: []}]})": "where.and[0].or",
    'claims(where: {and: [{subject: "x"}]})': "where.and[0].subject",
    f'claims(where: {{and: [{{speaker: "{NOBODY}"}}]}})': "where.and[0].speaker",
    'claims(where: {and: [{dataset: "x"}]})': "where.and[0].dataset",
    'claims(where: {and: [{edition: {dataset: "x", name: "1"}}]})': "where.and[0].edition.dataset",
    'sources(where: {not: {languages: ["english"]}})': "where.not.languages",
    'financialFacilities(where: {or: [{amount: {gte: "x"}}]})': "where.or[0].amount.gte",
    "financialFacilities(where: {or: [{lender: {in: []}}]})": "where.or[0].lender.in",
    "financialFacilities(where: {lender: {claim: {minSources: -1}}})": "where.lender.claim.minSources",
    "places(where: {name: {claim: {minSources: -1}}})": "where.name.claim.minSources",
}
OF_NUMBERS: Mapping[str, str] = {
    '{predicate: "deployedIn", that: [{predicate: "partOf", entities: ["x"]}]}': "where[1].that[0].entities",
    f'{{predicate: "deployedIn", or: [{{predicate: "hasSite", within: ["{NOBODY}"]}}]}}': "where[1].or[0].within",
    '{predicate: "plannedCameras", atLeast: "x"}': "where[1].atLeast",
}


@pytest.mark.parametrize("field", NESTED)
def test_what_is_wrong_in_a_part_of_a_filter_is_named_by_its_path(reference_catalogue: Catalogue, field: str) -> None:
    found, executed = asked_both_ways(reference_catalogue, f"{{ {field} {{ totalCount }} }}")

    assert json.dumps(found.body) == json.dumps(executed.body)
    errors = found.body["errors"]
    assert isinstance(errors, list)
    (error,) = errors
    assert error["extensions"]["argument"] == NESTED[field]
    assert error["message"].startswith(f"`{NESTED[field]}`")


@pytest.mark.parametrize("condition", OF_NUMBERS)
def test_what_is_wrong_in_a_question_for_numbers_is_named_by_its_path(ask: Ask, condition: str) -> None:
    where = f'[{{predicate: "deployedIn"}}, {condition}]'

    reply = ask(f'{{ aggregate(of: "Deployment", where: {where}) {{ definition }} }}')

    assert arguments(reply.answer.body) == [OF_NUMBERS[condition]]


@pytest.mark.parametrize(
    ("grouping", "argument"),
    [
        ('{predicate: "hasStatus", span: MONTH}', "groupBy.span"),
        ('{predicate: "deployedIn", then: {predicate: "regimeType", span: QUARTER}}', "groupBy.then.span"),
    ],
)
def test_a_span_of_what_is_no_date_is_named_by_its_path(ask: Ask, grouping: str, argument: str) -> None:
    reply = ask(f'{{ aggregate(of: "Deployment", groupBy: {grouping}) {{ definition }} }}')

    assert arguments(reply.answer.body) == [argument]


def test_what_is_wrong_on_the_right_of_a_comparison_is_named_by_its_path(ask: Ask) -> None:
    ours = '{of: "Place", where: [{predicate: "partOf", that: [{predicate: "partOf", entities: ["x"]}]}]}'

    reply = ask(f'{{ comparisons(published: {{refs: ["Q01-2022"]}}, ours: {ours}) {{ totalCount }} }}')

    assert arguments(reply.answer.body) == ["ours.where[0].that[0].entities"]


@pytest.mark.parametrize(
    ("field", "argument", "message"),
    [
        ("claims(where: {minConfidence: 200}) { totalCount }", "where.minConfidence", "`minConfidence` 200: "),
        ('claims(where: {predicates: ["x"]}) { totalCount }', "where.predicates", "unknown predicate 'x'"),
        ("placesGeoJson(hasClaim: {minSources: -1}) { type }", "hasClaim.minSources", "`minSources` -1"),
        ('coverage(place: "x") { missing { text } }', "place", "'x' is no id"),
    ],
)
def test_what_stands_in_the_argument_itself_is_told_by_its_name(
    ask: Ask, field: str, argument: str, message: str
) -> None:
    reply = ask(f"{{ {field} }}")

    assert arguments(reply.answer.body) == [argument]
    assert message in str(reply.answer.body)


@pytest.mark.parametrize(
    ("field", "argument"),
    [
        ("claims(where: {and: [{minSources: -1}]})", "where.and[0].minSources"),
        ("neighbours(where: {or: [{minClaims: -1}]})", "where.or[0].minClaims"),
        ('neighbours(where: {predicates: ["x"]})', "where.predicates"),
    ],
)
def test_filters_of_lists_below_items_name_their_own_argument(ask: Ask, field: str, argument: str) -> None:
    reply = ask(f"{{ deployments(first: 1) {{ nodes {{ {field} {{ totalCount }} }} }} }}")

    assert arguments(reply.answer.body) == [argument]


def test_what_is_no_matter_of_an_argument_names_none(ask: Ask) -> None:
    reply = ask("{ claims(first: 1000) { totalCount } }")

    assert arguments(reply.answer.body) == [None]


def arguments(body: Mapping[str, object]) -> list[object]:
    """The arguments that errors name; None where they name none."""
    errors = body["errors"]
    assert isinstance(errors, list)
    return [each["extensions"].get("argument") for each in errors]
