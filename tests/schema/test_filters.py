"""Filters are put together of others, and what they let through is what the answers say."""

from time import thread_time

import pytest
from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull
from tests.schema.replies import Ask
from tests.schema.shapes import SCHEMA

WHERES = sorted(
    name
    for name, kind in SCHEMA.type_map.items()
    if isinstance(kind, GraphQLInputObjectType)
    and name.endswith("Where")
    and name not in {"LicenceWhere", "FigureWhere"}
)
"""LicenceWhere leaves out, FigureWhere names records of a publisher: there is nothing to put together."""

CLAIMS = [
    '{refs: ["C004", "C015"]}',
    '{ids: ["f89991b5-58ae-507c-aae2-151b37f88b16"]}',
    '{predicates: ["supplies"]}',
    "{minConfidence: 60}",
    "{disputed: true}",
    "{minSources: 2}",
    "{subjectKinds: [DEPLOYMENT]}",
    "{objectKinds: [PLACE, ORGANISATION]}",
    '{during: "2019/2020"}',
    '{licence: {in: ["CC0-1.0"]}}',
    '{licence: {notIn: ["NOASSERTION"]}}',
    "{hasSource: {liveness: [GONE]}}",
    '{hasSource: {ids: ["850f5c36-486b-590a-aaec-a0435d20d1c2"]}}',
    '{hasSource: {tiers: [COURT], hasClaim: {predicates: ["outcome"]}}}',
    "{certainties: [YES]}",
    '{publishedBy: "2020"}',
    '{value: {contains: "FACIAL"}}',
    '{value: {eq: "Belgrade"}}',
    '{begins: "2019"}',
    '{value: {codes: ["PILOT", "LIVE"]}}',
    '{value: {gte: "1000"}}',
    '{value: {gte: "0.5", lte: "1000"}}',
]
OTHERS = [
    ("deployments", '{plannedCameras: {gte: "100"}}'),
    ("deployments", "{hasStatus: {claim: {minConfidence: 60}}}"),
    ("deployments", '{hasClaim: {predicates: ["plannedCameras"]}}'),
    ("organisations", '{name: {contains: "bank"}}'),
    ("organisations", '{name: {eq: "华为"}}'),
    ("organisations", '{name: {contains: "a", claim: {minSources: 1}}}'),
    ("entities", '{name: {in: ["Huawei", "Beograd", "Resisting the rise of facial recognition"]}}'),
    ("entities", '{externalId: {scheme: "NEUTRAL_CITATION"}}'),
    ("entities", '{externalId: {in: ["55627", "none"]}}'),
    ("organisations", "{minSources: 2}"),
    ("organisations", '{objectOf: {predicates: ["operatedBy", "lender"]}}'),
    ("entities", "{kinds: [ORGANISATION, PLACE]}"),
    ("entities", "{hasClaim: {standing: true, minSources: 2}}"),
    ("sources", "{tiers: [COURT, MEDIA]}"),
    ("sources", '{publishedFrom: "2020"}'),
    ("sources", '{publishedBefore: "2020-06"}'),
    ("sources", "{hasClaim: {disputed: true}}"),
    ("sources", '{licence: {notIn: ["NOASSERTION"]}}'),
]


@pytest.mark.parametrize(("root", "where"), [*(("claims", each) for each in CLAIMS), *OTHERS])
def test_what_a_condition_lets_through_and_what_it_does_not_is_all(ask: Ask, root: str, where: str) -> None:
    reply = ask(
        f"{{ all: {root} {{ totalCount }} kept: {root}(where: {where}) {{ totalCount }} "
        f"rest: {root}(where: {{not: {where}}}) {{ totalCount }} "
        f"none: {root}(where: {{and: [{where}, {{not: {where}}}]}}) {{ totalCount }} "
        f"either: {root}(where: {{or: [{where}, {{not: {where}}}]}}) {{ totalCount }} }}"
    )

    every = reply.number("all.totalCount")
    assert 0 < reply.number("kept.totalCount") < every
    assert reply.number("kept.totalCount") + reply.number("rest.totalCount") == every
    assert (reply.number("none.totalCount"), reply.number("either.totalCount")) == (0, every)


def test_all_of_is_what_both_have_and_any_of_is_what_either_has(ask: Ask) -> None:
    one, other = "{minConfidence: 60}", '{predicates: ["supplies", "published"]}'
    page = "{ nodes { id } pageInfo { endCursor hasNextPage } }"

    def ids(where: str) -> set[object]:
        found, after = set[object](), "null"
        while True:
            reply = ask(f"{{ claims(first: 100, after: {after}, where: {where}) {page} }}")
            found |= set(reply.all("claims.nodes.*.id"))
            if not reply.at("claims.pageInfo.hasNextPage"):
                return found
            after = f'"{reply.at("claims.pageInfo.endCursor")}"'

    assert ids(f"{{and: [{one}, {other}]}}") == ids(one) & ids(other) != set()
    assert ids(f"{{or: [{one}, {other}]}}") == ids(one) | ids(other)
    assert ids(f"{{or: [{one}, {other}], standing: true}}") == (ids(one) | ids(other)) & ids("{standing: true}")
    assert ids(f"{{not: {{or: [{one}, {other}]}}, minConfidence: 0}}") == ids("{minConfidence: 0}") - ids(one) - ids(
        other
    )


CONFIDENCE = "nodes { confidence }"
SHOWN = "subject { kind } evidence(first: 100, stances: [SUPPORTS]) { nodes { licence source { id } } }"


def test_claims_are_those_that_their_own_fields_say(ask: Ask) -> None:
    where = '{minSources: 2, subjectKinds: [ORGANISATION], licence: {in: ["NOASSERTION"]}, during: "2018/2021"}'

    reply = ask(f"{{ claims(first: 50, where: {where}) {{ nodes {{ {SHOWN} }} }} }}")

    assert set(reply.all("claims.nodes.*.subject.kind")) == {"ORGANISATION"}
    claims = reply.all("claims.nodes.*")
    assert claims
    for place in range(len(claims)):
        evidence = f"claims.nodes.{place}.evidence.nodes.*"
        assert "NOASSERTION" in reply.all(f"{evidence}.licence")
        assert len(set(reply.all(f"{evidence}.source.id"))) >= 2


def test_a_claim_that_gives_a_value_is_asked_for_by_its_own_filter_whether_it_leads_or_not(ask: Ask) -> None:
    said = 'first: 50, where: {predicates: ["plannedCameras"], standing: true}'
    shown = f"nodes {{ plannedCameras {{ claim {{ confidence }} }} claims({said}) {{ {CONFIDENCE} }} }}"

    reply = ask(
        f"{{ some: deployments(where: {{plannedCameras: {{claim: {{minConfidence: 70}}}}}}) {{ {shown} }} "
        "others: deployments(where: {plannedCameras: {isNull: false, claim: {not: {minConfidence: 70}}}}) "
        f"{{ {shown} }} }}"
    )

    found = {
        name: [
            reply.all(f"{name}.nodes.{place}.claims.nodes.*.confidence")
            for place in range(len(reply.all(f"{name}.nodes.*")))
        ]
        for name in ("some", "others")
    }
    assert all(any(isinstance(score, int) and score >= 70 for score in scores) for scores in found["some"])
    assert all(any(isinstance(score, int) and score < 70 for score in scores) for scores in found["others"])
    leading = reply.all("others.nodes.*.plannedCameras.claim.confidence")
    assert found["some"]
    assert any(isinstance(score, int) and score >= 70 for score in leading)


def test_edges_are_put_together_too(ask: Ask) -> None:
    asked = {
        "all": "",
        "supplies": '(where: {predicates: ["supplies"], direction: OUTGOING})',
        "rest": '(where: {not: {predicates: ["supplies"], direction: OUTGOING}})',
        "sources": "(where: {or: [{kinds: [SOURCE]}, {minClaims: 2}]})",
    }

    fields = " ".join(f"{name}: neighbours{where} {{ totalCount }}" for name, where in asked.items())
    reply = ask(f'{{ organisations(where: {{name: {{eq: "Huawei"}}}}) {{ nodes {{ {fields} }} }} }}')

    found = {name: reply.number(f"organisations.nodes.0.{name}.totalCount") for name in asked}
    assert found["supplies"] + found["rest"] == found["all"]
    assert 0 < found["supplies"] < found["all"]
    assert 0 < found["sources"] < found["all"]


@pytest.mark.parametrize("name", WHERES)
def test_every_filter_has_parts_of_its_own_type(name: str) -> None:
    kind = SCHEMA.type_map[name]
    assert isinstance(kind, GraphQLInputObjectType)

    assert kind.fields["not"].type is kind
    for parts in ("and", "or"):
        assert (
            kind.fields[parts].type == GraphQLList(GraphQLNonNull(kind)) or str(kind.fields[parts].type) == f"[{name}!]"
        )


def deep(levels: int) -> str:
    return "{not: " * levels + "{standing: true}" + "}" * levels


def test_a_known_set_of_claims_is_found_by_ids_and_by_records_and_narrowed_by_the_rest(ask: Ask) -> None:
    known = ask('{ claims(where: {refs: ["C004", "R01"]}) { nodes { id ref } } }').all("claims.nodes.*")
    ids = [each["id"] for each in known if isinstance(each, dict)]

    reply = ask(
        """query ($ids: [ID!]) {
             again: claims(where: {ids: $ids}) { nodes { id } }
             numbers: claims(where: {ids: $ids, families: [QUANTITY]}) { nodes { ref } }
             both: claims(where: {ids: $ids, or: [{refs: ["C004"]}, {refs: ["R01"]}]}) { totalCount } }""",
        {"ids": [str(each).upper() for each in ids]},
    )

    assert {each["ref"] for each in known if isinstance(each, dict)} == {"C004", "R01"}
    assert reply.all("again.nodes.*.id") == ids
    assert set(reply.all("numbers.nodes.*.ref")) == {"R01"}
    assert reply.at("both.totalCount") == len(ids)


def test_a_claim_that_was_stated_later_is_refused_with_when_it_is_known(ask: Ask) -> None:
    claim = ask('{ claimsByRef(ref: "C004") { nodes { id recorded { position } } } }').at("claimsByRef.nodes.0")
    assert isinstance(claim, dict)

    reply = ask(f'{{ claims(where: {{ids: ["{claim["id"]}"]}}, asOf: {{recordedAt: "1"}}) {{ totalCount }} }}')

    assert reply.codes == ["unknown-id"]
    error = reply.answer.body["errors"][0]  # type: ignore[index]  # a list of one
    assert error["extensions"]["knownFrom"] == claim["recorded"]["position"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        (f"{{ claims(where: {deep(5)}) {{ totalCount }} }}", []),
        (f"{{ claims(where: {deep(6)}) {{ totalCount }} }}", ["filter-too-large"]),
        (f"{{ deployments(where: {{hasClaim: {deep(5)}}}) {{ totalCount }} }}", ["filter-too-large"]),
        (f"{{ claims(where: {{or: [{'{standing: true}' * 50}]}}) {{ totalCount }} }}", []),
        (f"{{ claims(where: {{or: [{'{standing: true}' * 51}]}}) {{ totalCount }} }}", ["filter-too-large"]),
        ("{ claims(where: {or: []}) { totalCount } }", ["bad-argument"]),
        ("{ claims(where: {and: null, or: null, not: null}) { totalCount } }", []),
        ("{ claims(where: {minSources: -1}) { totalCount } }", ["bad-argument"]),
        ('{ claims(where: {value: {gte: "1_000"}}) { totalCount } }', ["bad-argument"]),
        ('{ claims(where: {value: {lte: "\u0661"}}) { totalCount } }', ["bad-argument"]),
        ('{ claims(where: {value: {gte: "NaN"}}) { totalCount } }', ["bad-argument"]),
        ("{ claims(where: {value: {codes: []}}) { totalCount } }", ["bad-argument"]),
        ('{ claims(where: {licence: {in: ["nobody\'s"]}}) { totalCount } }', ["bad-argument"]),
        ('{ claims(where: {during: "soon"}) { totalCount } }', ["bad-argument"]),
        ('{ claims(where: {recordedAfter: "1000"}) { totalCount } }', []),
        ('{ claims(where: {recordedAfter: "202000"}) { totalCount } }', ["bad-recorded-at"]),
        ('{ claims(where: {recordedAfter: "2020-01-01"}) { totalCount } }', ["bad-recorded-at"]),
        ("{ claims(where: {ids: []}) { totalCount } }", ["bad-argument"]),
        ('{ claims(where: {ids: ["C004"]}) { totalCount } }', ["bad-id"]),
        ('{ claims(where: {ids: ["00000000-0000-5000-8000-000000000000"]}) { totalCount } }', ["unknown-id"]),
        ("{ claims(where: {refs: []}) { totalCount } }", ["bad-argument"]),
        ('{ claims(where: {refs: ["C004", "C9999"]}) { totalCount } }', ["bad-argument"]),
        ('{ claims(where: {refs: ["C004"], dataset: "iso3166"}) { totalCount } }', ["bad-argument"]),
        ("{ claims(where: {subjectKinds: [CASTLE]}) { totalCount } }", ["bad-document"]),
        ("{ claims(where: {subjectKinds: []}) { totalCount } }", ["bad-argument"]),
        ('{ sources(where: {publishedFrom: "soon"}) { totalCount } }', ["not-edtf"]),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused_with_a_code(ask: Ask, query: str, codes: list[str]) -> None:
    assert ask(query).codes == codes


NONE = "{}" * 301


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("query($w: [ClaimWhere!]) { claims(where: {or: $w}) { totalCount } }", {"w": [{}] * 66_000}),
        ("query($w: DeploymentWhere) { deployments(where: $w) { totalCount } }", {"w": {"or": [{}] * 66_000}}),
        (f"{{ claims(where: {{or: [{NONE}]}}) {{ totalCount }} }}", None),
        (f"query($w: [ClaimWhere!] = [{NONE}]) {{ claims(where: {{or: $w}}) {{ totalCount }} }}", None),
        (f"{{ claims(first: 1) {{ totalCount @include(if: [{NONE}]) }} }}", None),
        (
            "{ claims(first: 1) { nodes { ...F ...F ...F ...F subject { ...F } } } } "
            f"fragment F on Node {{ ... on Claim {{ evidence(stances: [{'{}' * 75}]) {{ totalCount }} }} }}",
            None,
        ),
    ],
)
def test_filters_without_any_condition_are_counted_before_they_are_read(
    ask: Ask, query: str, variables: dict[str, object] | None
) -> None:
    began = thread_time()

    assert ask(query, variables).codes == ["too-much"]
    assert thread_time() - began < 1
