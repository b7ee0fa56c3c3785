"""Commands about sources."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from watchgraph.domain import sources
from watchgraph.domain.contributors import Role
from watchgraph.domain.errors import LineageCycleError
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.sources import (
    ArtifactCaptured,
    LineageDeclared,
    LineageWithdrawn,
    LivenessObserved,
    SourceRedacted,
    SourceRegistered,
)
from watchgraph.domain.identifiers import source_id
from watchgraph.domain.units import source_unit
from watchgraph.ledger.base import Command, check_listed
from watchgraph.ledger.world import Decision, World


class RegisterSource(Command, frozen=True, kw_only=True):
    """Make a work known; its id is made of its identity."""

    source: SourceRegistered

    def decide(self, world: World) -> Decision:
        body = sources.check(self.source)
        check_listed(body.tier, "source-tier")
        stream = source_id(body.identity)
        known = world.find(sources.Source, stream)
        return world.decided(stream, [body] if known is None else known.register_again(body))


class SourceCommand(Command, frozen=True, kw_only=True):
    """A command about one known source."""

    source: UUID

    def streams(self) -> Iterable[UUID | None]:
        return (self.source,)

    def decide(self, world: World) -> Decision:
        return world.decided(self.source, self.act(world, world.source(self.source)))

    def act(self, world: World, source: sources.Source) -> list[Event]:
        """Say which events follow on the source."""
        raise NotImplementedError


class CaptureArtifact(SourceCommand, frozen=True, kw_only=True):
    """Record that bytes of the source were taken."""

    artifact: ArtifactCaptured

    def act(self, world: World, source: sources.Source) -> list[Event]:
        return [*source.capture(self.artifact)]


class ObserveLiveness(SourceCommand, frozen=True, kw_only=True):
    """Record that the source was looked for."""

    observation: LivenessObserved

    def act(self, world: World, source: sources.Source) -> list[Event]:
        check_listed(self.observation.status, "liveness")
        return [*source.observe(self.observation)]


class RateSource(SourceCommand, frozen=True, kw_only=True):
    """Rate how reliable the source is, A to F. rationale: shown to readers."""

    NEEDS: ClassVar[Role] = Role.REVIEWER
    rating: str
    rationale: str

    def act(self, world: World, source: sources.Source) -> list[Event]:
        return [*source.rate(self.rating, self.rationale)]


class DeclareLineage(SourceCommand, frozen=True, kw_only=True):
    """Say that the source takes from another."""

    lineage: LineageDeclared

    def streams(self) -> Iterable[UUID | None]:
        return (self.source, self.lineage.origin)

    def act(self, world: World, source: sources.Source) -> list[Event]:
        check_listed(self.lineage.relation, "lineage")
        if world.source(self.lineage.origin).id == source.id:
            raise LineageCycleError(f"source {source.id} cannot take from itself: name another origin")
        return [*source.declare_lineage(self.lineage, _origins(world, self.lineage.relation))]


def _origins(world: World, relation: str) -> dict[UUID, set[UUID]]:
    """For each source, those that it takes from by the relation; empty for relations that may run in a circle."""
    origins: dict[UUID, set[UUID]] = {}
    if relation not in sources.ACYCLIC:
        return origins
    for event in world.log.of_topics(LineageDeclared.TOPIC, LineageWithdrawn.TOPIC):
        match event.body:
            case LineageDeclared(origin=origin, relation=declared) if declared == relation:
                origins.setdefault(event.stream, set()).add(origin)
            case LineageWithdrawn(origin=origin, relation=declared) if declared == relation:
                origins.setdefault(event.stream, set()).discard(origin)
            case _:
                pass
    return origins


class WithdrawLineage(SourceCommand, frozen=True, kw_only=True):
    """Say that a declared lineage was wrong."""

    NEEDS: ClassVar[Role] = Role.REVIEWER
    lineage: LineageWithdrawn

    def act(self, world: World, source: sources.Source) -> list[Event]:
        return [*source.withdraw_lineage(self.lineage)]


class RedactSource(SourceCommand, frozen=True, kw_only=True):
    """Make the source's sealed texts unreadable, for good. basis: the legal ground; authority: who ordered it."""

    NEEDS: ClassVar[Role] = Role.EDITOR
    OPERATOR_MAY: ClassVar[bool] = True
    basis: str
    authority: str

    def act(self, world: World, source: sources.Source) -> list[Event]:
        units = tuple(sorted(world.sealed_units(source.id) | {source_unit(source.id)}))
        return [*source.redact(SourceRedacted(units=units, basis=self.basis, authority=self.authority))]
