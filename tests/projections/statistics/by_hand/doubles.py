"""What may be one of what is counted: pairs that a judgement leaves open, walked through one by one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, select
from tests.projections.statistics.by_hand.tallies import Entry

from watchgraph.domain.judgements import Verdict
from watchgraph.vocabulary import KINDS
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import entity, entity_at, judgement, judgement_at
from watchgraph_projections.statistics.queries import Measure
from watchgraph_projections.statistics.rules import Step

KindT = TypeVar("KindT")
Bucket = int | str | None


class Doubles:
    """Which entities may be one at a moment. single: whether what is counted is in one group only."""

    def __init__(self, connection: Connection, moment: Moment, measure: Measure, *, single: bool) -> None:
        self._connection, self._moment = connection, moment
        self._measure, self._single = measure, single
        self._beside: dict[int, set[int]] = defaultdict(set)
        self._datasets: dict[int, set[str]] = defaultdict(set)
        self._entities = self._read_entities()
        self._judged = list(self._judgements())
        for row in self._entities:
            self._datasets[row.cluster].add(row.dataset)
        for left, right, verdict in self._judged:
            if verdict == Verdict.UNSURE and left.cluster != right.cluster:
                self._beside[left.cluster].add(right.cluster)
                self._beside[right.cluster].add(left.cluster)

    def _read_entities(self) -> Sequence[Row[Any]]:
        entities = self._moment.of((entity, entity_at))
        return self._connection.execute(select(entities).where(self._moment.holds(entities))).all()

    def _judgements(self) -> Iterator[tuple[Row[Any], Row[Any], str]]:
        judged = self._moment.of((judgement, judgement_at))
        by_key = {row.key: row for row in self._entities}
        for row in self._connection.execute(select(judged).where(self._moment.holds(judged))).all():
            if row.reverted is None and row.left in by_key and row.right in by_key:
                yield by_key[row.left], by_key[row.right], row.verdict

    def _may_be(self, member: int) -> set[int]:
        """All that may be one with it, itself among them."""
        found, next_ = {member}, [member]
        while next_:
            fresh = self._beside.get(next_.pop(), set()) - found
            found |= fresh
            next_ += fresh
        return found

    def settled(
        self,
        entries: Mapping[KindT, Sequence[Entry]],
        over_all: Mapping[KindT, Sequence[Entry]],
        bucket: Bucket = None,
        groups: Mapping[int, set[Bucket]] | None = None,
    ) -> dict[KindT, list[Entry]]:
        """Say which are not certain. groups: where the certain members are; None over all groups."""
        everyone = {member for found in over_all.values() for member in _certain(found)}
        here = {member for found in entries.values() for member in _certain(found)}
        told: dict[KindT, list[Entry]] = {}
        for kind, found in entries.items():
            told[kind], own = [], _certain(found)
            brought = {each: its for each, its in _certain(over_all[kind]).items() if each not in here} | own
            for each in found:
                rivals = self._rivals(each.member, here, everyone, groups)
                held = each.step is Step.CERTAIN and (
                    self._belongs_elsewhere(each.member, bucket, groups)
                    or self._is_held(each.member, rivals, own, brought)
                )
                told[kind].append(replace(each, may_be_one=held))
        return told

    def _rivals(
        self, member: int, here: set[int], everyone: set[int], groups: Mapping[int, set[Bucket]] | None
    ) -> set[int]:
        """All that may be one with a member: of a count without those of another group."""
        found = self._may_be(member) & everyone
        if groups is None or not self._measure.counts:
            return found
        return {each for each in found if each in here or not groups.get(each, set()) - {None}}

    def _belongs_elsewhere(self, member: int, bucket: Bucket, groups: Mapping[int, set[Bucket]] | None) -> bool:
        component = self._may_be(member)
        if groups is None or component == {member}:
            return False
        known = [groups.get(each, set()) - {None} for each in component]
        if bucket is None:
            return any(known)
        return self._single and any(there and bucket not in there for there in known)

    def _is_held(
        self,
        member: int,
        rivals: set[int],
        own: Mapping[int, Sequence[Entry]],
        brought: Mapping[int, Sequence[Entry]],
    ) -> bool:
        if rivals == {member}:
            return False
        if not rivals <= set(brought):
            return True
        ordered = sorted(rivals, key=lambda each: (self._least(brought[each]), each not in own, each))
        return member not in ordered[: self._at_least(rivals & set(own), rivals)]

    def spread(self, groups: Mapping[int, set[Bucket]]) -> bool:
        """Whether what may be one is in several known groups. groups: where the certain members are."""
        return any(
            len(set().union(*(groups.get(each, set()) - {None} for each in self._may_be(member)))) > 1
            for member in groups
            if self._may_be(member) != {member}
        )

    def _at_least(self, members: set[int], rivals: set[int]) -> int:
        """Walk through the records of each data set by itself, from one to those that just it may be one with.

        Those of each data set count as often as they have a member among them.
        """
        numbers = []
        for dataset in {each for member in members for each in self._datasets[member]}:
            left, number = {member for member in rivals if dataset in self._datasets[member]}, 0
            while left:
                next_, part = [min(left)], {min(left)}
                while next_:
                    beside = (self._beside[next_.pop()] & left) - part
                    part |= beside
                    next_ += beside
                left -= part
                number += bool(part & members)
            numbers.append(number)
        return max(numbers)

    def _least(self, entries: Sequence[Entry]) -> Decimal:
        if self._measure.counts:
            return Decimal(len(entries))
        if self._measure is Measure.MIN:
            return -min(each.value[1] for each in entries)
        if self._measure is Measure.MAX:
            return max(each.value[0] for each in entries)
        return sum((each.value[0] for each in entries), Decimal(0))

    def not_compared(self, members: set[int], *, asked: bool) -> str:
        """The sentence about data sets that nobody compared. asked: whether one data set alone was asked for."""
        if asked:
            return ""
        rows, said = self._entities, ""
        for kind in sorted(KINDS):
            parts = [{row.dataset} for row in rows if row.key in members and row.kind == kind]
            for left, right, _ in self._judged:
                if left.kind == kind:
                    parts.append({left.dataset, right.dataset})
            merged = _merged(parts)
            counted = {row.dataset for row in rows if row.key in members and row.kind == kind}
            apart = sorted(sorted(part & counted) for part in merged if part & counted)
            if len(apart) > 1:
                *first, last = ["of " + _named(part) for part in apart]
                many = "in both counts twice" if len(apart) == 2 else "in several of them counts once for each"
                label = KINDS[kind].label
                said += f"; records {', '.join(first)} and {last} are not matched with each other: one {label} {many}"
        return said


def _certain(entries: Sequence[Entry]) -> dict[int, list[Entry]]:
    """Those that are certain, by member."""
    found: dict[int, list[Entry]] = defaultdict(list)
    for each in entries:
        if each.step is Step.CERTAIN:
            found[each.member].append(each)
    return found


def _merged(parts: Sequence[set[str]]) -> list[set[str]]:
    found: list[set[str]] = []
    for part in parts:
        touched = [each for each in found if each & part]
        found = [each for each in found if not each & part] + [part.union(*touched)]
    return found


def _named(datasets: Sequence[str]) -> str:
    more = [f"{len(datasets) - 3} others"] if len(datasets) > 3 else []
    return " or ".join([*datasets[:3], *more])
