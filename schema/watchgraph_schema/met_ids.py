"""Ids and the like that were found once: what was given stays, so nobody looks for it twice."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Generic, TypeVar

FoundT = TypeVar("FoundT")

MOST: Final = 20_000


class Met(Generic[FoundT]):
    """What was found of ids, such as the positions at which they were given. Threads share it."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, str], FoundT] = {}

    def of(
        self, file: object, ids: Sequence[str], look: Callable[[Sequence[str]], Mapping[str, FoundT]]
    ) -> Mapping[str, FoundT]:
        """What is found of ids. file: stands for the tables that have them. look: finds those that are not known."""
        known = self._known
        found = {each: known[file, each] for each in ids if (file, each) in known}
        unknown = [each for each in ids if each not in found]
        if unknown:
            looked = look(unknown)
            if len(known) + len(looked) > MOST:
                self._known = known = {}
            known.update({(file, each): seen for each, seen in looked.items()})
            found.update(looked)
        return found
