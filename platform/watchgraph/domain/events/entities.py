"""Events of an entity's stream: identity only. Names, codes and all else are claims."""

from typing import ClassVar

from watchgraph.domain.events.base import Event
from watchgraph.domain.values import Sealed


class EntityRegistered(Event, frozen=True, kw_only=True):
    """Something that claims can be about.

    kind: of the vocabulary. dataset: whose name for it the id is made of. native: the publisher's own id, or the raw
    name with its country; None for a person, whose native id is sealed.
    register: the id is a code of an official register (ISO 3166-1, GeoNames): two such entities are never merged.
    public_role: for a person: official, litigant of record or public author. Others are named by role label only.
    """

    TOPIC: ClassVar[str] = "entity.registered"
    kind: str
    dataset: str
    native: str | None = None
    sealed_native: Sealed | None = None
    register: bool = False
    public_role: bool = False


class EntityRetyped(Event, frozen=True, kw_only=True):
    """The kind was wrong; the id stays. reason: shown to readers."""

    TOPIC: ClassVar[str] = "entity.retyped"
    kind: str
    reason: str


EntityEvent = EntityRegistered | EntityRetyped
