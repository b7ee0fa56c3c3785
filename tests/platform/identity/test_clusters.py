"""Clusters follow from the standing judgements alone, and a reverted one leaves no trace."""

from uuid import UUID, uuid5

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from watchgraph.domain.identifiers import judgement_id
from watchgraph.identity.clusters import Clusters, Refusal

NAMESPACE = UUID("11111111-2222-5333-8444-555555555555")
A, B, C, D, E, F = sorted(uuid5(NAMESPACE, str(number)) for number in range(6))
ENTITIES = (A, B, C, D, E, F)
REGISTERS = {C: "iso3166", E: "iso3166", F: "geonames"}


def clusters(kinds: dict[UUID, str] | None = None) -> Clusters:
    made = Clusters()
    for entity in ENTITIES:
        made.introduce(entity, kind=(kinds or {}).get(entity, "Place"), register=REGISTERS.get(entity))
    return made


def judge(on: Clusters, one: UUID, other: UUID, verdict: str, position: int) -> set[UUID]:
    left, right = sorted([one, other])
    return on.record(judgement_id(one, other), left, right, verdict, position)


def test_entities_that_nobody_judged_stand_alone() -> None:
    on = clusters()

    assert on.representative(B) == B
    assert on.members(B) == (B,)


def test_a_cluster_is_called_by_its_smallest_id_whatever_the_order() -> None:
    one, other = clusters(), clusters()

    changed = judge(one, B, D, "SAME", 1) | judge(one, A, B, "SAME", 2)
    judge(other, A, B, "SAME", 1)
    judge(other, B, D, "SAME", 2)

    assert changed == {B, D}
    assert one.members(D) == other.members(D) == (A, B, D)
    assert {one.representative(entity) for entity in (A, B, D)} == {A}


def test_a_register_gives_its_cluster_the_name() -> None:
    on = clusters()

    changed = judge(on, A, C, "SAME", 1)

    assert changed == {A}
    assert on.representative(A) == C


def test_two_entities_of_one_register_are_never_joined() -> None:
    on = clusters()
    judge(on, A, C, "SAME", 1)

    assert on.refusal(A, E, "SAME") is Refusal.TWO_OF_ONE_REGISTER
    assert judge(on, A, E, "SAME", 2) == set()
    assert on.without_effect() == {judgement_id(A, E): Refusal.TWO_OF_ONE_REGISTER}
    assert on.refusal(A, F, "SAME") is None


def test_different_kinds_are_never_joined_until_one_is_retyped() -> None:
    on = clusters({B: "Organisation"})
    judge(on, A, B, "SAME", 1)
    assert on.without_effect() == {judgement_id(A, B): Refusal.DIFFERENT_KINDS}

    changed = on.retype(B, "Place")

    assert changed == {B}
    assert on.representative(B) == A
    assert on.retype(B, "Organisation") == {B}
    assert on.representative(B) == B


def test_a_pair_judged_distinct_is_not_joined_by_a_detour() -> None:
    on = clusters()
    judge(on, A, D, "DISTINCT", 1)
    judge(on, A, B, "SAME", 2)

    assert on.refusal(B, D, "SAME") is Refusal.JUDGED_DISTINCT
    judge(on, B, D, "SAME", 3)

    assert on.members(A) == (A, B)
    assert on.members(D) == (D,)


def test_of_two_that_raced_the_later_has_no_effect() -> None:
    on = clusters()
    judge(on, A, B, "SAME", 1)
    judge(on, B, D, "SAME", 2)

    judge(on, A, D, "DISTINCT", 3)

    assert on.members(A) == (A, B, D)
    assert on.without_effect() == {judgement_id(A, D): Refusal.ALREADY_ONE}
    assert on.refusal(A, D, "DISTINCT") is Refusal.ALREADY_ONE
    assert on.refusal(A, D, "UNSURE") is None


def test_what_stood_in_the_way_once_reverted_lets_the_other_take_effect() -> None:
    on = clusters()
    judge(on, A, D, "DISTINCT", 1)
    judge(on, A, D, "DISTINCT", 1)
    judge(on, A, B, "SAME", 2)
    judge(on, B, D, "SAME", 3)

    changed = on.revert(judgement_id(A, D))

    assert changed == {D}
    assert on.members(D) == (A, B, D)
    assert on.without_effect() == {}
    assert on.revert(judgement_id(A, D)) == set()


def test_a_later_verdict_on_the_same_pair_replaces_the_earlier() -> None:
    on = clusters()
    judge(on, A, B, "SAME", 1)

    assert on.refusal(A, B, "DISTINCT") is None
    assert judge(on, A, B, "DISTINCT", 2) == {B}
    assert judge(on, A, B, "UNSURE", 3) == set()
    assert on.members(B) == (B,)
    assert on.refusal(A, B, "SAME") is None


class Merging(RuleBasedStateMachine):
    """Reviewers judge, change their minds and revert, in any order."""

    @initialize()
    def begin(self) -> None:
        self.kinds = dict.fromkeys(ENTITIES, "Place")
        self.clusters = clusters()
        self.standing: dict[UUID, tuple[int, UUID, UUID, str]] = {}
        self.position = 0

    def check_changes(self, before: dict[UUID, UUID], changed: set[UUID]) -> None:
        assert changed == {entity for entity in ENTITIES if self.clusters.representative(entity) != before[entity]}

    def names(self) -> dict[UUID, UUID]:
        return {entity: self.clusters.representative(entity) for entity in ENTITIES}

    @rule(
        pair=st.lists(st.sampled_from(ENTITIES), min_size=2, max_size=2, unique=True),
        verdict=st.sampled_from(["SAME", "SAME", "DISTINCT", "UNSURE"]),
    )
    def judge(self, pair: list[UUID], verdict: str) -> None:
        left, right = sorted(pair)
        self.position += 1
        before, refusal = self.names(), self.clusters.refusal(left, right, verdict)

        self.check_changes(before, judge(self.clusters, left, right, verdict, self.position))

        judgement = judgement_id(left, right)
        assert self.clusters.without_effect().get(judgement) == refusal
        self.standing[judgement] = (self.position, left, right, verdict)

    @rule(pair=st.lists(st.sampled_from(ENTITIES), min_size=2, max_size=2, unique=True))
    def revert(self, pair: list[UUID]) -> None:
        before = self.names()

        self.check_changes(before, self.clusters.revert(judgement_id(*pair)))

        self.standing.pop(judgement_id(*pair), None)

    @rule(entity=st.sampled_from((A, D)), kind=st.sampled_from(["Place", "Organisation"]))
    def retype(self, entity: UUID, kind: str) -> None:
        before = self.names()

        self.check_changes(before, self.clusters.retype(entity, kind))

        self.kinds[entity] = kind

    @invariant()
    def nothing_is_left_of_what_does_not_stand(self) -> None:
        fresh = clusters(self.kinds)
        for judgement, (position, left, right, verdict) in sorted(self.standing.items(), key=lambda item: item[1]):
            fresh.record(judgement, left, right, verdict, position)

        assert fresh.without_effect() == self.clusters.without_effect()
        assert all(fresh.members(entity) == self.clusters.members(entity) for entity in ENTITIES)
        assert all(fresh.representative(entity) == self.clusters.representative(entity) for entity in ENTITIES)

    @invariant()
    def no_cluster_contradicts_itself(self) -> None:
        for entity in ENTITIES:
            members = self.clusters.members(entity)
            registers = [REGISTERS[member] for member in members if member in REGISTERS]
            assert len(set(registers)) == len(registers)
            assert len({self.kinds[member] for member in members}) == 1

    @invariant()
    def no_effective_verdict_of_distinct_lies_within_a_cluster(self) -> None:
        idle = self.clusters.without_effect()
        for judgement, (_, left, right, verdict) in self.standing.items():
            if judgement not in idle and verdict != "UNSURE":
                together = right in self.clusters.members(left)
                assert together == (verdict == "SAME")


Merging.TestCase.settings = settings(max_examples=20, stateful_step_count=30)
TestMerging = Merging.TestCase
