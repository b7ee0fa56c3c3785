"""Who looks at requests: only what the settings turn on is imported at all."""

import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from starlette.routing import Route

from watchgraph.errors import WatchgraphError
from watchgraph.settings import Settings
from watchgraph_server.health import Health
from watchgraph_server.logs import every_line_to
from watchgraph_server.middleware.observing import noted
from watchgraph_server.observations import Observe


class TelemetryMissingError(WatchgraphError):
    """Traces are asked for, and what sends them is not installed."""

    code = "telemetry-missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observers:
    """observe: are shown every request. routes: where what they saw can be had. ends: closes what was opened."""

    observe: Sequence[Observe] = ()
    routes: Sequence[Route] = ()
    ends: ExitStack = field(default_factory=ExitStack)


def observers(settings: Settings, health: Health, waiting: Callable[[], int]) -> Observers:
    """Make those that the settings ask for. waiting: tells how many questions wait. Raises TelemetryMissingError."""
    found: list[Observe] = []
    routes: list[Route] = []
    ends = ExitStack()
    if settings.metrics:
        from watchgraph_server.metrics import Metrics  # noqa: PLC0415 - only a server that is watched needs it

        metrics = Metrics(health, waiting)
        found.append(metrics.observe)
        routes += metrics.routes()
    if settings.otlp_endpoint:
        found.append(_tracing(ends))
    if settings.log_requests:
        ends.enter_context(every_line_to(logging.getLogger(noted.__module__), sys.stderr))
        found.append(noted)
    return Observers(observe=found, routes=routes, ends=ends)


def _tracing(ends: ExitStack) -> Observe:
    try:
        from watchgraph_server.telemetry import Tracing  # noqa: PLC0415 - an extra of the package
    except ImportError as error:
        raise TelemetryMissingError("Traces need more packages: pip install 'watchgraph[telemetry]'") from error
    tracing = Tracing()
    ends.callback(tracing.close)
    return tracing.observe
