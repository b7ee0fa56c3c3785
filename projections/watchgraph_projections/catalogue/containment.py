"""What is part of what: a place in a larger one, a body of another, a technology of a wider class."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, FromClause, Select, SelectBase, and_, cast, select

from watchgraph.vocabulary import PREDICATES
from watchgraph_projections.catalogue.moments import CLAIMS, Moment

WITHIN: Final = "partOf"
"""The predicate whose object contains its subject, whatever the kinds of the two."""


def holders(kinds: Collection[str]) -> frozenset[str]:
    """The kinds of what things of these kinds may be part of, and the kinds themselves."""
    declared = PREDICATES[WITHIN]
    wider = () if declared.range is None or not {*kinds} & {*declared.domain} else declared.range.kinds
    return frozenset({*kinds, *wider})


def inside(wanted: SelectBase, moment: Moment) -> Select[int]:
    """Select the keys of these entities and of all that is part of them, however many steps down.

    wanted: one column, keys under which entities are shown. A step is a claim that draws an edge and is so, or possibly
    so, on the moment's day, as in paths. What is part of itself by a circle of claims is found once.
    """
    parts = moment.of(CLAIMS)
    named = wanted.subquery()
    found = select(*[each.label("key") for each in named.c]).cte("inside", recursive=True, nesting=True)
    found = found.union(select(parts.c.subject).where(parts.c.object == found.c.key, leads_in(parts, moment)))
    return select(found.c.key)


def inside_one(key: object, moment: Moment) -> Select[int]:
    """The same of one entity. key: under which it is shown, as a number or a parameter for one."""
    return inside(select(cast(key, BigInteger)), moment)


def around(wanted: SelectBase, moment: Moment) -> Select[int]:
    """Select the keys of all that any of these entities is part of, however many steps up; of nothing else.

    wanted, and a step: as of `inside`.
    """
    parts = moment.of(CLAIMS)
    first = select(parts.c.object.label("key")).where(parts.c.subject.in_(wanted), leads_in(parts, moment))
    found = first.cte("around", recursive=True, nesting=True)
    found = found.union(select(parts.c.object).where(parts.c.subject == found.c.key, leads_in(parts, moment)))
    return select(found.c.key)


def leads_in(parts: FromClause, moment: Moment) -> ColumnElement[bool]:
    """Whether a claim says that its subject is part of its object, on the day or possibly so."""
    drawn = and_(parts.c.predicate == WITHIN, parts.c.draws == 1)
    return and_(drawn, moment.possibly(parts), moment.holds(parts))
