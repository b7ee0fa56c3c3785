"""Whatever has an id is found again by it."""

import base64
from collections.abc import Iterator

import pytest
from graphql import GraphQLObjectType
from tests.schema.replies import Ask
from tests.schema.shapes import SCHEMA

from watchgraph_schema.part_lookups import FINDERS

ITEMS = "{ nodes { __typename id } }"
HUAWEI = 'organisations(where: {name: {eq: "Huawei"}})'
ASKED = {
    "AggregateGroup": f'aggregate(of: "Deployment", groupBy: {{predicate: "deployedIn"}}) {{ groups {ITEMS} }}',
    "Commit": f"commits {ITEMS}",
    "Comparison": f"comparisons {ITEMS}",
    "Edition": f"datasets {{ nodes {{ editions {ITEMS} }} }}",
    "EditionCoverage": f"coverage {{ editions {ITEMS} }}",
    "Event": f"claims(first: 2) {{ nodes {{ history {ITEMS} }} }}",
    "Lineage": f"sources(first: 100) {{ nodes {{ takesFrom {ITEMS} }} }}",
    "MoneyTrail": f"moneyTrail(place: $mauritius) {ITEMS}",
    "Name": f"{HUAWEI} {{ nodes {{ names {ITEMS} }} }}",
    "Neighbour": f"{HUAWEI} {{ nodes {{ neighbours(first: 3) {ITEMS} }} }}",
    "Path": f"paths(from: $mauritius, to: $bank) {ITEMS}",
    "PredicateCoverage": f"coverage {{ predicates(first: 3) {ITEMS} }}",
    "Rival": f'claimsByRef(ref: "C124") {{ nodes {{ rivals {ITEMS} }} }}',
    "SavedQuery": f"savedQueries {ITEMS}",
    "SearchHit": f'search(text: "belgrade") {ITEMS}',
}
"""Where the reference data has such an item. It holds no captured file and no outside identifier."""


def items(found: object, kind: str) -> Iterator[str]:
    if isinstance(found, dict):
        if found.get("__typename") == kind:
            yield found["id"]
        for each in found.values():
            yield from items(each, kind)
    elif isinstance(found, list):
        for each in found:
            yield from items(each, kind)


@pytest.fixture
def known(ask: Ask) -> dict[str, object]:
    found = ask(
        '{ places(where: {name: {eq: "Mauritius"}}) { nodes { id } } '
        'organisations(where: {name: {eq: "Export-Import Bank of China"}}) { nodes { id } } }'
    )
    return {"mauritius": found.at("places.nodes.0.id"), "bank": found.at("organisations.nodes.0.id")}


@pytest.mark.parametrize("kind", sorted(ASKED))
def test_an_item_of_a_list_is_found_again_by_its_id(ask: Ask, known: dict[str, object], kind: str) -> None:
    variables = {name: value for name, value in known.items() if f"${name}" in ASKED[kind]}
    declared = f"query({', '.join(f'${name}: ID!' for name in variables)})" if variables else ""
    ids = list(items(ask(f"{declared} {{ {ASKED[kind]} }}", variables).answer.body, kind))

    reply = ask("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", {"ids": ids[:5]})
    single = ask("query($id: ID!) { node(id: $id) { __typename id } }", {"id": ids[0]})

    assert len(set(ids)) == len(ids) > 0
    assert reply.at("nodes") == [{"__typename": kind, "id": each} for each in ids[:5]]
    assert single.at("node") == {"__typename": kind, "id": ids[0]}


def test_a_group_of_a_month_is_found_again_by_its_id(ask: Ask) -> None:
    group = "{ __typename id label }"
    found = ask(f'{{ aggregate(of: "banned", groupBy: {{span: MONTH}}) {{ groups {{ nodes {group} }} }} }}')
    first = found.at("aggregate.groups.nodes.0")
    assert isinstance(first, dict)

    again = ask(f"query($id: ID!) {{ node(id: $id) {{ id ... on AggregateGroup {group} }} }}", {"id": first["id"]})

    assert again.at("node") == first
    assert first["label"] == "2019-05"


def test_an_id_from_before_there_were_months_leads_to_the_group_of_a_year(ask: Ask) -> None:
    found = ask('{ aggregate(of: "banned", groupBy: {yearly: true}) { groups { nodes { id label } } } }')
    kind, _, held = str(found.at("aggregate.groups.nodes.1.id")).partition(":")
    asked = base64.urlsafe_b64decode(held + "==").replace(b'"span":"YEAR",', b"")
    earlier = f"{kind}:{base64.urlsafe_b64encode(asked).decode().rstrip('=')}"

    again = ask("query($id: ID!) { node(id: $id) { ... on AggregateGroup { label } } }", {"id": earlier})

    assert len(earlier) < len(held)
    assert again.at("node.label") == found.at("aggregate.groups.nodes.1.label") == "2020"


def test_whatever_implements_node_without_a_uuid_has_somebody_who_finds_it() -> None:
    named = {
        kind.name for kind in SCHEMA.type_map.values() if isinstance(kind, GraphQLObjectType) and "id" in kind.fields
    }
    of_the_log = {kind.name for kind in SCHEMA.get_implementations(SCHEMA.type_map["Entity"]).objects}  # type: ignore[arg-type]  # it is one
    of_the_log |= {
        "Actor",
        "Claim",
        "Coverage",
        "Dataset",
        "Dispute",
        "Evidence",
        "Judgement",
        "SavedQuery",
    }

    assert named - of_the_log == set(FINDERS)


@pytest.mark.parametrize(
    "given",
    [
        "Event",
        "Event:",
        "Event:x:y",
        "Nobody:1",
        "Path:",
        "Path:e30",
        "Path:é",
        f"Path:{'W' * 10_000}",
        "Commit:-1",
        "Rival:1:²",
    ],
)
def test_an_id_that_is_none_of_ours_is_refused(ask: Ask, given: str) -> None:
    reply = ask("query($id: ID!) { node(id: $id) { id } }", {"id": given})

    assert reply.codes == ["bad-id"]


@pytest.mark.parametrize(
    "given", ["Commit:4611686018427387904", "Edition:nobody:1:x", "PredicateCoverage:no::", "Lineage:1:x"]
)
def test_an_id_that_nobody_has_issued_leads_nowhere(ask: Ask, given: str) -> None:
    reply = ask("query($id: ID!) { node(id: $id) { id } }", {"id": given})

    assert reply.codes == []
    assert reply.at("node") is None


def test_an_item_of_an_answer_is_found_as_of_the_moment_that_was_asked_of(ask: Ask) -> None:
    earlier = ask('{ search(text: "belgrade", asOf: {validAt: "2018"}) { nodes { id } } }').at("search.nodes.0.id")

    reply = ask("query($id: ID!) { node(id: $id) { id } }", {"id": earlier})

    assert reply.at("node.id") == earlier
