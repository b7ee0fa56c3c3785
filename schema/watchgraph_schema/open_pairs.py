"""Judgements that leave open whether two entities are one, which a number may therefore count twice."""

from collections.abc import Sequence
from typing import Final

from watchgraph_projections.statistics.identities import identities
from watchgraph_projections.views.reviews import JudgementList
from watchgraph_schema.connections import Connection, listed
from watchgraph_schema.context import Reader
from watchgraph_schema.judgements import Judgement, judgement_of

NONE: Final = ("",)
"""The id of no judgement: a list of no ids is one of all."""


def open_pairs(reader: Reader, members: Sequence[int]) -> Connection[Judgement]:
    """Answer with the judgements between all that may be one with any of these entities."""
    found = identities(reader.connection, reader.moment).between(members)
    return listed(reader, JudgementList(ids=tuple([each.id for each in found]) or NONE), judgement_of)
