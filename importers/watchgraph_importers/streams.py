"""What the streams that an import writes to already hold, in the log and in the staging file."""

from collections.abc import Iterable
from uuid import UUID

from watchgraph.domain.events.base import Event
from watchgraph.log import Log
from watchgraph_importers.staging import Staging


class Streams:
    """Knows the streams that were asked for last, and no more, so that memory does not grow with the file."""

    def __init__(self, log: Log, staging: Staging) -> None:
        self._log = log
        self._staging = staging
        self._versions: dict[UUID, int] = {}

    def load(self, streams: Iterable[UUID]) -> None:
        """Look the streams up in the log, forgetting those looked up before."""
        self._versions = self._log.versions(streams)

    def add(self, streams: Iterable[UUID]) -> None:
        """Look more streams up."""
        self._versions |= self._log.versions(streams)

    def next_version(self, stream: UUID) -> int:
        """Return the version that the stream's next event takes, 1 for a new stream."""
        return (self._staging.version(stream) or self._versions.get(stream, 0)) + 1

    def bodies(self, stream: UUID) -> list[Event]:
        """Return what the log holds of the stream; staged events are not among them."""
        return [event.body for event in self._log.stream(stream)]
