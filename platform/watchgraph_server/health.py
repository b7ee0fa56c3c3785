"""How a server is: whether it lives, whether it can answer, and how its projections come along."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from time import monotonic
from typing import Final

import anyio.to_thread
import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from watchgraph.log import Log
from watchgraph.log.errors import UnreadableEventError
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.catalogue.standing import Standing
from watchgraph_projections.leases import Leader
from watchgraph_schema.times import day_text
from watchgraph_server.followers import Followers
from watchgraph_server.looks import Look, Round

OK, UNWELL = 200, 503
UNKEPT: Final = {"Cache-Control": "no-store"}
PATIENCE_SECONDS: Final = 0.75
"""How long a page waits for what is silent: who looks after servers asks often, and gives up soon."""
CATALOGUE, LOG, LEADERS, GRAPH = "catalogue", "log", "leaders", "graph"


class Told(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the pages tell.

    position, date: where the answers stand; None where the read models cannot be read. head: of the log, None where
    that cannot be read, or this process does not look. lag: positions of the log that are not folded yet; behind: when
    the first of them was recorded (UTC), None where there is none. failures: what stopped projections, by name.
    positions: of the other projections. unread: how each is that does not answer or cannot be read, by name: the
    catalogue, the log, the graph, and the leaders, who tell of failures in other processes.
    """

    ok: bool
    position: int | None = None
    date: str | None = None
    head: int | None = None
    lag: int | None = None
    behind: datetime | None = None
    failures: dict[str, str] = {}
    positions: dict[str, int] = {}
    unread: dict[str, str] = {}


class Health:
    """log: None where this process has none to look at."""

    def __init__(self, catalogue: Catalogue, followers: Followers, log: Log | None = None) -> None:
        self._catalogue = catalogue
        self._followers = followers
        self._log = log
        self._at_catalogue = Look[Standing](CATALOGUE)
        self._at_log = Look[tuple[int, datetime | None]](LOG)
        self._at_leaders = Look[Sequence[Leader]](LEADERS)
        self._at_graph = Look[int](GRAPH)

    def routes(self) -> list[Route]:
        """Return the addresses: `/health/live`, `/health/ready` and, with all that is known, `/health`."""
        return [
            Route("/health", _page(self.told)),
            Route("/health/live", _live),
            Route("/health/ready", _page(self.ready)),
        ]

    def ready(self) -> Told:
        """Look at the read models alone: can questions be answered? Blocks for less than a second, as `told`."""
        visit = Round(monotonic() + PATIENCE_SECONDS)
        standing = self._stands(visit)
        return Told(
            ok=standing is not None,
            position=None if standing is None else standing.position,
            date=None if standing is None else day_text(standing.day),
            unread=visit.unread,
        )

    def told(self) -> Told:
        """Look at everything. Blocks for less than a second, whatever is silent, and raises nothing."""
        visit = Round(monotonic() + PATIENCE_SECONDS)
        leading, drawn = self._at_leaders.begin(self._followers.leaders), self._drawn()
        standing = self._stands(visit)
        position = None if standing is None else standing.position
        head, behind = self._reaches(visit, position)
        failures = self._followers.failures(visit.heard(LEADERS, leading) or ())
        graph = None if drawn is None else visit.heard(GRAPH, drawn)
        return Told(
            ok=not failures and not visit.unread,
            position=position,
            date=None if standing is None else day_text(standing.day),
            head=head,
            lag=None if head is None or position is None else max(0, head - position),
            behind=behind,
            failures=dict(failures),
            positions={} if graph is None else {GRAPH: graph},
            unread=visit.unread,
        )

    def _stands(self, visit: Round) -> Standing | None:
        return visit.heard(CATALOGUE, self._at_catalogue.begin(self._catalogue.standing))

    def _drawn(self) -> "Future[int] | None":
        """Begin to look where the graph stands; None where none is kept."""
        return None if self._followers.graph is None else self._at_graph.begin(self._followers.graph.position)

    def _reaches(self, visit: Round, position: int | None) -> tuple[int | None, datetime | None]:
        """The log's head, and when the first event behind a position was recorded."""
        log = self._log
        if log is None:
            return None, None
        return visit.heard(LOG, self._at_log.begin(lambda: _beyond(log, position))) or (None, None)


def _beyond(log: Log, position: int | None) -> tuple[int, datetime | None]:
    head = log.head()
    return head, None if position is None or head <= position else _recorded_after(log, position)


def _recorded_after(log: Log, position: int) -> datetime | None:
    try:
        first = next(log.scan(position), None)
    except UnreadableEventError:
        return None  # that it cannot be read stops the projection, which is told
    return None if first is None else datetime.fromisoformat(first.envelope.recorded)


def _page(look: Callable[[], Told]) -> Callable[[Request], object]:
    async def page(_: Request) -> Response:
        told = await anyio.to_thread.run_sync(look)
        return _shown(told, OK if told.ok else UNWELL)

    return page


async def _live(_: Request) -> Response:
    return _shown(Told(ok=True), OK)


def _shown(told: Told, status: int) -> Response:
    return Response(msgspec.json.encode(told), status, UNKEPT, "application/json")
