"""The judgement: whether two entities are one. Given, replaced and taken back; never a rewriting of ids."""

from enum import StrEnum
from typing import Self
from uuid import UUID

from watchgraph.domain.aggregates import Aggregate, check_code, check_reason, unexpected
from watchgraph.domain.errors import OutOfBoundsError, SelfJudgementError, UnknownJudgementError
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.judgements import JudgementRecorded, JudgementReverted

FULL_SCORE = 100


class Verdict(StrEnum):
    """SAME joins, DISTINCT keeps apart, UNSURE was looked at and left open."""

    SAME = "SAME"
    DISTINCT = "DISTINCT"
    UNSURE = "UNSURE"


class Judgement(Aggregate, kw_only=True):
    """State of one pair. verdict: the one that stands, None after it was reverted."""

    left: UUID
    right: UUID
    verdict: Verdict | None
    basis: str
    score: int | None = None
    rule: str | None = None
    judge: str = ""

    @classmethod
    def born(cls, id_: UUID, actor: str, body: Event, /) -> Self:
        if not isinstance(body, JudgementRecorded):
            raise unexpected(body, "judgement")
        return cls(
            id=id_,
            left=body.left,
            right=body.right,
            verdict=Verdict(body.verdict),
            basis=body.basis,
            score=body.score,
            rule=body.rule,
            judge=actor,
        )

    def apply(self, actor: str, body: Event) -> None:
        self.version += 1
        match body:
            case JudgementRecorded():
                self.verdict = Verdict(body.verdict)
                self.basis = body.basis
                self.score = body.score
                self.rule = body.rule
                self.judge = actor
            case JudgementReverted():
                self.verdict = None
            case _:
                raise unexpected(body, "judgement")

    def judge_again(self, body: JudgementRecorded) -> list[JudgementRecorded]:
        """Replace the verdict; nothing happens where it is the same, for the same reason.

        A person who comes to a rule's own verdict has a reason too: that somebody looked is worth recording.
        """
        return [] if (self.verdict, self.basis) == (body.verdict, body.basis) else [body]

    def revert(self, reason: str) -> list[JudgementReverted]:
        """Take the standing verdict back; the second time nothing happens. Raises MissingReasonError."""
        check_reason(reason, "why the judgement is reverted")
        return [] if self.verdict is None else [JudgementReverted(reason=reason)]


def judge(
    one: UUID, other: UUID, verdict: str, basis: str, *, score: int | None = None, rule: str | None = None
) -> JudgementRecorded:
    """Judge a pair, whichever way round.

    Raises SelfJudgementError, UnknownCodeError, MissingReasonError without a basis, OutOfBoundsError for the score.
    """
    if one == other:
        raise SelfJudgementError(f"{one} is compared with itself: name two entities")
    check_code(verdict, [*Verdict], "verdict")
    check_reason(basis, "a judgement")
    if score is not None and not 0 <= score <= FULL_SCORE:
        raise OutOfBoundsError(f"a score goes from 0 to {FULL_SCORE}, not to {score}")
    left, right = sorted([one, other], key=str)
    return JudgementRecorded(left=left, right=right, verdict=verdict, basis=basis, score=score, rule=rule)


def unknown(one: UUID, other: UUID) -> UnknownJudgementError:
    """Build the error for a pair that nobody judged."""
    return UnknownJudgementError(f"{one} and {other} were never judged: there is nothing to revert")
