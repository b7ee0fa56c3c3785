"""From where to where a quantity reaches, in whole thousandths: what it says exactly, and what it leaves open."""

from decimal import Decimal
from typing import Final, NamedTuple

from watchgraph.domain.values import ClaimValue, Quantity

FURTHEST: Final = 2**61
"""In the place of a side that is open: no number that is compared reaches so far."""


class Reach(NamedTuple):
    """The lowest and the highest number that it may be; an open side at `FURTHEST`."""

    least: int
    most: int

    @property
    def width(self) -> int:
        """0 for what is exact."""
        return self.most - self.least

    def within(self, other: "Reach") -> bool:
        """Whether it says nothing that the other does not leave open."""
        return other.least <= self.least and self.most <= other.most


def reach(value: ClaimValue | None) -> Reach | None:
    """Read one. None of what is no quantity, and of one that reaches too far to be compared.

    "More than 100" begins a thousandth after it.
    """
    if not isinstance(value, Quantity):
        return None
    apart = int(value.exclusive)
    least = -FURTHEST if value.min is None else int(Decimal(value.min) * 1000) + apart
    most = FURTHEST if value.max is None else int(Decimal(value.max) * 1000) - apart
    return Reach(least, most) if -FURTHEST <= least <= most <= FURTHEST else None
