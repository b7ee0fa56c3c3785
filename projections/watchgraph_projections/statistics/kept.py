"""Answers that take long to work out, kept for whoever asks the same question of the same moment.

An answer as of a day and a position stays what it is: what is taken into the log later cannot change it, but for a
redaction. What is now is such a moment, too, and another one after the next commit or at midnight. So an answer is kept
by its moment, and by what was redacted until it was worked out.

The first to ask fills it, within the time of one request; whoever asks meanwhile waits. Whoever has a reading may ask
ahead, such as a follower after a commit.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields, is_dataclass
from sys import getsizeof
from threading import Event, Lock
from typing import Final, NamedTuple, TypeVar

from watchgraph_projections.catalogue.connections import Reading
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.redactions import redacted_since

T = TypeVar("T")

MOST_BYTES: Final = 6 * 2**20
"""How much is kept in all; the answer that was asked for longest ago makes room."""
LARGEST_SHARE: Final = 4
"""An answer that would take more than this part of it is not kept."""


LOOKED_AT: Final = 100
"""Of how many parts of a list the size is taken."""


class _Key(NamedTuple):
    """file: the catalogue that was read. redactions: how many acts its log had that reach into the past."""

    file: object
    redactions: int
    position: int
    day: int
    without: tuple[str, ...]
    question: Hashable


class _Redactions(NamedTuple):
    file: object
    position: int
    acts: int


class Kept:
    """Keeps answers from any catalogue. Threads share it: what it gives out is never changed."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._lock = Lock()
        self._answers: OrderedDict[_Key, tuple[object, int]] = OrderedDict()
        self._working: dict[_Key, Event] = {}
        self._redactions: _Redactions | None = None

    def answer(self, reading: Reading, moment: Moment, question: Hashable, work: Callable[[], T]) -> T:
        """Give the answer to a question, worked out where it is not kept.

        question: what sort of answer it is, and all that it depends on beside the moment. Raises ReadTimeoutError, and
        what working it out raises; then nothing is kept.
        """
        key = _Key(
            reading.file, self._redacted(reading), moment.position, moment.day, tuple(sorted(moment.without)), question
        )
        while not self._begun(key):
            found = self._found(key, reading)
            if found is not None:
                answer: T = found[0]  # type: ignore[assignment]  # it was kept as this question's answer
                return answer
        try:
            worked_out = work()
            self._keep(key, worked_out)
        finally:
            with self._lock:
                self._working.pop(key).set()
        return worked_out

    def _begun(self, key: _Key) -> bool:
        """Whether this thread is now the one to work it out: it is not kept, and nobody else is at it."""
        with self._lock:
            if key in self._answers or key in self._working:
                return False
            self._working[key] = Event()
            return True

    def _found(self, key: _Key, reading: Reading) -> tuple[object, int] | None:
        """What is kept; None after waiting for whoever is working it out."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
            done = self._working.get(key)
        if done is not None:
            done.wait(reading.seconds_left)
            reading.check()
        return None

    def _keep(self, key: _Key, answer: object) -> None:
        size = bytes_of(answer)
        if size > self._most_bytes // LARGEST_SHARE:
            return
        with self._lock:
            self._answers[key] = answer, size
            self._bytes += size
            while self._bytes > self._most_bytes:
                self._bytes -= self._answers.popitem(last=False)[1][1]

    def _redacted(self, reading: Reading) -> int:
        """How much was redacted until this reading's standing; only what came since the last one is counted anew."""
        position, known = reading.standing.position, self._redactions
        if known is None or known.file != reading.file or known.position > position:
            known = _Redactions(reading.file, 0, 0)
        if known.position < position:
            found = redacted_since(reading.connection, known.position)
            known = _Redactions(reading.file, position, known.acts + sum(found.values()))
            self._redactions = known
        return known.acts


def bytes_of(answer: object) -> int:
    """How much memory an answer takes, about. What its parts share is counted once; of long lists every so manieth."""
    return _Measuring().bytes_of(answer)


class _Measuring:
    def __init__(self) -> None:
        self._seen: set[int] = set()

    def bytes_of(self, part: object) -> int:
        if id(part) in self._seen:
            return 0
        self._seen.add(id(part))
        return getsizeof(part) + self._within(part)

    def _within(self, part: object) -> int:
        if isinstance(part, tuple | list):
            return self._of_many(part)
        if isinstance(part, dict):
            return self._of_many([*part, *part.values()])
        sizes: list[int] = [self.bytes_of(getattr(part, name)) for name in _names(type(part))]
        return sum(sizes)

    def _of_many(self, parts: Sequence[object]) -> int:
        every = len(parts) // LOOKED_AT + 1
        looked_at = parts[::every]
        size = sum(map(self.bytes_of, looked_at))
        return size * len(parts) // len(looked_at) if looked_at else size


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(of: type) -> tuple[str, ...]:
    """The fields of a dataclass; none of all else."""
    if of not in _NAMES:
        _NAMES[of] = tuple([each.name for each in fields(of)]) if is_dataclass(of) else ()
    return _NAMES[of]
