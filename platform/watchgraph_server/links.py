"""Answers at addresses of their own: the questions of the catalogue under /q, cited answers under /cite."""

from collections.abc import Callable, Mapping
from typing import Final

import anyio.to_thread
import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from watchgraph_schema.answers import refusal
from watchgraph_schema.bibliographies import bibtex, csl, sentence
from watchgraph_schema.citations import Citation
from watchgraph_schema.errors import RequestError
from watchgraph_server.citations import Citations
from watchgraph_server.exchanges import STATUS, Address, Read
from watchgraph_server.graphql_http import GraphqlEndpoint
from watchgraph_server.graphql_requests import Headers, pairs, parameters
from watchgraph_server.tasks import Task, Tasks

UNKEPT: Final = {"Cache-Control": "no-store"}
FOR_A_DAY: Final = {"Cache-Control": "public, max-age=86400"}


def _csl(citation: Citation, url: str) -> str:
    return msgspec.json.encode([csl(citation, url)]).decode()


FORMS: Final[Mapping[str, tuple[Callable[[Citation, str], str], str]]] = {
    "text": (sentence, "text/plain; charset=utf-8"),
    "csl": (_csl, "application/vnd.citationstyles.csl+json"),
    "bibtex": (bibtex, "application/x-bibtex; charset=utf-8"),
}
"""How a citation itself is written, by the end of its address, and the media type."""


class Link:
    """An address that GET alone is for."""

    def __init__(self, endpoint: GraphqlEndpoint, read: Read) -> None:
        self._endpoint = endpoint
        self._address = Address(read=read)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._endpoint.serve(self._address, scope, receive, send)


def links(endpoint: GraphqlEndpoint, tasks: Tasks, citations: Citations) -> list[Route]:
    """Return the addresses."""

    async def catalogue(scope: Scope, _headers: Headers, _receive: Receive) -> Task:
        parameters(scope["query_string"])
        return tasks.of_catalogue()

    async def question(scope: Scope, _headers: Headers, _receive: Receive) -> Task:
        return tasks.of_question(scope["path_params"]["name"], pairs(scope["query_string"]))

    async def citation(scope: Scope, _headers: Headers, _receive: Receive) -> Task:
        return tasks.of_citation(scope["path_params"]["name"], parameters(scope["query_string"]))

    async def written(request: Request) -> Response:
        try:
            given = parameters(request.scope["query_string"])
            cited = await anyio.to_thread.run_sync(citations.find, request.path_params["name"], given)
        except RequestError as error:
            return JSONResponse(dict(refusal(error)), STATUS.get(type(error), 400), UNKEPT)
        write, media = FORMS[request.url.path.rpartition("/")[2]]
        return Response(write(cited.citation, citations.url(cited.citation)), 200, FOR_A_DAY, media)

    return [
        Route("/q", Link(endpoint, catalogue)),
        Route("/q/{name}", Link(endpoint, question)),
        Route("/cite/{name}", Link(endpoint, citation)),
        *(Route(f"/cite/{{name}}/{form}", written) for form in FORMS),
    ]
