"""Filters of entities by what is said of them: of all kinds alike, and by the headline values of one kind."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, FromClause, and_, case, func, not_, select

from watchgraph.domain.edtf import ALWAYS, NEVER
from watchgraph.domain.statements import Modality, Polarity
from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import ValueType
from watchgraph_projections.catalogue.dialects import member
from watchgraph_projections.catalogue.moments import CLAIMS, EVIDENCE, Moment
from watchgraph_projections.catalogue.queries import among, contains
from watchgraph_projections.catalogue.timelines import YEAR
from watchgraph_projections.views.callings import Calling, called
from watchgraph_projections.views.claim_filters import ClaimFilter, conditions, shown_as, shown_within
from watchgraph_projections.views.combinations import combined
from watchgraph_projections.views.rows import table_at
from watchgraph_projections.views.slots import Structure

LABEL = "label"
ASSERTING = tuple(each.value for each in Modality if each.asserts)


class Comparison(StrEnum):
    """How a column is compared.

    ENTITY: with public ids; WITHIN: with these and what is part of them. CURRENCY: that of the claim behind the value.
    CLAIM: what any claim that gives a value is like.
    """

    EQUAL = "EQUAL"
    IN = "IN"
    LESS = "LESS"
    AT_MOST = "AT_MOST"
    MORE = "MORE"
    AT_LEAST = "AT_LEAST"
    CONTAINS = "CONTAINS"
    IS_NULL = "IS_NULL"
    ENTITY = "ENTITY"
    WITHIN = "WITHIN"
    CURRENCY = "CURRENCY"
    CLAIM = "CLAIM"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One comparison of a headline column, or of `label`.

    values: one for most tests, any number for IN, ENTITY and WITHIN. For CLAIM, which has no values: of, the predicate;
    claim and such, what one claim has to be like, and its value; lacking, that there is to be none.
    """

    column: Structure[str]
    test: Comparison
    values: tuple[str | int, ...] = ()
    of: Structure[str] = ""
    claim: ClaimFilter | None = None
    such: tuple["Condition", ...] = ()
    lacking: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityFilter:
    """Which entities are wanted; None and empty tuples ask for nothing.

    kinds: empty for all. ids: those that these public ids lead to; within: those, and all that is part of them. called:
    each holds for one of its names or titles. said: each is the subject of such a claim; named: each is its object.
    min_sources: documents that the standing claims about it rest on.
    """

    kinds: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    called: tuple[Calling, ...] = ()
    where: tuple[Condition, ...] = ()
    said: tuple[ClaimFilter, ...] = ()
    named: tuple[ClaimFilter, ...] = ()
    min_sources: int | None = None
    all_of: tuple["EntityFilter", ...] = ()
    any_of: tuple["EntityFilter", ...] = ()
    none_of: tuple["EntityFilter", ...] = ()


EVERY_ENTITY = EntityFilter()


def kept(wanted: EntityFilter, rows: FromClause, moment: Moment) -> Iterable[ColumnElement[bool]]:
    """Write a filter as conditions on rows that have the key of an entity, its label, and the columns compared."""
    yield from _picked(wanted, rows, moment)
    for calling in wanted.called:
        yield called(calling, rows, moment)
    for condition in wanted.where:
        yield _compared(rows, condition, moment)
    for end, asked in (("subject", wanted.said), ("object", wanted.named)):
        yield from (_claimed(such, end, rows, moment) for such in asked)
    if wanted.min_sources is not None:
        yield _sources(rows, moment) >= wanted.min_sources
    yield from combined(wanted, lambda part: kept(part, rows, moment))


def _picked(wanted: EntityFilter, rows: FromClause, moment: Moment) -> Iterable[ColumnElement[bool]]:
    """Keep those of some kinds, with some ids, or inside of some."""
    if wanted.kinds:
        yield among(rows.c.kind, wanted.kinds)
    if wanted.ids:
        yield rows.c.key.in_(shown_as(wanted.ids, moment))
    if wanted.within:
        yield rows.c.key.in_(shown_within(wanted.within, moment))


def _claimed(such: ClaimFilter, end: str, rows: FromClause, moment: Moment) -> ColumnElement[bool]:
    """Keep those that are this end of such a claim."""
    claims = table_at(moment, CLAIMS, f"{end}_of")
    found = (claims.c[end] == rows.c.key, moment.holds(claims), *conditions(such, claims, moment))
    return select(claims.c.key).where(*found).exists()


def _sources(rows: FromClause, moment: Moment) -> ColumnElement[int]:
    """How many documents the standing claims about an entity rest on."""
    claims, proof = table_at(moment, CLAIMS, "told"), table_at(moment, EVIDENCE, "telling")
    about = (claims.c.subject == rows.c.key, claims.c.standing == 1, moment.holds(claims))
    resting = (proof.c.claim == claims.c.key, moment.holds(proof))
    return select(func.count(proof.c.source.distinct())).where(*about, *resting).scalar_subquery()


_COMPARISONS: Mapping[Comparison, Callable[[ColumnElement[object], object], ColumnElement[bool]]] = {
    Comparison.EQUAL: lambda column, value: column == value,
    Comparison.LESS: lambda column, value: column < value,
    Comparison.AT_MOST: lambda column, value: column <= value,
    Comparison.MORE: lambda column, value: column > value,
    Comparison.AT_LEAST: lambda column, value: column >= value,
    Comparison.IS_NULL: lambda column, yes: column.is_(None) if yes else column.is_not(None),
    Comparison.CONTAINS: contains,
}


def _compared(rows: FromClause, condition: Condition, moment: Moment) -> ColumnElement[bool]:
    match condition.test:
        case Comparison.CLAIM:
            return _given(rows, condition, moment)
        case Comparison.CURRENCY:
            claims = table_at(moment, CLAIMS, "valued")
            behind = and_(claims.c.key == rows.c[f"{condition.column}_claim"], moment.holds(claims))
            return select(claims.c.key).where(behind, _in_currency(claims, condition)).exists()
        case _:
            return _met(headline(rows, condition.column, moment), condition, moment)


def _met(column: ColumnElement[object], condition: Condition, moment: Moment) -> ColumnElement[bool]:
    match condition.test:
        case Comparison.IN:
            return among(column, condition.values)
        case Comparison.ENTITY:
            return column.in_(shown_as(condition.values, moment))
        case Comparison.WITHIN:
            return column.in_(shown_within(condition.values, moment))
        case test:
            return _COMPARISONS[test](column, condition.values[0])


def _in_currency(claims: FromClause, condition: Condition) -> ColumnElement[bool]:
    return among(member(claims.c.value, "currency"), condition.values)


_CELLS = {
    ValueType.ENTITY: "object",
    ValueType.QUANTITY: "amount",
    ValueType.MONEY: "amount",
    ValueType.CODE: "code",
}
"""Where a claim has what a headline column shows of it; `text` for other values."""


def _given(rows: FromClause, condition: Condition, moment: Moment) -> ColumnElement[bool]:
    """Whether a claim that may lead on the day is such: of those one is the headline, and others stand beside it."""
    claims, declared = table_at(moment, CLAIMS, "giving"), PREDICATES[condition.of].range
    cell = claims.c[_CELLS.get(declared.type, "text") if declared else "text"]
    value = [
        _in_currency(claims, each) if each.test is Comparison.CURRENCY else _met(cell, each, moment)
        for each in condition.such
    ]
    such = _such(claims, rows.c.key, condition, moment)
    found = select(claims.c.key).where(*such, ~_replaced(claims, condition, moment), *value).exists()
    return not_(found) if condition.lacking else found


def _such(
    claims: FromClause, subject: ColumnElement[int], condition: Condition, moment: Moment
) -> Sequence[ColumnElement[bool]]:
    wanted = condition.claim or ClaimFilter()
    of_subject = (claims.c.subject == subject, claims.c.predicate == condition.of, moment.holds(claims))
    return *of_subject, *may_lead(claims, moment), *conditions(wanted, claims, moment)


def _replaced(claims: FromClause, condition: Condition, moment: Moment) -> ColumnElement[bool]:
    """Whether it was seen once, nobody says until when, and another such claim tells of a later year."""
    later = table_at(moment, CLAIMS, "replacing")
    beside = later.c.qualifier_key == claims.c.qualifier_key
    such = _such(later, claims.c.subject, condition, moment)
    newer = select(later.c.key).where(*such, beside, _year(later) > _year(claims)).exists()
    return and_(~moment.surely(claims), newer)


def _year(claims: FromClause) -> ColumnElement[int]:
    """The year that a claim is of, of one without a date the first of all."""
    return case((claims.c.from_latest == NEVER, ALWAYS), else_=claims.c.from_latest) // YEAR


def may_lead(claims: FromClause, moment: Moment) -> Sequence[ColumnElement[bool]]:
    """That claims may lead: they stand, say that something is so, and may be so on the day."""
    return (*asserting(claims, moment), claims.c.until_latest > moment.day)


def asserting(claims: FromClause, moment: Moment) -> Sequence[ColumnElement[bool]]:
    """That claims stand, and say that something is so, or was, and may have begun by the day."""
    return (
        claims.c.polarity == str(Polarity.AFFIRMED),
        among(claims.c.modality, ASSERTING),
        claims.c.standing == 1,
        claims.c.from_earliest <= moment.day,
    )


def headline(rows: FromClause, column: str, moment: Moment) -> ColumnElement[object]:
    """A headline column; where licences are left out, only of claims that are there."""
    if not moment.without:
        return rows.c[column]
    claims = table_at(moment, CLAIMS, f"said_{column}")
    told = select(claims.c.key).where(claims.c.key == rows.c[f"{column}_claim"], moment.holds(claims)).exists()
    return case((told, rows.c[column]), else_=None)
