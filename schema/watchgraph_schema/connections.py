"""Connections: every list of the API, a page at a time."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar, cast

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.extensions import FieldExtension
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.pages import Cut, Listing, Owner, Page, Place
from watchgraph_schema import cursors
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import COMPILED, described, description_of, resolved
from watchgraph_schema.errors import BadCursorError, ForeignCursorError, PageError, PageTooLargeError
from watchgraph_schema.prices import TOTAL, costing

NodeT = TypeVar("NodeT")
RowT = TypeVar("RowT")

USUAL_PAGE = 20
LARGEST_PAGE = 100


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Items(Generic[NodeT]):
    """The items of a part of a list, in the list's order, and where each stands."""

    nodes: Sequence[NodeT]
    places: Sequence[Place]
    has_previous: bool
    has_next: bool


class Part(ABC, Generic[NodeT]):
    """A part of one list, read when somebody looks at it.

    list_name: what cursors call the list and its order.
    """

    def __init__(self, reader: Reader, list_name: str) -> None:
        self.reader = reader
        self.list_name = list_name
        self.cut = Cut(size=USUAL_PAGE)
        self._items: Items[NodeT] | None = None

    async def items(self) -> Items[NodeT]:
        """Read it, once."""
        if self._items is None:
            self._items = await self._read()
        return self._items

    @abstractmethod
    async def _read(self) -> Items[NodeT]: ...

    @abstractmethod
    async def count(self) -> int:
        """How long the whole list is."""

    async def cursors(self) -> list[str]:
        """The cursors of the items."""
        places = (await self.items()).places
        return [cursors.write(self.list_name, self.reader.moment, place) for place in places]

    def narrow(self, first: int | None, after: str | None, last: int | None, before: str | None) -> None:
        """Take only a part. A cursor moves a list of now to the moment at which its first page was read.

        Raises PageError and what `cursors.read` raises.
        """
        size = _size(first, last)
        self.cut = Cut(size=size, after=self._place(after), before=self._place(before), backwards=last is not None)

    def _place(self, text: str | None) -> Place | None:
        if text is None:
            return None
        cursor = cursors.read(text)
        if cursor.list_name != self.list_name:
            raise ForeignCursorError(
                f"That cursor belongs to the list {cursor.list_name!r}, this is {self.list_name!r}: "
                "a cursor continues the list and the order that it was made by"
            )
        self._move(replace(self.reader.moment, day=cursor.day, position=cursor.position, now=False, unasked=False))
        return cursor.place

    def _move(self, moment: Moment) -> None:
        here = self.reader.moment
        if (moment.day, moment.position) == (here.day, here.position):
            return
        if moment.position > here.position:
            raise BadCursorError("That cursor is of a later moment than this list")
        if not here.unasked:
            raise ForeignCursorError("That cursor was made at another moment: keep `asOf` from page to page")
        self.reader = self.reader.at(moment)


class ListPart(Part[NodeT]):
    """A part of a list that the catalogue holds.

    node: makes an item of what a row says. owner: what the list hangs under; None for a list of its own.
    """

    def __init__(
        self, reader: Reader, listing: Listing[RowT], node: Callable[[Reader, RowT], NodeT], owner: Owner | None
    ) -> None:
        super().__init__(reader, listing.list_name)
        self.listing: Listing[object] = listing
        self.owner = owner
        # They hold no `self`: what held itself would stay, with its page, until the collector comes by.
        self._load: Callable[[Reader, Cut], Awaitable[Page]] = lambda shown, cut: shown.page(listing, cut, owner)
        self._count: Callable[[Reader], Awaitable[int]] = lambda shown: shown.count(listing, owner)
        self._node: Callable[[Reader, object], NodeT] = lambda shown, row: node(shown, cast("RowT", row))

    async def _read(self) -> Items[NodeT]:
        page = await self._load(self.reader, self.cut)
        nodes = [self._node(self.reader, self.listing.row(values)) for values in page.values]
        return Items(nodes=nodes, places=page.places, has_previous=page.has_previous, has_next=page.has_next)

    async def count(self) -> int:
        return await self._count(self.reader)

    def item(self, row: object) -> NodeT:
        """Make an item of a row of the list."""
        return self._node(self.reader, row)


def _size(first: int | None, last: int | None) -> int:
    if first is not None and last is not None:
        raise PageError("`first` and `last` together mean nothing: give one of them")
    size = USUAL_PAGE if first is None and last is None else first if first is not None else last
    if size is None or size < 1:
        raise PageError(f"A page has 1 to {LARGEST_PAGE} items; {size} were asked for")
    if size > LARGEST_PAGE:
        raise PageTooLargeError(f"A page has at most {LARGEST_PAGE} items; {size} were asked for")
    return size


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
    """Make a field of a method that answers with `listed`. It only names the list, so it may be run on symbols."""
    made: StrawberryField = strawberry.field(
        description=description_of(resolver), extensions=[Paged()], metadata={COMPILED: True}
    )(resolver)
    return made
