"""The claim: who stated it, on what evidence, who reviewed it, and whether it stands."""

from collections.abc import Sequence
from typing import Self
from uuid import UUID

from watchgraph.domain import edtf
from watchgraph.domain.aggregates import Aggregate, check_code, check_reason, unexpected
from watchgraph.domain.claim_states import LIVING, REPROPOSABLE, ClaimState, Rank
from watchgraph.domain.errors import (
    CannotEndError,
    LastSupportError,
    NotProposerError,
    OwnClaimError,
    SelfCorrectionError,
    UnknownEvidenceError,
    WrongStateError,
)
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import (
    ClaimAccepted,
    ClaimCorrected,
    ClaimEnded,
    ClaimProposed,
    ClaimRanked,
    ClaimRedacted,
    ClaimReinstated,
    ClaimRejected,
    ClaimReproposed,
    ClaimRetracted,
    ClaimWithdrawn,
    EvidenceAttached,
    EvidenceDetached,
)
from watchgraph.domain.proposals import check_locators, check_support
from watchgraph.domain.statements import Evidence, Policy, Stance, Statement
from watchgraph.domain.values import Sealed
from watchgraph.vocabulary.predicates import Persistence


class Claim(Aggregate, kw_only=True):
    """State of one claim.

    proposers: actors who put it forward, first to last. votes: reviewers who accepted it since. detached: ids of
    evidence taken away. entered: topic of the event that led into the state.
    ended: EDTF, the last day or period in which it held. reason: code of the rejection or retraction in force.
    """

    state: ClaimState
    statement: Statement
    evidence: tuple[Evidence, ...]
    proposers: tuple[str, ...]
    votes_needed: int = 1
    votes: tuple[str, ...] = ()
    policy: Policy | None = None
    rank: Rank = Rank.NORMAL
    rank_reason: str | None = None
    ended: str | None = None
    replacement: UUID | None = None
    wrong: str | None = None
    reason: str | None = None
    detached: tuple[UUID, ...] = ()
    entered: str = ClaimProposed.TOPIC

    @property
    def proposer(self) -> str:
        """Who put it forward last."""
        return self.proposers[-1]

    # Folding

    @classmethod
    def born(cls, id_: UUID, actor: str, body: Event, /) -> Self:
        if not isinstance(body, ClaimProposed):
            raise unexpected(body, "claim")
        return cls(
            id=id_,
            state=ClaimState.PROPOSED if body.policy is None else ClaimState.ACCEPTED,
            statement=body.statement,
            evidence=body.evidence,
            proposers=(actor,),
            votes_needed=body.votes_needed,
            policy=body.policy,
        )

    def apply(self, actor: str, body: Event) -> None:
        self.version += 1
        match body:
            case EvidenceAttached(evidence=item):
                self.evidence = (*self.evidence, item)
            case EvidenceDetached(evidence=gone):
                self.evidence = tuple(item for item in self.evidence if item.id != gone)
                self.detached = (*self.detached, gone)
            case ClaimAccepted():
                self.votes = (*self.votes, actor)
                if len(self.votes) >= self.votes_needed:
                    self._enter(ClaimState.ACCEPTED, body)
            case ClaimReproposed():
                self._repropose(actor, body)
            case _:
                self._change(body)

    def _enter(self, state: ClaimState, body: Event, reason: str | None = None) -> None:
        self.state = state
        self.entered = body.TOPIC
        self.reason = reason
        if state in LIVING:
            self.replacement = None
            self.wrong = None

    def _repropose(self, actor: str, body: ClaimReproposed) -> None:
        self.votes = ()
        self.policy = body.policy
        self.proposers = (*self.proposers, actor)
        self._enter(ClaimState.PROPOSED if body.policy is None else ClaimState.ACCEPTED, body)

    def _change(self, body: Event) -> None:
        match body:
            case ClaimRanked(rank=rank, reason=reason):
                self.rank = Rank(rank)
                self.rank_reason = reason
            case ClaimEnded(ended=ended, evidence=item):
                self.ended = ended
                self.evidence = (*self.evidence, item)
            case ClaimRejected(reason=code):
                self._enter(ClaimState.REJECTED, body, code)
            case ClaimRetracted(reason=code):
                self._enter(ClaimState.RETRACTED, body, code)
            case ClaimCorrected(replacement=other, wrong=wrong):
                self._enter(ClaimState.CORRECTED, body)
                self.replacement = other
                self.wrong = wrong
            case _:
                self._enter(_plain_state(body), body)

    # Deciding

    def propose_again(self, evidence: Sequence[Evidence]) -> list[EvidenceAttached]:
        """The same statement is proposed once more: only evidence that it lacks is new.

        Raises WrongStateError unless it is proposed or accepted.
        """
        self._require(LIVING, "proposed again", "repropose it instead")
        return [event for item in evidence for event in self.attach(item)]

    def repropose(self, *, policy: Policy | None = None, note: Sealed | None = None) -> list[ClaimReproposed]:
        """Raises WrongStateError unless rejected, withdrawn, corrected or retracted."""
        if self.state in LIVING and self.entered == ClaimReproposed.TOPIC:
            return []
        self._require(REPROPOSABLE, "reproposed", "only what no longer stands can be")
        return [ClaimReproposed(policy=policy, note=note)]

    def accept(self, actor: str, *, note: Sealed | None = None) -> list[ClaimAccepted]:
        """Raises OwnClaimError for anybody who proposed it, WrongStateError unless it waits for review."""
        self._not_own(actor, "accepts")
        if self.state is ClaimState.ACCEPTED or actor in self.votes:
            return []
        self._require({ClaimState.PROPOSED}, "accepted", "repropose it first")
        return [ClaimAccepted(note=note)]

    def reject(self, actor: str, reason: str, *, note: Sealed | None = None) -> list[ClaimRejected]:
        """Raises OwnClaimError for anybody who proposed it, WrongStateError unless it waits for review."""
        self._not_own(actor, "rejects")
        if (self.state, self.reason) == (ClaimState.REJECTED, reason):
            return []
        self._require({ClaimState.PROPOSED}, "rejected", "one that was accepted is retracted or corrected")
        return [ClaimRejected(reason=reason, note=note)]

    def withdraw(self, actor: str, *, note: Sealed | None = None) -> list[ClaimWithdrawn]:
        """Raises NotProposerError for others, WrongStateError once it was reviewed."""
        if actor != self.proposer:
            raise NotProposerError(f"claim {self.id} was proposed by somebody else: reject it instead")
        if self.state is ClaimState.WITHDRAWN:
            return []
        self._require({ClaimState.PROPOSED}, "withdrawn", "one that was accepted is retracted")
        return [ClaimWithdrawn(note=note)]

    def attach(self, evidence: Evidence) -> list[EvidenceAttached]:
        """Raises MissingLocatorError, and WrongStateError for a redacted claim. Known evidence changes nothing.

        An edition that states it again, or a newer mapping of the same edition, is new evidence with the same id.
        """
        self._not_redacted("given evidence")
        check_locators([evidence])
        reading = (evidence.id, evidence.edition, evidence.mapping)
        known = any((item.id, item.edition, item.mapping) == reading for item in self.evidence)
        return [] if known else [EvidenceAttached(evidence=evidence)]

    def detach(self, evidence: UUID, *, note: Sealed | None = None) -> list[EvidenceDetached]:
        """Raises LastSupportError, UnknownEvidenceError, and WrongStateError for a redacted claim."""
        self._not_redacted("relieved of evidence")
        left = [item for item in self.evidence if item.id != evidence]
        if len(left) == len(self.evidence):
            if evidence in self.detached:
                return []
            raise UnknownEvidenceError(f"claim {self.id} has no evidence {evidence}")
        if not any(item.stance is Stance.SUPPORTS for item in left):
            raise LastSupportError(
                f"evidence {evidence} is the last that supports claim {self.id}: attach better first, or retract it"
            )
        return [EvidenceDetached(evidence=evidence, note=note)]

    def rank_as(self, rank: str, reason: str | None) -> list[ClaimRanked]:
        """Raises UnknownCodeError, MissingReasonError unless NORMAL, WrongStateError unless proposed or accepted."""
        check_code(rank, [*Rank], "rank")
        if rank != Rank.NORMAL:
            check_reason(reason, f"the rank {rank}")
        if (self.rank, self.rank_reason) == (rank, reason):
            return []
        self._require(LIVING, "ranked", "it has no rivals any more")
        return [ClaimRanked(rank=rank, reason=reason)]

    def correct(self, replacement: UUID, wrong: str) -> list[ClaimCorrected]:
        """Raises SelfCorrectionError, MissingReasonError, WrongStateError unless accepted."""
        if replacement == self.id:
            raise SelfCorrectionError(f"the replacement says the same as claim {self.id}: change what was wrong")
        check_reason(wrong, "what was wrong")
        if (self.state, self.replacement, self.wrong) == (ClaimState.CORRECTED, replacement, wrong):
            return []
        self._require({ClaimState.ACCEPTED}, "corrected", "only an accepted claim can be")
        return [ClaimCorrected(replacement=replacement, wrong=wrong)]

    def end(self, ended: str, evidence: Evidence, persistence: Persistence) -> list[ClaimEnded]:
        """Say until when it held.

        Raises CannotEndError for an occurrence, EdtfError and ReversedIntervalError for a wrong date,
        MissingLocatorError, ClaimWithoutEvidenceError, WrongStateError unless accepted.
        """
        if persistence is Persistence.OCCURRENCE:
            raise CannotEndError(
                f"{self.statement.predicate} is an occurrence and over with its date: correct it instead"
            )
        edtf.ended(edtf.parse(self.statement.valid, persistence), ended)
        check_support([evidence])
        if self.ended == ended:
            return []
        self._require({ClaimState.ACCEPTED}, "ended", "only what was accepted can end")
        return [ClaimEnded(ended=ended, evidence=evidence)]

    def retract(self, reason: str, *, note: Sealed | None = None) -> list[ClaimRetracted]:
        """Raises WrongStateError unless accepted."""
        if (self.state, self.reason) == (ClaimState.RETRACTED, reason):
            return []
        self._require({ClaimState.ACCEPTED}, "retracted", "only an accepted claim can be")
        return [ClaimRetracted(reason=reason, note=note)]

    def reinstate(self, *, note: Sealed | None = None) -> list[ClaimReinstated]:
        """Raises WrongStateError unless retracted or corrected."""
        if self.state is ClaimState.ACCEPTED and self.entered == ClaimReinstated.TOPIC:
            return []
        self._require(
            {ClaimState.RETRACTED, ClaimState.CORRECTED}, "reinstated", "only what was retracted or corrected"
        )
        return [ClaimReinstated(note=note)]

    def redact(self, units: tuple[str, ...], basis: str, authority: str) -> list[ClaimRedacted]:
        """Raises MissingReasonError without a legal basis and an authority."""
        check_reason(basis, "the legal basis")
        check_reason(authority, "the authority")
        if self.state is ClaimState.REDACTED:
            return []
        return [ClaimRedacted(units=units, basis=basis, authority=authority)]

    def _require(self, states: frozenset[ClaimState] | set[ClaimState], done: str, hint: str) -> None:
        if self.state not in states:
            raise WrongStateError(f"claim {self.id} is {self.state} and cannot be {done}: {hint}")

    def _not_redacted(self, done: str) -> None:
        if self.state is ClaimState.REDACTED:
            raise WrongStateError(f"claim {self.id} is REDACTED, which is final: it cannot be {done}")

    def _not_own(self, actor: str, does: str) -> None:
        if actor in self.proposers:
            raise OwnClaimError(f"nobody {does} their own claim: another reviewer must decide on {self.id}")


_PLAIN_STATES: dict[str, ClaimState] = {
    ClaimWithdrawn.TOPIC: ClaimState.WITHDRAWN,
    ClaimReinstated.TOPIC: ClaimState.ACCEPTED,
    ClaimRedacted.TOPIC: ClaimState.REDACTED,
}


def _plain_state(body: Event) -> ClaimState:
    try:
        return _PLAIN_STATES[body.TOPIC]
    except KeyError:
        raise unexpected(body, "claim") from None
