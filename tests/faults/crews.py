"""Processes at work on one store, each of which may be killed at any moment and is then started again."""

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.faults.sites import Site

MAIN: Final = ("-c", "from watchgraph_server.cli import main; main()")
WRITER: Final = (str(Path(__file__).with_name("writer.py")),)
PATIENCE_SECONDS: Final = 60


@dataclass(slots=True, kw_only=True)
class Member:
    """One process. words: what Python is given. lines: all that it and those before it printed."""

    site: Site
    words: Sequence[str]
    lines: list[str] = field(default_factory=list)
    _process: subprocess.Popen[str] | None = None
    _reading: threading.Thread | None = None

    def start(self) -> None:
        """Start it; a thread reads what it prints."""
        roots = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, *self.words],
            env={**os.environ, **self.site.environment, "PYTHONPATH": roots, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._reading = threading.Thread(target=self._read, args=[self._process], daemon=True)
        self._reading.start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout:
            self.lines.extend(line.rstrip("\n") for line in process.stdout)

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End it, and read the last that it printed."""
        if self._process is not None and self._reading is not None:
            self._process.send_signal(how)
            self._process.wait(PATIENCE_SECONDS)
            self._reading.join(PATIENCE_SECONDS)

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
            if time.monotonic() > ends or not self.runs:
                raise AssertionError(f"{self.words} said nothing of {pattern!r}: {self.lines[-5:]}")
            time.sleep(0.01)
        return heard[0]


def writer(site: Site) -> Member:
    """Who writes."""
    return Member(site=site, words=WRITER)


def program(site: Site, *words: str) -> Member:
    """A command of the program."""
    return Member(site=site, words=(*MAIN, *words))


@contextmanager
def at_work(*members: Member) -> Iterator[None]:
    """Have processes run for as long as a block lasts; they are killed in the end."""
    for each in members:
        each.start()
    try:
        yield
    finally:
        for each in members:
            each.end()


def kept_by(*writers: Member) -> set[str]:
    """Streams of which writers said that they are kept."""
    return {stream for each in writers for stream in each.heard("^kept (.+)")}


def a_moment(chance: random.Random, longest: float = 0.6) -> None:
    """Wait as long as chance will have it."""
    time.sleep(chance.uniform(0.02, longest))
