"""The rules of a claim, one by one and under any order of acts."""

from collections.abc import Callable, Sequence
from uuid import UUID, uuid4, uuid5

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from watchgraph.domain.claim_states import ClaimState
from watchgraph.domain.claims import Claim
from watchgraph.domain.edtf import EdtfError, ReversedIntervalError
from watchgraph.domain.errors import (
    CannotEndError,
    ClaimWithoutEvidenceError,
    DomainError,
    LastSupportError,
    MissingLocatorError,
    MissingReasonError,
    NotProposerError,
    OwnClaimError,
    SelfCorrectionError,
    UnexpectedEventError,
    UnknownCodeError,
    UnknownEvidenceError,
    WrongStateError,
)
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimAccepted, ClaimProposed, ClaimReinstated
from watchgraph.domain.events.entities import EntityRetyped
from watchgraph.domain.proposals import propose, votes_needed
from watchgraph.domain.statements import Evidence, Origin, Policy, Stance, Statement
from watchgraph.domain.values import Quantity
from watchgraph.vocabulary.predicates import Persistence

CLAIM = UUID("11111111-2222-5333-8444-555555555555")
SETTINGS = settings(max_examples=25, stateful_step_count=30)
PEOPLE = ("ann", "bob", "cat", "dan")
STATEMENT = Statement(
    origin=Origin(source=CLAIM),
    subject=CLAIM,
    predicate="plannedCameras",
    object=Quantity(min="8000", max="8000", unit="camera"),
    valid="2019",
)


def evidence(number: int = 1, stance: Stance = Stance.SUPPORTS, locator: str = "p. 1") -> Evidence:
    return Evidence(id=uuid5(CLAIM, str(number)), source=CLAIM, stance=stance, locator=locator)


def proposed(*, votes: int = 1, policy: Policy | None = None) -> Claim:
    body = propose(STATEMENT, (evidence(),), votes_needed=votes, policy=policy)
    return Claim.born(CLAIM, "ann", body)


def after(claim: Claim, actor: str, events: Sequence[Event]) -> Claim:
    for event in events:
        claim.apply(actor, event)
    return claim


def accepted() -> Claim:
    claim = proposed()
    return after(claim, "bob", claim.accept("bob"))


@pytest.mark.parametrize("given", [(), (evidence(stance=Stance.CONTRADICTS),), (evidence(stance=Stance.MENTIONS),)])
def test_a_claim_needs_evidence_that_supports_it(given: tuple[Evidence, ...]) -> None:
    with pytest.raises(ClaimWithoutEvidenceError):
        propose(STATEMENT, given, votes_needed=1)


def test_evidence_says_where_it_stands() -> None:
    with pytest.raises(MissingLocatorError, match="whole document"):
        propose(STATEMENT, (evidence(locator=" "),), votes_needed=1)


def test_a_claim_of_a_trusted_data_set_is_born_accepted() -> None:
    claim = proposed(policy=Policy(id="dataset-trust", version=1))

    assert claim.state is ClaimState.ACCEPTED
    assert claim.accept("bob") == []


def test_nobody_decides_on_their_own_claim() -> None:
    claim = proposed()

    with pytest.raises(OwnClaimError):
        claim.accept("ann")
    with pytest.raises(OwnClaimError):
        claim.reject("ann", "DUPLICATE")


def test_where_two_must_agree_the_second_vote_decides() -> None:
    claim = proposed(votes=2)

    states = [after(claim, "bob", claim.accept("bob")).state, after(claim, "cat", claim.accept("cat")).state]

    assert states == [ClaimState.PROPOSED, ClaimState.ACCEPTED]
    assert claim.votes == ("bob", "cat")
    assert claim.accept("bob") == []


@pytest.mark.parametrize(
    ("family", "person", "needed"),
    [("SUPPLY", False, 1), ("FINANCE", False, 2), ("LITIGATION", False, 2), ("RULING", False, 2), ("NAME", True, 2)],
)
def test_two_must_agree_where_a_wrong_claim_harms_most(family: str, person: bool, needed: int) -> None:  # noqa: FBT001 - a parameter of the test
    assert votes_needed(family, person=person) == needed


def test_who_proposed_it_again_cannot_accept_it_either() -> None:
    claim = proposed()
    after(claim, "bob", claim.reject("bob", "WEAK_SOURCE"))
    after(claim, "cat", claim.repropose())

    for proposer in ("ann", "cat"):
        with pytest.raises(OwnClaimError):
            claim.accept(proposer)
    assert claim.accept("bob") == [ClaimAccepted()]


def test_only_its_proposer_withdraws_a_claim_and_only_before_review() -> None:
    claim = proposed()

    with pytest.raises(NotProposerError):
        claim.withdraw("bob")
    after(claim, "bob", claim.accept("bob"))

    with pytest.raises(WrongStateError, match="retracted"):
        claim.withdraw("ann")


def test_the_last_support_stays_and_what_contradicts_does_not_count() -> None:
    claim = proposed()
    after(claim, "bob", claim.attach(evidence(2, Stance.CONTRADICTS)))

    with pytest.raises(LastSupportError):
        claim.detach(evidence(1).id)
    after(claim, "bob", claim.attach(evidence(3)))
    after(claim, "bob", claim.detach(evidence(1).id))

    assert [item.id for item in claim.evidence] == [evidence(2).id, evidence(3).id]
    assert claim.detach(evidence(1).id) == []
    with pytest.raises(UnknownEvidenceError):
        claim.detach(uuid4())


def test_an_edition_that_states_it_again_is_new_evidence_and_a_repeat_is_not() -> None:
    claim = proposed()
    again = Evidence(id=evidence().id, source=CLAIM, stance=Stance.SUPPORTS, locator="p. 1", edition="2022", mapping=1)

    after(claim, "importer", claim.attach(again))

    assert len(claim.evidence) == 2
    assert claim.attach(again) == []


def test_a_rank_needs_a_reason_unless_it_is_normal() -> None:
    claim = proposed()

    with pytest.raises(UnknownCodeError, match="PREFERRED"):
        claim.rank_as("BEST", "x")
    with pytest.raises(MissingReasonError):
        claim.rank_as("PREFERRED", " ")
    after(claim, "bob", claim.rank_as("PREFERRED", "counted on site"))

    assert claim.rank_as("PREFERRED", "counted on site") == []
    assert len(claim.rank_as("NORMAL", None)) == 1


def test_a_correction_names_another_claim_and_what_was_wrong() -> None:
    claim, other = accepted(), uuid4()

    with pytest.raises(SelfCorrectionError):
        claim.correct(CLAIM, "x")
    with pytest.raises(MissingReasonError):
        claim.correct(other, "")
    after(claim, "bob", claim.correct(other, "a digit"))

    assert (claim.state, claim.replacement, claim.wrong) == (ClaimState.CORRECTED, other, "a digit")
    assert claim.correct(other, "a digit") == []
    after(claim, "bob", claim.reinstate())
    assert (claim.state, claim.replacement, claim.wrong) == (ClaimState.ACCEPTED, None, None)


def test_an_end_leaves_the_value_and_the_state_untouched() -> None:
    claim = accepted()

    with pytest.raises(ReversedIntervalError):
        claim.end("2018", evidence(2), Persistence.STATE)
    with pytest.raises(EdtfError):
        claim.end("soon", evidence(2), Persistence.STATE)
    with pytest.raises(CannotEndError):
        claim.end("2020", evidence(2), Persistence.OCCURRENCE)
    after(claim, "bob", claim.end("2021-06", evidence(2), Persistence.STATE))

    assert (claim.state, claim.ended, claim.statement) == (ClaimState.ACCEPTED, "2021-06", STATEMENT)
    assert len(claim.evidence) == 2
    assert claim.end("2021-06", evidence(2), Persistence.STATE) == []


def test_redaction_is_final() -> None:
    claim = accepted()

    with pytest.raises(MissingReasonError):
        claim.redact(("claim:1",), "", "a court")
    after(claim, "bob", claim.redact(("claim:1",), "GDPR art. 17", "a court"))

    assert claim.redact(("claim:1",), "GDPR art. 17", "a court") == []
    acts: list[Callable[[], object]] = [
        claim.repropose,
        claim.reinstate,
        lambda: claim.accept("cat"),
        lambda: claim.attach(evidence(9)),
        lambda: claim.detach(evidence(1).id),
        lambda: claim.propose_again([evidence(9)]),
        lambda: claim.retract("MISREAD"),
    ]
    for act in acts:
        with pytest.raises(WrongStateError):
            act()


def test_an_event_of_another_noun_is_refused() -> None:
    with pytest.raises(UnexpectedEventError):
        Claim.born(CLAIM, "ann", ClaimAccepted())
    with pytest.raises(UnexpectedEventError):
        proposed().apply("ann", EntityRetyped(kind="Place", reason="x"))


def test_what_is_folded_from_nothing_is_nothing() -> None:
    assert Claim.fold(CLAIM, []) is None


class Claims(RuleBasedStateMachine):
    """Anybody does anything to a claim, in any order."""

    @initialize(votes=st.integers(1, 2), by=st.sampled_from(PEOPLE))
    def begin(self, votes: int, by: str) -> None:
        body = propose(STATEMENT, (evidence(),), votes_needed=votes)
        self.history: list[tuple[str, Event]] = [(by, body)]
        self.claim = Claim.born(CLAIM, by, body)

    def act(self, actor: str, decide: Callable[[Claim], Sequence[Event]]) -> None:
        """Do it if it is allowed; doing it again at once then changes nothing."""
        before = self.claim.state
        try:
            events = decide(self.claim)
        except DomainError:
            return
        assert before is not ClaimState.REDACTED or not events
        for event in events:
            self.claim.apply(actor, event)
            self.history.append((actor, event))
        assert list(decide(self.claim)) == []

    @rule(by=st.sampled_from(PEOPLE))
    def accept(self, by: str) -> None:
        self.act(by, lambda claim: claim.accept(by))

    @rule(by=st.sampled_from(PEOPLE), reason=st.sampled_from(["DUPLICATE", "WEAK_SOURCE"]))
    def reject(self, by: str, reason: str) -> None:
        self.act(by, lambda claim: claim.reject(by, reason))

    @rule(by=st.sampled_from(PEOPLE))
    def withdraw(self, by: str) -> None:
        self.act(by, lambda claim: claim.withdraw(by))

    @rule(by=st.sampled_from(PEOPLE))
    def repropose(self, by: str) -> None:
        self.act(by, lambda claim: claim.repropose())

    @rule(by=st.sampled_from(PEOPLE), number=st.integers(1, 4), stance=st.sampled_from(Stance))
    def attach(self, by: str, number: int, stance: Stance) -> None:
        self.act(by, lambda claim: claim.attach(evidence(number, stance)))

    @rule(by=st.sampled_from(PEOPLE), number=st.integers(1, 4))
    def detach(self, by: str, number: int) -> None:
        self.act(by, lambda claim: claim.detach(evidence(number).id))

    @rule(by=st.sampled_from(PEOPLE), rank=st.sampled_from(["PREFERRED", "NORMAL", "DEPRECATED"]))
    def rank(self, by: str, rank: str) -> None:
        self.act(by, lambda claim: claim.rank_as(rank, "because"))

    @rule(by=st.sampled_from(PEOPLE))
    def correct(self, by: str) -> None:
        self.act(by, lambda claim: claim.correct(evidence(7).id, "a digit"))

    @rule(by=st.sampled_from(PEOPLE), ended=st.sampled_from(["2020", "2021-05", "2017"]))
    def end(self, by: str, ended: str) -> None:
        def decide(claim: Claim) -> Sequence[Event]:
            try:
                return claim.end(ended, evidence(5), Persistence.STATE)
            except ReversedIntervalError:
                return []

        self.act(by, decide)

    @rule(by=st.sampled_from(PEOPLE))
    def retract(self, by: str) -> None:
        self.act(by, lambda claim: claim.retract("MISREAD"))

    @rule(by=st.sampled_from(PEOPLE))
    def reinstate(self, by: str) -> None:
        self.act(by, lambda claim: claim.reinstate())

    @rule(by=st.sampled_from(PEOPLE), really=st.integers(0, 9))
    def redact(self, by: str, really: int) -> None:
        if really == 0:
            self.act(by, lambda claim: claim.redact(("claim:1",), "GDPR art. 17", "a court"))

    @invariant()
    def some_evidence_supports_it(self) -> None:
        assert any(item.stance is Stance.SUPPORTS for item in self.claim.evidence)

    @invariant()
    def nobody_accepted_their_own(self) -> None:
        assert not set(self.claim.votes) & set(self.claim.proposers)

    @invariant()
    def what_stands_was_accepted_by_enough_reviewers(self) -> None:
        if self.claim.state is ClaimState.ACCEPTED:
            assert len(set(self.claim.votes)) >= self.claim.votes_needed

    @invariant()
    def the_history_folds_to_the_same_state(self) -> None:
        assert Claim.fold(CLAIM, self.history) == self.claim
        assert self.claim.version == len(self.history)

    @invariant()
    def the_statement_never_changes(self) -> None:
        first = self.history[0][1]
        assert isinstance(first, ClaimProposed)
        assert self.claim.statement == first.statement


Claims.TestCase.settings = SETTINGS
TestClaims = Claims.TestCase


def test_a_reinstated_claim_is_not_reinstated_twice() -> None:
    claim = accepted()
    after(claim, "bob", claim.retract("MISREAD"))

    assert after(claim, "bob", claim.reinstate()).state is ClaimState.ACCEPTED
    assert claim.entered == ClaimReinstated.TOPIC
    assert claim.reinstate() == []
    with pytest.raises(WrongStateError):
        accepted().reinstate()
