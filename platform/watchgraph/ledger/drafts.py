"""A draft of the log: commands can be tried out on it, and nothing of them is kept."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from watchgraph.ledger.port import EventLog
from watchgraph.log import Actor, Envelope, Former, NewEvent, Recorded, seal_body, with_envelope
from watchgraph.log.leaf import check_size
from watchgraph.log.store import check_same

FAR = 1 << 61
"""Where a draft's own positions begin: behind any that the log will ever have."""


class Draft:
    """A log in memory on top of another, which it never writes. For one thread."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self.keys = log.keys.draft()
        self._events: list[Recorded] = []
        self._former: dict[UUID, Former] = {}

    def append(
        self,
        events: Sequence[NewEvent],
        command: UUID,
        actor: Actor,
        *,
        digest: str,
        cause: UUID | None = None,
        about: UUID | None = None,
    ) -> int:
        """As `Log.append`, but only remembered here."""
        former = self.former(command)
        if former is not None:
            check_same(command, digest, former)
            return former.position
        for index, new in enumerate(events, 1):
            envelope = Envelope(
                schema=new.body.VERSION,
                command=command,
                index=index,
                size=len(events),
                actor=actor,
                recorded="",
                cause=cause,
            )
            state = with_envelope(seal_body(new.stream, new.version, new.body, self.keys), envelope)
            check_size(new.body.TOPIC, state)
            position = FAR + len(self._events)
            self._events.append(Recorded(position, new.stream, new.version, envelope, new.body))
        self._former[command] = Former(digest, FAR + len(self._events) - 1, about)
        return FAR + len(self._events) - 1

    def streams(self, streams: Iterable[UUID]) -> dict[UUID, list[Recorded]]:
        """The log's events and then the draft's own."""
        found = self._log.streams(streams)
        for event in self._events:
            if event.stream in found:
                found[event.stream].append(event)
        return found

    def of_topics(self, *topics: str, after: int = 0) -> list[Recorded]:
        """The log's events and then the draft's own."""
        own = [event for event in self._events if event.body.TOPIC in topics and event.position > after]
        return [*self._log.of_topics(*topics, after=after), *own]

    def former(self, command: UUID) -> Former | None:
        """What a command was answered with here, else in the log."""
        return self._former.get(command) or self._log.former(command)

    def commit(self, position: int) -> list[Recorded]:
        """The events of one commit, of the draft or of the log."""
        if position < FAR:
            return self._log.commit(position)
        return [event for event in self._events if event.commit == position]
