"""A reading of a catalogue that is only assumed to stand somewhere: enough to make a statement ready."""

from math import inf

from sqlalchemy import Connection

from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue.connections import Bound, Reading, StatementRefusedError
from watchgraph_projections.catalogue.dialects import Backend
from watchgraph_projections.catalogue.standing import Standing


class Assumed(Reading):
    """Stands for a reading of a catalogue that stands somewhere, and reads nothing: what needs more is refused."""

    def __init__(self, backend: Backend, standing: Standing, file: object) -> None:  # it has no connection
        self.backend = backend  # type: ignore[misc]  # its own
        self.file = file
        self._seconds = self._until = inf
        self._standing = standing

    @property
    def connection(self) -> Connection:  # type: ignore[override]  # refuses what others have
        raise StatementRefusedError("nothing is read yet")

    def failure(self, error: BaseException) -> WatchgraphError | None:
        return None

    def close(self) -> None:
        pass

    def _row(self, statement: str, values: Bound) -> tuple[object, ...]:
        raise StatementRefusedError("nothing is read yet")

    def _begin(self) -> None:
        pass

    def _end(self) -> None:
        pass
