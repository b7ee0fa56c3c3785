"""What a question has been answered with elsewhere, what our data say, and how the two compare."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

if TYPE_CHECKING:
    from watchgraph_projections.questions.checks import Check


class Verdict(StrEnum):
    """How a published answer compares with ours. OURS_ONLY: nobody published one."""

    SAME = "SAME"
    DIFFERS = "DIFFERS"
    OURS_ONLY = "OURS_ONLY"
    NOT_ANSWERABLE_YET = "NOT_ANSWERABLE_YET"


class Difference(StrEnum):
    """Why a published answer is not ours.

    UNIVERSE: other things were looked at. DEFINITION: other things were meant. DATE: it is of another time.
    SOURCE_GAP: the source that we have leaves out what the answer rests on. TRANSCRIPTION: a copying error.
    UNEXPLAINED: the reason was not found.
    """

    UNIVERSE = "UNIVERSE"
    DEFINITION = "DEFINITION"
    DATE = "DATE"
    SOURCE_GAP = "SOURCE_GAP"
    TRANSCRIPTION = "TRANSCRIPTION"
    UNEXPLAINED = "UNEXPLAINED"


class Needs(NamedTuple):
    """What must have been imported. edition: None where any will do. importer: its name on the command line."""

    dataset: str
    edition: str | None
    importer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One published answer, and how to find ours.

    what: the part of the question that it answers, empty where it answers all of it. value: as `Check` writes it;
    None where no answer was found in print. by: who published it, and where. check: None where no data can answer
    it yet. needs: None where the check needs nothing of its own. differs, why: the known reason for a difference, or
    the reason why nothing can be said yet.
    """

    what: str = ""
    value: str | None
    by: str
    check: "Check | None" = None
    needs: Needs | None = None
    differs: Difference = Difference.UNEXPLAINED
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its published answers, the oldest first.

    about_others: it asks how the published answers to all other questions compare with ours.
    """

    id: str
    text: str
    published: tuple[Published, ...]
    about_others: bool = False


class Behind(NamedTuple):
    """A claim behind an answer. record: its id in its data set, such as `C042`."""

    key: int
    id: UUID
    record: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A published answer beside ours.

    ours: None where there is none yet. note: what a reader should know of ours (doubtful additions, the definition).
    """

    published: Published
    verdict: Verdict
    ours: str | None = None
    difference: Difference | None = None
    why: str | None = None
    note: str | None = None
    claims: tuple[Behind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question with all its findings."""

    question: Question
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """DIFFERS if any published answer does; else SAME if any is; else ours alone; else nothing can be said yet."""
        found = {finding.verdict for finding in self.findings}
        order = (Verdict.DIFFERS, Verdict.SAME, Verdict.OURS_ONLY)
        return next((each for each in order if each in found), Verdict.NOT_ANSWERABLE_YET)
