"""How long after it was written an event is read, with the follower in a process of its own."""

import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import quantiles
from time import monotonic, perf_counter, sleep
from uuid import uuid4

from tests.benchmarks.measuring import Finding, Scale, Unit
from tests.faults.crews import program
from tests.faults.sites import Site
from tests.processes import at_work
from tests.servers import shared_postgres

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.log import Actor, Log, NewEvent
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.databases import open_catalogue, open_keys, open_log

DATABASE = "WATCHGRAPH_DATABASE_URL"
EVENTS_A_SECOND = 500
SECONDS = 8
LOOK_SECONDS = 0.0005
ACTOR = Actor("benchmark", "EDITOR", "LOCAL")


def lag(_: Scale) -> list[Finding]:
    """Write five hundred commands a second, one event each, and look when each is shown: in files and in a database."""
    with tempfile.TemporaryDirectory() as folder:
        files = _finding("SQLite", _lags(Site(folder=Path(folder) / "store")))
    with tempfile.TemporaryDirectory() as folder, shared_postgres().database() as url:
        database = _finding("PostgreSQL", _lags(Site(folder=Path(folder) / "store", more={DATABASE: url})))
    return [files, database]


def _finding(where: str, seconds: Sequence[float]) -> Finding:
    hundredths = quantiles(seconds, n=100)
    return Finding(
        what=f"projection lag on {where}: p99 at {EVENTS_A_SECOND} events a second",
        values=(1_000 * hundredths[98],),
        goal=100,
        unit=Unit.MILLISECONDS,
        notes=(
            f"from the end of the append to the first reading that shows it; p50 {1_000 * hundredths[49]:.1f} ms, "
            f"longest {1_000 * max(seconds):.1f} ms, of {len(seconds):,} events; the follower is another process",
        ),
    )


def _lags(site: Site) -> list[float]:
    site.run("import", "reference")
    follower = program(site, "follow")
    with at_work(follower), _opened(site) as (log, catalogue):
        follower.hear("^(Following)")
        shown, watching = dict[int, float](), threading.Event()
        reader = threading.Thread(target=_watch, args=[catalogue, shown, watching])
        reader.start()
        written = dict(_written(log))
        last = max(written)
        until = monotonic() + 30
        while max(shown, default=0) < last and monotonic() < until:
            sleep(LOOK_SECONDS)
        watching.set()
        reader.join()
    reached = sorted(shown.items())
    return [_first(reached, position) - at for position, at in written.items()]


@contextmanager
def _opened(site: Site) -> Iterator[tuple[Log, Catalogue]]:
    settings = site.settings()
    with (
        closing(open_keys(settings)) as keys,
        closing(open_log(settings, keys)) as log,
        closing(open_catalogue(settings)) as catalogue,
    ):
        yield log, catalogue


def _written(log: Log) -> Iterator[tuple[int, float]]:
    began = perf_counter()
    for number in range(EVENTS_A_SECOND * SECONDS):
        sleep(max(0.0, began + number / EVENTS_A_SECOND - perf_counter()))
        stream = uuid4()
        body = EntityRegistered(kind="Place", dataset="benchmark", native=str(stream))
        position = log.append([NewEvent(stream, 1, body)], uuid4(), ACTOR, digest=stream.hex)
        yield position, perf_counter()


def _watch(catalogue: Catalogue, shown: dict[int, float], enough: threading.Event) -> None:
    while not enough.wait(LOOK_SECONDS):
        position = catalogue.standing().position
        shown.setdefault(position, perf_counter())


def _first(reached: Sequence[tuple[int, float]], position: int) -> float:
    return next(at for shown, at in reached if shown >= position)
