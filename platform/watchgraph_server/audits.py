"""The audit of a claim as the API answers it: the shape of `documents/claim.graphql`."""

from collections.abc import Mapping
from uuid import UUID

from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.answers import Answered, Nodes, answer


class UnknownClaimError(WatchgraphError):
    """No claim has this id or reference at the moment that is asked about."""

    code = "unknown-claim"


class Named(Answered, frozen=True):
    """An entity by its name."""

    name: str | None


class Predicate(Named, frozen=True):
    """What is said of the subject. persists: a state, which goes on; else an event, which happens once."""

    definition: str
    persists: bool


class Valid(Answered, frozen=True):
    """When it was so, as stated."""

    text: str | None


class Liveness(Answered, frozen=True):
    """Whether the document is still to be found."""

    status: str


class Document(Answered, frozen=True):
    """The document that was read."""

    url: str | None
    liveness: Liveness


class Link(Answered, frozen=True):
    """One link of the chain by which a statement reached us."""

    role: str
    entity: Named


class Evidence(Answered, frozen=True):
    """One place in one document."""

    stance: str
    locator: str
    published: str | None
    edition: str | None
    quote: str | None
    licence: str
    self_interested: bool
    source: Document | None
    chain: tuple[Link, ...]


class Titled(Answered, frozen=True):
    """A document by its title."""

    title: str


class Rests(Answered, frozen=True):
    """What a claim mentioned in passing rests on."""

    source: Titled | None


class Brief(Answered, frozen=True):
    """A claim mentioned on another one's page."""

    id: str
    ref: str | None
    sentence: str
    state: str
    speaker: Named | None
    valid: Valid
    evidence: Nodes[Rests]


class Rival(Answered, frozen=True):
    """A claim that cannot be right if the other one is."""

    reason: str
    claim: Brief


class Reply(Answered, frozen=True):
    """What a party answered."""

    text: str | None
    party: Named | None


class Referred(Answered, frozen=True):
    """A claim by its id and its reference."""

    id: str
    ref: str | None


class Dispute(Answered, frozen=True):
    """Somebody says that claims are wrong. claims: which; a claim that says it otherwise has the dispute, too."""

    grounds: str
    state: str
    text: str | None
    party: Named | None
    outcome: str | None
    resolution: str | None
    replies: tuple[Reply, ...]
    claims: Nodes[Referred]

    def is_over(self, claim: str) -> bool:
        """Whether it says that the claim with this id is wrong."""
        return any(disputed.id == claim for disputed in self.claims.nodes)


class Actor(Answered, frozen=True):
    """Who acted, by opaque id."""

    id: str
    role: str
    channel: str


class Detail(Answered, frozen=True):
    """One particular of an act."""

    name: str
    value: str | None


class Happening(Answered, frozen=True):
    """One act in the claim's history."""

    position: int
    at: str
    topic: str
    actor: Actor
    details: tuple[Detail, ...]


class Assessment(Answered, frozen=True):
    """How sure we may be. explanation: the calculation in words."""

    score: int | None
    rule: str
    explanation: str


class Audit(Answered, frozen=True):
    """Everything known about one claim at a moment."""

    id: str
    ref: str | None
    dataset: str | None
    sentence: str
    predicate: Predicate
    polarity: str
    modality: str
    speaker: Named | None
    rule: str | None
    state: str
    disputed: bool
    valid: Valid
    certainty: str
    rank: str
    rank_reason: str | None
    reason: str | None
    policy: str | None
    credibility: int
    assessment: Assessment
    evidence: Nodes[Evidence]
    rivals: Nodes[Rival]
    corroborates: Nodes[Brief]
    replaced_by: Brief | None
    disputes: Nodes[Dispute]
    history: Nodes[Happening]


class _Audited(Answered, frozen=True):
    claim: Audit | None


class _Id(Answered, frozen=True):
    id: str


class _Found(Answered, frozen=True):
    claims_by_ref: Nodes[_Id]


def audits(catalogue: Catalogue, name: str, moment: Mapping[str, str]) -> list[Audit]:
    """Read the claim with this id, or all claims of the record with this reference.

    moment: `validAt` and `recordedAt` as the API takes them, absent for now. Raises UnknownClaimError.
    """
    found = [_audit(catalogue, identifier, moment) for identifier in _ids(catalogue, name, moment)]
    shown = [audit for audit in found if audit is not None]
    if not shown:
        raise UnknownClaimError(
            f"No claim has the id or reference {name!r} at this moment. References look like C042; "
            "`watchgraph status` says whether anything was imported."
        )
    return shown


def _audit(catalogue: Catalogue, identifier: str, moment: Mapping[str, str]) -> Audit | None:
    return answer(catalogue, "claim", {"id": identifier, "asOf": moment}, _Audited).claim


def _ids(catalogue: Catalogue, name: str, moment: Mapping[str, str]) -> list[str]:
    try:
        return [str(UUID(name))]
    except ValueError:
        return _referred(catalogue, name, moment) or _referred(catalogue, name.upper(), moment)


def _referred(catalogue: Catalogue, ref: str, moment: Mapping[str, str]) -> list[str]:
    found = answer(catalogue, "references", {"ref": ref, "asOf": moment}, _Found)
    return [node.id for node in found.claims_by_ref.nodes]
