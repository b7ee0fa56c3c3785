"""How many connections the callers of one address block may keep open, so that no one of them keeps all there are."""

from collections import Counter
from ipaddress import ip_network
from typing import Final

from watchgraph.settings import Settings
from watchgraph_server.budgets import block_of, is_this_machine, is_within

USUAL: Final = 200
SHARES: Final = "shares"
"""Where an application leaves them in its lifespan's state; without them nobody is counted."""


class Shares:
    """Counts the connections of a process by address block, as budgets are counted.

    Proxies are not counted: each stands for many callers, and it is for them to say how many. Where nobody set a share,
    neither are programs on this machine: its owner at work, or a proxy of which we were not told.
    """

    def __init__(self, settings: Settings) -> None:
        self._most = settings.connections_per_block or USUAL
        self._everybody = settings.connections_per_block is not None
        self._proxies = tuple(ip_network(each, strict=False) for each in settings.proxies)
        self._taken: Counter[str] = Counter()

    def take(self, address: str) -> bool:
        """Take one for a caller; False where its block has all that it may have."""
        if not self._is_counted(address):
            return True
        block = block_of(address)
        if self._taken[block] >= self._most:
            return False
        self._taken[block] += 1
        return True

    def give_back(self, address: str) -> None:
        """Give back what a caller took."""
        if self._is_counted(address):
            block = block_of(address)
            self._taken[block] -= 1
            if not self._taken[block]:
                del self._taken[block]

    def _is_counted(self, address: str) -> bool:
        if not address or (is_this_machine(address) and not self._everybody):
            return False
        return not any(is_within(address, each) for each in self._proxies)
