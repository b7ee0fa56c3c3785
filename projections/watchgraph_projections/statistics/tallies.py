"""How many there are of each number, and the claims under them, as statements find them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from watchgraph_projections.statistics.rules import Step

ALL: Final = "\x02"
LACKING: Final = "\x03"
DATASETS: Final = "\x04"
MARKED: Final = "\x05"
REACHED: Final = "\x06"
"""In the place of a group: all of them; what brings no number; of what kind and whose records they are; what is marked
as not to be added up; and what of that conditions lead to."""
MARKS: Final = frozenset({ALL, LACKING, DATASETS, MARKED, REACHED})


class Tally(NamedTuple):
    """How many there are of one group, number and step. number: as stored, empty for a count.

    seen: how many of them were only seen before the day; oldest: day and EDTF text of the oldest sighting.
    open_member: the one member that they are of, where it may be one with another; else 0.
    """

    bucket: str
    number: str
    step: Step
    members: int
    seen: int
    oldest: str
    open_member: int = 0


class Receipt(NamedTuple):
    """Claims under those of one group, number and step, or the entities counted.

    keys: in any order, some perhaps twice. open_member: as of tallies.
    """

    bucket: str
    number: str
    step: Step
    keys: Sequence[int]
    open_member: int = 0


def by_bucket(tallies: Iterable[Tally]) -> dict[str, list[Tally]]:
    """Part tallies by group."""
    found: dict[str, list[Tally]] = defaultdict(list)
    for each in tallies:
        found[each.bucket].append(each)
    return found
