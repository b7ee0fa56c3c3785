"""Frames as Arrow tables, which pandas, polars and others take. The library is an extra, looked for when needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import ClassVar, Protocol

from watchgraph.errors import WatchgraphError
from watchgraph_projections.frames.columns import Column

PRECISION, SCALE = 38, 18
"""Decimal digits of a number, and how many of them behind the point: the widest that all libraries read."""


class FramesMissingError(WatchgraphError):
    """A library that is needed for this form of a table is not installed."""

    code: ClassVar[str] = "frames-missing"


class ArrowTable(Protocol):
    """What is used of `pyarrow.Table`."""

    @property
    def num_rows(self) -> int:
        """How many rows it has."""
        ...

    def to_pandas(self) -> object:
        """As a `pandas.DataFrame`."""
        ...

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand the table over."""
        ...


@dataclass(frozen=True, slots=True)
class ArrowFrame:
    """A frame over an Arrow table."""

    table: ArrowTable
    columns: tuple[str, ...]

    def __len__(self) -> int:
        """How many rows it has."""
        return self.table.num_rows

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand the table over without a copy."""
        return self.table.__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> ArrowTable:
        return self.table

    def to_pandas(self) -> object:
        _library("pandas")
        return self.table.to_pandas()

    def to_polars(self) -> object:
        made: object = _library("polars").from_arrow(self.table)
        return made


def frame_of(columns: Sequence[Column]) -> ArrowFrame:
    """Make a frame of columns. Raises FramesMissingError where pyarrow is not installed."""
    arrow = _library("pyarrow")
    types: Mapping[str, object] = {
        "text": arrow.string(),
        "number": arrow.decimal128(PRECISION, SCALE),
        "claims": arrow.list_(arrow.string()),
    }
    arrays: list[object] = [arrow.array(each.cells, types[each.type]) for each in columns]
    names = tuple(each.name for each in columns)
    return ArrowFrame(arrow.table(arrays, names=list(names)), names)


def _library(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        raise FramesMissingError(
            f"{name} is not installed: `pip install 'watchgraph[frames]'` brings pyarrow; pandas and polars are yours "
            "to install"
        ) from error
