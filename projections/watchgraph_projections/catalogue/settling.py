"""Deriving at the end of a commit: editions, groups, confidence, rows. A pure function of the nodes it is given."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from uuid import UUID

import msgspec

from watchgraph.domain import edtf
from watchgraph.domain.statements import Evidence, Stance
from watchgraph.vocabulary import PREDICATES
from watchgraph_projections.catalogue import confidence, editions, tables
from watchgraph_projections.catalogue.claim_rows import claim_row, credibility, leads, slot, stated_group
from watchgraph_projections.catalogue.entity_rows import entity_row, kind_rows, label
from watchgraph_projections.catalogue.kinds import KIND_TABLES, SOURCE_KIND
from watchgraph_projections.catalogue.memory import KnownEdition, Lineage
from watchgraph_projections.catalogue.nodes import ClaimNode, EntityNode, Touched
from watchgraph_projections.catalogue.versions import Row
from watchgraph_projections.catalogue.working_set import Placed, WorkingSet

Editions = Mapping[tuple[str, str, int], KnownEdition]


class Settlement:
    """Derives what a commit touched.

    editions: by (data set, edition, mapping). lineage: what a source as a whole takes from, both ways where the
    relation has no direction.
    """

    def __init__(self, working: WorkingSet, known: Editions, lineage: Lineage) -> None:
        self.working = working
        self.editions = known
        self.lineage = lineage

    def settle(self, touched: Touched, position: int) -> None:
        """Derive again what was touched, and put every row that changed."""
        claims = dict(touched.claims)
        for node in claims.values():
            if node.record is None:
                node.spells = _spells(node)
        for record in {node.record for node in touched.claims.values() if node.record is not None}:
            claims |= self._speeches(record)
        claims |= touched.moved
        claims |= self._regroup(claims)
        for node in claims.values():
            self._put_claim(node, position)
            if leads(node.claim.statement):
                touched.entity(node.subject.shown)
        for entity in touched.entities.values():
            self._put_entity(entity, position, touched.titles.get(entity.key))

    def _speeches(self, record: tuple[str, str]) -> dict[int, ClaimNode]:
        """Decide which claims of a record still stand; return those for which that changed."""
        nodes = self.working.records[record]
        found = _only_reading(nodes.values()) or self._readings(record[0], nodes.values())
        changed = {}
        for key, node in nodes.items():
            stands, spells = found[key]
            if (node.stands, node.spells) != (stands, spells):
                changed[key] = node
            node.stands, node.spells = stands, spells
        return changed

    def _readings(self, dataset: str, nodes: Iterable[ClaimNode]) -> dict[int, editions.Speech]:
        slotted = [self._slotted(node) for node in nodes]
        covers = {key[1:]: edition.covers for key, edition in self.editions.items() if key[0] == dataset}
        return editions.speeches(slotted, covers)

    def _slotted(self, node: ClaimNode) -> editions.Slotted:
        statement = node.claim.statement
        readings: dict[editions.Reading, int] = {}
        for item in node.claim.evidence:
            if item.edition is not None:
                reading = self._reading(statement.origin.dataset or "", item)
                readings[reading] = min(_published_by(item.published), readings.get(reading, edtf.NEVER))
        key = slot(statement, PREDICATES[statement.predicate])
        return editions.Slotted(node.key, statement.predicate, key, statement.slot_by_time, readings)

    def _reading(self, dataset: str, item: Evidence) -> editions.Reading:
        name, mapping = item.edition or "", item.mapping or 0
        known = self.editions.get((dataset, name, mapping))
        released = _published_by(item.published) if known is None else known.released
        return editions.Reading(released, mapping, name)

    def _regroup(self, claims: Mapping[int, ClaimNode]) -> dict[int, ClaimNode]:
        """Put claims into their groups and assess each group; return claims whose confidence changed."""
        groups = set()
        for node in claims.values():
            groups |= {node.group_key, self._group(node)}
        changed: dict[int, ClaimNode] = {}
        self.working.need_groups(groups - {""})
        self.working.need_sources(self._cited(groups))
        for key in groups - {""}:
            changed |= self._assess(list(self.working.groups.get(key, {}).values()))
        return changed

    def _cited(self, groups: Iterable[str]) -> set[UUID]:
        members = (node for key in groups for node in self.working.groups.get(key, {}).values())
        return {item.source for node in members for item in node.claim.evidence}

    def _group(self, node: ClaimNode) -> str:
        key = self.working.foreseen.pop(node.id, None) or stated_group(node.claim.statement, self._resolve)
        if key != node.group_key:
            self.working.groups.get(node.group_key, {}).pop(node.key, None)
            self.working.groups.setdefault(key, {})[node.key] = node
        node.group_key = key
        return key

    def _resolve(self, entity: UUID) -> EntityNode:
        return self.working.entities[entity]

    def _assess(self, members: list[ClaimNode]) -> dict[int, ClaimNode]:
        standing = [node for node in members if node.standing]
        changed = {}
        for node in members:
            score, origins, inputs = self._assessed(standing if node.standing else [*standing, node], node)
            if (node.confidence, node.origins, node.inputs) != (score, origins, inputs):
                changed[node.key] = node
            node.confidence, node.origins, node.inputs = score, origins, inputs
        return changed

    def _assessed(self, together: list[ClaimNode], node: ClaimNode) -> tuple[int | None, int, str]:
        supporting = tuple(self._witnesses(together, Stance.SUPPORTS))
        contradicting = tuple(self._witnesses(together, Stance.CONTRADICTS))
        return _assessment(supporting, contradicting, credibility(node.claim.statement))

    def _witnesses(self, nodes: Iterable[ClaimNode], stance: Stance) -> list[confidence.Witness]:
        found = [
            self._witness(item, credibility(node.claim.statement))
            for node in nodes
            for item in node.claim.evidence
            if item.stance is stance
        ]
        return found if len(found) == 1 else sorted(found, key=str)

    def _witness(self, item: Evidence, judged: int) -> confidence.Witness:
        source = self.working.sources[item.source]
        relays = None if item.relays is None else str(item.relays)
        origins = frozenset(map(str, self.lineage.origins(item.source)))
        return confidence.Witness(
            source.public, relays, source.reliability, source.tier, judged, item.self_interested, origins
        )

    def _series(self, node: ClaimNode) -> str | None:
        """The newest edition that states an observation; None of all else."""
        statement = node.claim.statement
        if not statement.slot_by_time:
            return None
        stated = [item for item in node.claim.evidence if item.edition is not None]
        if len(stated) == 1:
            return stated[0].edition
        readings = (self._reading(statement.origin.dataset or "", item) for item in stated)
        return max(readings).edition if stated else None

    def _put_claim(self, node: ClaimNode, position: int) -> None:
        self.working.versions["claim"].put(claim_row(node, self._resolve, self._series(node)), position)
        again = self.working.versions["spoken_again"]
        for spell in node.spells[1:]:
            again.put((node.key, *spell), position)
        later = {spell.published_from for spell in node.spells[1:]}
        for identity in self.working.later_spells.get(node.key, set()) - later:
            again.drop((node.key, identity), position)
        if later or node.key in self.working.later_spells:
            self.working.later_spells[node.key] = later

    def _put_entity(self, entity: EntityNode, position: int, title: str | None) -> None:
        name = label(entity.shown) if entity.kind != SOURCE_KIND else (title or self._title(entity), None)
        for member in entity.shown.together:
            self.working.versions["entity"].put(entity_row(member, name), position)
            if member is not entity.shown:
                self._put_rectangles(member, {}, position)
        if entity.shown.kind in KIND_TABLES:
            self._put_rectangles(entity.shown, kind_rows(entity.shown, name, self.working), position)

    def _title(self, source: EntityNode) -> str | None:
        row = self.working.versions["entity"].get(source.key)
        return None if row is None else str(row[_LABEL])

    def _put_rectangles(self, entity: EntityNode, rows: Mapping[tuple[int, int], Row], position: int) -> None:
        starts = {start for start, _ in rows}
        for start, placed in self.working.rectangles.get(entity.key, {}).items():
            if start not in starts or placed.kind != entity.kind:
                self.working.kinds[placed.kind].drop((entity.key, start), position)
        for days, row in rows.items():
            self.working.kinds[entity.kind].put((row[0], *days, *row[1:]), position)
        self.working.rectangles[entity.key] = {start: Placed(entity.kind, end) for start, end in rows}


_LABEL = tables.entity.c.keys().index("label")


@lru_cache(maxsize=1024)
def _published_by(text: str) -> int:
    return edtf.published_by(text)


def _only_reading(nodes: Iterable[ClaimNode]) -> dict[int, editions.Speech] | None:
    """Where one reading of one edition has stated the whole record so far, all of it stands."""
    found: dict[int, editions.Speech] = {}
    readings = set()
    for node in nodes:
        readings |= {(item.edition, item.mapping) for item in node.claim.evidence}
        if len(readings) > 1:
            return None
        found[node.key] = editions.Speech(stands=True, spells=_since_first(node.claim.evidence))
    return found


def _spells(node: ClaimNode) -> tuple[editions.Spell, ...]:
    """A claim read in a document speaks from the first publication of its support on."""
    return _since_first(item for item in node.claim.evidence if item.stance is Stance.SUPPORTS)


def _since_first(evidence: Iterable[Evidence]) -> tuple[editions.Spell, ...]:
    """Speaking from the first publication on; never, where none is dated."""
    first = min((_published_by(item.published) for item in evidence), default=edtf.NEVER)
    return (editions.Spell(first, edtf.NEVER),) if first < edtf.NEVER else ()


@lru_cache(maxsize=8192)
def _assessment(
    supporting: tuple[confidence.Witness, ...], contradicting: tuple[confidence.Witness, ...], judged: int
) -> tuple[int | None, int, str]:
    found = confidence.assess(supporting, contradicting)
    inputs = msgspec.json.encode(confidence.ingredients(found, judged)).decode()
    return found.score, len(found.supporting), inputs
