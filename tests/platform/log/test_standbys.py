"""A log that is read on a standby: it tells nothing, so it is looked at, and it takes no writes."""

import threading
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from tests.platform.log.homes import Home
from tests.processes import PATIENCE_SECONDS
from tests.servers import Postgres
from tests.standbys import standby_of

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.log import Actor, KeyStore, Log, NewEvent
from watchgraph.postgresql import DatabaseRefusedError

ACTOR = Actor("someone", "CONTRIBUTOR", "LOCAL")


def append(log: Log) -> int:
    body = EntityRegistered(kind="Place", dataset="test", native="x")
    return log.append([NewEvent(uuid4(), 1, body)], uuid4(), ACTOR, digest="d")


def at(server: Postgres, url: str, folder: Path, keys: KeyStore) -> Log:
    """Open a log at the same place of another server."""
    return Home(folder=folder, url=server.server.settings(url.rpartition("/")[2])["WATCHGRAPH_DATABASE_URL"]).log(keys)


def test_a_standby_is_followed_and_takes_over_when_it_is_promoted(own_postgres: Postgres, tmp_path: Path) -> None:
    with (
        closing(KeyStore.open(tmp_path / "keys.sqlite")) as keys,
        own_postgres.database() as url,
        closing(Home(folder=tmp_path, url=url).log(keys)) as log,
    ):
        append(log)
        with (
            standby_of(own_postgres) as other,
            closing(at(other, url, tmp_path, keys)) as replica,
            closing(replica.wakes()) as wakes,
        ):
            assert wakes.wait(PATIENCE_SECONDS)
            appending = threading.Timer(0.2, append, (log,))
            appending.start()
            assert wakes.wait(PATIENCE_SECONDS)
            appending.join()
            assert [event.position for event in replica.read(0, 10)] == [1, 2]
            with pytest.raises(DatabaseRefusedError, match=r"read-only transaction|during recovery"):
                append(replica)

            with other.server.connect("postgres") as admin:
                assert admin.execute("select pg_promote()").fetchone() == (True,)

            assert append(replica) == 3
            assert wakes.wait(PATIENCE_SECONDS)
