"""The rule, applied to one claim at a time."""

from functools import lru_cache
from typing import NamedTuple

import msgspec

from watchgraph.domain.edtf import ALWAYS, NEVER
from watchgraph.domain.statements import Modality, Polarity
from watchgraph_projections.statistics.rules import LIVE, Reason, Step, Terms


class Time(msgspec.Struct, frozen=True, gc=False):
    """A claim's time: four bounds as days, the EDTF text, and the end that a later act gave it.

    occurrence: it happens and is over, and then has happened for ever. said: the day by which it was surely said,
    None where that is not known either. lapsed: its series of observations ended for its subject, and went on.
    closed, doubted: others say that it ended after it was seen, or that it may have.
    lies: it says how things lie, without a date, and nobody says that they do since a later day.
    """

    from_earliest: int
    from_latest: int
    until_earliest: int
    until_latest: int
    valid: str
    ended: str | None
    occurrence: bool = False
    said: int | None = None
    lapsed: bool = False
    closed: bool = False
    doubted: bool = False
    lies: bool = False

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        return self.from_earliest, self.from_latest, self.until_earliest, self.until_latest

    @property
    def sighting(self) -> tuple[int, str]:
        """Last day and EDTF text of when it was seen to be so; what has no time was so when it was said."""
        if self.valid or self.said is None:
            return self.from_latest, self.valid
        day = self.said
        return day, f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}"

    @property
    def begun(self) -> int:
        """The day by which it surely was so: who says by a day that something is so speaks of what had begun by it."""
        if self.lies:
            return ALWAYS
        if self.said is None or self.said < self.from_earliest:
            return self.from_latest
        return min(self.from_latest, self.said)

    def carried(self, day: int) -> bool:
        """Whether it was so by the day and nothing says that it ended or may have.

        A bare date on a state is a sighting, and so is the publication of a statement without a date. An interval
        with an unknown end (`2018/`) says that it did end.
        """
        if self.until_latest != NEVER or self.ended is not None or "/" in self.valid or self.lapsed or self.doubted:
            return False
        return self.begun <= day or self.sighting[0] <= day

    def seen_by(self, day: int) -> bool:
        """Whether it was seen or said by the day, and not only afterwards of every day."""
        return not self.lies or self.sighting[0] <= day


class Standing(NamedTuple):
    """What the rule looks at in a claim, its time apart. planned: it says what is planned, not what is there."""

    state: str
    polarity: str
    modality: str
    planned: bool
    disputed: bool


class Verdict(NamedTuple):
    """Either a step or a reason. carried: certain in time only because nothing says that it ended."""

    step: Step | None
    reason: Reason | None = None
    carried: bool = False


def judge(standing: Standing, time: Time, terms: Terms) -> Verdict:
    """Apply the rule to one claim."""
    verdict = _standing(standing, terms)
    if verdict.step is None or terms.day is None:
        return verdict
    in_time = _in_time(time, terms.day)
    if in_time.step is None or verdict.step is Step.CERTAIN:
        return in_time
    return Verdict(verdict.step, carried=in_time.carried)


@lru_cache(maxsize=4_096)
def _standing(standing: Standing, terms: Terms) -> Verdict:
    """Apply what does not look at the claim's time: few claims differ in it."""
    reason = _manner(standing) or _state(standing, terms)
    if reason is None and standing.planned and not terms.planned:
        reason = Reason.PLANNED
    if reason is not None:
        return Verdict(None, reason)
    if standing.state == "PROPOSED":
        return Verdict(Step.UNREVIEWED)
    return Verdict(Step.DISPUTED if standing.disputed else Step.CERTAIN)


def _manner(standing: Standing) -> Reason | None:
    if not Modality(standing.modality).asserts:
        return Reason(standing.modality)
    if standing.polarity != Polarity.AFFIRMED:
        return Reason(standing.polarity)
    return None


def _state(standing: Standing, terms: Terms) -> Reason | None:
    if standing.state in LIVE or (terms.superseded and standing.state == Reason.SUPERSEDED):
        return None
    return Reason(standing.state)


_CERTAIN = Verdict(Step.CERTAIN)
_CARRIED = Verdict(Step.CERTAIN, carried=True)
_POSSIBLY_BEGUN = Verdict(Step.POSSIBLY_BEGUN)
_POSSIBLY_OVER = Verdict(Step.POSSIBLY_OVER)
_NOT_YET = Verdict(None, Reason.NOT_YET)
_ENDED = Verdict(None, Reason.ENDED)


def _in_time(time: Time, day: int) -> Verdict:
    if day < time.from_earliest:
        return _NOT_YET
    has_begun = time.begun <= day
    if time.occurrence:
        return _CERTAIN if has_begun else _POSSIBLY_BEGUN
    if day >= time.until_latest or time.closed:
        return _ENDED
    if has_begun and day < time.until_earliest:
        return _CERTAIN
    if time.carried(day):
        return _CARRIED if time.seen_by(day) else _CERTAIN
    return _POSSIBLY_OVER if has_begun else _POSSIBLY_BEGUN
