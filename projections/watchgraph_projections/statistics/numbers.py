"""What makes up sums and the like: claims with numbers, each number once however many publishers state it."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import CTE, ColumnElement, FromClause, Text, cast, func, select

from watchgraph.vocabulary.predicates import Cardinality
from watchgraph_projections.statistics.leaders import YEARS, years_of
from watchgraph_projections.statistics.plans import Clause
from watchgraph_projections.statistics.sieving import Sieve
from watchgraph_projections.statistics.spoken import apart


@dataclass(frozen=True)
class Numbers:
    """The numbers that a clause's claims state. kind: of what is counted."""

    sieve: Sieve
    clause: Clause
    kind: str | None

    @property
    def columns(self) -> AbstractSet[str]:
        """The columns of claims that are needed for it."""
        parted = ["qualifiers"] if self.clause.apart else []
        return {"value", self._slotted, *parted, *(YEARS if self.clause.yearly else ())}

    def of(self, live: FromClause) -> CTE:
        """Claims with what they share where they say the same, and with the number as first said. live: that count."""
        same = self._same(live).label("same")
        first = func.first_value(live.c.value).over(partition_by=(live.c.member, same), order_by=live.c.key)
        query = select(
            live.c.member, live.c.key, live.c.step, live.c.sight, same, func.coalesce(first, "").label("number")
        )
        return self.sieve.cte("numbers", query)

    @property
    def _slotted(self) -> str:
        """The column in which equal numbers of a member are equal: a slot has one, else each statement."""
        return "qualifier_key" if self.clause.predicates[0].cardinality is Cardinality.ONE else "group_key"

    def _same(self, live: FromClause) -> ColumnElement[str]:
        """What equal numbers of a member share: of figures of years the year, and what is looked at by itself."""
        slot: ColumnElement[str] = live.c[self._slotted]
        for year in years_of(live) if self.clause.yearly else ():
            slot = slot + "@" + cast(year, Text)
        if self.clause.apart is not None:
            said = self.sieve.texts(self.clause, self.kind, "qualifiers")
            for each in apart(self.clause, self.sieve.values, said, live):
                slot = slot + "@" + func.coalesce(each, "")
        return slot
