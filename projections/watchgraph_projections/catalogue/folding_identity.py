"""Folding the events of entities and judgements: what is registered, and which entities are shown as one."""

from uuid import UUID

from watchgraph.domain.events.entities import EntityRegistered, EntityRetyped
from watchgraph.domain.events.judgements import JudgementRecorded, JudgementReverted
from watchgraph.log import Recorded
from watchgraph_projections.catalogue.nodes import EntityNode
from watchgraph_projections.catalogue.page import FOLDS, Page
from watchgraph_projections.catalogue.rows import row_of
from watchgraph_projections.catalogue.working_set import join


@FOLDS.of(EntityRegistered)
def _registered(page: Page, event: Recorded, body: EntityRegistered) -> None:
    node = EntityNode(event.position, event.stream, body.kind, body.dataset, body.register, body.public_role)
    page.working.add_entity(node, complete=True)
    page.touched.entity(node)


@FOLDS.of(EntityRetyped)
def _retyped(page: Page, event: Recorded, body: EntityRetyped) -> None:
    node = page.working.entities[event.stream]
    node.kind = body.kind
    page.touched.entity(node)
    if page.memory.clusters.members(node.id) != (node.id,):
        _rearrange(page, page.memory.introduce(node), event)


@FOLDS.of(JudgementRecorded)
def _judged(page: Page, event: Recorded, body: JudgementRecorded) -> None:
    left, right = page.working.entities[body.left], page.working.entities[body.right]
    key = page.working.streams.setdefault(event.stream, event.position)
    row = (
        key,
        str(event.stream),
        left.key,
        right.key,
        body.verdict,
        body.basis,
        body.score,
        body.rule,
        None,
        None,
        event.envelope.actor.id,
        event.position,
    )
    page.working.versions["judgement"].put(row, event.commit)
    for node in (left, right):
        page.memory.introduce(node)
    changed = page.memory.clusters.record(event.stream, left.id, right.id, body.verdict, event.position)
    _rearrange(page, changed, event)


@FOLDS.of(JudgementReverted)
def _reverted(page: Page, event: Recorded, body: JudgementReverted) -> None:
    row = row_of(page.working.versions["judgement"], page.working.streams[event.stream])
    row.put(event.commit, reverted=body.reason, without_effect=None)
    _rearrange(page, page.memory.clusters.revert(event.stream), event)


def _rearrange(page: Page, changed: set[UUID], event: Recorded) -> None:
    """Show entities under their new clusters, and all that names one of those that moved."""
    page.working.foreseen.clear()
    page.working.need_entities(changed)
    before = {member for each in changed for member in page.working.entities[each].shown.together}
    clusters = {page.memory.clusters.members(node.id) for node in before} | {
        page.memory.clusters.members(each) for each in changed
    }
    page.working.need_entities(member for cluster in clusters for member in cluster)
    nodes = [page.working.entities[member] for cluster in clusters for member in cluster]
    moved = [page.working.entities[each] for each in changed]
    page.working.need_all_claims(moved)
    page.working.need_leading(nodes)
    page.working.need_cited()
    for cluster in clusters:
        _show(page, cluster)
    for node in nodes:
        page.touched.entity(node)
    for claim in page.working.naming([node.key for node in moved]):
        page.touched.move(claim)
    _note_effects(page, event)


def _show(page: Page, cluster: tuple[UUID, ...]) -> None:
    representative = page.working.entities[page.memory.clusters.representative(cluster[0])]
    join(representative, [page.working.entities[member] for member in cluster])


def _note_effects(page: Page, event: Recorded) -> None:
    """Say beside each standing judgement whether it has an effect."""
    judgements = page.working.versions["judgement"]
    idle = {judgement: str(reason) for judgement, reason in page.memory.clusters.without_effect().items()}
    for judgement in idle.keys() | page.memory.idle.keys():
        if idle.get(judgement) != page.memory.idle.get(judgement):
            if judgement not in page.working.streams:
                page.working.need_streams("judgement", [judgement])
            row_of(judgements, page.working.streams[judgement]).put(event.commit, without_effect=idle.get(judgement))
    page.memory.idle = idle
