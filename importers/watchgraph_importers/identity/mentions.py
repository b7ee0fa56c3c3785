"""What is matched: an entity as one data set names it; and what a match says."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from watchgraph_importers.acts import EntityKey


class Role(StrEnum):
    """What a named thing is in the files that name it."""

    COUNTRY = "country"
    CITY = "city"
    VENDOR = "vendor"
    LENDER = "lender"
    AGENCY = "agency"
    COURT = "court"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An entity met under some names, as one data set has it.

    kind: of the vocabulary. names: raw, as in the file, each once.
    country: ISO 3166-1 alpha-2 of the named thing, where the file states it (never the row's).
    region: of a city: the state or province that the file states.
    """

    id: UUID
    kind: str
    dataset: str
    names: tuple[str, ...]
    roles: frozenset[Role] = frozenset()
    country: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two entities that are one (SAME), or may be (UNSURE).

    score: 0 to 100. basis: why, one sentence for readers, names quoted. rule: its name and version.
    """

    left: UUID
    right: UUID
    verdict: str
    score: int
    basis: str
    rule: str


class Matcher(Protocol):
    """Finds which mentions are one. Deterministic: the result does not depend on the order of mentions."""

    def add(self, mention: Mention) -> None:
        """Take note of a mention that others may match."""

    def matches(self, mention: Mention) -> list[Match]:
        """Match against all that were added, itself excluded, and against the registers that the matcher knows."""


class RegisterMatcher(Matcher, Protocol):
    """A matcher that knows an official register."""

    def register_key(self, entity: UUID) -> EntityKey | None:
        """Return the code behind an entity of the register that was matched, None for any other entity."""
