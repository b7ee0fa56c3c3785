"""Whole processes: the memory of a server, and how long a cold start takes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

from tests.benchmarks.measuring import Finding, Scale, Unit, cost, in_turns, timed, typical

WATCHGRAPH = (sys.executable, "-c", "from watchgraph_server.cli import main; main()")
"""What the installed command does."""
LIBRARIES = (sys.executable, "-c", "import strawberry, sqlalchemy")
QUERIES = (
    '{ claimsByRef(ref: "C042") { nodes { id sentence } } }',
    "{ deployments(first: 20) { totalCount nodes { id name claims(first: 10) { nodes { sentence } } } } }",
    '{ search(text: "Huawei", first: 10) { nodes { text reason } } }',
    "{ sources(first: 100) { totalCount nodes { id title } } }",
    "{ __schema { types { name description fields { name description type { name } args { name } } } } }",
)
"""What the server is asked before its memory is read; the first is also the cold query."""
ROUNDS = 5
MEBIBYTE = 1024
"""KiB, the unit that the kernel counts in."""


class ProcessFailedError(Exception):
    """A process that is measured did not do what it should."""


def processes(scale: Scale) -> list[Finding]:
    """Measure on a store with the reference data."""
    with TemporaryDirectory(prefix="watchgraph-bench-") as folder:
        _run([*WATCHGRAPH, "import", "reference"], folder)
        return [*_cold(folder, scale.pairs), _server(folder)]


def _cold(folder: str, pairs: int) -> list[Finding]:
    document = Path(folder) / "query.graphql"
    document.write_text(QUERIES[0])
    query, libraries, help_ = [*WATCHGRAPH, "query", str(document)], [*LIBRARIES], [*WATCHGRAPH, "--help"]
    sides = [lambda words=words: timed(lambda: _run(words, folder)) for words in (query, libraries, help_)]
    rounds = in_turns(pairs, *sides)
    whole = [f"{typical(rounds, side) * 1e3:.0f} ms" for side in range(3)]
    return [
        Finding(
            what="cold `watchgraph query` / python -c 'import strawberry, sqlalchemy'",
            values=cost(rounds, 0, 1),
            goal=2.0,
            notes=(f"whole processes: {whole[0]} and {whole[1]}",),
        ),
        Finding(
            what="`watchgraph --help` / python -c 'import strawberry, sqlalchemy'",
            values=cost(rounds, 2, 1),
            goal=0.5,
            notes=(f"whole processes: {whole[2]} and {whole[1]}",),
        ),
    ]


def _server(folder: str) -> Finding:
    with _serving(folder) as (process, address):
        before = _resident(process.pid)
        for _ in range(ROUNDS):
            for query in QUERIES:
                _ask(address, query)
        after = _resident(process.pid)
    return Finding(
        what="resident memory of `watchgraph serve` with the reference data",
        values=(after,),
        goal=120,
        unit=Unit.MEBIBYTES,
        notes=(f"{before:.0f} MiB before the first query, {after:.0f} MiB after {ROUNDS * len(QUERIES)}",),
    )


@contextmanager
def _serving(folder: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    words = [*WATCHGRAPH, "serve", "--port", "0"]
    with subprocess.Popen(words, env=_environment(folder), stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
        try:
            yield process, _address(process)
        finally:
            process.terminate()


def _address(process: subprocess.Popen[str]) -> str:
    """Read where it serves from what it prints."""
    assert process.stdout is not None
    for line in process.stdout:
        if "http://" in line:
            return line.strip()
    raise ProcessFailedError("`watchgraph serve` ended without saying where it serves")


def _ask(address: str, query: str) -> None:
    body = json.dumps({"query": query}).encode()
    request = Request(address, body, {"Content-Type": "application/json"})  # noqa: S310 - our own server
    with urlopen(request, timeout=60) as response:  # noqa: S310 - likewise
        answer = json.load(response)
    if "errors" in answer:
        raise ProcessFailedError(f"{query}: {answer['errors']}")


def _resident(process: int) -> float:
    """Resident memory in MiB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / MEBIBYTE
    raise ProcessFailedError("the system does not tell how much memory a process holds")


def _run(words: list[str], folder: str) -> None:
    done = subprocess.run(words, env=_environment(folder), capture_output=True, text=True, check=False)  # noqa: S603 - our own commands
    if done.returncode:
        raise ProcessFailedError(f"{words[-1]}: {done.stderr or done.stdout}")


def _environment(folder: str) -> dict[str, str]:
    return {**os.environ, "WATCHGRAPH_DATA": folder, "PYTHONUNBUFFERED": "1"}
