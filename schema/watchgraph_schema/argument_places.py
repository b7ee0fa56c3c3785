"""How callers are told where in the arguments of a field a mistake lies: by its path, from the argument down."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from watchgraph.argument_places import Step
from watchgraph.errors import WatchgraphError

_NAMED: Final = re.compile(
    r"`(?P<quoted>[a-z]\w*(?:\.[a-z]\w*)*)`|(?P<bare>recordedAfter|recordedUpTo|recordedAt|validAt|publishedBy|atLeast|atMost)\b"
)
"""The argument that a message begins with."""
_OUTMOST: Final = 1
"""Steps to what stands in the filter of a field itself, of which the name says enough."""


def path_of(error: WatchgraphError, arguments: Collection[str] = ()) -> str | None:
    """Write the path to what is wrong: `where.and[0].hasClaim.minConfidence`; None where nobody told it.

    arguments: those that the field was given. A message that begins with one of them has told it.
    """
    steps = _steps(error)
    return written(steps) if error.argument or (steps and steps[0] in arguments) else None


def placed(error: WatchgraphError) -> str:
    """Return the message; it names what is wrong by its path where that lies in a part of a filter."""
    message, named = str(error), _name(str(error))
    if len(error.argument) - (not named) <= _OUTMOST:
        return message
    found = _NAMED.match(message)
    rest = f": {message}" if found is None else message[found.end() :]
    return f"`{path_of(error)}`{rest}"


def _steps(error: WatchgraphError) -> Sequence[Step]:
    """From the argument down; what the message begins with is the last, whether it was told before or not."""
    told, named = error.argument, tuple(_name(str(error)))
    return told if told[-len(named) :] == named else (*told, *named)


def _name(message: str) -> Sequence[str]:
    found = _NAMED.match(message)
    return [] if found is None else (found["quoted"] or found["bare"]).split(".")


def written(steps: Sequence[Step]) -> str:
    """Write a path: `where.and[0]`."""
    return "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in steps).removeprefix(".")
