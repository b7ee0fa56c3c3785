"""The log: commits, positions, conflicts, repeats, pages."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from tests.platform.log.homes import Home

from watchgraph.domain.events.claims import ClaimAccepted, ClaimRejected
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.events.judgements import JudgementReverted
from watchgraph.log import (
    Actor,
    CommandReusedError,
    ConflictError,
    EventTooLargeError,
    KeyStore,
    Log,
    NewEvent,
    seal_body,
)
from watchgraph.log.errors import CommitSizeError
from watchgraph.log.leaf import entry, leaf_hash


def place(name: str) -> EntityRegistered:
    return EntityRegistered(kind="Place", dataset="test", native=name)


def staged(keys: KeyStore, count: int) -> list[tuple[str, int, str, bytes]]:
    streams = [uuid4() for _ in range(count)]
    return [(str(stream), 1, "entity.registered", seal_body(stream, 1, place("x"), keys)) for stream in streams]


def test_one_commit_is_contiguous_and_every_event_knows_its_end(log: Log, actor: Actor) -> None:
    streams = [uuid4(), uuid4()]
    command = uuid4()

    position = log.append([NewEvent(stream, 1, place("x")) for stream in streams], command, actor, digest="d")

    events = log.read(0, 10)
    assert position == 2 == log.head()
    assert [event.position for event in events] == [1, 2]
    assert [event.commit for event in events] == [2, 2]
    assert [(event.envelope.index, event.envelope.size) for event in events] == [(1, 2), (2, 2)]
    assert {event.envelope.command for event in events} == {command}
    assert events[0].body == place("x")
    assert log.commit(2) == events
    assert log.commit(1) == []


def test_the_same_command_again_changes_nothing(log: Log, actor: Actor) -> None:
    stream, command = uuid4(), uuid4()
    first = log.append([NewEvent(stream, 1, place("x"))], command, actor, digest="d", about=stream)
    log.append([NewEvent(uuid4(), 1, place("y"))], uuid4(), actor, digest="e")

    again = log.append([NewEvent(stream, 1, place("x"))], command, actor, digest="d")

    former = log.former(command)
    assert again == first == 1
    assert log.head() == 2
    assert former is not None
    assert (former.position, former.about) == (1, stream)
    assert log.former(uuid4()) is None


def test_a_command_id_cannot_be_used_for_something_else(log: Log, actor: Actor) -> None:
    command = uuid4()
    log.append([NewEvent(uuid4(), 1, place("x"))], command, actor, digest="d")

    with pytest.raises(CommandReusedError):
        log.append([NewEvent(uuid4(), 1, place("x"))], command, actor, digest="other")

    assert log.head() == 1


def test_a_command_without_events_is_remembered_too(log: Log, actor: Actor) -> None:
    command = uuid4()
    log.append([NewEvent(uuid4(), 1, place("x"))], uuid4(), actor, digest="d")

    position = log.append([], command, actor, digest="nothing")

    assert position == 1 == log.append([], command, actor, digest="nothing")


def test_a_stream_that_moved_on_is_a_conflict_and_nothing_is_written(log: Log, actor: Actor) -> None:
    stream, other = uuid4(), uuid4()
    log.append([NewEvent(stream, 1, place("x"))], uuid4(), actor, digest="d")

    with pytest.raises(ConflictError):
        log.append([NewEvent(other, 1, place("y")), NewEvent(stream, 1, place("x"))], uuid4(), actor, digest="e")

    assert log.exists([stream, other]) == {stream}
    assert log.head() == 1


def test_a_version_cannot_be_left_out(log: Log, actor: Actor) -> None:
    stream = uuid4()
    log.append([NewEvent(stream, 1, place("x"))], uuid4(), actor, digest="d")

    with pytest.raises(ConflictError, match="version 2"):
        log.append([NewEvent(stream, 3, ClaimAccepted())], uuid4(), actor, digest="e")


def test_a_bulk_append_writes_the_same_as_the_small_one(log: Log, keys: KeyStore, actor: Actor) -> None:
    rows = staged(keys, 1200)

    position = log.append_staged(iter(rows), size=1200, command=uuid4(), actor=actor, digest="d")

    assert position == 1200
    events = log.read(0, 10)
    assert len(events) == 1200
    assert {event.commit for event in events} == {1200}
    assert {str(event.stream) for event in events} == {row[0] for row in rows}
    assert events[7].body == place("x")
    assert len(log.exists(UUID(row[0]) for row in rows)) == 1200


def test_a_bulk_append_is_taken_whole_or_not_at_all(log: Log, keys: KeyStore, actor: Actor) -> None:
    rows = staged(keys, 5)
    log.append_staged(rows[:1], size=1, command=uuid4(), actor=actor, digest="d")

    for bad, size, error in (
        (rows, 5, ConflictError),
        (rows[1:], 5, CommitSizeError),
        (rows[1:], 3, CommitSizeError),
    ):
        with pytest.raises(error):
            log.append_staged(bad, size=size, command=uuid4(), actor=actor, digest="d")

    assert log.head() == 1
    assert log.append_staged(rows[1:], size=4, command=uuid4(), actor=actor, digest="d") == 5


def test_a_repeated_bulk_append_changes_nothing(log: Log, keys: KeyStore, actor: Actor) -> None:
    command, rows = uuid4(), staged(keys, 3)
    first = log.append_staged(rows, size=3, command=command, actor=actor, digest="d")

    assert log.append_staged(rows, size=3, command=command, actor=actor, digest="d") == first
    assert log.head() == 3


def test_pages_end_where_a_commit_ends(log: Log, keys: KeyStore, actor: Actor) -> None:
    for count in (2, 3, 1):
        log.append_staged(staged(keys, count), size=count, command=uuid4(), actor=actor, digest="d")

    page = log.read(0, 3)
    rest = log.read(page[-1].position, 1)

    assert [event.position for event in page] == [1, 2, 3, 4, 5]
    assert [event.position for event in rest] == [6]
    assert log.read(6, 10) == []
    assert [event.position for event in log.scan(1, until=4)] == [2, 3, 4]
    assert [event.position for event in log.scan(0)] == [1, 2, 3, 4, 5, 6]


def test_recorded_time_never_runs_backwards(home: Home, keys: KeyStore, actor: Actor) -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    clock = iter([noon, noon - timedelta(hours=1), noon + timedelta(microseconds=5)])
    log = home.log(keys, clock=lambda: next(clock))

    for _ in range(3):
        log.append([NewEvent(uuid4(), 1, place("x"))], uuid4(), actor, digest="d")

    assert [event.envelope.recorded for event in log.read(0, 10)] == [
        "2026-11-23T12:00:00.000000Z",
        "2026-11-23T12:00:00.000000Z",
        "2026-11-23T12:00:00.000005Z",
    ]
    log.close()


def test_an_entry_stays_under_its_limit(log: Log, actor: Actor) -> None:
    with pytest.raises(EventTooLargeError):
        log.append([NewEvent(uuid4(), 1, place("x" * 65_300))], uuid4(), actor, digest="d")

    log.append([NewEvent(uuid4(), 1, place("x" * 65_000))], uuid4(), actor, digest="d")
    assert log.head() == 1


def test_rare_topics_are_found_without_a_walk_through_the_log(log: Log, actor: Actor) -> None:
    stream = uuid4()
    log.append([NewEvent(uuid4(), 1, place("x"))], uuid4(), actor, digest="d")
    log.append([NewEvent(stream, 1, JudgementReverted(reason="why"))], uuid4(), actor, digest="d")

    found = log.of_topics("judgement.recorded", "judgement.reverted")

    assert [event.stream for event in found] == [stream]
    assert log.of_topics("judgement.reverted", after=2) == []
    with pytest.raises(ValueError, match=r"entity\.registered"):
        log.of_topics("entity.registered")


def test_a_stream_is_read_by_version(log: Log, actor: Actor) -> None:
    stream, other = uuid4(), uuid4()
    log.append([NewEvent(stream, 1, place("x")), NewEvent(stream, 2, ClaimAccepted())], uuid4(), actor, digest="d")
    log.append([NewEvent(stream, 3, ClaimRejected(reason="DUPLICATE"))], uuid4(), actor, digest="d")

    assert [event.version for event in log.stream(stream)] == [1, 2, 3]
    assert log.streams([stream, other])[other] == []


def test_another_connection_notices_a_change(home: Home, log: Log, keys: KeyStore, actor: Actor) -> None:
    other = home.log(keys)
    assert other.changed()
    assert not other.changed()

    log.append([NewEvent(uuid4(), 1, place("x"))], uuid4(), actor, digest="d")

    assert other.changed()
    assert not other.changed()
    other.close()


def test_the_leaf_is_made_of_the_bytes_as_stored(log: Log, actor: Actor) -> None:
    stream = UUID("00000000-0000-0000-0000-00000000000a")
    log.append([NewEvent(stream, 1, place("x"))], uuid4(), actor, digest="d")
    _, stored, version, topic, state = log.rows(0, 1)[0]

    laid_out = entry(UUID(stored), version, topic, state)

    assert laid_out == bytes(15) + b"\x0a" + bytes(7) + b"\x01" + b"\x00\x11" + b"entity.registered" + state
    assert len(leaf_hash(laid_out)) == 32
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


def test_versions_are_known_without_reading_the_streams(log: Log, actor: Actor) -> None:
    one, two, none = uuid4(), uuid4(), uuid4()
    log.append([NewEvent(one, 1, place("x")), NewEvent(two, 1, place("y"))], uuid4(), actor, digest="d")
    log.append([NewEvent(one, 2, place("x"))], uuid4(), actor, digest="e")

    assert log.versions([one, two, none]) == {one: 2, two: 1}
    assert log.versions([]) == {}
