"""Names within objects of JSON: parsers commonly take the last of two that are equal, without a word."""

import json
from collections import Counter
from collections.abc import Mapping


class RepeatedNameError(ValueError):
    """An object has a name twice. name: that one."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def read_once(text: bytes | str) -> object:
    """Read JSON. Raises RepeatedNameError, for an object within others, too, and ValueError as `json` does."""
    return json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, object]]) -> Mapping[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise RepeatedNameError(next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1))
    return found
