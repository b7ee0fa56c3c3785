"""Everything that there is to an answer in numbers, in one piece: figures, receipts, and what was left out."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection
from tests.projections.statistics.by_hand import answers as whole

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.statistics.aggregates import (
    aggregate,
    aggregate_with_receipts,
    entities,
    entities_of,
    left_out,
    receipts,
    receipts_of,
)
from watchgraph_projections.statistics.answers import Answer, Excluded, Figure, Group, Number, Receipts
from watchgraph_projections.statistics.queries import Query
from watchgraph_projections.statistics.tallies import ALL

NOTHING = Receipts({})


def told(connection: Connection, moment: Moment, query: Query) -> whole.Answer:
    """Ask for the answer with its receipts, and for what was left out."""
    answer, found = aggregate_with_receipts(connection, moment, query)
    return _whole(answer, found, _members(answer, connection, moment, query), left_out(connection, moment, query))


def told_apart(connection: Connection, moment: Moment, query: Query) -> whole.Answer:
    """Ask for the answer, then for each of its lists of claims."""
    answer = aggregate(connection, moment, query)
    buckets = [each.bucket for each in answer.groups]
    found = receipts_of(connection, moment, query, buckets) if buckets else {}
    everything = {**found, ALL: receipts(connection, moment, query)}
    members = _members(answer, connection, moment, query)
    return _whole(answer, everything, members, left_out(connection, moment, query))


def _members(answer: Answer, connection: Connection, moment: Moment, query: Query) -> Mapping[str, Receipts]:
    buckets = [each.bucket for each in answer.groups]
    found = entities_of(connection, moment, query, buckets) if buckets else {}
    return {**found, ALL: entities(connection, moment, query)}


def _whole(
    answer: Answer, under: Mapping[str, Receipts], members: Mapping[str, Receipts], excluded: Sequence[Excluded]
) -> whole.Answer:
    return whole.Answer(
        numbers=_numbers(answer.numbers, under.get(ALL, NOTHING), members[ALL]),
        without_number=answer.without_number,
        groups=tuple(_group(each, under.get(each.bucket, NOTHING), members[each.bucket]) for each in answer.groups),
        excluded=tuple(_excluded(each) for each in excluded),
        overlapping=answer.overlapping,
        planned=answer.planned,
        rule=answer.rule,
        rule_text=answer.rule_text,
        definition=answer.definition,
    )


def _group(group: Group, under: Receipts, members: Receipts) -> whole.Group:
    value = group.value
    shown = whole.GroupValue(
        key=value.key, id=value.id, label=value.label, code=value.code, year=value.year, time=value.time
    )
    return whole.Group(value=shown, numbers=_numbers(group.numbers, under, members))


def _numbers(found: tuple[Number, ...], under: Receipts, members: Receipts) -> tuple[whole.Number, ...]:
    return tuple(_number(each, under, members) for each in found)


def _number(number: Number, under: Receipts, members: Receipts) -> whole.Number:
    return whole.Number(
        unit=number.kind.unit,
        basis=number.kind.basis,
        certain=_figure(number.certain),
        members=number.members,
        claims=tuple(under.certain(number.kind)),
        entities=tuple(members.certain(number.kind)),
        carried_forward=whole.CarriedForward(count=number.carried_forward.count, oldest=number.carried_forward.oldest),
        steps=tuple(
            whole.Increment(
                step=each.step,
                added=each.added,
                figure=_figure(each.figure),
                claims=tuple(under.added(number.kind, each.step)),
                entities=tuple(members.added(number.kind, each.step)),
            )
            for each in number.steps
        ),
        possible_claims=tuple(under.possible(number.kind)),
    )


def _excluded(excluded: Excluded) -> whole.Excluded:
    return whole.Excluded(reason=excluded.reason, claims=tuple(excluded.claims))


def _figure(figure: Figure) -> whole.Figure:
    return whole.Figure(low=figure.low, high=figure.high)
