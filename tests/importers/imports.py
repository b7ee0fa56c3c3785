"""Imports into a store of their own, and what the log then holds."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.statements import Statement
from watchgraph.log import Actor, KeyStore, Log
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.publishers import Publisher
from watchgraph_importers.reports import ImportReport

ACTOR = Actor("importer", "IMPORTER", "IMPORT")

Bodies = Callable[[], list[Event]]
"""Gives all event bodies of a log so far."""


@contextmanager
def opened(folder: Path) -> Iterator[ImportStore]:
    """Open the store in a folder, new where there is none."""
    with closing(KeyStore.open(folder / "keys.sqlite")) as keys, closing(Log.open(folder / "log.sqlite", keys)) as log:
        yield ImportStore(log=log, staging=folder / "staging")


class Imported:
    """Files imported into a store of their own."""

    def __init__(self, store: ImportStore, reports: tuple[ImportReport, ...]) -> None:
        self.store = store
        self.reports = reports
        self.events = bodies_of(store)

    def proposals(self, predicate: str) -> list[ClaimProposed]:
        """The first events of claims with this predicate."""
        return proposals(self.events, predicate)

    def said(self, predicate: str, *, accepted: bool | None = None) -> list[Statement]:
        """The statements with this predicate; accepted: only those that a policy accepted, or only the rest."""
        return statements(self.events, predicate, accepted=accepted)


@contextmanager
def imported(publisher: Publisher, paths: Iterable[Path], folder: Path) -> Iterator[Imported]:
    """Import files into a new store in the folder."""
    with opened(folder) as store:
        yield Imported(store, run_imports(publisher, paths, store, ACTOR))


def events_of(imports: Iterable[tuple[Publisher, Sequence[Path]]], folder: Path) -> list[Event]:
    """The events of a new store into which the files were imported, one publisher after the other."""
    with opened(folder) as store:
        for publisher, paths in imports:
            run_imports(publisher, paths, store, ACTOR)
        return bodies_of(store)


def bodies_of(store: ImportStore) -> list[Event]:
    """All event bodies of the log."""
    return [event.body for event in store.log.scan(0)]


def proposals(events: Iterable[Event], predicate: str) -> list[ClaimProposed]:
    """The first events of claims with this predicate."""
    return [body for body in events if isinstance(body, ClaimProposed) and body.statement.predicate == predicate]


def statements(events: Iterable[Event], predicate: str, *, accepted: bool | None = True) -> list[Statement]:
    """What the claims of a predicate say: those that a policy accepted, those that wait for review, or (None) all."""
    return [
        body.statement
        for body in proposals(events, predicate)
        if accepted is None or (body.policy is not None) is accepted
    ]


def judged_same(events: Iterable[Event]) -> set[frozenset[object]]:
    """The pairs of entities that are judged to be one."""
    return {
        frozenset((body.left, body.right))
        for body in events
        if isinstance(body, JudgementRecorded) and body.verdict == "SAME"
    }
