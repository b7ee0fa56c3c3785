"""A compiled answer is the executor's, to the last comma: every plan is run twice, with other values."""

from collections.abc import Mapping

import pytest
from graphql import get_named_type
from tests.schema.compiling.both_ways import compiled_alike
from tests.schema.shapes import ROOTS, needs_nothing, selection

from watchgraph_projections.catalogue.reading import Catalogue

Values = Mapping[str, object]

PROVENANCE = """
  id ref sentence predicate { name label } value { __typename text ... on QuantityValue { min max unit approximate } }
  subject { id name __typename } object { name ... on Source { title tier } } speaker { name }
  valid { text fromEarliest fromLatest untilEarliest untilLatest } certainty standing state rank
  qualifiers { name definition value { text ... on EntityValue { entity { name } } } }
  assessment { score independentOrigins explanation }
  evidence(first: 3) { totalCount nodes { stance locator published chain { role entity { name } } source { title } } }
"""

UNSURE = """claims(first: 9, licence: {notIn: $not}) { nodes {
  id document { name title url } evidence { nodes { id relays { title liveness { status } } } } } }"""
"""What a claim may lack, in each row of a list: where that took the row with it, it did so by chance."""

DOCUMENTS: Mapping[str, tuple[str, Values, Values]] = {
    "a list of a kind": (
        """query($size: Int, $words: String) { deployments(first: $size, where: {name: {contains: $words}}) {
             totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
             edges { cursor node { name hasStatus { code label certainty claim { ref } } } }
             nodes { __typename id } } }""",
        {"size": 3, "words": "moscow"},
        {"size": 50, "words": "e"},
    ),
    "the end of a list": (
        """query($size: Int!) { claims(last: $size, order: VALID) {
             pageInfo { hasPreviousPage startCursor } nodes { id } } }""",
        {"size": 1},
        {"size": 7},
    ),
    "claims with their provenance": (
        "query($names: [String!]) { claims(first: 5, where: {predicates: $names}) { nodes {" + PROVENANCE + "} } }",
        {"names": ["supplies", "plannedCameras", "opines"]},
        {"names": ["hasStatus", "publishedCount"]},
    ),
    "one name or many": (
        "query($names: [String!]) { claims(first: 5, where: {predicates: $names}) { totalCount } }",
        {"names": ["supplies"]},
        {"names": ["name", "externalId"]},
    ),
    "what entities are called": (
        """query($name: String, $names: [String!], $words: String, $least: Int, $scheme: String, $id: String) {
             organisations(where: {name: {eq: $name}}) { totalCount nodes { id name } }
             entities(where: {name: {in: $names, contains: $words}}, first: 9) { totalCount nodes { id name } }
             places(where: {not: {name: {contains: $words, claim: {minSources: $least}}}}, first: 9) { nodes { name } }
             then: deployments(where: {name: {contains: $words}}, order: NAME, asOf: {recordedAt: "900"}) {
               totalCount nodes { name } }
             rulings(where: {externalId: {scheme: $scheme, eq: $id}}) { nodes { id } }
             financialFacilities(where: {title: {contains: $words}, not: {externalId: {isNull: true}}}) { totalCount }
             free: sources(first: 1) { totalCount }
             organisations2: organisations(where: {name: {in: $names}}, licence: {notIn: ["NOASSERTION"]}) {
               totalCount nodes { name } } }""",
        {
            "name": "华为",
            "names": ["Huawei", "Београд", "Beograd"],
            "words": "a",
            "least": 1,
            "scheme": "NEUTRAL_CITATION",
            "id": "[2020] EWCA Civ 1058",
        },
        {
            "name": "Huawei",
            "names": ["Carnegie Endowment for International Peace", "none"],
            "words": "Car",
            "least": 2,
            "scheme": "AIDATA_PROJECT",
            "id": "55627",
        },
    ),
    "a known set of claims": (
        """query($ids: [ID!], $refs: [String!], $set: String) {
             known: claims(where: {ids: $ids}) { totalCount nodes { id ref } }
             standing: claims(where: {ids: $ids, standing: true, not: {refs: $refs}}) { nodes { id } }
             records: claims(where: {refs: $refs, dataset: $set}, order: CONFIDENCE) { totalCount nodes { ref } }
             then: claims(where: {refs: $refs}, asOf: {validAt: "2019"}) { nodes { ref certainty } }
             deployments(where: {hasClaim: {refs: $refs}}) { nodes { name } } }""",
        {"ids": ["f89991b5-58ae-507c-aae2-151b37f88b16"], "refs": ["C004", "C015", "R01"], "set": None},
        {
            "ids": ["F89991B5-58AE-507C-AAE2-151B37F88B16", "1db9b9e4-8168-578b-805b-6a2d02511dac"],
            "refs": ["C003"],
            "set": "watchgraph-reference",
        },
    ),
    "claims by their documents": (
        """query($such: SourceWhere, $tier: SourceTier!, $said: [String!]) {
             claims(first: 9, where: {hasSource: $such}) { totalCount nodes { id } }
             rest: claims(first: 9, where: {not: {hasSource: {tiers: [$tier]}}}) { totalCount nodes { id } }
             sources(where: {hasClaim: {predicates: $said, hasSource: $such}}) { nodes { title } } }""",
        {"such": {"liveness": ["GONE"]}, "tier": "COURT", "said": ["supplies", "deployedIn"]},
        {"such": {"titleContains": "face", "not": {"tiers": ["MEDIA"]}}, "tier": "MEDIA", "said": None},
    ),
    "parts that may be left out": (
        """query($with: Boolean!, $without: Boolean!) { claims(first: 4) { nodes {
             ...Said @include(if: $with) subject @skip(if: $without) { name } } } }
           fragment Said on Claim { sentence again: sentence }""",
        {"with": True, "without": False},
        {"with": False, "without": True},
    ),
    "filters put together": (
        """query($one: ClaimWhere!, $other: ClaimWhere, $least: Int, $at: String) {
             claims(first: 9, where: {and: [$one], not: $other}) { totalCount nodes { id } }
             deployments(where: {or: [{hasClaim: $one}, {minSources: $least}]}) { totalCount nodes { id } }
             entities(where: {not: {hasClaim: {recordedAfter: $at}}}) { totalCount } }""",
        {
            "one": {"minSources": 2, "licence": {"in": ["NOASSERTION"]}},
            "other": {"during": "2019"},
            "least": 2,
            "at": "9",
        },
        {
            "one": {"minSources": 1, "licence": {"in": ["CC0-1.0"]}},
            "other": {"during": "2021/.."},
            "least": 3,
            "at": "1",
        },
    ),
    "an order given by name": (
        """query($order: ClaimOrder!, $down: Boolean!) { claims(first: 9, order: $order, descending: $down) {
             edges { cursor node { id } } } }""",
        {"order": "CONFIDENCE", "down": True},
        {"order": "PUBLISHED", "down": False},
    ),
    "what was so, and known, at a moment": (
        """query($day: String, $position: String) {
             claims(first: 5, asOf: {validAt: $day, recordedAt: $position}) {
               nodes { id certainty subject { name } evidence { totalCount } } pageInfo { endCursor } }
             now: claims(first: 5) { nodes { id certainty } } }""",
        {"day": "2019", "position": "900"},
        {"day": "2021-05", "position": "1300"},
    ),
    "anything by its id": (
        """query($id: ID!) { node(id: $id) { __typename id ... on Claim { sentence } ... on Entity { name }
             ... on Evidence { locator } ... on Organisation { externalIds { nodes { scheme value } } } } }""",
        {"id": "1c7e5c6f-8a53-5e0b-9a55-8d5a1f0b6c11"},
        {"id": "a8931132-6caa-58cd-8847-65d747ef9489"},
    ),
    "without licences": (
        """query($not: [String!]!) { claims(first: 5, licence: {notIn: $not}) {
             totalCount nodes { id subject { name } evidence { nodes { licence } } } } }""",
        {"not": ["NOASSERTION"]},
        {"not": ["CC0-1.0"]},
    ),
    "sources that may not be there, without licences": (
        "query($not: [String!]!) {" + " ".join(f"a{number}: {UNSURE}" for number in range(6)) + "}",
        {"not": ["CC0-1.0"]},
        {"not": ["NOASSERTION"]},
    ),
}


CONDITIONS = [
    "minConfidence: 36",
    "minOrigins: 1",
    "minSources: 1",
    'during: "2019"',
    'publishedBy: "2021"',
    'recordedUpTo: "1200"',
    'value: {contains: "camera"}',
    'licence: {in: ["NOASSERTION"]}',
    "standing: true",
    "not: {disputed: true}",
]


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("root", ["organisations(first: 1)", "sources(first: 3)", "deployments(first: 3)"])
def test_each_condition_on_the_claims_of_an_entity_compiles(
    reference_catalogue: Catalogue, root: str, condition: str
) -> None:
    query = f"{{ {root} {{ nodes {{ claims(first: 2, where: {{{condition}}}) {{ nodes {{ id }} }} }} }} }}"

    assert compiled_alike(reference_catalogue, query, {})


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_plan_gives_the_executors_answer_for_one_value_after_another(
    reference_catalogue: Catalogue, name: str
) -> None:
    query, first, second = DOCUMENTS[name]

    for values in (first, second, first):
        assert compiled_alike(reference_catalogue, query, values)


def _compiles(root: str) -> bool:
    named = get_named_type(ROOTS[root].type)
    return needs_nothing(ROOTS[root]) and named.name.endswith("Connection") and root not in WORKED_OUT


WORKED_OUT = {"comparisons", "moneyTrail", "paths", "placesGeoJson", "savedQueries", "search"}


@pytest.mark.parametrize("root", sorted(filter(_compiles, ROOTS)))
def test_every_field_of_every_list_is_answered_alike(reference_catalogue: Catalogue, root: str) -> None:
    selected = selection(get_named_type(ROOTS[root].type), 1)

    assert compiled_alike(reference_catalogue, f"{{ {root}(first: 4) {{ {selected} }} }}")
