"""What a publisher's module hands to the pipeline: statements in the publisher's own names, without any ids of ours."""

from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from watchgraph.domain.events.sources import LineageDeclared, LivenessObserved, SourceRegistered
from watchgraph.domain.identifiers import entity_id, source_id
from watchgraph.domain.statements import Modality, Polarity, Stance
from watchgraph.domain.values import Code, Date, Geo, Money, Quantity, Text, Url

# The same few names stand in most rows, and an id costs as much as all the rest of a statement.
_entity_id = lru_cache(maxsize=65_536)(entity_id)
_source_id = lru_cache(maxsize=4_096)(source_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityKey:
    """An entity by the name that a publisher has for it.

    dataset: whose name it is; kind: of the vocabulary. native: the publisher's own id of it, else its raw name.
    register: the name is a code of an official register, stated by the file itself.
    public_role: for a person: official, litigant of record or public author.
    id: our id of it.
    """

    dataset: str
    kind: str
    native: str
    register: bool = False
    public_role: bool = False
    id: UUID = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the id once: it is asked for several times a statement."""
        object.__setattr__(self, "id", _entity_id(self.dataset, self.kind, self.native))


@dataclass(frozen=True, slots=True)
class SourceKey:
    """A document, by its identity (`doi:…`, `url:…`, `work:…`)."""

    identity: str

    @property
    def id(self) -> UUID:
        """Our id of it."""
        return _source_id(self.identity)

    @property
    def kind(self) -> str:
        """The kind that it has as subject or object of a claim."""
        return "Source"


Plain = Quantity | Money | Date | Text | Code | Geo | Url
Key = EntityKey | SourceKey
Value = Key | Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Evidence that is not a cell of the file: the document in which the file says that it was read.

    relays: whose words the document repeats. published: EDTF. licence: SPDX or NOASSERTION.
    """

    source: SourceKey
    locator: str
    relays: SourceKey | None = None
    published: str = ""
    stance: Stance = Stance.SUPPORTS
    licence: str = "NOASSERTION"
    self_interested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One claim as the file states it. Words that the vocabulary declares sealed are sealed by the pipeline.

    record: the publisher's id of the record, else its identifying columns. column: the cell that says so.
    qualifiers: name and value, in any order. valid: EDTF, empty where no time is stated.
    slot_by_time: the column is an observation: each valid time stands beside the others.
    doubt: why no policy accepts it: it goes to the review queue. None for the rest.
    repeats: many rows say these same words (a name): the first is evidence enough.
    proof: where the claim was read, if that is not the cell itself.
    """

    record: str
    subject: Key
    predicate: str
    column: str
    object: Value | None = None
    qualifiers: tuple[tuple[str, Value], ...] = ()
    valid: str = ""
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.FACT
    speaker: Key | None = None
    rule: str | None = None
    slot_by_time: bool = False
    credibility: int | None = None
    doubt: str | None = None
    repeats: bool = False
    proof: Proof | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityStated:
    """An entity exists, whatever may be claimed of it."""

    key: EntityKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Two names mean one thing, or surely do not. basis: why, shown to readers."""

    left: EntityKey
    right: EntityKey
    basis: str
    verdict: str = "SAME"
    rule: str | None = None
    score: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStated:
    """A document, described."""

    body: SourceRegistered


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNoted:
    """Something that befell a document, or what it hangs on."""

    source: SourceKey
    body: LivenessObserved | LineageDeclared


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofStated:
    """More evidence for (or against) the claims of a record of the same file."""

    record: str
    proof: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class RankStated:
    """The claims of a record are ranked among their rivals. rank: code of the list `rank`."""

    record: str
    rank: str
    reason: str


@dataclass(frozen=True, slots=True)
class ClaimsOf:
    """The claims of a record. predicate: only those that say this, None for all."""

    record: str
    predicate: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeStated:
    """The claims of some records are disputed. ref: the file's own id of the dispute.

    grounds: code of the list `dispute-ground`.
    """

    ref: str
    claims: tuple[ClaimsOf, ...]
    grounds: str
    text: str
    rivals: tuple[ClaimsOf, ...] = ()
    party: EntityKey | None = None
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class NotData:
    """The row states nothing: a preface, a blank, a total. Beside other acts: a cell of it was left out.

    reason: shown in the report.
    """

    reason: str


Act = Stated | EntityStated | Judged | SourceStated | SourceNoted | ProofStated | RankStated | DisputeStated | NotData
