"""A log taken over by another, as it stood at one position."""

from collections.abc import Iterator
from typing import Final

from watchgraph.log import Log
from watchgraph.log.storage import Row
from watchgraph_projections.follower import Progress

PAGE: Final = 2_000


def taken_over(target: Log, source: Log, head: int, progress: Progress | None) -> int:
    """Fill an empty log with another's events and commands up to a position; return how many events came.

    What is appended to the source meanwhile is not of this copy. Raises LogNotEmptyError.
    """
    return target.fill(_rows(source, head, progress), (each for each in source.commands() if each[2] <= head))


def _rows(log: Log, head: int, progress: Progress | None) -> Iterator[Row]:
    """Read the log page by page up to a position."""
    after = 0
    while after < head:
        page = [row for row in log.rows(after, PAGE) if row[0] <= head]
        yield from page
        after = page[-1][0]
        if progress is not None:
            progress(after, head)
