"""Answers at addresses of their own: the questions of the catalogue under /q, cited answers under /cite."""

from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from watchgraph_schema.bibliographies import FORMS
from watchgraph_server.exchanges import Address, Read
from watchgraph_server.graphql_http import GraphqlEndpoint
from watchgraph_server.graphql_requests import Headers, pairs, parameters
from watchgraph_server.tasks import Task, Tasks


class Link:
    """An address that GET alone is for."""

    def __init__(self, endpoint: GraphqlEndpoint, read: Read) -> None:
        self._endpoint = endpoint
        self._address = Address(read=read)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._endpoint.serve(self._address, scope, receive, send)


def links(endpoint: GraphqlEndpoint, tasks: Tasks) -> list[Route]:
    """Return the addresses."""

    async def catalogue(scope: Scope, _headers: Headers, _receive: Receive) -> Task:
        return tasks.of_catalogue(parameters(scope["query_string"]))

    async def question(scope: Scope, _headers: Headers, _receive: Receive) -> Task:
        return tasks.of_question(scope["path_params"]["name"], pairs(scope["query_string"]))

    def cited(form: str | None = None) -> Link:
        async def citation(scope: Scope, _headers: Headers, _receive: Receive) -> Task:
            return tasks.of_citation(scope["path_params"]["name"], parameters(scope["query_string"]), form)

        return Link(endpoint, citation)

    return [
        Route("/q", Link(endpoint, catalogue)),
        Route("/q/{name}", Link(endpoint, question)),
        Route("/cite/{name}", cited()),
        *(Route(f"/cite/{{name}}/{form}", cited(form)) for form in FORMS),
    ]
