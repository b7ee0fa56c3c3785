"""Catalogues in a database, made and looked at by tests."""

from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg
from tests.histories import History

from watchgraph.log import Log
from watchgraph.postgresql import Address
from watchgraph_projections.catalogue.digest import first_difference, state_hash
from watchgraph_projections.catalogue.places import Place
from watchgraph_projections.catalogue.schemas import SCHEMA, CatalogueSchema
from watchgraph_projections.catalogue.standing import Standing, read_standing
from watchgraph_projections.follower import Follower

Folding = Callable[[Log, Path | Place], Follower]


def schema(url: str) -> CatalogueSchema:
    """The place of the database's catalogue."""
    return CatalogueSchema(Address.of(url, "WATCHGRAPH_DATABASE_URL"))


def told(folder: Path, seed: int, acts: int = 60) -> History:
    """A history with so many acts."""
    history = History(folder, seed)
    history.begin()
    for _ in range(acts):
        history.act()
    return history


def digest(place: Place) -> str:
    """The state hash of what stands there."""
    with place.reading() as connection:
        return state_hash(connection)


def standing(place: Place) -> Standing:
    """Where the tables there stand."""
    with place.reading() as connection:
        return read_standing(connection)


def assert_equal(one: Place, other: Place) -> None:
    """Compare two catalogues; name the first row that differs, where one does."""
    with one.reading() as here, other.reading() as there:
        equal = state_hash(here) == state_hash(there)
        assert equal, first_difference(here, there)


def asked(url: str, statement: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
    """The rows of a statement in the catalogue's schema."""
    with psycopg.connect(url, options=f"-c search_path={SCHEMA}") as connection:
        return connection.execute(statement.encode(), values).fetchall()
