"""What changed between two moments: claims, merged entities and headline values, before and after."""

from dataclasses import replace
from typing import Annotated

import strawberry

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.claim_changes import (
    MoveList,
    MoveRow,
    headline_changes,
)
from watchgraph_projections.views.differences import About, DifferenceRow
from watchgraph_schema.arguments import AsOf
from watchgraph_schema.claim_differences import ClaimDifference, Compared, EntityMove, HeadlineDifference
from watchgraph_schema.claim_filters import ClaimWhere, claim_filter
from watchgraph_schema.connections import Connection, listed, paged
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described, described_input, resolved
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.known_editions import checked_dataset
from watchgraph_schema.known_ids import known_id
from watchgraph_schema.prices import SEARCH, costing
from watchgraph_schema.times import day_text


@described_input
class DiffAbout:
    """What a difference is about. Conditions add up; what is absent asks for nothing."""

    entity: strawberry.ID | None = strawberry.field(
        default=None,
        description=(
            "Id of what the claims are about, as subject or object, at either moment. What was said of another entity "
            "that was merged into it has not appeared, it has `MOVED`, and so has what went with one that was parted."
        ),
    )
    dataset: str | None = strawberry.field(default=None, description="Short name of the data set that states them.")
    where: ClaimWhere | None = strawberry.field(
        default=None, description="Which claims: the two lists hold those that meet this at their moment."
    )


FromArgument = Annotated[AsOf, strawberry.argument(name="from", description="The earlier moment, on either clock.")]
ToArgument = Annotated[
    AsOf | None, strawberry.argument(description="The later moment; today, as known now, if absent.")
]
AboutArgument = Annotated[DiffAbout | None, strawberry.argument(description="What it is about; everything if absent.")]


@described
class DiffMoment:
    """One of the two moments."""

    position: int = strawberry.field(description="Position of the log; `asOf(recordedAt:)` takes it.")
    day: str | None = strawberry.field(description="Day in the world; `asOf(validAt:)` takes it.")


@described
class Diff:
    """What changed between two moments."""

    asked: strawberry.Private[Compared]
    earlier: strawberry.Private[Reader]
    later: strawberry.Private[Reader]
    from_: DiffMoment = strawberry.field(name="from", description="The earlier moment, at the end of a commit.")
    to: DiffMoment = strawberry.field(description="The later moment, at the end of a commit.")

    @paged
    def claims(self) -> Connection[ClaimDifference]:
        """Every claim in which the two lists differ, in the order in which this log took them.

        The two lists are those of `claims` at the two moments, under the same conditions: all that is not here is alike
        in both.
        """
        return self.difference_list()

    def difference_list(self) -> Connection[ClaimDifference]:
        """The same, for whoever looks for one of them."""
        return listed(self.later, self.asked.listing, self._difference)

    @costing(SEARCH)
    @paged
    def entities(self) -> Connection[EntityMove]:
        """Entities that are shown as another than before: they were merged, or parted again."""
        return self.move_list()

    def move_list(self) -> Connection[EntityMove]:
        """The same, for whoever looks for one of them."""
        listing = MoveList(earlier=self.asked.earlier, entity=self.asked.about.entity)
        return listed(self.later, listing, self._move)

    @costing(SEARCH)
    @resolved
    def headlines(self) -> list[HeadlineDifference]:
        """Headline values of the entity that are others than before; none where no entity is named.

        Of those that claims give which `about` lets through, before or after.
        """
        moments = (self.earlier.moment, self.later.moment)
        found = headline_changes(self.later.connection, *moments, self.asked.about)
        return [HeadlineDifference(earlier=self.earlier, later=self.later, change=each) for each in found]

    def _earlier(self, later: Reader) -> Reader:
        """A cursor moves a list of now back to the moment of its first page: the earlier one goes with it."""
        return later.at(self.asked.listing.moments(later.moment)[0])

    def _difference(self, reader: Reader, row: DifferenceRow) -> ClaimDifference:
        return ClaimDifference(asked=self.asked, earlier=self._earlier(reader), later=reader, row=row)

    def _move(self, reader: Reader, row: MoveRow) -> EntityMove:
        return EntityMove(asked=self.asked, earlier=self._earlier(reader), later=reader, row=row)


def _moment(moment: Moment) -> DiffMoment:
    return DiffMoment(position=moment.position, day=day_text(moment.day))


def told_by(given: AsOf, later: Reader) -> AsOf:
    """Read the earlier moment: told as known at the later one where it names no position, or nothing would compare.

    Raises BadArgumentError where it names no moment at all.
    """
    if given.valid_at is None and given.recorded_at is None:
        raise BadArgumentError("`from` names no moment: give `recordedAt`, `validAt` or both")
    return given if given.recorded_at else AsOf(valid_at=given.valid_at, recorded_at=str(later.moment.position))


def compared_by(given: AsOf, earlier: Reader, later: Reader, about: DiffAbout | None) -> Compared:
    """Read the question. Raises BadArgumentError for what makes no sense together, and what `claim_filter` raises."""
    return Compared(
        earlier=replace(earlier.moment, now=False, unasked=False),
        about=_about(later, about or DiffAbout()),
        one_day=given.valid_at is None,
        one_position=given.recorded_at is None,
    )


def diff_of(later: Reader, asked: Compared) -> Diff:
    """Answer with what changed up to the moment of a reader. Raises BadArgumentError where that is the earlier."""
    moment, _ = asked.listing.moments(later.moment)
    if moment.position > later.moment.position:
        positions = f"{moment.position} and {later.moment.position}"
        raise BadArgumentError(f"`from` lies after `to` in recorded time ({positions}): turn them round")
    return Diff(asked=asked, earlier=later.at(moment), later=later, from_=_moment(moment), to=_moment(later.moment))


def _about(reader: Reader, about: DiffAbout) -> About:
    wanted = claim_filter(reader, about.where, "about.where")
    dataset = checked_dataset(reader, about.dataset, "about", "dataset")
    if dataset is not None and wanted.dataset not in {None, dataset}:
        raise BadArgumentError(f"`about`: data set {dataset} and claims of {wanted.dataset}: nothing is of both")
    return About(
        entity=known_id(reader, about.entity, "about.entity"),
        filter=wanted if dataset is None else replace(wanted, dataset=dataset),
    )
