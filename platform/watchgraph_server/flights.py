"""Answers of a database by statements that are made already: the loop goes on while the database works them out."""

import logging
from typing import Final

from watchgraph_projections.catalogue.assumed import Assumed
from watchgraph_projections.catalogue.dialects import Backend
from watchgraph_projections.catalogue.postgres_flights import Flights, Landed
from watchgraph_schema.answers import Pending, pending
from watchgraph_schema.compiling.symbols import NotCompiledError
from watchgraph_schema.requests import Answer, Charge, Question

logger = logging.getLogger(__name__)

NOTHING: Final = "select ''"
"""What is asked where only the standing is wanted."""


class _DearError(Exception):
    """The question is not for those that fly."""


class InFlight:
    """Answers what can be answered so, on one loop; all else, and what goes wrong, is left to the threads.

    most_points: what costs more may take long, and waits in a lane of its own.
    """

    def __init__(self, flights: Flights, most_points: int) -> None:
        self._flights = flights
        self._most_points = most_points

    async def answer(self, question: Question, charge: Charge) -> Answer | None:
        """Answer a question. charge: may have been called even where None comes back; what it raises is raised."""
        last = self._flights.last or await self._row(NOTHING, ())
        ready = None if last is None else self._ready(last, question, charge)
        landed = None if ready is None else await self._row(*ready.statement)
        if last is None or ready is None or landed is None or landed[1:] != last[1:]:
            return None
        try:
            return ready.answer(landed.found)
        except NotCompiledError:
            return None

    def close(self) -> None:
        """Close what is not under way."""
        self._flights.close()

    async def _row(self, statement: str, values: tuple[object, ...]) -> Landed | None:
        try:
            return await self._flights.row(statement, values)
        except Exception as error:  # noqa: BLE001  # whoever answers next meets the same, and says what it is
            logger.info("A statement in flight failed", extra={"reason": type(error).__name__})
            return None

    def _ready(self, last: Landed, question: Question, charge: Charge) -> Pending | None:
        def charge_if_cheap(points: int) -> None:
            if points > self._most_points:
                raise _DearError
            charge(points)

        try:
            return pending(Assumed(Backend.POSTGRESQL, last.standing, last.file), question, charge_if_cheap)
        except _DearError:
            return None
