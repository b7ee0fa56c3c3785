"""What a question names, looked up: entities, data sets and editions."""

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from functools import cache, cached_property
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, func, select

from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_projections.catalogue.containment import leads_in
from watchgraph_projections.catalogue.labels import label_of
from watchgraph_projections.catalogue.moments import CLAIMS, EVIDENCE, Moment
from watchgraph_projections.catalogue.queries import ValueList, among, json_list
from watchgraph_projections.catalogue.tables import (
    dataset,
    dataset_at,
    edition,
    edition_at,
    ends,
    entity,
    entity_at,
)
from watchgraph_projections.statistics.errors import UnknownIdError, UnknownUniverseError
from watchgraph_projections.statistics.identities import Identities, datasets_of, identities
from watchgraph_projections.statistics.queries import Universe
from watchgraph_projections.views.rows import table_at

ENTITIES = (entity, entity_at)
PORTION = 500

T = TypeVar("T")


class Shown(NamedTuple):
    """An entity as a reader sees it."""

    key: int
    id: UUID
    kind: str
    label: str | None


class Lookups:
    """Looks up at one moment, through one connection."""

    def __init__(self, connection: Connection, moment: Moment) -> None:
        self._connection = connection
        self._moment = moment

    def shown(self, keys: Collection[int]) -> dict[int, Shown]:
        """Look entities up by key."""
        entities = self._moment.of(ENTITIES)
        query = select(entities.c.key, entities.c.id, entities.c.kind, label_of(entities, self._moment))
        held = query.where(self._moment.holds(entities))
        found = (
            Shown(key, UUID(id_), kind, label)
            for portion in _portions(sorted(keys))
            for key, id_, kind, label in self._connection.execute(held.where(entities.c.key.in_(portion)))
        )
        return {each.key: each for each in found}

    def keys(self, ids: Sequence[UUID]) -> frozenset[int]:
        """Keys under which entities are shown. Raises UnknownIdError."""
        entities = self._moment.of(ENTITIES)
        held = select(entities.c.id, entities.c.cluster).where(self._moment.holds(entities))
        found: dict[str, int] = {
            id_: cluster
            for portion in _portions([str(each) for each in ids])
            for id_, cluster in self._connection.execute(held.where(entities.c.id.in_(portion)))
        }
        missing = [each for each in ids if str(each) not in found]
        if missing:
            raise UnknownIdError(f"no entity has the id {missing[0]}")
        return frozenset(found.values())

    def key_of(self, id_: str | None) -> int | None:
        """The key under which an entity is shown, of its id as text; None of None."""
        return None if id_ is None else min(self.keys([UUID(id_)]))

    def name(self, entity_id: UUID) -> str:
        """The name under which an entity is shown; its id where nobody names it. Raises UnknownIdError."""
        (found,) = self.shown(self.keys([entity_id])).values()
        return found.label or str(entity_id)

    def has_parts(self, entity_id: UUID) -> bool:
        """Whether anything is part of it at the moment. Raises UnknownIdError."""
        parts = table_at(self._moment, CLAIMS, "parts")
        found = select(parts.c.key).where(among(parts.c.object, self.keys([entity_id])), leads_in(parts, self._moment))
        return self._connection.scalar(found.limit(1)) is not None

    def shown_id(self, value: str) -> str:
        """The id under which an entity is shown, where the value is an entity's id; a code stays as it is."""
        try:
            keys = self.keys([UUID(value)])
        except ValueError:
            return value
        return str(self.shown(keys)[min(keys)].id)

    @cached_property
    def identities(self) -> Identities:
        """Which entities may be one, and which data sets were compared."""
        return identities(self._connection, self._moment)

    def datasets_of(self, kind: str) -> frozenset[str]:
        """The data sets that have entities of a kind."""
        return datasets_of(self._connection, self._moment, kind)

    def observed(self, names: Sequence[str]) -> bool:
        """Whether anything that these predicates say is one observation of a series."""
        found = self._connection.scalar(_observed(now=self._moment.now), {"names": json_list(names)})
        return found is not None

    def ending(self, names: Sequence[str]) -> bool:
        """Whether anything that these predicates say, as far as they are of states, has a stated end."""
        states = [each for each in names if PREDICATES[each].persistence is Persistence.STATE]
        if not states:
            return False
        return self._connection.scalar(_ending(now=self._moment.now), {"names": json_list(states)}) is not None

    def wide(self, names: Sequence[str]) -> bool:
        """Whether any number that these predicates say is not exact."""
        return self._connection.scalar(_wide(now=self._moment.now), {"names": json_list(names)}) is not None

    def known_dataset(self, universe: Universe) -> str:
        """The short name of its data set. Raises UnknownUniverseError: a misspelt one must not count nothing."""
        sets = self._moment.of((dataset, dataset_at))
        known = list(self._connection.scalars(select(sets.c.slug).where(self._moment.holds(sets))))
        slug = universe.dataset or ""
        if slug not in known:
            nearest = ", ".join(get_close_matches(slug, known, cutoff=0.0)) or "none so far"
            message = f"no data set {slug!r} was imported by then; there is {nearest}"
            raise UnknownUniverseError(message, universe, "dataset")
        return slug

    def stated_in(self, predicate: str) -> list[str]:
        """The data sets that have claims of a predicate, by name."""
        claims = self._moment.of(CLAIMS)
        query = select(claims.c.dataset).where(
            claims.c.predicate == predicate, claims.c.dataset.is_not(None), self._moment.holds(claims)
        )
        return sorted(self._connection.scalars(query.distinct()))

    def is_stated(self, universe: Universe, predicate: str) -> bool:
        """Whether the universe's edition has claims of a predicate."""
        claims, proofs = self._moment.of(CLAIMS), self._moment.of(EVIDENCE)
        query = select(claims.c.key).join_from(proofs, claims, claims.c.key == proofs.c.claim)
        of_both = (self._moment.holds(proofs), self._moment.holds(claims), claims.c.predicate == predicate)
        named = (proofs.c.edition == universe.edition, claims.c.dataset == universe.dataset)
        return self._connection.scalar(query.where(*of_both, *named).limit(1)) is not None

    def mapping(self, universe: Universe) -> int:
        """The newest mapping of the universe's edition. Raises UnknownUniverseError where there is none."""
        editions = self._moment.of((edition, edition_at))
        query = select(func.max(editions.c.mapping)).where(
            self._moment.holds(editions), editions.c.dataset == universe.dataset, editions.c.name == universe.edition
        )
        newest = self._connection.execute(query).scalar()
        if newest is None:
            raise unknown_edition(self._connection, self._moment, universe)
        return int(newest)


def unknown_edition(connection: Connection, moment: Moment, universe: Universe) -> UnknownUniverseError:
    """The error about an edition that was not imported by then, with those that were."""
    editions = moment.of((edition, edition_at))
    names = select(editions.c.name).where(moment.holds(editions), editions.c.dataset == universe.dataset).distinct()
    known = sorted(connection.scalars(names))
    message = f"not imported by then: {universe}; there is {', '.join(known) or 'none so far'}"
    return UnknownUniverseError(message, universe, "edition" if known else "dataset")


@cache
def _observed(*, now: bool) -> Select[tuple[int]]:
    claims = CLAIMS[0 if now else 1]
    names = bindparam("names", type_=ValueList())
    return select(claims.c.key).where(among(claims.c.predicate, [names]), claims.c.series.is_not(None)).limit(1)


@cache
def _ending(*, now: bool) -> Select[tuple[int]]:
    claims = CLAIMS[0 if now else 1]
    names = bindparam("names", type_=ValueList())
    return select(claims.c.key).where(among(claims.c.predicate, [names]), ends(claims)).limit(1)


@cache
def _wide(*, now: bool) -> Select[tuple[int]]:
    claims = CLAIMS[0 if now else 1]
    names = bindparam("names", type_=ValueList())
    return select(claims.c.key).where(among(claims.c.predicate, [names]), claims.c.least < claims.c.most).limit(1)


def _portions(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut a look-up into pieces that do not outgrow what a statement may bind."""
    return (values[start : start + PORTION] for start in range(0, len(values), PORTION))
