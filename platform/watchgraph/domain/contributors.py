"""The contributor: an opaque id that holds roles."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Self
from uuid import UUID

from watchgraph.domain.aggregates import Aggregate, check_code, unexpected
from watchgraph.domain.errors import AlreadyRegisteredError, RoleMissingError
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.contributors import ContributorErased, ContributorRegistered


class Role(StrEnum):
    """What somebody may do; each includes the ones before it.

    CONTRIBUTOR proposes. REVIEWER decides on what others proposed. EDITOR retracts, redacts and registers others.
    """

    CONTRIBUTOR = "CONTRIBUTOR"
    REVIEWER = "REVIEWER"
    EDITOR = "EDITOR"

    def includes(self, other: "Role") -> bool:
        """Whether whoever holds this role may do what the other may."""
        steps = list(Role)
        return steps.index(self) >= steps.index(other)


OPERATOR = "OPERATOR"
"""The role of whoever runs the store, in person, on its machine: registers, redacts and erases, reviews nothing."""


class Contributor(Aggregate, kw_only=True):
    """State of one contributor."""

    roles: tuple[str, ...]
    erased: bool = False

    @classmethod
    def born(cls, id_: UUID, _actor: str, body: Event, /) -> Self:
        if not isinstance(body, ContributorRegistered):
            raise unexpected(body, "contributor")
        return cls(id=id_, roles=body.roles)

    def apply(self, actor: str, body: Event) -> None:
        if not isinstance(body, ContributorErased):
            raise unexpected(body, "contributor")
        self.version += 1
        self.erased = True

    def holds(self, role: Role) -> bool:
        """Whether they may act under the role."""
        return any(Role(held).includes(role) for held in self.roles)

    def register_again(self, roles: tuple[str, ...]) -> list[ContributorRegistered]:
        """Nothing happens where the roles are the same. Raises AlreadyRegisteredError otherwise."""
        if self.erased or set(roles) != set(self.roles):
            raise AlreadyRegisteredError(f"contributor {self.id} is registered already: use a new id")
        return []

    def erase(self, units: tuple[str, ...]) -> list[ContributorErased]:
        """Forget who they are; the second time nothing happens."""
        return [] if self.erased else [ContributorErased(units=units)]


def register(roles: Sequence[str]) -> ContributorRegistered:
    """Raises UnknownCodeError for an unknown role, RoleMissingError for none."""
    if not roles:
        raise RoleMissingError(f"give at least one role of {', '.join(Role)}")
    for role in roles:
        check_code(role, [*Role], "role")
    return ContributorRegistered(roles=tuple(role for role in Role if role in roles))
