"""What can be asked for: which entities are counted, under which conditions, by what, in which universe."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from watchgraph_projections.views.slots import Structure


class Measure(StrEnum):
    """COUNT_ENTITIES: entities. COUNT_STATEMENTS: statements, each once however many publishers make it.

    SUM, MIN, MAX, MEAN, MEDIAN: of a predicate's numbers, for each currency or unit and each basis apart.
    """

    COUNT_ENTITIES = "COUNT_ENTITIES"
    COUNT_STATEMENTS = "COUNT_STATEMENTS"
    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    MEAN = "MEAN"
    MEDIAN = "MEDIAN"

    @property
    def counts(self) -> bool:
        """Whether it needs no number in the claims."""
        return self in {Measure.COUNT_ENTITIES, Measure.COUNT_STATEMENTS}


class Side(StrEnum):
    """The end of a claim at which the counted entity stands."""

    SUBJECT = "SUBJECT"
    OBJECT = "OBJECT"


class Area(StrEnum):
    """What something lies in: a country or territory of ISO 3166-1; a sub-region or region of the UN (M49)."""

    COUNTRY = "COUNTRY"
    SUBREGION = "SUBREGION"
    REGION = "REGION"


class Span(StrEnum):
    """How long a time is that makes a group."""

    YEAR = "YEAR"
    QUARTER = "QUARTER"
    MONTH = "MONTH"

    @property
    def a_year(self) -> int:
        """How many of them a year has."""
        return _A_YEAR[self]


_A_YEAR = {Span.YEAR: 1, Span.QUARTER: 4, Span.MONTH: 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Universe:
    """The claims that are looked at: all, those of one data set, or those with evidence in one edition of it.

    on_day: whether a count over an edition tests the day too; all other counts always do.
    """

    dataset: str | None = None
    edition: str | None = None
    on_day: bool = False

    @property
    def tests_day(self) -> bool:
        """Whether claims outside the day are left out."""
        return self.edition is None or self.on_day

    def __str__(self) -> str:
        """Name it for readers."""
        if self.dataset is None:
            return "all claims"
        return self.dataset if self.edition is None else f"{self.dataset}, edition {self.edition}"


EVERYTHING = Universe()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A circumstance that is a text, of which only a part is asked for, whatever its case.

    begins: it begins so, and no word or number goes on there. contains: it has these words in it.
    """

    name: str
    begins: str | None = None
    contains: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """There is a claim of this predicate, with the counted entity at one end and the wanted value at the other.

    members: the counted entity is one of these; empty: any. entities: the other end is one of these; empty: anything.
    within: the other end is one of these, or part of one through any number of claims, each as doubtful as it is.
    All under whatever id: merges are followed.
    codes: the value is one of these codes. texts: the text is one of these; contains: it has these words in it,
    whatever their case. at_least, at_most: the number lies between, both included.
    since, before: EDTF; the stated date, or where no date is stated the claim's beginning, surely lies from the first
    day of the one on, and before the first day of the other.
    qualifiers: names and the codes or entity ids that they must have; worded: those whose texts are told by a part.
    universe: None for that of the query.
    that: the other end meets all of these conditions in turn. others: any of these will do in its place.
    absent: the counted entity has no such claim.
    as_of: of a condition of `that`: the predicate whose date of what is counted is the day on which it must be met (the
    recipient's regime in the year of a loan), in place of the day that is asked about.
    """

    predicate: Structure[str]
    side: Side = Side.SUBJECT
    members: tuple[UUID, ...] = ()
    entities: tuple[UUID, ...] = ()
    within: tuple[UUID, ...] = ()
    codes: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    contains: str | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    since: str | None = None
    before: str | None = None
    qualifiers: tuple[tuple[str, str], ...] = ()
    worded: tuple[Wording, ...] = ()
    universe: Universe | None = None
    that: tuple["Condition", ...] = ()
    others: tuple["Condition", ...] = ()
    absent: bool = False
    as_of: Structure[str | None] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """One number for each value of a predicate, or for each span of time in which the first condition's claim began.

    predicate: its values are entities, codes, texts or dates (the spans in which they lie); None: by when it began.
    qualifiers, worded: what its claims must have, as of a condition.
    by: a qualifier of its claims whose codes, texts or entities make the groups, in place of the values (alerts by
    what they turned out to be).
    universe: None for that of the query (a regime type may come from another data set than the systems counted).
    yearly: by the time of its claims in place of the value, each span looked at by itself (of figures of a country by
    year); without a predicate, of the first condition's.
    span: how long a time is that makes a group. A date that may lie in several of them, all within one year's length,
    is possible in each; one that may lie in more is not known.
    then: group by what is said of those values (of facilities by the regime type of the recipient), not by themselves.
    as_of: of a grouping that `then` names: by what was so on the day that this predicate gives for what is counted.
    area: group by the country or region in which those values lie, not by themselves; without a predicate, by that in
    which what is counted lies.
    """

    predicate: Structure[str | None] = None
    side: Side = Side.SUBJECT
    qualifiers: tuple[tuple[str, str], ...] = ()
    worded: tuple[Wording, ...] = ()
    by: Structure[str | None] = None
    universe: Universe | None = None
    yearly: bool = False
    span: Span = Span.YEAR
    as_of: Structure[str | None] = None
    area: Area | None = None
    then: "Grouping | None" = None

    @property
    def last(self) -> "Grouping":
        """The step that makes the groups."""
        return self if self.then is None else self.then.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question for numbers.

    of: the kind of the entities counted; or a predicate, whose claims then are the first condition, whatever the kind
    of their subject. where: all must hold; none means any claim that may be counted.
    measured: the predicate whose numbers are summed or compared; may be left out where `of` is it.
    unit: a currency or unit to keep to, None for every one apart.
    published_by: EDTF year, month or day: only what had been published by its end.
    """

    of: Structure[str]
    where: tuple[Condition, ...] = ()
    measure: Measure = Measure.COUNT_ENTITIES
    measured: Structure[str | None] = None
    unit: str | None = None
    group_by: Grouping | None = None
    universe: Universe = field(default=EVERYTHING)
    published_by: str | None = None
