"""The fold: from pages of the log to the catalogue's tables. One settlement a commit, one transaction a page."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from sqlite3 import DatabaseError

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from watchgraph.errors import WatchgraphError
from watchgraph.log import Recorded
from watchgraph.postgresql import DatabaseUnavailableError
from watchgraph_projections.catalogue import folding_acts, folding_claims, folding_identity, folding_sources
from watchgraph_projections.catalogue.loads import load_of
from watchgraph_projections.catalogue.memory import Memory
from watchgraph_projections.catalogue.nodes import Touched
from watchgraph_projections.catalogue.page import FOLDS, Page
from watchgraph_projections.catalogue.redaction import purge
from watchgraph_projections.catalogue.settling import Settlement
from watchgraph_projections.catalogue.standing import Standing, move_to

FOLDED_IN = (folding_acts, folding_claims, folding_identity, folding_sources)
"""The modules that declare how events are folded."""


ERASING = (".redacted", ".erased")


class PoisonEventError(WatchgraphError):
    """An event cannot be folded: the projection stops in front of it."""

    code = "poison-event"


def fold_page(connection: Connection, memory: Memory, events: Sequence[Recorded], day: int) -> None:
    """Fold events and note where the tables then stand; the caller's transaction holds both.

    A page may end inside a commit: the pages up to its end then belong into the same transaction.
    day: YYYYMMDD that the tables of what holds now show. memory: changed on the way; read it anew after an error.
    Raises PoisonEventError, which names the event.
    """
    start = 0
    for end in _stretches(connection, events):
        try:
            _fold(connection, memory, events[start:end], day)
        except (WatchgraphError, SQLAlchemyError, DatabaseError):
            raise
        except Exception as error:
            first, last = events[start].position, events[end - 1].position
            raise PoisonEventError(f"cannot fold the events of positions {first} to {last}: {error!r}") from error
        start = end


def erases(events: Sequence[Recorded]) -> bool:
    """Whether any of the events takes words away for good."""
    return any(event.body.TOPIC.endswith(ERASING) for event in events)


def _stretches(connection: Connection, events: Sequence[Recorded]) -> list[int]:
    """Cut where a stretch would load too much, and behind each commit that redacts.

    What is loaded of a redacted text must not be written again.
    """
    redacting = {event.commit for event in events if event.body.TOPIC.endswith(ERASING)}
    ends = {at for at, event in enumerate(events, 1) if event.position in redacting}
    return sorted({*ends, *load_of(connection, events).ends(events), len(events)})


def _fold(connection: Connection, memory: Memory, events: Sequence[Recorded], day: int) -> None:
    page = Page(connection, memory, events)
    settlement = Settlement(page.working, memory.editions, memory.lineage)
    units: set[str] = set()
    for position, commit in groupby(events, key=lambda event: event.commit):
        page.touched = Touched()
        last = _fold_commit(page, commit)
        settlement.settle(page.touched, position)
        units |= page.touched.units
        if last.position == position:
            page.satellites.commit(last)
    first = events[0]
    again = first.envelope.index > 1
    page.working.flush(day, again=again)
    if again and first.commit <= events[-1].position:
        page.working.rejoin(first.commit)
    page.satellites.flush(connection)
    if units:
        purge(connection, units)
    move_to(connection, Standing(events[-1].commit, day))
    page.working.let_go()


def _fold_commit(page: Page, commit: Iterable[Recorded]) -> Recorded:
    for event in commit:
        _fold_event(page, event)
    return event


def _fold_event(page: Page, event: Recorded) -> None:
    try:
        FOLDS.fold(page, event)
        page.satellites.event(event)
    except DatabaseUnavailableError:
        raise
    except Exception as error:
        raise PoisonEventError(f"cannot fold {event.body.TOPIC} at position {event.position}: {error!r}") from error
