"""Connections: every list of the API, a page at a time."""

from collections.abc import Callable
from typing import Generic, TypeVar

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.extensions import FieldExtension
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from watchgraph_projections.views.pages import Listing, Owner
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import COMPILED, described, description_of, resolved
from watchgraph_schema.list_parts import LARGEST_PAGE, USUAL_PAGE, ListPart, Part
from watchgraph_schema.prices import TOTAL, costing

NodeT = TypeVar("NodeT")
RowT = TypeVar("RowT")


@described
class PageInfo:
    """Where a page lies in its list."""

    has_next_page: bool = strawberry.field(description="Whether items follow: ask again with `after: endCursor`.")
    has_previous_page: bool = strawberry.field(
        description="Whether items come before: ask again with `before: startCursor`."
    )
    start_cursor: str | None = strawberry.field(description="Cursor of the first item; null on an empty page.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last item; null on an empty page.")


@described
class Edge(Generic[NodeT]):
    """An item with its place in the list."""

    cursor: str = strawberry.field(
        description="Opaque place of the item: continues this list, in this order, as it stood when it was read."
    )
    node: NodeT = strawberry.field(description="The item.")


@described
class Connection(Generic[NodeT]):
    """A page of a list. Lists are never cut silently: `pageInfo` says whether there is more."""

    part: strawberry.Private[Part[NodeT]]

    @resolved
    async def edges(self) -> list[Edge[NodeT]]:
        """The items of this page, each with its cursor."""
        found = zip(await self.part.cursors(), (await self.part.items()).nodes, strict=True)
        return [Edge(cursor=cursor, node=node) for cursor, node in found]

    @resolved
    async def nodes(self) -> list[NodeT]:
        """The items of this page, without cursors."""
        return list((await self.part.items()).nodes)

    @resolved
    async def page_info(self) -> PageInfo:
        """Where this page lies in the list."""
        items, found = await self.part.items(), await self.part.cursors()
        return PageInfo(
            has_next_page=items.has_next,
            has_previous_page=items.has_previous,
            start_cursor=found[0] if found else None,
            end_cursor=found[-1] if found else None,
        )

    @costing(TOTAL)
    @resolved
    async def total_count(self) -> int:
        """How many items the whole list has, on all its pages."""
        return await self.part.count()


def listed(
    reader: Reader, listing: Listing[RowT], node: Callable[[Reader, RowT], NodeT], owner: Owner | None = None
) -> Connection[NodeT]:
    """Answer with a list; the field's page arguments narrow it."""
    return Connection(part=ListPart(reader, listing, node, owner))


_WORDS = (
    ("first", int | None, f"How many items from the start, 1 to {LARGEST_PAGE}; {USUAL_PAGE} where nothing is asked."),
    ("after", str | None, "Only items after the one with this cursor."),
    ("last", int | None, f"How many items from the end, 1 to {LARGEST_PAGE}; not together with `first`."),
    ("before", str | None, "Only items before the one with this cursor."),
)


PAGE_ARGUMENTS = tuple(name for name, _, _ in _WORDS)

_ARGUMENTS = [
    StrawberryArgument(
        python_name=name,
        graphql_name=None,
        type_annotation=StrawberryAnnotation(annotation),
        description=description,
        default=None,
    )
    for name, annotation, description in _WORDS
]


class Paged(FieldExtension):
    """Gives a field that answers with a connection its page arguments."""

    def apply(self, field: StrawberryField) -> None:
        """Add them; a field that several types inherit comes here once for each."""
        if _ARGUMENTS[0] not in field.arguments:
            field.arguments = [*field.arguments, *_ARGUMENTS]

    def resolve(  # noqa: PLR0913, PLR0917  # the page arguments are fixed by Relay
        self,
        next_: Callable[..., Connection[object]],
        source: object,
        info: strawberry.Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        **others: object,
    ) -> Connection[object]:
        connection = next_(source, info, **others)
        connection.part.narrow(first, after, last, before)
        return connection


def paged(resolver: Callable[..., object]) -> StrawberryField:
    """Make a field of a method that answers with `listed`. It only names the list, so it may be run on symbols.

    The field may be null: a page that cannot be given, for a wrong cursor or for want of time, takes nothing else away.
    """
    resolver.__annotations__["return"] = resolver.__annotations__["return"] | None
    made: StrawberryField = strawberry.field(
        description=description_of(resolver), extensions=[Paged()], metadata={COMPILED: True}
    )(resolver)
    return made
