"""Imports into a store of their own, and what the log then holds."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.statements import Statement
from watchgraph.log import Actor, KeyStore, Log
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.publishers import Publisher

ACTOR = Actor("importer", "IMPORTER", "IMPORT")


def events_of(imports: Iterable[tuple[Publisher, Sequence[Path]]], folder: Path) -> list[Event]:
    """The events of a new store into which the files were imported, one publisher after the other."""
    keys = KeyStore.open(folder / "keys.sqlite")
    log = Log.open(folder / "log.sqlite", keys)
    store = ImportStore(log=log, staging=folder / "staging")
    for publisher, paths in imports:
        run_imports(publisher, paths, store, ACTOR)
    events = [event.body for event in log.scan(0)]
    log.close()
    keys.close()
    return events


def statements(events: Iterable[Event], predicate: str, *, accepted: bool = True) -> list[Statement]:
    """What the claims of a predicate say: those that the policy accepted, or those that wait for review."""
    return [
        body.statement
        for body in events
        if isinstance(body, ClaimProposed)
        and body.statement.predicate == predicate
        and (body.policy is not None) is accepted
    ]


def judged_same(events: Iterable[Event]) -> set[frozenset[object]]:
    """The pairs of entities that are judged to be one."""
    return {
        frozenset((body.left, body.right))
        for body in events
        if isinstance(body, JudgementRecorded) and body.verdict == "SAME"
    }
