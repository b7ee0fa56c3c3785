"""The graph in Neo4j, where the settings turn it on: who follows, who answers. The driver is imported only then."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Final, Self

from watchgraph.settings import Settings
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.leases import Lease
from watchgraph_server.following import FollowerThread
from watchgraph_server.outcomes import BadInputError

if TYPE_CHECKING:
    from watchgraph_projections.graph.neo4j.following import GraphFollower, Progress
    from watchgraph_projections.graph.neo4j.servers import Address, Server

GRAPH: Final = "graph"
"""The projection."""
SQL, NEO4J = "sql", "neo4j"
FOLLOWING_SECONDS: Final = 120
"""What one transaction of the follower may take."""
LOOKING_SECONDS: Final = 1
"""What it may take to tell where the graph stands."""


def is_kept(settings: Settings) -> bool:
    """Whether the graph is kept in Neo4j, too. Raises BadInputError where the settings contradict each other."""
    if settings.graph not in {SQL, NEO4J}:
        raise BadInputError(f"WATCHGRAPH_GRAPH {settings.graph[:40]!r}: what answers is {SQL} or {NEO4J}")
    if settings.graph == NEO4J and not settings.neo4j_uri:
        raise BadInputError("WATCHGRAPH_GRAPH is neo4j: WATCHGRAPH_NEO4J_URI has to say where that is")
    return bool(settings.neo4j_uri)


def graph_thread(settings: Settings, catalogue: Catalogue, lease: Lease) -> FollowerThread:
    """Return the thread that keeps the graph where the catalogue is. While Neo4j does not answer it waits.

    Raises GraphUnusableError where the database is not for this store.
    """
    from watchgraph_projections.graph.neo4j.errors import GraphUnavailableError  # noqa: PLC0415 - only where it is on

    with suppress(GraphUnavailableError), graph_follower(settings, catalogue) as follower:
        follower.prepare()
    moved = _Moved(settings, catalogue)
    return FollowerThread(lease, moved.move, moved.due, moved.close)


class _Moved:
    """The graph as a thread moves it on: connected when that is first needed."""

    def __init__(self, settings: Settings, catalogue: Catalogue) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._held = ExitStack()

    @cached_property
    def _follower(self) -> "GraphFollower":
        return self._held.enter_context(graph_follower(self._settings, self._catalogue))

    def move(self) -> None:
        self._follower.catch_up()

    def due(self) -> bool:
        return self._follower.due()

    def close(self) -> None:
        self._held.close()


class GraphLook:
    """Where the graph stands, for those who ask often: connected when one first does. For one thread at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._held = ExitStack()

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """Return one where a graph is kept."""
        return cls(settings) if is_kept(settings) else None

    @cached_property
    def _asked(self) -> "Server":
        return self._held.enter_context(_server(self._settings, seconds=LOOKING_SECONDS, retry_seconds=0))

    def position(self) -> int:
        """Ask. Raises GraphUnavailableError and GraphUnusableError."""
        from watchgraph_projections.graph.neo4j.standings import standing_of  # noqa: PLC0415 - only where it is on

        standing = standing_of(self._asked)
        return 0 if standing is None else standing.position

    def close(self) -> None:
        """Ask no more."""
        self._held.close()


@contextmanager
def graph_follower(settings: Settings, catalogue: Catalogue) -> Iterator["GraphFollower"]:
    """Lend what writes the graph."""
    from watchgraph_projections.graph.neo4j.following import GraphFollower  # noqa: PLC0415 - only where it is on

    with _server(settings, seconds=FOLLOWING_SECONDS, retry_seconds=10) as server:
        yield GraphFollower(catalogue, server)


@contextmanager
def graph_served(settings: Settings, catalogue: Catalogue, *, checked: bool = False) -> Iterator[None]:
    """Let Neo4j answer questions of the graph in place of the catalogue, where the settings say so.

    checked: look now whether it can. Raises GraphUnusableError for a server that refuses who asks, or is too old; one
    that does not answer may yet.
    """
    if not is_kept(settings) or settings.graph == SQL:
        yield
        return
    from watchgraph_projections.graph.neo4j.errors import GraphUnavailableError  # noqa: PLC0415 - only where it is on
    from watchgraph_projections.graph.neo4j.reading import Neo4jGraph  # noqa: PLC0415

    with _server(settings, seconds=settings.read_timeout_seconds, retry_seconds=1) as server:
        graph = catalogue.graph = Neo4jGraph(server, catalogue=catalogue)
        if checked:
            with suppress(GraphUnavailableError):  # its fields say so until it answers
                graph.check()
        yield


def rebuild_graph(settings: Settings, catalogue: Catalogue, progress: "Progress | None") -> int:
    """Build the graph anew; return the position at which it stands. Raises BadInputError where there is none."""
    if not is_kept(settings):
        raise BadInputError("No graph is kept in Neo4j: WATCHGRAPH_NEO4J_URI is not set")
    with graph_follower(settings, catalogue) as follower:
        return follower.rebuild(progress)


def graph_position(settings: Settings, catalogue: Catalogue) -> int | None:
    """Where the graph stands in Neo4j. Raises GraphUnavailableError and GraphUnusableError; None where none is kept."""
    if not is_kept(settings):
        return None
    with graph_follower(settings, catalogue) as follower:
        return follower.look()


@contextmanager
def _server(settings: Settings, *, seconds: float, retry_seconds: float) -> Iterator["Server"]:
    from watchgraph_projections.graph.neo4j.servers import Server  # noqa: PLC0415 - only where it is on

    server = Server(_address(settings), seconds=seconds, retry_seconds=retry_seconds)
    try:
        yield server
    finally:
        server.close()


def _address(settings: Settings) -> "Address":
    from watchgraph_projections.graph.neo4j.servers import Address  # noqa: PLC0415 - only where it is on

    return Address(
        uri=settings.neo4j_uri,
        user=settings.neo4j_user,
        password=_password(settings),
        database=settings.neo4j_database,
    )


def _password(settings: Settings) -> str:
    if settings.neo4j_password_file is None:
        return settings.neo4j_password.get_secret_value()
    try:
        return settings.neo4j_password_file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        path = settings.neo4j_password_file
        raise BadInputError(f"WATCHGRAPH_NEO4J_PASSWORD_FILE {str(path)!r} cannot be read as text") from error
