"""Which entities, sources and claims an event names: what has to be loaded before it is folded."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimEnded, ClaimProposed, EvidenceAttached
from watchgraph.domain.events.coverages import CoverageDeclared
from watchgraph.domain.events.disputes import DisputeOpened, DisputeReplied
from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.events.sources import LineageDeclared, LineageWithdrawn, LivenessObserved
from watchgraph.domain.statements import Evidence, Statement
from watchgraph.domain.values import EntityRef
from watchgraph_projections.catalogue.claim_rows import leads


def of_evidence(evidence: Evidence) -> Iterator[UUID]:
    """The documents that a piece of evidence names."""
    yield evidence.source
    if evidence.relays is not None:
        yield evidence.relays


def of_statement(statement: Statement) -> Iterator[UUID]:
    """Subject, object, speaker, qualifiers and document of origin."""
    yield statement.subject
    if isinstance(statement.object, EntityRef):
        yield statement.object.id
    if statement.speaker is not None:
        yield statement.speaker
    if statement.origin.source is not None:
        yield statement.origin.source
    for item in statement.qualifiers:
        if isinstance(item.value, EntityRef):
            yield item.value.id


def of_claim(statement: Statement, evidence: Iterable[Evidence]) -> Iterator[UUID]:
    """All that a claim names, its evidence included."""
    yield from of_statement(statement)
    for item in evidence:
        yield from of_evidence(item)


def entities(body: Event) -> Iterator[UUID]:
    """The entities and sources that an event's body names."""
    match body:
        case ClaimProposed():
            yield from of_claim(body.statement, body.evidence)
        case EvidenceAttached() | ClaimEnded():
            yield from of_evidence(body.evidence)
        case JudgementRecorded():
            yield from (body.left, body.right)
        case LineageDeclared() | LineageWithdrawn():
            yield body.origin
        case CoverageDeclared():
            yield body.place
        case LivenessObserved(observer=UUID() as named) | DisputeReplied(party=UUID() as named):
            yield named
        case DisputeOpened(party=UUID() as named):
            yield named
        case _:
            pass


def subjects(body: Event) -> Iterator[UUID]:
    """The entities of which an event says something that may change their rows."""
    match body:
        case ClaimProposed():
            if leads(body.statement):
                yield body.statement.subject
        case JudgementRecorded():
            yield from (body.left, body.right)
        case _:
            pass


def claims(body: Event) -> Iterator[UUID]:
    """The claims that an event of another stream names."""
    if isinstance(body, DisputeOpened):
        yield from body.claims
        yield from body.rivals
