"""What those who run a server see of it: figures, traces, lines; and nothing of it where they do not look."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from prometheus_client.parser import text_string_to_metric_families
from tests.platform.server.clients import serving
from tests.platform.server.test_asgi import followers
from tests.processes import PATIENCE_SECONDS, got, posted, started, until
from tests.stores import Store

from watchgraph.settings import Settings
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.asgi import application

QUESTION = {"query": "{ claims { totalCount } }"}
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


def figures(text: str) -> dict[tuple[str, ...], float]:
    """Figures by their names and the values of their labels."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_figures_tell_what_was_answered_and_how_far_it_is(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    app = application(store.catalogue, followers(store), Settings(metrics=True), log=store.log)
    async with serving(app) as client:
        await client.post("/graphql", json=QUESTION)
        await client.post("/graphql", content=b"nonsense")
        await client.get("/wp-login.php")
        found = figures((await client.get("/metrics")).text)
    store.close()

    assert found["watchgraph_requests_total", "/graphql", "200"] == 1
    assert found["watchgraph_requests_total", "/graphql", "415"] == 1
    assert found["watchgraph_requests_total", "other", "404"] == 1
    assert found["watchgraph_answer_seconds_count", "claims", "compiled"] == 1
    assert found["watchgraph_position", "catalogue"] == found[("watchgraph_log_head",)] == 0
    assert found[("watchgraph_lag_events",)] == found[("watchgraph_lag_seconds",)] == 0


async def test_there_are_no_figures_where_nobody_asked_for_them(client: httpx.AsyncClient) -> None:
    assert (await client.get("/metrics")).status_code == 404


def test_what_is_not_turned_on_is_not_loaded() -> None:
    words = "import sys, watchgraph_server.asgi, watchgraph_server.commands.serving; print(*sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True).stdout.split()  # noqa: S603

    assert not [each for each in loaded if each.partition(".")[0] in {"neo4j", "prometheus_client", "opentelemetry"}]


@pytest.fixture
def collector() -> Iterator[tuple[str, list[ExportTraceServiceRequest]]]:
    """An address that takes traces, and what came."""
    came = list[ExportTraceServiceRequest]()

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Taking) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", came
        server.shutdown()
        thread.join()


async def test_a_trace_goes_on_through_the_server(
    catalogue: Catalogue,
    collector: tuple[str, list[ExportTraceServiceRequest]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address, came = collector
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address)
    async with serving(application(catalogue)) as client:
        await client.post("/graphql", json=QUESTION, headers={"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"})

    (span,) = [
        span
        for each in came
        for resource in each.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]
    assert (span.name, span.trace_id.hex()) == ("POST /graphql", TRACE)
    assert "claims" in [attribute.value.string_value for attribute in span.attributes]


def test_each_request_is_a_line_where_that_is_asked_for(reference_folder: Path) -> None:
    with started(
        reference_folder, "serve", "--api-only", "--port", "0", more={"WATCHGRAPH_LOG_REQUESTS": "yes"}
    ) as server:
        url = server.url()
        for _ in range(30):
            httpx.post(f"{url}/graphql", json=QUESTION, headers={"x-request-id": "mine"}, timeout=PATIENCE_SECONDS)
        server.end(signal.SIGTERM)

    lines = [json.loads(line) for line in server.errors]
    assert len(lines) == 30
    assert {(line["request"], line["status"], line["operation"]) for line in lines} == {("mine", 200, "claims")}


def test_workers_are_counted_together(reference_folder: Path) -> None:
    with started(
        reference_folder,
        *["serve", "--api-only", "--port", "0", "--workers", "2"],
        more={"WATCHGRAPH_METRICS": "yes"},
    ) as server:
        url = server.url()
        assert until(lambda: got(f"{url}/health/ready").status_code == 200)
        for _ in range(40):
            posted(f"{url}/graphql", QUESTION)  # by a connection of its own: any worker may take it

        found = until(lambda: answered(url) == 40)  # a request is counted once its answer is sent

    assert found


def answered(url: str) -> float:
    """How many questions a server says that it answered."""
    return figures(got(f"{url}/metrics").text)["watchgraph_requests_total", "/graphql", "200"]
