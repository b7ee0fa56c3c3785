"""The followers of a store as one: those that run in this process, and what those of other processes tell."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from watchgraph_projections.leases import Leader, Lease
from watchgraph_server.following import FollowerThread
from watchgraph_server.graphs import GraphLook


@dataclass(frozen=True, slots=True)
class Followers:
    """threads: of this process. watched: leases that only others may hold, to tell how they are.

    graph: tells where the graph stands, whoever moves it on; None where none is kept.
    """

    threads: Sequence[FollowerThread] = ()
    watched: Sequence[Lease] = ()
    graph: GraphLook | None = None
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
        if self.graph is not None:
            self.graph.close()

    def leaders(self) -> Sequence[Leader]:
        """Who leads each projection, as far as anybody told. Raises what refuses to be read."""
        told = [lease.leader() for lease in (*[thread.lease for thread in self.threads], *self.watched)]
        return [leader for leader in told if leader is not None]

    def failures(self, leaders: Sequence[Leader]) -> Mapping[str, str]:
        """What stopped projections, by their names; empty while all is well. A leader's own word goes before ours.

        leaders: those that could be heard.
        """
        here = {thread.projection: thread.failure for thread in self.threads}
        found = here | {each.projection: each.failure for each in leaders if not here.get(each.projection)}
        return {name: failure for name, failure in found.items() if failure is not None}
