"""Where a catalogue is kept, and what is done with all of it: found, built beside, put in its place, emptied."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, Self

from sqlalchemy import Connection, Engine


class Place(Protocol):
    """A file of SQLite, or a schema of a PostgreSQL database."""

    def engine(self, *, write: bool) -> Engine:
        """Open it. A writer's transaction waits until no other writes there."""

    def reading(self) -> AbstractContextManager[Connection]:
        """Lend a connection to which all of it stands still."""

    def room(self) -> int:
        """Tell how many bytes it takes."""

    def layout(self) -> int | None:
        """Return the layout of the tables there, None where there is nothing, 0 where there are none yet."""

    def identity(self) -> object:
        """Tell one catalogue from another that took its place, where open connections would not notice."""

    @property
    def beside(self) -> Self:
        """Where it is built anew."""

    @property
    def apart(self) -> Self:
        """Where it is built anew to be compared, and never put in its place."""

    def building_alone(self) -> AbstractContextManager[None]:
        """Let one process at a time build; a process that dies lets go."""

    def settle(self) -> None:
        """Make what was built fit to be read: nothing is set aside, and statements find their way from the start."""

    def swap(self) -> None:
        """Put what was built beside in its place."""

    def must_forget(self) -> bool:
        """Tell whether a program died before it left no copy of a text that it had taken out."""

    def forget(self, connection: Connection) -> None:
        """Leave no copy of a text that a transaction took out: neither here nor in a build left half done.

        connection: one that has no transaction open.
        """

    def remove(self) -> None:
        """Leave nothing here. Repeating is safe."""


Where = Path | Place
"""A place, or the folder of a store that keeps its catalogue in a file."""
