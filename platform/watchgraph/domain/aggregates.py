"""What all aggregates share: state folded from a stream's events, and decisions that only return new ones."""

from collections.abc import Collection, Iterable
from typing import Self
from uuid import UUID

import msgspec

from watchgraph.domain.errors import MissingReasonError, UnexpectedEventError, UnknownCodeError
from watchgraph.domain.events.base import Event


class Aggregate(msgspec.Struct, kw_only=True):
    """State of one stream. Decisions change nothing: they return event bodies, none where nothing would change.

    version: of the last event folded.
    """

    id: UUID
    version: int = 1

    @classmethod
    def born(cls, id_: UUID, actor: str, body: Event, /) -> Self:
        """Start from a stream's first event. Raises UnexpectedEventError for any other."""
        raise NotImplementedError

    def apply(self, actor: str, body: Event) -> None:
        """Fold the next event. actor: the id in its envelope. Decides nothing: what is in the log happened."""
        raise NotImplementedError

    @classmethod
    def fold(cls, id_: UUID, events: Iterable[tuple[str, Event]]) -> Self | None:
        """Fold (actor id, body) pairs in order; None where there are none."""
        state: Self | None = None
        for actor, body in events:
            if state is None:
                state = cls.born(id_, actor, body)
            else:
                state.apply(actor, body)
        return state


def unexpected(body: Event, noun: str) -> UnexpectedEventError:
    """Build the error for an event that does not belong into a stream here."""
    return UnexpectedEventError(f"{body.TOPIC} does not belong here in the stream of a {noun}")


def check_code(code: str, allowed: Collection[str], what: str) -> None:
    """Raise UnknownCodeError unless the code is one of the allowed."""
    if code not in allowed:
        raise UnknownCodeError(f"{code!r} is no {what}: use one of {', '.join(allowed)}")


def check_reason(reason: str | None, what: str) -> None:
    """Raise MissingReasonError unless there are words."""
    if reason is None or not reason.strip():
        raise MissingReasonError(f"{what} is shown to readers: give the reason in words")
