"""Events of a claim's stream."""

from typing import ClassVar
from uuid import UUID

from watchgraph.domain.events.base import Event
from watchgraph.domain.statements import Evidence, Policy, Statement
from watchgraph.domain.values import Sealed


class ClaimProposed(Event, frozen=True, kw_only=True):
    """Somebody states something, with evidence.

    evidence: at least one item, at least one that supports.
    policy: set where a recorded policy accepts the claim with its import: it is then born accepted.
    note: why it is proposed, for reviewers.
    votes_needed: how many reviewers must accept, as the rules of that day said.
    """

    TOPIC: ClassVar[str] = "claim.proposed"
    statement: Statement
    evidence: tuple[Evidence, ...]
    policy: Policy | None = None
    note: Sealed | None = None
    votes_needed: int = 1


class ClaimReproposed(Event, frozen=True, kw_only=True):
    """A rejected, withdrawn, corrected or retracted claim is put forward again; open votes start anew."""

    TOPIC: ClassVar[str] = "claim.reproposed"
    policy: Policy | None = None
    note: Sealed | None = None


class ClaimAccepted(Event, frozen=True, kw_only=True):
    """One reviewer's vote; where two are required the state changes at the second."""

    TOPIC: ClassVar[str] = "claim.accepted"
    note: Sealed | None = None


class ClaimRejected(Event, frozen=True, kw_only=True):
    """A reviewer refuses the claim. reason: code of the list `rejection-reason`."""

    TOPIC: ClassVar[str] = "claim.rejected"
    reason: str
    note: Sealed | None = None


class ClaimWithdrawn(Event, frozen=True, kw_only=True):
    """Its proposer takes it back before it was accepted."""

    TOPIC: ClassVar[str] = "claim.withdrawn"
    note: Sealed | None = None


class EvidenceAttached(Event, frozen=True, kw_only=True):
    """More evidence, of any stance. An edition that states the claim again attaches its evidence like this."""

    TOPIC: ClassVar[str] = "claim.evidence-attached"
    evidence: Evidence


class EvidenceDetached(Event, frozen=True, kw_only=True):
    """Evidence turned out not to belong here; never the last that supports. evidence: its id."""

    TOPIC: ClassVar[str] = "claim.evidence-detached"
    evidence: UUID
    note: Sealed | None = None


class ClaimRanked(Event, frozen=True, kw_only=True):
    """PREFERRED, NORMAL or DEPRECATED among rivals. reason: shown to readers, required unless NORMAL."""

    TOPIC: ClassVar[str] = "claim.ranked"
    rank: str
    reason: str | None = None


class ClaimCorrected(Event, frozen=True, kw_only=True):
    """It was wrong; another claim, proposed in the same commit, says it right.

    replacement: that claim's id. wrong: what was wrong, shown to readers.
    """

    TOPIC: ClassVar[str] = "claim.corrected"
    replacement: UUID
    wrong: str


class ClaimEnded(Event, frozen=True, kw_only=True):
    """It was so and is so no more. ended: EDTF, the last day or period in which it held; the value stays untouched."""

    TOPIC: ClassVar[str] = "claim.ended"
    ended: str
    evidence: Evidence


class ClaimRetracted(Event, frozen=True, kw_only=True):
    """It no longer stands; it stays readable and off every graph and count. reason: code of `retraction-reason`."""

    TOPIC: ClassVar[str] = "claim.retracted"
    reason: str
    note: Sealed | None = None


class ClaimReinstated(Event, frozen=True, kw_only=True):
    """A retraction or correction was itself wrong: the claim is accepted again."""

    TOPIC: ClassVar[str] = "claim.reinstated"
    note: Sealed | None = None


class ClaimRedacted(Event, frozen=True, kw_only=True):
    """Its sealed texts were made unreadable for good. Final.

    units: the keys destroyed. basis: the legal ground (`GDPR art. 17`); authority: who ordered it.
    """

    TOPIC: ClassVar[str] = "claim.redacted"
    units: tuple[str, ...]
    basis: str
    authority: str


ClaimEvent = (
    ClaimProposed
    | ClaimReproposed
    | ClaimAccepted
    | ClaimRejected
    | ClaimWithdrawn
    | EvidenceAttached
    | EvidenceDetached
    | ClaimRanked
    | ClaimCorrected
    | ClaimEnded
    | ClaimRetracted
    | ClaimReinstated
    | ClaimRedacted
)
