"""The licences under which the evidence of a catalogue stands."""

from sqlalchemy import Connection, select, union

from watchgraph_projections.catalogue import tables


def known(connection: Connection) -> frozenset[str]:
    """Every licence (SPDX, NOASSERTION) of a source or an edition: evidence has that of the one it was read in."""
    found = union(select(tables.source.c.licence), select(tables.edition.c.licence))
    return frozenset(connection.scalars(found))
