"""The addresses beside the API's own: a page that says what is here, the schema as text, the explorer, health."""

from hashlib import sha256
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from watchgraph_schema.schema import printed
from watchgraph_server.caching import matching
from watchgraph_server.health import Health
from watchgraph_server.persisted import Documents
from watchgraph_server.web.explorer import explorer
from watchgraph_server.web.landing import POLICY, landing

FOR_MINUTES: Final = "public, max-age=300, stale-while-revalidate=3600"
LANDING: Final = {"Cache-Control": FOR_MINUTES, "Content-Security-Policy": POLICY}


def pages(health: Health, documents: Documents) -> list[Route]:
    """Return the addresses."""
    return [Route("/", _landing), Route("/schema.graphql", _schema), *health.routes(), *explorer(documents)]


async def _landing(request: Request) -> Response:
    return HTMLResponse(landing(str(request.base_url)), headers=LANDING)


async def _schema(request: Request) -> Response:
    text = printed()
    tag = f'"{sha256(text.encode()).hexdigest()[:20]}"'
    headers = {"ETag": tag, "Cache-Control": FOR_MINUTES}
    known = request.headers.get("if-none-match")
    if known is not None and matching(known.encode("latin-1"), [tag.encode()]):
        return Response(status_code=304, headers=headers)
    return PlainTextResponse(text, headers=headers)
