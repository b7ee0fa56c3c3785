"""Clusters of entities judged to be the same: a function of the standing judgements and their order in the log.

A judgement that contradicts what stood before it has no effect; it is listed, and takes effect by itself once what
stood in its way is reverted. So reverting a merge leaves exactly what there would be without it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from watchgraph.domain.judgements import Verdict


class Refusal(StrEnum):
    """Why a judgement has no effect."""

    JUDGED_DISTINCT = "JUDGED_DISTINCT"
    TWO_OF_ONE_REGISTER = "TWO_OF_ONE_REGISTER"
    DIFFERENT_KINDS = "DIFFERENT_KINDS"
    ALREADY_ONE = "ALREADY_ONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A verdict that stands. position: of its event in the log; an earlier one wins."""

    judgement: UUID
    left: UUID
    right: UUID
    verdict: Verdict
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What clusters need to know of an entity. register: name of the official register whose code it stands for."""

    kind: str
    register: str | None = None


@dataclass(slots=True)
class _Group:
    members: set[UUID]
    kind: str | None
    registers: set[str]
    apart: list[tuple[UUID, UUID]] = field(default_factory=list)


class Clusters:
    """Keeps clusters as judgements come and go. Not safe to share between threads."""

    def __init__(self) -> None:
        self._facts: dict[UUID, Facts] = {}
        self._standing: dict[UUID, Standing] = {}
        self._touching: dict[UUID, set[UUID]] = {}
        self._clusters: dict[UUID, tuple[UUID, ...]] = {}
        self._idle: dict[UUID, Refusal] = {}

    # Folding the log

    def introduce(self, entity: UUID, *, kind: str, register: str | None = None) -> set[UUID]:
        """Take note of an entity; return the entities whose representative changed.

        An entity is introduced before it is judged; a repeat changes nothing.
        """
        return self._note(entity, Facts(kind=kind, register=register))

    def retype(self, entity: UUID, kind: str) -> set[UUID]:
        """Take note of a new kind; return the entities whose representative changed."""
        known = self._facts.get(entity)
        return self._note(entity, Facts(kind=kind, register=known.register if known else None))

    def _note(self, entity: UUID, facts: Facts) -> set[UUID]:
        before = self._facts.get(entity)
        if before == facts:
            return set()
        region = self._region([entity])
        named = {member: self.representative(member) for member in region}
        self._facts[entity] = facts
        return self._resettle(region, named)

    def record(self, judgement: UUID, left: UUID, right: UUID, verdict: str, position: int) -> set[UUID]:
        """Let a verdict stand, in place of the pair's former one; return the entities whose representative changed."""
        region = self._region([left, right])
        self._drop(judgement)
        if verdict != Verdict.UNSURE:
            stands = Standing(judgement=judgement, left=left, right=right, verdict=Verdict(verdict), position=position)
            self._standing[judgement] = stands
            for entity in (left, right):
                self._touching.setdefault(entity, set()).add(judgement)
        return self._resettle(region)

    def revert(self, judgement: UUID) -> set[UUID]:
        """Take the verdict back; return the entities whose representative changed."""
        stands = self._standing.get(judgement)
        if stands is None:
            return set()
        region = self._region([stands.left, stands.right])
        self._drop(judgement)
        return self._resettle(region)

    def _drop(self, judgement: UUID) -> None:
        stands = self._standing.pop(judgement, None)
        self._idle.pop(judgement, None)
        if stands is not None:
            for entity in (stands.left, stands.right):
                self._touching[entity].discard(judgement)

    # Asking

    def representative(self, entity: UUID) -> UUID:
        """What the entity's cluster is called: the register's entity in it, else the smallest UUID."""
        return self._name(self.members(entity))

    def members(self, entity: UUID) -> tuple[UUID, ...]:
        """All entities of the cluster, by UUID; the entity alone where nothing was judged."""
        return self._clusters.get(entity, (entity,))

    def without_effect(self) -> dict[UUID, Refusal]:
        """The standing judgements that contradict earlier ones, and why."""
        return dict(self._idle)

    def refusal(self, left: UUID, right: UUID, verdict: str) -> Refusal | None:
        """Say why such a verdict, given now, would have no effect; None where it would have one."""
        region = self._region([left, right])
        now = Standing(judgement=UUID(int=0), left=left, right=right, verdict=Verdict(verdict), position=1 << 62)
        before = [stands for stands in self._within(region) if {stands.left, stands.right} != {left, right}]
        idle: dict[UUID, Refusal] = {}
        if now.verdict is not Verdict.UNSURE:
            self._settle(region, [*before, now], idle)
        return idle.get(now.judgement)

    # Working it out

    def _region(self, seeds: Iterable[UUID]) -> set[UUID]:
        """All entities that standing SAME judgements lead to, in effect or not: nothing else can be touched."""
        found: set[UUID] = set()
        waiting = list(seeds)
        while waiting:
            entity = waiting.pop()
            if entity in found:
                continue
            found.add(entity)
            for judgement in self._touching.get(entity, ()):
                stands = self._standing[judgement]
                if stands.verdict is Verdict.SAME:
                    waiting += (stands.left, stands.right)
        return found

    def _within(self, region: set[UUID]) -> list[Standing]:
        """Standing judgements between entities of the region, in the order of the log."""
        touching = {judgement for entity in region for judgement in self._touching.get(entity, ())}
        inside = [self._standing[judgement] for judgement in touching]
        return sorted(
            (stands for stands in inside if stands.left in region and stands.right in region),
            key=lambda stands: stands.position,
        )

    def _resettle(self, region: set[UUID], before: dict[UUID, UUID] | None = None) -> set[UUID]:
        before = before or {entity: self.representative(entity) for entity in region}
        judgements = self._within(region)
        for stands in judgements:
            self._idle.pop(stands.judgement, None)
        for group in self._settle(region, judgements, self._idle):
            cluster = tuple(sorted(group.members))
            for entity in cluster:
                if len(cluster) == 1:
                    self._clusters.pop(entity, None)
                else:
                    self._clusters[entity] = cluster
        return {entity for entity in region if self.representative(entity) != before[entity]}

    def _settle(self, region: set[UUID], judgements: list[Standing], idle: dict[UUID, Refusal]) -> list[_Group]:
        """Group the region's entities judgement by judgement; those without effect are noted in `idle`."""
        groups = {entity: self._alone(entity) for entity in region}
        for stands in judgements:
            one, other = groups[stands.left], groups[stands.right]
            reason = _contradiction(one, other, stands.verdict)
            if reason is not None:
                idle[stands.judgement] = reason
            elif stands.verdict is Verdict.DISTINCT:
                one.apart.append((stands.left, stands.right))
                other.apart.append((stands.left, stands.right))
            elif one is not other:
                _join(one, other, groups)
        return list({id(group): group for group in groups.values()}.values())

    def _alone(self, entity: UUID) -> _Group:
        facts = self._facts.get(entity)
        if facts is None:
            return _Group({entity}, None, set())
        return _Group({entity}, facts.kind, set() if facts.register is None else {facts.register})

    def _name(self, members: tuple[UUID, ...]) -> UUID:
        registered = [entity for entity in members if (facts := self._facts.get(entity)) and facts.register]
        return min(registered or members)


def _contradiction(one: _Group, other: _Group, verdict: Verdict) -> Refusal | None:
    if verdict is Verdict.DISTINCT:
        return Refusal.ALREADY_ONE if one is other else None
    if one is other:
        return None
    if one.kind != other.kind:
        return Refusal.DIFFERENT_KINDS
    if one.registers & other.registers:
        return Refusal.TWO_OF_ONE_REGISTER
    if any(_crosses(pair, one.members, other.members) for pair in one.apart):
        return Refusal.JUDGED_DISTINCT
    return None


def _crosses(pair: tuple[UUID, UUID], one: set[UUID], other: set[UUID]) -> bool:
    left, right = pair
    return (left in one and right in other) or (left in other and right in one)


def _join(one: _Group, other: _Group, groups: dict[UUID, _Group]) -> None:
    kept, gone = (one, other) if len(one.members) >= len(other.members) else (other, one)
    kept.members |= gone.members
    kept.registers |= gone.registers
    kept.apart += gone.apart
    groups.update(dict.fromkeys(gone.members, kept))
