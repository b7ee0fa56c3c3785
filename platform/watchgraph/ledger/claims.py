"""Commands about claims."""

from collections.abc import Iterable, Iterator
from typing import ClassVar
from uuid import UUID

from watchgraph.domain import claims, proposals
from watchgraph.domain.contributors import Role
from watchgraph.domain.errors import ClaimWithoutEvidenceError, NothingSealedError
from watchgraph.domain.events.base import Event
from watchgraph.domain.statements import Evidence
from watchgraph.domain.units import claim_unit
from watchgraph.domain.values import Sealed, SealedText
from watchgraph.ledger.base import Command, EvidenceGiven, check_listed, gathered
from watchgraph.ledger.statements import StatementGiven
from watchgraph.ledger.world import Decision, World
from watchgraph.log import NewEvent
from watchgraph.vocabulary import predicate


class Propose(Command, frozen=True, kw_only=True):
    """State something, with evidence.

    evidence: at least one item, at least one that supports; the first gives the origin where none is stated.
    note: why, for reviewers; stored sealed.
    """

    statement: StatementGiven
    evidence: tuple[EvidenceGiven, ...]
    note: str | None = None

    def streams(self) -> Iterator[UUID | None]:
        yield from self.statement.streams()
        for item in self.evidence:
            yield from item.streams()

    def decide(self, world: World) -> Decision:
        return proposed(world, self)


def proposed(world: World, ask: Propose) -> Decision:
    """Work out a proposal, by itself or as the replacement of a wrong claim."""
    if not ask.evidence:
        raise ClaimWithoutEvidenceError("nothing supports the claim: give evidence with a source and a locator")
    stated = ask.statement.stated(world, ask.evidence[0].source)
    unit = claim_unit(stated.id)
    evidence = gathered(world, stated.id, unit, ask.evidence)
    known = world.find(claims.Claim, stated.id)
    if known is not None:
        return world.decided(stated.id, known.propose_again(evidence))
    needed = proposals.votes_needed(predicate(stated.statement.predicate).family, person=stated.names_person)
    note = world.seal(unit, "note", ask.note)
    return world.decided(stated.id, [proposals.propose(stated.statement, evidence, votes_needed=needed, note=note)])


class ClaimCommand(Command, frozen=True, kw_only=True):
    """A command about one known claim."""

    claim: UUID

    def streams(self) -> Iterable[UUID | None]:
        return (self.claim,)

    def decide(self, world: World) -> Decision:
        return world.decided(self.claim, self.act(world, world.claim(self.claim)))

    def act(self, world: World, claim: claims.Claim) -> list[Event]:
        """Say which events follow on the claim."""
        raise NotImplementedError


class Repropose(ClaimCommand, frozen=True, kw_only=True):
    """Put a rejected, withdrawn, corrected or retracted claim forward again."""

    note: str | None = None

    def act(self, world: World, claim: claims.Claim) -> list[Event]:
        return [*claim.repropose(note=_note(world, claim, self.note))]


class Accept(ClaimCommand, frozen=True, kw_only=True):
    """Vote for a claim that waits for review."""

    NEEDS: ClassVar[Role] = Role.REVIEWER
    note: str | None = None

    def act(self, world: World, claim: claims.Claim) -> list[Event]:
        return [*claim.accept(world.actor.id, note=_note(world, claim, self.note))]


class Reject(ClaimCommand, frozen=True, kw_only=True):
    """Refuse a claim that waits for review. reason: code of `rejection-reason`."""

    NEEDS: ClassVar[Role] = Role.REVIEWER
    reason: str
    note: str | None = None

    def act(self, world: World, claim: claims.Claim) -> list[Event]:
        check_listed(self.reason, "rejection-reason")
        return [*claim.reject(world.actor.id, self.reason, note=_note(world, claim, self.note))]


class Withdraw(ClaimCommand, frozen=True, kw_only=True):
    """Take one's own claim back before it was reviewed."""

    note: str | None = None

    def act(self, world: World, claim: claims.Claim) -> list[Event]:
        return [*claim.withdraw(world.actor.id, note=_note(world, claim, self.note))]


class AttachEvidence(ClaimCommand, frozen=True, kw_only=True):
    """Give a claim more evidence, of any stance."""

    evidence: EvidenceGiven

    def streams(self) -> Iterable[UUID | None]:
        return (self.claim, *self.evidence.streams())

    def act(self, world: World, claim: claims.Claim) -> list[Event]:
        return [*claim.attach(_on(world, claim, self.evidence))]


class DetachEvidence(ClaimCommand, frozen=True, kw_only=True):
    """Take evidence away that does not belong here. evidence: its id."""

    NEEDS: ClassVar[Role] = Role.REVIEWER
    evidence: UUID
    note: str | None = None

    def act(self, world: World, claim: claims.Claim) -> list[Event]:
        return [*claim.detach(self.evidence, note=_note(world, claim, self.note))]


class Rank(ClaimCommand, frozen=True, kw_only=True):
    """Prefer a claim among its rivals, or deprecate it. reason: shown to readers, needed unless NORMAL."""

    NEEDS: ClassVar[Role] = Role.REVIEWER
    rank: str
    reason: str | None = None

    def act(self, world: World, claim: claims.Claim) -> list[Event]:
        return [*claim.rank_as(self.rank, self.reason)]


class Correct(Command, frozen=True, kw_only=True):
    """Replace a wrong claim; the replacement is proposed in the same commit and waits for review as any other.

    wrong: what was wrong, shown to readers.
    """

    NEEDS: ClassVar[Role] = Role.REVIEWER
    claim: UUID
    wrong: str
    replacement: Propose

    def streams(self) -> Iterator[UUID | None]:
        yield self.claim
        yield from self.replacement.streams()

    def decide(self, world: World) -> Decision:
        claim = world.claim(self.claim)
        better = proposed(world, self.replacement)
        corrected = world.next(self.claim, claim.correct(better.about, self.wrong))
        events: list[NewEvent] = [*better.events, *corrected]
        return Decision(better.about, events)


class End(ClaimCommand, frozen=True, kw_only=True):
    """Say until when a state held. ended: EDTF, the last day or period of it."""

    NEEDS: ClassVar[Role] = Role.REVIEWER
    ended: str
    evidence: EvidenceGiven

    def streams(self) -> Iterable[UUID | None]:
        return (self.claim, *self.evidence.streams())

    def act(self, world: World, claim: claims.Claim) -> list[Event]:
        persistence = predicate(claim.statement.predicate).persistence
        return [*claim.end(self.ended, _on(world, claim, self.evidence), persistence)]


class Retract(ClaimCommand, frozen=True, kw_only=True):
    """Let a claim stand no longer; it stays readable. reason: code of `retraction-reason`."""

    NEEDS: ClassVar[Role] = Role.EDITOR
    reason: str
    note: str | None = None

    def act(self, world: World, claim: claims.Claim) -> list[Event]:
        check_listed(self.reason, "retraction-reason")
        return [*claim.retract(self.reason, note=_note(world, claim, self.note))]


class Reinstate(ClaimCommand, frozen=True, kw_only=True):
    """Take a retraction or correction back."""

    NEEDS: ClassVar[Role] = Role.EDITOR
    note: str | None = None

    def act(self, world: World, claim: claims.Claim) -> list[Event]:
        return [*claim.reinstate(note=_note(world, claim, self.note))]


class Redact(ClaimCommand, frozen=True, kw_only=True):
    """Make all sealed texts of a claim unreadable, for good.

    For an imported claim that takes along whatever else is sealed of the publisher's record; for a claim that names a
    person, the publisher's own id of the person.
    basis: the legal ground; authority: who ordered it. Raises NothingSealedError where no words are sealed.
    """

    NEEDS: ClassVar[Role] = Role.EDITOR
    OPERATOR_MAY: ClassVar[bool] = True
    basis: str
    authority: str

    def act(self, world: World, claim: claims.Claim) -> list[Event]:
        sealed = world.sealed_units(claim.id)
        if not sealed:
            raise NothingSealedError(f"claim {claim.id} holds no sealed words, and plain ones stay: retract it instead")
        units = sealed | {claim_unit(claim.id)}
        if isinstance(claim.statement.object, SealedText):
            units |= world.sealed_units(claim.statement.subject)
        return [*claim.redact(tuple(sorted(units)), self.basis, self.authority)]


def _note(world: World, claim: claims.Claim, note: str | None) -> Sealed | None:
    return world.seal(claim_unit(claim.id), "note", note)


def _on(world: World, claim: claims.Claim, given: EvidenceGiven) -> Evidence:
    return given.evidence(world, claim.id, claim_unit(claim.id))
