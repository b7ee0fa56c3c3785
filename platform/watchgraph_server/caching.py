"""How long an answer may be kept, and by which tag it is known again.

Two kinds. What is so now is tagged by where the catalogue stands. What is asked as of a day and a position stays as it
is until something is redacted, so it is tagged by how much was. Both tags name the rules and the log, too: another
version of this program, or another store behind the same name, answers otherwise. No answer is called immutable: what
was redacted must leave every cache within a day.
"""

from collections.abc import Iterable
from hashlib import sha256
from threading import Lock
from typing import Final

from sqlalchemy import Connection

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.catalogue.standing import Standing, read_standing
from watchgraph_projections.rules import RULES
from watchgraph_projections.views.histories import first_commit
from watchgraph_projections.views.redactions import redacted_since
from watchgraph_server.replies import Header

CURRENT: Final = b"public, max-age=5, stale-while-revalidate=60"
"""A shared cache may spare us a rush, and nobody reads what was so yesterday."""
FIXED: Final = b"public, max-age=86400"
VARIES: Final[Header] = (b"vary", b"Accept, Watchgraph-Position")
RULES_DIGEST: Final = sha256(",".join(RULES).encode()).hexdigest()[:10].encode()


def kept(tag: bytes) -> list[Header]:
    """Return the headers of an answer that caches may keep."""
    return [(b"etag", tag), (b"cache-control", FIXED if tag.startswith(FixedTag.BEGINS) else CURRENT), VARIES]


def matching(if_none_match: bytes, tags: Iterable[bytes]) -> bytes | None:
    """Return the first of the tags that the header If-None-Match has (weak comparison)."""
    given = {each.strip().removeprefix(b"W/") for each in if_none_match.split(b",")}
    return next((tag for tag in tags if b"*" in given or tag.removeprefix(b"W/") in given), None)


def is_any(if_none_match: bytes) -> bool:
    """Tell whether the header If-None-Match has `*`: whatever there is, the caller has it; only there must be some."""
    return any(each.strip() == b"*" for each in if_none_match.split(b","))


class CurrentTag:
    """The ETag of answers about now: weak, for their bytes depend on media type and compression, too."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._position = 0
        self._log = b""

    def of(self, standing: Standing) -> bytes:
        """Return it for where the catalogue stood. It reads once which log that is, and again if it falls back."""
        if not self._log or standing.position < self._position:
            with self._catalogue.connect() as connection:
                self._log = _named(connection) if standing.position else b""
        self._position = standing.position
        return b'W/"%d-%d-%s%s"' % (*standing, RULES_DIGEST, self._log)


class FixedTag:
    """The ETag of answers that stay. It counts redactions, each event once however often it is asked."""

    BEGINS: Final = b'W/"fixed-'

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._lock = Lock()
        self._position = 0
        self._redactions = 0
        self._log = b""

    def read(self) -> bytes:
        """Return it. Read it before the answer: a redaction between must make the tag the older of the two.

        It blocks for the time of a short read.
        """
        with self._lock, self._catalogue.connect() as connection:
            if (position := read_standing(connection).position) != self._position:
                self._redactions += sum(redacted_since(connection, self._position).values())
                self._position = position
                self._log = _named(connection)
            return b'%s%d-%s%s"' % (self.BEGINS, self._redactions, RULES_DIGEST, self._log)


def _named(connection: Connection) -> bytes:
    """A short name of a log: whatever has the same first commit is a copy of it."""
    return sha256(repr(first_commit(connection)).encode()).hexdigest()[:8].encode()
