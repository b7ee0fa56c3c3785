"""What stands around an event's body: who wrote it, when, by which command, and where in its commit."""

from uuid import UUID

import msgspec

from watchgraph.domain.events.base import Event


class Actor(msgspec.Struct, frozen=True, gc=False):
    """Who acts. id: opaque, of a contributor or an importer. role: under which they act.

    channel: the way in (`LOCAL`, `API`, `IMPORT`).
    """

    id: str
    role: str
    channel: str


class Envelope(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Stored with each body.

    schema: version of the body's schema. command: id of the command or import that wrote it.
    index, size: the "n of m" of this event in its commit, counted from 1.
    recorded: RFC 3339 UTC with microseconds and `Z`, the same for a whole commit, never before the commit in front.
    cause: the command that this one answers, None for most.
    """

    schema: int
    command: UUID
    index: int
    size: int
    actor: Actor
    recorded: str
    cause: UUID | None = None

    @property
    def day(self) -> int:
        """The day (UTC) on which it was recorded, as YYYYMMDD."""
        return int(self.recorded[:10].replace("-", ""))


class StoredState(Envelope, frozen=True, kw_only=True):
    """An envelope with its body: what the `state` column holds."""

    body: Event

    def envelope(self) -> Envelope:
        """Return the envelope alone."""
        return Envelope(**{name: getattr(self, name) for name in Envelope.__struct_fields__})


class NewEvent(msgspec.Struct, frozen=True, gc=False):
    """A body on its way into the log. version: the stream's next, counted from 1."""

    stream: UUID
    version: int
    body: Event


class Recorded(msgspec.Struct, frozen=True, gc=False):
    """An event as read from the log. position: for ever its place in the log."""

    position: int
    stream: UUID
    version: int
    envelope: Envelope
    body: Event

    @property
    def commit(self) -> int:
        """Last position of the commit that the event belongs to: the instant at which readers see it."""
        return self.position + self.envelope.size - self.envelope.index


class Former(msgspec.Struct, frozen=True, gc=False):
    """What a command was answered with.

    digest: of what it asked. position: of its commit. about: the stream that it named, None for imports.
    """

    digest: str
    position: int
    about: UUID | None = None
