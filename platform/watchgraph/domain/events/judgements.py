"""Events of a judgement's stream: one stream a pair of entities, sorted."""

from typing import ClassVar
from uuid import UUID

from watchgraph.domain.events.base import Event


class JudgementRecorded(Event, frozen=True, kw_only=True):
    """Whether two entities are one. verdict: SAME, DISTINCT or UNSURE; a later one replaces an earlier.

    left, right: sorted by UUID. basis: why, shown to readers. score: 0 to 100 where a rule compared them.
    """

    TOPIC: ClassVar[str] = "judgement.recorded"
    left: UUID
    right: UUID
    verdict: str
    basis: str
    score: int | None = None
    rule: str | None = None


class JudgementReverted(Event, frozen=True, kw_only=True):
    """The standing verdict is taken back, as if it had not been given from here on."""

    TOPIC: ClassVar[str] = "judgement.reverted"
    reason: str


JudgementEvent = JudgementRecorded | JudgementReverted
