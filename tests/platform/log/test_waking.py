"""Who follows the log sleeps until somebody appends, in this process or another."""

import threading
from uuid import uuid4

import pytest
from tests.platform.log.homes import Home
from tests.processes import PATIENCE_SECONDS

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.log import Actor, KeyStore, Log, NewEvent, listening

PLACE = EntityRegistered(kind="Place", dataset="test", native="x")


def append(log: Log, actor: Actor) -> None:
    log.append([NewEvent(uuid4(), 1, PLACE)], uuid4(), actor, digest="d")


def test_the_first_wait_is_over_at_once_and_the_next_when_somebody_appends(
    log: Log, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "LOOK_SECONDS", 10 * PATIENCE_SECONDS)  # it is told, or it never learns
    wakes = log.wakes()
    assert wakes.wait(PATIENCE_SECONDS)
    assert not wakes.wait(0.05)

    appending = threading.Timer(0.1, append, (log, actor))
    appending.start()
    woken = wakes.wait(PATIENCE_SECONDS)

    assert woken
    appending.join()
    wakes.close()


def test_what_another_connection_appends_before_the_wait_is_not_missed(
    home: Home, log: Log, keys: KeyStore, actor: Actor
) -> None:
    wakes = log.wakes()
    other = home.log(keys)
    wakes.wait(PATIENCE_SECONDS)

    for _ in range(3):
        append(other, actor)

    assert wakes.wait(PATIENCE_SECONDS)
    wakes.close()
    other.close()


def test_a_wait_can_be_taken_up_again_after_it_was_closed(log: Log, actor: Actor) -> None:
    wakes = log.wakes()
    wakes.wait(PATIENCE_SECONDS)
    wakes.close()

    append(log, actor)

    assert wakes.wait(PATIENCE_SECONDS)
    wakes.close()
