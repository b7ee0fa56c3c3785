"""Which money for surveillance went to a place, or to a vendor, whatever system it pays for."""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import Connection, select

from watchgraph_projections.catalogue.containment import inside
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.graph.edges import Node
from watchgraph_projections.graph.stations import IMPLEMENTER, RECIPIENT
from watchgraph_projections.graph.walks import PLACE
from watchgraph_projections.statistics.statements import qualified
from watchgraph_projections.views.claim_filters import shown_as
from watchgraph_projections.views.entity_filters import asserting
from watchgraph_projections.views.rows import table_at

CONCERNS: Final = "concernsSurveillance"
COUNTABLE: Final = "countable"
NEVER_WENT: Final = frozenset({"DUPLICATE", "SUSPICIOUS", "INACTIVE", "CANCELLED", "PLEDGE", "PIPELINE"})
"""Reasons (`not-countable-reason`) by which a publisher says that a record is no money that was agreed upon.

Of the others the money went: what was halted, of which parts have records of their own, or is no official finance.
"""


def facilities_for(connection: Connection, moment: Moment, start: Node) -> Sequence[int]:
    """Keys of the facilities that are said to concern surveillance and are of the start of a trail.

    Of a place: those that went to it, or to places within it. Of another: those that it carries out. What was only
    promised or was given up, and records that their publisher no longer stands by, went nowhere.
    """
    said, received = table_at(moment, CLAIMS, "concerning"), table_at(moment, CLAIMS, "received")
    concerning = (said.c.predicate == CONCERNS, *asserting(said, moment), moment.holds(said))
    shown = shown_as((start.id,), moment)
    part, of = (RECIPIENT, inside(shown, moment)) if start.kind == PLACE else (IMPLEMENTER, shown)
    went = (received.c.predicate == part, received.c.draws == 1, moment.holds(received), received.c.object.in_(of))
    query = select(said.c.subject).where(*concerning, received.c.subject == said.c.subject, *went)
    found = set(connection.execute(query).scalars())
    return sorted(found - _never_went(connection, moment, found))


def _never_went(connection: Connection, moment: Moment, facilities: Collection[int]) -> set[int]:
    said = table_at(moment, CLAIMS, "countable")
    judged = (said.c.predicate == COUNTABLE, *asserting(said, moment), moment.holds(said))
    query = select(said.c.subject, said.c.code, said.c.qualifiers).where(
        *judged, among(said.c.subject, sorted(facilities))
    )
    found = connection.execute(query).all()
    went = {facility for facility, code, _ in found if code == "YES"}
    return {facility for facility, _, stated in found if qualified(stated).get("reason") in NEVER_WENT} - went
