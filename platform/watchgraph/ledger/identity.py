"""The clusters as commands see them: kept up to date from the log's few judgement events."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from watchgraph.domain.entities import Entity
from watchgraph.domain.events.entities import EntityRetyped
from watchgraph.domain.events.judgements import JudgementRecorded, JudgementReverted
from watchgraph.identity.clusters import Clusters, Refusal
from watchgraph.ledger.port import EventLog
from watchgraph.log import Recorded

TOPICS = (JudgementRecorded.TOPIC, JudgementReverted.TOPIC, EntityRetyped.TOPIC)

TRIED: Final = 1 << 61
"""Positions of judgements that are only tried: behind all that the log will ever hold."""


class Identity:
    """Clusters at the head of the log. Safe to share between threads."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._lock = threading.Lock()
        self._clusters = Clusters()
        self._known: set[UUID] = set()
        self._position = 0

    def refusal(self, left: Entity, right: Entity, verdict: str) -> Refusal | None:
        """Say why such a judgement would have no effect; None where it would have one."""
        with self._lock:
            self._follow()
            for entity in (left, right):
                self._introduce(entity)
            return self._clusters.refusal(left.id, right.id, verdict)

    @contextmanager
    def trial(self) -> Iterator["Trial"]:
        """Lend the clusters to somebody who weighs many judgements; what was tried is taken back at the end."""
        with self._lock:
            self._follow()
            trial = Trial(self._clusters, self._introduce)
            try:
                yield trial
            finally:
                trial.take_back()

    def _follow(self) -> None:
        news = self._log.of_topics(*TOPICS, after=self._position)
        self._introduce_pairs(news)
        for event in news:
            self._position = event.position
            match event.body:
                case JudgementRecorded(left=left, right=right, verdict=verdict):
                    self._clusters.record(event.stream, left, right, verdict, event.position)
                case JudgementReverted():
                    self._clusters.revert(event.stream)
                case _:
                    self._retyped(event)

    def _introduce_pairs(self, news: list[Recorded]) -> None:
        pairs = [event.body for event in news if isinstance(event.body, JudgementRecorded)]
        fresh = {entity for pair in pairs for entity in (pair.left, pair.right)} - self._known
        for stream, events in self._log.streams(fresh).items():
            entity = Entity.fold(stream, ((event.envelope.actor.id, event.body) for event in events))
            if entity is not None:
                self._introduce(entity)

    def _retyped(self, event: Recorded) -> None:
        if event.stream in self._known and isinstance(event.body, EntityRetyped):
            self._clusters.retype(event.stream, event.body.kind)

    def _introduce(self, entity: Entity) -> None:
        self._known.add(entity.id)
        register = entity.dataset if entity.register else None
        self._clusters.introduce(entity.id, kind=entity.kind, register=register)


class Trial:
    """Judgements that are not in the log, let stand for a while to see what they come to."""

    def __init__(self, clusters: Clusters, introduce: Callable[[Entity], None]) -> None:
        self._clusters = clusters
        self._introduce = introduce
        self._tried: list[UUID] = []

    def refusal(self, left: Entity, right: Entity, verdict: str) -> Refusal | None:
        """Say why such a judgement would have no effect; None where it would have one."""
        for entity in (left, right):
            self._introduce(entity)
        return self._clusters.refusal(left.id, right.id, verdict)

    def let_stand(self, judgement: UUID, left: Entity, right: Entity, verdict: str) -> Refusal | None:
        """Let a judgement stand after all others; where it would have no effect it does not, and the reason is told."""
        refusal = self.refusal(left, right, verdict)
        if refusal is None:
            self._clusters.record(judgement, left.id, right.id, verdict, TRIED + len(self._tried))
            self._tried.append(judgement)
        return refusal

    def are_one(self, left: UUID, right: UUID) -> bool:
        """Whether the two are in one cluster."""
        return right in self._clusters.members(left)

    def take_back(self) -> None:
        """Leave the clusters as they were."""
        for judgement in reversed(self._tried):
            self._clusters.revert(judgement)
        self._tried.clear()
