"""Events of a coverage stream: what was searched, so that "none found" means something."""

from typing import ClassVar
from uuid import UUID

from watchgraph.domain.events.base import Event


class CoverageDeclared(Event, frozen=True, kw_only=True):
    """A search was made. place, topic: what for; from_date, to_date: EDTF, when the search covered.

    result: FOUND, NONE_FOUND or INCOMPLETE. databases and languages: where and in which (BCP 47).
    """

    TOPIC: ClassVar[str] = "coverage.declared"
    place: UUID
    topic: str
    databases: tuple[str, ...]
    languages: tuple[str, ...]
    from_date: str
    to_date: str
    result: str
    queries: tuple[str, ...] = ()


CoverageEvent = CoverageDeclared
