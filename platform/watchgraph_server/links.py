"""Answers at addresses of their own: the questions of the catalogue under /q, cited answers under /cite."""

from typing import Final

import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from watchgraph_schema.bibliographies import FORMS
from watchgraph_schema.errors import RequestError
from watchgraph_schema.failures import refusal
from watchgraph_server.citations import Citations
from watchgraph_server.exchanges import STATUS, Address, Read
from watchgraph_server.graphql_http import GraphqlEndpoint
from watchgraph_server.graphql_requests import Headers, pairs, parameters
from watchgraph_server.tasks import Task, Tasks

UNKEPT: Final = {"Cache-Control": "no-store"}
FOR_A_DAY: Final = {"Cache-Control": "public, max-age=86400"}


MEDIA: Final = {
    "text": "text/plain; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
    "bibtex": "application/x-bibtex; charset=utf-8",
}
"""The media type of each form that a citation is written in; the form ends the address."""


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
        return tasks.of_catalogue(parameters(scope["query_string"]))

    async def question(scope: Scope, _headers: Headers, _receive: Receive) -> Task:
        return tasks.of_question(scope["path_params"]["name"], pairs(scope["query_string"]))

    async def citation(scope: Scope, _headers: Headers, _receive: Receive) -> Task:
        return tasks.of_citation(scope["path_params"]["name"], parameters(scope["query_string"]))

    async def written(request: Request) -> Response:
        if (form := request.path_params["form"]) not in FORMS:
            raise HTTPException(404)
        try:
            given = parameters(request.scope["query_string"])
            cited = await anyio.to_thread.run_sync(citations.find, request.path_params["name"], given)
        except RequestError as error:
            return JSONResponse(dict(refusal(error)), STATUS.get(type(error), 400), UNKEPT)
        text = FORMS[form](cited.citation, citations.url(cited.citation))
        return Response(text, 200, FOR_A_DAY, MEDIA[form])

    return [
        Route("/q", Link(endpoint, catalogue)),
        Route("/q/{name}", Link(endpoint, question)),
        Route("/cite/{name}", Link(endpoint, citation)),
        Route("/cite/{name}/{form}", written),
    ]
