"""Followers on threads of their own, so that what is written is read within a blink."""

import logging
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from watchgraph.errors import WatchgraphError
from watchgraph_projections.follower import Follower, today
from watchgraph_projections.leases import Lease

logger = logging.getLogger(__name__)

POLL_SECONDS: Final = 0.02
"""Between two looks at what tells nobody that it has changed."""
REST_SECONDS: Final = 0.2
"""How long it sleeps where the log would wake it: it may be told to stop, and the day may turn."""
STANDBY_SECONDS: Final = 0.5
"""Between two looks at whether the leader is gone."""
SHORTEST_REST_SECONDS, LONGEST_REST_SECONDS = 1.0, 5.0
"""Before what failed is tried again; the rest doubles with each failure in a row."""


class FollowerThread:
    """Moves one projection on, as long as it leads; else it waits until the leader is gone.

    It swallows nothing: at an error it stops, says so, and begins again after a rest, so that a database that comes
    back needs nobody to start it.

    lease: for as long as it holds it, it leads. failure: what stopped it, in words for everybody; None while all is
    well. leads: whether it is this one that moves the projection on. close: gives back what it needed, at its end.
    rest: waits a moment, or until there may be something to move.
    """

    def __init__(
        self,
        lease: Lease,
        move: Callable[[], None],
        due: Callable[[], bool],
        close: Callable[[], None] | None = None,
        rest: Callable[[], object] | None = None,
    ) -> None:
        self.failure: str | None = None
        self.leads = False
        self.lease = lease
        self._move = move
        self._due = due
        self._close = close
        self._stop = threading.Event()
        self._rest = rest or (lambda: self._stop.wait(POLL_SECONDS))
        self._thread = threading.Thread(target=self._run, name=f"follower-{lease.projection}", daemon=True)

    @classmethod
    def of(cls, follower: Follower, lease: Lease) -> Self:
        """Fold what is new into a catalogue, and turn the day at midnight (UTC)."""
        day = 0

        def move() -> None:
            nonlocal day
            day = follower.catch_up().day

        wakes = follower.log.wakes()
        return cls(
            lease,
            move,
            lambda: follower.log.changed() or today() != day,
            close=wakes.close,
            rest=lambda: wakes.wait(REST_SECONDS),
        )

    @property
    def projection(self) -> str:
        """Name of what it moves on."""
        return self.lease.projection

    def __enter__(self) -> Self:
        """Start."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, after what is being folded is done, and let another lead."""
        self.stop()
        self._thread.join()

    def stop(self) -> None:
        """Stop soon."""
        self._stop.set()

    def _run(self) -> None:
        rest = SHORTEST_REST_SECONDS
        while not self._stop.is_set():
            try:
                self._lead()
            except Exception as error:  # noqa: BLE001  # logged and told: the rest of the process serves on
                self._failed(error)
                self._stop.wait(rest)
                rest = min(2 * rest, LONGEST_REST_SECONDS)
            else:
                rest = SHORTEST_REST_SECONDS
        self.lease.close()
        if self._close is not None:
            self._close()

    def _lead(self) -> None:
        """Lead until told to stop, or until the lease is lost; wait for it first."""
        while not self._stop.is_set() and not self.lease.take():
            self.leads = False
            self._stop.wait(STANDBY_SECONDS)
        moved = False
        while not self._stop.is_set() and self.lease.take():
            self.leads = True
            if not moved or self._due():
                self._move()
                self._recovered()
                moved = True
            self._rest()

    def _failed(self, error: Exception) -> None:
        self.failure = str(error) if isinstance(error, WatchgraphError) else type(error).__name__
        logger.error(
            "A follower stopped; answers stay as they were",
            exc_info=error,
            extra={"projection": self.projection},
        )
        self._tell()

    def _recovered(self) -> None:
        if self.failure is not None:
            self.failure = None
            logger.warning("A follower goes on", extra={"projection": self.projection})
            self._tell()

    def _tell(self) -> None:
        try:
            if self.leads:
                self.lease.tell(self.failure)
        except Exception as error:  # noqa: BLE001  # what stopped it may keep it from telling, too
            logger.warning("A follower could not tell how it is", extra={"reason": repr(error)})
