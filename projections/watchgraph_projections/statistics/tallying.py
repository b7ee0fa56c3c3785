"""The statement that tallies what is counted: how many there are of each group, number and step."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, FromClause, Text, case, cast, func, literal, null, select, union, union_all
from sqlalchemy.sql import ClauseElement

from watchgraph_projections.catalogue.expressions import in_turn
from watchgraph_projections.statistics.entries import Entries
from watchgraph_projections.statistics.lookups import ENTITIES
from watchgraph_projections.statistics.marks import NO
from watchgraph_projections.statistics.rules import Step
from watchgraph_projections.statistics.scopes import Rows
from watchgraph_projections.statistics.tallies import ALL, DATASETS, LACKING, MARKED, REACHED
from watchgraph_projections.statistics.under import Under, listed
from watchgraph_projections.statistics.verdicts import SEEN


def tallied(entries: Entries, *, receipts: bool = False) -> ClauseElement:
    """Tallies over all, by group, and of what brings no number; receipts: with the claims under all of it."""
    entries.ways.tells_claims = receipts or entries.plan.parts_numbers
    parts = [_of_each(entries, entries.everything, literal(ALL))]
    under, claims = Under(entries), []
    if receipts:
        claims += under.of(entries.everything, literal(ALL))
    if entries.plan.query.group_by is not None:
        parts.append(_of_each(entries, entries.grouped, entries.grouped.c.bucket))
        claims += under.groups(entries.grouped) if receipts else []
    if entries.plan.measured is not None:
        parts.append(_lacking(entries))
    if entries.tells_datasets:
        parts.append(_datasets(entries))
    if entries.members.may_be_marked:
        parts.append(_marked(entries))
    if entries.members.reached:
        parts.append(_reached(entries.members.reached))
    return union_all(*parts, *([listed(claims)] if claims else []))


def _lacking(entries: Entries) -> Rows:
    """How many of what is counted bring no number."""
    units = entries.members.units
    lacking = units.c.member.not_in(select(entries.numbers.c.member))
    query = select(literal(LACKING), literal(""), literal(int(Step.CERTAIN)), func.count(), *_PLAIN)
    return query.select_from(units).where(lacking)


def _marked(entries: Entries) -> Rows:
    """How many of what is counted are marked as not to be added up."""
    counted, marked = select(entries.members.units.c.member), entries.members.marked
    query = select(literal(MARKED), literal(""), literal(int(Step.CERTAIN)), func.count(), *_PLAIN)
    return query.select_from(marked).where(marked.c.code == NO, marked.c.member.in_(counted))


def _reached(marks: Sequence[FromClause]) -> Rows:
    """How much of what conditions lead to is marked so."""
    found = union(*(select(each.c.member).where(each.c.code == NO) for each in marks)).subquery()
    return select(literal(REACHED), literal(""), literal(int(Step.CERTAIN)), func.count(), *_PLAIN).select_from(found)


def _datasets(entries: Entries) -> Rows:
    """Of which kinds, and whose records, is what is counted."""
    units, entities = entries.members.units, entries.moment.of(ENTITIES)
    found = (
        select(entities.c.kind, entities.c.dataset, func.count().label("members"))
        .select_from(in_turn(units, entities, entities.c.key == units.c.member))
        .where(entries.moment.holds(entities))
        .group_by(entities.c.kind, entities.c.dataset)
    ).subquery()
    named = found.c.kind + " " + found.c.dataset
    return select(literal(DATASETS), named, literal(int(Step.CERTAIN)), found.c.members, *_PLAIN)


_PLAIN: Final = (literal(0), literal(SEEN), literal(0), cast(null(), Text))
"""The last columns of a tally of what was never seen before the day."""


def _of_each(of: Entries, entries: FromClause, bucket: ColumnElement[str]) -> Rows:
    query = select(
        cast(bucket, Text).label("bucket"),
        entries.c.number,
        entries.c.step,
        func.count().label("members"),
        func.sum(case((entries.c.sight != SEEN, 1), else_=0)).label("seen"),
        func.min(entries.c.sight).label("oldest"),
        of.open_member(entries).label("open_member"),
        cast(null(), Text).label("keys"),
    ).group_by("bucket", entries.c.number, entries.c.step)
    return query.group_by("open_member") if of.open_kinds else query
