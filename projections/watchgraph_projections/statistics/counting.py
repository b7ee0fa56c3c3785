"""Counts: by statements that are made once for all questions of one shape, and run with the values of each."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property, lru_cache
from typing import Final
from typing import cast as typed

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    FromClause,
    Text,
    cast,
    literal,
    select,
)
from sqlalchemy.sql import ClauseElement

from watchgraph.vocabulary import KINDS
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.statistics.entries import Entries
from watchgraph_projections.statistics.lookups import Lookups
from watchgraph_projections.statistics.may_be_one import Doubles
from watchgraph_projections.statistics.members import read_by
from watchgraph_projections.statistics.omissions import left_out
from watchgraph_projections.statistics.plans import Plan
from watchgraph_projections.statistics.queries import Side
from watchgraph_projections.statistics.rules import Reason, Step
from watchgraph_projections.statistics.scopes import Rows
from watchgraph_projections.statistics.shapes import shape_of_question
from watchgraph_projections.statistics.tallies import ALL, Receipt, Tally
from watchgraph_projections.statistics.tallying import tallied
from watchgraph_projections.statistics.under import Under, listed, read_keys
from watchgraph_projections.statistics.values import MOMENT, Asked, Traits, Values, Written
from watchgraph_projections.views.slots import shape_of, slotted

STATEMENTS_KEPT: Final = 256
"""Of all shapes together; the one asked for longest ago goes first."""

_Row = tuple[str, str, int, int, int, str, int, str | None]
"""Group, number and step of a tally, its members, how many were only seen before, the oldest sighting, the member that
may be one with another; or keys."""


class Sort(Enum):
    """What is asked.

    RECEIPTS: the claims under the number over all. OF_GROUPS: under those of some groups. ENTITIES, ENTITIES_OF_GROUPS:
    in the same way the entities that these are made of.
    """

    TALLIES = auto()
    WITH_RECEIPTS = auto()
    RECEIPTS = auto()
    OF_GROUPS = auto()
    ENTITIES = auto()
    ENTITIES_OF_GROUPS = auto()
    LEFT_OUT = auto()


_TELLING: Final = frozenset({Sort.TALLIES, Sort.WITH_RECEIPTS})
"""Those of which the definition is told."""
_NAMING: Final = frozenset({Sort.WITH_RECEIPTS, Sort.RECEIPTS, Sort.OF_GROUPS})
"""Those that name claims."""


@dataclass(frozen=True, kw_only=True)
class _Shape:
    """What a statement depends on, and one question of that shape to make it of."""

    sort: Sort
    database: str
    asked: Hashable
    clocks: Hashable
    traits: Traits
    open_kinds: tuple[str, ...]
    tells_datasets: bool
    plan: Plan = field(compare=False)
    moment: Moment = field(compare=False)
    dialect: Dialect = field(compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class _Made:
    """A statement, and what works out its values."""

    statement: Written
    values: Values

    def rows(self, asked: Asked) -> Iterator[tuple[object, ...]]:
        self.values.work_out(asked)
        for row in self.statement.rows(asked.connection, asked.values):
            yield tuple(row)


@lru_cache(maxsize=STATEMENTS_KEPT)
def made(shape: _Shape) -> _Made:
    """The statement for all questions of a shape."""
    values = Values(shape.plan, shape.dialect, shape.traits)
    entries = Entries(
        shape.plan,
        slotted(shape.moment, MOMENT),
        values,
        shape.open_kinds,
        shape.tells_datasets,
        tells_latest=shape.sort in _NAMING,
    )
    statement = _STATEMENTS[shape.sort](entries)
    return _Made(Written.of(statement, shape.dialect), values)


@dataclass(frozen=True)
class Counting:
    """One plan at one moment, through one connection."""

    connection: Connection
    moment: Moment
    plan: Plan

    @cached_property
    def lookups(self) -> Lookups:
        """What the question names, looked up."""
        return Lookups(self.connection, self.moment)

    def counted(self, *, receipts: bool = False) -> tuple[list[Tally], list[Receipt]]:
        """Everything that is counted, over all and by group. receipts: with the claims under all of it."""
        tallies, found = self._counted(receipts=receipts)
        if not any(each.open_member for each in tallies):
            return tallies, found
        doubles = self._doubles(tallies)
        return doubles.steps(tallies), doubles.steps(found)

    def _counted(self, *, receipts: bool) -> tuple[list[Tally], list[Receipt]]:
        tallies, found = [], []
        for bucket, number, step, members, seen, oldest, open_member, keys in self._rows(
            Sort.WITH_RECEIPTS if receipts else Sort.TALLIES
        ):
            if keys is None:
                tallies.append(Tally(bucket, number, Step(step), members, seen, oldest, open_member))
            else:
                found.append(Receipt(bucket, number, Step(step), read_keys(keys), open_member))
        return tallies, found

    def _doubles(self, tallies: Sequence[Tally]) -> Doubles:
        return Doubles(tallies, self.lookups.identities, self.plan.query.measure, single=self.plan.one_group)

    def receipts(self) -> list[Receipt]:
        """The claims under the number over all."""
        return self._receipts(Sort.RECEIPTS)

    def receipts_of(self, buckets: Sequence[str]) -> list[Receipt]:
        """The claims under the numbers of some groups."""
        return self._receipts(Sort.OF_GROUPS, buckets)

    def entities(self) -> list[Receipt]:
        """The entities that the number over all is made of; of statements, those that they are about."""
        return self._receipts(Sort.ENTITIES)

    def entities_of(self, buckets: Sequence[str]) -> list[Receipt]:
        """The same of the numbers of some groups."""
        return self._receipts(Sort.ENTITIES_OF_GROUPS, buckets)

    def left_out(self) -> dict[Reason, frozenset[int]]:
        """Keys of claims by the reason for which they are missing from the numbers."""
        rows = typed("Iterator[tuple[str, str]]", self._found(Sort.LEFT_OUT))
        return {Reason(reason): frozenset(read_keys(keys)) for reason, keys in rows}

    def _receipts(self, sort: Sort, buckets: Sequence[str] = ()) -> list[Receipt]:
        found = [
            Receipt(bucket, number, Step(step), read_keys(keys or ""), open_member)
            for bucket, number, step, *_, open_member, keys in self._rows(sort, buckets)
        ]
        if not any(each.open_member for each in found):
            return found
        return self._doubles(self._counted(receipts=False)[0]).steps(found)

    def _rows(self, sort: Sort, buckets: Sequence[str] = ()) -> Iterator[_Row]:
        return typed("Iterator[_Row]", self._found(sort, buckets))

    def _found(self, sort: Sort, buckets: Sequence[str] = ()) -> Iterator[tuple[object, ...]]:
        dialect, asked = self.connection.dialect, Asked(self.connection, self.moment, self.plan, buckets)
        shape = _Shape(
            sort=sort,
            database=dialect.name,
            asked=shape_of_question(self.plan.query),
            clocks=(self.moment.now, shape_of(self.moment)),
            traits=_traits(asked),
            open_kinds=self._open_kinds(asked.lookups),
            tells_datasets=sort in _TELLING and self._tells_datasets(asked.lookups),
            plan=self.plan,
            moment=self.moment,
            dialect=dialect,
        )
        return made(shape).rows(asked)

    def _open_kinds(self, lookups: Lookups) -> tuple[str, ...]:
        """The kinds of what may be one with another of what is counted."""
        found = {each.kind for each in lookups.identities.pairs}
        return tuple(sorted(found.intersection(self._kinds)))

    def _tells_datasets(self, lookups: Lookups) -> bool:
        """Whether records of data sets that nobody compared may be counted together."""
        if self.plan.query.universe.dataset is not None:
            return False
        return any(len(lookups.identities.apart(each, lookups.datasets_of(each))) > 1 for each in self._kinds)

    @property
    def _kinds(self) -> Collection[str]:
        """Of which kind what is counted may be."""
        if self.plan.kind is not None:
            return [self.plan.kind]
        condition, (predicate, *_) = self.plan.clauses[0].condition, self.plan.clauses[0].predicates
        if condition.side is Side.SUBJECT:
            return predicate.domain
        return (predicate.range.kinds if predicate.range else ()) or sorted(KINDS)


def _traits(asked: Asked) -> Traits:
    lookups, read = asked.lookups, read_by(asked.plan)
    numbers = {each.names for each in asked.clauses if each.single and each.is_quantity}
    return Traits(
        observed=frozenset(filter(lookups.observed, read)),
        ending=frozenset(filter(lookups.ending, read)),
        wide=frozenset(filter(lookups.wide, numbers)),
    )


def _receipts(entries: Entries) -> Rows:
    return listed(Under(entries).of(entries.everything, literal(ALL)))


def _made_of(of: Entries, entries: FromClause, bucket: ColumnElement[str]) -> Rows:
    return select(
        cast(bucket, Text).label("bucket"),
        entries.c.number,
        entries.c.step,
        entries.c.member.label("key"),
        of.open_member(entries).label("open_member"),
    )


def _made_groups(entries: Entries) -> Rows:
    return listed([_made_of(entries, entries.grouped, entries.grouped.c.bucket).where(_of_wanted(entries))])


def _of_wanted(entries: Entries) -> ColumnElement[bool]:
    return among(entries.grouped.c.bucket, [entries.values.many(lambda asked: asked.buckets)])


def _of_groups(entries: Entries) -> Rows:
    wanted = select(*entries.grouped.c).where(_of_wanted(entries))
    return listed(Under(entries).groups(entries.cte("wanted", wanted)))


_STATEMENTS: Final[Mapping[Sort, Callable[[Entries], ClauseElement]]] = {
    Sort.TALLIES: tallied,
    Sort.WITH_RECEIPTS: lambda entries: tallied(entries, receipts=True),
    Sort.RECEIPTS: _receipts,
    Sort.OF_GROUPS: _of_groups,
    Sort.ENTITIES: lambda entries: listed([_made_of(entries, entries.everything, literal(ALL))]),
    Sort.ENTITIES_OF_GROUPS: _made_groups,
    Sort.LEFT_OUT: left_out,
}
