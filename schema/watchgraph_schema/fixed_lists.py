"""Lists that belong to one answer: in memory, counted at one moment, gone on with at no other."""

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.claims import such_of
from watchgraph_projections.views.pages import Cut, Place
from watchgraph_schema.claim_filters import ClaimWhere, claim_filter
from watchgraph_schema.connections import Connection
from watchgraph_schema.context import Reader
from watchgraph_schema.cursors import titled
from watchgraph_schema.errors import BadCursorError, ForeignCursorError
from watchgraph_schema.list_parts import Items, Part
from watchgraph_schema.shown import LazyClaim, LazyEntity, claim_of, shown
from watchgraph_schema.times import day_text

NodeT = TypeVar("NodeT")
RowT = TypeVar("RowT")


class _Range(NamedTuple):
    """Where a part lies in its list; end is the first place after it."""

    start: int
    end: int
    has_previous: bool
    has_next: bool


class AnswerPart(Part[NodeT]):
    """A part of a list of one answer.

    title, asked: what is listed, and all that decides what is in it but the moment. ties: what tells its items apart,
    rising: their place, or a key.
    """

    def __init__(self, reader: Reader, title: str, asked: object, ties: Sequence[int]) -> None:
        super().__init__(reader)
        self._named = title, asked
        self._ties = ties

    @property
    def list_name(self) -> str:
        return titled(*self._named)

    async def _read(self) -> Items[NodeT]:
        found = _range(self._ties, self.cut)
        ties = self._ties[found.start : found.end]
        return Items(
            nodes=await self._nodes(found.start, found.end),
            places=[Place(sort=None, tie=tie) for tie in ties],
            has_previous=found.has_previous,
            has_next=found.has_next,
        )

    @abstractmethod
    async def _nodes(self, start: int, end: int) -> Sequence[NodeT]:
        """The items from one place up to another."""

    async def count(self) -> int:
        return len(self._ties)

    def _move(self, moment: Moment) -> None:
        here = self.reader.moment
        if (moment.day, moment.position) != (here.day, here.position):
            raise ForeignCursorError(
                "The numbers have been counted anew since that cursor was made: keep to one moment with `asOf`, "
                f"here recordedAt {moment.position} and validAt {day_text(moment.day)}"
            )


class FixedPart(AnswerPart[NodeT]):
    """A part of items that are all there."""

    def __init__(
        self,
        reader: Reader,
        named: tuple[str, object],
        items: Sequence[RowT],
        node: Callable[[Reader, RowT], NodeT],
    ) -> None:
        super().__init__(reader, *named, range(len(items)))
        # It holds no `self`: what held itself would stay, with all its items, until the collector comes by.
        self._made: Callable[[Reader, int, int], Sequence[NodeT]] = lambda reading, start, end: [
            node(reading, item) for item in items[start:end]
        ]

    async def _nodes(self, start: int, end: int) -> Sequence[NodeT]:
        return self._made(self.reader, start, end)


class _Ends:
    """What tells the keys under one number from those under another, looked at only where a cursor is."""

    def __init__(self, keys: Sequence[int]) -> None:
        self._keys = keys

    def __repr__(self) -> str:
        return f"{len(self._keys)} from {self._keys[:1]} to {self._keys[-1:]}"


class ReceiptsPart(AnswerPart[LazyClaim]):
    """A part of the claims under a number: of all such lists that are looked at in one turn, read together."""

    def __init__(self, reader: Reader, keys: Sequence[int]) -> None:
        super().__init__(reader, "claims under a number", _Ends(keys), keys)

    async def _nodes(self, start: int, end: int) -> Sequence[LazyClaim]:
        rows = await self.reader.claims.load_many(self._ties[start:end])
        return [claim_of(self.reader, row) for row in rows if row is not None]


class MembersPart(AnswerPart[LazyEntity]):
    """A part of the entities that a number is made of, read together likewise."""

    def __init__(self, reader: Reader, keys: Sequence[int]) -> None:
        super().__init__(reader, "entities under a number", _Ends(keys), keys)

    async def _nodes(self, start: int, end: int) -> Sequence[LazyEntity]:
        rows = await self.reader.entities.load_many(self._ties[start:end])
        return [shown(self.reader, row) for row in rows if row is not None]


class Ledger:
    """The lists of claims and entities of one answer."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def claims(self, keys: Sequence[int], where: ClaimWhere | None = None) -> Connection[LazyClaim]:
        """Answer with claims by key, or with those of them that are wanted, in order. Raises what a filter raises."""
        if where is not None:
            keys = such_of(self.reader.connection, self.reader.moment, keys, claim_filter(self.reader, where))
        return Connection(part=ReceiptsPart(self.reader, keys))

    def entities(self, keys: Sequence[int]) -> Connection[LazyEntity]:
        """Answer with entities by key, in order."""
        return Connection(part=MembersPart(self.reader, keys))


def fixed(
    reader: Reader, named: tuple[str, object], items: Sequence[RowT], node: Callable[[Reader, RowT], NodeT]
) -> Connection[NodeT]:
    """Answer with a list that is in memory already; the field's page arguments narrow it.

    named: what is listed, and all that decides what is in it but the moment: for cursors.
    """
    return Connection(part=FixedPart(reader, named, items, node))


def _range(ties: Sequence[int], cut: Cut) -> _Range:
    low = 0 if cut.after is None else bisect_right(ties, _tie(cut.after))
    high = len(ties) if cut.before is None else max(low, bisect_left(ties, _tie(cut.before)))
    if cut.backwards:
        start = max(low, high - cut.size)
        return _Range(start, high, has_previous=start > low, has_next=cut.before is not None)
    end = min(high, low + cut.size)
    return _Range(low, end, has_previous=cut.after is not None, has_next=end < high)


def _tie(place: Place) -> int:
    """Raises BadCursorError for a place that is in no such list."""
    if not isinstance(place.tie, int):
        raise BadCursorError("That is no cursor of this list")
    return place.tie
