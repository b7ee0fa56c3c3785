"""Why a command is refused. Each rule has its own class and public code; the message says what would be right."""

from typing import ClassVar

from watchgraph.errors import WatchgraphError


class DomainError(WatchgraphError):
    """Base of the refusals that the rules of the domain give."""

    code: ClassVar[str] = "refused"


class UnexpectedEventError(DomainError):
    """A stream holds an event of another noun: the log was not written by these rules."""

    code: ClassVar[str] = "unexpected-event"


class WrongStateError(DomainError):
    """The act does not fit the state."""

    code: ClassVar[str] = "wrong-state"


class ClaimWithoutEvidenceError(DomainError):
    """A claim needs at least one piece of evidence that supports it."""

    code: ClassVar[str] = "claim-without-evidence"


class MissingLocatorError(DomainError):
    """Evidence says where in the source it stands."""

    code: ClassVar[str] = "missing-locator"


class LastSupportError(DomainError):
    """The last supporting evidence stays."""

    code: ClassVar[str] = "last-support"


class UnknownEvidenceError(DomainError):
    """The claim has no such evidence."""

    code: ClassVar[str] = "unknown-evidence"


class OwnClaimError(DomainError):
    """Nobody reviews their own claim."""

    code: ClassVar[str] = "own-claim"


class NotProposerError(DomainError):
    """Only who proposed a claim may withdraw it."""

    code: ClassVar[str] = "not-proposer"


class MissingReasonError(DomainError):
    """The act is shown to readers and needs its reason."""

    code: ClassVar[str] = "missing-reason"


class UnknownCodeError(DomainError):
    """Not a code of the list."""

    code: ClassVar[str] = "unknown-code"


class CannotEndError(DomainError):
    """An occurrence is over with its date; only a state can end."""

    code: ClassVar[str] = "cannot-end"


class SelfCorrectionError(DomainError):
    """A claim cannot be its own replacement."""

    code: ClassVar[str] = "self-correction"


class UnknownClaimError(DomainError):
    """There is no such claim."""

    code: ClassVar[str] = "unknown-claim"


class UnknownSubjectError(DomainError):
    """What the claim is about was never registered."""

    code: ClassVar[str] = "unknown-subject"


class UnknownEntityError(DomainError):
    """An entity or source that is named was never registered."""

    code: ClassVar[str] = "unknown-entity"


class UnknownSourceError(DomainError):
    """A source that is named was never registered."""

    code: ClassVar[str] = "unknown-source"


class UnknownJudgementError(DomainError):
    """The two entities were never judged, or the judgement was reverted."""

    code: ClassVar[str] = "unknown-judgement"


class UnknownDisputeError(DomainError):
    """There is no such dispute."""

    code: ClassVar[str] = "unknown-dispute"


class UnknownContributorError(DomainError):
    """Who acts was never registered, or was erased."""

    code: ClassVar[str] = "unknown-contributor"


class UnknownLineageError(DomainError):
    """The source was not declared to take from that one."""

    code: ClassVar[str] = "unknown-lineage"


class AlreadyRegisteredError(DomainError):
    """The id is taken, with other particulars."""

    code: ClassVar[str] = "already-registered"


class NothingSealedError(DomainError):
    """There are no words that a redaction could make unreadable."""

    code: ClassVar[str] = "nothing-sealed"


class PersonRetypedError(DomainError):
    """Nobody becomes a person, or stops being one, by a change of kind: their words are sealed from the first."""

    code: ClassVar[str] = "person-retyped"


class RoleMissingError(DomainError):
    """Who acts does not hold the role that the act needs."""

    code: ClassVar[str] = "role-missing"


class PrivatePersonNamedError(DomainError):
    """Private persons are called by a role, never by their name."""

    code: ClassVar[str] = "private-person-named"


class SelfJudgementError(DomainError):
    """An entity is itself."""

    code: ClassVar[str] = "self-judgement"


class MergeRefusedError(DomainError):
    """The merge would contradict what stands."""

    code: ClassVar[str] = "merge-refused"


class ResolverInvolvedError(DomainError):
    """A dispute is resolved by somebody who had no hand in its claims."""

    code: ClassVar[str] = "resolver-involved"


class LineageCycleError(DomainError):
    """Sources cannot derive from each other in a circle."""

    code: ClassVar[str] = "lineage-cycle"


class NeverSeenLiveError(DomainError):
    """What is gone was once there: somebody must have seen it."""

    code: ClassVar[str] = "never-seen-live"


class WrongCaptureError(DomainError):
    """A capture is named by the SHA-256 of its bytes."""

    code: ClassVar[str] = "wrong-capture"


class TakenIdError(DomainError):
    """The id belongs to something else already."""

    code: ClassVar[str] = "id-taken"


class RepeatedClaimError(DomainError):
    """A dispute names each claim once."""

    code: ClassVar[str] = "repeated-claim"


class OutOfBoundsError(DomainError):
    """A number lies outside of its scale."""

    code: ClassVar[str] = "out-of-bounds"


class WrongIdentityError(DomainError):
    """The identity of a source is written in one of the known ways."""

    code: ClassVar[str] = "wrong-identity"
