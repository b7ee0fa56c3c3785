"""A server in public: whatever comes in is answered by a refusal with a code, and the next caller is served."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from tests.e2e.hostile_cases import CASES, Case

from watchgraph_schema.error_codes import ErrorCode
from watchgraph_schema.failures import MOST_BYTES, MOST_ERRORS

SERVE = (sys.executable, "-c", "from watchgraph_server.cli import main; main()", "serve", "--port", "0")
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
PATIENT = httpx.HTTPTransport(retries=8)
"""It says where before it listens."""
SECONDS = 60
"""Far more than any answer takes: a server that hangs fails its test."""
MOST_GROWTH = 200 * 1024
"""KiB that a server may grow by, whatever it was asked."""
MOST_LOGGED = 1_000
"""Bytes that one of them may have written to the log."""
CODES = {each.code for each in ErrorCode}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A process that serves. began: its memory in KiB once it had answered. log: what it writes about itself."""

    process: subprocess.Popen[str]
    client: httpx.Client
    began: int
    log: Path

    def send(self, case: Case) -> httpx.Response:
        return self.client.request(case.method, case.path, content=case.body, headers=dict(case.headers))

    def resident(self) -> int:
        """Its memory in KiB."""
        return resident(self.process)


def resident(process: subprocess.Popen[str]) -> int:
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0])


@pytest.fixture(scope="module")
def server(reference_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all cases: what one did to it the next would show."""
    environment = {**os.environ, "WATCHGRAPH_DATA": str(reference_folder)}
    log = tmp_path_factory.mktemp("hostile") / "log"
    with (
        log.open("w") as errors,
        subprocess.Popen(  # noqa: S603 - our own command
            SERVE, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        try:
            with httpx.Client(base_url=address(process), timeout=SECONDS, transport=PATIENT) as client:
                assert served(client)
                yield Server(process=process, client=client, began=resident(process), log=log)
        finally:
            process.terminate()


def address(process: subprocess.Popen[str]) -> str:
    """Where it says that it serves."""
    assert process.stdout is not None
    return next(found.group() for line in process.stdout if (found := ADDRESS.search(line)))


def served(client: httpx.Client) -> bool:
    """Whether the next caller gets an answer."""
    reply = client.post("/graphql", json={"query": '{ claimsByRef(ref: "C042") { totalCount } }'})
    found: object = reply.json()["data"]
    return found == {"claimsByRef": {"totalCount": 1}}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_means_harm_does_none(server: Server, case: Case) -> None:
    logged = server.log.stat().st_size

    reply = server.send(case)

    assert reply.status_code < 500
    errors = reply.json().get("errors", [])
    assert errors or case.code is None, "it should be refused"
    assert [error["extensions"]["code"] for error in errors] == [case.code] * len(errors)
    assert case.code is None or case.code in CODES
    assert len(errors) <= MOST_ERRORS
    assert len(str(errors).encode()) <= 2 * MOST_BYTES
    assert not re.search(r"Traceback|\.py|sqlite|sqlalchemy|/site-packages/", reply.text)
    assert server.log.stat().st_size - logged < MOST_LOGGED, "X7"
    assert served(server.client)
    assert server.resident() - server.began < MOST_GROWTH


def test_cases_have_names_of_their_own() -> None:
    names = [case.name for case in CASES]

    assert len(names) == len(set(names)) >= 90
