"""Processes of the program as its users start them, with all that they write."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx

MAIN: Final = "from watchgraph_server.cli import main; main()"
PATIENCE_SECONDS: Final = 60


@contextmanager
def started(folder: Path, *words: str, more: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """Run a command on a store in a process of its own; it is killed at the end where it still runs."""
    process = subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-c", MAIN, *words],
        env={**os.environ, "WATCHGRAPH_DATA": str(folder), "PYTHONUNBUFFERED": "1", **(more or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def url_of(process: subprocess.Popen[str]) -> str:
    """The address that a server prints when it listens."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"(http://\S+)/graphql", line):
            return found[1]
    raise AssertionError(f"no address was printed: {process.stderr.read() if process.stderr else ''}")


def until(holds: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> bool:
    """Wait until something holds; tell whether it came to that."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if holds():
                return True
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    return False
