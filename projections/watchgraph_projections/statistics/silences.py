"""Says which data sets never speak of what is asked: that nothing was found there means that nobody looked.

A condition of which nothing is found is told so beside the number; so is a grouping that knows no value. One that has
no universe of its own, and would find values in another data set, is refused: what it asks is not what was meant.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from watchgraph_projections.statistics.buckets import UNKNOWN
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.counting import Counting
from watchgraph_projections.statistics.errors import NotGroupableError
from watchgraph_projections.statistics.lookups import Lookups
from watchgraph_projections.statistics.tallies import ALL, MARKS, Tally


@dataclass(frozen=True, slots=True)
class Silence:
    """Who never speaks of a predicate. others: the data sets that do; empty where another edition of this one does."""

    who: str
    name: str
    others: Sequence[str]

    def __str__(self) -> str:
        """Say it."""
        return f"{self.who} says nothing of {self.name}"


def silence(lookups: Lookups, clause: Clause) -> Silence | None:
    """Whether nobody looked where a clause looks; None where somebody did, and where nobody looks anywhere."""
    universe, name = clause.universe, clause.names[0]
    if universe.dataset is None or len(clause.names) > 1:
        return None
    others = lookups.stated_in(name)
    if universe.dataset not in others:
        return Silence(universe.dataset, name, others) if others else None
    if universe.edition is None or lookups.is_stated(universe, name):
        return None
    return Silence(f"edition {universe.edition} of {universe.dataset}", name, ())


def unspoken(counting: Counting, tallies: Sequence[Tally]) -> str:
    """The sentence about each such condition or grouping, to stand after the definition; empty where all is well.

    Where something is counted, every condition found something; one that asks for what is not said did so by silence.
    """
    plan = counting.plan
    found = any(each.members for each in tallies if each.bucket == ALL)
    conditions = [each for clause in (*plan.absent, *(() if found else plan.clauses)) for each in _own(clause)]
    return "".join(
        dict.fromkeys(
            [
                *(_said(counting.lookups, each, "condition") for each in conditions),
                *(_said(counting.lookups, each, "grouping") for each in _without_value(counting, tallies)),
            ]
        )
    )


def check_groupings(counting: Counting, tallies: Iterable[Tally]) -> None:
    """Raise NotGroupableError where a data set that never speaks of what to group by would make one group of all."""
    for clause in _without_value(counting, tallies):
        found = None if clause.condition.universe is not None else silence(counting.lookups, clause)
        if found is not None and found.others:
            raise NotGroupableError(
                f"{found}: give that grouping a `universe` of its own; there is {', '.join(found.others)}"
            )


def _without_value(counting: Counting, tallies: Iterable[Tally]) -> Sequence[Clause]:
    """The steps of the grouping, where they lead nothing that is counted to any group."""
    buckets = {each.bucket for each in tallies} - MARKS
    return counting.plan.grouping if buckets == {UNKNOWN} else ()


def _own(clause: Clause) -> Iterator[Clause]:
    """The clause, those on its other end, and those in its place: all that a question asks by itself."""
    yield clause
    for each in (*clause.that, *clause.others):
        yield from _own(each)


def _said(lookups: Lookups, clause: Clause, noun: str) -> str:
    found = silence(lookups, clause)
    if found is None:
        return ""
    there = f": there is {', '.join(found.others)}, for a `universe` of that {noun}'s own" if found.others else ""
    return f"; {found}, so nobody looked there{there}"
