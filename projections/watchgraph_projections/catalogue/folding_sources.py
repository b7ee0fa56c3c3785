"""Folding the events of sources: documents, captures, liveness, ratings, lineage."""

import msgspec

from watchgraph.domain.events.sources import (
    ArtifactCaptured,
    LineageDeclared,
    LineageWithdrawn,
    LivenessObserved,
    ReliabilityRated,
    SourceRedacted,
    SourceRegistered,
)
from watchgraph.domain.urls import BadUrlError, canonical_url
from watchgraph.log import Recorded
from watchgraph_projections.catalogue.nodes import EntityNode
from watchgraph_projections.catalogue.page import FOLDS, Page
from watchgraph_projections.catalogue.rows import Changes, row_of
from watchgraph_projections.catalogue.working_set import SourceNode

GONE = "GONE"


def _canonical(url: str | None) -> str | None:
    """The one spelling of an address, None where there is none."""
    try:
        return None if url is None else canonical_url(url)
    except BadUrlError:
        return None


def _listed(items: tuple[str, ...]) -> str:
    return msgspec.json.encode(items).decode()


@FOLDS.of(SourceRegistered)
def _registered(page: Page, event: Recorded, body: SourceRegistered) -> None:
    node = EntityNode(event.position, event.stream, "Source", body.publisher or "", register=False, public_role=False)
    page.working.add_entity(node, complete=True)
    page.working.sources[event.stream] = SourceNode(node.public, body.reliability, body.tier)
    page.touched.source(node, body.title)
    page.satellites.index(event.position, "source", node.key, None, "title", body.title)
    row = (
        node.key,
        str(event.stream),
        body.identity,
        body.title,
        body.tier,
        body.url,
        body.canonical_url or _canonical(body.url),
        body.archived_url,
        body.doi,
        body.publisher,
        _listed(body.authors),
        body.published,
        body.language,
        body.licence,
        body.reliability,
        None,
        int(body.identified),
        _listed(body.related),
        body.note,
        "NEVER_CHECKED",
        *(None,) * 5,
    )
    page.working.versions["source"].put(row, event.commit)


def _source(page: Page, event: Recorded) -> Changes:
    return row_of(page.working.versions["source"], page.working.entities[event.stream].key)


@FOLDS.of(ArtifactCaptured)
def _captured(page: Page, event: Recorded, body: ArtifactCaptured) -> None:
    key = page.working.entities[event.stream].key
    row = (body.sha256, key, body.size, body.media_type, body.captured, body.method, body.name, body.edition)
    page.working.versions["artifact"].put(row, event.commit)


@FOLDS.of(LivenessObserved)
def _liveness(page: Page, event: Recorded, body: LivenessObserved) -> None:
    row = _source(page, event)
    first_gone = row["first_gone"] or (body.observed if body.status == GONE else None)
    row.put(
        event.commit,
        liveness=body.status,
        liveness_observed=body.observed,
        last_live=body.last_live or row["last_live"],
        first_gone=first_gone,
        liveness_observer=None if body.observer is None else page.working.entities[body.observer].key,
        liveness_basis=body.basis,
    )


@FOLDS.of(ReliabilityRated)
def _rated(page: Page, event: Recorded, body: ReliabilityRated) -> None:
    _source(page, event).put(event.commit, reliability=body.rating, reliability_reason=body.rationale)
    page.working.sources[event.stream] = page.working.sources[event.stream]._replace(reliability=body.rating)
    page.touch_citing([event.stream])


@FOLDS.of(LineageDeclared)
def _lineage_declared(page: Page, event: Recorded, body: LineageDeclared) -> None:
    source, origin = page.working.entities[event.stream], page.working.entities[body.origin]
    page.working.versions["lineage"].put((source.key, origin.key, body.relation, body.basis), event.commit)
    page.memory.lineage.declare(event.stream, body.origin, body.relation)
    page.touch_citing([event.stream, body.origin])


@FOLDS.of(LineageWithdrawn)
def _lineage_withdrawn(page: Page, event: Recorded, body: LineageWithdrawn) -> None:
    source, origin = page.working.entities[event.stream], page.working.entities[body.origin]
    page.working.versions["lineage"].drop((source.key, origin.key, body.relation), event.commit)
    page.memory.lineage.withdraw(event.stream, body.origin, body.relation)
    page.touch_citing([event.stream, body.origin])


@FOLDS.of(SourceRedacted)
def _redacted(page: Page, _event: Recorded, body: SourceRedacted) -> None:
    page.touched.units |= set(body.units)
