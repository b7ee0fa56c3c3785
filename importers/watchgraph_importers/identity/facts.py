"""What identity needs to know of entities, be it read from an import's staging file or from the catalogue."""

from dataclasses import dataclass
from uuid import UUID

from watchgraph_importers.identity.mentions import Breach, Role


@dataclass(frozen=True, slots=True)
class Registered:
    """An entity exists. dataset: whose name for it `native` is; register: the name is an official code."""

    id: UUID
    kind: str
    dataset: str
    register: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """An entity has a name."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Described:
    """An entity is told by words that are no name: what it is, or what its name means."""

    id: UUID
    words: str


@dataclass(frozen=True, slots=True)
class Stands:
    """An entity has a role."""

    id: UUID
    role: Role


@dataclass(frozen=True, slots=True)
class LiesIn:
    """A place, or a body, is in a place."""

    id: UUID
    place: UUID


@dataclass(frozen=True, slots=True)
class Is:
    """An entity is the register's country of that ISO 3166-1 alpha-2 code."""

    id: UUID
    country: str


@dataclass(frozen=True, slots=True)
class Fined:
    """A measure imposed a fine. day: EDTF, empty where not stated. amount: as `EUR 4800`."""

    id: UUID
    day: str
    amount: str


@dataclass(frozen=True, slots=True)
class ImposedOn:
    """A measure is borne by a party."""

    id: UUID
    party: UUID


@dataclass(frozen=True, slots=True)
class ImposedFor:
    """A measure was imposed for a breach."""

    id: UUID
    breach: Breach


@dataclass(frozen=True, slots=True)
class Told:
    """What a register says of its entity is stated, as a version of our mapping read it in an edition."""

    id: UUID
    edition: str | None
    mapping: int | None


MeasureFact = Described | Fined | ImposedOn | ImposedFor
"""What tells the fines of several collections apart."""

Fact = Registered | Named | Stands | LiesIn | Is | Told | MeasureFact
