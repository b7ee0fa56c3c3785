"""Which documents are answered so quickly that to hand them to a thread would cost more than the answer."""

from collections import OrderedDict
from typing import Final

from watchgraph_schema.requests import Question

QUICK_SECONDS: Final = 0.002
PROVEN: Final = 3
"""Quick answers in a row after which a document is taken to be quick."""
DOUBTED: Final = -20
"""Where a document begins anew that was not: its values make the difference, and the next may be slow again."""
MOST_DOCUMENTS: Final = 1_000

Key = tuple[str, str | None]


class Paces:
    """Counts quick answers in a row, by document and operation. For one thread."""

    def __init__(self) -> None:
        self._quick: OrderedDict[Key, int] = OrderedDict()

    def __len__(self) -> int:
        """How many documents are counted."""
        return len(self._quick)

    def is_quick(self, question: Question) -> bool:
        """Tell whether an answer may be expected at once."""
        return self._quick.get(_key(question), 0) >= PROVEN

    def took(self, question: Question, seconds: float) -> None:
        """Note how long an answer took on a thread. The first is slow: its plan is made."""
        count = self._quick.get(_key(question), 0)
        self._note(question, min(count + 1, PROVEN) if seconds <= QUICK_SECONDS else min(count, 0))

    def doubt(self, question: Question) -> None:
        """Note that an answer was not there at once, though it was expected."""
        self._note(question, DOUBTED)

    def _note(self, question: Question, count: int) -> None:
        key = _key(question)
        self._quick[key] = count
        self._quick.move_to_end(key)
        if len(self._quick) > MOST_DOCUMENTS:
            self._quick.popitem(last=False)


def _key(question: Question) -> Key:
    return question.query, question.operation_name
