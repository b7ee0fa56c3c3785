"""Commands about contributors, data sets and searches."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from watchgraph.domain import contributors, coverages, datasets
from watchgraph.domain.contributors import Role
from watchgraph.domain.errors import UnknownContributorError
from watchgraph.domain.events.coverages import CoverageDeclared
from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.identifiers import coverage_id, dataset_id
from watchgraph.domain.units import contributor_unit
from watchgraph.ledger.base import Command
from watchgraph.ledger.world import Decision, World


class RegisterContributor(Command, frozen=True, kw_only=True):
    """Let somebody act. contributor: a new random id; who that is stands nowhere in the log."""

    NEEDS: ClassVar[Role] = Role.EDITOR
    OPERATOR_MAY: ClassVar[bool] = True
    contributor: UUID
    roles: tuple[str, ...]

    def decide(self, world: World) -> Decision:
        body = contributors.register(self.roles)
        known = world.contributor(self.contributor)
        if known is None:
            world.check_free(self.contributor)
        return world.decided(self.contributor, [body] if known is None else known.register_again(body.roles))


class EraseContributor(Command, frozen=True, kw_only=True):
    """Forget somebody; their acts stay under the opaque id, and they cannot act any more."""

    NEEDS: ClassVar[Role] = Role.EDITOR
    OPERATOR_MAY: ClassVar[bool] = True
    contributor: UUID

    def decide(self, world: World) -> Decision:
        known = world.contributor(self.contributor)
        if known is None:
            raise UnknownContributorError(f"there is no contributor {self.contributor}")
        return world.decided(self.contributor, known.erase((contributor_unit(self.contributor),)))


class RegisterDataset(Command, frozen=True, kw_only=True):
    """Make a publisher's continuing database known."""

    NEEDS: ClassVar[Role] = Role.EDITOR
    OPERATOR_MAY: ClassVar[bool] = True
    dataset: DatasetRegistered

    def decide(self, world: World) -> Decision:
        body = datasets.check(self.dataset)
        stream = dataset_id(body.slug)
        known = world.dataset(stream)
        return world.decided(stream, [body] if known is None else known.register_again(body))


class DeclareCoverage(Command, frozen=True, kw_only=True):
    """Record a search and what came of it."""

    coverage: CoverageDeclared

    def streams(self) -> Iterable[UUID | None]:
        return (self.coverage.place,)

    def decide(self, world: World) -> Decision:
        body = coverages.check(self.coverage)
        world.entity(body.place)
        stream = coverage_id(body.place, body.topic, body.from_date, body.to_date)
        known = world.coverage(stream)
        return world.decided(stream, [body] if known is None else known.declare_again(body))
