"""Names as the matcher keeps them: one for all spellings that are equal or declared, with those who bear it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from watchgraph_importers.identity.likenesses import Likeness
from watchgraph_importers.identity.readings import Reading


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """All names of one kind that mean one organisation by themselves.

    key: the words run together, or the declared organisation behind `=`. country: that of the named thing, or empty.
    """

    kind: str
    key: str
    country: str = ""

    @property
    def declared(self) -> str:
        """The declared organisation, empty where the name is declared for none."""
        return self.key[1:] if self.key.startswith("=") else ""


@dataclass(slots=True)
class Borne:
    """Who bears a name. bearers: with the raw name that each has it from. readings: by raw name."""

    bearers: dict[UUID, str] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)

    def add(self, bearer: UUID, reading: Reading) -> None:
        """Take one more bearer up; of several raw names that it has, the smallest is kept."""
        self.bearers[bearer] = min(reading.raw, self.bearers.get(bearer, reading.raw))
        self.readings[reading.raw] = reading

    @property
    def first(self) -> tuple[UUID, str]:
        """The bearer with the smallest id, and the name that it bears."""
        return min(self.bearers.items())


Names = Mapping[Name, Borne]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two names that are one, or may be. left: the smaller of both."""

    left: Name
    right: Name
    found: Likeness

    @classmethod
    def between(cls, one: Name, other: Name, found: Likeness) -> "Edge":
        """Join two names, whichever comes first."""
        left, right = sorted((one, other))
        return cls(left=left, right=right, found=found)

    @property
    def order(self) -> tuple[int, Name, Name, str]:
        """Surest first; of equals the smaller names, so that no order of mentions matters."""
        return (-self.found.score, self.left, self.right, self.found.because)
