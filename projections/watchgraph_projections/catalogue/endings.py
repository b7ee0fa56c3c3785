"""What was seen to be so and is over, for another statement says that it ended after it had been seen.

A state that was seen at some time is taken to go on as long as nothing says that it ended. What does say so is a
standing, undisputed statement of the same of the same subject, with an end that lies after the sighting, and of no
lower rank. One that itself says that it still is so (`2018/..`) is contradicted by such an end, not closed. A record
that says both speaks of two spells.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from watchgraph.domain.edtf import NEVER
from watchgraph_projections.catalogue.timelines import Candidate


class Said(NamedTuple):
    """what: is said, and in which circumstances. record: data set and record that it comes from."""

    what: Hashable
    record: tuple[str | None, str | None]


def closed(candidates: Sequence[Candidate], said: Callable[[int], Said]) -> Sequence[Candidate]:
    """Let claims of a state of one entity end with what others say. said: asked only of those that matter, by place."""
    ends = [place for place, each in enumerate(candidates) if each.undisputed and each.bounds[3] < NEVER]
    if not ends or not any(_goes_on(each) for each in candidates):
        return candidates
    told = {place: said(place) for place in range(len(candidates))}
    return [
        _closed(each, [candidates[end] for end in ends if _of_same(told[end], told[place])]) if _goes_on(each) else each
        for place, each in enumerate(candidates)
    ]


def _goes_on(candidate: Candidate) -> bool:
    """Whether it may go on, and does not say that it does."""
    *_, until_earliest, until_latest = candidate.bounds
    return until_latest == NEVER and until_earliest < NEVER


def _of_same(end: Said, seen: Said) -> bool:
    apart = end.record[1] is None or end.record != seen.record
    return apart and end.what == seen.what


def _closed(seen: Candidate, ends: Sequence[Candidate]) -> Candidate:
    later = [each.bounds[3] for each in ends if each.rank >= seen.rank and each.bounds[2] > seen.bounds[1]]
    return seen._replace(bounds=(*seen.bounds[:3], min(later, default=NEVER)))
