"""Who pays for a request, and what the answer says about it: the fields of draft-ietf-httpapi-ratelimit-headers-10."""

from typing import Final

from starlette.types import Scope

from watchgraph.settings import Settings
from watchgraph_server.budgets import Budgets, Left, OverBudgetError, Policy, block_of, is_this_machine
from watchgraph_server.replies import Header

AT_ONCE: Final = 200_000
PER_HOUR: Final = 1_000_000
"""Points: that many in one go, and an hour later as many more. The dearest document costs 5,000."""


ENTRY: Final = 1
LONGEST_ADDRESS: Final = 60
"""Characters; a proxy may hand on anything."""


class Account:
    """What one request costs its caller.

    budgets: None where the caller asks for nothing to be counted. caller: its address block.
    """

    __slots__ = ("_budgets", "_left", "caller")

    def __init__(self, budgets: Budgets | None, caller: str) -> None:
        self._budgets = budgets
        self.caller = caller
        self._left: Left | None = None

    def enter(self) -> None:
        """Begin. Raises OverBudgetError where the caller has nothing left."""
        if self._budgets is not None:
            self._budgets.admit(self.caller)

    def charge(self, points: int) -> None:
        """Take points, once for a request however often it is tried. Any thread may call it.

        Raises OverBudgetError where other requests, asked at the same time, have left nothing.
        """
        if self._budgets is not None and self._left is None:
            self._left = self._budgets.charge(self.caller, points)

    def leave(self) -> tuple[Header, ...]:
        """Take a point if nothing was charged, and say what is left."""
        if self._budgets is None:
            return ()
        left = self._left or self._rest()
        return ((b"ratelimit-policy", self._budgets.policy_field), (b"ratelimit", b'"points";r=%d;t=%d' % left))

    def _rest(self) -> Left:
        try:
            self.charge(ENTRY)
        except OverBudgetError as error:
            return Left(0, error.seconds)
        return self._left or Left(0, 0)


class Accounts:
    """The accounts of all callers, by address block.

    Where nobody set a budget, programs on this machine pay nothing: that is its owner at work, or a test.
    """

    def __init__(self, settings: Settings) -> None:
        set_here = settings.points_at_once is not None or settings.points_per_hour is not None
        policy = Policy(
            at_once=settings.points_at_once or AT_ONCE,
            per_hour=settings.points_per_hour or PER_HOUR,
        )
        self._budgets = Budgets(policy)
        self._everybody = set_here

    def of(self, scope: Scope) -> Account:
        """Open the account of whoever sent a request."""
        client = scope.get("client")
        address = client[0][:LONGEST_ADDRESS] if client else ""
        free = not self._everybody and is_this_machine(address)
        return Account(None if free else self._budgets, block_of(address))
