"""The ASGI application: the API, the pages beside it, what they pass through, and the follower next to them."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager, closing

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Lifespan
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from watchgraph.log import Log
from watchgraph.settings import Settings
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.accounts import Accounts
from watchgraph_server.archives import ARCHIVE, DocumentArchive, FileShelf
from watchgraph_server.citations import Citations
from watchgraph_server.databases import open_shelf
from watchgraph_server.followers import Followers
from watchgraph_server.graphql_http import GraphqlEndpoint
from watchgraph_server.health import Health
from watchgraph_server.links import links
from watchgraph_server.maps import maps
from watchgraph_server.middleware.compression import Compression
from watchgraph_server.middleware.hosts import Hosts
from watchgraph_server.middleware.observing import Observing
from watchgraph_server.middleware.preflights import Preflights
from watchgraph_server.middleware.request_ids import RequestIds
from watchgraph_server.middleware.straight import Straight
from watchgraph_server.observers import Observers, observers
from watchgraph_server.pages import pages
from watchgraph_server.persisted import Documents
from watchgraph_server.shares import SHARES, Shares
from watchgraph_server.tasks import Tasks

GRAPHQL = "/graphql"


def application(
    catalogue: Catalogue,
    followers: Followers | None = None,
    settings: Settings | None = None,
    documents: Documents | None = None,
    log: Log | None = None,
) -> Starlette:
    """Serve a catalogue. What followers of this process fold is served at once; they run as long as the server does.

    settings: those of the environment where none are given. documents: what can be asked by name; the questions of the
    catalogue where none are given. log: where what is answered comes from, so that its lag can be told.
    """
    settings, followers = settings or Settings(), followers or Followers()
    accounts = Accounts(settings)
    citations = Citations(catalogue, _archive(catalogue, settings), settings.site)
    documents = documents or Documents()
    tasks = Tasks(documents, citations)
    endpoint = GraphqlEndpoint(catalogue, accounts, tasks, log)
    health = Health(catalogue, followers, log)
    watching = observers(settings, health, endpoint.waiting)
    routes = [*pages(health, documents), *watching.routes, *maps(catalogue, accounts), *links(endpoint, tasks)]
    served = Starlette(routes=routes, lifespan=_holding(Shares(settings), watching.ends, followers, closing(endpoint)))
    served.router.redirect_slashes = False  # a redirect would go wherever the caller's header Host says
    served.middleware_stack = _layered(_routed(served, endpoint), settings, watching)
    return served


def _archive(catalogue: Catalogue, settings: Settings) -> DocumentArchive:
    """Where cited documents are kept: beside the catalogue's file, or in its database."""
    path = catalogue.path
    return DocumentArchive(FileShelf(path.with_name(ARCHIVE)) if path else open_shelf(settings))


def _holding(shares: Shares, *parts: AbstractContextManager[object]) -> Lifespan[Starlette]:
    """Hold parts for as long as the server runs, and let go of them in the opposite order.

    shares: those that connections find in the state of the lifespan.
    """

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[Mapping[str, Shares]]:
        with ExitStack() as held:
            for part in parts:
                held.enter_context(part)
            yield {SHARES: shares}

    return lifespan


def _routed(served: Starlette, endpoint: GraphqlEndpoint) -> ASGIApp:
    """Lead requests to their addresses, the API's on the shortest way."""
    return Straight(ExceptionMiddleware(served.router, {HTTPException: _refused}), GRAPHQL, endpoint)


def _layered(app: ASGIApp, settings: Settings, watching: Observers) -> ASGIApp:
    """Put around it what each request passes through, in place of Starlette's own: inmost first."""
    app = Preflights(Compression(app))
    if settings.proxies:
        app = ProxyHeadersMiddleware(app, list(settings.proxies))  # type: ignore[arg-type, assignment]  # uvicorn's types
    app = Hosts(app, settings.hosts)
    if watching.observe:
        app = Observing(app, watching.observe)
    return RequestIds(app)


async def _refused(_: Request, error: Exception) -> Response:
    """Refuse as the API does: with a code."""
    status, headers = (error.status_code, error.headers) if isinstance(error, HTTPException) else (500, None)
    words = {404: "Nothing is served at this address", 405: "This address takes no such method: see the header Allow"}
    codes = {404: "not-served", 405: "method-not-allowed"}
    refusal = {"message": words.get(status, "Refused"), "extensions": {"code": codes.get(status, "refused")}}
    return JSONResponse({"errors": [refusal]}, status, {**(headers or {}), "Cache-Control": "no-store"})
