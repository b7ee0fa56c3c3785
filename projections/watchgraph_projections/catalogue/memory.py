"""What the fold remembers between pages: small, and read back from the tables when it starts."""

from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select

from watchgraph.domain import edtf
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.datasets import DatasetRegistered, ImportCompleted
from watchgraph.domain.identifiers import dataset_id
from watchgraph.identity.clusters import Clusters
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.nodes import EntityNode

UNDIRECTED = frozenset({"SAME_OWNER", "SAME_ORIGIN_SPEAKER"})


class Lineage:
    """What each source as a whole takes from; both ways where the relation has no direction."""

    def __init__(self) -> None:
        self._declared: dict[UUID, set[tuple[UUID, str]]] = {}

    def declare(self, source: UUID, origin: UUID, relation: str) -> None:
        """Remember that a source takes from another."""
        for one, other in _ways(source, origin, relation):
            self._declared.setdefault(one, set()).add((other, relation))

    def withdraw(self, source: UUID, origin: UUID, relation: str) -> None:
        """Forget it."""
        for one, other in _ways(source, origin, relation):
            self._declared.get(one, set()).discard((other, relation))

    def origins(self, source: UUID) -> frozenset[UUID]:
        """What a source takes from, empty where nothing is declared."""
        return frozenset(origin for origin, _ in self._declared.get(source, ()))


def _ways(source: UUID, origin: UUID, relation: str) -> list[tuple[UUID, UUID]]:
    return [(source, origin), (origin, source)] if relation in UNDIRECTED else [(source, origin)]


class KnownEdition(NamedTuple):
    """released: the day (YYYYMMDD) by which it was surely out. covers: predicates that it has columns for."""

    released: int
    covers: Collection[str]


class Memory:
    """Clusters, lineage, data sets' slugs by stream, and the editions by (data set, name, mapping)."""

    def __init__(self) -> None:
        self.clusters = Clusters()
        self.lineage = Lineage()
        self.datasets: dict[UUID, str] = {}
        self.editions: dict[tuple[str, str, int], KnownEdition] = {}
        self.idle: dict[UUID, str] = {}

    def introduce(self, node: EntityNode) -> set[UUID]:
        """Let the clusters know an entity that is judged; return the entities whose representative changed."""
        return self.clusters.introduce(node.id, kind=node.kind, register=node.dataset if node.register else None)

    def foresee(self, begun: Iterable[Event], dataset: UUID, completed: ImportCompleted) -> bool:
        """Know the edition that an import's last event names before its claims are folded.

        begun: the bodies read of the commit so far. False where none of them, nor any before, registers the data set.
        """
        for body in begun:
            if isinstance(body, DatasetRegistered) and dataset_id(body.slug) == dataset:
                self.datasets[dataset] = body.slug
        if dataset not in self.datasets:
            return False
        self.know(self.datasets[dataset], completed)
        return True

    def know(self, dataset: str, completed: ImportCompleted) -> None:
        """Remember an edition as one import read it."""
        edition = completed.edition
        known = KnownEdition(edtf.published_by(edition.published), frozenset(edition.covers))
        self.editions[dataset, edition.name, completed.mapping] = known

    @classmethod
    def read(cls, connection: Connection) -> "Memory":
        """Read it back from the tables of what holds now."""
        memory = cls()
        dataset, edition = tables.dataset, tables.edition
        memory.datasets = {UUID(row.id): row.slug for row in connection.execute(select(dataset))}
        for row in connection.execute(select(edition)):
            known = KnownEdition(row.published_by, frozenset(msgspec.json.decode(row.covers)))
            memory.editions[row.dataset, row.name, row.mapping] = known
        source, origin, lineage = tables.source, tables.source.alias(), tables.lineage
        query = select(source.c.id, origin.c.id, lineage.c.relation).select_from(
            lineage.join(source, source.c.key == lineage.c.source).join(origin, origin.c.key == lineage.c.origin)
        )
        for taker, taken, relation in connection.execute(query):
            memory.lineage.declare(UUID(taker), UUID(taken), relation)
        memory._read_judgements(connection)
        return memory

    def _read_judgements(self, connection: Connection) -> None:
        judgement, entity = tables.judgement, tables.entity
        standing = judgement.c.reverted.is_(None)
        for side in (judgement.c.left, judgement.c.right):
            judged = select(entity).where(entity.c.key.in_(select(side).where(standing)))
            for row in connection.execute(judged):
                register = row.dataset if row.register else None
                self.clusters.introduce(UUID(row.id), kind=row.kind, register=register)
        left, right = entity.alias(), entity.alias()
        query = (
            select(judgement, left.c.id.label("left_id"), right.c.id.label("right_id"))
            .join(left, left.c.key == judgement.c.left)
            .join(right, right.c.key == judgement.c.right)
            .where(standing)
            .order_by(judgement.c.decided)
        )
        for row in connection.execute(query):
            self.clusters.record(UUID(row.id), UUID(row.left_id), UUID(row.right_id), row.verdict, row.decided)
        self.idle = {each: str(reason) for each, reason in self.clusters.without_effect().items()}
