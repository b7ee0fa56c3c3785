"""The last answers to questions that take long and are asked again and again: of the catalogue, and figures."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Final

from msgspec import structs

from watchgraph_projections.catalogue.standing import Standing
from watchgraph_schema.requests import Answer, Question

MOST_BYTES: Final = 16_000_000
"""Of all answers together; those asked longest ago go first."""
_Key = tuple[Hashable, str, str | None, str]


class Remembered:
    """Answers, each right for as long as the catalogue stands where it stood. Safe to share between threads.

    `file` tells catalogues apart, where there may be several: see `Reading`.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._size = 0
        self._answers: OrderedDict[_Key, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, question: Question, standing: Standing, file: Hashable = None) -> Answer | None:
        """Find the answer to a question where the catalogue stands now."""
        key = _key(question, file)
        with self._lock:
            found = self._answers.get(key)
            if found is None or found.standing != standing:
                return None
            self._answers.move_to_end(key)
            return found

    def keep(self, question: Question, answered: Answer, file: Hashable = None) -> None:
        """Remember an answer, unless it holds errors: the next try may have none."""
        if not answered.complete:
            return
        key = _key(question, file)
        with self._lock:
            self._forget(key)
            self._answers[key] = structs.replace(answered, spent=None)
            self._size += len(answered.content)
            while self._size > self._most:
                self._forget(next(iter(self._answers)))

    def _forget(self, key: _Key) -> None:
        if (old := self._answers.pop(key, None)) is not None:
            self._size -= len(old.content)


def _key(question: Question, file: Hashable) -> _Key:
    """Variables may hold numbers and texts of any sort, fit for a catalogue or not."""
    return file, question.query, question.operation_name, repr(question.variables)
