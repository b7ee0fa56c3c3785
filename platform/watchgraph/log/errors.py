"""What can go wrong with the log and its keys."""

from typing import ClassVar

from watchgraph.errors import WatchgraphError


class ConflictError(WatchgraphError):
    """Somebody else wrote to the stream first: load it again and decide anew."""

    code: ClassVar[str] = "conflict"


class CommandReusedError(WatchgraphError):
    """The command id was used before, for something else."""

    code: ClassVar[str] = "command-reused"


class EventTooLargeError(WatchgraphError):
    """An entry of the log stays under 65,535 bytes."""

    code: ClassVar[str] = "event-too-large"


class UnreadableEventError(WatchgraphError):
    """A stored event has an unknown topic, a newer schema than this program, or is damaged."""

    code: ClassVar[str] = "unreadable-event"


class UnitRedactedError(WatchgraphError):
    """The unit's key was destroyed by a redaction: nothing can be sealed under it any more."""

    code: ClassVar[str] = "unit-redacted"


class SealedTextMissingError(WatchgraphError):
    """A sealed field without its text cannot be written."""

    code: ClassVar[str] = "sealed-text-missing"


class BoxMovedError(WatchgraphError):
    """A sealed text is not where it was sealed, or was changed."""

    code: ClassVar[str] = "box-moved"


class CommitSizeError(WatchgraphError):
    """A bulk append was given more or fewer rows than announced."""

    code: ClassVar[str] = "commit-size"


class LogNotEmptyError(WatchgraphError):
    """Another log can be taken over only where there is none yet."""

    code: ClassVar[str] = "log-not-empty"


class KeysNotEmptyError(WatchgraphError):
    """Other keys can be taken over only where there are none yet."""

    code: ClassVar[str] = "keys-not-empty"
