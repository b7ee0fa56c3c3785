"""The entity: identity only. What it is called and all else about it are claims."""

from typing import Self
from uuid import UUID

from watchgraph.domain.aggregates import Aggregate, check_reason, unexpected
from watchgraph.domain.errors import AlreadyRegisteredError
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.entities import EntityRegistered, EntityRetyped


class Entity(Aggregate, kw_only=True):
    """State of one entity. register: it stands for a code of an official register."""

    kind: str
    dataset: str
    native: str | None = None
    register: bool = False
    public_role: bool = False
    retyped_because: str | None = None

    @classmethod
    def born(cls, id_: UUID, _actor: str, body: Event, /) -> Self:
        if not isinstance(body, EntityRegistered):
            raise unexpected(body, "entity")
        return cls(
            id=id_,
            kind=body.kind,
            dataset=body.dataset,
            native=body.native,
            register=body.register,
            public_role=body.public_role,
        )

    def apply(self, actor: str, body: Event) -> None:
        if not isinstance(body, EntityRetyped):
            raise unexpected(body, "entity")
        self.version += 1
        self.kind = body.kind
        self.retyped_because = body.reason

    def register_again(self, body: EntityRegistered) -> list[EntityRegistered]:
        """Nothing happens where the particulars are the same. Raises AlreadyRegisteredError otherwise."""
        if body.register != self.register or body.public_role != self.public_role:
            raise AlreadyRegisteredError(f"entity {self.id} is registered already with other particulars")
        return []

    def retype(self, kind: str, reason: str) -> list[EntityRetyped]:
        """Give it another kind. Raises MissingReasonError. That the kind exists is for the caller to check."""
        check_reason(reason, "the new kind")
        return [] if kind == self.kind else [EntityRetyped(kind=kind, reason=reason)]
