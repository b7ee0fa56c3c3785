"""What a search can be refused for."""

from typing import ClassVar

from watchgraph.errors import WatchgraphError


class NothingToSearchError(WatchgraphError):
    """The text has no letter and no digit to search for."""

    code: ClassVar[str] = "nothing-to-search"


class SearchTooLongError(WatchgraphError):
    """The text is longer than a search may be."""

    code: ClassVar[str] = "search-too-long"
