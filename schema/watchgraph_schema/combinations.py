"""Filters that are put together of others: how large they may grow, and how their parts are read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Final, Generic, Protocol, TypedDict, TypeVar

from watchgraph.argument_places import read_at, read_each
from watchgraph_schema.errors import FilterTooLargeError
from watchgraph_schema.given import some

DEEPEST: Final = 5
"""Levels of parts within parts."""
MOST_PARTS: Final = 50
"""Parts of one filter, all levels together, with the filters of claims within filters of entities and sources."""

ALL_DOC = "All of these hold, as do the conditions beside it."
ANY_DOC = "At least one of these holds."
NOT_DOC = "This does not hold; what has no value to compare does not hold either, so it is let through here."

WhereT = TypeVar("WhereT", bound="Where")
FilterT = TypeVar("FilterT")


class Where(Protocol):
    """An input that may have parts of its own kind."""

    @property
    def and_(self: WhereT) -> Sequence[WhereT] | None: ...

    @property
    def or_(self: WhereT) -> Sequence[WhereT] | None: ...

    @property
    def not_(self: WhereT) -> WhereT | None: ...


class Parts(TypedDict, Generic[FilterT]):
    """The parts of a filter, by the names of its fields."""

    all_of: tuple[FilterT, ...]
    any_of: tuple[FilterT, ...]
    none_of: tuple[FilterT, ...]


def parts(where: WhereT, read: Callable[[WhereT], FilterT]) -> Parts[FilterT]:
    """Read the parts of a filter. Raises BadArgumentError for empty lists, and what `read` raises."""
    return {
        "all_of": read_each("and", read, some(where.and_, "and")),
        "any_of": read_each("or", read, some(where.or_, "or")),
        "none_of": () if where.not_ is None else (read_at("not", read, where.not_),),
    }


def check_size(where: object) -> None:
    """Raise FilterTooLargeError for more parts, or parts within parts, than are compared at once."""
    level, found = [where], 0
    for _ in range(DEEPEST + 1):
        found += len(level)
        level = [part for each in level for part in _parts_of(each)]
    if level or found > MOST_PARTS + 1:
        raise FilterTooLargeError(
            f"A filter has at most {MOST_PARTS} parts (`and`, `or`, `not`, claims), nested {DEEPEST} deep: "
            "ask for many values of one condition by its list, such as `predicates` or `ids`"
        )


def _parts_of(given: object) -> Iterator[object]:
    """The filters within an input, also those within its conditions."""
    assert is_dataclass(given)
    for field in fields(given):
        value = getattr(given, field.name)
        for each in value if isinstance(value, list) else [value]:
            if hasattr(each, "and_"):
                yield each
            elif is_dataclass(each):
                yield from _parts_of(each)
