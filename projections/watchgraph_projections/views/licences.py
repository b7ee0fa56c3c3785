"""The licences under which the evidence of a catalogue stands."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select, union

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import EVIDENCE, Moment


def known(connection: Connection) -> frozenset[str]:
    """Every licence (SPDX, NOASSERTION) of a source or an edition: evidence has that of the one it was read in."""
    found = union(select(tables.source.c.licence), select(tables.edition.c.licence))
    return frozenset(connection.scalars(found))


def of_claims(connection: Connection, moment: Moment, claims: Sequence[int]) -> Mapping[int, frozenset[str]]:
    """Every licence that evidence of each claim, given by key, is under."""
    proof = moment.of(EVIDENCE)
    found: dict[int, set[str]] = {}
    statement = select(proof.c.claim, proof.c.licence).where(proof.c.claim.in_(claims), moment.holds(proof)).distinct()
    for claim, licence in connection.execute(statement):
        found.setdefault(claim, set()).add(licence)
    return {claim: frozenset(licences) for claim, licences in found.items()}


def for_bulk(licence: str) -> bool:
    """Whether what is under this licence may go into files for everybody.

    Not where none is stated, where it forbids commerce or changes, or asks that what is made of it be shared alike.
    """
    return licence != "NOASSERTION" and not {"NC", "ND", "ODbL", "SA"} & set(licence.split("-"))
