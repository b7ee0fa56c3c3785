"""How a server is: whether it lives, whether it can answer, and how its projections come along."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

import anyio.to_thread
import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from watchgraph.log import Log
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.times import day_text
from watchgraph_server.followers import Followers

logger = logging.getLogger(__name__)

OK, UNWELL = 200, 503
UNKEPT: Final = {"Cache-Control": "no-store"}


class Told(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the pages tell.

    position, date: where the answers stand; None where the read models cannot be read. head: of the log, None where
    that cannot be read, or this process does not look. lag: positions of the log that are not folded yet; behind: when
    the first of them was recorded (UTC), None where there is none. failures: what stopped projections, by name.
    positions: of the other projections that this process moves on.
    """

    ok: bool
    position: int | None = None
    date: str | None = None
    head: int | None = None
    lag: int | None = None
    behind: datetime | None = None
    failures: dict[str, str] = {}
    positions: dict[str, int] = {}


class Health:
    """log: None where this process has none to look at."""

    def __init__(self, catalogue: Catalogue, followers: Followers, log: Log | None = None) -> None:
        self._catalogue = catalogue
        self._followers = followers
        self._log = log

    def routes(self) -> list[Route]:
        """Return the addresses: `/health/live`, `/health/ready` and, with all that is known, `/health`."""
        return [
            Route("/health", self._page(lambda told: told.ok)),
            Route("/health/live", _live),
            Route("/health/ready", self._page(lambda told: told.position is not None)),
        ]

    def told(self) -> Told:
        """Look at everything. Blocks as long as reading does, and raises nothing."""
        failures = dict(self._followers.failures())
        try:
            standing = self._catalogue.standing()
        except Exception:
            logger.exception("The catalogue cannot be read")
            return Told(ok=False, failures=failures)
        head, behind = self._log_beyond(standing.position)
        return Told(
            ok=not failures and (head is not None or self._log is None),
            position=standing.position,
            date=day_text(standing.day),
            head=head,
            lag=None if head is None else max(0, head - standing.position),
            behind=behind,
            failures=failures,
            positions=dict(self._followers.positions()),
        )

    def _log_beyond(self, position: int) -> tuple[int | None, datetime | None]:
        """The log's head, and when the first event behind a position was recorded."""
        if self._log is None:
            return None, None
        head = first = None
        try:
            head = self._log.head()
            first = next(self._log.scan(position), None) if head > position else None
        except Exception:
            logger.exception("The log cannot be read")
        return head, None if first is None else datetime.fromisoformat(first.envelope.recorded)

    def _page(self, well: Callable[[Told], bool]) -> Callable[[Request], object]:
        async def page(_: Request) -> Response:
            told = await anyio.to_thread.run_sync(self.told)
            return _shown(told, OK if well(told) else UNWELL)

        return page


async def _live(_: Request) -> Response:
    return _shown(Told(ok=True), OK)


def _shown(told: Told, status: int) -> Response:
    return Response(msgspec.json.encode(told), status, UNKEPT, "application/json")
