"""Where in the arguments of a field a mistake lies: its path, from the argument down."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeVar

from watchgraph.errors import WatchgraphError

Step = str | int
GivenT = TypeVar("GivenT")
ReadT = TypeVar("ReadT")

_NAMED: Final = re.compile(
    r"`(?P<quoted>[a-z]\w*(?:\.[a-z]\w*)*)`|(?P<bare>recordedAfter|recordedUpTo|publishedBy|atLeast|atMost)\b"
)
"""The argument that a message begins with."""
_OUTMOST: Final = 1
"""Steps to what stands in the filter of a field itself, of which the name says enough."""


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


def path_of(error: WatchgraphError) -> str | None:
    """Write the path to what is wrong: `where.and[0].hasClaim.minConfidence`; None where nobody told it."""
    path = _written((*error.argument, *_name(str(error))))
    return path if error.argument else None


def placed(error: WatchgraphError) -> str:
    """Return the message; it names what is wrong by its path where that lies in a part of a filter."""
    message, named = str(error), _name(str(error))
    if len(error.argument) - (not named) <= _OUTMOST:
        return message
    found = _NAMED.match(message)
    rest = f": {message}" if found is None else message[found.end() :]
    return f"`{path_of(error)}`{rest}"


def _name(message: str) -> Sequence[str]:
    found = _NAMED.match(message)
    return [] if found is None else (found["quoted"] or found["bare"]).split(".")


def _written(steps: Sequence[Step]) -> str:
    return "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in steps).removeprefix(".")
