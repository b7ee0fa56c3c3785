"""The append-only log of events, the only thing that is kept for ever; and, apart from it, the keys of sealed texts."""

from watchgraph.log.bodies import EVENTS, seal_body, with_envelope
from watchgraph.log.envelope import Actor, Envelope, Former, NewEvent, Recorded
from watchgraph.log.errors import CommandReusedError, ConflictError, EventTooLargeError
from watchgraph.log.keys import KeyStore
from watchgraph.log.store import Log

__all__ = [
    "EVENTS",
    "Actor",
    "CommandReusedError",
    "ConflictError",
    "Envelope",
    "EventTooLargeError",
    "Former",
    "KeyStore",
    "Log",
    "NewEvent",
    "Recorded",
    "seal_body",
    "with_envelope",
]
