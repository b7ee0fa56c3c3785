"""Events of a dispute's stream. A dispute lies over claims: readers see both."""

from typing import ClassVar
from uuid import UUID

from watchgraph.domain.events.base import Event
from watchgraph.domain.statements import Evidence
from watchgraph.domain.values import Sealed


class DisputeOpened(Event, frozen=True, kw_only=True):
    """Somebody says that claims are wrong. grounds: code of `dispute-ground`. party: who disputes, as an entity.

    rivals: claims that say it otherwise.
    """

    TOPIC: ClassVar[str] = "dispute.opened"
    claims: tuple[UUID, ...]
    grounds: str
    text: Sealed
    party: UUID | None = None
    rivals: tuple[UUID, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class DisputeEvidenceAdded(Event, frozen=True, kw_only=True):
    """Material for or against."""

    TOPIC: ClassVar[str] = "dispute.evidence-added"
    evidence: Evidence


class DisputeReplied(Event, frozen=True, kw_only=True):
    """A party answers."""

    TOPIC: ClassVar[str] = "dispute.replied"
    text: Sealed
    party: UUID | None = None


class DisputeResolved(Event, frozen=True, kw_only=True):
    """Decided: UPHELD (the claim is wrong), PARTLY or REJECTED (it stands). The claim changes by its own acts."""

    TOPIC: ClassVar[str] = "dispute.resolved"
    outcome: str
    text: Sealed


class DisputeReopened(Event, frozen=True, kw_only=True):
    """Taken up again."""

    TOPIC: ClassVar[str] = "dispute.reopened"
    text: Sealed


class DisputeRedacted(Event, frozen=True, kw_only=True):
    """The dispute's texts were made unreadable for good."""

    TOPIC: ClassVar[str] = "dispute.redacted"
    units: tuple[str, ...]
    basis: str
    authority: str


DisputeEvent = (
    DisputeOpened | DisputeEvidenceAdded | DisputeReplied | DisputeResolved | DisputeReopened | DisputeRedacted
)
