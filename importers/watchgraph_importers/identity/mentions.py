"""What a matcher is asked and what it answers: entities as one data set has them, and the pairs that are one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Role(StrEnum):
    """What an entity is named as: the kinds that readers ask names for."""

    COUNTRY = "country"
    CITY = "city"
    VENDOR = "vendor"
    LENDER = "lender"
    AGENCY = "agency"
    COURT = "court"


class Breach(NamedTuple):
    """A provision that was broken. provision: as `Art. 5 (1) f)`, empty for the law as a whole."""

    law: UUID
    provision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fine:
    """What a measure imposed. day: EDTF, empty where not stated. amount: as `EUR 4800`.

    party: who bears it, by name or description; empty where nobody knows, and for a person, whose words are sealed.
    bearers: the same as entities; empty where nobody knows. breaches: for what it was imposed.
    """

    day: str
    amount: str
    party: str
    bearers: frozenset[UUID] = frozenset()
    breaches: frozenset[Breach] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An entity met under some names, as one data set has it.

    kind: of the vocabulary (Place, Organisation, Product ...). names: raw, as in the file, each once.
    country: ISO 3166-1 alpha-2 of the named thing, where the file states it (never the row's).
    region: of a city, the state or province that the file states. fine: of a measure, where it imposed one.
    """

    id: UUID
    kind: str
    dataset: str
    names: tuple[str, ...]
    roles: frozenset[Role] = frozenset()
    country: str | None = None
    region: str | None = None
    fine: Fine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two entities that are one, or may be.

    verdict: SAME or UNSURE. score: 0 to 100. basis: why, one sentence for readers, names quoted.
    rule: name and version of the rule, as `organisation-names/1`.
    """

    left: UUID
    right: UUID
    verdict: str
    score: int
    basis: str
    rule: str
