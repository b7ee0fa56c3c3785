"""The source: an intellectual work, the captures of it, whether it is still there, and whom it repeats."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Self
from uuid import UUID

from watchgraph.domain import edtf
from watchgraph.domain.aggregates import Aggregate, check_code, check_reason, unexpected
from watchgraph.domain.errors import (
    AlreadyRegisteredError,
    LineageCycleError,
    NeverSeenLiveError,
    UnknownLineageError,
    WrongCaptureError,
    WrongIdentityError,
    WrongStateError,
)
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.sources import (
    ArtifactCaptured,
    LineageDeclared,
    LineageWithdrawn,
    LivenessObserved,
    ReliabilityRated,
    SourceRedacted,
    SourceRegistered,
)
from watchgraph.domain.urls import check_url
from watchgraph.vocabulary.predicates import Persistence


class Reliability(StrEnum):
    """NATO Admiralty code: A completely reliable to E unreliable; F cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


GONE = "GONE"
ACYCLIC = frozenset({"DERIVES_FROM", "SYNDICATES", "TRANSLATES", "SUMMARISES"})
"""Relations in which one of two works must come first."""
_IDENTITY = re.compile(r"(doi|ecli|url|dataset|work):\S.*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_LARGEST = 1 << 53


class Source(Aggregate, kw_only=True):
    """State of one source. liveness: observations in the order recorded. lineage: (origin, relation) pairs."""

    registered: SourceRegistered
    reliability: str
    artifacts: tuple[ArtifactCaptured, ...] = ()
    liveness: tuple[LivenessObserved, ...] = ()
    lineage: tuple[tuple[UUID, str], ...] = ()
    redacted: bool = False

    @classmethod
    def born(cls, id_: UUID, _actor: str, body: Event, /) -> Self:
        if not isinstance(body, SourceRegistered):
            raise unexpected(body, "source")
        return cls(id=id_, registered=body, reliability=body.reliability)

    def apply(self, actor: str, body: Event) -> None:
        self.version += 1
        match body:
            case ArtifactCaptured():
                self.artifacts = (*self.artifacts, body)
            case LivenessObserved():
                self.liveness = (*self.liveness, body)
            case ReliabilityRated(rating=rating):
                self.reliability = rating
            case LineageDeclared(origin=origin, relation=relation):
                self.lineage = (*self.lineage, (origin, relation))
            case LineageWithdrawn(origin=origin, relation=relation):
                self.lineage = tuple(pair for pair in self.lineage if pair != (origin, relation))
            case SourceRedacted():
                self.redacted = True
            case _:
                raise unexpected(body, "source")

    def register_again(self, body: SourceRegistered) -> list[SourceRegistered]:
        """Nothing happens where the particulars are the same. Raises AlreadyRegisteredError otherwise."""
        if body != self.registered:
            raise AlreadyRegisteredError(f"{body.identity} is registered already as {self.id}, with other particulars")
        return []

    def capture(self, body: ArtifactCaptured) -> list[ArtifactCaptured]:
        """The same bytes change nothing. Raises WrongCaptureError, WrongStateError once redacted."""
        self._not_redacted()
        if not _SHA256.fullmatch(body.sha256) or not 0 <= body.size < _LARGEST:
            raise WrongCaptureError(f"{body.sha256!r} is no SHA-256 in hex of {body.size} bytes")
        return [] if any(known.sha256 == body.sha256 for known in self.artifacts) else [body]

    def observe(self, body: LivenessObserved) -> list[LivenessObserved]:
        """The same observation changes nothing.

        Raises EdtfError for a wrong date, NeverSeenLiveError for GONE where nobody ever saw it.
        """
        edtf.parse(body.observed, Persistence.OCCURRENCE)
        edtf.parse(body.last_live or "", Persistence.OCCURRENCE)
        seen = self.artifacts or self.liveness or body.observer is not None or body.last_live
        if body.status == GONE and not seen:
            raise NeverSeenLiveError(
                f"source {self.id} was never seen: capture it, say when it was last live, or who saw it go"
            )
        return [] if body in self.liveness else [body]

    def rate(self, rating: str, rationale: str) -> list[ReliabilityRated]:
        """Raises UnknownCodeError, MissingReasonError."""
        check_code(rating, [*Reliability], "rating of a source")
        check_reason(rationale, "a rating")
        return [] if rating == self.reliability else [ReliabilityRated(rating=rating, rationale=rationale)]

    def declare_lineage(self, body: LineageDeclared, origins: Mapping[UUID, Iterable[UUID]]) -> list[LineageDeclared]:
        """Say that it takes from another.

        origins: for every source, those it takes from by the same relation. Raises LineageCycleError,
        MissingReasonError without a basis.
        """
        check_reason(body.basis, "a lineage")
        if (body.origin, body.relation) in self.lineage:
            return []
        if self.id in _upstream(body.origin, origins):
            raise LineageCycleError(f"{body.origin} itself takes from {self.id}: one of the two must come first")
        return [body]

    def withdraw_lineage(self, body: LineageWithdrawn) -> list[LineageWithdrawn]:
        """Raises UnknownLineageError, MissingReasonError without a basis."""
        check_reason(body.basis, "the withdrawal of a lineage")
        if (body.origin, body.relation) not in self.lineage:
            raise UnknownLineageError(f"source {self.id} is not declared as {body.relation} of {body.origin}")
        return [body]

    def redact(self, body: SourceRedacted) -> list[SourceRedacted]:
        """Raises MissingReasonError without a legal basis and an authority."""
        check_reason(body.basis, "the legal basis")
        check_reason(body.authority, "the authority")
        return [] if self.redacted else [body]

    def _not_redacted(self) -> None:
        if self.redacted:
            raise WrongStateError(f"source {self.id} is redacted, which is final: nothing of it is captured again")


def _upstream(source: UUID, origins: Mapping[UUID, Iterable[UUID]]) -> set[UUID]:
    """The source and all that it takes from, however indirectly."""
    found: set[UUID] = set()
    waiting = [source]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(origins.get(one, ()))
    return found


def check_artifact(sha256: str) -> str:
    """Return the name of captured bytes. Raises WrongCaptureError unless it is a SHA-256 in hex."""
    if not _SHA256.fullmatch(sha256):
        raise WrongCaptureError(f"{sha256[:80]!r} is no SHA-256 in hex, which names the captured bytes")
    return sha256


def check(body: SourceRegistered) -> SourceRegistered:
    """Return the body if it is sound.

    Raises WrongIdentityError, MissingReasonError without a title, UnknownCodeError for the reliability,
    EdtfError for the date, BadUrlError for any address but http and https. That the tier is a code of its list is
    for the caller to check.
    """
    if not _IDENTITY.fullmatch(body.identity):
        raise WrongIdentityError(
            f"{body.identity!r} should start with doi:, ecli:, url:, dataset:NAME:ID or work:PUBLISHER|TITLE|DATE"
        )
    for url in _addresses(body):
        check_url(url)
    check_reason(body.title, "the title of a source")
    check_code(body.reliability, [*Reliability], "rating of a source")
    edtf.parse(body.published, Persistence.OCCURRENCE)
    return body


def _addresses(body: SourceRegistered) -> list[str]:
    """List what will be shown as links: a work's companions are named by DOI or by address."""
    found = [body.url, body.canonical_url, body.archived_url]
    if body.identity.startswith("url:"):
        found.append(body.identity.removeprefix("url:"))
    found += (work for work in body.related if not _DOI.fullmatch(work))
    return [url for url in found if url is not None]
