"""Whether a claim counts: certainly, possibly and by which doubt, or not and why. One rule, with a version."""

from enum import IntEnum, StrEnum
from typing import NamedTuple

RULE = "certain-possible/11"
RULE_TEXT = (
    "Certain: accepted, undisputed, and on the day surely so or last known so, with nothing to say that it ended or "
    "changed; of what happens and is over, that it had happened by the day. What a yearly table says of a country, or "
    "any other series of observations, is known only until the same edition goes on about others and not about that "
    "one: from then on it may be over. What was seen is over, too, once another accepted and undisputed statement of "
    "the same, of no lower rank, says that it ended after that; where such an end is disputed, of lower rank, or "
    "perhaps from before it was seen, it may be over. What is said to be so had begun when it was published or taken "
    "into this log, whichever was first; what is said to be part of something, and not since when, was so on each day "
    "before, too, unless an accepted statement of the same says that it began later. Of what may be one, as a "
    "judgement leaves it, one is certain, that which brings least, also in a group that has but some of it; of "
    "records of one data set as many as it has. Possible adds, one after the other: what may be the same as that, "
    "what may have begun by the day, what may be over, what is disputed, and what nobody has reviewed. Opinions, "
    "forecasts, questions, denials, negations and unknowns never count; what is planned is never added to what "
    "exists, nor is a system whose status surely says that it is not in place, from whichever end of a claim it is "
    "counted, but for its contracts, money, incidents and positions, and where the status itself or plans are asked "
    "for; a group that a source names without its members is no member, though others are grouped by it. Of several "
    "values of which only one can hold, the headline counts; of yearly tables the number rests on the last year by "
    "the day, not on each before in which it was so, too. Equal statements of several publishers count once. Numbers "
    "in different currencies, units or price bases, and shares or counts of different things, are never put together. "
    "Sums leave out what is marked as not to be added up: umbrellas, pledges, what was cancelled and the like. Over "
    "one edition the day is not tested unless asked."
)


class Step(IntEnum):
    """Doubts, the smallest first. A claim with several has the largest."""

    CERTAIN = 0
    MAY_BE_ONE = 1
    POSSIBLY_BEGUN = 2
    POSSIBLY_OVER = 3
    DISPUTED = 4
    UNREVIEWED = 5

    @property
    def text(self) -> str:
        """Say it to a reader."""
        return _STEPS[self]


_STEPS = {
    Step.CERTAIN: "Accepted, undisputed, and so on the day as far as anybody says.",
    Step.MAY_BE_ONE: "It may be the same as another that is counted: a judgement leaves it open.",
    Step.POSSIBLY_BEGUN: "It may have begun by the day, or later; or it is not dated and was said later. In a group by "
    "quarter or month: it may have been then, or in another that its date allows, too.",
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
    NOT_IN_PLACE = "NOT_IN_PLACE"
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
    UNOFFICIAL = "UNOFFICIAL"
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
    Reason.NOT_IN_PLACE: "The system that it is about is planned or contracted, not in place, as its status says.",
    Reason.GROUP: "It speaks of a group without naming its members.",
    Reason.NOT_YET: "It began after the day.",
    Reason.ENDED: "It had ended, or was given up, by the day, as it says itself or as another statement of it does.",
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
    Reason.UNOFFICIAL: "Its publisher does not count it as official finance.",
    Reason.NOT_RECOMMENDED: "Its publisher says not to add it up.",
    Reason.NOT_COUNTABLE: "It is marked as not to be added up, and not why.",
}


class Terms(NamedTuple):
    """What the question allows.

    day: None tests no day. superseded: a universe of an edition or a publication date, which has already chosen
    what it states. planned: the question itself asks for plans.
    """

    day: int | None
    superseded: bool = False
    planned: bool = False


PROPOSED, ACCEPTED = "PROPOSED", "ACCEPTED"
LIVE = (ACCEPTED, PROPOSED)
