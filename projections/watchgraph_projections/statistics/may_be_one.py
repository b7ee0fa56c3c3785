"""What a number may count twice: of what may be one, as judgements leave it, one is certain and the others are not.

Whichever way it turns out, a count of what is certain holds: all that may be one counts once in it, or as often as one
data set has it, since its records are several unless a judgement leaves open just whether they are one. In a sum it
counts with the least that so many of them bring, and not at all where only some bring money of that currency: one of
their values would lead, and nobody knows which. So it is in each group, also where the least is brought by one that
stands in none or in another: the groups of what has one value never add up to more than is certain over all. In several
groups of such a predicate it is certain in none; and what may be one with something of a known value is not certain to
be of an unknown one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from watchgraph_projections.statistics.answers import Kind
from watchgraph_projections.statistics.buckets import UNKNOWN
from watchgraph_projections.statistics.figures import kind_of
from watchgraph_projections.statistics.identities import Identities
from watchgraph_projections.statistics.queries import Measure
from watchgraph_projections.statistics.rules import Step
from watchgraph_projections.statistics.statements import stated_number
from watchgraph_projections.statistics.tallies import ALL, Receipt, Tally

_Rows = dict[Kind, dict[int, list[Tally]]]
"""By kind and member."""
RowT = TypeVar("RowT", Tally, Receipt)


class Doubles:
    """Tells which members are certain in a number and which may be one with another of it.

    tallies: of one answer, as they are counted. single: whether what is counted is in one group only.
    """

    def __init__(self, tallies: Iterable[Tally], identities: Identities, measure: Measure, *, single: bool) -> None:
        self._measure = measure
        self._single = single
        self._identities = identities
        rows: dict[tuple[str, int], list[Tally]] = defaultdict(list)
        for each in tallies:
            if each.open_member and each.step is Step.CERTAIN:
                rows[each.bucket, identities.component[each.open_member]].append(each)
        self._known = self._buckets(rows)
        self._over_all = {component: found for (bucket, component), found in rows.items() if bucket == ALL}
        self._held: dict[tuple[str, int], set[Kind]] = defaultdict(set)
        for (bucket, _), found in rows.items():
            self._hold(bucket, found)

    def steps(self, rows: Iterable[RowT]) -> list[RowT]:
        """Tallies or receipts with the step that each has."""
        return [each._replace(step=Step.MAY_BE_ONE) if self._holds(each) else each for each in rows]

    def _holds(self, row: Tally | Receipt) -> bool:
        held = self._held.get((row.bucket, row.open_member)) if row.step is Step.CERTAIN else None
        return held is not None and kind_of(row.number, self._measure) in held

    def _buckets(self, rows: Mapping[tuple[str, int], Sequence[Tally]]) -> Mapping[int, Mapping[int, set[str]]]:
        """By component and member the groups of known value."""
        found: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for (bucket, component), tallies in rows.items():
            for each in tallies if bucket not in {ALL, UNKNOWN} else ():
                found[component][each.open_member].add(bucket)
        return found

    def _hold(self, bucket: str, rows: Sequence[Tally]) -> None:
        """Find what of one component is not certain in one group."""
        members = {each.open_member for each in rows}
        beside = [each for each in self._beside(bucket, members) if each.open_member not in members]
        rivals = members | {each.open_member for each in beside}
        leads_elsewhere = self._leads_elsewhere(bucket, members)
        if len(rivals) == 1 and not leads_elsewhere:
            return
        own, others = self._by_kind(rows), self._by_kind(beside)
        for kind, found in own.items():
            brought = {**found, **others.get(kind, {})}
            torn = leads_elsewhere or rivals != set(brought)
            weighed = sorted((self._weight(each), member not in found, member) for member, each in brought.items())
            surely = 0 if torn else self._identities.at_least(found, rivals)
            for _, elsewhere, member in weighed[surely:]:
                if not elsewhere:
                    self._held[bucket, member].add(kind)

    def _beside(self, bucket: str, members: set[int]) -> Iterator[Tally]:
        """What any of one component brings over all, where it might take the place of what they bring to a group.

        What is counted and stands in another group takes no place in this one.
        """
        component = self._identities.component[min(members)]
        elsewhere = self._known.get(component, {}) if bucket != ALL and self._measure.counts else {}
        return (each for each in self._over_all.get(component, ()) if each.open_member not in elsewhere)

    def _by_kind(self, rows: Iterable[Tally]) -> _Rows:
        parted: _Rows = defaultdict(lambda: defaultdict(list))
        for each in rows:
            parted[kind_of(each.number, self._measure)][each.open_member].append(each)
        return parted

    def _leads_elsewhere(self, bucket: str, members: set[int]) -> bool:
        """Whether one of the component is in a group that this one may have to give it up to."""
        if bucket == ALL:
            return False
        known = self._known.get(self._identities.component[min(members)], {})
        if bucket == UNKNOWN:
            return bool(known)
        return self._single and any(member not in members and groups for member, groups in known.items())

    def _weight(self, rows: Sequence[Tally]) -> Decimal:
        """What one member brings: of all in a component those with the least are certain; of a minimum the greatest."""
        if self._measure.counts:
            return Decimal(sum(each.members for each in rows))
        bounds = [stated_number(each.number).bounds for each in rows]
        if self._measure is Measure.MIN:
            return -min(high for _, high in bounds)
        if self._measure is Measure.MAX:
            return max(low for low, _ in bounds)
        return sum((low * each.members for (low, _), each in zip(bounds, rows, strict=True)), Decimal(0))
