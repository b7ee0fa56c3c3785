"""The followers of a store as one: those that run in this process, and what those of other processes tell."""

import logging
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from watchgraph.errors import WatchgraphError
from watchgraph_projections.leases import Leader, Lease
from watchgraph_server.following import FollowerThread

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Followers:
    """threads: of this process. watched: leases that only others may hold, to tell how they are."""

    threads: Sequence[FollowerThread] = ()
    watched: Sequence[Lease] = ()
    _running: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        """Start all threads."""
        for thread in self.threads:
            self._running.enter_context(thread)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop them, all at once, after what they are doing; ask after others no more."""
        for thread in self.threads:
            thread.stop()
        self._running.close()
        for lease in self.watched:
            lease.close()

    def leaders(self) -> Sequence[Leader]:
        """Who leads each projection, as far as anybody told, and can be heard."""
        told = [_leader(lease) for lease in (*[thread.lease for thread in self.threads], *self.watched)]
        return [leader for leader in told if leader is not None]

    def failures(self) -> Mapping[str, str]:
        """What stopped projections, by their names; empty while all is well. A leader's own word goes before ours."""
        here = {thread.projection: thread.failure for thread in self.threads}
        found = here | {each.projection: each.failure for each in self.leaders() if not here.get(each.projection)}
        return {name: failure for name, failure in found.items() if failure is not None}

    def positions(self) -> Mapping[str, int]:
        """How far the projections have come that this process moves on, the catalogue apart, which tells itself."""
        found = {thread.projection: thread.position() for thread in self.threads if thread.leads}
        return {name: position for name, position in found.items() if position is not None}


def _leader(lease: Lease) -> Leader | None:
    try:
        return lease.leader()
    except WatchgraphError:
        logger.exception("Nobody can be asked who leads", extra={"projection": lease.projection})
        return None
