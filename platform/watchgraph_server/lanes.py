"""Threads that work for many callers in turns: one caller's queue is not everybody's, and nobody waits for ever.

The library's pool has one queue, keeps none of its tasks to a time, and holds up the end of the process until all that
was begun is done. The threads here hold up nothing.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Lock, Thread, get_ident
from time import monotonic
from typing import Final, Generic, TypeVar

from watchgraph.errors import TryLaterError

NOBODY: Final = ""
"""For whom the house is kept in order."""
STOPPING: Final = "This server is being stopped. Ask again in a second"
GLANCE_SECONDS: Final = 0.05
"""Between two looks at threads that should end."""

R = TypeVar("R")


class BusyError(TryLaterError):
    """More is asked than can be answered soon."""

    code = "busy"


@dataclass(slots=True, eq=False)
class _Turn(Generic[R]):
    """Work of one caller. future: of the loop that waits for it; None where nobody does."""

    work: Callable[[], R]
    caller: str
    future: "asyncio.Future[R] | None" = None

    def run(self) -> None:
        """Do the work, and tell what came of it."""
        try:
            found = self.work()
        except BaseException as error:  # noqa: BLE001  # whoever waits for it is told
            self.fail(error)
        else:
            self._tell(lambda future: future.set_result(found))

    def fail(self, error: BaseException) -> None:
        """Tell that nothing came of it."""
        self._tell(lambda future: future.set_exception(error))

    def _tell(self, how: "Callable[[asyncio.Future[R]], None]") -> None:
        future, self.future = self.future, None  # an error holds its frames, and these this turn
        if future is not None:
            with suppress(RuntimeError):  # the loop has ended, and all that waited with it
                future.get_loop().call_soon_threadsafe(lambda: None if future.done() else how(future))


@dataclass(slots=True, eq=False)
class Lane:
    """name: of its threads. most: of them. of_one: so many work for one caller at a time.

    cut_off: is told the thread whose work nobody waits for any longer.
    """

    name: str
    most: int
    of_one: int
    cut_off: Callable[[int], None] = lambda _: None
    _lock: Lock = field(default_factory=Lock)
    _waiting: OrderedDict[str, deque[_Turn[object]]] = field(default_factory=OrderedDict)
    _at_work: dict[int, _Turn[object]] = field(default_factory=dict)
    _threads: list[Thread] = field(default_factory=list)
    _wakes: SimpleQueue[None] = field(default_factory=SimpleQueue)
    _idle: int = 0
    _closed: bool = False

    async def do(self, work: Callable[[], R], caller: str, until: float) -> R:
        """Do it on a thread when it is the caller's turn, and return what came of it; what it raises is raised.

        until: by when it is begun, if at all, by the clock of the loop. Who is cancelled wants it no longer. Raises
        BusyError.
        """
        loop = asyncio.get_running_loop()
        found: asyncio.Future[R] = loop.create_future()
        turn = _Turn(work, caller, found)
        late = loop.call_at(until, self._give_up, turn)
        self._wait(turn)
        try:
            return await found
        except asyncio.CancelledError:
            self._drop(turn)
            raise
        finally:
            late.cancel()
            del found  # an error holds this frame

    def submit(self, work: Callable[[], object]) -> None:
        """Do it on a thread when nobody else's turn is before; nobody waits for it."""
        self._wait(_Turn(work, NOBODY))

    def make_room(self, caller: str) -> bool:
        """Turn away what came last of a caller who has more waiting than this one would have; tell whether there is."""
        with self._lock:
            longest = max(self._waiting.values(), key=len, default=deque[_Turn[object]]())
            if len(longest) <= len(self._waiting.get(caller, ())) + 1:
                return False
            turn = longest.pop()
        turn.fail(BusyError("Your network asks much at once, and others wait, too. Ask again in a second"))
        return True

    def close(self, seconds: float) -> bool:
        """Begin nothing more, and cut off what is at work; tell whether all threads came to their end in time."""
        with self._lock:
            self._closed = True
            left = [turn for turns in self._waiting.values() for turn in turns]
            self._waiting.clear()
        for turn in left:
            turn.fail(BusyError(STOPPING))
        for _ in self._threads:
            self._wakes.put(None)
        until = monotonic() + seconds
        while (alive := [each for each in self._threads if each.is_alive()]) and monotonic() < until:
            self._cut_off(None)
            alive[0].join(GLANCE_SECONDS)
        return not alive

    def _wait(self, turn: _Turn[R]) -> None:
        """Put it behind what its caller has waiting, and see that there is a thread for it."""
        with self._lock:
            self._waiting.setdefault(turn.caller, deque()).append(turn)  # type: ignore[arg-type]  # whatever comes of it
            if len(self._threads) < self.most and not self._closed and self._count() > self._idle:
                self._begin_thread()
        self._wakes.put(None)

    def _count(self) -> int:
        return sum(map(len, self._waiting.values()))

    def _begin_thread(self) -> None:
        """Begin one. It holds up no end of the process: who began it says when it should end."""
        thread = Thread(target=self._run, name=f"{self.name}-{len(self._threads)}", daemon=True)
        self._threads.append(thread)
        self._idle += 1
        thread.start()

    def _run(self) -> None:
        me = get_ident()
        while not self._closed:
            turn = self._next(me)
            if turn is None:
                self._wakes.get()
                continue
            turn.run()
            self._end(me)
            del turn  # what it holds would live until the next

    def _next(self, thread: int) -> _Turn[object] | None:
        """Take the first turn of the caller whose turn it is; the caller's next comes after those of all others."""
        with self._lock:
            caller = next((each for each in self._waiting if self._may(each)), None)
            if caller is None:
                return None
            turns = self._waiting.pop(caller)
            turn = turns.popleft()
            if turns:
                self._waiting[caller] = turns
            self._at_work[thread] = turn
            self._idle -= 1
            return turn

    def _may(self, caller: str) -> bool:
        return sum(each.caller == caller for each in self._at_work.values()) < self.of_one

    def _end(self, thread: int) -> None:
        with self._lock:
            del self._at_work[thread]
            self._idle += 1

    def _give_up(self, turn: _Turn[R]) -> None:
        if self._leave(turn):
            turn.fail(BusyError("Many questions wait, and yours has waited for long. Ask again in a second"))

    def _drop(self, turn: _Turn[R]) -> None:
        """Begin it no more, or cut it off."""
        if not self._leave(turn):
            self._cut_off(turn)

    def _leave(self, turn: _Turn[R]) -> bool:
        """Take it out of those that wait; tell whether it was among them."""
        with self._lock:
            turns = self._waiting.get(turn.caller)
            if turns is None or turn not in turns:
                return False
            turns.remove(turn)  # type: ignore[arg-type]  # whatever comes of it
            if not turns:
                del self._waiting[turn.caller]
            return True

    def _cut_off(self, turn: _Turn[R] | None) -> None:
        """Have the thread told that is at a turn, or all of them."""
        with self._lock:
            for thread, each in self._at_work.items():
                if turn is None or each is turn:
                    self.cut_off(thread)
