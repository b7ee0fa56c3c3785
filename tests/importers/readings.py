"""Single rows, read and held against the vocabulary as an import does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchgraph.log import KeyStore
from watchgraph_importers.acts import Act
from watchgraph_importers.checking import Checker
from watchgraph_importers.drafts import Draft, Resolver
from watchgraph_importers.errors import Problem
from watchgraph_importers.publishers import Claims, Publisher, Row

Reading = Callable[[Publisher, Claims, Row], tuple[list[Act], list[Problem]]]
"""Gives what a row states, and all that is wrong with it."""


@contextmanager
def opened(folder: Path) -> Iterator[Reading]:
    """Make a reader of single rows. folder: of the keys that seal names of persons."""
    keys = KeyStore.open(folder / "keys.sqlite")

    def read(publisher: Publisher, claims: Claims, row: Row) -> tuple[list[Act], list[Problem]]:
        resolver = Resolver(publisher, publisher.editions[0], {row.file: "0" * 64}, keys)
        found, problems = Checker(resolver).read(row, claims)
        return [each.stated if isinstance(each, Draft) else each for each in found], problems

    yield read
    keys.close()
