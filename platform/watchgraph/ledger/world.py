"""What a command may look at while it decides: the states of streams, loaded a few at a time."""

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

import msgspec

from watchgraph.domain.aggregates import Aggregate
from watchgraph.domain.claims import Claim
from watchgraph.domain.contributors import Contributor
from watchgraph.domain.coverages import Coverage
from watchgraph.domain.datasets import Dataset
from watchgraph.domain.disputes import Dispute
from watchgraph.domain.entities import Entity
from watchgraph.domain.errors import (
    DomainError,
    TakenIdError,
    UnknownClaimError,
    UnknownDisputeError,
    UnknownEntityError,
    UnknownSourceError,
)
from watchgraph.domain.events.base import Event
from watchgraph.domain.judgements import Judgement
from watchgraph.domain.nouns import fold
from watchgraph.domain.sources import Source
from watchgraph.domain.values import Sealed
from watchgraph.ledger.identity import Identity
from watchgraph.ledger.port import EventLog
from watchgraph.log import Actor, KeyStore, NewEvent, Recorded

SOURCE = "Source"
"""The kind that a source has where claims are about it."""

State = TypeVar("State", bound=Aggregate)


class Decision(msgspec.Struct, frozen=True):
    """What a command comes to. about: the stream that it names. events: none where nothing would change."""

    about: UUID
    events: list[NewEvent]


class World:
    """The log's state as one command sees it."""

    def __init__(self, log: EventLog, identity: Identity, actor: Actor, command: UUID) -> None:
        self.log = log
        self.identity = identity
        self.actor = actor
        self.command = command
        self._events: dict[UUID, list[Recorded]] = {}
        self._states: dict[UUID, Aggregate | None] = {}

    @property
    def keys(self) -> KeyStore:
        """The keys of sealed texts."""
        return self.log.keys

    def load(self, streams: Iterable[UUID | None]) -> None:
        """Read the streams that are not loaded yet, in one go."""
        fresh = {stream for stream in streams if stream is not None} - self._events.keys()
        if fresh:
            for stream, events in self.log.streams(fresh).items():
                self._events[stream] = events
                self._states[stream] = fold(stream, ((event.envelope.actor.id, event.body) for event in events))

    def events(self, stream: UUID) -> list[Recorded]:
        """Return the events of a stream, empty where there is none."""
        self.load([stream])
        return self._events[stream]

    def _state(self, stream: UUID) -> Aggregate | None:
        if stream not in self._states:
            self.load([stream])
        return self._states[stream]

    def find(self, noun: type[State], stream: UUID) -> State | None:
        """Return the state of a stream, None where there is none or it is of another noun."""
        state = self._state(stream)
        return state if isinstance(state, noun) else None

    def _get(self, noun: type[State], stream: UUID, error: type[DomainError]) -> State:
        state = self.find(noun, stream)
        if state is None:
            raise error(f"there is no {noun.__name__.lower()} {stream}")
        return state

    def claim(self, stream: UUID) -> Claim:
        """Raises UnknownClaimError."""
        return self._get(Claim, stream, UnknownClaimError)

    def source(self, stream: UUID) -> Source:
        """Raises UnknownSourceError."""
        return self._get(Source, stream, UnknownSourceError)

    def entity(self, stream: UUID) -> Entity:
        """Raises UnknownEntityError."""
        return self._get(Entity, stream, UnknownEntityError)

    def dispute(self, stream: UUID) -> Dispute:
        """Raises UnknownDisputeError."""
        return self._get(Dispute, stream, UnknownDisputeError)

    def contributor(self, stream: UUID) -> Contributor | None:
        """Return who it is, None where nobody is registered so."""
        return self.find(Contributor, stream)

    def judgement(self, stream: UUID) -> Judgement | None:
        """Return the judgement of a pair, None where there is none."""
        return self.find(Judgement, stream)

    def dataset(self, stream: UUID) -> Dataset | None:
        """Return a data set, None where none is registered so."""
        return self.find(Dataset, stream)

    def coverage(self, stream: UUID) -> Coverage | None:
        """Return a declared search, None where there is none."""
        return self.find(Coverage, stream)

    def kind(self, stream: UUID) -> str | None:
        """Return the kind of an entity, `Source` for a source, None where the id is not known."""
        match self._state(stream):
            case Entity(kind=kind):
                return kind
            case Source():
                return SOURCE
            case _:
                return None

    def next(self, stream: UUID, bodies: Sequence[Event]) -> list[NewEvent]:
        """Number bodies as the stream's next events."""
        state = self._state(stream)
        version = 0 if state is None else state.version
        return [NewEvent(stream, version + index, body) for index, body in enumerate(bodies, 1)]

    def check_free(self, stream: UUID) -> None:
        """Raise TakenIdError where the id that somebody chose for a new stream has events already."""
        if self.events(stream):
            raise TakenIdError(f"{stream} is the id of something else: use a new random one")

    def decided(self, stream: UUID, bodies: Sequence[Event]) -> Decision:
        """Come to a decision about one stream."""
        return Decision(stream, self.next(stream, bodies))

    def seal(self, unit: str, field: str, words: str | None) -> Sealed | None:
        """Prepare words for an event, None where there are none."""
        return None if words is None else self.keys.sealed(unit, field, words)

    def sealed_units(self, stream: UUID) -> set[str]:
        """Name the units under which anything in the stream's events is sealed."""
        units: set[str] = set()

        def note(value: object) -> str:
            if isinstance(value, Sealed):
                units.add(value.unit)
            return ""

        for event in self.events(stream):
            msgspec.to_builtins(event.body, enc_hook=note)
        return units
