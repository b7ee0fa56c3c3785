"""What is answered: numbers in pairs, with the claims under them and what was left out."""

from dataclasses import dataclass
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
    """What one step of doubt adds. added: members that come in with it; figure: the number with them and all before.

    claims: keys of the claims under those members, in order. entities: keys of the members.
    """

    step: Step
    added: int
    figure: Figure
    claims: tuple[int, ...]
    entities: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedForward:
    """Members of the certain number that were last seen before the day. oldest: EDTF of the oldest such sighting."""

    count: int
    oldest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number of an answer.

    unit, basis: of what is summed (currency or unit, price basis); None for counts.
    members: entities (or statements) under the certain figure. claims: keys of the claims under it, in order.
    entities: keys of those members, each once.
    possible: the figure after the last step; possible_claims: keys of all claims under it, in order.
    """

    unit: str | None
    basis: str | None
    certain: Figure
    members: int
    claims: tuple[int, ...]
    entities: tuple[int, ...]
    carried_forward: CarriedForward
    steps: tuple[Increment, ...]
    possible_claims: tuple[int, ...]

    @property
    def possible(self) -> Figure:
        return self.steps[-1].figure if self.steps else self.certain


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupValue:
    """What the members of a group share. All None: the group of those for which no value is known.

    key, id, label: of an entity; code: of a coded value; time: of a date, as EDTF; year: of that.
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
    """The numbers of one value: one for counts, else one a currency or unit and price basis."""

    value: GroupValue
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """Claims that speak to the question and were left out for one reason, by key, in order."""

    reason: Reason
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The numbers, in words too.

    numbers: over all groups, each member once; of a sum one a currency or unit and price basis, none where no number
    is stated. without_number: members that bring none to a sum. groups: largest first, times in order; empty without
    a grouping.
    overlapping: a member stands in several groups, which then do not add up; or would if what may be one is.
    planned: what is counted is planned, not there. rule: name and version; rule_text, definition: for readers.
    """

    numbers: tuple[Number, ...]
    without_number: int
    groups: tuple[Group, ...]
    excluded: tuple[Excluded, ...]
    overlapping: bool
    planned: bool
    rule: str
    rule_text: str
    definition: str
