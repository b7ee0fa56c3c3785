"""Lists read a page at a time: from a place in the order on, never by counting rows from the start."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    RowMapping,
    Select,
    SelectBase,
    String,
    and_,
    func,
    or_,
    select,
)
from sqlalchemy.types import TypeEngine

from watchgraph_projections.catalogue.moments import Moment

RowT = TypeVar("RowT")
RowT_co = TypeVar("RowT_co", covariant=True)
Owner = int | str
"""What a list hangs under: the key of an entity, claim or source, or the name of a stream or data set."""

OWNER, SORT, TIE = "list_owner", "list_sort", "list_tie"
"""Columns that every listing selects beside those of its rows. A list without owners selects none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a row stands: the value that the list is sorted by (None sorts lowest), then what tells equals apart."""

    sort: int | str | None
    tie: int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The part of a list that is asked for. backwards: the last rows before `before`, still in the list's order."""

    size: int
    after: Place | None = None
    before: Place | None = None
    backwards: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Rows in the list's order, as `Listing.row` reads them, with the place of each."""

    values: tuple[RowMapping, ...] = ()
    places: tuple[Place, ...] = ()
    has_previous: bool = False
    has_next: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a list is in order of: the types of SORT, None where it has none, and of TIE."""

    sort: TypeEngine[object] | None
    tie: TypeEngine[object]

    def has(self, place: Place) -> bool:
        """Whether a row could stand there; else the database may refuse even to compare."""
        return _may_be(self.tie, place.tie) and (self.sort is None or _may_be(self.sort, place.sort, null=True))


def _may_be(type_: TypeEngine[object], value: int | str | None, *, null: bool = False) -> bool:
    if value is None:
        return null
    match type_:
        case String():
            return isinstance(value, str) and "\0" not in value
        case Integer():
            bits = 63 if isinstance(type_, BigInteger) else 31
            return isinstance(value, int) and -(2**bits) <= value < 2**bits
        case _:
            return True


class Listing(ABC, Generic[RowT_co]):
    """One list and its filters. Listings are frozen dataclasses: equal ones are one list, and are read together.

    name: the usual `list_name`. has_sort: the usual `sorts`.
    """

    name: ClassVar[str] = ""
    has_sort: ClassVar[bool] = False

    @property
    def list_name(self) -> str:
        """What cursors call it."""
        return self.name

    @property
    def lasting(self) -> "Listing[RowT_co]":
        """The list as its cursors know it: without what differs only by when it is asked for."""
        return self

    @property
    def sorts(self) -> bool:
        """Whether it selects a SORT column; otherwise TIE alone orders."""
        return self.has_sort

    @property
    def descending(self) -> bool:
        """Whether the list runs from the highest sort value, and among equals the highest tie, downwards."""
        return False

    @abstractmethod
    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        """Select TIE, SORT where the list has one, OWNER where owners are given, and the columns of the rows."""

    def beside(self, moment: Moment) -> Sequence[ColumnElement[object]]:
        """More columns of the tables that `select` reads: what else is known of each row, for whoever asks for it."""
        return ()

    def counted(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        """Select as many rows to count them, at least TIE, and OWNER where owners are given."""
        return self.select(moment, owners)

    @abstractmethod
    def row(self, values: RowMapping) -> RowT_co:
        """Read one row."""


def read_page(connection: Connection, listing: Listing[RowT], moment: Moment, cut: Cut) -> Page:
    """Read a part of a list that stands alone: one statement."""
    rows = Rows(listing.select(moment, None), listing)
    return _page(connection.execute(rows.part(cut)).mappings(), listing, cut)


def read_pages(
    connection: Connection, listing: Listing[RowT], moment: Moment, cut: Cut, owners: Sequence[Owner]
) -> Mapping[Owner, Page]:
    """Read the same part of the list of each owner: one statement however many owners.

    An owner whose part is empty is left out.
    """
    rows = Rows(listing.select(moment, owners), listing)
    statement = rows.part(cut) if len(owners) == 1 else rows.part_of_each(cut)
    found: dict[Owner, list[RowMapping]] = {}
    for values in connection.execute(statement).mappings():
        found.setdefault(values[OWNER], []).append(values)
    return {owner: _page(values, listing, cut) for owner, values in found.items()}


def count(connection: Connection, listing: Listing[RowT], moment: Moment) -> int:
    """Count a list that stands alone."""
    rows = listing.counted(moment, None).subquery()
    return connection.execute(select(func.count()).select_from(rows)).scalar_one()


def counts(
    connection: Connection, listing: Listing[RowT], moment: Moment, owners: Sequence[Owner]
) -> Mapping[Owner, int]:
    """Count the list of each owner; owners without rows are left out."""
    rows = listing.counted(moment, owners).subquery()
    statement = select(rows.c[OWNER], func.count()).group_by(rows.c[OWNER])
    return {row[0]: row[1] for row in connection.execute(statement)}


def order_of(listing: Listing[object], moment: Moment, owners: Sequence[Owner] | None) -> Order:
    """What a list is in order of; the same for all lists of its type and `list_name`."""
    columns = listing.select(moment, owners).selected_columns
    return Order(sort=columns[SORT].type if listing.sorts else None, tie=columns[TIE].type)


class Rows(Generic[RowT]):
    """What a listing selects, to be cut. Only what is put together of several selects is wrapped into another."""

    def __init__(self, found: SelectBase, listing: Listing[RowT]) -> None:
        self._listing = listing
        if isinstance(found, Select):
            self._statement, columns = found, found.selected_columns
        else:
            rows = found.subquery()
            self._statement, columns = select(rows), rows.c
        self._tie: ColumnElement[object] = columns[TIE]
        self._sort: ColumnElement[object] | None = columns[SORT] if listing.sorts else None
        self._owner: ColumnElement[object] | None = columns.get(OWNER)

    def part(self, cut: Cut) -> Select[*tuple[object, ...]]:
        """The part of the whole list, and one row more."""
        return self._statement.where(*self._between(cut)).order_by(*self.order(cut)).limit(cut.size + 1)

    def part_of_each(self, cut: Cut) -> Select[*tuple[object, ...]]:
        """The part of each owner's list, and one row more of each."""
        number = func.row_number().over(partition_by=self._owner, order_by=self.order(cut)).label("list_number")
        numbered = self._statement.add_columns(number).where(*self._between(cut)).subquery()
        within = numbered.c.list_number <= cut.size + 1
        return select(numbered).where(within).order_by(numbered.c[OWNER], numbered.c.list_number)

    def order(self, cut: Cut) -> list[ColumnElement[object]]:
        """What to order by so that the part comes first, and its extra row last."""
        down = self._listing.descending is not cut.backwards
        tie = self._tie.desc() if down else self._tie.asc()
        if self._sort is None:
            return [tie]
        return [self._sort.desc().nulls_last() if down else self._sort.asc().nulls_first(), tie]

    def _between(self, cut: Cut) -> Iterable[ColumnElement[bool]]:
        if cut.after is not None:
            yield self._past(cut.after, up=not self._listing.descending)
        if cut.before is not None:
            yield self._past(cut.before, up=self._listing.descending)

    def _past(self, place: Place, *, up: bool) -> ColumnElement[bool]:
        tie = self._tie > place.tie if up else self._tie < place.tie
        if self._sort is None:
            return tie
        if place.sort is None:
            at_place = and_(self._sort.is_(None), tie)
            return or_(self._sort.is_not(None), at_place) if up else at_place
        at_place = and_(self._sort == place.sort, tie)
        return or_(self._sort > place.sort if up else self._lower(place.sort), at_place)

    def _lower(self, value: int | str) -> ColumnElement[bool]:
        assert self._sort is not None
        return or_(self._sort < value, self._sort.is_(None))


def _page(found: Iterable[RowMapping], listing: Listing[RowT], cut: Cut) -> Page:
    values = list(found)
    more = len(values) > cut.size
    values = values[: cut.size]
    if cut.backwards:
        values.reverse()
    return Page(
        values=tuple(values),
        places=tuple(Place(sort=value[SORT] if listing.sorts else None, tie=value[TIE]) for value in values),
        has_previous=more if cut.backwards else cut.after is not None,
        has_next=cut.before is not None if cut.backwards else more,
    )
