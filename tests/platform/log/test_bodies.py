"""Bodies between memory and disk: sealing, envelopes, upcasting, damage."""

from collections.abc import Callable
from uuid import UUID, uuid4

import msgspec
import pytest

from watchgraph.domain.events.claims import ClaimAccepted, ClaimRejected, ClaimWithdrawn
from watchgraph.domain.values import Sealed
from watchgraph.log import Actor, Envelope, KeyStore, Log, NewEvent, seal_body, with_envelope
from watchgraph.log.bodies import EVENTS, Reader, Splicer
from watchgraph.log.errors import SealedTextMissingError, UnreadableEventError

STREAM = UUID("0b9c7f6e-6a5e-5d57-8f3d-1f2f6f3b8a01")
COMMAND = UUID("6f1d9d9e-0d6c-4a6e-9a0b-9a7b5a0c3d22")


def envelope(actor: Actor, schema: int = 1) -> Envelope:
    return Envelope(
        schema=schema, command=COMMAND, index=1, size=2, actor=actor, recorded="2026-11-23T12:00:00.000000Z"
    )


def test_topics_are_closed_and_each_names_its_class() -> None:
    assert len(EVENTS) == 36
    assert {cls.TOPIC: cls for cls in EVENTS.values()} == dict(EVENTS)


def test_a_sealed_note_is_ciphertext_on_disk_and_text_in_memory(log: Log, keys: KeyStore, actor: Actor) -> None:
    note = keys.sealed("claim:1", "note", "she said so")

    log.append([NewEvent(STREAM, 1, ClaimAccepted(note=note))], COMMAND, actor, digest="d")

    assert log.stream(STREAM)[0].body == ClaimAccepted(note=note)
    state = log.rows(0, 1)[0][4]
    assert b"she said so" not in state
    assert set(msgspec.json.decode(state)["body"]["note"]) == {"unit", "field", "box"}


def test_a_text_whose_key_is_destroyed_reads_as_none_and_its_structure_stays(
    log: Log, keys: KeyStore, actor: Actor
) -> None:
    note = keys.sealed("claim:1", "note", "she said so", identifying=True)
    log.append([NewEvent(STREAM, 1, ClaimAccepted(note=note))], COMMAND, actor, digest="d")
    before = log.rows(0, 1)

    keys.destroy(["claim:1"])

    read = log.stream(STREAM)[0].body
    assert read == ClaimAccepted(note=Sealed("claim:1", "note", None, note.digest))
    assert log.rows(0, 1) == before


def test_a_text_without_its_words_cannot_be_written(keys: KeyStore) -> None:
    with pytest.raises(SealedTextMissingError):
        seal_body(STREAM, 1, ClaimAccepted(note=Sealed("claim:1", "note", None)), keys)


@pytest.mark.parametrize(("stream", "version"), [(uuid4(), 1), (STREAM, 2)])
def test_a_box_moved_to_another_place_is_unreadable(keys: KeyStore, actor: Actor, stream: UUID, version: int) -> None:
    body = seal_body(STREAM, 1, ClaimAccepted(note=keys.sealed("claim:1", "note", "words")), keys)
    state = with_envelope(body, envelope(actor))
    reader = Reader(keys)

    with pytest.raises(UnreadableEventError):
        reader.read(stream, version, "claim.accepted", state)

    assert reader.read(STREAM, 1, "claim.accepted", state).command == COMMAND


def test_an_unknown_topic_and_damaged_bytes_are_unreadable(keys: KeyStore, actor: Actor) -> None:
    reader = Reader(keys)
    state = with_envelope(b"{}", envelope(actor))

    for topic, bytes_ in (("claim.invented", state), ("claim.accepted", state[:-3]), ("claim.rejected", state)):
        with pytest.raises(UnreadableEventError, match=str(STREAM)):
            reader.read(STREAM, 1, topic, bytes_)


def test_a_spliced_envelope_is_the_encoded_one(actor: Actor) -> None:
    splicer = Splicer(COMMAND, 2, actor, "2026-11-23T12:00:00.000000Z")

    spliced = splicer.opening(1) + b"1" + splicer.closing + b'{"reason":"x"}' + b"}"

    assert spliced == with_envelope(b'{"reason":"x"}', envelope(actor))


def test_an_older_body_is_lifted_step_by_step(keys: KeyStore, actor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    state = with_envelope(b'{"why":"dup"}', envelope(actor))
    monkeypatch.setattr(ClaimRejected, "VERSION", 3)
    steps: dict[tuple[str, int], Callable[[dict[str, object]], dict[str, object]]] = {
        ("claim.rejected", 1): lambda body: {"cause": body["why"]},
        ("claim.rejected", 2): lambda body: {"reason": str(body["cause"]).upper()},
    }

    stored = Reader(keys, steps).read(STREAM, 1, "claim.rejected", state)

    assert stored.body == ClaimRejected(reason="DUP")
    assert stored.schema == 1


def test_a_body_of_a_newer_program_is_refused(keys: KeyStore, actor: Actor) -> None:
    state = with_envelope(b"{}", envelope(actor, schema=2))

    with pytest.raises(UnreadableEventError, match="schema 2"):
        Reader(keys).read(STREAM, 1, ClaimWithdrawn.TOPIC, state)
