"""What the callers of one address block may still ask, in points.

A library's windows were tried: one entry for each point spent, or a look through all callers a hundred times a second.
This is one number for each caller, by the generic cell rate algorithm: the instant at which its budget is whole again.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from math import ceil
from threading import Lock
from typing import Final, NamedTuple

from watchgraph.errors import TryLaterError

SECONDS_OF_AN_HOUR: Final = 3_600
MOST_CALLERS: Final = 20_000
"""Callers remembered; beyond it those are forgotten who asked longest ago."""
NOBODY: Final = "unknown"
NEARLY: Final = 1e-6
"""Of a point: what is lost when seconds are divided is no point spent."""


class OverBudgetError(TryLaterError):
    """The caller's address block has spent its points. seconds: until it may ask again."""

    code = "rate-limited"

    def __init__(self, seconds: int, at_once: int) -> None:
        self.seconds = seconds
        super().__init__(
            f"Your network has spent its {at_once:,} points. Ask again in {seconds} s; "
            "documents that ask for fewer things at a time cost less"
        )


class Left(NamedTuple):
    """points: what may still be spent. seconds: until the budget is whole again."""

    points: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """at_once: points that may be spent in one go. per_hour: points that come back in an hour, evenly."""

    at_once: int
    per_hour: int

    @property
    def field(self) -> bytes:
        """Say so in the header RateLimit-Policy. Its window is the time in which an empty budget is whole again."""
        return b'"points";q=%d;w=%d;qu="points"' % (self.at_once, ceil(self.at_once * self.seconds_a_point))

    @property
    def seconds_a_point(self) -> float:
        """How long a point takes to come back."""
        return SECONDS_OF_AN_HOUR / self.per_hour


class Budgets:
    """The budgets of all callers. Who has a point left may spend more than that once, and waits the longer for it."""

    def __init__(self, policy: Policy, clock: Callable[[], float] = time.monotonic) -> None:
        self.policy = policy
        self.policy_field = policy.field
        self._pace = policy.seconds_a_point
        self._window = policy.at_once * self._pace
        self._clock = clock
        self._whole: dict[str, float] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        """How many callers are remembered."""
        return len(self._whole)

    def admit(self, caller: str) -> None:
        """Let a caller ask who has a point left. Raises OverBudgetError where none is."""
        self._check(self._whole.get(caller, 0.0) - self._clock())

    def _check(self, spent: float) -> None:
        """Refuse whose budget is whole again only after so many seconds that not a point is left."""
        missing = spent + self._pace - self._window
        if missing > NEARLY * self._pace:
            raise OverBudgetError(ceil(missing), self.policy.at_once)

    def charge(self, caller: str, points: int) -> Left:
        """Take points from a caller and say what is left. Raises OverBudgetError where not one was left before."""
        now = self._clock()
        with self._lock:
            self._check(self._whole.get(caller, 0.0) - now)
            spent = max(self._whole.pop(caller, now) - now, 0.0) + points * self._pace
            self._whole[caller] = now + spent
            if len(self._whole) > MOST_CALLERS:
                del self._whole[next(iter(self._whole))]
        return Left(max(int((self._window - spent) / self._pace + NEARLY), 0), ceil(spent))


@lru_cache(maxsize=4_096)
def block_of(address: str) -> str:
    """Return the block an address is counted with: 256 addresses of IPv4, a subscriber's line (/64) of IPv6."""
    found = _read(address)
    if found is None:
        return NOBODY
    kept = 24 if isinstance(found, IPv4Address) else 64
    return str(ip_network((found, kept), strict=False))


@lru_cache(maxsize=4_096)
def is_this_machine(address: str) -> bool:
    """Tell whether a caller runs on the machine that serves it."""
    found = _read(address)
    return found is not None and found.is_loopback


def is_within(address: str, network: IPv4Network | IPv6Network) -> bool:
    """Tell whether a caller is one of a network."""
    found = _read(address)
    return found is not None and found in network


def _read(address: str) -> IPv4Address | IPv6Address | None:
    """Read an address; one of IPv4 written as one of IPv6 is the former."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
