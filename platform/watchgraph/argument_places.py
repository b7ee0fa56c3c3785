"""Where in what was given a refusal lies: told by whoever reads it, step by step, from the outermost down."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from watchgraph.errors import WatchgraphError

Step = str | int
GivenT = TypeVar("GivenT")
ReadT = TypeVar("ReadT")


@contextmanager
def at(*steps: Step) -> Iterator[None]:
    """Tell of a refusal from within that it lies here: `at("and", 0)`. A name may have several steps: `value.gte`."""
    try:
        yield
    except WatchgraphError as error:
        named = [part for step in steps for part in (step.split(".") if isinstance(step, str) else [step])]
        error.argument = (*named, *error.argument)
        raise


def read_at(name: str, read: Callable[[GivenT], ReadT], given: GivenT) -> ReadT:
    """Read what stands under a name. Raises what `read` raises, with its place."""
    with at(name):
        return read(given)


def read_each(name: str, read: Callable[[GivenT], ReadT], given: Sequence[GivenT]) -> tuple[ReadT, ...]:
    """Read what is listed under a name. Raises what `read` raises, with its place."""
    found = []
    for place, each in enumerate(given):
        with at(name, place):
            found.append(read(each))
    return tuple(found)
