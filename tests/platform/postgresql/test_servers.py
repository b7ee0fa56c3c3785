"""Connections to a real server: how they are set up, and what is said where none comes about."""

import socket
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from psycopg import sql

from watchgraph.postgresql import Address, DatabaseRefusedError, DatabaseUnavailableError, servers
from watchgraph.postgresql.servers import Server, Session

SESSION = Session(schema="somewhere", application="a test", statement_seconds=20, lock_seconds=1)


@pytest.fixture
def server(postgres_url: str) -> Iterator[Server]:
    with closing(Server(Address.of(postgres_url, "url"), SESSION)) as opened:
        yield opened


def test_nothing_runs_or_waits_without_bounds(server: Server) -> None:
    names = ("search_path", "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")

    found = [server.rows(f"show {name}")[0][0] for name in names]

    assert found == ["somewhere", "20s", "1s", "1min"]


def test_who_waits_too_long_for_a_lock_is_told_so(server: Server, postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as other, server.lent() as lent:
        other.execute("create table public.held (x int)")
        other.commit()
        other.execute("lock table public.held")

        with pytest.raises(DatabaseUnavailableError, match="busy for too long") as told, server.lent() as second:
            second.execute("select * from public.held")

    assert not told.value.lost
    assert lent.closed or lent.info.status == psycopg.pq.ConnStatus.OK


def test_what_is_no_fault_of_the_server_is_not_put_in_other_words(server: Server) -> None:
    with pytest.raises(psycopg.errors.SyntaxError):
        server.rows("selekt 1")


def test_commits_are_on_the_disk_although_the_server_is_set_not_to_wait(server: Server, postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as admin:
        name = sql.Identifier(postgres_url.rpartition("/")[2])
        admin.execute(sql.SQL("alter database {} set synchronous_commit = off").format(name))

    with closing(server.connect()) as connection, closing(server.durable(connection)) as durable:
        assert durable.rows("show synchronous_commit") == [("on",)]


def test_wrong_passwords_and_databases_are_told_without_the_password(postgres_url: str) -> None:
    right = Address.of(postgres_url, "url")
    place = f"{right.hosts}:{right.ports}"

    for url, said in (
        (f"postgresql://{right.user}:not-it@{place}/{right.database}", "User or password is wrong"),
        (f"postgresql://{right.user}@{place}/{right.database}", "no password"),
        (f"postgresql://{right.user}:{right.password}@{place}/nowhere", 'database "nowhere" does not exist'),
    ):
        with pytest.raises(DatabaseRefusedError, match=said) as refused:
            Server(Address.of(url, "url"), SESSION).connect()
        assert "not-it" not in str(refused.value)
        assert right.password not in str(refused.value)
        assert "\n" not in str(refused.value)


def test_a_server_that_is_not_there_is_told() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(DatabaseRefusedError, match=r"Connection refused\. Is the server running"):
        Server(Address.of(f"postgresql://ann:secret@127.0.0.1:{port}/store", "url"), SESSION).connect()


def test_a_server_that_is_too_old_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "OLDEST", 990_000)

    with pytest.raises(DatabaseRefusedError, match=r"is too old .* it takes 99 or newer"):
        server.connect()
