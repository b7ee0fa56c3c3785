"""Which money went to a place for surveillance, whatever system it pays for."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, select

from watchgraph_projections.catalogue.containment import inside
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.graph.stations import RECIPIENT
from watchgraph_projections.views.claim_filters import shown_as
from watchgraph_projections.views.entity_filters import asserting
from watchgraph_projections.views.rows import table_at

CONCERNS: Final = "concernsSurveillance"


def facilities_for(connection: Connection, moment: Moment, place: str) -> Sequence[int]:
    """Keys of the facilities that went to a place, or to places within it, and are said to concern surveillance."""
    said, received = table_at(moment, CLAIMS, "concerning"), table_at(moment, CLAIMS, "received")
    concerning = (said.c.predicate == CONCERNS, *asserting(said, moment), moment.holds(said))
    there = received.c.object.in_(inside(shown_as((place,), moment), moment))
    went = (received.c.predicate == RECIPIENT, received.c.draws == 1, moment.holds(received), there)
    found = select(said.c.subject).where(*concerning, received.c.subject == said.c.subject, *went)
    return sorted(set(connection.execute(found).scalars()))
