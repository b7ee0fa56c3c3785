"""One reading for all that is answered at once within milliseconds: to begin and end it costs more than to read."""

import asyncio
from contextlib import AbstractContextManager
from time import monotonic, thread_time
from typing import Final

from watchgraph_projections.catalogue.connections import Reading
from watchgraph_projections.catalogue.reading import Catalogue

LASTS_SECONDS: Final = 0.005
"""So much older than the newest commit may an answer be."""


class Glances:
    """Lends one reading at a time to what is asked on the running loop, and never holds one that nobody needs."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._held: AbstractContextManager[Reading] | None = None
        self._reading: Reading | None = None
        self._ends = 0.0
        self._worked = 0.0
        self._end: asyncio.TimerHandle | None = None

    def reading(self, seconds: float) -> Reading:
        """Lend it. seconds: how long a statement may take."""
        if self._reading is None or monotonic() >= self._ends:
            self.close()
            self._reading = self._begun(seconds)
        self._reading.allow(seconds)
        return self._reading

    def work(self) -> float:
        """How long the processor has worked since the reading was begun, or one before: for whatever was asked."""
        return thread_time() - self._worked

    def close(self) -> None:
        """End it; the next who asks gets another."""
        held, self._held, self._reading = self._held, None, None
        if self._end is not None:
            self._end.cancel()
        if held is not None:
            held.__exit__(None, None, None)

    def _begun(self, seconds: float) -> Reading:
        """Begin one that ends in time, be the loop idle or so busy that it comes to nothing else."""
        held = self._catalogue.reading(seconds)
        begun = held.__enter__()
        self._held, self._ends, self._worked = held, monotonic() + LASTS_SECONDS, thread_time()
        self._end = asyncio.get_running_loop().call_later(LASTS_SECONDS, self.close)
        return begun
