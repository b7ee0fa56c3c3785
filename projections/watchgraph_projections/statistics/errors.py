"""What a question about numbers can be refused for."""

from typing import ClassVar

from watchgraph.errors import WatchgraphError
from watchgraph_projections.statistics.queries import Universe


class NotCountableError(WatchgraphError):
    """The vocabulary lets nothing that the question names be counted, or added up."""

    code: ClassVar[str] = "not-countable"


class NotMeasurableError(WatchgraphError):
    """The predicate has no numbers, or the measure names no predicate."""

    code: ClassVar[str] = "not-measurable"


class NotGroupableError(WatchgraphError):
    """The predicate has no entity, code or date to group by."""

    code: ClassVar[str] = "not-groupable"


class BadConditionError(WatchgraphError):
    """A condition asks for something that its predicate cannot say."""

    code: ClassVar[str] = "bad-condition"


class UnknownUniverseError(WatchgraphError):
    """No such data set, or no such edition of it, was imported by then."""

    code: ClassVar[str] = "unknown-universe"

    def __init__(self, message: str, universe: Universe, lacking: str) -> None:
        """universe: which. lacking: what of it is not here, `dataset` or `edition`."""
        super().__init__(message)
        self.universe = universe
        self.lacking = lacking


class UnknownIdError(WatchgraphError):
    """No entity has this id."""

    code: ClassVar[str] = "unknown-id"
