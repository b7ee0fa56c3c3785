"""What all questions of one moment share: which entities may be one, and whose records were never compared."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

from sqlalchemy import Connection, Select, select

from watchgraph.domain.judgements import Verdict
from watchgraph_projections.catalogue.connections import Reading
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.catalogue.tables import entity, entity_at, judgement, judgement_at
from watchgraph_projections.statistics.kept import Kept

ItemT = TypeVar("ItemT", bound=Hashable)
T = TypeVar("T")

KEPT: Final = Kept(2**20)
ENTITIES: Final = (entity, entity_at)
JUDGEMENTS: Final = (judgement, judgement_at)


class OpenPair(NamedTuple):
    """Two entities that may be one, as a judgement leaves it. id: the judgement's. left, right: as they are shown."""

    id: str
    kind: str
    left: int
    right: int

    @property
    def ends(self) -> tuple[int, int]:
        """The two."""
        return self.left, self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """component: the same number for all that may be one, of those alone. compared: likewise of data sets, by kind.

    datasets: that have a record of each of those.
    """

    pairs: tuple[OpenPair, ...]
    component: Mapping[int, int]
    datasets: Mapping[int, tuple[str, ...]]
    compared: Mapping[str, Mapping[str, str]]

    def open_of(self, kinds: Collection[str]) -> list[int]:
        """The entities of some kinds that may be one with another, in order; of no kinds, all."""
        pairs = [each for each in self.pairs if not kinds or each.kind in kinds]
        return sorted({end for each in pairs for end in each.ends})

    def at_least(self, members: Collection[int], among: Collection[int]) -> int:
        """How many entities these are, of all those that may be one.

        Records of one data set are as many as it has, unless a judgement leaves open whether just these two are one.
        among: the same and those by way of which they may be one.
        """
        own: dict[str, set[int]] = defaultdict(set)
        for member in among:
            for dataset in self.datasets[member]:
                own[dataset].add(member)
        return max(self._parts(each, each.intersection(members)) for each in own.values())

    def _parts(self, records: Collection[int], members: Collection[int]) -> int:
        """In how many parts these members are, of the records of one data set."""
        if len(members) <= 1:
            return len(members)
        joined = components(each.ends for each in self.pairs if each.left in records and each.right in records)
        return len({joined.get(each, each) for each in members})

    def between(self, members: Iterable[int]) -> list[OpenPair]:
        """The pairs among all that may be one with any of these."""
        wanted = {self.component[each] for each in members if each in self.component}
        return [each for each in self.pairs if self.component[each.left] in wanted]

    def apart(self, kind: str, datasets: Iterable[str]) -> list[list[str]]:
        """Part data sets into those whose entities of a kind were compared with each other, by whatever steps."""
        linked, parts = self.compared.get(kind, {}), defaultdict(list)
        for each in sorted(datasets):
            parts[linked.get(each, each)].append(each)
        return sorted(parts.values())


def identities(connection: Connection, moment: Moment) -> Identities:
    """Read them, or remember them where the catalogue still stands as it stood."""
    return _kept(connection, moment, "identities", lambda: _read(connection, moment))


def datasets_of(connection: Connection, moment: Moment, kind: str) -> frozenset[str]:
    """The data sets that have entities of a kind, remembered likewise."""
    return _kept(connection, moment, ("datasets", kind), lambda: _datasets(connection, moment, kind))


def _kept(connection: Connection, moment: Moment, asked: Hashable, work: Callable[[], T]) -> T:
    reading = connection.info.get(Reading)
    return work() if reading is None else KEPT.answer(reading, moment, asked, work)


def _datasets(connection: Connection, moment: Moment, kind: str) -> frozenset[str]:
    entities = moment.of(ENTITIES)
    query = select(entities.c.dataset).where(entities.c.kind == kind, moment.holds(entities))
    return frozenset(connection.scalars(query.distinct()))


def _read(connection: Connection, moment: Moment) -> Identities:
    judged, left, right = moment.of(JUDGEMENTS), moment.of(ENTITIES), moment.of(ENTITIES)
    pairs = _pairs(connection, moment)
    between: Select[str, str, str] = (
        select(left.c.kind, left.c.dataset, right.c.dataset)
        .join_from(judged, left, left.c.key == judged.c.left)
        .join(right, right.c.key == judged.c.right)
        .where(judged.c.reverted.is_(None), left.c.dataset != right.c.dataset)
        .where(*(moment.holds(each) for each in (judged, left, right)))
    )
    links: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, one, other in connection.execute(between.distinct()):
        links[kind].append((one, other))
    return Identities(
        pairs=pairs,
        component=components(each.ends for each in pairs),
        datasets=_datasets_of_each(connection, moment, {end for each in pairs for end in each.ends}),
        compared={kind: components(each) for kind, each in links.items()},
    )


def _pairs(connection: Connection, moment: Moment) -> tuple[OpenPair, ...]:
    judged, left, right = moment.of(JUDGEMENTS), moment.of(ENTITIES), moment.of(ENTITIES)
    query = (
        select(judged.c.id, left.c.kind, left.c.cluster, right.c.cluster)
        .join_from(judged, left, left.c.key == judged.c.left)
        .join(right, right.c.key == judged.c.right)
        .where(judged.c.verdict == str(Verdict.UNSURE), judged.c.reverted.is_(None), left.c.cluster != right.c.cluster)
        .where(*(moment.holds(each) for each in (judged, left, right)))
        .order_by(judged.c.key)
    )
    return tuple(OpenPair(*row) for row in connection.execute(query))


def _datasets_of_each(connection: Connection, moment: Moment, shown: Collection[int]) -> dict[int, tuple[str, ...]]:
    entities = moment.of(ENTITIES)
    query = select(entities.c.cluster, entities.c.dataset).where(
        among(entities.c.cluster, sorted(shown)), moment.holds(entities)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for cluster, dataset in connection.execute(query.distinct()) if shown else ():
        found[cluster].append(dataset)
    return {cluster: tuple(sorted(each)) for cluster, each in found.items()}


def components(pairs: Iterable[tuple[ItemT, ItemT]]) -> dict[ItemT, ItemT]:
    """What is joined by pairs, whatever their order: each with the least of its component."""
    least: dict[ItemT, ItemT] = {}

    def root(each: ItemT) -> ItemT:
        while least.setdefault(each, each) != each:
            each = least[each]
        return each

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))  # type: ignore[type-var]  # keys or names
        least[second] = first
    return {each: root(each) for each in list(least)}
