"""The part of the catalogue that a page of events touches, loaded in a few statements and written in a few."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy import Row as SqlRow

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.claim_rows import leads
from watchgraph_projections.catalogue.editions import Spell
from watchgraph_projections.catalogue.fold_states import KeptClaim, keep, take
from watchgraph_projections.catalogue.kinds import KIND_TABLES
from watchgraph_projections.catalogue.mentions import of_claim, of_statement
from watchgraph_projections.catalogue.nodes import ClaimNode, EntityNode
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.catalogue.versions import Cell, Versions, rejoin
from watchgraph_projections.catalogue.writing import writer_of

AnyRow = SqlRow[*tuple[Cell, ...]]


class SourceNode(NamedTuple):
    """What the confidence rule needs of a source. public: its id as text."""

    public: str
    reliability: str
    tier: str


class Placed(NamedTuple):
    """Where a rectangle stands: the kind's table, and the first day on which it is over."""

    kind: str
    valid_to: int


class WorkingSet:
    """Nodes by id and key, and the open rows of every pair of tables. Ask with `need_…` before you use a node.

    foreseen: the groups of new claims, worked out while loading; empty once a cluster has changed.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.entities: dict[UUID, EntityNode] = {}
        self.by_key: dict[int, EntityNode] = {}
        self.claims: dict[UUID, ClaimNode] = {}
        self.by_claim_key: dict[int, ClaimNode] = {}
        self.records: dict[tuple[str, str], dict[int, ClaimNode]] = {}
        self.groups: dict[str, dict[int, ClaimNode]] = {}
        self.foreseen: dict[UUID, str] = {}
        self.sources: dict[UUID, SourceNode] = {}
        self.versions: dict[str, Versions] = {
            name: Versions((metadata.tables[name], metadata.tables[f"{name}_at"]), identity)
            for name, identity in _PAIRS.items()
        }
        self.kinds = {kind: Versions(pair, 2, current=False) for kind, pair in KIND_TABLES.items()}
        self.rectangles: dict[int, dict[int, Placed]] = {}
        self.later_spells: dict[int, set[int]] = {}
        self.streams: dict[UUID, int] = {}
        self.disputes: dict[int, list[ClaimNode]] = {}
        self._leading: set[int] = set()
        self._whole_groups: set[str] = set()
        self._dirty: dict[int, ClaimNode] = {}
        self._naming: dict[UUID, dict[int, ClaimNode]] = {}
        self._unsourced: list[ClaimNode] = []

    # Loading

    def need_entities(self, ids: Iterable[UUID]) -> None:
        """Load the entities with these ids, with the whole clusters that they belong to."""
        missing = {str(each) for each in ids if each not in self.entities}
        if not missing:
            return
        entity = tables.entity
        clusters = select(entity.c.cluster).where(among(entity.c.id, missing))
        rows = self.connection.execute(select(entity).where(entity.c.cluster.in_(clusters))).all()
        self._take_entities([row for row in rows if row.key not in self.by_key])

    def need_entity_keys(self, keys: Collection[int]) -> None:
        """Load the entities with these keys, likewise."""
        missing = [key for key in keys if key not in self.by_key]
        if missing:
            entity = tables.entity
            clusters = select(entity.c.cluster).where(among(entity.c.key, missing))
            rows = self.connection.execute(select(entity).where(entity.c.cluster.in_(clusters))).all()
            self._take_entities([row for row in rows if row.key not in self.by_key])

    def _take_entities(self, rows: Sequence[AnyRow]) -> None:
        self.versions["entity"].load(rows)
        clusters: dict[int, list[EntityNode]] = {}
        for row in rows:
            node = EntityNode(row.key, UUID(row.id), row.kind, row.dataset, bool(row.register), bool(row.public_role))
            self.add_entity(node, complete=False)
            clusters.setdefault(row.cluster, []).append(node)
        for cluster, members in clusters.items():
            if len(members) > 1:
                join(self.by_key[cluster], members)

    def add_entity(self, node: EntityNode, *, complete: bool) -> None:
        """Take a node. complete: nothing is stored of it yet, so no claims need loading."""
        self.entities[node.id] = node
        self.by_key[node.key] = node
        if complete:
            self._leading.add(node.key)

    def need_claims(self, ids: Iterable[UUID]) -> None:
        """Load the claims with these ids, their evidence, and what leads the subjects that they may lead."""
        taken = self._load_claims(tables.claim.c.id, {str(each) for each in ids if each not in self.claims})
        self.load("evidence", "claim", [node.key for node in taken])

    def need_claim_keys(self, keys: Iterable[int]) -> None:
        """Load the claims with these keys, likewise, but no evidence: nothing is added to theirs."""
        self._load_claims(tables.claim.c.key, {key for key in keys if key not in self.by_claim_key})

    def need_records(self, records: Iterable[tuple[str, str]]) -> None:
        """Load the claims of these records, likewise."""
        wanted = set(records)
        claim = tables.claim
        query = select(claim.c.key, claim.c.dataset, claim.c.record)
        found = self.connection.execute(query.where(among(claim.c.record, {record for _, record in wanted}))).all()
        self.need_claim_keys(row.key for row in found if (row.dataset, row.record) in wanted)

    def need_groups(self, keys: Iterable[str]) -> None:
        """Load the claims of these corroboration groups, likewise."""
        missing = {key for key in keys if key not in self._whole_groups}
        self._whole_groups |= missing
        self._load_claims(tables.claim.c.group_key, missing)

    def need_leading(self, nodes: Iterable[EntityNode]) -> None:
        """Load the claims that lead these entities' clusters: labels and headlines, with the rectangles they make."""
        shown = {node.shown.key for node in nodes} - self._leading
        if shown:
            self._leading |= shown
            claim = tables.claim
            self._take_claims(among(claim.c.subject, shown) & (claim.c.leads == 1))
            self._load_rectangles(shown)

    def need_all_claims(self, nodes: Iterable[EntityNode]) -> None:
        """Load every claim of these entities' clusters, and every claim that names one of them anywhere else."""
        nodes = list(nodes)
        shown = {node.shown.key for node in nodes}
        claim, qualifier = tables.claim, tables.qualifier_entity
        found: set[int] = set()
        for column in (claim.c.subject, claim.c.object, claim.c.speaker):
            found |= set(self.connection.scalars(select(claim.c.key).where(among(column, shown))))
        members = {member.key for node in nodes for member in node.shown.together}
        found |= set(self.connection.scalars(select(qualifier.c.claim).where(among(qualifier.c.entity, members))))
        self.need_claim_keys(found)
        self.need_leading(nodes)

    def _load_claims(self, column: ColumnElement[object], values: set[int] | set[str]) -> list[ClaimNode]:
        taken = self._take_claims(among(column, values)) if values else []
        self.need_leading(node.subject for node in taken if leads(node.claim.statement))
        return taken

    def _take_claims(self, wanted: ColumnElement[bool]) -> list[ClaimNode]:
        claim, state = tables.claim, tables.fold_state
        query = select(claim, state.c.state.label("kept")).join(state, state.c.claim == claim.c.key)
        rows = self.connection.execute(query.where(wanted).order_by(claim.c.key)).all()
        new = [row for row in rows if row.key not in self.by_claim_key]
        if not new:
            return []
        self.need_entity_keys({row.stated_subject for row in new})
        taken = [self._take_claim(row) for row in new]
        self.need_entities({each for node in taken for each in of_claim(node.claim.statement, node.claim.evidence)})
        self._load_spells([node.key for node in taken])
        return taken

    def naming(self, keys: Collection[int]) -> list[ClaimNode]:
        """List the loaded claims that name one of these entities anywhere."""
        found: dict[int, ClaimNode] = {}
        for key in keys:
            found |= self._naming.get(self.by_key[key].id, {})
        return [found[key] for key in sorted(found)]

    def _take_claim(self, row: AnyRow) -> ClaimNode:
        kept = take(row.kept)
        node = ClaimNode(row.key, kept.id, kept.claim, self.by_key[row.stated_subject], row.taken, kept.disputes)
        node.stands = row.state != "SUPERSEDED"
        node.group_key, node.confidence = row.group_key, row.confidence
        node.origins, node.inputs = row.origins, row.confidence_inputs
        if row.published_from is not None:
            node.spells = (Spell(row.published_from, row.published_to),)
        self.versions["claim"].load([row[:-1]])
        self.add_claim(node, new=False)
        self.groups.setdefault(node.group_key, {})[node.key] = node
        return node

    def add_claim(self, node: ClaimNode, *, new: bool = True) -> None:
        """Take a claim, under its subject and its record."""
        self.claims[node.id] = node
        self.by_claim_key[node.key] = node
        node.subject.claims[node.key] = node
        if node.record is not None:
            self.records.setdefault(node.record, {})[node.key] = node
        self._unsourced.append(node)
        if new:
            self.changed(node)
        else:
            self._index(node)

    def changed(self, node: ClaimNode) -> None:
        """Its aggregate must be written with the next flush."""
        self._dirty[node.key] = node
        self._index(node)

    def _index(self, node: ClaimNode) -> None:
        for each in of_statement(node.claim.statement):
            self._naming.setdefault(each, {})[node.key] = node

    def _load_spells(self, claims: list[int]) -> None:
        for claim, published_from, published_to in self.load("spoken_again", "claim", claims):
            self.later_spells.setdefault(claim, set()).add(published_from)
            self.by_claim_key[claim].spells += (Spell(published_from, published_to),)

    def _load_rectangles(self, keys: set[int]) -> None:
        for kind in {self.by_key[key].kind for key in keys} & KIND_TABLES.keys():
            at = KIND_TABLES[kind][1]
            query = select(at).where(among(at.c.key, keys), at.c.recorded_to == tables.OPEN)
            rows = self.connection.execute(query).all()
            self.kinds[kind].load([row[:-2] for row in rows])
            for row in rows:
                self.rectangles.setdefault(row.key, {})[row.valid_from] = Placed(kind, row.valid_to)

    def need_cited(self) -> None:
        """Load the sources that rest under the claims taken since this was asked last."""
        new, self._unsourced = self._unsourced, []
        self.need_sources(item.source for node in new for item in node.claim.evidence)

    def need_sources(self, ids: Iterable[UUID]) -> None:
        """Load the rows of these sources."""
        missing = {str(each) for each in ids if each not in self.sources}
        if missing:
            rows = self.connection.execute(select(tables.source).where(among(tables.source.c.id, missing))).all()
            self.versions["source"].load(tuple(row) for row in rows)
            self.sources |= {UUID(row.id): SourceNode(row.id, row.reliability, row.tier) for row in rows}

    def load(self, name: str, column: str, values: Iterable[int | str]) -> list[tuple[int, ...]]:
        """Load the open rows of a pair whose column has one of the values, and return them."""
        wanted = list(values)
        if not wanted:
            return []
        table = self.versions[name].pair[0]
        query = select(table).where(among(table.c[column], wanted)).order_by(*table.primary_key)
        rows = [tuple(row) for row in self.connection.execute(query)]
        self.versions[name].load(rows)
        return rows

    def need_streams(self, name: str, ids: Iterable[UUID]) -> list[tuple[int, ...]]:
        """Load the rows of data sets, disputes, judgements … by their streams, and return them; keys come first."""
        rows = self.load(name, "id", [str(each) for each in ids])
        columns = self.versions[name].pair[0].c.keys()
        place = columns.index("id")
        self.streams |= {UUID(str(row[place])): row[0] for row in rows}
        return rows

    def need_disputes(self, ids: Iterable[UUID]) -> None:
        """Load disputes with the claims that they lie over."""
        keys = [row[0] for row in self.need_streams("dispute", ids)]
        if not keys:
            return
        link = tables.dispute_claim
        rows = self.connection.execute(select(link).where(among(link.c.dispute, keys), link.c.role == "DISPUTED")).all()
        self.need_claim_keys(row.claim for row in rows)
        for row in rows:
            self.disputes.setdefault(row.dispute, []).append(self.by_claim_key[row.claim])

    # Writing

    def flush(self, day: int, *, again: bool) -> None:
        """Write all that changed.

        day: for which the kinds' tables of what holds now are written. again: an earlier page held a part of the
        first commit.
        """
        for versions in self.versions.values():
            versions.flush(self.connection, again=again)
        if self._dirty:
            kept = [(key, keep(KeptClaim(node.id, node.claim, node.disputes))) for key, node in self._dirty.items()]
            writer_of(self.connection).keep(self.connection, tables.fold_state, kept)
            self._dirty.clear()
        for kind, versions in self.kinds.items():
            touched = {identity[0] for identity in versions.identities_touched()}
            versions.flush(self.connection, again=again)
            if touched:
                self._show_kind(kind, sorted(key for key in self.rectangles if key in touched), day)

    def let_go(self) -> None:
        """Part entities and claims, which hold each other, so that all is free at once when the page is done."""
        for node in self.by_key.values():
            node.claims.clear()
            node.cluster = node.members = None

    def rejoin(self, position: int) -> None:
        """Let no trace be left of what pages of one commit changed back and forth. position: the commit's."""
        for versions in (*self.versions.values(), *self.kinds.values()):
            rejoin(self.connection, versions.pair, versions.identity, position)

    def _show_kind(self, kind: str, keys: Sequence[int], day: int) -> None:
        now, writer = KIND_TABLES[kind][0], writer_of(self.connection)
        if keys:
            writer.remove(self.connection, now, ["key"], [(key,) for key in keys])
        rows = []
        for key in keys:
            for valid_from, placed in self.rectangles[key].items():
                row = self.kinds[kind].get(key, valid_from)
                if row is not None and valid_from <= day < placed.valid_to:
                    rows.append((key, *row[3:]))
        if rows:
            writer.add(self.connection, now, rows)


metadata = tables.metadata
_PAIRS = {
    "entity": 1,
    "claim": 1,
    "spoken_again": 2,
    "evidence": 2,
    "source": 1,
    "artifact": 2,
    "lineage": 3,
    "judgement": 1,
    "dispute": 1,
    "dataset": 1,
    "edition": 3,
    "coverage": 1,
    "contributor": 1,
}
"""Every pair that the fold writes, and how many leading columns name a row."""


def join(representative: EntityNode, members: list[EntityNode]) -> None:
    """Show the members under one of them; a list of one stands alone again."""
    alone = len(members) == 1
    for member in members:
        member.cluster = None if alone else representative
        member.members = None
    representative.members = None if alone else sorted(members, key=lambda node: node.key)
