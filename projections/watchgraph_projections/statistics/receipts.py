"""The claims under a number, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import RowMapping, SelectBase, func, select

from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_projections.views.pages import OWNER, TIE, Listing, Owner
from watchgraph_projections.views.rows import columns_of, read


@dataclass(frozen=True, slots=True, eq=False)
class Receipts(Listing[ClaimRow]):
    """Lists of claims, each under a name: the parts of one answer, read together however many there are.

    keys: keys of claims by the name of their list.
    """

    keys: Mapping[Owner, Sequence[int]]

    name = "claims under a number"

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        wanted = self.keys if owners is None else owners
        pairs = msgspec.json.encode([[owner, key] for owner in wanted for key in self.keys[owner]]).decode()
        listed = func.json_each(pairs).table_valued("value")
        owner, key = (func.json_extract(listed.c.value, f"$[{place}]") for place in (0, 1))
        claims = moment.of(CLAIMS)
        return (
            select(*columns_of(ClaimRow, claims), claims.c.key.label(TIE), owner.label(OWNER))
            .join_from(listed, claims, claims.c.key == key)
            .where(moment.holds(claims))
        )

    def row(self, values: RowMapping) -> ClaimRow:
        return read(ClaimRow, values)
