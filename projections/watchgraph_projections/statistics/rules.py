"""Whether a claim counts: certainly, possibly and by which doubt, or not and why. One rule, with a version."""

from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import NamedTuple

import msgspec

from watchgraph.domain.edtf import NEVER
from watchgraph.domain.statements import Modality, Polarity

RULE = "certain-possible/3"
RULE_TEXT = (
    "Certain: accepted, undisputed, and on the day surely so or last known so, with nothing to say that it ended or "
    "changed; of what happens and is over, that it had happened by the day. What is said to be so had begun when it "
    "was published or taken into this log, whichever was first. Possible adds, one after the other: what may have "
    "begun by the day, what may be over, what is disputed, and what nobody has reviewed. Opinions, forecasts, "
    "questions, denials, negations and unknowns never count; what is planned is never added to what exists; a group "
    "that a source names without its members is no member. Of several values of which only one can hold, the headline"
    " counts. Equal statements of several publishers count once. Sums leave out what is marked as not to be added up:"
    " umbrellas, pledges, what was cancelled and the like. Over one edition the day is not tested unless asked."
)


class Step(IntEnum):
    """Doubts, the smallest first. A claim with several has the largest."""

    CERTAIN = 0
    POSSIBLY_BEGUN = 1
    POSSIBLY_OVER = 2
    DISPUTED = 3
    UNREVIEWED = 4

    @property
    def text(self) -> str:
        """Say it to a reader."""
        return _STEPS[self]


_STEPS = {
    Step.CERTAIN: "Accepted, undisputed, and so on the day as far as anybody says.",
    Step.POSSIBLY_BEGUN: "It may have begun by the day, or later; or it is not dated and was said later.",
    Step.POSSIBLY_OVER: "It had begun by the day and may have been over.",
    Step.DISPUTED: "An open dispute lies over it.",
    Step.UNREVIEWED: "It was proposed and nobody has reviewed it.",
}


class Reason(StrEnum):
    """Why a claim that speaks to the question is left out."""

    OPINION = "OPINION"
    PLAN = "PLAN"
    QUESTION = "QUESTION"
    DENIAL = "DENIAL"
    NEGATED = "NEGATED"
    UNKNOWN = "UNKNOWN"
    SUPERSEDED = "SUPERSEDED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    CORRECTED = "CORRECTED"
    RETRACTED = "RETRACTED"
    REDACTED = "REDACTED"
    PLANNED = "PLANNED"
    GROUP = "GROUP"
    NOT_YET = "NOT_YET"
    ENDED = "ENDED"
    NOT_HEADLINE = "NOT_HEADLINE"
    OTHER_UNIT = "OTHER_UNIT"
    DUPLICATE = "DUPLICATE"
    SUSPICIOUS = "SUSPICIOUS"
    INACTIVE = "INACTIVE"
    CANCELLED = "CANCELLED"
    SUSPENDED = "SUSPENDED"
    UMBRELLA = "UMBRELLA"
    PLEDGE = "PLEDGE"
    PIPELINE = "PIPELINE"
    NOT_RECOMMENDED = "NOT_RECOMMENDED"
    NOT_COUNTABLE = "NOT_COUNTABLE"

    @property
    def text(self) -> str:
        """Say it to a reader."""
        return _TEXTS[self]


_TEXTS = {
    Reason.OPINION: "It is an opinion.",
    Reason.PLAN: "It is a forecast.",
    Reason.QUESTION: "It is a question that was asked.",
    Reason.DENIAL: "It is a denial.",
    Reason.NEGATED: "It says that it is not so.",
    Reason.UNKNOWN: "Its publisher says that it is not known.",
    Reason.SUPERSEDED: "A newer statement of the same record replaces it.",
    Reason.REJECTED: "A reviewer rejected it.",
    Reason.WITHDRAWN: "Its proposer withdrew it.",
    Reason.CORRECTED: "It was wrong; another claim says it right.",
    Reason.RETRACTED: "It was retracted.",
    Reason.REDACTED: "It was redacted.",
    Reason.PLANNED: "It is planned, not there.",
    Reason.GROUP: "It speaks of a group without naming its members.",
    Reason.NOT_YET: "It began after the day.",
    Reason.ENDED: "It had ended, or was given up, by the day.",
    Reason.NOT_HEADLINE: "Only one value can hold, and another one leads.",
    Reason.OTHER_UNIT: "It is in another currency or unit than asked for.",
    Reason.DUPLICATE: "Another record is about the same.",
    Reason.SUSPICIOUS: "Its publisher doubts that it exists.",
    Reason.INACTIVE: "Its publisher no longer keeps it as a record.",
    Reason.CANCELLED: "It was given up.",
    Reason.SUSPENDED: "It was halted.",
    Reason.UMBRELLA: "Its parts have records of their own: it would be added twice.",
    Reason.PLEDGE: "It was promised and not agreed.",
    Reason.PIPELINE: "It was spoken of; whether it was promised or agreed is not clear.",
    Reason.NOT_RECOMMENDED: "Its publisher says not to add it up.",
    Reason.NOT_COUNTABLE: "It is marked as not to be added up, and not why.",
}


class Time(msgspec.Struct, frozen=True, gc=False):
    """A claim's time: four bounds as days, the EDTF text, and the end that a later act gave it.

    occurrence: it happens and is over, and then has happened for ever. said: the day by which it was surely said,
    None where that is not known either.
    """

    from_earliest: int
    from_latest: int
    until_earliest: int
    until_latest: int
    valid: str
    ended: str | None
    occurrence: bool = False
    said: int | None = None

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
        if self.said is None or self.said < self.from_earliest:
            return self.from_latest
        return min(self.from_latest, self.said)

    def carried(self, day: int) -> bool:
        """Whether it was so by the day and nothing says that it ended.

        A bare date on a state is a sighting, and so is the publication of a statement without a date. An interval
        with an unknown end (`2018/`) says that it did end.
        """
        if self.until_latest != NEVER or self.ended is not None or "/" in self.valid:
            return False
        return self.begun <= day or self.sighting[0] <= day


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


class Terms(NamedTuple):
    """What the question allows.

    day: None tests no day. superseded: a universe of an edition or a publication date, which has already chosen
    what it states. planned: the question itself asks for plans.
    """

    day: int | None
    superseded: bool = False
    planned: bool = False


LIVE = ("ACCEPTED", "PROPOSED")


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
    if day >= time.until_latest:
        return _ENDED
    if has_begun and day < time.until_earliest:
        return _CERTAIN
    if time.carried(day):
        return _CARRIED
    return _POSSIBLY_OVER if has_begun else _POSSIBLY_BEGUN
