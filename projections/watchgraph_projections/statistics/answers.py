"""What is answered: numbers in pairs, the claims under them, and what was left out."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from watchgraph_projections.statistics.rules import Reason, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as plain decimal text, or the bounds of one. low, high: None where that side is open."""

    low: str | None
    high: str | None

    @property
    def value(self) -> str | None:
        """The number where it is one and no range."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Increment:
    """What one step of doubt adds. added: members that come in with it; figure: the number with them and all before."""

    step: Step
    added: int
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedForward:
    """Members of the certain number that were last seen before the day. oldest: EDTF of the oldest such sighting."""

    count: int
    oldest: str | None


class Kind(NamedTuple):
    """What may be added together: one currency or unit, one basis. Both None for counts.

    basis: of money the price basis; of other numbers the code of what they are of, None where all are of the same.
    """

    unit: str | None = None
    basis: str | None = None


COUNT = Kind()


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number of an answer.

    kind: of what is summed. members: entities (or statements) under the certain figure.
    possible: the figure after the last step.
    """

    kind: Kind
    certain: Figure
    members: int
    carried_forward: CarriedForward
    steps: tuple[Increment, ...]

    @property
    def possible(self) -> Figure:
        return self.steps[-1].figure if self.steps else self.certain


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupValue:
    """What the members of a group share. All None: the group of those for which no value is known.

    key, id, label: of an entity; code, label: of a coded value; time: of a date, the year, quarter or month in which
    it lies, as EDTF; year: of that.
    """

    key: int | None = None
    id: UUID | None = None
    label: str | None = None
    code: str | None = None
    year: int | None = None
    time: str | None = None

    @property
    def known(self) -> bool:
        return self != NOT_KNOWN


NOT_KNOWN = GroupValue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The numbers of one value: one for counts, else one a currency or unit and basis.

    bucket: the text that tells it from the others of its answer.
    """

    bucket: str
    value: GroupValue
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """Claims that speak to the question and were left out for one reason, by key, in order."""

    reason: Reason
    claims: Sequence[int]


@dataclass(frozen=True, slots=True)
class Receipts:
    """Keys of the claims under numbers, in order: of each kind those under the members that a step brings in.

    Or keys of these members themselves.
    """

    keys: Mapping[tuple[Kind, Step], Sequence[int]]

    def certain(self, kind: Kind) -> Sequence[int]:
        """Under the certain figure."""
        return self.added(kind, Step.CERTAIN)

    def added(self, kind: Kind, step: Step) -> Sequence[int]:
        """Under what a step adds."""
        return self.keys.get((kind, step), ())

    def possible(self, kind: Kind) -> Sequence[int]:
        """Under the figure with all steps."""
        found = [keys for (each, _), keys in self.keys.items() if each == kind]
        return found[0] if len(found) == 1 else array("q", sorted(set().union(*found)))

    def every(self) -> set[int]:
        """Under any of the numbers."""
        return set().union(*self.keys.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The numbers, in words too.

    numbers: over all groups, each member once; of a sum one a currency or unit and basis, none where no number is
    stated. without_number: members that bring none to a sum. groups: largest first, times in order; empty without
    a grouping.
    overlapping: a member stands in several groups, which then do not add up; or would if what may be one is.
    planned: what is counted is planned, not there. rule: name and version; rule_text, definition: for readers.
    """

    numbers: tuple[Number, ...]
    without_number: int
    groups: tuple[Group, ...]
    overlapping: bool
    planned: bool
    rule: str
    rule_text: str
    definition: str
