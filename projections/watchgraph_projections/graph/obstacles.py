"""Why a claim that speaks of two entities draws no edge that may be walked."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from watchgraph.domain.edtf import Bounds
from watchgraph.domain.statements import Modality, Polarity
from watchgraph_projections.graph.walks import OCCURRENCES, Walk


class Obstacle(StrEnum):
    """What stands in the way, from what could be there soonest to what says the opposite.

    LICENCE: all its evidence is under licences that are left out. UNSURE: less confidence than was asked for.
    UNREVIEWED: proposed only. PLANNED: says a plan, and these were not to be walked. ENDED, NOT_BEGUN: over by the day,
    or not begun. PREDICATE: not of the predicates asked for. SUPERSEDED to REDACTED: states that do not stand.
    NOT_ASSERTED: an opinion, plan, question or denial. UNKNOWN: its publisher says that nobody knows.
    DENIED: it says that it is not so.
    """

    LICENCE = "LICENCE"
    UNSURE = "UNSURE"
    UNREVIEWED = "UNREVIEWED"
    PLANNED = "PLANNED"
    ENDED = "ENDED"
    NOT_BEGUN = "NOT_BEGUN"
    PREDICATE = "PREDICATE"
    SUPERSEDED = "SUPERSEDED"
    NOT_ASSERTED = "NOT_ASSERTED"
    UNKNOWN = "UNKNOWN"
    WITHDRAWN = "WITHDRAWN"
    CORRECTED = "CORRECTED"
    RETRACTED = "RETRACTED"
    REJECTED = "REJECTED"
    REDACTED = "REDACTED"
    DENIED = "DENIED"


STATES: Final = {
    "PROPOSED": Obstacle.UNREVIEWED,
    "SUPERSEDED": Obstacle.SUPERSEDED,
    "WITHDRAWN": Obstacle.WITHDRAWN,
    "CORRECTED": Obstacle.CORRECTED,
    "RETRACTED": Obstacle.RETRACTED,
    "REJECTED": Obstacle.REJECTED,
    "REDACTED": Obstacle.REDACTED,
}
_PLACES: Final = {obstacle: place for place, obstacle in enumerate(Obstacle)}
OPEN: Final = 100
"""How open a claim without any obstacle is; with some it is the less, the farther it is from being there."""


class Said(NamedTuple):
    """A claim as far as it matters here. bounds: when it was so. there: some of its evidence is not left out."""

    predicate: str
    state: str
    polarity: str
    modality: str
    planned: bool
    bounds: Bounds
    there: bool


def obstacles(said: Said, walk: Walk, day: int) -> tuple[Obstacle, ...]:
    """What stands in the way of walking what a claim says, confidence left out; empty where nothing does."""
    return tuple(sorted(_obstacles(said, walk, day), key=_PLACES.__getitem__))


def _obstacles(said: Said, walk: Walk, day: int) -> Iterator[Obstacle]:
    if said.state in STATES:
        yield STATES[said.state]
    if said.polarity != Polarity.AFFIRMED:
        yield Obstacle.DENIED if said.polarity == Polarity.NEGATED else Obstacle.UNKNOWN
    if not Modality(said.modality).asserts:
        yield Obstacle.NOT_ASSERTED
    if not said.there:
        yield Obstacle.LICENCE
    if said.planned and not walk.planned:
        yield Obstacle.PLANNED
    if walk.predicates is not None and said.predicate not in walk.predicates:
        yield Obstacle.PREDICATE
    yield from _of_time(said, walk, day)


def _of_time(said: Said, walk: Walk, day: int) -> Iterator[Obstacle]:
    if said.bounds.from_earliest > day:
        yield Obstacle.NOT_BEGUN
    elif said.bounds.until_latest <= day and not walk.ended and said.predicate not in OCCURRENCES:
        yield Obstacle.ENDED


def openness(found: tuple[Obstacle, ...]) -> int:
    """How near a claim is to being walked, OPEN if it is: what is worst counts, then how much there is."""
    if not found:
        return OPEN
    return OPEN - 5 * (_PLACES[found[-1]] + 1) - min(len(found), 4)
