"""The dispute: somebody says that claims are wrong. It lies over them; readers see both."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self
from uuid import UUID

from watchgraph.domain.aggregates import Aggregate, check_code, check_reason, unexpected
from watchgraph.domain.errors import RepeatedClaimError, ResolverInvolvedError, UnknownClaimError, WrongStateError
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.disputes import (
    DisputeEvidenceAdded,
    DisputeOpened,
    DisputeRedacted,
    DisputeReopened,
    DisputeReplied,
    DisputeResolved,
)
from watchgraph.domain.proposals import check_locators
from watchgraph.domain.statements import Evidence
from watchgraph.domain.values import Sealed


class DisputeState(StrEnum):
    """OPEN disputes mark their claims as disputed."""

    OPEN = "OPEN"
    RESOLVED = "RESOLVED"
    REDACTED = "REDACTED"


class Outcome(StrEnum):
    """UPHELD: the claims are wrong. REJECTED: they stand."""

    UPHELD = "UPHELD"
    PARTLY = "PARTLY"
    REJECTED = "REJECTED"


class Dispute(Aggregate, kw_only=True):
    """State of one dispute.

    participants: actors who opened it, added to it or replied. was: the state under a redaction.
    """

    state: DisputeState
    claims: tuple[UUID, ...]
    rivals: tuple[UUID, ...]
    grounds: str
    participants: tuple[str, ...]
    party: UUID | None = None
    evidence: tuple[Evidence, ...] = ()
    outcome: Outcome | None = None
    was: DisputeState = DisputeState.OPEN

    @property
    def open(self) -> bool:
        """Whether its claims are disputed. A redaction takes away words, not the dispute."""
        return DisputeState.OPEN is (self.was if self.state is DisputeState.REDACTED else self.state)

    @classmethod
    def born(cls, id_: UUID, actor: str, body: Event, /) -> Self:
        if not isinstance(body, DisputeOpened):
            raise unexpected(body, "dispute")
        return cls(
            id=id_,
            state=DisputeState.OPEN,
            claims=body.claims,
            rivals=body.rivals,
            grounds=body.grounds,
            participants=(actor,),
            party=body.party,
            evidence=body.evidence,
        )

    def apply(self, actor: str, body: Event) -> None:
        self.version += 1
        match body:
            case DisputeEvidenceAdded(evidence=item):
                self.evidence = (*self.evidence, item)
                self._joins(actor)
            case DisputeReplied():
                self._joins(actor)
            case DisputeResolved(outcome=outcome):
                self.state = DisputeState.RESOLVED
                self.outcome = Outcome(outcome)
            case DisputeReopened():
                self.state = DisputeState.OPEN
                self.outcome = None
                self._joins(actor)
            case DisputeRedacted():
                self.was = self.state
                self.state = DisputeState.REDACTED
            case _:
                raise unexpected(body, "dispute")

    def _joins(self, actor: str) -> None:
        if actor not in self.participants:
            self.participants = (*self.participants, actor)

    def add_evidence(self, evidence: Evidence) -> list[DisputeEvidenceAdded]:
        """Known evidence changes nothing. Raises MissingLocatorError, WrongStateError unless open."""
        check_locators([evidence])
        self._require(DisputeState.OPEN, "given evidence")
        known = any(item.id == evidence.id for item in self.evidence)
        return [] if known else [DisputeEvidenceAdded(evidence=evidence)]

    def reply(self, text: Sealed, party: UUID | None) -> list[DisputeReplied]:
        """Raises WrongStateError unless open."""
        self._require(DisputeState.OPEN, "answered")
        return [DisputeReplied(text=text, party=party)]

    def resolve(self, actor: str, outcome: str, text: Sealed, involved: Iterable[str]) -> list[DisputeResolved]:
        """Decide.

        involved: actors who proposed or reviewed its claims.
        Raises ResolverInvolvedError for them and for the participants, UnknownCodeError, WrongStateError unless open.
        """
        check_code(outcome, [*Outcome], "outcome")
        if actor in self.participants or actor in set(involved):
            raise ResolverInvolvedError(
                f"dispute {self.id} must be resolved by somebody who neither took part in it "
                "nor proposed or reviewed its claims"
            )
        if self.state is DisputeState.RESOLVED and self.outcome == outcome:
            return []
        self._require(DisputeState.OPEN, "resolved")
        return [DisputeResolved(outcome=outcome, text=text)]

    def reopen(self, text: Sealed) -> list[DisputeReopened]:
        """Raises WrongStateError unless resolved."""
        self._require(DisputeState.RESOLVED, "reopened")
        return [DisputeReopened(text=text)]

    def redact(self, units: tuple[str, ...], basis: str, authority: str) -> list[DisputeRedacted]:
        """Raises MissingReasonError without a legal basis and an authority."""
        check_reason(basis, "the legal basis")
        check_reason(authority, "the authority")
        if self.state is DisputeState.REDACTED:
            return []
        return [DisputeRedacted(units=units, basis=basis, authority=authority)]

    def _require(self, state: DisputeState, done: str) -> None:
        if self.state is not state:
            raise WrongStateError(f"dispute {self.id} is {self.state} and cannot be {done}")


def check(body: DisputeOpened) -> DisputeOpened:
    """Return the body if it is sound.

    Raises UnknownClaimError without claims, RepeatedClaimError, MissingLocatorError.
    """
    if not body.claims:
        raise UnknownClaimError("a dispute names the claims that it is about: give at least one")
    named = (*body.claims, *body.rivals)
    if len(set(named)) < len(named):
        raise RepeatedClaimError("a dispute names each claim once, as disputed or as a rival")
    check_locators(body.evidence)
    return body
