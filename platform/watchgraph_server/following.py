"""The follower on a thread of its own, so that what is written is read within a blink."""

import logging
import threading
from types import TracebackType
from typing import Self

from watchgraph_projections.follower import Follower, today

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.02
"""One look at the log costs microseconds: SQLite tells whether anybody wrote."""


class FollowerThread:
    """Folds what is new and turns the day at midnight (UTC). It swallows nothing: at an error it stops and says so.

    failure: what stopped it; None while all is well.
    """

    def __init__(self, follower: Follower) -> None:
        self.failure: str | None = None
        self._follower = follower
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="follower", daemon=True)

    def __enter__(self) -> Self:
        """Start."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, after what is being folded is done."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            day = self._follower.catch_up().day
            while not self._stop.wait(POLL_SECONDS):
                if self._follower.log.changed() or today() != day:
                    day = self._follower.catch_up().day
        except Exception as error:
            self.failure = f"{type(error).__name__}: {error}"
            logger.exception("The follower stopped; answers stay as they were")
