"""Rows that were refused, in a CSV that a person corrects and imports: their cells, and what is wrong with them."""

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from watchgraph_importers.errors import Problem
from watchgraph_importers.files import SourceFile, refusal
from watchgraph_importers.publishers import Published, Row, Spot, Table

EDITION: Final = "quarantine:edition"
FILE: Final = "quarantine:file"
SHEET: Final = "quarantine:sheet"
LINE: Final = "quarantine:line"
ORDINAL: Final = "quarantine:ordinal"
MARKS: Final = (EDITION, FILE, SHEET, LINE, ORDINAL)
"""Columns that say which row of the publisher's it is: to be left as they are."""

REPORT: Final = ("quarantine:column", "quarantine:value", "quarantine:rule", "quarantine:right")
"""Columns that say what is wrong, one problem a line of the cell: nobody reads them again."""

_MARK: Final = "\ufeff"
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would take for a formula gets an apostrophe, which is taken off when the file is read."""

Refused = tuple[Row, tuple[Problem, ...]]


def write(path: Path, refused: Iterable[Refused]) -> int:
    """Write the rows that were refused, in one step; return how many there are, and write nothing if there is none."""
    rows = list(refused)
    if not rows:
        return 0
    columns = list(dict.fromkeys(name for row, problems in rows for name in _columns(row, problems)))
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow([*MARKS, *REPORT, *columns])
    for row, problems in rows:
        marks = [row.edition, row.file, row.sheet, str(row.line), str(row.ordinal)]
        parts = ("field", "value", "rule", "right")
        report = ["\n".join(getattr(problem, part) for problem in problems) for part in parts]
        table.writerow(map(_armed, [*marks, *report, *(row[name] for name in columns)]))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(_MARK + out.getvalue(), encoding="utf-8", newline="")
    os.replace(part, path)  # noqa: PTH105 - the same, and says that it replaces
    return len(rows)


def _columns(row: Row, problems: Iterable[Problem]) -> Iterator[str]:
    yield from row.cells
    yield from (problem.field for problem in problems if problem.field)


def is_one(file: SourceFile) -> bool:
    """Whether a file holds rows that were refused."""
    return file.content.removeprefix(_MARK.encode()).startswith(EDITION.encode())


def editions_in(file: SourceFile) -> list[str]:
    """Name the editions whose rows the file holds."""
    return list(dict.fromkeys(cells[EDITION] for _, cells in _lines(file)))


def rows(file: SourceFile, edition: Published) -> Iterator[tuple[Row, Table]]:
    """Yield the corrected rows of an edition with the tables that they belong to.

    Raises FileRefusedError for a row of no table, or with a column that its table does not have.
    """
    for number, cells in _lines(file):
        if cells[EDITION] == edition.name:
            table = _table(file, edition, cells, number)
            kept = {name: text for name, text in cells.items() if name not in MARKS}
            yield (
                Row(
                    file=cells[FILE],
                    sheet=cells[SHEET],
                    line=int(cells[LINE]),
                    edition=edition.name,
                    cells=kept,
                    ordinal=int(cells[ORDINAL]),
                    copy=Spot(file=file.name, sheet=file.stem, line=number),
                ),
                table,
            )


def _table(file: SourceFile, edition: Published, cells: Mapping[str, str], number: int) -> Table:
    """Find the table that a row belongs to: by its sheet and its file's name, else by its columns."""
    names = {name for name in cells if name not in MARKS}
    fitting = [
        table
        for table in edition.tables
        if names <= table.read and (table.sheet is None or table.sheet == cells[SHEET])
    ]
    fitting.sort(key=lambda table: not table.holds(cells[FILE]))
    if not fitting or not cells[LINE].isdecimal() or not cells[ORDINAL].isdecimal():
        right = f"the row is of no table of edition {edition.name}: leave the columns quarantine:… and all names alone"
        raise refusal(file.name, "unknown-row", right, number)
    return fitting[0]


def _lines(file: SourceFile) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line numbers (of spreadsheets) and cells, without those that are empty or only report."""
    reader = csv.reader(file.lines(), strict=True)
    try:
        header = next(reader)
        if missing := [mark for mark in MARKS if mark not in header]:
            raise refusal(file.name, "missing-column", f"it has lost {', '.join(missing)}", 1)
        for number, texts in enumerate(reader, start=2):
            if any(map(str.strip, texts)):
                read = zip(header, texts, strict=False)
                cells = {name: _disarmed(text.strip()) for name, text in read if text.strip() and name not in REPORT}
                yield number, dict.fromkeys(MARKS, "") | cells
    except csv.Error as error:
        raise refusal(file.name, "broken-csv", str(error), reader.line_num) from error


def _armed(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _disarmed(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
