"""Lists that are worked out rather than read: a page of a ranking, asked for by how far down it one is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Generic, TypeVar

from watchgraph_projections.views.pages import Place
from watchgraph_schema import cursors
from watchgraph_schema.connections import LARGEST_PAGE, USUAL_PAGE, PageInfo
from watchgraph_schema.context import Reader
from watchgraph_schema.errors import BadCursorError, ForeignCursorError, PageError, PageTooLargeError

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Generic[ItemT]):
    """A page of a ranking. start: how many items come before. reader: reads at the moment of the ranking."""

    reader: Reader
    list_name: str
    start: int
    items: tuple[ItemT, ...]
    more: bool

    def cursors(self) -> list[str]:
        """The cursor of each item."""
        moment = self.reader.moment
        ranks = range(self.start + 1, self.start + len(self.items) + 1)
        return [cursors.write(self.list_name, moment, Place(sort=None, tie=rank)) for rank in ranks]

    def page_info(self) -> PageInfo:
        """Where the page lies."""
        found = self.cursors()
        return PageInfo(
            has_next_page=self.more,
            has_previous_page=self.start > 0,
            start_cursor=found[0] if found else None,
            end_cursor=found[-1] if found else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A ranking and the page of it that is wanted. asked: all that the ranking depends on but the moment."""

    name: str
    asked: Sequence[object]
    first: int = USUAL_PAGE
    after: str | None = None

    @property
    def list_name(self) -> str:
        """What cursors call it: another question is another list."""
        return f"{self.name} {blake2b(repr(self.asked).encode(), digest_size=6).hexdigest()}"


def window(reader: Reader, question: Question, rank: Callable[[Reader, int], Sequence[ItemT]]) -> Window[ItemT]:
    """Work out a page. rank: gives the first so many items.

    A cursor takes a ranking of now back to the moment of its first page.
    Raises PageError, BadCursorError, ForeignCursorError and what `rank` raises.
    """
    if question.first < 1:
        raise PageError(f"A page has 1 to {LARGEST_PAGE} items; {question.first} were asked for")
    if question.first > LARGEST_PAGE:
        raise PageTooLargeError(f"A page has at most {LARGEST_PAGE} items; {question.first} were asked for")
    reader, start = _place(reader, question)
    items = tuple(rank(reader, start + question.first + 1))[start:]
    return Window(
        reader=reader,
        list_name=question.list_name,
        start=start,
        items=items[: question.first],
        more=len(items) > question.first,
    )


def _place(reader: Reader, question: Question) -> tuple[Reader, int]:
    if question.after is None:
        return reader, 0
    cursor = cursors.read(question.after)
    rank = cursor.place.tie
    if cursor.list_name != question.list_name:
        raise ForeignCursorError("That cursor belongs to another question: keep the arguments from page to page")
    if not isinstance(rank, int) or not 0 < rank < LARGEST_PAGE**2 or cursor.position > reader.moment.position:
        raise BadCursorError("That is no cursor of this list")
    if (cursor.day, cursor.position) == (reader.moment.day, reader.moment.position):
        return reader, rank
    if not reader.moment.unasked:
        raise ForeignCursorError("That cursor was made at another moment: keep `asOf` from page to page")
    return reader.at(replace(reader.moment, day=cursor.day, position=cursor.position, now=False, unasked=False)), rank
