"""Events of a source's stream. A source is the intellectual work; an artifact is one capture of its bytes."""

from typing import ClassVar
from uuid import UUID

from watchgraph.domain.events.base import Event
from watchgraph.domain.values import Sealed


class SourceRegistered(Event, frozen=True, kw_only=True):
    """A document, page, data set, ruling or photograph that claims can rest on.

    identity: what its id is made of, `doi:…`, `ecli:…`, `url:…`, `dataset:NAME:ID` or `work:PUBLISHER|TITLE|DATE`.
    tier: code of `source-tier`. published: EDTF. language: BCP 47. licence: SPDX or NOASSERTION.
    authors: as printed on the work (public authors). archived_url: an archived copy, where one is known.
    reliability: A to F (NATO Admiralty), F where nobody has judged. related: DOIs or addresses of companion works.
    """

    TOPIC: ClassVar[str] = "source.registered"
    identity: str
    title: str
    tier: str
    url: str | None = None
    canonical_url: str | None = None
    archived_url: str | None = None
    doi: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str = ""
    language: str = "und"
    licence: str = "NOASSERTION"
    reliability: str = "F"
    identified: bool = True
    related: tuple[str, ...] = ()
    note: str | None = None


class ArtifactCaptured(Event, frozen=True, kw_only=True):
    """Bytes of the source were taken. The same hash again changes nothing.

    sha256: hex. size: bytes. captured: RFC 3339 UTC. method: `import`, `http`, `upload`.
    """

    TOPIC: ClassVar[str] = "source.artifact-captured"
    sha256: str
    size: int
    media_type: str
    captured: str
    method: str
    name: str | None = None
    edition: str | None = None


class LivenessObserved(Event, frozen=True, kw_only=True):
    """The source was looked for. status: code of `liveness`. observed: EDTF, when it was so in the world.

    observer: who saw it, by entity or source id; None where it was us. last_live: EDTF, when it was last seen there.
    """

    TOPIC: ClassVar[str] = "source.liveness-observed"
    status: str
    observed: str
    observer: UUID | None = None
    last_live: str | None = None
    basis: str | None = None


class ReliabilityRated(Event, frozen=True, kw_only=True):
    """A reviewer rates the source, A to F (NATO Admiralty). rationale: shown to readers."""

    TOPIC: ClassVar[str] = "source.reliability-rated"
    rating: str
    rationale: str


class LineageDeclared(Event, frozen=True, kw_only=True):
    """This source takes from another: both then count as one origin. relation: code of `lineage`."""

    TOPIC: ClassVar[str] = "source.lineage-declared"
    origin: UUID
    relation: str
    basis: str


class LineageWithdrawn(Event, frozen=True, kw_only=True):
    """The declaration was wrong."""

    TOPIC: ClassVar[str] = "source.lineage-withdrawn"
    origin: UUID
    relation: str
    basis: str


class SourceRedacted(Event, frozen=True, kw_only=True):
    """The source's sealed texts were made unreadable for good."""

    TOPIC: ClassVar[str] = "source.redacted"
    units: tuple[str, ...]
    basis: str
    authority: str
    note: Sealed | None = None


SourceEvent = (
    SourceRegistered
    | ArtifactCaptured
    | LivenessObserved
    | ReliabilityRated
    | LineageDeclared
    | LineageWithdrawn
    | SourceRedacted
)
