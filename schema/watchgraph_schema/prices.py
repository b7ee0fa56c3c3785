"""What is dear to find, declared on its field: the prices stand in the schema, as `@cost`."""

from collections.abc import Callable
from typing import Final, NamedTuple

import strawberry
from graphql import GraphQLField
from strawberry.schema_directive import Location
from strawberry.types.field import StrawberryField

TOTAL: Final = 1
"""Points of counting a list below an item: an index leads to it."""
WHOLE_LIST: Final = 10
"""Points of going through a whole list, where nothing else is declared."""
ALL_CLAIMS: Final = 100
"""Points of going through all claims, of which there are ten times as many as of anything else."""
CONDITION: Final = 20
"""Points of each further condition that all of a list is compared with: the more a query has, the longer each takes."""
SEARCH: Final = 20
WALK: Final = 80
"""Points of a walk through the graph."""
NUMBERS: Final = 300
"""Points of a number with its receipts, or of what compares or surveys many of them."""
SURVEY: Final = 1_500
"""Points of looking through all that was imported, edition by edition."""
STEP: Final = 100
"""Points of each condition of a question for numbers beside the first, and of each step of its grouping."""
DEAR_STEP: Final = 500
"""Points of such a step where each thing counted has a day of its own (`asOf`), so that what is so is told for each
apart, or may be in many groups: a `span` of months or quarters has each in those that its date allows."""
ASKED_AGAIN: Final = frozenset(
    {
        "AggregateGroup",
        "ClaimDifference",
        "Comparison",
        "EntityMove",
        "MoneyTrail",
        "Path",
        "PredicateCoverage",
        "SearchHit",
        "Way",
    }
)
"""Types whose ids hold a question, which is asked again to find the item: NUMBERS and its steps, for each question."""
USUAL_LENGTH: Final = 5
"""Items that a list without pages is taken to have, where nothing else is declared."""


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    description="Points that finding the field costs each time, beside the values that it brings; a list is found "
    "once, however many items it has. wholeList: of going through all of a list that begins here, to count or to "
    f"filter it; {WHOLE_LIST} where nothing is said, and twice as many as of another moment than now. Each further "
    f"condition of its filter costs {CONDITION}, and likewise twice as many. steps: of each condition of a question "
    "for numbers beside the first, those in `that` and `or` among them, and of each step of its grouping; "
    f"{DEAR_STEP} where it is `asOf` a day of its own, or by `span` QUARTER or MONTH.",
)
class Cost:
    """Name and shape are those of IBM's specification of cost directives, for tools that know it."""

    weight: str
    whole_list: str | None = strawberry.UNSET
    steps: str | None = strawberry.UNSET


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    description="How many items a list without pages is taken to have when the cost of a query is told.",
)
class ListSize:
    """As above."""

    assumed_size: int


def costing(points: int, *, whole_list: int | None = None) -> Callable[[StrawberryField], StrawberryField]:
    """Declare the price of a field."""
    return _with(Cost(weight=str(points), whole_list=strawberry.UNSET if whole_list is None else str(whole_list)))


def costing_steps(points: int) -> Callable[[StrawberryField], StrawberryField]:
    """Declare the price of a question for numbers, which grows with what it is asked under."""
    return _with(Cost(weight=str(points), steps=str(STEP)))


def of_length(items: int) -> Callable[[StrawberryField], StrawberryField]:
    """Declare how long a list without pages is taken to be."""
    return _with(ListSize(assumed_size=items))


def _with(directive: object) -> Callable[[StrawberryField], StrawberryField]:
    def declared(field: StrawberryField) -> StrawberryField:
        field.directives = [*field.directives, directive]
        return field

    return declared


class Prices(NamedTuple):
    """own: points of finding a field. whole_list: of going through the list that it is.

    passes: whether the second is declared, so that a filter passes through all of a list though the field has no pages.
    by_steps: whether it is a question for numbers, which costs more the more it is asked under.
    """

    own: int = 0
    whole_list: int = WHOLE_LIST
    by_steps: bool = False
    passes: bool = False


def prices_of(field: GraphQLField) -> Prices:
    """What a field of the schema costs."""
    declared = next((each for each in _directives(field) if isinstance(each, Cost)), None)
    if declared is None:
        return Prices()
    whole = int(declared.whole_list or WHOLE_LIST)
    return Prices(int(declared.weight), whole, by_steps=bool(declared.steps), passes=bool(declared.whole_list))


def length_of(field: GraphQLField) -> int:
    """Items of a list without pages."""
    return next((each.assumed_size for each in _directives(field) if isinstance(each, ListSize)), USUAL_LENGTH)


def _directives(field: GraphQLField) -> tuple[object, ...]:
    declared = field.extensions.get("strawberry-definition")
    return tuple(declared.directives) if isinstance(declared, StrawberryField) else ()
