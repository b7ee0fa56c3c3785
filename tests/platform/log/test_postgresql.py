"""What is so of a log in PostgreSQL alone: connections that die, rights, layouts."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from tests.platform.log.homes import Home
from tests.processes import PATIENCE_SECONDS
from tests.roles import documented_grants, run, somebody
from tests.servers import Postgres

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.log import Actor, KeyStore, Log, NewEvent
from watchgraph.log.store import utc_now
from watchgraph.postgresql import Address, DatabaseRefusedError, DatabaseUnavailableError

BODY = EntityRegistered(kind="Place", dataset="test", native="x")
ACTOR = Actor("someone", "CONTRIBUTOR", "LOCAL")
CUT = "select pg_terminate_backend(pid, 60000) from pg_stat_activity where application_name = 'watchgraph log'"


@pytest.fixture
def home(tmp_path: Path, postgres_url: str) -> Home:
    return Home(folder=tmp_path, url=postgres_url)


@pytest.fixture
def files(tmp_path: Path) -> Iterator[KeyStore]:
    with closing(KeyStore.open(tmp_path / "keys.sqlite")) as keys:
        yield keys


def append(log: Log) -> int:
    return log.append([NewEvent(uuid4(), 1, BODY)], uuid4(), ACTOR, digest="d")


def test_connections_that_died_are_replaced_and_nobody_notices(postgres_url: str, log: Log) -> None:
    append(log)

    run(postgres_url, CUT)

    assert log.head() == 1
    run(postgres_url, CUT)
    assert append(log) == 2


def test_a_command_whose_connection_breaks_in_the_middle_is_carried_out_once(
    postgres_url: str, home: Home, files: KeyStore
) -> None:
    cuts = iter([True])

    def clock() -> datetime:  # asked after the transaction was begun, and before it is committed
        if next(cuts, False):
            run(postgres_url, CUT)
        return utc_now()

    log, command = home.log(files, clock), uuid4()

    position = log.append([NewEvent(uuid4(), 1, BODY)], command, ACTOR, digest="d")

    former = log.former(command)
    assert former is not None
    assert position == former.position == log.head() == 1
    log.close()


def test_a_server_that_is_away_is_said_and_found_again_without_a_restart(
    own_postgres: Postgres, tmp_path: Path, files: KeyStore
) -> None:
    with own_postgres.database() as url:
        log = Home(folder=tmp_path, url=url).log(files)
        wakes = log.wakes()
        append(log)
        wakes.wait(PATIENCE_SECONDS)

        own_postgres.server.down()
        with pytest.raises((DatabaseUnavailableError, DatabaseRefusedError)):
            append(log)
        assert not wakes.wait(0.1)
        own_postgres.server.up()

        assert append(log) == 2
        assert wakes.wait(PATIENCE_SECONDS)
        wakes.close()
        log.close()


def test_who_may_only_read_serves_reads_and_is_refused_to_write(postgres_url: str, home: Home, files: KeyStore) -> None:
    with closing(home.log(files)) as log:
        append(log)
    run(postgres_url, "create schema watchgraph_catalogue", "create schema watchgraph_leases")

    with (
        somebody(postgres_url, *documented_grants()) as url,
        closing(Log.of(Address.of(url, "url"), files)) as log,
        closing(log.wakes()) as wakes,
    ):
        read, woken = log.read(0, 10), wakes.wait(PATIENCE_SECONDS)
        with pytest.raises(DatabaseRefusedError, match="permission denied") as refused:
            append(log)

    assert [event.position for event in read] == [1]
    assert woken
    assert "secret" not in str(refused.value)


def test_a_writer_need_not_own_the_log(postgres_url: str, home: Home, files: KeyStore) -> None:
    home.log(files).close()
    grants = (
        "grant usage on schema watchgraph_log to reader",
        "grant select on all tables in schema watchgraph_log to reader",
        "grant insert, update on watchgraph_log.stored_events to reader",
        "grant insert on watchgraph_log.commands to reader",
        "grant update on watchgraph_log.stored_events_notification_id_seq to reader",
    )

    with somebody(postgres_url, *grants) as url, closing(Log.of(Address.of(url, "url"), files)) as log:
        position = append(log)

    assert position == 1


def test_nobody_makes_tables_who_may_not(postgres_url: str, files: KeyStore) -> None:
    with (
        somebody(postgres_url) as url,
        pytest.raises(DatabaseRefusedError, match="permission denied for database"),
    ):
        Log.of(Address.of(url, "url"), files)


def test_tables_of_a_newer_program_are_refused(postgres_url: str, home: Home, files: KeyStore) -> None:
    home.log(files).close()
    run(postgres_url, "update watchgraph_log.layout set version = 2")

    with pytest.raises(DatabaseRefusedError, match="newer version of this program, layout 2; this one knows layout 1"):
        home.log(files)


def test_tables_of_another_program_are_refused_and_left_alone(postgres_url: str, home: Home, files: KeyStore) -> None:
    run(postgres_url, "create schema watchgraph_log", "create table watchgraph_log.stored_events (mine text)")

    with pytest.raises(DatabaseRefusedError, match="did not make"):
        home.log(files)

    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("select to_regclass('watchgraph_log.layout')").fetchone() == (None,)


def test_an_importer_that_holds_the_lock_keeps_nobody_from_reading(
    postgres_url: str, home: Home, files: KeyStore
) -> None:
    with closing(home.log(files)) as log, psycopg.connect(postgres_url) as other:
        append(log)
        other.execute("lock table watchgraph_log.stored_events in exclusive mode")

        assert log.head() == 1
