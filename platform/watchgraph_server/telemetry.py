"""Traces for OpenTelemetry: one span a request. Imported only where its own variables name a collector.

OTEL_EXPORTER_OTLP_ENDPOINT says where to; the other variables of OpenTelemetry hold, too.
"""

from time import time_ns
from typing import Final

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from watchgraph_server.observations import Observation

NANOSECONDS: Final = 1_000_000_000
SERVER_ERROR: Final = 500


class Tracing:
    """Makes spans, and sends them in the background."""

    def __init__(self) -> None:
        self._provider = TracerProvider(resource=Resource.create({"service.name": "watchgraph"}))
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self._tracer = self._provider.get_tracer("watchgraph")
        self._propagator = TraceContextTextMapPropagator()

    def observe(self, seen: Observation) -> None:
        """Make a span; it goes on with the trace that the caller's `traceparent` names."""
        parent = self._propagator.extract({"traceparent": seen.headers.get(b"traceparent", b"").decode("latin-1")})
        ends = time_ns()
        span = self._tracer.start_span(
            f"{seen.method} {seen.address}",
            parent,
            SpanKind.SERVER,
            _attributes(seen),
            start_time=ends - int(seen.seconds * NANOSECONDS),
        )
        if seen.status >= SERVER_ERROR:
            span.set_status(Status(StatusCode.ERROR))
        span.end(ends)

    def close(self) -> None:
        """Send what is left."""
        self._provider.shutdown()


def _attributes(seen: Observation) -> dict[str, str | int]:
    return {
        "http.request.method": seen.method,
        "http.route": seen.address,
        "http.response.status_code": seen.status,
        "graphql.operation.name": seen.operation,
        "watchgraph.path": seen.path,
        "watchgraph.request": seen.request,
    }
