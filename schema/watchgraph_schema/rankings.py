"""Lists that are worked out rather than read: pages of a ranking, whose cursors say how far down it one is."""

from collections.abc import Callable, Sequence
from typing import Final

from watchgraph_projections.views.pages import Place
from watchgraph_schema.context import Reader
from watchgraph_schema.cursors import titled
from watchgraph_schema.errors import BadCursorError, TooMuchError
from watchgraph_schema.list_parts import LARGEST_PAGE, Items, NodeT, Part

MOST_RANKED: Final = LARGEST_PAGE**2
"""How far down a ranking one can look, and the longest that is counted or read from its end."""

Rank = Callable[[Reader, int], Sequence[NodeT]]
"""Gives the first so many items of a ranking at the moment of a reader."""


class Ranking(Part[NodeT]):
    """A part of a ranking.

    name, asked: the question and all that its ranking depends on but the moment: another question is another list.
    """

    def __init__(self, reader: Reader, name: str, asked: Sequence[object], rank: Rank[NodeT]) -> None:
        super().__init__(reader)
        self._named = name, (asked, reader.without)
        self._rank = rank
        self._best: Sequence[NodeT] = ()
        self._reached = 0

    @property
    def list_name(self) -> str:
        return titled(*self._named)

    async def count(self) -> int:
        return len(self._all())

    async def _read(self) -> Items[NodeT]:
        skipped, end = _rank_of(self.cut.after, 0), _rank_of(self.cut.before, MOST_RANKED + 1)
        if self.cut.backwards:
            upto = self._all() if self.cut.before is None else self._first(end - 1)
            start = max(skipped, len(upto) - self.cut.size)
            return _items(upto[start:], start, has_previous=start > skipped, has_next=self.cut.before is not None)
        upto = self._first(min(skipped + self.cut.size + 1, end - 1))[skipped:]
        more = len(upto) > self.cut.size
        return _items(upto[: self.cut.size], skipped, has_previous=skipped > 0, has_next=more)

    def _first(self, number: int) -> Sequence[NodeT]:
        if self._reached < number:
            self._best, self._reached = self._rank(self.reader, number), number
        return self._best[:number]

    def _all(self) -> Sequence[NodeT]:
        """The whole ranking. Raises TooMuchError where it is longer than we count."""
        found = self._first(MOST_RANKED + 1)
        if len(found) > MOST_RANKED:
            raise TooMuchError(f"More than {MOST_RANKED} answers: ask for less, or for the `first` of them only")
        return found


def _rank_of(place: Place | None, otherwise: int) -> int:
    """How far down a place is. Raises BadCursorError for one that is in no ranking."""
    if place is None:
        return otherwise
    if not isinstance(place.tie, int) or not 0 <= place.tie <= MOST_RANKED:
        raise BadCursorError("That is no cursor of this list")
    return place.tie


def _items(nodes: Sequence[NodeT], start: int, *, has_previous: bool, has_next: bool) -> Items[NodeT]:
    places = [Place(sort=None, tie=start + number) for number in range(1, len(nodes) + 1)]
    return Items(nodes=nodes, places=places, has_previous=has_previous, has_next=has_next)
