"""The end of a server that was told to stop: in order where that can be, and within seconds in every case.

What holds the interpreter, or never looks whether it should end, keeps no process alive: the system ends it. All that
is written is whole whenever a process ends.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType
from typing import Final

import uvicorn
from uvicorn.supervisors import Multiprocess

ANSWERS_SECONDS: Final = 8
"""How long answers that are being worked out may take after the server was told to stop."""
PROCESS_SECONDS: Final = 10.0
"""After which a process that answers is gone."""
ALL_SECONDS: Final = 12.0
"""After which the process that looks after several of them is gone, too."""


def end_within(seconds: float) -> None:
    """Have the system end this process then, whatever its threads do, unless it has ended before. Any thread may."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


@contextmanager
def stopped_in_time() -> Iterator[None]:
    """Let the time that begins when a server is told to stop hold until what this surrounds has come to its end."""
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class PunctualServer(uvicorn.Server):
    """Answers, and ends within seconds once it was told to."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop, the first time that it is told to."""
        if not self.should_exit:
            end_within(PROCESS_SECONDS)
        super().handle_exit(sig, frame)


class PunctualProcesses(Multiprocess):
    """Looks after processes that answer, and ends with them within seconds once it was told to."""

    def terminate_all(self) -> None:
        """Tell them to stop."""
        end_within(ALL_SECONDS)
        self._until = monotonic() + PROCESS_SECONDS
        super().terminate_all()

    def join_all(self) -> None:
        """Wait for their end, and end those that have not come to it."""
        for each in self.processes:
            each.process.join(max(0.0, self._until - monotonic()))
            if each.process.is_alive():
                each.kill()
                each.join()
