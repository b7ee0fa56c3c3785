"""Says which data sets never speak of what a condition asks: that nothing was found there means that nobody looked."""

from collections.abc import Iterable, Iterator

from watchgraph_projections.statistics.counting import Counting
from watchgraph_projections.statistics.plans import Clause
from watchgraph_projections.statistics.tallies import ALL, Tally


def unspoken(counting: Counting, tallies: Iterable[Tally]) -> str:
    """The sentence about each such condition, to stand after the definition; empty where all is well.

    Where something is counted, every condition found something; one that asks for what is not said did so by silence.
    """
    plan = counting.plan
    found = any(each.members for each in tallies if each.bucket == ALL)
    asked = [each for clause in (*plan.absent, *(() if found else plan.clauses)) for each in _own(clause)]
    return "".join(dict.fromkeys(_said(counting, each) for each in asked))


def _own(clause: Clause) -> Iterator[Clause]:
    """The clause, those on its other end, and those in its place: all that a question asks by itself."""
    yield clause
    for each in (*clause.that, *clause.others):
        yield from _own(each)


def _said(counting: Counting, clause: Clause) -> str:
    universe, name = clause.universe, clause.names[0]
    if universe.dataset is None or len(clause.names) > 1:
        return ""
    others = counting.lookups.stated_in(name)
    if universe.dataset in others:
        if universe.edition is None or counting.lookups.is_stated(universe, name):
            return ""
        return f"; edition {universe.edition} of {universe.dataset} says nothing of {name}, so nobody looked there"
    there = f"there is {', '.join(others)}, for a `universe` of that condition's own"
    return f"; {universe.dataset} says nothing of {name}, so nobody looked there: {there}" if others else ""
