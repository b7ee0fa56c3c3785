"""What was redacted: the one act that reaches into the past of every answer."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, func, select

from watchgraph.domain.events.claims import ClaimRedacted
from watchgraph.domain.events.contributors import ContributorErased
from watchgraph.domain.events.disputes import DisputeRedacted
from watchgraph.domain.events.sources import SourceRedacted
from watchgraph_projections.catalogue import tables

KINDS: Final = {
    ClaimRedacted.TOPIC: "claim",
    SourceRedacted.TOPIC: "source",
    DisputeRedacted.TOPIC: "dispute",
    ContributorErased.TOPIC: "contributor",
}


def redacted_since(connection: Connection, position: int) -> Mapping[str, int]:
    """Count what was redacted after a commit's position, by kind; a kind of which nothing was is not listed."""
    events = tables.events
    counts = (
        select(events.c.topic, func.count().label("count"))
        .where(events.c.topic.in_(KINDS), events.c.position > position)
        .group_by(events.c.topic)
    )
    found = {KINDS[topic]: int(count) for topic, count in connection.execute(counts).all()}
    return dict(sorted(found.items()))
