"""Answers a question for numbers: reads, sifts, joins the conditions, groups and tallies."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection
from tests.projections.statistics.by_hand.answers import Answer, Excluded, Number
from tests.projections.statistics.by_hand.doubles import Doubles
from tests.projections.statistics.by_hand.groups import groups
from tests.projections.statistics.by_hand.measures import entries_of, numbers, values, without_number
from tests.projections.statistics.by_hand.omissions import omissions
from tests.projections.statistics.by_hand.reading import Reader
from tests.projections.statistics.by_hand.silences import unspoken
from tests.projections.statistics.by_hand.units import Sifter, marked, reached, units

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.statistics.plans import planned
from watchgraph_projections.statistics.queries import Query
from watchgraph_projections.statistics.rules import RULE, RULE_TEXT, Reason
from watchgraph_projections.statistics.wording import definition


def aggregate(connection: Connection, moment: Moment, query: Query) -> Answer:
    """Answer a question for numbers at one moment.

    Raises UnknownPredicateError, UnknownKindError, UnknownIdError, UnknownUniverseError, BadConditionError,
    NotCountableError, NotMeasurableError, NotGroupableError, EdtfError.
    """
    plan = planned(query)
    reader = Reader(connection, moment, plan.published)
    sifter = Sifter(reader, moment, plan)
    counted = units(plan, sifter)
    stated = values(plan, sifter)
    doubles = Doubles(connection, moment, query.measure, single=plan.one_group)
    over_all = entries_of(counted, stated)
    total = numbers(doubles.settled(over_all, over_all), query.measure)
    grouped, overlapping = groups(plan, sifter, counted, stated, doubles)
    return Answer(
        numbers=total,
        without_number=without_number(counted, stated),
        groups=grouped,
        excluded=_excluded(omissions(plan, sifter, counted), total),
        overlapping=overlapping,
        planned=any(clause.planned for clause in (*plan.clauses, *filter(None, [plan.measured]))),
        rule=RULE,
        rule_text=RULE_TEXT,
        definition=definition(
            plan,
            moment,
            reader,
            marked=marked(plan, sifter, counted),
            reached=reached(plan, sifter, counted),
        )
        + unspoken(
            connection,
            moment,
            plan,
            found=bool(counted),
            lost=bool(grouped) and not any(each.value.known for each in grouped),
        )
        + doubles.not_compared({each.member for each in counted}, asked=query.universe.dataset is not None),
    )


def _excluded(left_out: Mapping[Reason, Collection[int]], total: Iterable[Number]) -> tuple[Excluded, ...]:
    """List what was left out, in the order of the reasons; what one condition leaves and another counts is counted."""
    used = {key for each in total for key in each.possible_claims}
    remaining = {reason: set(left_out.get(reason, ())) - used for reason in Reason}
    return tuple(Excluded(reason=reason, claims=tuple(sorted(keys))) for reason, keys in remaining.items() if keys)
