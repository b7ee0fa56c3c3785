"""Which claim is the headline on which day: from the standing claims of an entity to rectangles of valid time."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from watchgraph.domain.edtf import ALWAYS, NEVER
from watchgraph_projections.catalogue.reaches import Reach

RANKS = {"PREFERRED": 2, "NORMAL": 1, "DEPRECATED": 0}

RULE = "strongest-claim/3"
"""Which of several standing claims is the headline: see `leading`, and `endings` for what others say is over."""

DATE = "date"
"""The type of a value that is a date, as tables name it."""

YEAR = 10_000
"""What a day has to be divided by to give its year."""

Cell = int | str | None
Strength = tuple[int, bool, int, bool, int, int, int, int, str]


class Candidate(NamedTuple):
    """A standing claim that may be the headline of its predicate.

    bounds: from_earliest, from_latest, until_earliest, until_latest. tie: the claim's public id, so that the order
    of imports decides nothing. cells: what the entity's row shows when it wins (value, claim key). precedence: among
    statements that stand beside each other, see there. reach: of a quantity. dates: whether it says the date of
    something.
    """

    bounds: tuple[int, int, int, int]
    rank: int
    undisputed: bool
    confidence: int
    tie: str
    cells: tuple[Cell, ...]
    precedence: int = 0
    reach: Reach | None = None
    dates: bool = False

    def strength(self, day: int) -> Strength:
        """Order rivals: rank, undisputed, precedence, surely in force before possibly, confidence, newest start, id.

        Of those that are only possibly so, for they were seen once and nobody says since when or until when, the later
        year comes before the surer claim: what was seen in 2022 is not as it was in 2021.
        Dates of one thing are no such series: the surer claim, then the more exact date, then the earlier one comes
        first. What is written later about it gives the day of a report rather than its own.
        """
        from_earliest, from_latest, until_earliest, _ = self.bounds
        if self.dates:
            sure = (self.rank, self.undisputed, self.precedence, True)
            return *sure, 0, self.confidence, from_earliest - from_latest, -from_earliest, self.tie
        surely = from_latest <= day < until_earliest
        newest = from_latest if from_latest != NEVER else ALWAYS
        year = 0 if surely else newest // YEAR
        sure = (self.rank, self.undisputed, self.precedence, surely)
        return *sure, year, self.confidence, newest, from_earliest, self.tie


EQUAL = 6
"""How many parts of strength rivals of equal standing share: all that says how credible they are, and the year."""


def leading(active: Sequence[Candidate], day: int) -> Candidate:
    """The headline on a day of the claims that may hold on it: the strongest, or one that says the same more exactly.

    Of those of equal standing whose number lies within what the strongest leaves open ("144" within "at least 1")
    the narrowest leads.
    """
    first = max(active, key=lambda each: each.strength(day))
    if first.reach is None or first.reach.width == 0:
        return first
    equal = first.strength(day)[:EQUAL]
    found = ((each.reach, each) for each in active if each.strength(day)[:EQUAL] == equal)
    within = [(reach.width, each) for reach, each in found if reach is not None and reach.within(first.reach)]
    narrowest = min(width for width, _ in within)
    return max((each for width, each in within if width == narrowest), key=lambda each: each.strength(day))


class Rectangle(NamedTuple):
    """What an entity's row shows from one day until (exclusive) another."""

    valid_from: int
    valid_to: int
    cells: tuple[Cell, ...]


def headline(candidates: Sequence[Candidate], nothing: tuple[Cell, ...]) -> list[tuple[int, tuple[Cell, ...]]]:
    """Pick the headline of one predicate for every day: (first day, cells) in order, beginning with ALWAYS."""
    if not candidates:
        return [(ALWAYS, nothing)]
    days = sorted({ALWAYS, *(day for candidate in candidates for day in candidate.bounds if day < NEVER)})
    line: list[tuple[int, tuple[Cell, ...]]] = []
    for day in days:
        active = [each for each in candidates if each.bounds[0] <= day < each.bounds[3]]
        cells = leading(active, day).cells if active else nothing
        if not line or line[-1][1] != cells:
            line.append((day, cells))
    return line


def rectangles(
    columns: Sequence[str],
    candidates: Mapping[str, Sequence[Candidate]],
    nothing: tuple[Cell, ...],
) -> list[Rectangle]:
    """Lay the timelines of all columns side by side. nothing: the cells of a column without a claim."""
    lines = {column: headline(found, nothing) for column in columns if (found := candidates.get(column))}
    changes = sorted({ALWAYS, *(day for line in lines.values() for day, _ in line)})
    places = {column: _Walk(line) for column, line in lines.items()}
    rows: list[Rectangle] = []
    for start, end in zip(changes, [*changes[1:], NEVER], strict=True):
        cells = tuple(cell for column in columns for cell in (places[column](start) if column in places else nothing))
        if rows and rows[-1].cells == cells:
            rows[-1] = rows[-1]._replace(valid_to=end)
        else:
            rows.append(Rectangle(start, end, cells))
    return rows


class _Walk:
    """Walk a timeline once, forwards: asked for growing days, it answers with the cells that hold."""

    def __init__(self, line: list[tuple[int, tuple[Cell, ...]]]) -> None:
        self._rest = iter(line[1:])
        self._cells = line[0][1]
        self._next = next(self._rest, None)

    def __call__(self, day: int) -> tuple[Cell, ...]:
        while self._next is not None and self._next[0] <= day:
            self._cells = self._next[1]
            self._next = next(self._rest, None)
        return self._cells


def on_day(rows: Iterable[Rectangle], day: int) -> Rectangle | None:
    """Find the rectangle that holds on a day."""
    return next((row for row in rows if row.valid_from <= day < row.valid_to), None)
