"""What makes up sums and the like: claims with numbers, each number once however many publishers state it."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import CTE, ColumnElement, FromClause, Text, cast, func, select

from watchgraph.vocabulary.predicates import Cardinality, Qualifier
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.leaders import latest
from watchgraph_projections.statistics.sieving import Sieve
from watchgraph_projections.statistics.spans import BEGUN, times_of
from watchgraph_projections.statistics.spoken import qualifier_of
from watchgraph_projections.statistics.values import Texts


@dataclass(frozen=True)
class Numbers:
    """The numbers that a clause's claims state. kind: of what is counted."""

    sieve: Sieve
    clause: Clause
    kind: str | None

    @property
    def columns(self) -> AbstractSet[str]:
        """The columns of claims that are needed for it."""
        parted = ["qualifiers"] if self.clause.apart or self._basis else []
        return {"value", self._slotted, *parted, *(() if self.clause.each is None else BEGUN)}

    def of(self, live: FromClause) -> CTE:
        """Claims with what they share where they say the same, and with the number as first said. live: that count.

        number: as it is stored. Where a qualifier says what it is of, that code is one more of its parts; then `value`
        is the number as it is stored.
        """
        same = self._same(live).label("same")
        stated: dict[str, ColumnElement[str]] = {"number": live.c.value}
        if self._basis is not None:
            stated = {"number": self._with_basis(self._basis, live), "value": live.c.value}
        first = {
            name: func.first_value(each).over(partition_by=(live.c.member, same), order_by=live.c.key)
            for name, each in stated.items()
        }
        told = [func.coalesce(each, "").label(name) for name, each in first.items()]
        columns = [live.c[name] for name in ("member", "key", "step", "sight")]
        return self.sieve.cte("numbers", select(*columns, latest(live), same, *told))

    @property
    def _basis(self) -> Qualifier | None:
        return self.clause.predicates[0].basis

    def _with_basis(self, basis: Qualifier, live: FromClause) -> ColumnElement[str]:
        code = qualifier_of(basis, self.sieve.values, self._qualifiers, live)
        return func.coalesce('{"of":"' + code + '",' + func.substr(live.c.value, 2), live.c.value)

    @property
    def _qualifiers(self) -> Texts:
        return self.sieve.texts(self.clause, self.kind, "qualifiers")

    @property
    def _slotted(self) -> str:
        """The column in which equal numbers of a member are equal: a slot has one, else each statement."""
        return "qualifier_key" if self.clause.predicates[0].cardinality is Cardinality.ONE else "group_key"

    def _same(self, live: FromClause) -> ColumnElement[str]:
        """What equal numbers of a member share: the time that is looked at by itself, and what else is."""
        slot: ColumnElement[str] = live.c[self._slotted]
        for time in () if self.clause.each is None else times_of(live, self.clause.each):
            slot = slot + "@" + cast(time, Text)
        if self.clause.apart is not None:
            each = qualifier_of(self.clause.apart, self.sieve.values, self._qualifiers, live)
            slot = slot + "@" + func.coalesce(each, "")
        return slot
