"""Ids and the like that were found once: what was given stays, so nobody looks for it twice."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

MOST: Final = 20_000

Look = Callable[[Sequence[str]], Mapping[str, int]]


class Met:
    """The positions at which ids were given, as far as anybody asked. Threads share it."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, str], int] = {}

    def of(self, file: object, ids: Sequence[str], look: Look) -> Mapping[str, int]:
        """The positions of ids. file: stands for the tables that have them. look: finds those that are not known."""
        known = self._known
        found = {each: known[file, each] for each in ids if (file, each) in known}
        unknown = [each for each in ids if each not in found]
        if unknown:
            looked = look(unknown)
            if len(known) + len(looked) > MOST:
                self._known = known = {}
            known.update({(file, each): position for each, position in looked.items()})
            found.update(looked)
        return found
