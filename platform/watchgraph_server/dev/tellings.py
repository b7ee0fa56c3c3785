"""What a person is told, on the error output, while a server starts."""

import sys
from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from threading import Lock
from typing import Final

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from watchgraph_server.terminal import console

Tell = Callable[[str], None]
STEPS: Final = 5
"""Plain lines between the first and the last of something."""


def tell(line: str) -> None:
    """Say something to the person at the terminal, apart from what programs read."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


@contextmanager
def counted(what: str, things: Sized, say: Tell) -> Iterator[Callable[[], None]]:
    """Show how many of the things are done: a bar on a terminal, plain lines elsewhere. Gives what counts one more."""
    if sys.stderr.isatty():
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console(error=True), transient=True) as shown:
            task = shown.add_task(what, total=len(things))
            yield lambda: shown.advance(task)
        return
    yield _Lines(what, len(things), say).advance


class _Lines:
    """A plain line now and then."""

    def __init__(self, what: str, total: int, say: Tell) -> None:
        self._what, self._total, self._say = what, total, say
        self._done = 0
        self._one = Lock()

    def advance(self) -> None:
        """Count one; from any thread."""
        with self._one:
            self._done += 1
            if self._done % max(1, self._total // STEPS) == 0 or self._done == self._total:
                self._say(f"{self._what}: {self._done} of {self._total}")
