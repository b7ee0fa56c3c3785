"""Which money for surveillance went to a place, or to a vendor, whatever system it pays for."""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import Connection, SelectBase, select

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.containment import around, inside
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.graph.edges import Node
from watchgraph_projections.graph.stations import IMPLEMENTER, RECIPIENT
from watchgraph_projections.graph.walks import PLACE
from watchgraph_projections.statistics.marks import COUNTABLE
from watchgraph_projections.statistics.statements import qualified
from watchgraph_projections.views.claim_filters import shown_as
from watchgraph_projections.views.entity_filters import asserting
from watchgraph_projections.views.rows import table_at

CONCERNS: Final = "concernsSurveillance"
NEVER_WENT: Final = frozenset({"DUPLICATE", "SUSPICIOUS", "INACTIVE", "CANCELLED", "PLEDGE", "PIPELINE"})
"""Reasons (`not-countable-reason`) by which a publisher says that a record is no money that was agreed upon.

Of the others the money went: what was halted, of which parts have records of their own, or is no official finance.
"""


def facilities_for(connection: Connection, moment: Moment, start: Node) -> Sequence[int]:
    """Keys of the facilities that are said to concern surveillance and are of the start of a trail.

    Of a place: those that went to it, or to places within it. Of another: those that it carries out. What was only
    promised or was given up, and records that their publisher no longer stands by, went nowhere.
    """
    shown = shown_as((start.id,), moment)
    part, of = (RECIPIENT, inside(shown, moment)) if start.kind == PLACE else (IMPLEMENTER, shown)
    return sorted({facility for facility, _ in _concerning(connection, moment, part, of)})


def receiving_around(connection: Connection, moment: Moment, place: str) -> Sequence[str]:
    """Ids, sorted, of the places that a place is part of and that such facilities went to; the place itself is none."""
    larger = around(shown_as((place,), moment), moment)
    received = {place for _, place in _concerning(connection, moment, RECIPIENT, larger)}
    entity = table_at(moment, (tables.entity, tables.entity_at), "larger")
    shown = (among(entity.c.key, sorted(received)), entity.c.kind == PLACE, entity.c.id != place, moment.holds(entity))
    return connection.execute(select(entity.c.id).where(*shown).order_by(entity.c.id)).scalars().all()


def _concerning(connection: Connection, moment: Moment, part: str, of: SelectBase) -> Sequence[tuple[int, int]]:
    """Facilities for surveillance, each with what had this part of it by the day. of: keys of those that may."""
    said, received = table_at(moment, CLAIMS, "concerning"), table_at(moment, CLAIMS, "received")
    concerning = (said.c.predicate == CONCERNS, *asserting(said, moment), moment.holds(said))
    had = (received.c.predicate == part, received.c.object.in_(of), received.c.from_earliest <= moment.day)
    both = (*concerning, received.c.subject == said.c.subject, *had, received.c.draws == 1, moment.holds(received))
    rows = connection.execute(select(said.c.subject, received.c.object).where(*both).distinct()).all()
    never = _never_went(connection, moment, {facility for facility, _ in rows})
    return [(facility, party) for facility, party in rows if facility not in never]


def _never_went(connection: Connection, moment: Moment, facilities: Collection[int]) -> set[int]:
    said = table_at(moment, CLAIMS, "countable")
    judged = (said.c.predicate == COUNTABLE, *asserting(said, moment), moment.holds(said))
    query = select(said.c.subject, said.c.code, said.c.qualifiers).where(
        *judged, among(said.c.subject, sorted(facilities))
    )
    found = connection.execute(query).all()
    went = {facility for facility, code, _ in found if code == "YES"}
    return {facility for facility, _, stated in found if qualified(stated).get("reason") in NEVER_WENT} - went
