"""The servers that are compared, each one process pinned to the first core."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import monotonic, sleep
from typing import Final
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.benchmarks.peers.environments import (
    DATASETTE,
    POSTGRAPHILE,
    PeerMissingError,
    node,
    node_environment,
    python_environment,
    tool,
)
from tests.benchmarks.processes import WATCHGRAPH

SERVING_CORE: Final = 0
READY_WITHIN = 120
ANSWERED_WITHIN = 60
SHOWN = 200
"""Characters of a refusal."""
SETTLED_WITHIN = 120
LOOKS = 6
"""How often in turn a server has to be found asleep before it counts as idle."""
MEBIBYTE = 1024
"""KiB, the unit that the kernel counts in."""

BUDGET = 10**12
"""Points for our caller. Programs on the same machine pay nothing unless a budget is set: so the rate limit counts."""
DATASETTE_LIMITS = {"plugins": {"datasette-graphql": {"time_limit_ms": 60_000, "num_queries_limit": 100_000}}}
"""At its defaults, a second and a hundred queries, it refuses the list."""
POSTGRAPHILE_CONFIG = """
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";
import { makePgService } from "postgraphile/adaptors/pg";

export default {
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  pgServices: [makePgService({ connectionString: process.env.DATABASE_URL, schemas: ["public"] })],
  grafserv: { host: "127.0.0.1", port: Number(process.env.PORT), graphiql: false, watch: false },
  grafast: { explain: false },
};
"""


class Name(StrEnum):
    """Who is compared."""

    OURS = "watchgraph"
    OURS_ON_POSTGRESQL = "watchgraph on PostgreSQL"
    BARE = "bare starlette"
    DATASETTE = "datasette-graphql"
    POSTGRAPHILE = "PostGraphile"

    @property
    def is_ours(self) -> bool:
        """Whether it is asked about our model."""
        return self in {Name.OURS, Name.OURS_ON_POSTGRESQL}


class RefusedError(Exception):
    """A server answers with an error, or does not answer."""


PEERS = (Name.DATASETTE, Name.POSTGRAPHILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that answers. url: of its GraphQL."""

    name: Name
    url: str
    process: int

    def ask(self, body: bytes) -> object:
        """Return what it answers, as JSON. Raises RefusedError for an error, or where it takes too long."""
        request = Request(self.url, body, {"Content-Type": "application/json"})  # noqa: S310 - our own server
        try:
            with urlopen(request, timeout=ANSWERED_WITHIN) as response:  # noqa: S310 - likewise
                answer: object = json.load(response)
        except HTTPError as error:
            raise RefusedError(error.read().decode(errors="replace")[:SHOWN]) from error
        except OSError as error:
            raise RefusedError(f"no answer within {ANSWERED_WITHIN} s: {error}") from error
        if not isinstance(answer, dict) or answer.get("errors") or not answer.get("data"):
            raise RefusedError(json.dumps(answer)[:SHOWN])
        return answer

    def resident(self) -> float:
        """Resident memory in MiB."""
        for line in Path(f"/proc/{self.process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / MEBIBYTE
        raise PeerMissingError("the system does not tell how much memory a process holds")

    def cpu(self) -> float:
        """Seconds of processor that it has used, its own and the system's for it; what a database uses is apart."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def settle(self) -> None:
        """Wait until it no longer works on what a visit left behind; go on after two minutes all the same."""
        until, idle = monotonic() + SETTLED_WITHIN, 0
        while idle < LOOKS and monotonic() < until:
            idle = 0 if self._works() else idle + 1
            sleep(0.05)

    def _works(self) -> bool:
        """Whether a thread runs, or waits for its turn on the processor."""
        states = (each.read_text().rpartition(")")[2].split()[0] for each in self._threads())
        return any(state != "S" for state in states)

    def _threads(self) -> Iterator[Path]:
        return Path(f"/proc/{self.process}/task").glob("*/stat")


@contextmanager
def ours(store: Path) -> Iterator[Server]:
    """Serve a store as `watchgraph serve` does, with all that it does for every request."""
    with _ours(Name.OURS, {"WATCHGRAPH_DATA": str(store)}) as server:
        yield server


@contextmanager
def ours_on_postgresql(store: Path, uri: str) -> Iterator[Server]:
    """Serve the same from the catalogue in a database. store: a folder for what stays beside it."""
    settings = {"WATCHGRAPH_DATA": str(store), "WATCHGRAPH_DATABASE_URL": uri}
    with _ours(Name.OURS_ON_POSTGRESQL, settings, "--api-only") as server:
        yield server


@contextmanager
def _ours(name: Name, settings: Mapping[str, str], *words: str) -> Iterator[Server]:
    port = _free_port()
    plenty = {f"WATCHGRAPH_POINTS_{when}": str(BUDGET) for when in ("AT_ONCE", "PER_HOUR")}
    with _serving(name, [*WATCHGRAPH, "serve", *words, "--port", str(port)], port, {**settings, **plenty}) as server:
        yield server


@contextmanager
def bare() -> Iterator[Server]:
    """Serve the same bytes to everybody."""
    port = _free_port()
    words = [sys.executable, str(Path(__file__).with_name("bare.py")), str(port)]
    with _serving(Name.BARE, words, port) as server:
        yield server


@contextmanager
def datasette(file: Path) -> Iterator[Server]:
    """Serve a SQLite file, as one that never changes, with limits that let every question through."""
    port, binaries = _free_port(), python_environment("datasette", DATASETTE)
    limits = file.with_suffix(".limits.json")
    limits.write_text(json.dumps(DATASETTE_LIMITS))
    words = [str(binaries / "datasette"), "--immutable", str(file), "--port", str(port), "--metadata", str(limits)]
    words += ["--setting", "sql_time_limit_ms", "60000", "--setting", "max_returned_rows", "5000"]
    with _serving(Name.DATASETTE, words, port) as server:
        yield server


@contextmanager
def postgraphile(uri: str) -> Iterator[Server]:
    """Serve a PostgreSQL database with the preset for new projects and its plug-in for filters, in production mode."""
    port, folder = _free_port(), node_environment("postgraphile", POSTGRAPHILE)
    (folder / "graphile.config.mjs").write_text(POSTGRAPHILE_CONFIG)
    words = [str(node(folder)), str(folder / "node_modules" / ".bin" / "postgraphile")]
    settings = {"DATABASE_URL": uri, "PORT": str(port), "GRAPHILE_ENV": "production", "NODE_ENV": "production"}
    with _serving(Name.POSTGRAPHILE, words, port, settings, folder) as server:
        yield server


@contextmanager
def _serving(
    name: Name, words: Sequence[str], port: int, settings: Mapping[str, str] | None = None, folder: Path | None = None
) -> Iterator[Server]:
    pinned = [tool("taskset"), "--cpu-list", str(SERVING_CORE), *words]
    environment = {**os.environ, **(settings or {})}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(pinned, env=environment, cwd=folder, stdout=quiet, stderr=quiet) as process:  # noqa: S603 - our own words
        server = Server(name=name, url=f"http://127.0.0.1:{port}/graphql", process=process.pid)
        try:
            _wait_for(server, process)
            yield server
        finally:
            process.terminate()


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = monotonic() + READY_WITHIN
    while monotonic() < until and process.poll() is None:
        try:
            server.ask(b'{"query": "{__typename}"}')
        except RefusedError:
            sleep(0.1)
        else:
            return
    raise PeerMissingError(f"{server.name} did not answer: run it by hand to see why")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
