"""Opening a store to be read in process, by those who write no GraphQL.

The core keeps the log and knows no read model, so it cannot read one itself. Whoever can, says so in the metadata of
its package, under the entry point READERS, as plug-ins of pytest do; it is found when somebody opens a store. No
module of the core imports it, and a program that only writes need not have it.
"""

from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import ClassVar, Protocol

from watchgraph.errors import WatchgraphError

READERS = "watchgraph.readers"
"""Group of entry points; each is a function that takes the folder of a store and returns a `Reader`."""


class NoReaderError(WatchgraphError):
    """No package that is installed here can read a store."""

    code: ClassVar[str] = "no-reader"


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The moment that is asked about, as the command line takes it.

    valid_at: as the world was, an EDTF year, month or day; today if None. recorded_at: as the store knew it, a position
    of the log or a UTC instant; now if None.
    """

    valid_at: str | None = None
    recorded_at: str | None = None


class Frame(Protocol):
    """A table in memory; any library that takes Arrow data can take it as it is, by `__arrow_c_stream__`."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of its columns, in order."""
        ...

    def __len__(self) -> int:
        """How many rows it has."""
        ...

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand the table over without a copy."""
        ...

    def to_arrow(self) -> object:
        """As a `pyarrow.Table`."""
        ...

    def to_pandas(self) -> object:
        """As a `pandas.DataFrame`. Raises FramesMissingError where pandas is not installed."""
        ...

    def to_polars(self) -> object:
        """As a `polars.DataFrame`. Raises FramesMissingError where polars is not installed."""
        ...


class Reader(Protocol):
    """An open store."""

    def frame(self, name: str, *, as_of: AsOf | str | None = None, without: tuple[str, ...] = ()) -> Frame:
        """All entities of a kind, a row each, with the claims beside every value.

        name: plural of a kind, as the API has it (`deployments`, `financialFacilities`). as_of: a text alone is
        `valid_at`. without: licences (SPDX) that nothing may rest on.
        """
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...

    def __enter__(self) -> "Reader":
        """Read, then let go."""
        ...

    def __exit__(self, *_: object) -> None:
        """Let go of the store."""
        ...


class Opens(Protocol):
    """What an entry point of READERS leads to."""

    def __call__(self, folder: Path, /) -> Reader:
        """Open the store in a folder."""
        ...


def open_store(path: str | Path) -> Reader:
    """Open the store in a folder for reading; it is read as its read models stand. Raises NoReaderError."""
    found = sorted(entry_points(group=READERS), key=lambda each: each.name)
    if not found:
        raise NoReaderError(f"no package installed here gives the entry point {READERS!r}: install watchgraph itself")
    opens: Opens = found[0].load()
    return opens(Path(path))
