"""Numbers in pairs: what is certain and what is possible, each with the claims and entities under it."""

import strawberry

from watchgraph_projections.statistics import answers
from watchgraph_projections.statistics.rules import Step
from watchgraph_schema.claim_filters import WhereArgument
from watchgraph_schema.connections import Connection, paged
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.judgements import Judgement
from watchgraph_schema.open_pairs import open_pairs
from watchgraph_schema.receipts import Under
from watchgraph_schema.shown import LazyClaim, LazyEntity

describe_enum(
    Step,
    "How doubtful a part of a number is. A member with several doubts has the largest; they stand in this order.",
    {each.name: each.text for each in Step},
    name="Doubt",
)


@described
class Figure:
    """A number as exact decimal text. Where only bounds are known `value` is null."""

    value: str | None = strawberry.field(description="The number; null where it is a range.")
    low: str | None = strawberry.field(description="The lowest that it can be; null where that is open.")
    high: str | None = strawberry.field(description="The highest that it can be; null where that is open.")


def figure(found: answers.Figure) -> Figure:
    """Show a figure."""
    return Figure(value=found.value, low=found.low, high=found.high)


@described
class CarriedForward:
    """What was last seen before the day and is taken to go on, since nothing says that it ended."""

    count: int = strawberry.field(description="How many members of the certain number.")
    oldest: str | None = strawberry.field(description="When the oldest of them was last seen (EDTF).")


@described
class CertainNumber:
    """Accepted, undisputed, and on the day surely so or last known so."""

    number: strawberry.Private[answers.Number]
    under: strawberry.Private[Under]

    @resolved
    def figure(self) -> Figure:
        """The number."""
        return figure(self.number.certain)

    @resolved
    def members(self) -> int:
        """How many entities, or statements, it is made of."""
        return self.number.members

    @resolved
    def carried_forward(self) -> CarriedForward:
        """How much of it rests on what was seen before the day."""
        carried = self.number.carried_forward
        return CarriedForward(count=carried.count, oldest=carried.oldest)

    @paged
    def claims(self, where: WhereArgument = None) -> Connection[LazyClaim]:
        """The claims that it rests on."""
        return self.under.claims(self.under.receipts.certain(self.number.kind), where)

    @paged
    def entities(self) -> Connection[LazyEntity]:
        """The entities that it is made of, each once; of statements, those that they are about."""
        return self.under.entities(self.under.members.certain(self.number.kind))


@described
class Increment:
    """One step from the certain number to the possible one."""

    increment: strawberry.Private[answers.Increment]
    kind: strawberry.Private[answers.Kind]
    under: strawberry.Private[Under]

    @resolved
    def doubt(self) -> Step:
        """The doubt that this step leaves aside."""
        return self.increment.step

    @resolved
    def added(self) -> int:
        """How many members come in with it."""
        return self.increment.added

    @resolved
    def figure(self) -> Figure:
        """The number with them and all before."""
        return figure(self.increment.figure)

    @paged
    def claims(self, where: WhereArgument = None) -> Connection[LazyClaim]:
        """The claims under the members that come in."""
        return self.under.claims(self.under.receipts.added(self.kind, self.increment.step), where)

    @paged
    def entities(self) -> Connection[LazyEntity]:
        """The entities that come in, or bring more of what is counted."""
        return self.under.entities(self.under.members.added(self.kind, self.increment.step))

    @paged
    def open_pairs(self) -> Connection[Judgement]:
        """Of MAY_BE_ONE the pairs that judgements leave open: what comes in, and what each may be the same as.

        What it may be the same as is not always counted itself: two that are may both be one with a third that is not.
        """
        may_be_one = self.increment.step is Step.MAY_BE_ONE
        return open_pairs(self.under.reader, self.under.members.added(self.kind, Step.MAY_BE_ONE) if may_be_one else ())


@described
class PossibleNumber:
    """The certain number and what may have to be added. It is no upper bound of a mean or a median."""

    number: strawberry.Private[answers.Number]
    under: strawberry.Private[Under]

    @resolved
    def figure(self) -> Figure:
        """The number with all steps."""
        return figure(self.number.possible)

    @resolved
    def steps(self) -> list[Increment]:
        """The steps that add something, the smallest doubt first."""
        return [Increment(increment=each, kind=self.number.kind, under=self.under) for each in self.number.steps]

    @paged
    def claims(self, where: WhereArgument = None) -> Connection[LazyClaim]:
        """All claims that it rests on, those of the certain number among them."""
        return self.under.claims(self.under.receipts.possible(self.number.kind), where)

    @paged
    def entities(self) -> Connection[LazyEntity]:
        """All entities that it is made of, those of the certain number among them."""
        return self.under.entities(self.under.members.possible(self.number.kind))


@described
class Number:
    """One number as a pair: what is certain, and what is possible."""

    number: strawberry.Private[answers.Number]
    under: strawberry.Private[Under]

    @resolved
    def unit(self) -> str | None:
        """Currency (ISO 4217) or unit; null for a count."""
        return self.number.kind.unit

    @resolved
    def basis(self) -> str | None:
        """Price basis of money: nominal, or constant with its year. Of a rate or count what it is of, as a code."""
        return self.number.kind.basis

    @resolved
    def certain(self) -> CertainNumber:
        """What is certain."""
        return CertainNumber(number=self.number, under=self.under)

    @resolved
    def possible(self) -> PossibleNumber:
        """What is possible."""
        return PossibleNumber(number=self.number, under=self.under)
