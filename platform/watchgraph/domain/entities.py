"""The entity: identity only. What it is called and all else about it are claims."""

from typing import Self
from uuid import UUID

from watchgraph.domain.aggregates import Aggregate, check_reason, unexpected
from watchgraph.domain.errors import AlreadyRegisteredError, PersonRetypedError
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.entities import EntityRegistered, EntityRetyped

PERSON = "Person"


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
        """Give it another kind. That the kind exists is for the caller to check.

        Raises MissingReasonError, and PersonRetypedError for a person on either side.
        """
        check_reason(reason, "the new kind")
        if kind != self.kind and PERSON in {kind, self.kind}:
            raise PersonRetypedError(
                f"entity {self.id} is a {self.kind} and cannot become a {kind}: "
                "names of persons are sealed, others are not; register it anew and retract the claims"
            )
        return [] if kind == self.kind else [EntityRetyped(kind=kind, reason=reason)]
