"""Events of a contributor's stream: an opaque random id; who that is stands nowhere in the log."""

from typing import ClassVar

from watchgraph.domain.events.base import Event


class ContributorRegistered(Event, frozen=True, kw_only=True):
    """Somebody may act. roles: of CONTRIBUTOR, REVIEWER, EDITOR."""

    TOPIC: ClassVar[str] = "contributor.registered"
    roles: tuple[str, ...]


class ContributorErased(Event, frozen=True, kw_only=True):
    """All that named them is gone; their acts stay under the opaque id. units: the keys destroyed."""

    TOPIC: ClassVar[str] = "contributor.erased"
    units: tuple[str, ...] = ()


ContributorEvent = ContributorRegistered | ContributorErased
