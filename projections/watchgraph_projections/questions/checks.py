"""The ways in which our data answer: counted, grouped, stated in a claim, or followed along the money."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol
from uuid import UUID

from sqlalchemy import Connection, select

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import claim, claim_at, entity, entity_at
from watchgraph_projections.graph.sql import SqlGraph
from watchgraph_projections.graph.stations import Station
from watchgraph_projections.statistics.aggregates import aggregate
from watchgraph_projections.statistics.answers import Number
from watchgraph_projections.statistics.queries import Query

REFERENCE = "watchgraph-reference"


class Ours(NamedTuple):
    """Our answer. value: None where the data hold none. note: what else a reader should know. claims: their keys."""

    value: str | None
    claims: tuple[int, ...] = ()
    note: str | None = None


class Check(Protocol):
    """Finds our answer at a moment."""

    def ask(self, connection: Connection, moment: Moment) -> Ours:
        """Answer, written as published values are."""
        ...


@dataclass(frozen=True, slots=True)
class Counted:
    """One number: the certain one; the note tells the possible one. within: also the number that it is a share of."""

    query: Query
    within: Query | None = None

    def ask(self, connection: Connection, moment: Moment) -> Ours:
        number = _only(aggregate(connection, moment, self.query).numbers)
        note = _doubts(number)
        if self.within is None:
            return Ours(number.certain.value, number.claims, note)
        whole = _only(aggregate(connection, moment, self.within).numbers)
        claims = tuple(sorted({*number.claims, *whole.claims}))
        return Ours(f"{number.certain.value} of {whole.certain.value}", claims, note)


def _only(numbers: tuple[Number, ...]) -> Number:
    (number,) = numbers
    return number


def _doubts(number: Number) -> str | None:
    if not number.steps:
        return None
    steps = ", ".join(f"{step.added} {step.step.name.lower().replace('_', ' ')}" for step in number.steps)
    return f"up to {number.possible.value} with what is doubtful ({steps})"


@dataclass(frozen=True, slots=True)
class Grouped:
    """Certain numbers by code, in the codes' order: `CODE 24, CODE 22`. within: the numbers they are shares of."""

    query: Query
    within: Query | None = None

    def ask(self, connection: Connection, moment: Moment) -> Ours:
        groups = aggregate(connection, moment, self.query)
        parts = {group.value.code: group.numbers[0].certain.value for group in groups.groups if group.value.known}
        claims = {key for group in groups.groups for number in group.numbers for key in number.claims}
        if self.within is None:
            return Ours(_written({code: str(count) for code, count in parts.items()}), tuple(sorted(claims)))
        whole = aggregate(connection, moment, self.within).groups
        shares = {
            group.value.code: f"{parts.get(group.value.code, '0')} of {_certain(group.numbers)}" for group in whole
        }
        claims |= {key for group in whole for number in group.numbers for key in number.claims}
        return Ours(_written(shares), tuple(sorted(claims)))


@dataclass(frozen=True, slots=True)
class Summed:
    """Certain sums by entity and currency, written `name USD 5`, largest group first."""

    query: Query

    def ask(self, connection: Connection, moment: Moment) -> Ours:
        groups = aggregate(connection, moment, self.query).groups
        found = [(group.value.label, number) for group in groups if group.value.known for number in group.numbers]
        said = [f"{label} {number.unit} {number.certain.value}" for label, number in found]
        claims = {key for _, number in found for key in number.claims}
        return Ours("; ".join(said) or None, tuple(sorted(claims)))


def _certain(numbers: tuple[Number, ...]) -> str | None:
    return _only(numbers).certain.value


def _written(parts: Mapping[str | None, str]) -> str:
    """Write in the order of the codes, so that equal answers read alike."""
    return ", ".join(f"{code} {value}" for code, value in sorted(parts.items(), key=lambda item: item[0] or ""))


@dataclass(frozen=True, slots=True)
class Stated:
    """What claims of one record say, as readers see it. record: its id (`C042`); predicate: which of its claims."""

    record: str
    predicate: str
    dataset: str = REFERENCE

    def ask(self, connection: Connection, moment: Moment) -> Ours:
        claims, objects = moment.of((claim, claim_at)), moment.of((entity, entity_at))
        named = select(objects.c.label).where(objects.c.key == claims.c.object, moment.holds(objects))
        query = (
            select(claims.c.key, claims.c.polarity, claims.c.text, named.scalar_subquery(), claims.c.disputed)
            .where(claims.c.dataset == self.dataset, claims.c.record == self.record, claims.c.standing == 1)
            .where(claims.c.predicate == self.predicate, moment.holds(claims))
            .order_by(claims.c.key)
        )
        rows = connection.execute(query).all()
        said = [f"{'not ' if polarity == 'NEGATED' else ''}{label or text}" for _, polarity, text, label, _ in rows]
        note = "disputed" if any(row[-1] for row in rows) else None
        return Ours("; ".join(said) or None, tuple(row[0] for row in rows), note)


@dataclass(frozen=True, slots=True)
class Followed:
    """The complete chains from a place to a lender, every station by name."""

    place: UUID

    def ask(self, connection: Connection, moment: Moment) -> Ours:
        trails = SqlGraph.on(connection).money_trails(str(self.place), moment=moment)
        complete = [trail for trail in trails if not trail.missing]
        chains = [
            " → ".join(trail.stations[station].label or trail.stations[station].id for station in Station)
            for trail in complete
        ]
        claims = {each.key for trail in complete for hop in trail.hops for each in hop.claims}
        return Ours("; ".join(chains) or None, tuple(sorted(claims)))
