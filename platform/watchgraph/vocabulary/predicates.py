"""What a predicate declares. Everything that depends on a predicate is derived from this one declaration."""

from dataclasses import dataclass, field
from enum import StrEnum

from watchgraph.vocabulary.codes import CodeList


class Persistence(StrEnum):
    """How a bare date is read: a state goes on until something says otherwise, an occurrence is over."""

    STATE = "STATE"
    OCCURRENCE = "OCCURRENCE"


class Cardinality(StrEnum):
    """ONE: standing values rival each other and one is the headline. MANY: they live side by side."""

    ONE = "ONE"
    MANY = "MANY"


class ValueType(StrEnum):
    """The shape of a claim's value, named as the tag that the value has in a stored body."""

    ENTITY = "entity"
    QUANTITY = "quantity"
    MONEY = "money"
    DATE = "date"
    TEXT = "text"
    CODE = "code"
    GEO = "geo"
    URL = "url"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What a value may be.

    kinds: for ENTITY, the kinds that the object may have (`Source` among them for documents); empty: any.
    codes: for CODE, the list that the code is taken from.
    unit: for QUANTITY, the only unit allowed (`camera`); None: any unit, written in the value.
    """

    type: ValueType
    kinds: tuple[str, ...] = ()
    codes: CodeList | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifier:
    """One coded circumstance of a claim (role, ground, buyer). A claim has each at most once.

    keyed: part of the qualifier key, so that two values are two statements and no rivals.
    leading: codes in the order in which statements beside each other are shown, where a kind shows only one; first
    those that it names.
    basis: a code that says what a number is of: numbers that differ in it are never put together.
    """

    name: str
    range: Range
    doc: str
    required: bool = False
    keyed: bool = True
    leading: tuple[str, ...] = ()
    basis: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """One thing that can be said of an entity.

    name: camelCase, as stored; never changed once an event holds it.
    family: the claim type of the domain model (SUPPLY, FINANCE, RULING …), for grouping in documents and filters.
    domain: kinds that the subject may have.
    range: what the object or value may be; None where the predicate says all (it then takes no object).
    edge: a standing affirmed claim draws an edge from subject to object; only with an ENTITY range.
    countable: may be the measure or the member of a count.
    headline: shown as a column and field of the subject's kind; only with cardinality ONE.
    planned: what the claim says is planned, not there yet: drawn and shown as planned, never added to what exists.
    source: where the definition comes from (a standard, a publisher's codebook, or this project).
    sealed: kinds of subject whose words are stored sealed (names of persons, titles that may name one).
    """

    name: str
    label: str
    doc: str
    source: str
    family: str
    domain: tuple[str, ...]
    range: Range | None
    cardinality: Cardinality
    persistence: Persistence
    qualifiers: tuple[Qualifier, ...] = field(default=())
    edge: bool = False
    countable: bool = False
    headline: bool = False
    planned: bool = False
    sealed: tuple[str, ...] = ()

    def qualifier(self, name: str) -> Qualifier | None:
        """Return the declared qualifier, None where this predicate has none of that name."""
        return next((qualifier for qualifier in self.qualifiers if qualifier.name == name), None)

    @property
    def basis(self) -> Qualifier | None:
        """The qualifier that says what its numbers are of; None where all are of the same."""
        return next((qualifier for qualifier in self.qualifiers if qualifier.basis), None)
