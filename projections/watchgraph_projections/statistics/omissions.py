"""Claims that speak to a question and are missing from its numbers, by the reason."""

from collections.abc import Iterator

from sqlalchemy import BigInteger, ColumnElement, Text, and_, case, cast, func, literal, select, union

from watchgraph.vocabulary.predicates import ValueType
from watchgraph_projections.statistics.counting import Counting, read_keys
from watchgraph_projections.statistics.lookups import ENTITIES
from watchgraph_projections.statistics.rules import Reason
from watchgraph_projections.statistics.spoken import Rows
from watchgraph_projections.statistics.verdicts import GROUP_KIND
from watchgraph_projections.statistics.ways import UNKNOWN, grouped_type


def left_out(counting: Counting) -> dict[Reason, frozenset[int]]:
    """Keys of claims by the reason for which they are missing from the numbers."""
    under = union(*_every_left_out(counting)).subquery()
    keys = func.aggregate_strings(cast(under.c.key, Text), ",")
    rows = counting.connection.execute(select(under.c.reason, keys).group_by(under.c.reason))
    return {Reason(reason): frozenset(read_keys(listed)) for reason, listed in rows}


def _every_left_out(counting: Counting) -> Iterator[Rows]:
    members = counting.members
    sifted = members.sifted if counting.plan.measured is None else [*members.sifted, members.measured]
    for number, each in enumerate(sifted):
        if not any(each is other for other in sifted[:number]):
            yield from each.left_out
    if (removed := members.removed) is not None:
        for part in members.parts:
            joined = part.claims.c.member == removed.c.member
            yield select(removed.c.reason, part.claims.c.key).join_from(removed, part.claims, joined)
    if counting.plan.measured is not None and counting.plan.query.unit is not None:
        numbers = members.numbers
        query = select(literal(str(Reason.OTHER_UNIT)).label("reason"), numbers.c.key)
        yield _of_kind(counting, query.where(*(~each for each in counting.of_unit(numbers))), numbers.c.member)
    if counting.plan.grouping and grouped_type(counting.plan) is ValueType.ENTITY:
        yield _of_groups(counting)


def _of_kind(counting: Counting, query: Rows, member: ColumnElement[int]) -> Rows:
    """Keep what speaks of the kind that is counted."""
    if counting.plan.kind is None:
        return query
    entities = counting.moment.of(ENTITIES)
    return query.join(entities, and_(entities.c.key == member, entities.c.kind == counting.plan.kind)).where(
        counting.moment.holds(entities)
    )


def _of_groups(counting: Counting) -> Rows:
    """Claims that lead to a group that a source names without its members."""
    ways, entities = counting.ways.ways, counting.moment.of(ENTITIES)
    key = case((ways.c.bucket != UNKNOWN, cast(ways.c.bucket, BigInteger)))
    query = select(literal(str(Reason.GROUP)).label("reason"), ways.c[f"key_{counting.ways.length - 1}"].label("key"))
    return query.join_from(ways, entities, entities.c.key == key).where(
        entities.c.kind == GROUP_KIND, counting.moment.holds(entities)
    )
