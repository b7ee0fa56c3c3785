"""Where the settings put log and keys, and what is refused when a program starts."""

import os
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

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


async def test_a_role_that_may_only_read_is_enough_to_answer(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(PostgresLease(Address.of(postgres_url, "url"), "catalogue")) as lease:
        lease.take()  # as `watchgraph follow` does
    assert run(tmp_path, "import", "reference", WATCHGRAPH_DATABASE_URL=postgres_url).exit_code == 0

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
