"""Lists that belong to one answer: counted at one moment, gone on with at no other."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import RowMapping, SelectBase, func, select

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.statistics.receipts import Receipts
from watchgraph_projections.views.pages import TIE, Listing, Owner
from watchgraph_schema.connections import Connection, ListPart
from watchgraph_schema.context import Reader
from watchgraph_schema.errors import ForeignCursorError
from watchgraph_schema.shown import LazyClaim, claim_of
from watchgraph_schema.times import day_text

NodeT = TypeVar("NodeT")
RowT = TypeVar("RowT")


class FixedPart(ListPart[NodeT]):
    """A part of a list that belongs to one answer: counted at one moment, it cannot be gone on with at another."""

    def _move(self, moment: Moment) -> None:
        here = self.reader.moment
        if (moment.day, moment.position) != (here.day, here.position):
            raise ForeignCursorError(
                "The numbers have been counted anew since that cursor was made: keep to one moment with `asOf`, "
                f"here recordedAt {moment.position} and validAt {day_text(moment.day)}"
            )


class Ledger:
    """The lists of claims of one answer, numbered as they come."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._keys: dict[Owner, Sequence[int]] = {}
        self._receipts = Receipts(self._keys)

    def claims(self, keys: Sequence[int]) -> Connection[LazyClaim]:
        """Answer with claims by key."""
        number = len(self._keys)
        self._keys[number] = keys
        return Connection(part=FixedPart(self.reader, self._receipts, claim_of, number))


@dataclass(frozen=True, slots=True, eq=False)
class FixedList(Listing[RowT]):
    """A list that is in memory already, shown with pages like any other. title: what cursors call it."""

    title: str
    items: Sequence[RowT]

    @property
    def list_name(self) -> str:
        return self.title

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        places = func.json_each(json.dumps(list(range(len(self.items))))).table_valued("value")
        return select(places.c.value.label(TIE))

    def row(self, values: RowMapping) -> RowT:
        return self.items[int(values[TIE])]


def fixed(
    reader: Reader, title: str, items: Sequence[RowT], node: Callable[[Reader, RowT], NodeT]
) -> Connection[NodeT]:
    """Answer with a list that is in memory already; the field's page arguments narrow it."""
    return Connection(part=FixedPart(reader, FixedList(title, items), node, None))
