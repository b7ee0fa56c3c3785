"""Where the settings put log and keys, and what is refused when a program starts."""

import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from tests.platform.server.clients import serving
from tests.processes import PATIENCE_SECONDS
from tests.roles import documented_grants, somebody
from tests.servers import Postgres
from typer.testing import CliRunner, Result

from watchgraph.postgresql import Address
from watchgraph.settings import Settings
from watchgraph_projections.postgres_leases import PostgresLease
from watchgraph_server import health
from watchgraph_server.asgi import application
from watchgraph_server.cli import app
from watchgraph_server.databases import open_catalogue
from watchgraph_server.stores import Store, log_to_look_at, watching

URL = "postgresql://ann:secret@127.0.0.1:1/store"


def run(tmp_path: Path, *words: str, **settings: str) -> Result:
    return CliRunner().invoke(app, [*words], env={"WATCHGRAPH_DATA": str(tmp_path), **settings})


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"WATCHGRAPH_DATABASE_URL": "sqlite:///x"}, "WATCHGRAPH_DATABASE_URL is no address"),
        ({"WATCHGRAPH_KEYS_URL": "file:x"}, "WATCHGRAPH_KEYS_URL is no address"),
        ({"WATCHGRAPH_DATABASE_URL": URL}, "Connection refused"),
        ({"WATCHGRAPH_DATABASE_URL": URL, "POSTGRES_ENABLE_DB_FUNCTIONS": "y"}, "a third of the events"),
        ({"WATCHGRAPH_DATABASE_URL": URL, "WATCHGRAPH_KEYS_URL": URL}, "Name another database"),
    ],
)
@pytest.mark.parametrize("words", [("import", "reference"), ("serve", "--port", "0"), ("status",)])
def test_what_cannot_be_used_is_refused_in_one_sentence(
    tmp_path: Path, words: tuple[str, ...], settings: dict[str, str], said: str
) -> None:
    result = run(tmp_path, *words, **settings)

    assert result.exit_code == 2
    assert said in result.stderr
    assert "secret" not in result.output
    assert len(result.stderr.splitlines()) == 2, "a sentence, and its code"


def test_the_setting_that_loses_events_is_no_matter_where_it_is_off_or_the_log_is_a_file(
    tmp_path: Path, reference_folder: Path
) -> None:
    assert run(reference_folder, "claim", "C042", POSTGRES_ENABLE_DB_FUNCTIONS="y").exit_code == 0
    off = run(tmp_path, "verify", WATCHGRAPH_DATABASE_URL=URL, POSTGRES_ENABLE_DB_FUNCTIONS="no")
    assert "Connection refused" in off.stderr


def begun(tmp_path: Path, url: str) -> None:
    """Import the reference data, and lead for a moment, as `watchgraph follow` does."""
    with closing(PostgresLease(Address.of(url, "url"), "catalogue")) as lease:
        lease.take()
    assert run(tmp_path, "import", "reference", WATCHGRAPH_DATABASE_URL=url).exit_code == 0


async def test_a_role_that_may_only_read_is_enough_to_answer(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(tmp_path, postgres_url)

    with somebody(postgres_url, *documented_grants()) as url:
        monkeypatch.setenv("WATCHGRAPH_DATA", str(tmp_path / "elsewhere"))
        monkeypatch.setenv("WATCHGRAPH_DATABASE_URL", url)
        settings = Settings()
        with log_to_look_at(settings) as log, closing(open_catalogue(settings)) as catalogue:
            served = application(catalogue, watching(settings), settings, None, log)
            async with serving(served) as client:
                asked = await client.post("/graphql", json={"query": "{ claims(first: 1) { totalCount } }"})
                told = await client.get("/health")
        refused = run(tmp_path, "rebuild", WATCHGRAPH_DATABASE_URL=url)

    assert asked.json()["data"]["claims"]["totalCount"] > 300
    assert told.json()["ok"] is True
    assert refused.exit_code == 2
    assert "permission denied" in refused.stderr


async def test_health_is_told_at_once_while_the_server_is_dead_and_all_is_well_when_it_is_back(
    tmp_path: Path, own_postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHGRAPH_DATA", str(tmp_path))
    monkeypatch.setenv("WATCHGRAPH_DATABASE_URL", own_postgres.server.settings("postgres")["WATCHGRAPH_DATABASE_URL"])
    with Store.open() as store, closing(open_catalogue(store.settings)) as catalogue:
        served = application(catalogue, watching(store.settings), store.settings, None, store.log)
        async with serving(served) as client:
            before = await client.get("/health")
            os.kill(own_postgres.server.process.pid or 0, signal.SIGKILL)
            assert own_postgres.server.process.await_end(PATIENCE_SECONDS)
            monkeypatch.setattr(health, "PATIENCE_SECONDS", 0.3)
            dead = {path: await client.get(path) for path in ("/health", "/health/ready", "/health/live")}
            monkeypatch.setattr(health, "PATIENCE_SECONDS", PATIENCE_SECONDS)
            own_postgres.server.up()
            while (after := await client.get("/health")).status_code != 200:
                pass

    assert before.json()["ok"] is True
    assert [reply.status_code for reply in dead.values()] == [503, 503, 200]
    assert dead["/health"].json() == {
        "ok": False,
        "unread": dict.fromkeys(("catalogue", "log", "leaders"), "does not answer"),
    }
    assert dead["/health/ready"].json()["unread"] == {"catalogue": "does not answer"}
    assert after.json()["position"] == 0


async def test_a_server_is_ready_as_long_as_its_read_models_can_be_read(
    reference_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(reference_folder, tmp_path / "store")
    monkeypatch.setenv("WATCHGRAPH_DATA", str(folder))
    settings = Settings()
    with log_to_look_at(settings) as log, closing(open_catalogue(settings)) as catalogue:
        with closing(sqlite3.connect(folder / "log.sqlite")) as other:
            other.execute("drop table stored_events")
        async with serving(application(catalogue, watching(settings), settings, None, log)) as client:
            whole, ready = await client.get("/health"), await client.get("/health/ready")

    assert (whole.status_code, whole.json()["unread"]) == (503, {"log": "cannot be read"})
    assert (ready.status_code, ready.json()["position"]) == (200, whole.json()["position"])


def test_a_role_without_grants_is_told_which_it_needs(tmp_path: Path, postgres_url: str) -> None:
    begun(tmp_path, postgres_url)
    usage, select = documented_grants()

    for granted in ((), (usage,), (usage.replace(", watchgraph_catalogue", ""), select)):
        with somebody(postgres_url, *granted) as url:
            refused = run(tmp_path / "other", "serve", "--api-only", "--port", "0", WATCHGRAPH_DATABASE_URL=url)
        role = url.removeprefix("postgresql://").partition(":")[0]

        assert refused.exit_code == 2
        assert len(refused.stderr.splitlines()) == 2
        assert f"The role {role} may not read the schema watchgraph_catalogue" in refused.stderr
        assert f"grant usage on schema watchgraph_catalogue to {role}; grant select on all tables" in refused.stderr
        assert "secret" not in refused.output


@pytest.mark.parametrize("schema", ["watchgraph_log", "watchgraph_catalogue", "watchgraph_leases"])
def test_a_role_that_lacks_a_grant_is_told_which(tmp_path: Path, postgres_url: str, schema: str) -> None:
    begun(tmp_path, postgres_url)
    grants = [each.replace(f"{schema}, ", "").replace(f", {schema}", "") for each in documented_grants()]

    with somebody(postgres_url, *grants) as url:
        refused = run(tmp_path / "other", "serve", "--api-only", "--port", "0", WATCHGRAPH_DATABASE_URL=url)

    assert refused.exit_code == 2
    assert f"may not read the schema {schema}" in refused.stderr
    assert f"grant usage on schema {schema} to" in refused.stderr


@pytest.mark.parametrize("words", [(), ("--workers", "2")])
def test_read_models_of_another_version_are_refused_by_those_who_only_answer(
    reference_folder: Path, tmp_path: Path, reference_copy: str, words: tuple[str, ...]
) -> None:
    folder = shutil.copytree(reference_folder, tmp_path / "store")
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as connection:
        connection.execute("pragma user_version = 7")
    with psycopg.connect(reference_copy, autocommit=True) as other:
        other.execute("comment on schema watchgraph_catalogue is '7'")

    for settings in ({"WATCHGRAPH_DATA": str(folder)}, {"WATCHGRAPH_DATABASE_URL": reference_copy}):
        refused = run(tmp_path, "serve", "--api-only", "--port", "0", *words, **settings)

        assert refused.exit_code == 2
        assert len(refused.stderr.splitlines()) == 2
        assert "are those of another version of this program" in refused.stderr
        assert "other-layout" in refused.stderr


@pytest.fixture
def reference_copy(postgres: Postgres, reference_template: str) -> Iterator[str]:
    """URL of a database of the test's own that holds the read models of the reference data."""
    with postgres.database(template=reference_template) as url:
        yield url
