"""The root of every refusal that a caller may act on."""

from typing import ClassVar


class WatchgraphError(Exception):
    """Base of our errors. code: stable and public, kebab-case; a program tells refusals apart by it.

    argument: where in what was given the reason lies, outermost first; () where nobody tells.
    """

    code: ClassVar[str] = "watchgraph"
    argument: tuple[str | int, ...] = ()

    def details(self) -> dict[str, object]:
        """Give what a program may want to know beside code and message; nothing, where they say it all."""
        return {}


class TryLaterError(WatchgraphError):
    """Base of what time heals. seconds: after which it is worth asking again."""

    seconds: int = 1

    def details(self) -> dict[str, object]:
        return {"retryAfterSeconds": self.seconds}
