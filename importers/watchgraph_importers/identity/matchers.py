"""What a matcher does, whatever it matches."""

from typing import Protocol
from uuid import UUID

from watchgraph_importers.acts import EntityKey
from watchgraph_importers.identity.mentions import Match, Mention


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
