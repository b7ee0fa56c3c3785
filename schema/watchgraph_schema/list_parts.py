"""Parts of lists: what a page holds, and where its cursors lie."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar, cast

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.pages import Cut, Listing, Order, Owner, Page, Place, order_of
from watchgraph_schema import cursors
from watchgraph_schema.compiling.symbols import Symbol
from watchgraph_schema.context import Reader
from watchgraph_schema.errors import BadCursorError, ForeignCursorError, PageError, PageTooLargeError

NodeT = TypeVar("NodeT")
RowT = TypeVar("RowT")

USUAL_PAGE = 20
LARGEST_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Items(Generic[NodeT]):
    """The items of a part of a list, in the list's order, and where each stands."""

    nodes: Sequence[NodeT]
    places: Sequence[Place]
    has_previous: bool
    has_next: bool


class Part(ABC, Generic[NodeT]):
    """A part of one list, read when somebody looks at it.

    owner: what the list hangs under; None for a list of its own. marked: the owner that the cursors are of which the
    part was cut by.
    """

    def __init__(self, reader: Reader, owner: Owner | None = None) -> None:
        self.reader = reader
        self.owner = owner
        self.cut = Cut(size=USUAL_PAGE)
        self.marked: Owner | None = None
        self._items: Items[NodeT] | None = None

    @property
    @abstractmethod
    def list_name(self) -> str:
        """What cursors call the list: another filter or order makes another list."""

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
        places, name, moment = (await self.items()).places, self.list_name, self.reader.moment
        return [cursors.write(name, moment, place, self.owner) for place in places]

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
            raise ForeignCursorError(_foreign(cursor.list_name, self.list_name))
        if not self._has(cursor.place):
            raise BadCursorError(cursors.NO_CURSOR)
        self._own(cursor.owner)
        self._move(replace(self.reader.moment, day=cursor.day, position=cursor.position, now=False, unasked=False))
        return cursor.place

    def _has(self, _place: Place) -> bool:
        """Whether an item of the list could stand there."""
        return True

    def _own(self, owner: Owner | None) -> None:
        """Check what the list of a cursor hangs under; of a symbol only the database can."""
        known: object = self.owner
        if owner not in ({self.marked or owner} - {None} if isinstance(known, Symbol) else {known}):
            raise ForeignCursorError(
                "That cursor belongs to such a list of another thing: a cursor continues the list of what it was read "
                "under. Leave it out to begin here"
            )
        self.marked = owner

    def _move(self, moment: Moment) -> None:
        here = self.reader.moment
        if (moment.day, moment.position) == (here.day, here.position):
            return
        if moment.position > here.position:
            raise BadCursorError("That cursor is of a later moment than this list")
        if not here.unasked:
            raise ForeignCursorError("That cursor was made at another moment: keep `asOf` from page to page")
        self.reader = self.reader.at(moment)


_ORDERS: dict[tuple[type[Listing[object]], str], Order] = {}
"""What lists are in order of: as many as there are lists, and orders to read them in."""


class ListPart(Part[NodeT]):
    """A part of a list that the catalogue holds.

    node: makes an item of what a row says. owner: what the list hangs under; None for a list of its own.
    """

    def __init__(
        self, reader: Reader, listing: Listing[RowT], node: Callable[[Reader, RowT], NodeT], owner: Owner | None
    ) -> None:
        super().__init__(reader, owner)
        self.listing: Listing[object] = listing
        # They hold no `self`: what held itself would stay, with its page, until the collector comes by.
        self._load: Callable[[Reader, Cut], Awaitable[Page]] = lambda shown, cut: shown.page(listing, cut, owner)
        self._count: Callable[[Reader], Awaitable[int]] = lambda shown: shown.count(listing, owner)
        self._node: Callable[[Reader, object], NodeT] = lambda shown, row: node(shown, cast("RowT", row))

    @property
    def list_name(self) -> str:
        return cursors.title_of(self.listing, self.reader.without)

    def _has(self, place: Place) -> bool:
        named = type(self.listing), self.listing.list_name
        if named not in _ORDERS:
            _ORDERS[named] = order_of(self.listing, self.reader.moment, None if self.owner is None else ())
        return _ORDERS[named].has(place)

    async def _read(self) -> Items[NodeT]:
        page = await self._load(self.reader, self.cut)
        nodes = [self._node(self.reader, self.listing.row(values)) for values in page.values]
        return Items(nodes=nodes, places=page.places, has_previous=page.has_previous, has_next=page.has_next)

    async def count(self) -> int:
        return await self._count(self.reader)

    def item(self, row: object) -> NodeT:
        """Make an item of a row of the list."""
        return self._node(self.reader, row)


def _foreign(theirs: str, ours: str) -> str:
    """Say why a cursor of one list does not continue another: each is named by what it lists, and a digest."""
    (listed, _, _), (wanted, _, _) = theirs.rpartition(" "), ours.rpartition(" ")
    if listed == wanted:
        return (
            f"That cursor belongs to a list of {wanted} with other arguments: keep `where`, `order`, `descending`, "
            "`licence` and all else from page to page, or leave the cursor out to begin anew"
        )
    return (
        f"That cursor belongs to the list {listed!r}, this is {wanted!r}: "
        "a cursor continues the list and the order that it was made by"
    )


def _size(first: int | None, last: int | None) -> int:
    if first is not None and last is not None:
        raise PageError("`first` and `last` together mean nothing: give one of them")
    size = USUAL_PAGE if first is None and last is None else first if first is not None else last
    if size is None or size < 1:
        raise PageError(f"A page has 1 to {LARGEST_PAGE} items; {size} were asked for")
    if size > LARGEST_PAGE:
        raise PageTooLargeError(f"A page has at most {LARGEST_PAGE} items; {size} were asked for")
    return size
