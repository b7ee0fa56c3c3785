"""The rule of `rules`, as the database applies it: of each claim the reason or the step, and when it was last seen."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Text,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    true,
)

from watchgraph.domain.edtf import ALWAYS, NEVER
from watchgraph.domain.statements import Modality, Polarity
from watchgraph_projections.catalogue.expressions import least
from watchgraph_projections.statistics.rules import LIVE, PROPOSED, Reason, Step, Terms

GROUP_KIND = "Group"
SEEN = "~"
"""In the place of when it was last seen: what surely holds on the day. It sorts after every date."""
SHIFT = 100_000_000
"""Added to a day before its digits are read: then it has eight of them, after a first one."""
DENIED = tuple(str(each) for each in Modality if not each.asserts)


class Judged(NamedTuple):
    """What the rule says of each row.

    reason: why it is left out, null where it counts. step: how surely it counts, where it does.
    sight: day and EDTF text of when it was last seen, as one text that sorts like them; or SEEN.
    """

    reason: ColumnElement[str]
    step: ColumnElement[int]
    sight: ColumnElement[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What the rule looks at.

    kind: of the counted end; None where it is surely no group.
    planned: whether a claim says what is planned. happens: whether its predicate is of what happens and is over; known
    beforehand, or of each row.
    lapsed: whether the series of observations that it is of has ended for its subject.
    lies: whether it says how things lie, on every day and so on this one; None where none does.
    closed, doubted: whether others say that it ended after it was seen, or may have.
    day: the one that is tested, None for none.
    """

    claims: FromClause
    kind: ColumnElement[str] | None
    terms: Terms
    planned: ColumnElement[bool]
    happens: ColumnElement[bool] | bool
    lapsed: ColumnElement[bool]
    closed: ColumnElement[bool]
    doubted: ColumnElement[bool]
    day: ColumnElement[int] | int | None
    lies: ColumnElement[bool] | None = None

    @property
    def verdict(self) -> Judged:
        """Apply it."""
        claims, day = self.claims, self.day
        doubts = [(claims.c.state == PROPOSED, int(Step.UNREVIEWED)), (claims.c.disputed == 1, int(Step.DISPUTED))]
        group = [] if self.kind is None else [(self.kind == GROUP_KIND, literal(str(Reason.GROUP)))]
        standing = _standing(claims, self.terms, self.planned)
        if day is None:
            certain: ColumnElement[int] = case(*doubts, else_=int(Step.CERTAIN))
            return Judged(case(*standing, *group, else_=null()), certain, literal(SEEN))
        times = _Times(self, day)
        late = [
            (claims.c.from_earliest > day, literal(str(Reason.NOT_YET))),
            (or_(times.ended, times.closed), literal(str(Reason.ENDED))),
        ]
        step = case(*doubts, *times.steps, else_=int(Step.POSSIBLY_BEGUN))
        return Judged(case(*standing, *late, *group, else_=null()), step, times.sight)


def surely_seen(step: ColumnElement[int], sight: ColumnElement[str]) -> ColumnElement[str]:
    """The latest sighting among the claims of a part that are certain."""
    return func.max(case((step == int(Step.CERTAIN), sight)))


Case = tuple[ColumnElement[bool], ColumnElement[str]]


def _standing(claims: FromClause, terms: Terms, planned: ColumnElement[bool]) -> list[Case]:
    live = [*LIVE, str(Reason.SUPERSEDED)] if terms.superseded else [*LIVE]
    reasons: list[Case] = [
        (claims.c.modality.in_(DENIED), claims.c.modality),
        (claims.c.polarity != str(Polarity.AFFIRMED), claims.c.polarity),
        (claims.c.state.not_in(sorted(live)), claims.c.state),
    ]
    return reasons if terms.planned else [*reasons, (planned, literal(str(Reason.PLANNED)))]


class _Times:
    """Conditions on a claim's time, of claims that did not begin after the day."""

    def __init__(self, rule: Rule, day: ColumnElement[int] | int) -> None:
        claims = self._claims = rule.claims
        self._day = day
        self._by_then = claims.c.said <= day
        self._happens = rule.happens
        self._said = claims.c.said
        self._lapsed = rule.lapsed
        self._lies = rule.lies
        self._closed, self._doubted = rule.closed, rule.doubted

    @property
    def ended(self) -> ColumnElement[bool]:
        over = self._claims.c.until_latest <= self._day
        if isinstance(self._happens, bool):
            return literal(0) == 1 if self._happens else over
        return and_(over, ~self._happens)

    @property
    def closed(self) -> ColumnElement[bool]:
        return self._of_state(self._closed)

    def _of_state(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        if isinstance(self._happens, bool):
            return false() if self._happens else condition
        return and_(condition, ~self._happens)

    @property
    def steps(self) -> list[tuple[ColumnElement[bool], int]]:
        if self._happens is True:
            return [(self._begun, int(Step.CERTAIN))]
        return [
            (or_(self._holds, self._carried), int(Step.CERTAIN)),
            (self._begun, int(Step.POSSIBLY_OVER)),
        ]

    @property
    def sight(self) -> ColumnElement[str]:
        """When it was last seen; only of what is certain does it mean anything."""
        if self._happens is True:
            return literal(SEEN)
        day, valid = self._claims.c.from_latest, self._claims.c.valid
        seen = case((or_(valid != "", self._said == NEVER), _padded(day) + valid), else_=_dated(self._said))
        lies = [] if self._lies is None else [(and_(valid == "", ~self._by_then), literal(SEEN))]
        return case((self._holds, literal(SEEN)), *lies, else_=seen)

    @property
    def _begun(self) -> ColumnElement[bool]:
        after = self._said >= self._claims.c.from_earliest
        lies = [] if self._lies is None else [self._lies]
        return or_(self._claims.c.from_latest <= self._day, and_(self._by_then, after), *lies)

    @property
    def _holds(self) -> ColumnElement[bool]:
        """Whether it surely holds on the day."""
        lasts = self._claims.c.until_earliest > self._day
        if self._happens is not False and not isinstance(self._happens, bool):
            lasts = or_(lasts, self._happens)
        return and_(self._begun, lasts)

    @property
    def _carried(self) -> ColumnElement[bool]:
        """Whether it was so by the day, and nobody says that it ended or may have."""
        claims = self._claims
        seen = or_(self._begun, and_(claims.c.valid == "", self._by_then))
        ended = or_(claims.c.until_latest != NEVER, claims.c.ended.is_not(None), claims.c.valid.like("%/%"))
        state = true() if isinstance(self._happens, bool) else ~self._happens
        return and_(~ended, seen, state, ~self._lapsed, ~self._doubted)


def year_seen(sight: ColumnElement[str] | None, claims: FromClause) -> ColumnElement[str]:
    """The year of a sighting, or SEEN. Where no day is tested, so that none was seen, the year in which it was so."""
    if sight is not None:
        return func.substr(sight, 1, 4, type_=Text())
    day = claims.c.from_latest
    return func.substr(_padded(case((day == NEVER, ALWAYS), else_=day)), 1, 4, type_=Text())


def said(claims: FromClause) -> ColumnElement[int]:
    """The day by which it was surely said: when it was published or taken into this log, the earlier of the two."""
    return least([claims.c.taken, func.coalesce(claims.c.published_from, NEVER)])


def _padded(day: ColumnElement[int]) -> ColumnElement[str]:
    return func.substr(cast(day + SHIFT, Text), 2, type_=Text())


def _dated(day: ColumnElement[int]) -> ColumnElement[str]:
    """A day as it sorts, and then as EDTF."""
    shifted = cast(day + SHIFT, Text)
    digits, year, month, rest = (
        func.substr(shifted, *place, type_=Text()) for place in ((2, 8), (2, 4), (6, 2), (8, 2))
    )
    return digits + year + "-" + month + "-" + rest
