"""What can go wrong with a database server."""

from typing import ClassVar

from watchgraph.errors import TryLaterError, WatchgraphError


class DatabaseRefusedError(WatchgraphError):
    """The database that a setting names cannot be used as it is: wrong address, rights, version or layout."""

    code: ClassVar[str] = "database-refused"


class DatabaseUnavailableError(TryLaterError):
    """The server does not answer now, or another holds what was wanted for too long. Trying again later may help.

    lost: whether a connection broke in the middle, so that nobody knows whether what was asked was done.
    """

    code: ClassVar[str] = "database-unavailable"

    def __init__(self, message: str, *, lost: bool = False) -> None:
        super().__init__(message)
        self.lost = lost
