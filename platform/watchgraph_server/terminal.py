"""What people read: coloured and fitted to a terminal, plain text in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

PLAIN_WIDTH = 110
LABEL_WIDTH = 12


def console(*, error: bool = False) -> Console:
    """Open the terminal for people; in a pipe lines have a fixed width and no colours."""
    stream = sys.stderr if error else sys.stdout
    return Console(
        stderr=error, width=None if stream.isatty() else PLAIN_WIDTH, highlight=False, markup=False, emoji=False
    )


def heading(out: Console, text: str) -> None:
    """Print a heading with an empty line before it."""
    out.print()
    out.print(Text(text, style="bold"))


def row(out: Console, label: str, text: Text | str, *, indent: int = 2, width: int = LABEL_WIDTH) -> None:
    """Print a label, at least so wide, and its text; further lines of the text stand under its first."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(min_width=width, style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(label, text)
    block(out, Padding(grid, (0, 0, 0, indent)))


def item(out: Console, text: Text | str, *, indent: int = 2) -> None:
    """Print one entry of a list."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=1, style="dim")
    grid.add_column(overflow="fold")
    grid.add_row("·", text)
    block(out, Padding(grid, (0, 0, 0, indent)))


def block(out: Console, shown: RenderableType) -> None:
    """Print what may fill several lines; in a pipe without the spaces that fill its lines."""
    if out.is_terminal:
        out.print(shown)
        return
    with out.capture() as captured:
        out.print(shown)
    out.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


Say = Callable[[str], None]
"""Changes what a terminal shows while something takes a while."""


@contextmanager
def working(what: str) -> Iterator[Say]:
    """Show on a terminal that something takes a while; print nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with console(error=True).status(what) as status:
        yield status.update
