"""Headers that every answer has: what browsers may do with it, and that any page may read it."""

from collections.abc import Sequence
from typing import Final

from watchgraph_server.replies import Header

READ_BY_PAGES: Final = b"ETag, RateLimit, RateLimit-Policy, Retry-After, Server-Timing, X-Request-Id"

ALWAYS: Final[tuple[Header, ...]] = (
    (b"x-content-type-options", b"nosniff"),
    # Sent whether or not a page asked, or a shared cache would hand an answer without them to a page that needs them.
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", READ_BY_PAGES),
    (b"vary", b"Accept-Encoding"),
)
POLICY: Final = b"content-security-policy"
NOTHING_RUNS: Final = (*ALWAYS, (POLICY, b"default-src 'none'; frame-ancestors 'none'"))
NO_REFERRER: Final[Header] = (b"referrer-policy", b"no-referrer")
"""For pages, the only answers that lead anywhere."""


def with_fixed(headers: Sequence[Header], *more: Header) -> list[Header]:
    """Add them, and more. A page with scripts of its own brings its own content security policy, which is kept."""
    own = dict(headers)
    added = [*headers, *more, *(ALWAYS if POLICY in own else NOTHING_RUNS)]
    if own.get(b"content-type", b"").startswith(b"text/html"):
        added.append(NO_REFERRER)
    return added
