"""How far an import has come: a bar with rate and time left on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final, Protocol

from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text

from watchgraph_server.terminal import console

EVERY: Final = 20_000
"""Rows between two plain lines."""
SOON_SECONDS: Final = 2.0
NOW_AND_THEN_SECONDS: Final = 10.0


class Course(Protocol):
    """Is told what happens."""

    def begin(self, what: str, rows: int | None) -> None:
        """Something of about so many rows begins; None where nobody knows how many."""

    def rows(self, done: int) -> None:
        """So many rows of it are checked."""

    def fold(self, position: int, head: int) -> None:
        """The read models follow: they have come to a position of the log, whose head is another."""


class Silence:
    """Tells nobody: for programs."""

    def begin(self, what: str, rows: int | None) -> None: ...

    def rows(self, done: int) -> None: ...

    def fold(self, position: int, head: int) -> None: ...


class Lines:
    """Plain lines on the error output: one when something begins, one now and then."""

    def __init__(self) -> None:
        self._what = ""
        self._told = 0

    def begin(self, what: str, rows: int | None) -> None:
        self._what, self._told = what, 0
        self._write(f"{what}: reading" + (f" about {rows:,} rows" if rows is not None else ""))

    def rows(self, done: int) -> None:
        if done >= self._told + EVERY:
            self._told = done
            self._write(f"{self._what}: {done:,} rows checked")

    def fold(self, position: int, head: int) -> None:
        """Say nothing: it follows by itself."""

    @staticmethod
    def _write(line: str) -> None:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()


class Patience:
    """Says on the error output how far the read models have come, a line now and then, where that takes a while.

    They follow within moments, but for those of another layout: a new version of the program makes them anew once.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._next = clock() + SOON_SECONDS

    def __call__(self, position: int, head: int) -> None:
        """Be told that they have come to a position of the log, whose head is another."""
        if self._clock() < self._next:
            return
        self._next = self._clock() + NOW_AND_THEN_SECONDS
        sys.stderr.write(f"The read models are being made, and answers wait for them: event {position:,} of {head:,}\n")
        sys.stderr.flush()


class _Rate(ProgressColumn):
    """Rows (or events) a second."""

    def render(self, task: Task) -> Text:
        return Text("" if task.speed is None else f"{task.speed:,.0f}/s", style="dim")


class Bar:
    """A bar on a terminal."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._task = shown.add_task("", total=None)

    def begin(self, what: str, rows: int | None) -> None:
        self._shown.reset(self._task, description=what, total=rows)

    def rows(self, done: int) -> None:
        self._shown.update(self._task, completed=done)

    def fold(self, position: int, head: int) -> None:
        self._shown.update(self._task, description="read models", completed=position, total=head)


@contextmanager
def course(*, silent: bool = False) -> Iterator[Course]:
    """Show how far something has come, in the way that whoever reads the error output can use."""
    if silent:
        yield Silence()
    elif not sys.stderr.isatty():
        yield Lines()
    else:
        columns = (
            TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,}"), _Rate(),
            TimeElapsedColumn(), TimeRemainingColumn(),
        )  # fmt: skip
        with Progress(*columns, console=console(error=True), transient=True) as shown:
            yield Bar(shown)
