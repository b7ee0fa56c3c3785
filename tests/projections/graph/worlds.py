"""Small worlds of claims, written down as their versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_OID, uuid5

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import OPEN


def uid(name: str) -> str:
    """An id whose order has nothing to do with the order of keys."""
    return str(uuid5(NAMESPACE_OID, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """One version of an entity: the key is its name, and so is its label where none is given."""

    key: int
    kind: str
    cluster: int
    since: int = 1
    until: int = OPEN
    label: str = ""

    @property
    def id(self) -> str:
        return uid(f"entity {self.key}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One version of a claim, as far as a graph looks at it."""

    key: int
    predicate: str
    subject: int
    object: int
    valid: str = ""
    draws: bool = True
    planned: bool = False
    disputed: bool = False
    confidence: int | None = 70
    since: int = 1
    until: int = OPEN

    @property
    def id(self) -> str:
        return uid(f"claim {self.key}")


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Versions of entities and claims; those without an end are what holds now."""

    entities: Sequence[EntityRow]
    claims: Sequence[ClaimRow] = ()


def now(day: int = 20201231) -> Moment:
    """What holds at the end of the log."""
    return Moment(day=day, position=OPEN - 1, now=True)


def then(position: int, day: int = 20201231) -> Moment:
    """What held at a position."""
    return Moment(day=day, position=position, now=False)
