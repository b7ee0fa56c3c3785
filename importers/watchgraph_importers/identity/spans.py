"""How far apart two stated dates may lie."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from watchgraph.domain.edtf import ALWAYS, NEVER, EdtfError, parse
from watchgraph.vocabulary.predicates import Persistence


class Span(NamedTuple):
    """The days that a date may mean, both included, counted from the first of the year 1."""

    first: int
    last: int

    @property
    def is_day(self) -> bool:
        """Whether it means one day."""
        return self.first == self.last

    def farthest(self, other: "Span") -> int:
        """Days between the two at most."""
        return max(self.last - other.first, other.last - self.first)

    def nearest(self, other: "Span") -> int:
        """Days between the two at least."""
        return max(0, self.first - other.last, other.first - self.last)


@lru_cache(maxsize=4_096)
def span(text: str) -> Span | None:
    """Read a date (EDTF); None where it is missing, open, or none that we understand."""
    try:
        bounds = parse(text, Persistence.OCCURRENCE)
    except EdtfError:
        return None
    first, last = bounds.from_earliest, bounds.from_latest
    return None if first == ALWAYS or last == NEVER else Span(_counted(first), _counted(last))


def _counted(day: int) -> int:
    return date(day // 10_000, day // 100 % 100, day % 100).toordinal()
