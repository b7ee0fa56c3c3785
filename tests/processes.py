"""Processes of our own program as its users start them, with all that they print; any may be killed at any moment."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

import httpx

MAIN: Final = ("-c", "from watchgraph_server.cli import main; main()")
PATIENCE_SECONDS: Final = 120
"""How long what will come may take, on a machine that has much else to do."""


@dataclass(slots=True, kw_only=True)
class Program:
    """One process. words: what Python is given. environment: what is set in addition to ours.

    lines, errors: all that it, and those before it, wrote to either output. They are read at all times: a process whose
    output nobody reads stands still once that is full.
    """

    words: Sequence[str]
    environment: Mapping[str, str]
    lines: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _process: subprocess.Popen[str] | None = None
    _reading: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Start it; threads read what it writes."""
        roots = os.pathsep.join(path for path in sys.path if path)
        self._process = process = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, *self.words],
            env={**os.environ, **self.environment, "PYTHONPATH": roots, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        self._reading = [_reader(process.stdout, self.lines), _reader(process.stderr, self.errors)]

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        assert self._process is not None
        self._process.send_signal(number)

    def ended(self) -> int:
        """Wait for its end, read the last that it wrote, and return its exit status."""
        assert self._process is not None
        status = self._process.wait(PATIENCE_SECONDS)
        for each in self._reading:
            each.join(PATIENCE_SECONDS)
        return status

    def end(self, how: signal.Signals = signal.SIGKILL) -> int:
        """End it; return its exit status. One that never ran, or has ended, is left as it is."""
        if self._process is None:
            return 0
        self._process.send_signal(how)
        return self.ended()

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process is not None
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether it is alive."""
        return self._process is not None and self._process.poll() is None

    def heard(self, pattern: str, after: int = 0) -> list[str]:
        """What lines behind the first few said, by the group of a pattern."""
        found = [re.search(pattern, line) for line in self.lines[after:]]
        return [match[1] for match in found if match]

    def hear(self, pattern: str, after: int = 0) -> str:
        """Wait until a line says something, and return the first that does."""
        ends = time.monotonic() + PATIENCE_SECONDS
        while not (heard := self.heard(pattern, after)):
            if not self.runs:
                self.ended()  # its last words may have been read only now
                heard = self.heard(pattern, after)
            if not heard and (time.monotonic() > ends or not self.runs):
                raise AssertionError(f"{self.words} said nothing of {pattern!r}: {self.lines[-5:]} {self.errors[-9:]}")
            time.sleep(0.01)
        return heard[0]

    def url(self) -> str:
        """The address that a server prints when it listens: the last, where it was started again."""
        pattern = r"(http://\S+)/graphql"
        self.hear(pattern)
        return self.heard(pattern)[-1]


def _reader(pipe: IO[str], lines: list[str]) -> threading.Thread:
    def read() -> None:
        with pipe:
            for line in pipe:
                lines.append(line.rstrip("\n"))  # noqa: PERF401  # one by one: others look at them meanwhile

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    return thread


def command(environment: Mapping[str, str], *words: str) -> Program:
    """A command of the program."""
    return Program(words=(*MAIN, *words), environment=environment)


@contextmanager
def at_work(*programs: Program) -> Iterator[None]:
    """Have processes run for as long as a block lasts; they are killed in the end."""
    try:
        for each in programs:
            each.start()
        yield
    finally:
        for each in programs:
            each.end()


@contextmanager
def started(folder: Path, *words: str, more: Mapping[str, str] | None = None) -> Iterator[Program]:
    """Run a command on a store in a process of its own; it is killed at the end where it still runs."""
    program = command({"WATCHGRAPH_DATA": str(folder), **(more or {})}, *words)
    with at_work(program):
        yield program


def until(holds: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> bool:
    """Wait until something holds; tell whether it came to that. A server that cannot be reached is asked again."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if holds():
                return True
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    return False


def got(url: str) -> httpx.Response:
    """What an address gives, however long that takes."""
    return httpx.get(url, timeout=PATIENCE_SECONDS)


def health_of(url: str) -> httpx.Response:
    """What a server tells of itself once it came to look at everything: on a busy machine it gives up soon."""
    seen: list[httpx.Response] = []

    def whole() -> bool:
        seen.append(got(f"{url}/health"))
        return "unread" not in seen[-1].json()

    assert until(whole), seen[-1].text
    return seen[-1]


def posted(url: str, body: Mapping[str, object]) -> httpx.Response:
    """What a server answers, however long that takes."""
    return httpx.post(url, json=body, timeout=PATIENCE_SECONDS)
