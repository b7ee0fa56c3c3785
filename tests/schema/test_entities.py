"""Entities through the API, over the reference data as it ships."""

import pytest
from tests.schema.replies import Ask

BELGRADE = '{ places(where: {name: {eq: "Belgrade"}}) { nodes { id %s } } }'


def test_an_entity_shows_its_names_each_with_its_claim(ask: Ask) -> None:
    reply = ask(
        '{ organisations(where: {name: {eq: "Huawei"}}) '
        "{ nodes { names { nodes { text lang script kind claim { state } } } } } }"
    )

    assert "Huawei" in reply.all("organisations.nodes.0.names.nodes.*.text")
    assert set(reply.all("organisations.nodes.0.names.nodes.*.claim.state")) == {"ACCEPTED"}


@pytest.mark.parametrize("name", ["Belgrade", "Београд", "Beograd"])
@pytest.mark.parametrize("root", ["places", "entities"])
def test_an_entity_is_found_by_whichever_of_its_names(ask: Ask, root: str, name: str) -> None:
    reply = ask(f'{{ {root}(where: {{name: {{eq: "{name}"}}}}) {{ totalCount nodes {{ name }} }} }}')

    assert (reply.at(f"{root}.totalCount"), reply.all(f"{root}.nodes.*.name")) == (1, ["Belgrade"])


def test_a_name_is_no_name_before_it_was_recorded(ask: Ask) -> None:
    reply = ask('{ places(where: {name: {eq: "Београд"}}, asOf: {recordedAt: "0"}) { totalCount } }')

    assert reply.at("places.totalCount") == 0


def test_an_entity_is_found_by_its_identifier_in_a_register(ask: Ask) -> None:
    reply = ask(
        '{ loan: entities(where: {externalId: {scheme: "AIDATA_PROJECT", eq: "55627"}}) { nodes { kind } } '
        'other: entities(where: {externalId: {scheme: "NEUTRAL_CITATION", eq: "55627"}}) { totalCount } '
        "all: financialFacilities(where: {externalId: {isNull: true}}) { totalCount } }"
    )

    assert reply.all("loan.nodes.*.kind") == ["FINANCIAL_FACILITY"]
    assert (reply.at("other.totalCount"), reply.at("all.totalCount")) == (0, 0)


def test_edges_that_were_not_there_on_the_day_are_listed_and_can_be_left_out(ask: Ask) -> None:
    reply = ask(
        '{ organisations(where: {name: {eq: "Huawei"}}, asOf: {validAt: "2015"}) { nodes { '
        "all: neighbours(first: 50) { totalCount nodes { certainty } } "
        "then: neighbours(where: {certainties: [YES, POSSIBLY]}) { totalCount nodes { certainty } } } } }"
    )

    certainties = reply.all("organisations.nodes.0.all.nodes.*.certainty")
    assert "NO" in certainties
    assert reply.number("organisations.nodes.0.then.totalCount") == len([each for each in certainties if each != "NO"])


def test_a_headline_names_its_claim_and_says_how_sure_it_is_today(ask: Ask) -> None:
    reply = ask(
        '{ deployments(where: {name: {contains: "belgrade"}}, order: NAME) { nodes { name '
        "plannedCameras { unit text certainty claim { ref sentence } } deployedIn { text entity { name kind } } } } }"
    )

    assert set(reply.all("deployments.nodes.*.plannedCameras.unit")) == {"camera"}
    assert set(reply.all("deployments.nodes.*.plannedCameras.certainty")) <= {"YES", "POSSIBLY"}
    assert reply.all("deployments.nodes.*.plannedCameras.claim.ref")
    assert set(reply.all("deployments.nodes.*.deployedIn.entity.kind")) == {"PLACE"}
    assert reply.all("deployments.nodes.*.deployedIn.text") == reply.all("deployments.nodes.*.deployedIn.entity.name")


def test_edges_carry_their_claims_and_their_other_end(ask: Ask) -> None:
    reply = ask(
        BELGRADE % "neighbours(where: {direction: INCOMING, kinds: [DEPLOYMENT]}) { nodes { direction certainty "
        "confidence planned predicate { name } entity { kind } claims { nodes { drawsEdge object { id } } } } }"
    )

    edges = "places.nodes.0.neighbours.nodes.*"
    assert set(reply.all(f"{edges}.direction")) == {"INCOMING"}
    assert set(reply.all(f"{edges}.entity.kind")) == {"DEPLOYMENT"}
    assert set(reply.all(f"{edges}.claims.nodes.*.drawsEdge")) == {True}
    assert set(reply.all(f"{edges}.claims.nodes.*.object.id")) == {reply.at("places.nodes.0.id")}


def test_a_timeline_runs_by_when_things_began(ask: Ask) -> None:
    reply = ask(BELGRADE % "timeline(first: 100) { nodes { standing valid { fromEarliest } } }")

    begun = [str(day) for day in reply.all("places.nodes.0.timeline.nodes.*.valid.fromEarliest")]
    assert len(begun) > 1
    assert begun == sorted(begun)
    assert set(reply.all("places.nodes.0.timeline.nodes.*.standing")) == {True}


def test_claims_of_an_entity_can_be_asked_by_its_role(ask: Ask) -> None:
    asked = "{ totalCount nodes { subject { id } object { id } } }"
    reply = ask(
        BELGRADE % f"about: claims(role: SUBJECT) {asked} with: claims(role: OBJECT) {asked} all: claims {asked}"
    )

    place = reply.at("places.nodes.0.id")
    assert set(reply.all("places.nodes.0.about.nodes.*.subject.id")) == {place}
    assert set(reply.all("places.nodes.0.with.nodes.*.object.id")) == {place}
    total = sum(reply.number(f"places.nodes.0.{name}.totalCount") for name in ("about", "with"))
    assert reply.at("places.nodes.0.all.totalCount") == total


def test_sources_of_an_entity_are_listed_once_each(ask: Ask) -> None:
    reply = ask(BELGRADE % "citedSources(first: 100) { totalCount nodes { id title } }")

    ids = reply.all("places.nodes.0.citedSources.nodes.*.id")
    assert ids
    assert len(ids) == len(set(ids)) == reply.at("places.nodes.0.citedSources.totalCount")


def test_filters_of_a_kind_compare_its_headline_values(ask: Ask) -> None:
    reply = ask(
        '{ few: deployments(where: {installedCameras: {lt: "100"}}) { nodes { installedCameras { min } } } '
        "none: deployments(where: {installedCameras: {isNull: true}}) { totalCount "
        "nodes { installedCameras { min } } } "
        "pilots: deployments(where: {hasStatus: {in: [PILOT, LIVE]}}) { nodes { hasStatus { code } } } "
        "ordered: deployments(order: PLANNED_CAMERAS, descending: true) { nodes { plannedCameras { min } } } }"
    )

    assert all(float(str(low)) < 100 for low in reply.all("few.nodes.*.installedCameras.min"))
    assert reply.number("none.totalCount") > 0
    assert reply.all("none.nodes.*.installedCameras") == []
    assert set(reply.all("pilots.nodes.*.hasStatus.code")) <= {"PILOT", "LIVE"}
    planned = [float(str(low)) for low in reply.all("ordered.nodes.*.plannedCameras.min")]
    assert planned == sorted(planned, reverse=True)


def test_a_kind_can_be_filtered_by_the_place_that_it_leads_to(ask: Ask) -> None:
    place = ask(BELGRADE % "name").at("places.nodes.0.id")

    reply = ask(
        "query($id: ID!) { deployments(where: {deployedIn: {eq: $id}}) { nodes { deployedIn { entity { id } } } } "
        'said: deployments(where: {hasClaim: {predicates: ["hasStatus"], standing: true}}) { totalCount } }',
        {"id": place},
    )

    assert set(reply.all("deployments.nodes.*.deployedIn.entity.id")) == {place}
    assert reply.number("said.totalCount") > 0


def test_amounts_are_compared_in_a_currency_and_claims_found_by_their_entities(ask: Ask) -> None:
    known = ask("{ financialFacilities { nodes { id amount { amount currency } } } }")
    currency = known.at("financialFacilities.nodes.0.amount.currency")

    reply = ask(
        "query($in: String, $id: ID!) { "
        'same: financialFacilities(where: {amount: {currency: $in, gt: "0"}, ids: [$id]}) '
        '{ totalCount } other: financialFacilities(where: {amount: {currency: "XTS"}}) { totalCount } '
        "about: claims(where: {subject: $id, standing: true}) { totalCount } }",
        {"in": currency, "id": known.at("financialFacilities.nodes.0.id")},
    )

    assert reply.at("same.totalCount") == 1
    assert reply.at("other.totalCount") == 0
    assert reply.number("about.totalCount") > 0


def test_a_list_can_ask_for_what_a_number_counts(ask: Ask) -> None:
    claim = '{predicates: ["deployedIn"], standing: true'
    reply = ask(
        f"""{{
            standing: deployments(where: {{hasClaim: {claim}}}}}) {{ totalCount }}
            counted: deployments(where: {{hasClaim: {claim}, counted: true}}}}) {{ totalCount }}
            unplanned: claims(first: 100, where: {claim}, planned: false}}) {{ nodes {{ planned }} }}
            planned: claims(first: 100, where: {claim}, planned: true}}) {{ nodes {{ planned }} }}
            uncounted: claims(first: 100, where: {claim}, counted: false}}) {{ nodes {{ counted }} }}
            there: deployments(where: {{hasClaim: {claim}, counted: true}},
              not: {{hasStatus: {{in: [CONTRACTED, PLANNED]}}}}}}) {{ totalCount }}
            aggregate(of: "Deployment", where: [{{predicate: "deployedIn"}}]) {{
              numbers {{ certain {{ figure {{ value }} }} }} }}
        }}"""
    )

    assert reply.number("counted.totalCount") < reply.number("standing.totalCount")
    assert str(reply.number("there.totalCount")) == reply.at("aggregate.numbers.0.certain.figure.value")
    assert set(reply.all("unplanned.nodes.*.planned")) == {False}
    assert set(reply.all("uncounted.nodes.*.counted")) == {False}
    assert set(reply.all("planned.nodes.*.planned")) <= {True}
