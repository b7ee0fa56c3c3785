"""Workbooks (xlsx) as rows of text, after the archive was found to be harmless."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from watchgraph_importers.files import MEBIBYTE, SourceFile, refusal
from watchgraph_importers.workbook_scan import MAX_UNPACKED, WorkbookScan

MAX_PARTS: Final = 2_000

Cell = int | float | str | bool | time | date | datetime | timedelta


def rows(file: SourceFile, sheet: str) -> Iterator[list[str]]:
    """Yield the rows of a sheet from its first line on, blank ones too. Numbers come as plain decimals.

    Raises FileRefusedError for anything but a sound workbook that has this sheet, and for formulas: what they
    would show is not in the file.
    """
    inspect(file)
    try:
        book = _opened(file)
        if sheet not in book.sheet_names:
            known = ", ".join(repr(name) for name in book.sheet_names)
            raise refusal(file.name, "missing-sheet", f"it has no sheet {sheet!r} but {known}")
        table = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, ValueError) as error:
        raise refusal(file.name, "not-a-workbook", f"the reader says: {error}") from error
    for cells in table:
        yield [text_of(cell) for cell in cells]


def sheets(file: SourceFile) -> list[str]:
    """Name the sheets. Raises FileRefusedError for anything but a sound workbook."""
    inspect(file)
    try:
        return _opened(file).sheet_names
    except (CalamineError, zipfile.BadZipFile, ValueError) as error:
        raise refusal(file.name, "not-a-workbook", f"the reader says: {error}") from error


def _opened(file: SourceFile) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(file.content))


def text_of(cell: Cell) -> str:
    """Write a cell as text: whole numbers without a point, dates as ISO 8601."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)


def inspect(file: SourceFile) -> None:
    """Look through the archive before a parser does, in bounded memory. Raises FileRefusedError."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise refusal(file.name, "inflates", f"it unpacks to more than {MAX_UNPACKED // MEBIBYTE} MiB")
            scan = WorkbookScan(file.name)
            for part in parts:
                with archive.open(part) as stream:
                    scan.read(part.filename, stream)
            scan.check_repeated()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise refusal(file.name, "not-a-workbook", f"the archive is damaged or no archive ({error})") from error


def letters(column: int) -> str:
    """Name a column, counted from 1, as a spreadsheet does (24 is X)."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
