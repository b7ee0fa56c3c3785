"""How a Neo4j database is refused, and how it fails."""

from typing import ClassVar, Final

from watchgraph.errors import TryLaterError, WatchgraphError

RETRY_SECONDS: Final = 2
"""After how long it is worth asking again."""


class GraphUnusableError(WatchgraphError):
    """This Neo4j database cannot hold the graph of this store: the message says why, and what would be right."""

    code: ClassVar[str] = "graph-unusable"


class GraphUnavailableError(TryLaterError):
    """Neo4j does not answer now, or not in time, or has not yet come to the state that the answer shows."""

    code: ClassVar[str] = "graph-unavailable"
    seconds = RETRY_SECONDS
