"""Commands about disputes."""

from collections.abc import Iterable, Iterator
from typing import ClassVar
from uuid import UUID

from watchgraph.domain import disputes
from watchgraph.domain.contributors import Role
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimAccepted, ClaimProposed, ClaimRejected, ClaimReproposed
from watchgraph.domain.events.disputes import DisputeOpened
from watchgraph.domain.units import dispute_unit
from watchgraph.ledger.base import Command, EvidenceGiven, check_listed, gathered
from watchgraph.ledger.world import Decision, World

REVIEWS = (ClaimProposed, ClaimReproposed, ClaimAccepted, ClaimRejected)


class OpenDispute(Command, frozen=True, kw_only=True):
    """Say that claims are wrong. The dispute's id is the command's.

    grounds: code of `dispute-ground`. text: the case in words, stored sealed. party: who disputes, as an entity.
    rivals: claims that say it otherwise.
    """

    claims: tuple[UUID, ...]
    grounds: str
    text: str
    party: UUID | None = None
    rivals: tuple[UUID, ...] = ()
    evidence: tuple[EvidenceGiven, ...] = ()

    def streams(self) -> Iterator[UUID | None]:
        yield from (*self.claims, *self.rivals, self.party)
        for item in self.evidence:
            yield from item.streams()

    def decide(self, world: World) -> Decision:
        check_listed(self.grounds, "dispute-ground")
        for claim in (*self.claims, *self.rivals):
            world.claim(claim)
        if self.party is not None:
            world.entity(self.party)
        stream = world.command
        world.check_free(stream)
        unit = dispute_unit(stream)
        body = DisputeOpened(
            claims=self.claims,
            grounds=self.grounds,
            text=world.keys.sealed(unit, "text", self.text),
            party=self.party,
            rivals=self.rivals,
            evidence=gathered(world, stream, unit, self.evidence),
        )
        return world.decided(stream, [disputes.check(body)])


class DisputeCommand(Command, frozen=True, kw_only=True):
    """A command about one known dispute."""

    dispute: UUID

    def streams(self) -> Iterable[UUID | None]:
        return (self.dispute,)

    def decide(self, world: World) -> Decision:
        return world.decided(self.dispute, self.act(world, world.dispute(self.dispute)))

    def act(self, world: World, dispute: disputes.Dispute) -> list[Event]:
        """Say which events follow on the dispute."""
        raise NotImplementedError


class AddDisputeEvidence(DisputeCommand, frozen=True, kw_only=True):
    """Give material for or against."""

    evidence: EvidenceGiven

    def act(self, world: World, dispute: disputes.Dispute) -> list[Event]:
        return [*dispute.add_evidence(self.evidence.evidence(world, dispute.id, dispute_unit(dispute.id)))]


class Reply(DisputeCommand, frozen=True, kw_only=True):
    """Answer, for a party or for oneself."""

    text: str
    party: UUID | None = None

    def act(self, world: World, dispute: disputes.Dispute) -> list[Event]:
        if self.party is not None:
            world.entity(self.party)
        return [*dispute.reply(world.keys.sealed(dispute_unit(dispute.id), "text", self.text), self.party)]


class ResolveDispute(DisputeCommand, frozen=True, kw_only=True):
    """Decide: UPHELD, PARTLY or REJECTED. The claims change by acts of their own."""

    NEEDS: ClassVar[Role] = Role.REVIEWER
    outcome: str
    text: str

    def act(self, world: World, dispute: disputes.Dispute) -> list[Event]:
        world.load(dispute.claims)
        involved = {
            event.envelope.actor.id
            for claim in dispute.claims
            for event in world.events(claim)
            if isinstance(event.body, REVIEWS)
        }
        text = world.keys.sealed(dispute_unit(dispute.id), "text", self.text)
        return [*dispute.resolve(world.actor.id, self.outcome, text, involved)]


class ReopenDispute(DisputeCommand, frozen=True, kw_only=True):
    """Take a resolved dispute up again."""

    NEEDS: ClassVar[Role] = Role.REVIEWER
    text: str

    def act(self, world: World, dispute: disputes.Dispute) -> list[Event]:
        return [*dispute.reopen(world.keys.sealed(dispute_unit(dispute.id), "text", self.text))]


class RedactDispute(DisputeCommand, frozen=True, kw_only=True):
    """Make what its parties wrote unreadable, for good. basis: the legal ground; authority: who ordered it."""

    NEEDS: ClassVar[Role] = Role.EDITOR
    OPERATOR_MAY: ClassVar[bool] = True
    basis: str
    authority: str

    def act(self, world: World, dispute: disputes.Dispute) -> list[Event]:
        units = tuple(sorted(world.sealed_units(dispute.id) | {dispute_unit(dispute.id)}))
        return [*dispute.redact(units, self.basis, self.authority)]
