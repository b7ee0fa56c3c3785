"""A fault in one field takes no other away: each list, walk and number fails for itself, with a code and its path."""

import pytest
from graphql import GraphQLObjectType, is_non_null_type
from tests.schema.replies import Ask

from watchgraph_schema.schema import CORE

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ('claims(after: "forged") { totalCount }', "bad-cursor"),
        ("places(first: 1000) { totalCount }", "page-too-large"),
        ('nodes(ids: ["x"]) { id }', "bad-id"),
        ('aggregate(of: "Planet") { definition }', "unknown-kind"),
        ('coverage(dataset: "nobody") { missing { text } }', "bad-argument"),
        (f'paths(from: "{NOBODY}", to: "{NOBODY}") {{ totalCount }}', "unknown-id"),
        (f'whyNot(from: "{NOBODY}", to: "{NOBODY}") {{ text }}', "unknown-id"),
        (f'timeline(entity: "{NOBODY}") {{ totalCount }}', "unknown-id"),
        (f'diff(from: {{recordedAt: "1"}}, about: {{entity: "{NOBODY}"}}) {{ claims {{ totalCount }} }}', "unknown-id"),
        ("diff(from: {}) { claims { totalCount } }", "bad-argument"),
        ('search(text: "...") { totalCount }', "nothing-to-search"),
        ("placesGeoJson(bbox: [1]) { type }", "bad-argument"),
        ('comparisons(needs: "x") { totalCount }', "bad-argument"),
        ('savedQueries(ids: ["Q99"]) { totalCount }', "bad-argument"),
        ('deployments(asOf: {recordedAt: "soon"}) { totalCount }', "bad-recorded-at"),
    ],
)
def test_a_wrong_field_is_null_and_those_beside_it_are_answered(ask: Ask, wrong: str, code: str) -> None:
    reply = ask(f"{{ wrong: {wrong} right: places(first: 1) {{ nodes {{ id }} }} again: __typename }}")

    assert reply.codes == [code]
    assert reply.at("wrong") is None
    assert reply.all("right.nodes.*.id") != []
    assert reply.answer.body["errors"][0]["path"][0] == "wrong"  # type: ignore[index]  # an error has a path


def test_a_wrong_list_within_an_item_leaves_the_item(ask: Ask) -> None:
    reply = ask(
        """{ organisations(first: 1) { nodes {
               name
               wrong: claims(where: {predicates: ["nothing"]}) { totalCount }
               claims(first: 1) { nodes { evidence(first: 0) { totalCount } sentence } } } } }"""
    )

    assert reply.codes == ["unknown-predicate", "bad-page"]
    assert reply.at("organisations.nodes.0.wrong") is None
    assert reply.at("organisations.nodes.0.claims.nodes.0.evidence") is None
    assert reply.at("organisations.nodes.0.claims.nodes.0.sentence")


def test_whatever_can_fail_by_itself_may_be_null() -> None:
    """What takes arguments can be given wrong ones; `errorKinds` takes none and reads nothing."""
    types = [each for each in CORE.type_map.values() if isinstance(each, GraphQLObjectType) and each.name[:2] != "__"]

    stubborn = [
        f"{type_.name}.{name}"
        for type_ in types
        for name, field in type_.fields.items()
        if is_non_null_type(field.type) and (field.args or type_ is CORE.query_type)
    ]

    assert stubborn == ["Query.errorKinds"]
