"""Folding the events of claims and disputes: which nodes change, and the rows that stand beside a claim."""

import msgspec

from watchgraph.domain import edtf
from watchgraph.domain.claims import Claim
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import (
    ClaimAccepted,
    ClaimCorrected,
    ClaimEnded,
    ClaimProposed,
    ClaimRanked,
    ClaimRedacted,
    ClaimReinstated,
    ClaimRejected,
    ClaimReproposed,
    ClaimRetracted,
    ClaimWithdrawn,
    EvidenceAttached,
    EvidenceDetached,
)
from watchgraph.domain.events.disputes import (
    DisputeEvidenceAdded,
    DisputeOpened,
    DisputeRedacted,
    DisputeReopened,
    DisputeReplied,
    DisputeResolved,
)
from watchgraph.domain.statements import Evidence
from watchgraph.domain.values import EntityRef, SealedText
from watchgraph.log import Recorded
from watchgraph_projections.catalogue.nodes import ClaimNode
from watchgraph_projections.catalogue.page import FOLDS, Page
from watchgraph_projections.catalogue.rows import Changes, row_of
from watchgraph_projections.catalogue.versions import Row

Reply = dict[str, str | None]


@FOLDS.of(ClaimProposed)
def _proposed(page: Page, event: Recorded, body: ClaimProposed) -> None:
    working = page.working
    claim = Claim.born(event.stream, event.envelope.actor.id, body)
    statement = claim.statement
    node = ClaimNode(event.position, event.stream, claim, working.entities[statement.subject], event.envelope.day)
    working.add_claim(node)
    page.touched.claim(node)
    for item in statement.qualifiers:
        if isinstance(item.value, EntityRef):
            page.satellites.qualifier_entities.append((working.entities[item.value.id].key, node.key))
        if isinstance(item.value, SealedText):
            page.satellites.seal(item.value.text.unit, "claim", node.key)
    if isinstance(statement.object, SealedText):
        page.satellites.seal(statement.object.text.unit, "claim", node.key)
    page.satellites.index_claim(node)
    for evidence in claim.evidence:
        _put_evidence(page, node, evidence, event)


@FOLDS.of(
    ClaimAccepted,
    ClaimCorrected,
    ClaimEnded,
    ClaimRanked,
    ClaimReinstated,
    ClaimRejected,
    ClaimReproposed,
    ClaimRetracted,
    ClaimWithdrawn,
    EvidenceAttached,
    EvidenceDetached,
)
def _changed(page: Page, event: Recorded, body: Event) -> None:
    node = page.working.claims[event.stream]
    before = {_place(item) for item in node.claim.evidence}
    node.claim.apply(event.envelope.actor.id, body)
    after = {_place(item): item for item in node.claim.evidence}
    for item in after.keys() - before:
        _put_evidence(page, node, after[item], event)
    for gone in before - after.keys():
        page.working.versions["evidence"].drop(gone, event.commit)
    page.working.changed(node)
    page.touched.claim(node)


@FOLDS.of(ClaimRedacted)
def _redacted(page: Page, event: Recorded, body: ClaimRedacted) -> None:
    _changed(page, event, body)
    page.touched.units |= set(body.units)


def _place(item: Evidence) -> tuple[str, str]:
    """Name the row of a piece of evidence: its id, and the edition and mapping that read it."""
    return str(item.id), "" if item.edition is None else f"{item.edition}/{item.mapping}"


def _put_evidence(page: Page, node: ClaimNode, item: Evidence, event: Recorded) -> None:
    page.working.versions["evidence"].put(_evidence_row(page, node, item), event.commit)
    if item.quote is not None:
        page.satellites.seal(item.quote.unit, "quote", event.position)
        page.satellites.index(event.position, "evidence", node.key, node.key, "quote", item.quote.text)


def _evidence_row(page: Page, node: ClaimNode, item: Evidence) -> Row:
    return (
        *_place(item),
        node.key,
        page.working.entities[item.source].key,
        str(item.stance),
        item.locator,
        item.artifact,
        None if item.relays is None else page.working.entities[item.relays].key,
        item.published,
        edtf.published_by(item.published),
        item.edition,
        item.mapping,
        None if item.quote is None else item.quote.text,
        None if item.quote is None else item.quote.unit,
        item.quote_language,
        item.licence,
        int(item.self_interested),
    )


@FOLDS.of(DisputeOpened)
def _dispute_opened(page: Page, event: Recorded, body: DisputeOpened) -> None:
    named = [("DISPUTED", claim) for claim in body.claims] + [("RIVAL", claim) for claim in body.rivals]
    page.satellites.dispute_claims += [(event.position, page.working.claims[claim].key, role) for role, claim in named]
    page.working.streams[event.stream] = event.position
    page.working.disputes[event.position] = [page.working.claims[claim] for claim in body.claims]
    _mark(page, event.position, disputed=True)
    page.satellites.seal(body.text.unit, "dispute", event.position)
    party = None if body.party is None else page.working.entities[body.party].key
    row = (event.position, str(event.stream), body.grounds, body.text.text, party, "OPEN", None, None, "[]")
    page.working.versions["dispute"].put(row, event.commit)


def _mark(page: Page, dispute: int, *, disputed: bool) -> None:
    for node in page.working.disputes[dispute]:
        (node.disputes.add if disputed else node.disputes.discard)(dispute)
        page.working.changed(node)
        page.touched.claim(node)


def _dispute(page: Page, event: Recorded) -> Changes:
    return row_of(page.working.versions["dispute"], page.working.streams[event.stream])


@FOLDS.of(DisputeReplied)
def _dispute_replied(page: Page, event: Recorded, body: DisputeReplied) -> None:
    row = _dispute(page, event)
    replies = msgspec.json.decode(str(row["replies"]), type=list[Reply])
    party = None if body.party is None else str(body.party)
    replies.append({"text": body.text.text, "party": party, "unit": body.text.unit})
    page.satellites.seal(body.text.unit, "dispute", int(str(row["key"])))
    row.put(event.commit, replies=msgspec.json.encode(replies).decode())


@FOLDS.of(DisputeResolved)
def _dispute_resolved(page: Page, event: Recorded, body: DisputeResolved) -> None:
    row = _dispute(page, event)
    page.satellites.seal(body.text.unit, "dispute", int(str(row["key"])))
    row.put(event.commit, state="RESOLVED", outcome=body.outcome, resolution=body.text.text)
    _mark(page, int(str(row["key"])), disputed=False)


@FOLDS.of(DisputeReopened)
def _dispute_reopened(page: Page, event: Recorded, _body: DisputeReopened) -> None:
    row = _dispute(page, event)
    row.put(event.commit, state="OPEN", outcome=None, resolution=None)
    _mark(page, int(str(row["key"])), disputed=True)


@FOLDS.of(DisputeRedacted)
def _dispute_redacted(page: Page, _event: Recorded, body: DisputeRedacted) -> None:
    page.touched.units |= set(body.units)


@FOLDS.of(DisputeEvidenceAdded)
def _only_history(page: Page, event: Recorded, body: DisputeEvidenceAdded) -> None:
    """Nothing but the history shows it."""
