"""Rows made for tests, what publishers say of them, and a store of what they say."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.statements import Statement
from watchgraph.log import Actor, KeyStore, Log
from watchgraph_importers.acts import Act, EntityKey, Stated, Value
from watchgraph_importers.checking import Checker
from watchgraph_importers.errors import Problem
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.publishers import Claims, Publisher, Row
from watchgraph_importers.reports import ImportReport
from watchgraph_importers.resolve import Draft, Resolver

Reading = Callable[[Publisher, Claims, Row], tuple[list[Act], list[Problem]]]

ACTOR = Actor("importer", "IMPORTER", "IMPORT")

SCRAWL = strategies.one_of(
    strategies.sampled_from(
        ["", "Unknown", "—", "-", "n/a", "0", "1", "1.0", "-3", "1,250", "12/13/2020", "31/02/2021", "2020-13-01"]
    ),
    strategies.sampled_from(
        ["[]", '["a"]', "[1]", "{", '["', "null", " , ", "A; B / C", "http://", "https://a.example/x"]
    ),
    strategies.text(max_size=12),
)
"""What may stand in a cell that nobody foresaw."""


def row(cells: Mapping[str, str], *, ordinal: int = 1, sheet: str = "sheet", line: int = 2) -> Row:
    """Make a row as the reader of tables does: cells without blanks around them, empty ones left out."""
    kept = {name: text.strip() for name, text in cells.items() if text.strip()}
    return Row(file="file.csv", sheet=sheet, line=line, edition="first", cells=kept, ordinal=ordinal)


def said(acts: Iterable[Act], predicate: str) -> list[Stated]:
    """The statements with this predicate."""
    return [act for act in acts if isinstance(act, Stated) and act.predicate == predicate]


def objects(acts: Iterable[Act], predicate: str) -> list[Value | str | None]:
    """What the statements with this predicate say; entities by their own names."""
    return [one.object.native if isinstance(one.object, EntityKey) else one.object for one in said(acts, predicate)]


@contextmanager
def opened(folder: Path) -> Iterator[Reading]:
    """Make a reader of single rows, which holds them against the vocabulary as an import does."""
    keys = KeyStore.open(folder / "keys.sqlite")

    def read(publisher: Publisher, claims: Claims, made: Row) -> tuple[list[Act], list[Problem]]:
        resolver = Resolver(publisher, publisher.editions[0], {made.file: "0" * 64}, keys)
        found, problems = Checker(resolver).read(made, claims)
        return [each.stated if isinstance(each, Draft) else each for each in found], problems

    yield read
    keys.close()


class Imported:
    """Files imported into a store of their own."""

    def __init__(self, store: ImportStore, reports: tuple[ImportReport, ...]) -> None:
        self.store = store
        self.reports = reports
        self.events: list[Event] = [event.body for event in store.log.scan(0)]

    def proposals(self, predicate: str) -> list[ClaimProposed]:
        """The first events of claims with this predicate."""
        found = [body for body in self.events if isinstance(body, ClaimProposed)]
        return [body for body in found if body.statement.predicate == predicate]

    def said(self, predicate: str, *, accepted: bool | None = None) -> list[Statement]:
        """The statements with this predicate; accepted: only those that a policy accepted, or only the rest."""
        return [
            body.statement
            for body in self.proposals(predicate)
            if accepted is None or (body.policy is not None) is accepted
        ]


@contextmanager
def imported(publisher: Publisher, paths: Iterable[Path], folder: Path) -> Iterator[Imported]:
    """Import files into a new store in the folder."""
    keys = KeyStore.open(folder / "keys.sqlite")
    log = Log.open(folder / "log.sqlite", keys)
    store = ImportStore(log=log, staging=folder / "staging")
    try:
        yield Imported(store, run_imports(publisher, paths, store, ACTOR))
    finally:
        log.close()
        keys.close()
