"""What a claim says and what it rests on: the plain data inside the events of a claim."""

from enum import StrEnum
from uuid import UUID

import msgspec

from watchgraph.domain.values import ClaimValue, Sealed


class Polarity(StrEnum):
    """AFFIRMED: it is so. NEGATED: somebody says it is not. UNKNOWN: the publisher says that it is not known."""

    AFFIRMED = "AFFIRMED"
    NEGATED = "NEGATED"
    UNKNOWN = "UNKNOWN"


class Modality(StrEnum):
    """In what manner it is said. OPINION, PLAN, QUESTION and DENIAL draw no edge and enter no count."""

    FACT = "FACT"
    ATTRIBUTED = "ATTRIBUTED"
    OFFICIAL = "OFFICIAL"
    PLAN = "PLAN"
    ESTIMATE = "ESTIMATE"
    OPINION = "OPINION"
    DENIAL = "DENIAL"
    QUESTION = "QUESTION"
    VISUAL = "VISUAL"

    @property
    def asserts(self) -> bool:
        """Whether claims of this modality may draw edges and be counted."""
        return self not in {Modality.OPINION, Modality.PLAN, Modality.QUESTION, Modality.DENIAL}


class Stance(StrEnum):
    """What a piece of evidence does to the claim."""

    SUPPORTS = "SUPPORTS"
    CONTRADICTS = "CONTRADICTS"
    MENTIONS = "MENTIONS"


class Origin(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Where a statement comes from: part of the claim's natural key.

    Either dataset and record (the publisher's continuing database and its own id of the row), or source.
    dataset: stable slug of the database (`aidata-china-finance`), not of a file or edition.
    record: the publisher's record id, or identifying columns that the importer declares, and an ordinal among equals.
    source: id of the source, for a claim that a contributor reads in a document.
    """

    dataset: str | None = None
    record: str | None = None
    source: UUID | None = None


class Qualification(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One qualifier of a claim and its value."""

    name: str
    value: ClaimValue


class Statement(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """What is claimed, as stated: never rewritten by a merge.

    subject: id of an entity or source. object: None with polarity UNKNOWN, or where the predicate takes none.
    qualifiers: sorted by name, each at most once. valid: EDTF as written, empty where no time is stated.
    speaker: the entity that says so; None where the document itself does.
    rule: for a derived claim, the rule and version that speaks (`surveillance-purpose/1`).
    slot_by_time: the origin declares its column an observation: each valid time is a slot of its own.
    """

    origin: Origin
    subject: UUID
    predicate: str
    object: ClaimValue | None = None
    qualifiers: tuple[Qualification, ...] = ()
    valid: str = ""
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.FACT
    speaker: UUID | None = None
    rule: str | None = None
    slot_by_time: bool = False
    credibility: int | None = None


class Evidence(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One place that bears on a claim.

    id: UUIDv5 of claim, source or artifact, locator and stance. source: the document in which we read it.
    artifact: SHA-256 (hex) of the captured bytes, None where only the work is known.
    locator: page, cell (`sheet!row:column`), section; `whole document` said honestly.
    relays: the source whose words the document repeats here, if it says so; both then have one origin.
    published: EDTF, when the publisher said it. edition and mapping: for imports, which edition of the data set
    (its name) and which version of our mapping read it.
    licence: SPDX, NOASSERTION where none is stated. self_interested: the source speaks of itself or its own wares.
    """

    id: UUID
    source: UUID
    stance: Stance
    locator: str
    artifact: str | None = None
    relays: UUID | None = None
    published: str = ""
    edition: str | None = None
    mapping: int | None = None
    quote: Sealed | None = None
    quote_language: str | None = None
    licence: str = "NOASSERTION"
    self_interested: bool = False


class Policy(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The recorded rule under which an import is accepted. version: counts up from 1."""

    id: str
    version: int
