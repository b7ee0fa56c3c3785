"""Figures for Prometheus, where the settings ask for them: what is answered, how fast, and how far read models are."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final

import anyio.to_thread
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from watchgraph_server.health import Health
from watchgraph_server.observations import Observation
from watchgraph_server.workers import SHARED

SECONDS: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """Counts what is observed, and tells it with the standing of the read models."""

    def __init__(self, health: Health, waiting: Callable[[], int]) -> None:
        self._registry = CollectorRegistry()
        counted = None if SHARED in os.environ else self._registry
        self._requests = Counter(
            "watchgraph_requests", "Requests by address and status.", ["address", "status"], registry=counted
        )
        self._seconds = Histogram(
            "watchgraph_answer_seconds",
            "Time to an answer, by operation (first root field, or question) and path (compiled, executed).",
            ["operation", "path"],
            buckets=SECONDS,
            registry=counted,
        )
        if counted is None:
            MultiProcessCollector(self._registry)  # type: ignore[no-untyped-call]  # the library's
        self._registry.register(Standings(health, waiting))

    def observe(self, seen: Observation) -> None:
        """Count one request."""
        self._requests.labels(seen.address, str(seen.status)).inc()
        if seen.operation:
            self._seconds.labels(seen.operation, seen.path).observe(seen.seconds)

    def routes(self) -> list[Route]:
        """Return the address."""

        async def page(_: Request) -> Response:
            text = await anyio.to_thread.run_sync(generate_latest, self._registry)
            return Response(text, 200, {"Cache-Control": "no-store"}, CONTENT_TYPE_LATEST)

        return [Route("/metrics", page)]


class Standings(Collector):
    """Reads where things stand whenever the figures are asked for."""

    def __init__(self, health: Health, waiting: Callable[[], int]) -> None:
        self._health = health
        self._waiting = waiting

    def collect(self) -> Iterator[Metric]:
        """Yield what is known; what cannot be read is left out."""
        told = self._health.told()
        gauges = {
            "watchgraph_log_head": ("Position of the log's last event.", told.head),
            "watchgraph_lag_events": ("Positions of the log that answers do not show yet.", told.lag),
            "watchgraph_lag_seconds": ("Age of the oldest event that answers do not show yet.", self._lag(told.behind)),
            "watchgraph_waiting": ("Questions at work and waiting in this process.", self._waiting()),
        }
        for name, (words, value) in gauges.items():
            if value is not None:
                yield GaugeMetricFamily(name, words, value=value)
        position = GaugeMetricFamily("watchgraph_position", "Where a projection stands.", labels=["projection"])
        failed = GaugeMetricFamily("watchgraph_projection_failed", "1 for one that has stopped.", labels=["projection"])
        if told.position is not None:
            position.add_metric(["catalogue"], told.position)
        for projection, at in told.positions.items():
            position.add_metric([projection], at)
        for projection in told.failures:
            failed.add_metric([projection], 1)
        yield from (position, failed)

    @staticmethod
    def _lag(since: datetime | None) -> float | None:
        return 0 if since is None else (datetime.now(UTC) - since).total_seconds()
