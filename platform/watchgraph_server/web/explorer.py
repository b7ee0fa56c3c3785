"""The explorer: a page to ask in, with its scripts, all served from here and nothing from elsewhere."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from mimetypes import guess_type
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from watchgraph_schema.questions import Document, described
from watchgraph_server.documents import OPENED
from watchgraph_server.persisted import Documents

PAGE: Final = "index.html"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What the page may do (Content Security Policy): run our scripts and ask us; no inline script, no other host."""
HEADERS: Final = {"Content-Security-Policy": POLICY, "Cache-Control": "public, max-age=300"}


@cache
def files() -> dict[str, bytes]:
    """Every file of the page, by name."""
    return {each.name: each.read_bytes() for each in resources.files(__package__).joinpath("explore").iterdir()}


async def _file(request: Request) -> Response:
    name = request.path_params.get("name", PAGE)
    if name not in files():
        raise HTTPException(404)
    return Response(files()[name], headers=HEADERS, media_type=guess_type(name)[0])


def explorer(documents: Documents) -> list[Route]:
    """Return the addresses of the page. documents: what can be asked by name, of which it shows what is listed."""

    async def listed(_: Request) -> Response:
        shown = {"only": documents.only, "documents": list(map(_shown, documents.listed)), "opened": _opened()}
        return JSONResponse(shown, headers=HEADERS)

    return [Route("/explore", _file), Route("/explore/documents.json", listed), Route("/explore/{name}", _file)]


@cache
def _opened() -> Mapping[str, object]:
    """The document that opens whatever has an id."""
    return _shown(described("opened", OPENED))


def _shown(document: Document) -> Mapping[str, object]:
    """A document in the shape in which the API lists the questions of the catalogue."""
    variables = [
        {"name": each.name, "type": each.type, "default": each.default, "description": each.about}
        for each in document.parameters
    ]
    return {
        "id": document.id,
        "title": document.title,
        "description": document.about,
        "document": document.text,
        "variables": variables,
    }
