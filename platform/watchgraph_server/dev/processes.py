"""A server's process: started apart from ours, found again by later commands, stopped."""

import fcntl
import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import SIGKILL, Signals
from typing import Final

from watchgraph_server.dev.accounts import Account

LAST_LINES: Final = 8
EVERY_SECONDS: Final = 0.05


class ServerProcess:
    """The one process that a folder stands for.

    It is known by a lock that it is born with: the system gives the lock back when the process and all its children
    are gone, whatever ended them. A number in a file could by then be that of somebody else.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = folder / "running"
        self._pid = folder / "pid"
        self.log = folder / "log"

    def runs(self) -> bool:
        """Tell whether it, or a child that it left behind, is there."""
        if not self._lock.exists():
            return False
        with self._lock.open("rb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def start(self, command: Sequence[str | Path], account: Account, environment: Mapping[str, str]) -> None:
        """Start it, with a new log. account: who it runs as; environment: what it knows beside its path."""
        with self._lock.open("wb") as lock, self.log.open("wb") as log:
            fcntl.flock(lock, fcntl.LOCK_EX)
            started = subprocess.Popen(  # noqa: S603 - our own command
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**account.environment(), **environment},
                cwd="/",
                start_new_session=True,
                pass_fds=(lock.fileno(),),
                **account.dropped(),
            )
        self._pid.write_text(str(started.pid))
        # Whoever ends before the server leaves it to the system; whoever outlives it must not be warned of that.
        started.returncode = 0

    @property
    def pid(self) -> int:
        """The number that it has, or had; 0 where there never was one."""
        return int(self._pid.read_text()) if self._pid.exists() else 0

    def stop(self, wish: Signals, seconds: float) -> None:
        """Ask it to end, and after so many seconds end it; nothing where it does not run."""
        for signal, patience in ((wish, seconds), (SIGKILL, seconds)):
            if not self.runs():
                return
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal)
            self.await_end(patience)

    def await_end(self, seconds: float) -> bool:
        """Wait until it and its children are gone, at most so long; tell whether they are."""
        for _ in until(seconds):
            if not self.runs():
                return True
        return not self.runs()

    def last_words(self) -> str:
        """Give the last lines of its log."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:])


def until(seconds: float) -> Iterator[None]:
    """Let a caller look again and again, for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
        time.sleep(EVERY_SECONDS)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Be the only one of several processes that does this; the others wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
