"""The last answers to the questions of the catalogue: some take seconds, and all are asked again and again."""

from collections import OrderedDict
from threading import Lock
from typing import Final

import msgspec

from watchgraph_projections.catalogue.standing import Standing
from watchgraph_schema.answers import Answer, Question

MOST_BYTES: Final = 16_000_000
"""Of all answers together; those asked longest ago go first."""


class Remembered:
    """Answers, each right for as long as the catalogue stands where it stood. Safe to share between threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._size = 0
        self._answers: OrderedDict[bytes, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, question: Question, standing: Standing) -> Answer | None:
        """Find the answer to a question where the catalogue stands now."""
        with self._lock:
            found = self._answers.get(_key(question))
            if found is None or found.standing != standing:
                return None
            self._answers.move_to_end(_key(question))
            return found

    def keep(self, question: Question, answered: Answer) -> None:
        """Remember an answer, unless it holds errors: the next try may have none."""
        if not answered.complete:
            return
        with self._lock:
            self._forget(_key(question))
            self._answers[_key(question)] = answered
            self._size += len(answered.content)
            while self._size > self._most:
                self._forget(next(iter(self._answers)))

    def _forget(self, key: bytes) -> None:
        if (old := self._answers.pop(key, None)) is not None:
            self._size -= len(old.content)


def _key(question: Question) -> bytes:
    return msgspec.json.encode((question.query, question.variables), order="sorted")
