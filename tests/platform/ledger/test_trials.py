"""Judgements tried on the clusters and taken back."""

from uuid import UUID

from tests.platform.ledger.desks import Desk

from watchgraph.domain.entities import Entity
from watchgraph.domain.identifiers import judgement_id
from watchgraph.identity.clusters import Refusal
from watchgraph.ledger import Judge
from watchgraph.ledger.identity import Identity


def organisation(number: int) -> Entity:
    return Entity(id=UUID(int=number), kind="Organisation", dataset="somebody")


def test_what_was_tried_stands_during_the_trial_and_not_after(desk: Desk) -> None:
    identity, one, other = Identity(desk.log), organisation(1), organisation(2)

    with identity.trial() as trial:
        assert trial.let_stand(judgement_id(one.id, other.id), one, other, "SAME") is None
        assert trial.are_one(one.id, other.id)

    with identity.trial() as trial:
        assert not trial.are_one(one.id, other.id)


def test_what_would_have_no_effect_does_not_stand(desk: Desk) -> None:
    identity = Identity(desk.log)
    serbia, spain = (Entity(id=UUID(int=number), kind="Place", dataset="iso3166", register=True) for number in (1, 2))

    with identity.trial() as trial:
        refusal = trial.let_stand(judgement_id(serbia.id, spain.id), serbia, spain, "SAME")

        assert refusal is Refusal.TWO_OF_ONE_REGISTER
        assert not trial.are_one(serbia.id, spain.id)


def test_later_ones_are_weighed_against_those_that_stand(desk: Desk) -> None:
    one, two, three = (organisation(number) for number in (1, 2, 3))

    with Identity(desk.log).trial() as trial:
        trial.let_stand(judgement_id(one.id, two.id), one, two, "DISTINCT")
        trial.let_stand(judgement_id(one.id, three.id), one, three, "SAME")

        assert trial.refusal(two, three, "SAME") is Refusal.JUDGED_DISTINCT


def test_a_rule_s_verdict_given_again_by_a_person_is_recorded_with_its_reason(desk: Desk) -> None:
    other = desk.entity("Deployment", "Beograd kamere RS")
    unsure = Judge(one=desk.deployment, other=other, verdict="UNSURE", basis="alike")
    desk.do("rita", unsure)

    again = desk.do("rita", unsure)
    looked = desk.do("rita", Judge(one=desk.deployment, other=other, verdict="UNSURE", basis="no document says"))

    assert again.events == ()
    assert [event.topic for event in looked.events] == ["judgement.recorded"]
