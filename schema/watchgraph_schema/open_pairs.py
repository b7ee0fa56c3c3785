"""Pairs of which a judgement leaves open whether they are one, and which a number may therefore count twice."""

from collections.abc import Sequence

import strawberry

from watchgraph_projections.statistics import identities
from watchgraph_schema.connections import Connection
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.fixed_lists import fixed
from watchgraph_schema.shown import LazyEntity, shown_by_key


@described
class OpenPair:
    """Two entities that may be one: a rule, or a person, judged them UNSURE, and nobody has decided since."""

    pair: strawberry.Private[identities.OpenPair]
    reader: strawberry.Private[Reader]

    @resolved
    def judgement_id(self) -> strawberry.ID:
        """Id of the judgement, to ask `node` with."""
        return strawberry.ID(self.pair.id)

    @resolved
    def basis(self) -> str:
        """Why they may be one."""
        return self.pair.basis

    @resolved
    async def left(self) -> LazyEntity | None:
        """The one, as it is shown."""
        return await shown_by_key(self.reader, self.pair.left)

    @resolved
    async def right(self) -> LazyEntity | None:
        """The other, as it is shown."""
        return await shown_by_key(self.reader, self.pair.right)


def open_pairs(reader: Reader, members: Sequence[int]) -> Connection[OpenPair]:
    """Answer with the pairs among all that may be one with any of these entities."""
    found = identities.identities(reader.connection, reader.moment).between(members)
    asked = len(found), *(each.id for each in (*found[:1], *found[-1:]))
    return fixed(
        reader, ("pairs that may be one", asked), found, lambda reading, pair: OpenPair(pair=pair, reader=reading)
    )
