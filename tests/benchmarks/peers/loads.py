"""Load: `wrk` on the second core, sixteen connections, sends the same bodies in turn and tells what came of it."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import msgspec
from tests.benchmarks.peers.environments import PeerMissingError, tool

LOADING_CORE: Final = 1
TIMEOUT = 60
SCRIPT = Path(__file__).with_name("load.lua")


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What one visit measured. p50, p99: milliseconds. failed: answers that were no 2xx, or did not come in time.

    cpu: seconds of processor that the server used meanwhile.
    """

    answers: int
    seconds: float
    p50: float
    p99: float
    failed: int
    cpu: float = 0.0

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return max(0, self.answers - self.failed) / self.seconds


def load(url: str, bodies: Sequence[bytes], *, seconds: float, connections: int) -> Load:
    """Send the bodies (each one line) in turn for so many seconds."""
    with NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(b"\n".join(bodies))
        file.flush()
        words = ["--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s"]
        words += ["--timeout", f"{TIMEOUT}s", "--script", str(SCRIPT), url, "--", file.name]
        pinned = [tool("taskset"), "--cpu-list", str(LOADING_CORE), tool("wrk"), *words]
        done = subprocess.run(pinned, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    measured = [line.removeprefix("measured ") for line in done.stdout.splitlines() if line.startswith("measured ")]
    if not measured:
        raise PeerMissingError(f"wrk measured nothing: {done.stderr or done.stdout}")
    return msgspec.json.decode(measured[0], type=Load)
