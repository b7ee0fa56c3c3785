"""What the first line of a request says of where it goes, where it says more than a path."""

import re
from collections.abc import Sequence
from typing import Final

from watchgraph_server.replies import Header

ABSOLUTE: Final = re.compile(rb"[a-z][a-z0-9+.-]*://([^/?#]*)(.*)", re.DOTALL | re.IGNORECASE)
HOST: Final = b"host"


def site_and_path(target: bytes) -> tuple[bytes, bytes] | None:
    """Part a whole web address into the site and the rest; None for any other target, which is left as it is."""
    found = ABSOLUTE.fullmatch(target)
    if found is None:
        return None
    return found[1], found[2] if found[2].startswith(b"/") else b"/" + found[2]


def naming(site: bytes, headers: Sequence[Header], *, needs_host: bool) -> list[Header]:
    """Have `Host` name the site of the target, as RFC 9112 (3.2.2) wants, whatever it said.

    needs_host: whether a request without that header is wrong, and stays so.
    """
    named = [(name, site if name == HOST else value) for name, value in headers]
    if not needs_host and all(name != HOST for name, _ in named):
        named.append((HOST, site))
    return named
