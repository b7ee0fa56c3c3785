"""The root of every refusal that a caller may act on."""

from typing import ClassVar


class WatchgraphError(Exception):
    """Base of our errors. code: stable and public, kebab-case; a program tells refusals apart by it."""

    code: ClassVar[str] = "watchgraph"

    def details(self) -> dict[str, object]:
        """Give what a program may want to know beside code and message; nothing, where they say it all."""
        return {}
