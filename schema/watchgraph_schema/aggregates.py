"""Answers in numbers: over all and by group, with what was left out and why."""

from collections.abc import Sequence

import strawberry

from watchgraph.argument_places import at
from watchgraph_projections.catalogue.connections import ReadTimeoutError
from watchgraph_projections.statistics import answers
from watchgraph_projections.statistics.aggregates import aggregate as answered
from watchgraph_projections.statistics.aggregates import left_out
from watchgraph_projections.statistics.ends import place_of
from watchgraph_projections.statistics.errors import UnknownUniverseError
from watchgraph_projections.statistics.queries import Query
from watchgraph_projections.statistics.rules import Reason
from watchgraph_schema.claim_filters import WhereArgument
from watchgraph_schema.connections import Connection, paged
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.figures import Number
from watchgraph_schema.fixed_lists import AnswerPart, Ledger
from watchgraph_schema.node_ids import asked_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.receipts import Page, Under, UnderGroup
from watchgraph_schema.shown import LazyClaim, LazyEntity, shown_by_key

describe_enum(
    Reason, "Why a claim is left out of a number.", {each.name: each.text for each in Reason}, "ExclusionReason"
)


LISTING = 0.75
"""The part of the time left that what was left out may take to be listed."""
TOO_LONG = "What was left out takes too long to list: ask for `excluded` by itself, or narrow the question"


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
        """The value, where it is a year; of a quarter or month the year in which it lies."""
        return self.group.value.year

    @resolved
    def time(self) -> str | None:
        """The value, where it is a year, quarter or month, as EDTF: `2021`, `2021-33`, `2021-03`.

        EDTF numbers the quarters of a year 33 to 36.
        """
        return self.group.value.time

    @resolved
    def label(self) -> str | None:
        """The value in words; null where it is not known."""
        value = self.group.value
        return value.time or value.label or value.code

    @resolved
    def numbers(self) -> list[Number]:
        """One for a count; else one a currency or unit, and basis."""
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
    def claims(self, where: WhereArgument = None) -> Connection[LazyClaim]:
        """The claims."""
        return self.ledger.claims(self.excluded.claims, where)


@described
class Rule:
    """How it is decided what counts."""

    name: str = strawberry.field(description="Name and version; a number is comparable with others of the same.")
    text: str = strawberry.field(description="The rule in words.")


class GroupsPart(AnswerPart[AggregateGroup]):
    """A part of the groups of an answer."""

    def __init__(self, reader: Reader, query: Query, groups: Sequence[tuple[int, answers.Group]]) -> None:
        super().__init__(reader, "groups of an aggregate", (query, reader.without), range(len(groups)))
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
        """The numbers over all groups, each member once. One for a count; else one a unit and basis."""
        return [Number(number=each, under=self.under) for each in self.answer.numbers]

    @paged
    def groups(self) -> Connection[AggregateGroup]:
        """The numbers by group: largest first, times in order, what is not known last.

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
        """Whether a member stands in several groups, or would if what may be one is: they do not add up to the total.

        Of sums that are grouped by the time or a circumstance of their own claims: whether one can.
        """
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
    """Answer a question for numbers. Raises what `planned` does not know yet: UnknownUniverseError."""
    try:
        answer = reader.kept("aggregate", query, lambda: answered(reader.connection, reader.moment, query))
    except UnknownUniverseError as error:
        with at(*place_of(error.universe, query), error.lacking):
            raise
    return Aggregate(answer=answer, under=Under(reader, query))
