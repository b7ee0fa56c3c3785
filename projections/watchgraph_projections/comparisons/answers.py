"""What a comparison says: two sides with their claims, a verdict, and the reason where one is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """EQUAL: both sides say the same. EXPLAINED: they differ, and a rule finds why. UNEXPLAINED: no rule does.

    NOT_ANSWERABLE: there is no other side; see what is missing.
    """

    EQUAL = "EQUAL"
    EXPLAINED = "EXPLAINED"
    UNEXPLAINED = "UNEXPLAINED"
    NOT_ANSWERABLE = "NOT_ANSWERABLE"


class Reason(StrEnum):
    """Why two sides differ.

    UNIVERSE: other things were looked at. DEFINITION: other things were meant, or what is doubtful is counted by one.
    DATE: they are of different times. EDITION: two editions, or a part of one. SOURCE_GAP: one side leaves out what the
    other rests on. TRANSCRIPTION: a copying error.
    """

    UNIVERSE = "UNIVERSE"
    DEFINITION = "DEFINITION"
    DATE = "DATE"
    EDITION = "EDITION"
    SOURCE_GAP = "SOURCE_GAP"
    TRANSCRIPTION = "TRANSCRIPTION"


class Lack(StrEnum):
    """What is missing for an answer.

    NOT_IMPORTED: the data set or edition. PART_IMPORTED: rows of an edition. TABLE_NOT_PUBLISHED: the publisher gave
    figures only. NOT_COVERED: the edition has no column for it. NOT_STATED: no claim here speaks of it.
    NO_DATA: what the question itself names.
    """

    NOT_IMPORTED = "NOT_IMPORTED"
    PART_IMPORTED = "PART_IMPORTED"
    TABLE_NOT_PUBLISHED = "TABLE_NOT_PUBLISHED"
    NOT_COVERED = "NOT_COVERED"
    NOT_STATED = "NOT_STATED"
    NO_DATA = "NO_DATA"


class Change(StrEnum):
    """How a later edition differs from an earlier one. Values of which many may stand are added or dropped."""

    ENTERED = "ENTERED"
    LEFT = "LEFT"
    CHANGED = "CHANGED"
    ADDED = "ADDED"
    DROPPED = "DROPPED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What is missing, for programs and in words. dataset, edition: where it is one of these."""

    lack: Lack
    text: str
    dataset: str | None = None
    edition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side. name: who says it, or which edition; text: what, as a reader sees it; claims: keys, in order.

    note: what else a reader should know of it.
    """

    name: str
    text: str
    claims: tuple[int, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two sides. left: the published figure, the earlier edition, or the claim asked about.

    subject: key of what both speak of; predicate: what is said of it; change: between editions only.
    right: None where there is none; explanation: the reason in words.
    """

    subject: int | None
    predicate: str | None
    left: Side | None
    right: Side | None
    verdict: Verdict
    reason: Reason | None = None
    explanation: str | None = None
    missing: tuple[Missing, ...] = ()
    change: Change | None = None

    @property
    def why(self) -> Reason | None:
        """Why they differ, or cannot be compared; None where both say the same, and where no rule finds why."""
        lacks = [_LACKS.get(each.lack, Reason.SOURCE_GAP) for each in self.missing]
        return self.reason or next(iter(lacks), None)

    @property
    def words(self) -> str | None:
        """The same in words; None where both say the same."""
        if self.verdict is Verdict.UNEXPLAINED:
            return self.explanation or UNEXPLAINED
        return self.explanation or "; ".join(each.text for each in self.missing) or None


UNEXPLAINED = "they differ, and no rule finds why"
_LACKS = {Lack.PART_IMPORTED: Reason.EDITION, Lack.NOT_IMPORTED: Reason.EDITION}
"""What a lack means for a comparison; all others are gaps of a source."""


def worth_reading_first(found: Iterable[Comparison]) -> list[Comparison]:
    """Put what cannot be compared behind all else, and otherwise leave the order as it is."""
    return sorted(found, key=lambda each: each.verdict is Verdict.NOT_ANSWERABLE)
