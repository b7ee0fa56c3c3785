"""Values that the condition of a clause gives to a statement: what it names, and which stored texts pass it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement

from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.passing import Choose
from watchgraph_projections.statistics.values import Asked, Texts, Values

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ClauseValues:
    """Each is worked out for the clause that has this one's place in the question that is asked."""

    values: Values
    clause: Clause

    def among(
        self, column: ColumnElement[object], given: Sequence[object], work: Callable[[Asked, Clause], Sequence[object]]
    ) -> ColumnElement[bool]:
        """Compare a column with some values. given: what these are made of: one, or several, in all questions."""
        return self.values.among(column, given, self.values.own(self.clause, work))

    def entities(
        self, column: ColumnElement[object], given: Sequence[UUID], ids: Callable[[Clause], Sequence[UUID]]
    ) -> ColumnElement[bool]:
        """Compare a column with the keys of some entities. ids: where a clause has them."""
        return self.among(column, given, lambda asked, own: sorted(asked.lookups.keys(ids(own))))

    def passing(self, texts: Texts, choose: Choose) -> BindParameter[str]:
        """Those that pass, of what is stored as a text that only we can read: each different one is read once."""

        def passing(asked: Asked, own: Clause) -> list[str]:
            passes = choose(asked, own)
            return [each for each in asked.texts(texts) if each is not None and passes(each)]

        return self.values.many(self.values.own(self.clause, passing))

    def nothing_passes(self, choose: Choose) -> ColumnElement[bool]:
        """Whether what says nothing passes."""
        passes = self.values.own(self.clause, lambda asked, own: int(choose(asked, own)(None)))
        return self.values.number(passes) == 1
