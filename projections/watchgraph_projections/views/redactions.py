"""What was redacted: the one act that reaches into the past of every answer."""

from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.redacting import KINDS, redacting


def redacted_since(connection: Connection, position: int) -> Mapping[str, int]:
    """Count what was redacted after a commit's position, by kind; a kind of which nothing was is not listed."""
    events = tables.events
    counts = (
        select(events.c.topic, func.count().label("count"))
        .where(redacting(events.c.topic), events.c.position > position)
        .group_by(events.c.topic)
    )
    found = {KINDS[topic]: int(count) for topic, count in connection.execute(counts).all()}
    return dict(sorted(found.items()))
