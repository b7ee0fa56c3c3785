"""The explorer: a page to ask in, with its scripts, all served from here and nothing from elsewhere."""

from functools import cache
from importlib import resources
from mimetypes import guess_type
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

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


EXPLORER: Final = (Route("/explore", _file), Route("/explore/{name}", _file))
