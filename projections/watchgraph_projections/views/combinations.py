"""Filters that are put together of others of their kind."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from sqlalchemy import ColumnElement, and_, or_, true

FilterT = TypeVar("FilterT", bound="Combined")


class Combined(Protocol):
    """A filter with parts: all of them have to hold, any of them, none of them. Without parts it asks for nothing."""

    @property
    def all_of(self: FilterT) -> Sequence[FilterT]: ...

    @property
    def any_of(self: FilterT) -> Sequence[FilterT]: ...

    @property
    def none_of(self: FilterT) -> Sequence[FilterT]: ...


def combined(
    wanted: FilterT, write: Callable[[FilterT], Iterable[ColumnElement[bool]]]
) -> Iterable[ColumnElement[bool]]:
    """Write the parts of a filter. write: conditions of one part.

    What a part does not hold for is all the rest, with what has no value to compare: `none_of` lets that through.
    """
    for part in wanted.all_of:
        yield from write(part)
    if wanted.any_of:
        yield or_(*[and_(true(), *write(part)) for part in wanted.any_of])
    for part in wanted.none_of:
        yield and_(true(), *write(part)).is_not(true())
