"""What acts on claims and entities look like through the API, now and as of before."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from tests.platform.ledger.desks import Desk
from tests.schema.replies import Reply, asking

from watchgraph.domain.statements import Qualification
from watchgraph.domain.values import Code, EntityRef
from watchgraph.ledger import (
    Accept,
    Correct,
    Judge,
    Propose,
    Redact,
    RevertJudgement,
    StatementGiven,
)
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.follower import Follower

Look = Callable[..., Reply]
TODAY = 20261123


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def look(desk: Desk, tmp_path: Path) -> Iterator[Look]:
    """Asks what the catalogue says after all that was done."""
    follower = Follower.open(desk.log, tmp_path, day=TODAY)
    catalogue = Catalogue.open(tmp_path)

    def looked(query: str, **variables: object) -> Reply:
        follower.catch_up(TODAY)
        return asking(catalogue)(query, variables)

    yield looked
    catalogue.close()
    follower.close()


def accepted(desk: Desk, ask: Propose) -> UUID:
    claim = desk.do("ann", ask).about
    desk.do("rita", Accept(claim=claim))
    return claim


def supplies(desk: Desk, vendor: UUID) -> Propose:
    stated = StatementGiven(subject=vendor, predicate="supplies", object=EntityRef(id=desk.deployment), valid="2019")
    return Propose(statement=stated, evidence=(desk.given(),))


def test_a_merged_entity_answers_as_the_other_until_the_merge_is_reverted(desk: Desk, look: Look) -> None:
    one, other = sorted(
        (desk.entity("Organisation", "Hikvision CN"), desk.entity("Organisation", "Hikvsion CN")), key=str
    )
    accepted(desk, supplies(desk, other))
    before = desk.log.head()
    desk.do("rita", Judge(one=one, other=other, verdict="SAME", basis="a slip of the pen"))
    asked = (
        "query($one: ID!, $other: ID!, $before: String) { node(id: $other) { ...shape } "
        "then: nodes(ids: [$other], asOf: {recordedAt: $before}) { id } organisations { totalCount } } "
        "fragment shape on Organisation { id claims { nodes { subject { id } statedSubject { id } } } "
        "mergedFrom { nodes { id claims { totalCount } judgements { nodes { verdict basis leftId rightId } } } } }"
    )
    asked = asked.replace("$one: ID!, ", "")

    merged = look(asked, other=str(other), before=str(before))
    desk.do("rita", RevertJudgement(one=one, other=other, reason="two firms after all"))
    parted = look(asked, other=str(other), before=str(before))

    assert merged.at("node.id") == str(one)
    assert merged.all("node.mergedFrom.nodes.*.id") == [f"Absorbed:{other}"]
    assert merged.at("node.mergedFrom.nodes.0.claims.totalCount") == 1
    assert merged.at("node.mergedFrom.nodes.0.judgements.nodes.0.basis") == "a slip of the pen"
    assert merged.all("node.claims.nodes.*.subject.id") == [str(one)]
    assert merged.all("node.claims.nodes.*.statedSubject.id") == [str(other)]
    assert merged.at("organisations.totalCount") == 1
    assert merged.at("then.0.id") == parted.at("then.0.id") == parted.at("node.id") == str(other)
    assert parted.at("organisations.totalCount") == 2
    assert parted.all("node.mergedFrom.nodes.*.id") == []


def test_what_was_merged_is_found_again_as_such(desk: Desk, look: Look) -> None:
    one, other = sorted((desk.entity("Organisation", "NtechLab"), desk.entity("Organisation", "NTech Lab")), key=str)
    accepted(desk, supplies(desk, other))
    desk.do("rita", Judge(one=one, other=other, verdict="SAME", basis="one spelling"))
    asked = "query ($id: ID!) { node(id: $id) { __typename id ... on Absorbed { entityId claims { totalCount } } } }"

    merged, entity = look(asked, id=f"Absorbed:{other}"), look(asked, id=str(other))
    strangers = [look(asked, id=f"Absorbed:{each}") for each in (one, "00000000-0000-4000-8000-000000000000")]
    desk.do("rita", RevertJudgement(one=one, other=other, reason="two firms after all"))
    parted = look(asked, id=f"Absorbed:{other}")

    assert merged.at("node") == {
        "__typename": "Absorbed",
        "id": f"Absorbed:{other}",
        "entityId": str(other),
        "claims": {"totalCount": 1},
    }
    assert (entity.at("node.__typename"), entity.at("node.id")) == ("Organisation", str(one))
    assert [each.at("node") for each in (*strangers, parted)] == [None, None, None]


def test_claims_that_a_merge_brings_have_moved_and_none_has_appeared(desk: Desk, look: Look) -> None:
    one, other = sorted((desk.entity("Organisation", "Face++"), desk.entity("Organisation", "Megvii")), key=str)
    brought = accepted(desk, supplies(desk, other))
    before = desk.log.head()
    desk.do("rita", Judge(one=one, other=other, verdict="SAME", basis="one firm"))
    merged = desk.log.head()
    desk.do("rita", RevertJudgement(one=one, other=other, reason="two firms after all"))
    new = accepted(desk, supplies(desk, one))
    asked = """query ($id: ID!, $from: String, $to: String) {
      diff(from: {recordedAt: $from}, to: {recordedAt: $to}, about: {entity: $id}) {
        claims { nodes { changes claim { id } before { subject { id } } after { subject { id } } } } } }"""

    joining = look(asked, id=str(one), **{"from": str(before), "to": str(merged)})
    parting = look(asked, id=str(one), **{"from": str(merged), "to": str(desk.log.head())})

    assert joining.all("diff.claims.nodes.*") == [
        {
            "changes": ["MOVED"],
            "claim": {"id": str(brought)},
            "before": {"subject": {"id": str(other)}},
            "after": {"subject": {"id": str(one)}},
        }
    ]
    found = {each["claim"]["id"]: each["changes"] for each in parting.all("diff.claims.nodes.*")}  # type: ignore[index]  # as asked
    assert found == {str(brought): ["MOVED"], str(new): ["APPEARED"]}


def test_an_id_that_was_given_later_is_told_with_those_that_were_known_then(desk: Desk, look: Look) -> None:
    earlier = desk.entity("Organisation", "Dahua")
    accepted(desk, supplies(desk, earlier))
    before = str(desk.log.head())
    later = desk.entity("Organisation", "Dahua Technology")
    stranger = desk.entity("Organisation", "Somebody else")
    desk.do("rita", Judge(one=earlier, other=later, verdict="SAME", basis="one firm"))
    asked = """query ($id: ID!, $at: AsOf) {
      entity(id: $id, asOf: $at) { id }
      claims(where: {subject: $id}, asOf: $at) { totalCount }
      organisations(where: {ids: [$id]}, asOf: $at) { totalCount }
      timeline(entity: $id, asOf: $at) { totalCount }
      aggregate(of: "Deployment", where: [{predicate: "supplies", counted: OBJECT, entities: [$id]}], asOf: $at) {
        definition } }"""

    then = look(asked, id=str(later), at={"recordedAt": before})
    alone = look(asked, id=str(stranger), at={"recordedAt": before})
    known = look(asked, id=str(earlier), at={"recordedAt": before})
    now = look(asked, id=str(later), at={"recordedAt": str(desk.log.head())})

    assert then.codes == alone.codes == ["unknown-id"] * 5
    errors = then.answer.body["errors"]
    assert isinstance(errors, list)
    assert [each["extensions"]["knownThen"] for each in errors] == [[str(earlier)]] * 5
    assert "knownThen" not in str(alone.answer.body)
    given = alone.answer.body["errors"]
    assert isinstance(given, list)
    [known_from] = {each["extensions"]["knownFrom"] for each in given}
    assert all(f'Ask as of `recordedAt: "{known_from}"` or later' in each["message"] for each in given)
    assert look(asked, id=str(stranger), at={"recordedAt": str(known_from)}).codes == []
    assert look(asked, id=str(stranger), at={"recordedAt": str(known_from - 1)}).codes == ["unknown-id"] * 5
    assert all(f"position {before} of the log, where the last commit" in each["message"] for each in errors)
    assert known.codes == now.codes == []


def test_two_firms_on_one_list_of_a_law_are_not_tied_unless_that_is_asked(desk: Desk, look: Look) -> None:
    law, one, other = (
        desk.entity(*each) for each in (("LegalInstrument", "889"), ("Organisation", "One"), ("Organisation", "Other"))
    )
    for firm in (one, other):
        stated = StatementGiven(
            subject=law,
            predicate="restricts",
            object=EntityRef(id=firm),
            qualifiers=(Qualification(name="restriction", value=Code(scheme="restriction", code="PROCUREMENT_BAN")),),
            valid="2019",
        )
        accepted(desk, Propose(statement=stated, evidence=(desk.given(),)))
    asked = """query ($from: ID!, $to: ID!, $via: PathVia) {
      paths(from: $from, to: $to, via: $via) { nodes { length } }
      whyNot(from: $from, to: $to) { connected ways { nodes { steps { barred text } } } } }"""
    ends = {"from": str(one), "to": str(other)}

    usual, through = look(asked, **ends), look(asked, **ends, via={"kinds": ["LEGAL_INSTRUMENT"]})
    to_the_law = look(asked, **{"from": str(one), "to": str(law)})

    assert usual.all("paths.nodes.*") == []
    assert usual.at("whyNot.connected") is False
    assert usual.all("whyNot.ways.nodes.0.steps.*.barred") == [False, True]
    assert through.all("paths.nodes.*.length") == [2]
    assert to_the_law.all("paths.nodes.*.length") == [1]


def test_a_corrected_claim_leads_to_the_one_that_says_it_right(desk: Desk, look: Look) -> None:
    wrong = accepted(desk, desk.cameras("8000"))
    right = desk.do("rita", Correct(claim=wrong, wrong="a zero too many", replacement=desk.cameras("800"))).about

    reply = look(
        "query($id: ID!) { claim(id: $id) { state standing reason replacedBy { id value { text } } "
        "history { nodes { topic details { name value } } } } }",
        id=str(wrong),
    )

    assert reply.at("claim.state") == "CORRECTED"
    assert reply.at("claim.standing") is False
    assert reply.at("claim.replacedBy.id") == str(right)
    assert reply.all("claim.history.nodes.*.topic") == ["claim.proposed", "claim.accepted", "claim.corrected"]
    assert "a zero too many" in reply.all("claim.history.nodes.*.details.*.value")


def test_two_values_for_one_time_are_rivals_and_for_two_times_are_not(desk: Desk, look: Look) -> None:
    many = accepted(desk, desk.cameras("8000", valid="2019"))
    few = accepted(desk, desk.cameras("800", valid="2019"))
    later = accepted(desk, desk.cameras("900", valid="2021"))

    reply = look(
        "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Claim { rivals { nodes { reason claim { id } } } } } }",
        ids=[str(many), str(few), str(later)],
    )

    assert reply.all("nodes.0.rivals.nodes.*.claim.id") == [str(few)]
    assert reply.all("nodes.1.rivals.nodes.*.claim.id") == [str(many)]
    assert reply.all("nodes.2.rivals.nodes.*.claim.id") == []
    assert reply.at("nodes.0.rivals.nodes.0.reason") == "VALUE"


def test_unreviewed_claims_stand_nowhere_but_can_be_asked_for(desk: Desk, look: Look) -> None:
    desk.do("ann", desk.cameras("8000"))

    reply = look(
        "{ deployments { nodes { plannedCameras { min } timeline { totalCount } } } "
        "claims(where: {states: [PROPOSED]}) { nodes { state standing } } "
        "claimed: claims(where: {standing: true}) { totalCount } }"
    )

    assert reply.at("deployments.nodes.0.plannedCameras") is None
    assert reply.at("deployments.nodes.0.timeline.totalCount") == 0
    assert reply.all("claims.nodes.*.state") == ["PROPOSED"]
    assert reply.at("claimed.totalCount") == 0


def test_a_redacted_quote_is_gone_as_of_every_moment(desk: Desk, look: Look) -> None:
    claim = accepted(desk, desk.cameras("8000", quote="said by somebody who must not be named"))
    asked = (
        "query($id: ID!, $then: String) { claim(id: $id) { state evidence { nodes { quote } } } "
        "then: claim(id: $id, asOf: {recordedAt: $then}) { state evidence { nodes { quote } } } }"
    )
    then = str(desk.log.head())
    before = look(asked, id=str(claim), then=then)
    desk.do("ed", Redact(claim=claim, basis="GDPR art. 17", authority="the editor"))

    after = look(asked, id=str(claim), then=then)

    assert before.at("claim.evidence.nodes.0.quote") == "said by somebody who must not be named"
    assert after.at("claim.state") == "REDACTED"
    assert after.at("claim.evidence.nodes.0.quote") is None
    assert after.at("then.evidence.nodes.0.quote") is None


def test_claims_are_parted_by_when_this_log_took_them(desk: Desk, look: Look) -> None:
    before = accepted(desk, supplies(desk, desk.entity("Organisation", "Hikvision")))
    position = desk.log.head()
    after = accepted(desk, supplies(desk, desk.entity("Organisation", "Dahua")))

    reply = look(
        'query($at: String!) { old: claims(where: {recordedUpTo: $at, predicates: ["supplies"]}) { nodes { id } } '
        'new: claims(where: {recordedAfter: $at, predicates: ["supplies"]}) { nodes { id } } '
        "sources(where: {recordedAfter: $at}) { totalCount } }",
        at=str(position),
    )

    assert reply.all("old.nodes.*.id") == [str(before)]
    assert reply.all("new.nodes.*.id") == [str(after)]
