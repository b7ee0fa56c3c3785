"""What lies in something, is part of it or a kind of it is found with it where that is asked for."""

from collections.abc import Sequence

import pytest
from tests.schema.replies import Ask, asking

from watchgraph_projections.catalogue.reading import Catalogue


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.unmeasured)])
def ask_each(request: pytest.FixtureRequest) -> Ask:
    """Asks the reference data in a file and in a database."""
    name = "reference_catalogue" if request.param == "sqlite" else "reference_in_postgres"
    catalogue: Catalogue = request.getfixturevalue(name)
    return asking(catalogue)


def serbia(ask: Ask) -> object:
    return ask('{ places(where: {name: {eq: "Serbia"}}) { nodes { id } } }').at("places.nodes.0.id")


def parts(ask: Ask, place: object) -> set[object]:
    """All that leads to a place by claims, walked from here: itself, and what is part of what was found."""
    found, ring = {place}, [place]
    while ring:
        reply = ask(
            'query($in: [ClaimWhere!]) { claims(first: 100, where: {predicates: ["partOf"], drawsEdge: true, '
            "certainties: [YES, POSSIBLY], or: $in}) { nodes { subject { id } } pageInfo { hasNextPage } } }",
            {"in": [{"object": each} for each in ring]},
        )
        assert reply.at("claims.pageInfo.hasNextPage") is False
        ring = sorted(set(reply.all("claims.nodes.*.subject.id")) - found, key=str)
        found |= set(ring)
    return found


def test_places_within_a_place_are_itself_and_all_that_leads_there(ask_each: Ask) -> None:
    place = serbia(ask_each)

    reply = ask_each("query($id: ID!) { entities(first: 100, where: {within: [$id]}) { nodes { id } } }", {"id": place})

    assert set(reply.all("entities.nodes.*.id")) == parts(ask_each, place)
    assert len(reply.all("entities.nodes.*.id")) > 1


def test_deployments_in_a_country_are_those_in_its_cities(ask_each: Ask) -> None:
    place = serbia(ask_each)
    inside: Sequence[object] = sorted(parts(ask_each, place), key=str)

    reply = ask_each(
        "query($id: ID!, $ids: [ID!]) { exactly: deployments(where: {deployedIn: {eq: $id}}) { totalCount } "
        "inside: deployments(where: {deployedIn: {within: [$id]}}) { nodes { id } } "
        "each: deployments(where: {deployedIn: {in: $ids}}) { nodes { id } } "
        'said: deployments(where: {hasClaim: {predicates: ["deployedIn"], objectWithin: [$id]}}) { nodes { id } } '
        'claims(where: {predicates: ["deployedIn"], objectWithin: [$id], standing: true}) { totalCount } '
        "about: claims(where: {subjectWithin: [$id]}) { totalCount } "
        'aggregate(of: "Deployment", where: [{predicate: "deployedIn", within: [$id]}]) '
        "{ definition numbers { certain { members } possible { figure { value } } } } }",
        {"id": place, "ids": inside},
    )

    found = reply.all("inside.nodes.*.id")
    assert reply.at("exactly.totalCount") == 0
    assert found == reply.all("each.nodes.*.id") != []
    assert set(reply.all("said.nodes.*.id")) >= set(found)
    assert reply.number("claims.totalCount") >= len(found)
    assert reply.number("about.totalCount") > 0
    assert 0 < reply.number("aggregate.numbers.0.certain.members") <= len(found)
    assert "“Serbia” or what is part of it" in str(reply.at("aggregate.definition"))


def test_deployments_by_country_are_as_many_as_lie_in_each(ask_each: Ask) -> None:
    reply = ask_each(
        'aggregate(of: "Deployment", where: [{predicate: "deployedIn"}], '
        'groupBy: {predicate: "deployedIn", area: COUNTRY}) { groups { nodes { label entity { id } '
        "numbers { certain { members claims(first: 100) { nodes { id } } } } } } }".join("{}")
    )

    groups = reply.at("aggregate.groups.nodes")
    assert isinstance(groups, list)
    named = [each for each in groups if each["entity"]]
    assert len(named) > 3
    for each in named:
        inside = ask_each(
            'query($id: ID!) { aggregate(of: "Deployment", where: [{predicate: "deployedIn", within: [$id]}]) '
            "{ numbers { certain { members claims(first: 100) { nodes { id } } } } } }",
            {"id": each["entity"]["id"]},
        )
        assert inside.at("aggregate.numbers") == each["numbers"]


def test_what_did_not_exist_yet_is_unknown_and_what_does_holds_the_same_under_licences(ask: Ask) -> None:
    reply = ask(
        'query($id: ID!) { then: places(where: {within: [$id]}, asOf: {recordedAt: "1"}) { totalCount } '
        'later: places(where: {within: [$id]}, asOf: {validAt: "2019"}) { totalCount } '
        'under: places(where: {within: [$id]}, licence: {notIn: ["NOASSERTION"]}) { totalCount } }',
        {"id": serbia(ask)},
    )

    assert reply.codes == ["unknown-id"]
    assert reply.at("then") is None
    assert reply.number("later.totalCount") > 1
    assert reply.number("under.totalCount") <= reply.number("later.totalCount")


def test_an_empty_list_of_what_to_be_within_is_refused(ask: Ask) -> None:
    assert ask("{ places(where: {within: []}) { totalCount } }").codes == ["bad-argument"]


def test_what_claims_lead_to_is_found_by_what_they_say(ask_each: Ask) -> None:
    reply = ask_each(
        '{ led: organisations(first: 100, where: {objectOf: {predicates: ["operatedBy"], standing: true}}) '
        "{ nodes { id } } "
        'claims(first: 100, where: {predicates: ["operatedBy"], standing: true, objectKinds: [ORGANISATION]}) '
        "{ nodes { value { ... on EntityValue { entity { id } } } } pageInfo { hasNextPage } } }"
    )

    assert set(reply.all("led.nodes.*.id")) == set(reply.all("claims.nodes.*.value.entity.id")) != set()


def test_a_claim_begins_within_what_it_is_dated_to(ask: Ask) -> None:
    reply = ask(
        '{ begun: claims(first: 100, where: {begins: "2019"}) { nodes { valid { text } } } '
        'lasting: claims(where: {during: "2019"}) { totalCount } begun_count: claims(where: {begins: "2019"}) '
        "{ totalCount } }"
    )

    assert {str(each)[:4] for each in reply.all("begun.nodes.*.valid.text")} == {"2019"}
    assert 0 < reply.number("begun_count.totalCount") < reply.number("lasting.totalCount")
    assert ask('{ claims(where: {begins: "soon"}) { totalCount } }').codes == ["bad-argument"]
