"""Characters that nobody sees, or that make a text read otherwise than written: refused wherever words come in."""

import re
from collections.abc import Iterator
from typing import ClassVar

from watchgraph.errors import WatchgraphError

HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters but tab and line ends, direction overrides and isolates, halves of a surrogate pair."""

RIGHT = "control characters and direction overrides hide what is written: leave them out"


class HiddenCharacterError(WatchgraphError):
    """The text holds characters that nobody sees."""

    code: ClassVar[str] = "unsafe-character"


def check_visible(value: object) -> None:
    """Raise HiddenCharacterError where any text in plain data, keys among it, holds a hidden character."""
    for text in (value,) if isinstance(value, str) else _texts(value):
        if HIDDEN.search(text):
            raise HiddenCharacterError(f"{text[:60]!a}: {RIGHT}")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(name)
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
