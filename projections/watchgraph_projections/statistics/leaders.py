"""Which of several values of which only one can hold leads, as the database orders them, and on which claims it rests.

A series of observations says of every year what was so in it. The number of a day rests on that of the last year by
then, and not on all the years before in which it was so, too.
"""

from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Subquery,
    Text,
    and_,
    case,
    cast,
    desc,
    false,
    func,
    literal,
    null,
    or_,
    select,
    true,
)

from watchgraph.domain.edtf import ALWAYS, NEVER
from watchgraph_projections.catalogue.timelines import YEAR
from watchgraph_projections.statistics.beginnings import states_dates
from watchgraph_projections.statistics.endings import rank_of
from watchgraph_projections.statistics.rules import PROPOSED
from watchgraph_projections.statistics.scopes import Rows
from watchgraph_projections.statistics.spans import times_of
from watchgraph_projections.statistics.spoken import Spoken
from watchgraph_projections.statistics.verdicts import SEEN, year_seen

NEWEST = 3
"""How many parts of the order of rivals say only which is the newest, of those that are as credible."""

Slot = Sequence[ColumnElement[object]]


def beside_leaders(spoken: Spoken, live: Rows, *, tells_latest: bool = False) -> Subquery:
    """Each claim beside the one that leads its slot. tells_latest: with what `beside_latest` needs."""
    claims = spoken.claims
    each = spoken.clause.each
    times = () if each is None else times_of(claims, each)
    days = () if spoken.days is None else (spoken.days.c.day,)
    slot = (claims.c.subject, claims.c.predicate, claims.c.qualifier_key, *spoken.apart, *times, *days)
    strength = _strength(claims, spoken.day if each is None else None, dates=states_dates(spoken.clause))
    fits = case((and_(true(), *spoken.passes), 1), else_=0).label("fits")
    says = func.coalesce(cast(spoken.other, Text), claims.c.value, "").label("says")
    named = [column.label(f"slot_{place}") for place, column in enumerate(slot)]
    seen = [_year(spoken).label("year"), *named] if tells_latest else []
    if not spoken.is_wide:
        return live.add_columns(fits, says, *seen, *_first(says, claims.c.key, slot, strength)).subquery()
    reaching = _reaching(claims, slot, strength)
    return _exact_first(live.add_columns(fits, says, *(seen or named), *reaching).subquery())


def _first(says: ColumnElement[str], key: ColumnElement[int], slot: Slot, order: Slot) -> Slot:
    """What the first of a slot says, and which it is."""
    first = (func.first_value(each).over(partition_by=slot, order_by=order) for each in (says, key))
    return [each.label(name) for each, name in zip(first, ("leader_says", "leader"), strict=True)]


def _year(spoken: Spoken) -> ColumnElement[str]:
    """The year of an observation, as text; SEEN of what surely is so. Null of all else: it speaks of no year alone."""
    claims = spoken.claims
    if spoken.ruling.happens is True:
        return literal(SEEN)
    year = year_seen(spoken.verdict.sight if spoken.day is not None else None, claims)
    return case((or_(claims.c.series.is_(None), claims.c.valid == ""), null()), else_=year)


def beside_latest(led: Subquery, columns: Sequence[str]) -> Rows:
    """Claims that lead, each with whether it is `latest`: the leader, and what no later observation outdates.

    One outdates another that says the same if it is no less sure, and of a later year.
    """
    slot = [column for column in led.c if column.name.startswith("slot_")]
    newest = func.max(led.c.year).over(partition_by=slot, order_by=led.c.step)
    rests = or_(led.c.key == led.c.leader, led.c.year.is_(None), led.c.year == newest)
    return select(*(led.c[name] for name in columns), case((rests, 1), else_=0).label("latest"))


def latest(claims: FromClause) -> ColumnElement[int]:
    """1 where a number rests on it; so it does on all where nobody looked which are the latest."""
    return claims.c.latest if "latest" in claims.c else literal(1).label("latest")


def _reaching(claims: FromClause, slot: Slot, strength: Slot) -> Slot:
    """The place of a claim in its slot, how many are more credible, its reach and that of the strongest."""
    place = func.row_number().over(partition_by=slot, order_by=strength)
    better = func.rank().over(partition_by=slot, order_by=strength[:-NEWEST])
    own = (claims.c.least, claims.c.most)
    theirs = (func.first_value(each).over(partition_by=slot, order_by=strength) for each in own)
    names = ("place", "better", "least", "most", "strongest_least", "strongest_most")
    return [each.label(name) for each, name in zip((place, better, *own, *theirs), names, strict=True)]


def _exact_first(reaching: Subquery) -> Subquery:
    """Let lead what says the same as the strongest, is as credible, and is more exact: see `timelines.leading`."""
    rows = reaching.c
    within = and_(rows.better == 1, rows.least >= rows.strongest_least, rows.most <= rows.strongest_most)
    order = [case((within, rows.most - rows.least), else_=None).nulls_last(), rows.place]
    slot = [column for column in rows if column.name.startswith("slot_")]
    return select(*rows, *_first(rows.says, rows.key, slot, order)).subquery()


def leads(rivals: Subquery) -> ColumnElement[bool]:
    """Whether a claim is the one that leads, or says the same."""
    return rivals.c.says == rivals.c.leader_says


def _strength(claims: FromClause, day: ColumnElement[int] | int | None, *, dates: bool) -> list[ColumnElement[object]]:
    """Order rivals as headlines are, reviewed before unreviewed. Without a day no rival is surer in time.

    dates: whether they say the date of something.
    """
    credible = [
        case((claims.c.state == PROPOSED, 1), else_=0),
        desc(rank_of(claims)),
        case((claims.c.disputed == 1, 1), else_=0),
    ]
    confident, last = desc(func.coalesce(claims.c.confidence, 0)), desc(claims.c.id)
    if dates:
        return [*credible, confident, claims.c.from_latest - claims.c.from_earliest, claims.c.from_earliest, last]
    newest = case((claims.c.from_latest == NEVER, ALWAYS), else_=claims.c.from_latest)
    year: ColumnElement[int] = newest // YEAR
    surely = false() if day is None else and_(claims.c.from_latest <= day, claims.c.until_earliest > day)
    return [
        *credible,
        *([] if day is None else [case((surely, 0), else_=1)]),
        desc(year if day is None else case((surely, 0), else_=year)),
        confident,
        desc(newest),
        desc(claims.c.from_earliest),
        last,
    ]
