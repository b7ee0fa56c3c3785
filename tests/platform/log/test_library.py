"""The event library's own repository reads what our two appends wrote."""

from uuid import UUID, uuid4

import msgspec
import pytest
from eventsourcing.application import AggregateNotFoundError
from eventsourcing.persistence import StoredEvent
from tests.platform.log.homes import Home

from watchgraph.domain.claim_states import ClaimState
from watchgraph.domain.claims import Claim
from watchgraph.domain.entities import Entity
from watchgraph.domain.events.claims import ClaimAccepted, ClaimProposed
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.statements import Evidence, Origin, Stance, Statement
from watchgraph.domain.values import SealedText
from watchgraph.log import Actor, KeyStore, Log, NewEvent, seal_body
from watchgraph.log.library import BodyMapper, repository


def proposal(keys: KeyStore) -> ClaimProposed:
    name = SealedText(text=keys.sealed("record:d/1", "statement.object", "A. Person", identifying=True))
    return ClaimProposed(
        statement=Statement(origin=Origin(dataset="d", record="1"), subject=uuid4(), predicate="name", object=name),
        evidence=(Evidence(id=uuid4(), source=uuid4(), stance=Stance.SUPPORTS, locator="p. 1"),),
    )


def test_the_repository_folds_a_claim_that_a_command_wrote(home: Home, log: Log, keys: KeyStore, actor: Actor) -> None:
    stream, body = uuid4(), proposal(keys)
    log.append([NewEvent(stream, 1, body)], uuid4(), actor, digest="d")
    reviewer = Actor("another", "REVIEWER", "LOCAL")
    log.append([NewEvent(stream, 2, ClaimAccepted())], uuid4(), reviewer, digest="d")

    claim: Claim = repository(home.place, keys).get(stream)

    assert claim.state is ClaimState.ACCEPTED
    assert claim.version == 2
    assert claim.statement == body.statement
    assert claim.votes == ("another",)


def test_the_repository_folds_what_an_import_wrote(home: Home, log: Log, keys: KeyStore, actor: Actor) -> None:
    streams = [uuid4() for _ in range(3)]
    body = EntityRegistered(kind="Place", dataset="test", native="x")
    rows = [(stream.hex, 1, body.TOPIC, seal_body(stream, 1, body, keys)) for stream in streams]
    log.append_staged(rows, size=3, command=uuid4(), actor=actor, digest="d")

    entity: Entity = repository(home.place, keys).get(streams[1])

    assert (entity.id, entity.kind, entity.native) == (streams[1], "Place", "x")


def test_the_library_mapper_writes_what_the_log_wrote(log: Log, keys: KeyStore, actor: Actor) -> None:
    stream = uuid4()
    body = EntityRegistered(kind="Place", dataset="test", native="x")
    log.append([NewEvent(stream, 1, body)], uuid4(), actor, digest="d")
    mapper = BodyMapper(keys)
    _, stored_stream, version, topic, state = log.rows(0, 1)[0]

    written = mapper.to_stored_event(mapper.to_domain_event(StoredEvent(UUID(stored_stream), version, topic, state)))

    assert (written.originator_id, written.originator_version, written.topic) == (stream, 1, topic)
    assert msgspec.json.decode(written.state) == msgspec.json.decode(state)


def test_the_repository_knows_nothing_else(home: Home, log: Log, keys: KeyStore) -> None:
    assert log.head() == 0

    with pytest.raises(AggregateNotFoundError):
        repository(home.place, keys).get(uuid4())
