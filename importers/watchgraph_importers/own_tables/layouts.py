"""How a table that nobody has described is laid out: its sheet, what parts its cells, the line with its columns."""

from dataclasses import dataclass
from itertools import islice
from typing import Final

from watchgraph_importers import workbooks
from watchgraph_importers.errors import ImportRefusedError, Problem
from watchgraph_importers.files import SourceFile
from watchgraph_importers.publishers import Format, Table
from watchgraph_importers.tables import TableReader

WORKBOOK: Final = ".xlsx"
DELIMITERS: Final = ",;\t|"
LOOKED_AT: Final = 20
"""A header stands among so many first lines."""

NEARLY_ALL: Final = 0.8
"""Share of the fullest line's cells that a header fills: titles and notes above it fill fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """sheet: of a workbook, else None. header: the line that names the columns, from 1 on."""

    sheet: str | None
    delimiter: str
    header: int


def layout_of(file: SourceFile, sheet: str | None) -> Layout:
    """Guess the layout. Raises ImportRefusedError for a workbook of several sheets without a word which is meant."""
    if sheet is None and file.name.lower().endswith(WORKBOOK):
        sheet = _only_sheet(file)
    delimiter = "," if sheet is not None else _delimiter(file)
    form = Format.CSV if sheet is None else Format.WORKBOOK
    table = Table(file=".*", read=frozenset(), sheet=sheet, delimiter=delimiter, format=form)
    filled = [
        sum(map(bool, map(str.strip, cells))) for _, cells in islice(TableReader(file, table, "").lines(), LOOKED_AT)
    ]
    header = next((line for line, cells in enumerate(filled, start=1) if cells >= NEARLY_ALL * max(filled)), 1)
    return Layout(sheet=sheet, delimiter=delimiter, header=header)


def _only_sheet(file: SourceFile) -> str:
    names = workbooks.sheets(file)
    if len(names) == 1:
        return names[0]
    right = f"say which sheet by --sheet: it has {', '.join(map(repr, names))}"
    raise ImportRefusedError([Problem(file=file.name, rule="which-sheet", right=right)], 1)


def _delimiter(file: SourceFile) -> str:
    """Take what stands most often in the first lines; a comma where nothing does."""
    text = "".join(islice(file.lines(), LOOKED_AT))
    return max(DELIMITERS, key=text.count)
