"""What the ledger needs of a log; `watchgraph.log.Log` is one, a draft in memory another."""

from collections.abc import Iterable, Sequence
from typing import Protocol
from uuid import UUID

from watchgraph.log import Actor, Former, KeyStore, NewEvent, Recorded


class EventLog(Protocol):
    """Documented on `watchgraph.log.Log`."""

    @property
    def keys(self) -> KeyStore: ...

    def append(
        self,
        events: Sequence[NewEvent],
        command: UUID,
        actor: Actor,
        *,
        digest: str,
        cause: UUID | None = None,
        about: UUID | None = None,
    ) -> int: ...

    def streams(self, streams: Iterable[UUID]) -> dict[UUID, list[Recorded]]: ...

    def of_topics(self, *topics: str, after: int = 0) -> list[Recorded]: ...

    def former(self, command: UUID) -> Former | None: ...

    def commit(self, position: int) -> list[Recorded]: ...
