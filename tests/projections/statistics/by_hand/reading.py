"""The claims that a question looks at, read in one statement a clause, every value bound."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, FromClause, Table, and_, exists, func, or_, select
from tests.projections.statistics.by_hand.endings import NO_ENDINGS, Endings, endings, lying
from tests.projections.statistics.by_hand.judging import Time
from tests.projections.statistics.by_hand.statements import CLAIM, MANNER, TIMES, Stated, has, qualified, standing

from watchgraph.domain.edtf import NEVER, first_day
from watchgraph.domain.statements import Modality
from watchgraph.vocabulary.predicates import Persistence, ValueType
from watchgraph_projections.catalogue.labels import label_of
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.catalogue.tables import (
    claim,
    claim_at,
    commits,
    dataset,
    dataset_at,
    edition,
    edition_at,
    entity,
    entity_at,
    evidence,
    evidence_at,
    spoken_again,
    spoken_again_at,
)
from watchgraph_projections.statistics.areas import regions
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.errors import UnknownIdError, UnknownUniverseError
from watchgraph_projections.statistics.lookups import unknown_edition
from watchgraph_projections.statistics.queries import Area, Condition, Side, Universe
from watchgraph_projections.statistics.rules import Reason, Terms

GROUP_KIND = "Group"
PORTION = 500
FEW = 1_000
"""Members whose claims are looked up one by one; of more of them, all claims of the predicate are read."""
_PREDICATE = 5
_CLAIM = _PREDICATE + len(CLAIM)
_QUALIFIERS = _CLAIM - 1
_MANNER = _CLAIM + len(MANNER)
"""Where columns of a row are, and where those that are read as one end."""

T = TypeVar("T")


@lru_cache(maxsize=64)
def _of(moment: Moment, now: Table, then: Table) -> FromClause:
    """The table under a name of its own, which takes long to make: no statement here reads one twice."""
    return moment.of((now, then))


class Shown(NamedTuple):
    """An entity as a reader sees it."""

    key: int
    id: UUID
    kind: str
    label: str | None


class Reader:
    """Reads at one moment, through one connection. published: a day, None for all that was published."""

    def __init__(self, connection: Connection, moment: Moment, published: int | None) -> None:
        self._connection = connection
        self._moment = moment
        self._published = published

    @property
    def of_all_times(self) -> "Reader":
        """The same, whenever it was published."""
        return Reader(self._connection, self._moment, None)

    def claims(
        self, clause: Clause, kind: str | None, terms: Terms, members: Collection[int] | None = None
    ) -> Iterator[Stated]:
        """Read a clause's claims, standing or not, by key; of the counted kind or of groups.

        members: all others' claims do not matter, None where they do. Values are only narrowed where none of the
        others can matter (single values rival each other). Raises UnknownIdError, UnknownUniverseError.
        """
        claims, entities = _of(self._moment, claim, claim_at), _of(self._moment, entity, entity_at)
        ends = (claims.c.subject, claims.c.object)
        end, other = ends if clause.condition.side is Side.SUBJECT else ends[::-1]
        columns = [claims.c[name] for name in (*CLAIM, *MANNER, *TIMES, "published_from")]
        found = select(claims.c.key, claims.c.id, end, entities.c.kind, other, *columns)
        conditions = [*self._speaking(claims, clause), self._moment.holds(entities), *_ended_by(end, members)]
        if kind is not None:
            conditions.append(entities.c.kind.in_([kind, GROUP_KIND]))
        if clause.condition.members:
            conditions.append(end.in_(self.keys(clause.condition.members)))
        query = found.join_from(claims, entities, entities.c.key == end).where(and_(*conditions)).order_by(claims.c.key)
        wanted = {name: self._shown_id(value) for name, value in clause.condition.qualifiers}
        occur = [each.name for each in clause.predicates if each.persistence is Persistence.OCCURRENCE]
        happen = frozenset(each.name for each in clause.predicates) if clause.each else frozenset(occur)
        lapsed = frozenset[int]() if terms.day is None else self._lapsed(clause, terms, terms.day)
        closed, doubted = NO_ENDINGS if terms.day is None else self._endings(clause, terms, terms.day)
        lying = frozenset[int]() if terms.day is None else self._lying(clause, terms, terms.day)
        for portion in self._connection.execute(query).partitions(PORTION):
            for row in portion:
                qualifiers = row[_QUALIFIERS]
                if (not wanted or has(qualifiers, wanted)) and _is_worded(qualifiers, clause.condition):
                    *times, published = row[_MANNER:]
                    times += (row[_PREDICATE] in happen, self._said_by(row[0], published), row[0] in lapsed)
                    times += (row[0] in closed, row[0] in doubted, row[0] in lying)
                    yield Stated(Time(*times), standing(row[_CLAIM:_MANNER], qualifiers), *row[:_CLAIM])

    def _speaking(self, claims: FromClause, clause: Clause) -> list[ColumnElement[bool]]:
        return [
            self._moment.holds(claims),
            claims.c.predicate.in_([each.name for each in clause.predicates]),
            *self._universe(claims, clause.universe),
            *self._value(claims, clause),
        ]

    def _lapsed(self, clause: Clause, terms: Terms, day: int) -> frozenset[int]:
        """Keys of observations after which the same edition says nothing more of their subject, but of others."""
        claims, condition = _of(self._moment, claim, claim_at), clause.condition
        columns = [claims.c[name] for name in ("key", "dataset", "series", "predicate", "subject", "from_latest")]
        counts, asserted = claims.c.counts == 1, claims.c.modality.in_([str(each) for each in Modality if each.asserts])
        stated = and_(claims.c.state == "SUPERSEDED", claims.c.polarity == "AFFIRMED", asserted)
        query = select(*columns).where(
            self._moment.holds(claims),
            claims.c.predicate.in_([each.name for each in clause.predicates]),
            claims.c.series.is_not(None),
            claims.c.from_latest <= day,
            or_(counts, stated) if terms.superseded else counts,
            *self._universe(claims, clause.universe),
        )
        if clause.single and all(
            each.range is None or each.range.type is not ValueType.DATE for each in clause.predicates
        ):
            if condition.since is not None:
                query = query.where(claims.c.from_earliest >= first_day(condition.since))
            if condition.before is not None:
                query = query.where(claims.c.from_latest < first_day(condition.before))
        found: dict[tuple[str, ...], dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
        for key, dataset_, series, predicate, subject, seen in self._connection.execute(query):
            named = (dataset_, predicate) if clause.universe.edition else (dataset_, predicate, series)
            found[named][subject][key] = seen
        return frozenset(
            key
            for subjects in found.values()
            for observed in subjects.values()
            if max(observed.values()) < max(max(other.values()) for other in subjects.values())
            for key in observed
        )

    def _endings(self, clause: Clause, terms: Terms, day: int) -> Endings:
        claims = _of(self._moment, claim, claim_at)
        affirmed = and_(claims.c.predicate.in_(clause.names), claims.c.polarity == "AFFIRMED")
        query = select(claims).where(self._moment.holds(claims), affirmed)
        of_universe = query.where(*self._universe(claims, clause.universe))
        return endings(self._connection.execute(query), self._connection.execute(of_universe), terms, day)

    def _lying(self, clause: Clause, terms: Terms, day: int) -> frozenset[int]:
        """Keys of claims that say how things lie, on this day, too."""
        claims = self._moment.of((claim, claim_at))
        query = select(claims).where(self._moment.holds(claims), claims.c.predicate == "partOf")
        if "partOf" not in clause.names:
            return frozenset()
        of_universe = query.where(*self._universe(claims, clause.universe))
        return lying(self._connection.execute(query), self._connection.execute(of_universe), terms, day)

    def _said_by(self, position: int, published: int | None) -> int | None:
        """The day by which it was surely said: when it was published or taken into this log, the earlier of the two."""
        positions, days = self._recorded
        taken = days[bisect_left(positions, position)]
        said = taken if published is None or taken < published else published
        return None if said == NEVER else said

    @cached_property
    def _recorded(self) -> tuple[list[int], list[int]]:
        """Last position and day (UTC) of each commit, in order; then a day that never comes.

        A claim's key is the position of its first event.
        """
        query = select(commits.c.position, commits.c.at).order_by(commits.c.position)
        found = self._connection.execute(query).all()
        return [position for position, _ in found], [*(int(at[:10].replace("-", "")) for _, at in found), NEVER]

    def shown(self, keys: Collection[int]) -> dict[int, Shown]:
        """Look entities up by key."""
        entities = _of(self._moment, entity, entity_at)
        query = select(entities.c.key, entities.c.id, entities.c.kind, label_of(entities, self._moment))
        held = query.where(self._moment.holds(entities))
        found = (
            Shown(key, UUID(id_), kind, label)
            for portion in _portions(sorted(keys))
            for key, id_, kind, label in self._connection.execute(held.where(entities.c.key.in_(portion)))
        )
        return {each.key: each for each in found}

    def areas(self, area: Area) -> frozenset[int]:
        """Keys under which countries, or the UN's regions of a size, are shown."""
        entities = _of(self._moment, entity, entity_at)
        held = select(entities.c.cluster).where(self._moment.holds(entities))
        if area is Area.COUNTRY:
            found = held.where(entities.c.dataset == "iso3166", entities.c.register == 1)
        else:
            found = held.where(entities.c.id.in_([str(each) for each in regions(area)]))
        return frozenset(self._connection.scalars(found))

    def keys(self, ids: Sequence[UUID]) -> frozenset[int]:
        """Keys under which entities are shown. Raises UnknownIdError."""
        entities = _of(self._moment, entity, entity_at)
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
        """Whether a claim that draws an edge now, or may, says that anything is part of it."""
        claims = _of(self._moment, claim, claim_at)
        query = select(claims.c.draws, claims.c.from_earliest, claims.c.until_latest).where(
            claims.c.predicate == "partOf", claims.c.object.in_(self.keys([entity_id])), self._moment.holds(claims)
        )
        day = self._moment.day
        return any(draws and begun <= day < over for draws, begun, over in self._connection.execute(query))

    def _shown_id(self, value: str) -> str:
        """The id under which an entity is shown, where the value is an entity's id; a code stays as it is."""
        try:
            keys = self.keys([UUID(value)])
        except ValueError:
            return value
        return str(self.shown(keys)[min(keys)].id)

    def _universe(self, claims: FromClause, universe: Universe) -> list[ColumnElement[bool]]:
        conditions = []
        if universe.dataset is not None:
            self._check_dataset(universe.dataset)
            conditions.append(claims.c.dataset == universe.dataset)
        if universe.edition is not None:
            conditions.append(self._in_edition(claims, universe))
        if self._published is not None:
            conditions.append(self._was_published(claims, self._published))
        return conditions

    def _check_dataset(self, slug: str) -> None:
        """A misspelt name must not count nothing."""
        sets = self._moment.of((dataset, dataset_at))
        known = list(self._connection.scalars(select(sets.c.slug).where(self._moment.holds(sets))))
        if slug not in known:
            nearest = ", ".join(get_close_matches(slug, known, cutoff=0.0)) or "none so far"
            message = f"no data set {slug!r} was imported by then; there is {nearest}"
            raise UnknownUniverseError(message, Universe(dataset=slug), "dataset")

    def _in_edition(self, claims: FromClause, universe: Universe) -> ColumnElement[bool]:
        """Keep claims with evidence in the edition, as the newest of our mappings of it reads it."""
        proofs = self._moment.of((evidence, evidence_at))
        return exists().where(
            proofs.c.claim == claims.c.key,
            proofs.c.edition == universe.edition,
            proofs.c.mapping == self.mapping(universe),
            self._moment.holds(proofs),
        )

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

    def _was_published(self, claims: FromClause, day: int) -> ColumnElement[bool]:
        again = self._moment.of((spoken_again, spoken_again_at))
        return or_(
            and_(claims.c.published_from <= day, claims.c.published_to > day),
            exists().where(
                again.c.claim == claims.c.key,
                self._moment.holds(again),
                again.c.published_from <= day,
                again.c.published_to > day,
            ),
            and_(
                claims.c.published_from.is_(None),
                claims.c.state != "SUPERSEDED",
                claims.c.key.in_(self._taken_by(day, claims)),
            ),
        )

    def _taken_by(self, day: int, claims: FromClause) -> list[int]:
        """Claims that were taken into this log by the day."""
        keys = self._connection.scalars(select(claims.c.key).where(self._moment.holds(claims)))
        return [key for key in keys if (self._said_by(key, None) or NEVER) <= day]

    def _value(self, claims: FromClause, clause: Clause) -> list[ColumnElement[bool]]:
        """Narrow by value; what is not known may be the value asked for, so it stays to be listed."""
        if clause.single:
            return []
        matches = []
        if clause.condition.entities:
            end = claims.c.object if clause.condition.side is Side.SUBJECT else claims.c.subject
            matches.append(end.in_(self.keys(clause.condition.entities)))
        if clause.condition.codes:
            matches.append(claims.c.code.in_(clause.condition.codes))
        return [or_(and_(*matches), claims.c.polarity == Reason.UNKNOWN)] if matches else []


def _is_worded(qualifiers: str, condition: Condition) -> bool:
    stated = {name: (value or "").lower() for name, value in qualified(qualifiers).items()} if condition.worded else {}
    for each in condition.worded:
        text, begins = stated.get(each.name, ""), (each.begins or "").lower()
        if re.match(re.escape(begins) + (r"(?!\w)" if re.search(r"\w$", begins) else ""), text) is None:
            return False
        if (each.contains or "").lower() not in text:
            return False
    return True


def _ended_by(end: ColumnElement[object], members: Collection[int] | None) -> list[ColumnElement[bool]]:
    """Narrow to claims with these ends, where that is less to read than all."""
    return [] if members is None or len(members) > FEW else [among(end, sorted(members))]


def _portions(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut a look-up into pieces that do not outgrow what a statement may bind."""
    return (values[start : start + PORTION] for start in range(0, len(values), PORTION))
