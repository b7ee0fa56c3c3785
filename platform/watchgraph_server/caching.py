"""How long an answer may be kept, and by which tag it is known again."""

from typing import Final

from watchgraph_projections.catalogue.standing import Standing
from watchgraph_server.replies import Header

CURRENT: Final = b"public, max-age=5, stale-while-revalidate=60"
"""What is so now: a shared cache may spare us a rush, nobody reads yesterday's."""
VARIES: Final[Header] = (b"vary", b"Accept")


def tag(standing: Standing) -> bytes:
    """Return the ETag of every answer at a standing: weak, for its bytes depend on media type and compression, too."""
    return b'W/"%d-%d"' % standing


def cached(standing: Standing) -> list[Header]:
    """Return the headers of an answer about now that caches may keep."""
    return [(b"etag", tag(standing)), (b"cache-control", CURRENT), VARIES]


def is_known(if_none_match: bytes | None, tagged: bytes) -> bool:
    """Tell whether the header If-None-Match has the tag (weak comparison)."""
    if if_none_match is None:
        return False
    bare = tagged.removeprefix(b"W/")
    return any(each.strip().removeprefix(b"W/") in {bare, b"*"} for each in if_none_match.split(b","))
