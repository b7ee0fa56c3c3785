"""Between event bodies and stored bytes: the closed table of topics, sealing, envelopes, upcasting."""

import base64
import threading
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import get_args
from uuid import UUID

import msgspec

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimEvent
from watchgraph.domain.events.contributors import ContributorEvent
from watchgraph.domain.events.coverages import CoverageDeclared
from watchgraph.domain.events.datasets import DatasetEvent
from watchgraph.domain.events.disputes import DisputeEvent
from watchgraph.domain.events.entities import EntityEvent
from watchgraph.domain.events.judgements import JudgementEvent
from watchgraph.domain.events.sources import SourceEvent
from watchgraph.domain.values import Sealed
from watchgraph.log.envelope import Actor, Envelope, StoredState
from watchgraph.log.errors import BoxMovedError, SealedTextMissingError, UnreadableEventError
from watchgraph.log.keys import KeyStore

JsonObject = dict[str, object]
Upcast = Callable[[JsonObject], JsonObject]

_UNIONS = (ClaimEvent, SourceEvent, EntityEvent, JudgementEvent, DisputeEvent, DatasetEvent, ContributorEvent)
_CLASSES: tuple[type[Event], ...] = (*(cls for union in _UNIONS for cls in get_args(union)), CoverageDeclared)

EVENTS: Mapping[str, type[Event]] = MappingProxyType({cls.TOPIC: cls for cls in _CLASSES})
"""Topic to class: all that a log may hold."""

UPCASTS: Mapping[tuple[str, int], Upcast] = MappingProxyType({})
"""(topic, version) to the function that makes a stored body of that version one of the next."""


_OPEN_BODIES = msgspec.json.Encoder()


def seal_body(stream: UUID, version: int, body: Event, keys: KeyStore) -> bytes:
    """Encode a body, encrypting its sealed fields, bound to their place.

    The bytes may be kept in a staging file: `with_envelope` completes them. Raises SealedTextMissingError,
    and UnitRedactedError for a unit whose key was destroyed.
    """
    try:
        return _OPEN_BODIES.encode(body)
    except TypeError:  # it holds sealed fields
        return _with_boxes(stream, version, body, keys)


def _with_boxes(stream: UUID, version: int, body: Event, keys: KeyStore) -> bytes:
    def encode(value: object) -> JsonObject:
        if not isinstance(value, Sealed):
            raise NotImplementedError(type(value).__name__)
        if value.text is None:
            raise SealedTextMissingError(f"{body.TOPIC}: {value.field} has lost its text")
        box = keys.box(value.unit, value.text, _place(stream, version, value.field))
        boxed: JsonObject = {"unit": value.unit, "field": value.field, "box": base64.b64encode(box).decode()}
        return {**boxed, "digest": value.digest} if value.digest else boxed

    return msgspec.json.encode(body, enc_hook=encode)


def _place(stream: UUID, version: int, field: str) -> bytes:
    return stream.bytes + version.to_bytes(8, "big") + field.encode()


def with_envelope(body: bytes, envelope: Envelope) -> bytes:
    """Put an encoded body into its envelope."""
    return msgspec.json.encode(envelope)[:-1] + b',"body":' + body + b"}"


class Splicer:
    """Envelopes of one commit, encoded once: only schema and index differ from event to event."""

    def __init__(self, command: UUID, size: int, actor: Actor, recorded: str, cause: UUID | None = None) -> None:
        whole = Envelope(schema=0, command=command, index=0, size=size, actor=actor, recorded=recorded, cause=cause)
        before, _, after = msgspec.json.encode(whole).partition(b'"index":0,')
        self._head = before.removeprefix(b'{"schema":0,') + b'"index":'
        self.closing = b"," + after[:-1] + b',"body":'

    def opening(self, schema: int) -> bytes:
        """What comes before the index; then follow `closing`, the body and a brace. schema: of the body."""
        return b'{"schema":%d,%b' % (schema, self._head)


class Reader:
    """Decodes stored states. Safe to share between threads."""

    def __init__(self, keys: KeyStore, upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS) -> None:
        self._keys = keys
        self._upcasts = upcasts
        self._boxes = _Boxes()
        self._decoders = {topic: self._decoder(cls) for topic, cls in EVENTS.items()}
        self._prefixes = {topic: b'{"schema":%d,' % cls.VERSION for topic, cls in EVENTS.items()}

    def _decoder(self, cls: type[Event]) -> msgspec.json.Decoder[StoredState]:
        made = msgspec.defstruct(
            f"Stored{cls.__name__}", [("body", cls)], bases=(StoredState,), frozen=True, kw_only=True
        )
        assert issubclass(made, StoredState)
        return msgspec.json.Decoder(made, dec_hook=self._boxes.keep)

    def read(self, stream: UUID, version: int, topic: str, state: bytes) -> StoredState:
        """Decode one state; sealed fields come back open, with text None where their key is gone.

        Raises UnreadableEventError.
        """
        try:
            if not state.startswith(self._prefixes[topic]):
                state = self._lifted(topic, state)
            stored = self._decoders[topic].decode(state)
            if self._boxes.kept:
                self._open(stream, version)
        except (KeyError, msgspec.DecodeError, BoxMovedError) as error:
            self._boxes.kept.clear()
            raise UnreadableEventError(f"event {version} of stream {stream} ({topic}): {error!r}") from error
        return stored

    def _open(self, stream: UUID, version: int) -> None:
        for sealed, box in self._boxes.kept:
            sealed.text = self._keys.unbox(sealed.unit, base64.b64decode(box), _place(stream, version, sealed.field))
        self._boxes.kept.clear()

    def _lifted(self, topic: str, state: bytes) -> bytes:
        """Bring an older body up to the class's schema, step by step."""
        whole = msgspec.json.decode(state, type=dict[str, msgspec.Raw])
        schema = msgspec.json.decode(whole["schema"], type=int)
        body = msgspec.json.decode(whole["body"], type=JsonObject)
        newest = EVENTS[topic].VERSION
        if schema > newest:
            raise UnreadableEventError(f"{topic} of schema {schema}: this program knows {newest}; use a newer one")
        for step in range(schema, newest):
            body = self._upcasts[topic, step](body)
        return msgspec.json.encode({**whole, "body": body})


class _Boxes(threading.local):
    """Sealed fields met while decoding: the decoder does not know stream and version, so they are opened after."""

    def __init__(self) -> None:
        self.kept: list[tuple[Sealed, str]] = []

    def keep(self, type_: type, value: object) -> Sealed:
        if type_ is not Sealed:
            raise NotImplementedError(type_.__name__)
        parts = msgspec.convert(value, dict[str, str])
        sealed = Sealed(parts["unit"], parts["field"], None, parts.get("digest", ""))
        self.kept.append((sealed, parts["box"]))
        return sealed
