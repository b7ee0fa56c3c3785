"""Whoever wrote reads what it wrote, where it names the position that it was told."""

import asyncio
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from tests.platform.server.clients import code_of, serving
from tests.platform.server.test_asgi import ASKED, followers
from tests.processes import PATIENCE_SECONDS
from tests.stores import Store

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.log import Actor, NewEvent
from watchgraph_server import positions
from watchgraph_server.asgi import application


def written(store: Store) -> int:
    body = EntityRegistered(kind="Place", dataset="tests", native=str(uuid4()))
    return store.log.append([NewEvent(uuid4(), 1, body)], uuid4(), Actor("tests", "EDITOR", "LOCAL"), digest="1")


async def test_an_answer_that_is_asked_for_at_a_position_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(positions, "LONGEST_SECONDS", PATIENCE_SECONDS)
    store = Store.open(tmp_path / "store")
    counts = list[int]()
    async with serving(application(store.catalogue, followers(store))) as client:
        for _ in range(20):
            position = await asyncio.to_thread(written, store)
            reply = await client.post("/graphql", json=ASKED, headers={"watchgraph-position": str(position)})
            counts.append(reply.json()["data"]["places"]["totalCount"])
            assert reply.json()["extensions"]["standing"]["position"] >= position
    store.close()

    assert counts == list(range(1, 21))


async def test_a_position_that_is_not_reached_in_time_is_told(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(positions, "LONGEST_SECONDS", 0.1)

    reply = await client.post("/graphql", json=ASKED, headers={"watchgraph-position": "999999999"})

    assert (reply.status_code, code_of(reply), reply.headers["retry-after"]) == (503, "not-shown-yet", "1")
    assert reply.json()["errors"][0]["extensions"]["retryAfterSeconds"] == 1


async def test_a_position_that_nobody_was_told_is_refused_at_once(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    position = written(store)
    async with serving(application(store.catalogue, followers(store), log=store.log)) as client:
        told = await client.post("/graphql", json=ASKED, headers={"watchgraph-position": str(position)})
        untold = await client.post("/graphql", json=ASKED, headers={"watchgraph-position": str(position + 1)})
    store.close()

    assert told.json()["extensions"]["standing"]["position"] == position
    assert (untold.status_code, code_of(untold)) == (404, "later-position")
    assert "retry-after" not in untold.headers


async def test_a_position_that_was_told_is_waited_for_however_far_behind_the_answers_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(positions, "LONGEST_SECONDS", 0.1)
    store = Store.open(tmp_path / "store")
    position = [written(store) for _ in range(3)][-1]
    async with serving(application(store.catalogue, log=store.log)) as client:
        reply = await client.post("/graphql", json=ASKED, headers={"watchgraph-position": str(position)})
    store.close()

    assert (reply.status_code, code_of(reply)) == (503, "not-shown-yet")


@pytest.mark.parametrize("position", ["-1", "1.5", "x", "", "9" * 19, "\u0661"])
async def test_what_is_no_position_is_refused(client: httpx.AsyncClient, position: str) -> None:
    reply = await client.post("/graphql", json=ASKED, headers={b"watchgraph-position": position.encode()})

    assert (reply.status_code, code_of(reply)) == (400, "bad-position")


async def test_caches_tell_answers_at_positions_apart(client: httpx.AsyncClient) -> None:
    reply = await client.get("/graphql", params=ASKED)

    assert "Watchgraph-Position" in reply.headers["vary"]


async def test_two_positions_are_one_too_many(client: httpx.AsyncClient) -> None:
    twice = [("watchgraph-position", "1"), ("watchgraph-position", "2")]

    reply = await client.post("/graphql", json=ASKED, headers=twice)

    assert (reply.status_code, code_of(reply)) == (400, "given-twice")
