"""All aggregates, by the first word of their events' topics."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from uuid import UUID

from watchgraph.domain.aggregates import Aggregate
from watchgraph.domain.claims import Claim
from watchgraph.domain.contributors import Contributor
from watchgraph.domain.coverages import Coverage
from watchgraph.domain.datasets import Dataset
from watchgraph.domain.disputes import Dispute
from watchgraph.domain.entities import Entity
from watchgraph.domain.events.base import Event
from watchgraph.domain.judgements import Judgement
from watchgraph.domain.sources import Source

NOUNS: Mapping[str, type[Aggregate]] = MappingProxyType(
    {
        "claim": Claim,
        "contributor": Contributor,
        "coverage": Coverage,
        "dataset": Dataset,
        "dispute": Dispute,
        "entity": Entity,
        "judgement": Judgement,
        "source": Source,
    }
)


def noun(topic: str) -> type[Aggregate]:
    """Return the aggregate whose stream holds events of the topic."""
    return NOUNS[topic.partition(".")[0]]


def fold(stream: UUID, events: Iterable[tuple[str, Event]]) -> Aggregate | None:
    """Fold (actor id, body) pairs into whatever the stream is of; None where there are none."""
    state: Aggregate | None = None
    for actor, body in events:
        if state is None:
            state = noun(body.TOPIC).born(stream, actor, body)
        else:
            state.apply(actor, body)
    return state
