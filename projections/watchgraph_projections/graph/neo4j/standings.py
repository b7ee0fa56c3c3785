"""The node that says which store the graph is of and how far it has come."""

import hashlib
import re
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, select

from watchgraph_projections.catalogue import tables
from watchgraph_projections.graph.neo4j.errors import GraphUnusableError
from watchgraph_projections.graph.neo4j.models import MODEL
from watchgraph_projections.graph.neo4j.servers import Server, Statement

OLDEST: Final = (5, 26)
"""The first server that runs all that we ask."""

UNFINISHED: Final = 0
"""The model of a graph that is being emptied."""

READ: Final = """
match (s:Standing {one: 1})
return s.model, s.store, s.mark, s.position, s.built
"""
_MAKE: Final = """
merge (s:Standing {one: 1})
set s.model = $model, s.store = $store, s.mark = $mark, s.position = 0, s.built = $built
"""
# Writing first takes the node's lock, so that what is compared after it is what stands there.
_MOVE: Final = """
match (s:Standing {one: 1})
set s.touched = $turn
with s where s.position = $before and s.built = $built
set s.position = $after, s.store = $store, s.mark = $mark
return s.position
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphStanding:
    """Where the graph stands.

    model: version of labels, types and properties. store: digest of the first commit of the store that it is of, and
    mark: of the one at `position`; None while that is 0. built: changes whenever the graph is built anew.
    """

    model: int
    store: str | None
    mark: str | None
    position: int
    built: str


def standing_of(server: Server, *, until: float | None = None) -> GraphStanding | None:
    """Where the graph stands; None in a database that has none. until: by when (monotonic) it has to be told."""
    rows = server.read(READ, until=until)
    if not rows:
        return None
    model, store, mark, position, built = rows[0]
    return GraphStanding(
        model=_number(model),
        store=None if store is None else str(store),
        mark=None if mark is None else str(mark),
        position=_number(position),
        built=str(built),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def fresh() -> GraphStanding:
    """The standing of a graph in which nothing is yet."""
    return GraphStanding(model=MODEL, store=None, mark=None, position=0, built=uuid4().hex)


def making(standing: GraphStanding) -> Statement:
    """Begin anew."""
    known = {"model": standing.model, "store": standing.store, "mark": standing.mark, "built": standing.built}
    return Statement(_MAKE, known)


def clearing() -> Statement:
    """Begin to take everything away: of no model that can be read, and to be begun again if it is not finished."""
    return Statement(_MAKE, {"model": UNFINISHED, "store": None, "mark": None, "built": uuid4().hex})


def moving(before: GraphStanding, after: GraphStanding) -> Statement:
    """Go from one standing to the next; gives no row where the graph no longer stood at the first."""
    known = {"before": before.position, "built": before.built, "turn": uuid4().hex}
    return Statement(_MOVE, known | {"after": after.position, "store": after.store, "mark": after.mark})


def origin_of(connection: Connection) -> str | None:
    """Digest of a store's first commit: copies and rebuilds of a store have one. None while it is empty."""
    first = tables.commits.alias()
    return _digest(connection, select(first.c.position).order_by(first.c.position).limit(1).scalar_subquery())


def mark_of(connection: Connection, position: int) -> str | None:
    """Digest of the commit at a position; None where none ends there."""
    return _digest(connection, position)


def _digest(connection: Connection, position: object) -> str | None:
    table = tables.commits
    row = connection.execute(select(table.c.command, table.c.at).where(table.c.position == position)).first()
    return None if row is None else hashlib.sha256(f"{row.command} {row.at}".encode()).hexdigest()[:32]


def check_agent(agent: str, where: str) -> None:
    """Raise GraphUnusableError for a server that is too old, or none of Neo4j's. agent: what it calls itself."""
    found = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if found is None or (int(found[1]), int(found[2])) < OLDEST:
        raise GraphUnusableError(f"The graph needs Neo4j 5.26 or later; at {where} answers {agent or 'another'}")


def check_standing(server: Server, standing: GraphStanding | None, connection: Connection) -> None:
    """Raise GraphUnusableError where a database holds something else than an earlier state of this store's graph."""
    name = f"The Neo4j database at {server.where}"
    if standing is None:
        if server.read("match (n) return 1 limit 1"):
            raise GraphUnusableError(f"{name} holds other data: give the graph a database of its own")
        return
    if standing.model > MODEL:
        raise GraphUnusableError(
            f"{name} was written by a later version of this program (model {standing.model}, here {MODEL}): update it"
        )
    if standing.store is not None and standing.store != origin_of(connection):
        raise GraphUnusableError(f"{name} holds the graph of another store: give this one a database of its own")


def check_history(server: Server, standing: GraphStanding, connection: Connection) -> None:
    """Raise GraphUnusableError where the store's history is not the one that the graph was made from.

    Of a graph that is ahead of the catalogue nothing can be said.
    """
    if standing.mark != mark_of(connection, standing.position):
        raise GraphUnusableError(
            f"The Neo4j database at {server.where} holds the graph of another copy of this store, whose history parted "
            "from it: run `watchgraph rebuild graph`"
        )
