"""Numbers in pairs: what is certain and what is possible, with the claims under them and what was left out."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import strawberry

from watchgraph_projections.catalogue.connections import ReadTimeoutError
from watchgraph_projections.statistics import answers
from watchgraph_projections.statistics.aggregates import aggregate as answered
from watchgraph_projections.statistics.aggregates import left_out, receipts, receipts_of
from watchgraph_projections.statistics.answers import Receipts
from watchgraph_projections.statistics.queries import Query
from watchgraph_projections.statistics.rules import Reason, Step
from watchgraph_schema.connections import Connection, paged
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.fixed_lists import AnswerPart, Ledger
from watchgraph_schema.node_ids import asked_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.shown import LazyClaim, LazyEntity, shown_by_key

describe_enum(
    Reason, "Why a claim is left out of a number.", {each.name: each.text for each in Reason}, "ExclusionReason"
)
describe_enum(
    Step,
    "How doubtful a part of a number is. A member with several doubts has the largest; they stand in this order.",
    {each.name: each.text for each in Step},
    name="Doubt",
)


LISTING = 0.75
"""The part of the time left that what was left out may take to be listed."""
TOO_LONG = "What was left out takes too long to list: ask for `excluded` by itself, or narrow the question"


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


class Under:
    """The claims under the numbers over all groups, looked up when one of them is asked for."""

    def __init__(self, reader: Reader, query: Query) -> None:
        self.reader = reader
        self.query = query

    @cached_property
    def receipts(self) -> Receipts:
        """Their keys, by kind and step."""
        return self.reader.kept(
            "receipts", self.query, lambda: receipts(self.reader.connection, self.reader.moment, self.query)
        )

    def claims(self, keys: Sequence[int]) -> Connection[LazyClaim]:
        """Answer with claims by key."""
        return Ledger(self.reader).claims(keys)


class Page:
    """Groups that are shown together: the claims under their numbers are looked up together."""

    def __init__(self, reader: Reader, query: Query, buckets: Sequence[str]) -> None:
        self.reader = reader
        self._query = query
        self._buckets = buckets

    @cached_property
    def receipts(self) -> Mapping[str, Receipts]:
        """Their keys, by group."""
        return self.reader.kept(
            "receipts of groups",
            (self._query, self._buckets),
            lambda: receipts_of(self.reader.connection, self.reader.moment, self._query, self._buckets),
        )


class UnderGroup(Under):
    """The claims under the numbers of one group of a page."""

    def __init__(self, page: Page, query: Query, bucket: str) -> None:
        super().__init__(page.reader, query)
        self._page = page
        self._bucket = bucket

    @cached_property
    def receipts(self) -> Receipts:
        return self._page.receipts[self._bucket]


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
    def claims(self) -> Connection[LazyClaim]:
        """The claims that it rests on."""
        return self.under.claims(self.under.receipts.certain(self.number.kind))


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
    def claims(self) -> Connection[LazyClaim]:
        """The claims under the members that come in."""
        return self.under.claims(self.under.receipts.added(self.kind, self.increment.step))


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
    def claims(self) -> Connection[LazyClaim]:
        """All claims that it rests on, those of the certain number among them."""
        return self.under.claims(self.under.receipts.possible(self.number.kind))


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
        """Price basis: nominal, or constant with its year; null for what is no money."""
        return self.number.kind.basis

    @resolved
    def certain(self) -> CertainNumber:
        """What is certain."""
        return CertainNumber(number=self.number, under=self.under)

    @resolved
    def possible(self) -> PossibleNumber:
        """What is possible."""
        return PossibleNumber(number=self.number, under=self.under)


@described
class AggregateGroup(Node):
    """The numbers of those that share a value. A group without entity, code and year holds those of unknown value."""

    group: strawberry.Private[answers.Group]
    under: strawberry.Private[Under]
    query: strawberry.Private[Query]
    place: strawberry.Private[int]

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return asked_id("AggregateGroup", self.query, self.under.reader.moment, self.place)

    @resolved
    async def entity(self) -> LazyEntity | None:
        """The value, where it is an entity."""
        return await shown_by_key(self.under.reader, self.group.value.key)

    @resolved
    def code(self) -> str | None:
        """The value, where it is a code."""
        return self.group.value.code

    @resolved
    def year(self) -> int | None:
        """The value, where it is a year."""
        return self.group.value.year

    @resolved
    def label(self) -> str | None:
        """The value in words; null where it is not known."""
        value = self.group.value
        return str(value.year) if value.year is not None else value.label or value.code

    @resolved
    def numbers(self) -> list[Number]:
        """One for a count; else one a currency or unit, and price basis."""
        return [Number(number=each, under=self.under) for each in self.group.numbers]


@described
class Excluded:
    """Claims that speak to the question and were left out for one reason."""

    excluded: strawberry.Private[answers.Excluded]
    ledger: strawberry.Private[Ledger]

    @resolved
    def reason(self) -> Reason:
        """Why."""
        return self.excluded.reason

    @resolved
    def text(self) -> str:
        """Why, in words."""
        return self.excluded.reason.text

    @resolved
    def count(self) -> int:
        """How many claims."""
        return len(self.excluded.claims)

    @paged
    def claims(self) -> Connection[LazyClaim]:
        """The claims."""
        return self.ledger.claims(self.excluded.claims)


@described
class Rule:
    """How it is decided what counts."""

    name: str = strawberry.field(description="Name and version; a number is comparable with others of the same.")
    text: str = strawberry.field(description="The rule in words.")


class GroupsPart(AnswerPart[AggregateGroup]):
    """A part of the groups of an answer."""

    def __init__(self, reader: Reader, query: Query, groups: Sequence[tuple[int, answers.Group]]) -> None:
        super().__init__(reader, "groups of an aggregate", range(len(groups)))
        self._query = query
        self._groups = groups

    async def _nodes(self, start: int, end: int) -> Sequence[AggregateGroup]:
        shown = self._groups[start:end]
        page = Page(self.reader, self._query, [group.bucket for _, group in shown])
        return [
            AggregateGroup(
                group=group, under=UnderGroup(page, self._query, group.bucket), query=self._query, place=place
            )
            for place, group in shown
        ]


@described
class Aggregate:
    """An answer in numbers: each a pair, each with the claims under it, and what was left out with the reasons."""

    answer: strawberry.Private[answers.Answer]
    under: strawberry.Private[Under]

    @resolved
    def numbers(self) -> list[Number]:
        """The numbers over all groups, each member once. One for a count; else one a unit and price basis."""
        return [Number(number=each, under=self.under) for each in self.answer.numbers]

    @paged
    def groups(self) -> Connection[AggregateGroup]:
        """The numbers by group: largest first, years in order, what is not known last.

        Of sums in several currencies, units or price bases, those are compared that most members have; groups without
        such a number follow.
        """
        return self.group_list()

    def group_list(self) -> Connection[AggregateGroup]:
        """The same, for whoever looks for one of them."""
        groups = list(enumerate(self.answer.groups))
        return Connection(part=GroupsPart(self.under.reader, self.under.query, groups))

    @resolved
    def overlapping(self) -> bool:
        """Whether one member can stand in several groups, which then do not add up to the number over all."""
        return self.answer.overlapping

    @resolved
    def without_number(self) -> int:
        """For sums and the like: members that bring no number, since none is stated of them."""
        return self.answer.without_number

    @resolved
    def excluded(self) -> list[Excluded] | None:
        """What speaks to the question, about what meets its other conditions, and does not count, by reason.

        Null, with an error, where that takes most of the time that one request has: the numbers stand without it.
        """
        reader, query = self.under.reader, self.under.query
        try:
            with reader.sparing(LISTING):
                found = reader.kept("left out", query, lambda: left_out(reader.connection, reader.moment, query))
        except ReadTimeoutError as error:
            raise ReadTimeoutError(TOO_LONG) from error
        return [Excluded(excluded=each, ledger=Ledger(reader)) for each in found]

    @resolved
    def planned(self) -> bool:
        """Whether what is counted is planned, not there. Plans are never added to what exists."""
        return self.answer.planned

    @resolved
    def definition(self) -> str:
        """The question in words: what is counted, under which conditions, of which claims, on which day.

        A condition or a grouping that looks at other claims than the whole question says at which.
        """
        return self.answer.definition

    @resolved
    def rule(self) -> Rule:
        """How it is decided what counts."""
        return Rule(name=self.answer.rule, text=self.answer.rule_text)


def aggregate(reader: Reader, query: Query) -> Aggregate:
    """Answer a question for numbers."""
    answer = reader.kept("aggregate", query, lambda: answered(reader.connection, reader.moment, query))
    return Aggregate(answer=answer, under=Under(reader, query))
