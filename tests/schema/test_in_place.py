"""One question has one answer, from whichever end of a claim it is asked, over the reference data."""

import pytest
from tests.schema.replies import Ask, asking

from watchgraph_projections.catalogue.reading import Catalogue

FIGURE = "{ numbers { certain { figure { value } } } excluded { reason claims(first: 100) { nodes { ref } } } }"
GROUPED = (
    "{ numbers { certain { figure { value } } } "
    "groups(first: 100) { nodes { label numbers { certain { figure { value } } } } } }"
)


@pytest.fixture(params=["reference_catalogue", pytest.param("reference_in_postgres", marks=pytest.mark.unmeasured)])
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    found: Catalogue = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def asked(catalogue: Catalogue) -> Ask:
    return asking(catalogue)


@pytest.mark.parametrize("moment", ["", 'validAt: "2019"', 'recordedAt: "{}"', 'validAt: "2018", recordedAt: "{}"'])
def test_where_systems_are_is_one_number_however_it_is_asked(catalogue: Catalogue, asked: Ask, moment: str) -> None:
    moment = f"asOf: {{{moment.format(catalogue.standing().position)}}}, "
    reply = asked(
        f"""{{
            deployments: aggregate({moment}of: "Deployment", where: [{{predicate: "deployedIn"}}],
              groupBy: {{predicate: "deployedIn"}}) {GROUPED}
            subjects: aggregate({moment}of: "deployedIn", groupBy: {{predicate: "deployedIn"}}) {GROUPED}
            places: aggregate({moment}of: "Place", where: [{{predicate: "deployedIn", counted: OBJECT}}]) {FIGURE}
            countries: aggregate({moment}of: "Deployment", groupBy: {{predicate: "deployedIn", area: COUNTRY}},
              where: [{{predicate: "deployedIn"}}]) {GROUPED}
            ofSubjects: aggregate({moment}of: "deployedIn",
              groupBy: {{predicate: "deployedIn", area: COUNTRY}}) {GROUPED}
        }}"""
    )

    certain = "numbers.0.certain.figure.value"
    assert reply.at("deployments") == reply.at("subjects")
    assert reply.at("countries") == reply.at("ofSubjects")
    groups = [int(str(each)) for each in reply.all("deployments.groups.nodes.*.numbers.0.certain.figure.value")]
    assert len([each for each in groups if each]) == int(str(reply.at(f"places.{certain}")))
    assert sum(groups) == int(str(reply.at(f"deployments.{certain}")))


def test_a_contracted_system_is_left_out_with_the_claim_that_says_so(asked: Ask) -> None:
    deployments, places, vendors = (
        f'aggregate(of: "{of}", where: [{{predicate: "{predicate}", counted: {end}}}]) {FIGURE}'
        for of, predicate, end in (
            ("Deployment", "deployedIn", "SUBJECT"),
            ("Place", "deployedIn", "OBJECT"),
            ("Organisation", "supplies", "SUBJECT"),
        )
    )

    reply = asked(f"{{ deployments: {deployments} places: {places} vendors: {vendors} }}")

    for name, claim in (("deployments", "M14"), ("places", "M14"), ("vendors", "M15")):
        left_out = {
            str(reason): reply.all(f"{name}.excluded.{at}.claims.nodes.*.ref")
            for at, reason in enumerate(reply.all(f"{name}.excluded.*.reason"))
        }
        assert {claim, "M13"} <= {*left_out["NOT_IN_PLACE"]}, name
