"""Commands about entities and about which of them are one."""

import re
from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from watchgraph.domain import judgements
from watchgraph.domain.contributors import Role
from watchgraph.domain.datasets import REGISTERS
from watchgraph.domain.entities import PERSON, Entity
from watchgraph.domain.errors import MergeRefusedError, WrongIdentityError
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.identifiers import entity_id, judgement_id
from watchgraph.domain.units import entity_unit
from watchgraph.identity.clusters import Refusal
from watchgraph.ledger.base import Command
from watchgraph.ledger.world import Decision, World
from watchgraph.vocabulary import kind
from watchgraph.vocabulary.declarations.kinds import PLACE

CONTRIBUTIONS = "contributions"
"""The data set of entities that no publisher numbers."""

_CODES = {"iso3166": re.compile(r"[A-Z]{2}"), "geonames": re.compile(r"[1-9]\d{0,9}", re.ASCII)}
"""What the codes of the official registers look like."""


class RegisterEntity(Command, frozen=True, kw_only=True):
    """Make something known that claims can be about.

    kind: of the vocabulary. dataset: whose name for it `native` is; a register's name for a register's code.
    native: the publisher's own id of it, else its name with its country. A person's id is never made of it.
    public_role: for a person: official, litigant of record or public author.
    """

    kind: str
    dataset: str = CONTRIBUTIONS
    native: str | None = None
    public_role: bool = False

    def decide(self, world: World) -> Decision:
        kind(self.kind)
        if self.kind == PERSON:
            stream, body = self._person(world)
        else:
            stream, body = self._thing()
        known = world.find(Entity, stream)
        return world.decided(stream, [body] if known is None else known.register_again(body))

    def _person(self, world: World) -> tuple[UUID, EntityRegistered]:
        stream = entity_id(self.dataset, self.kind, f"command:{world.command}")
        native = world.seal(entity_unit(stream), "sealed_native", self.native)
        return stream, EntityRegistered(
            kind=self.kind, dataset=self.dataset, sealed_native=native, public_role=self.public_role
        )

    def _thing(self) -> tuple[UUID, EntityRegistered]:
        if self.public_role:
            raise WrongIdentityError(f"only a Person has a public role: leave it out for a {self.kind}")
        if not self.native or not self.native.strip():
            raise WrongIdentityError(f"a {self.kind} needs `native`: its publisher's id, or its name with its country")
        if self.dataset in REGISTERS and not (self.kind == PLACE and _CODES[self.dataset].fullmatch(self.native)):
            raise WrongIdentityError(f"{self.native!r} is no Place by a code of {self.dataset}")
        return entity_id(self.dataset, self.kind, self.native), EntityRegistered(
            kind=self.kind, dataset=self.dataset, native=self.native, register=self.dataset in REGISTERS
        )


class RetypeEntity(Command, frozen=True, kw_only=True):
    """Give an entity another kind; its id stays. reason: shown to readers."""

    NEEDS: ClassVar[Role] = Role.EDITOR
    entity: UUID
    kind: str
    reason: str

    def streams(self) -> Iterable[UUID | None]:
        return (self.entity,)

    def decide(self, world: World) -> Decision:
        kind(self.kind)
        return world.decided(self.entity, world.entity(self.entity).retype(self.kind, self.reason))


_REFUSED = {
    Refusal.JUDGED_DISTINCT: "somebody judged entities of the two clusters to be distinct: revert that first",
    Refusal.TWO_OF_ONE_REGISTER: "the clusters hold two entities of one register, which keeps them apart",
    Refusal.DIFFERENT_KINDS: "they are of different kinds: retype one first",
    Refusal.ALREADY_ONE: "other judgements make them one: revert those first",
}


class Judge(Command, frozen=True, kw_only=True):
    """Judge whether two entities are one: SAME, DISTINCT or UNSURE. basis: why, shown to readers.

    score: 0 to 100 where a rule compared them; rule: its name and version.
    """

    NEEDS: ClassVar[Role] = Role.REVIEWER
    one: UUID
    other: UUID
    verdict: str
    basis: str
    score: int | None = None
    rule: str | None = None

    def streams(self) -> Iterable[UUID | None]:
        return (self.one, self.other)

    def decide(self, world: World) -> Decision:
        body = judgements.judge(self.one, self.other, self.verdict, self.basis, score=self.score, rule=self.rule)
        stream = judgement_id(self.one, self.other)
        known = world.judgement(stream)
        events = [body] if known is None else known.judge_again(body)
        refusal = world.identity.refusal(world.entity(self.one), world.entity(self.other), self.verdict)
        if events and refusal is not None:
            raise MergeRefusedError(f"{self.one} and {self.other} cannot be {self.verdict}: {_REFUSED[refusal]}")
        return world.decided(stream, events)


class RevertJudgement(Command, frozen=True, kw_only=True):
    """Take the standing judgement of two entities back. reason: shown to readers."""

    NEEDS: ClassVar[Role] = Role.REVIEWER
    one: UUID
    other: UUID
    reason: str

    def decide(self, world: World) -> Decision:
        stream = judgement_id(self.one, self.other)
        known = world.judgement(stream)
        if known is None:
            raise judgements.unknown(self.one, self.other)
        return world.decided(stream, known.revert(self.reason))
