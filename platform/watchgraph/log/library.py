"""The event library's view of our log: its repository finds the aggregates that our two appends wrote."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from eventsourcing.application import Repository
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import ApplicationRecorder, EventStore, JSONTranscoder, Mapper, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from watchgraph.domain.aggregates import Aggregate
from watchgraph.domain.events.base import Event
from watchgraph.domain.nouns import noun
from watchgraph.log.bodies import Reader, seal_body, with_envelope
from watchgraph.log.envelope import Envelope
from watchgraph.log.keys import KeyStore
from watchgraph.postgresql import Address


@dataclass(frozen=True)
class LoggedEvent:
    """One of our events in the shape that the library folds."""

    originator_id: UUID
    originator_version: int
    envelope: Envelope
    body: Event

    def mutate(self, aggregate: Aggregate | None) -> Aggregate:
        """Fold the event into the state before it, None for the first."""
        if aggregate is None:
            return noun(self.body.TOPIC).born(self.originator_id, self.envelope.actor.id, self.body)
        aggregate.apply(self.envelope.actor.id, self.body)
        return aggregate


class BodyMapper(Mapper[UUID]):
    """The library's mapper over our stored states."""

    def __init__(self, keys: KeyStore) -> None:
        super().__init__(JSONTranscoder())
        self._keys = keys
        self._reader = Reader(keys)

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Write as `Log.append` does; only a LoggedEvent has what that takes."""
        assert isinstance(domain_event, LoggedEvent)
        stream, version, body = domain_event.originator_id, domain_event.originator_version, domain_event.body
        state = with_envelope(seal_body(stream, version, body, self._keys), domain_event.envelope)
        return StoredEvent(stream, version, body.TOPIC, state)

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """Read as `Log.stream` does."""
        stream = stored_event.originator_id
        assert isinstance(stream, UUID)
        version = stored_event.originator_version
        stored = self._reader.read(stream, version, stored_event.topic, stored_event.state)
        return LoggedEvent(stream, version, stored.envelope(), stored.body)


def repository(place: Path | Address, keys: KeyStore) -> Repository[UUID]:
    """Open the log of a file or a database with the library's own recorder; `get(id)` returns our aggregate.

    For reading: only `Log` gives events their place in a commit.
    """
    recorder = _file_recorder(place) if isinstance(place, Path) else _database_recorder(place)
    return Repository(EventStore(BodyMapper(keys), recorder))


def _file_recorder(path: Path) -> ApplicationRecorder:
    return SQLiteApplicationRecorder(SQLiteDatastore(path.resolve().as_uri()))


def _database_recorder(address: Address) -> ApplicationRecorder:
    """The library takes the parts of an address, and none of its options."""
    from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore  # noqa: PLC0415 - the driver

    datastore = PostgresDatastore(
        dbname=address.database,
        host=address.hosts,
        port=address.ports,
        user=address.user,
        password=address.password,
        schema="watchgraph_log",
    )
    return PostgresApplicationRecorder(datastore)
