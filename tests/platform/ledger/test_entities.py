"""Commands about entities and their identity."""

from uuid import UUID

import pytest
from tests.platform.ledger.desks import Desk

from watchgraph.domain.entities import Entity
from watchgraph.domain.errors import (
    MergeRefusedError,
    MissingReasonError,
    OutOfBoundsError,
    SelfJudgementError,
    UnknownEntityError,
    UnknownJudgementError,
    WrongIdentityError,
)
from watchgraph.domain.identifiers import country_id, entity_id
from watchgraph.ledger import Judge, Ledger, RegisterEntity, RetypeEntity, RevertJudgement
from watchgraph.vocabulary import UnknownKindError


def same(one: UUID, other: UUID, verdict: str = "SAME") -> Judge:
    return Judge(one=one, other=other, verdict=verdict, basis="same number in the same register")


def entity(desk: Desk, id_: UUID) -> Entity:
    found = Entity.fold(id_, ((event.envelope.actor.id, event.body) for event in desk.log.stream(id_)))
    assert found is not None
    return found


def test_a_register_s_code_gives_everybody_the_same_entity(desk: Desk) -> None:
    assert desk.country == country_id("RS")
    assert entity(desk, desk.country).register
    assert desk.do("ben", RegisterEntity(kind="Place", dataset="iso3166", native="RS")).events == ()


def test_a_thing_needs_a_name_and_a_known_kind(desk: Desk) -> None:
    with pytest.raises(WrongIdentityError):
        desk.do("ann", RegisterEntity(kind="Organisation", native=" "))
    with pytest.raises(UnknownKindError, match="Organisation"):
        desk.do("ann", RegisterEntity(kind="Organization", native="x"))


def test_a_person_s_id_says_nothing_of_them(desk: Desk) -> None:
    one = desk.do("ann", RegisterEntity(kind="Person", native="J. Doe"))
    two = desk.do("ann", RegisterEntity(kind="Person", native="J. Doe"))

    assert len({one.about, two.about, entity_id("contributions", "Person", "J. Doe")}) == 3
    assert b"J. Doe" not in desk.log.rows(one.position - 1, 1)[0][4]


def test_an_entity_keeps_its_id_when_its_kind_was_wrong(desk: Desk) -> None:
    desk.do("ed", RetypeEntity(entity=desk.deployment, kind="Contract", reason="it is the contract"))

    assert entity(desk, desk.deployment).kind == "Contract"
    assert desk.do("ed", RetypeEntity(entity=desk.deployment, kind="Contract", reason="yes")).events == ()
    with pytest.raises(MissingReasonError):
        desk.do("ed", RetypeEntity(entity=desk.deployment, kind="Place", reason=""))


def test_two_entities_are_judged_once_whichever_way_round(desk: Desk) -> None:
    other = desk.entity("Deployment", "Beograd kamere RS")

    first = desk.do("rita", same(desk.deployment, other))

    assert first.events
    assert desk.do("rob", same(other, desk.deployment)).events == ()
    with pytest.raises(SelfJudgementError):
        desk.do("rita", same(other, other))
    with pytest.raises(UnknownEntityError):
        desk.do("rita", same(other, desk.source))


def test_a_merge_that_contradicts_what_stands_is_refused(desk: Desk) -> None:
    two, three = desk.entity("Deployment", "two"), desk.entity("Deployment", "three")
    serbia = desk.entity("Place", "Serbia", "aigs")
    kosovo = desk.entity("Place", "XK", "iso3166")
    desk.do("rita", same(desk.deployment, two))
    desk.do("rita", same(two, three, "DISTINCT"))
    desk.do("rita", same(serbia, desk.country))

    for pair, reason in (
        ((desk.deployment, three), "distinct"),
        ((serbia, kosovo), "register"),
        ((serbia, two), "kinds"),
    ):
        with pytest.raises(MergeRefusedError, match=reason):
            desk.do("rita", same(*pair))
    other = desk.entity("Deployment", "four")
    desk.do("rita", same(two, other))
    with pytest.raises(MergeRefusedError, match="make them one"):
        desk.do("rita", same(desk.deployment, other, "DISTINCT"))


def test_a_reverted_judgement_is_in_nobody_s_way_nor_after_a_restart(desk: Desk) -> None:
    two, three = desk.entity("Deployment", "two"), desk.entity("Deployment", "three")
    desk.do("rita", same(desk.deployment, two))
    desk.do("rita", same(two, three, "DISTINCT"))

    desk.do("rob", RevertJudgement(one=three, other=two, reason="it was the same site"))
    desk.ledger = Ledger.open(desk.log)

    assert desk.do("rita", same(desk.deployment, three)).events
    assert desk.do("rob", RevertJudgement(one=three, other=two, reason="again")).events == ()
    with pytest.raises(UnknownJudgementError):
        desk.do("rob", RevertJudgement(one=three, other=desk.country, reason="x"))


def test_a_retyped_entity_can_be_merged_with_its_new_kind(desk: Desk) -> None:
    contract, other = desk.entity("Contract", "one"), desk.entity("Deployment", "two")
    desk.do("rita", same(desk.deployment, other, "UNSURE"))
    with pytest.raises(MergeRefusedError):
        desk.do("rita", same(contract, other))

    desk.do("ed", RetypeEntity(entity=contract, kind="Deployment", reason="no contract"))

    assert desk.do("rita", same(contract, other)).events


def test_only_a_person_has_a_public_role(desk: Desk) -> None:
    with pytest.raises(WrongIdentityError):
        desk.do("ann", RegisterEntity(kind="Deployment", native="Belgrade cameras RS", public_role=True))


@pytest.mark.parametrize(
    ("kind", "dataset", "native"),
    [("Place", "iso3166", "Serbia"), ("Organisation", "iso3166", "RS"), ("Place", "geonames", "Belgrade")],
)
def test_a_register_has_places_by_their_codes_only(desk: Desk, kind: str, dataset: str, native: str) -> None:
    with pytest.raises(WrongIdentityError):
        desk.do("ann", RegisterEntity(kind=kind, dataset=dataset, native=native))


@pytest.mark.parametrize("score", [-1, 101, 10**30])
def test_a_score_goes_from_0_to_100(desk: Desk, score: int) -> None:
    with pytest.raises(OutOfBoundsError):
        desk.do("rita", Judge(one=desk.deployment, other=desk.facility, verdict="UNSURE", basis="alike", score=score))
