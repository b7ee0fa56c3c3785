"""Claims that speak to a question and are missing from its numbers, by the reason."""

from collections.abc import Iterator

from sqlalchemy import BigInteger, ColumnElement, Text, and_, case, cast, func, literal, select, union

from watchgraph.vocabulary.predicates import ValueType
from watchgraph_projections.statistics.entries import Entries
from watchgraph_projections.statistics.lookups import ENTITIES
from watchgraph_projections.statistics.rules import Reason
from watchgraph_projections.statistics.scopes import Rows
from watchgraph_projections.statistics.verdicts import GROUP_KIND
from watchgraph_projections.statistics.ways import UNKNOWN, grouped_type


def left_out(entries: Entries) -> Rows:
    """Keys of claims by the reason for which they are missing from the numbers."""
    under = union(*_every_left_out(entries)).subquery()
    keys = func.aggregate_strings(cast(under.c.key, Text), ",")
    return select(under.c.reason, keys).group_by(under.c.reason)


def _every_left_out(entries: Entries) -> Iterator[Rows]:
    members = entries.members
    sifted = members.sifted if entries.plan.measured is None else [*members.sifted, members.measured]
    for number, each in enumerate(sifted):
        if not any(each is other for other in sifted[:number]):
            yield from each.left_out()
    if (removed := members.removed) is not None:
        for part in members.parts:
            joined = part.claims.c.member == removed.c.member
            yield select(removed.c.reason, part.claims.c.key).join_from(removed, part.claims, joined)
    if entries.plan.measured is not None and entries.plan.query.unit is not None:
        numbers = members.numbers
        query = select(literal(str(Reason.OTHER_UNIT)).label("reason"), numbers.c.key)
        yield _of_kind(entries, query.where(*(~each for each in entries.of_unit(numbers))), numbers.c.member)
    if entries.plan.grouping and grouped_type(entries.plan) is ValueType.ENTITY:
        yield _of_groups(entries)


def _of_kind(entries: Entries, query: Rows, member: ColumnElement[int]) -> Rows:
    """Keep what speaks of the kind that is counted."""
    if entries.plan.kind is None:
        return query
    entities = entries.moment.of(ENTITIES)
    return query.join(entities, and_(entities.c.key == member, entities.c.kind == entries.plan.kind)).where(
        entries.moment.holds(entities)
    )


def _of_groups(entries: Entries) -> Rows:
    """Claims that lead to a group that a source names without its members."""
    ways, entities = entries.ways.ways, entries.moment.of(ENTITIES)
    key = case((ways.c.bucket != UNKNOWN, cast(ways.c.bucket, BigInteger)))
    query = select(literal(str(Reason.GROUP)).label("reason"), ways.c[f"key_{entries.ways.length - 1}"].label("key"))
    return query.join_from(ways, entities, entities.c.key == key).where(
        entities.c.kind == GROUP_KIND, entries.moment.holds(entities)
    )
