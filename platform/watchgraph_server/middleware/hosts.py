"""Refuses requests that were meant for another site."""

import re
from collections.abc import Awaitable, Iterable
from functools import lru_cache
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from watchgraph_schema.errors import RequestError
from watchgraph_server.replies import refuse

AUTHORITY: Final = re.compile(rb"([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")

LONGEST: Final = 300


class HostError(RequestError):
    """The header `Host` names no site, or none that is served here."""

    code = "bad-host"


class Hosts:
    """Lets through what names one of the hosts. hosts: names in lower case, without port; none lets any through.

    HTTP/1.0 knows no `Host`: who speaks it, such as a proxy that looks whether we live, may leave it out.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.encode() for host in hosts)

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Refuse, or pass on."""
        if scope["type"] == "http":
            given = [value for name, value in scope["headers"] if name == b"host"]
            if not given and scope["http_version"] == "1.0":
                return self._app(scope, receive, send)
            name = _name(given[0][:LONGEST]) if len(given) == 1 else None
            if name is None:
                return refuse(send, 400, HostError("Name one site in the header Host"))
            if self._hosts and name not in self._hosts:
                return refuse(send, 421, HostError("The site in the header Host is not served here"))
        return self._app(scope, receive, send)


@lru_cache(maxsize=256)
def _name(authority: bytes) -> bytes | None:
    """Return the authority without its port; None where it is none."""
    found = AUTHORITY.fullmatch(authority)
    return None if found is None else found[1].lower()
