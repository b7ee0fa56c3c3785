"""Files as rows: headers checked against what the publisher declares, cells as text."""

import csv
import difflib
from collections.abc import Iterator
from typing import Final

from watchgraph.domain.texts import HIDDEN, RIGHT
from watchgraph_importers import workbooks
from watchgraph_importers.errors import Problem
from watchgraph_importers.files import SourceFile, refusal
from watchgraph_importers.publishers import Row, Table

LINE: Final = "line"
"""Name of the only column of a JSON Lines file: the line itself."""

MAX_FIELD: Final = 2_000_000
MAX_CELL: Final = 32_768
"""Bytes of a cell or of a line: what it becomes then fits into an event."""
NEAREST: Final = 2


class TableReader:
    """Reads one table of one file. `problems` fills while the header and the rows are read."""

    def __init__(self, file: SourceFile, table: Table, edition: str) -> None:
        self.file = file
        self.table = table
        self.edition = edition
        self.problems: list[Problem] = []

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the header. Nothing when the header is wrong: then `problems` says why."""
        if self.table.file.endswith("jsonl"):
            yield from self._lines()
            return
        lines = self._raw()
        first = next(lines, None)
        if first is None:
            self._problem("empty-table", "it has no header line", 1)
            return
        header = [name.strip() or workbooks.letters(number) for number, name in enumerate(first[1], start=1)]
        if not self._header_is_sound(header):
            return
        wanted = [(name, name in self.table.read) for name in header]
        for number, cells in lines:
            yield self._row(number, wanted, cells)

    def _raw(self) -> Iterator[tuple[int, list[str]]]:
        if self.table.sheet is not None:
            yield from enumerate(workbooks.rows(self.file, self.table.sheet), start=1)
            return
        csv.field_size_limit(MAX_FIELD)
        reader = csv.reader(self.file.lines(), delimiter=self.table.delimiter, strict=True)
        try:
            yield from enumerate(reader, start=1)
        except csv.Error as error:
            raise refusal(self.file.name, "broken-csv", str(error), reader.line_num) from error

    def _lines(self) -> Iterator[Row]:
        for number, line in enumerate(self.file.lines(), start=1):
            yield self._row(number, [(LINE, True)], [line])

    def _row(self, number: int, wanted: list[tuple[str, bool]], cells: list[str]) -> Row:
        if len(cells) > len(wanted):
            self._problem("too-many-cells", f"the header has {len(wanted)} columns, this row {len(cells)}", number)
        kept: dict[str, str] = {}
        for (name, read), cell in zip(wanted, cells, strict=False):
            text = cell.strip() if read else ""
            if text:
                kept[name] = text
                if HIDDEN.search(text):
                    self._problem("unsafe-character", RIGHT, number, name)
                if len(text) > MAX_CELL // 4 and len(text.encode()) > MAX_CELL:
                    self._problem("too-long", f"at most {MAX_CELL} bytes: shorten it", number, name)
        return Row(
            file=self.file.name,
            sheet=self.table.sheet or self.file.stem,
            line=number,
            edition=self.edition,
            cells=kept,
        )

    def _header_is_sound(self, header: list[str]) -> bool:
        known = self.table.read | self.table.ignored
        missing = self.table.read - self.table.optional - set(header)
        for name in sorted(missing):
            near = _nearest(name, set(header) - known)
            self._problem("missing-column", f"the table must have this column{near}", 1, name)
        for name in header:
            if name not in known:
                self._problem("unknown-column", f"no such column is known{_nearest(name, known)}", 1, name)
        for name in sorted({name for name in header if header.count(name) > 1}):
            self._problem("repeated-column", "two columns have this name", 1, name)
        return not self.problems

    def _problem(self, rule: str, right: str, line: int, field: str = "") -> None:
        sheet = self.table.sheet or ""
        self.problems.append(Problem(file=self.file.name, sheet=sheet, rule=rule, right=right, line=line, field=field))


def _nearest(name: str, known: set[str] | frozenset[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=NEAREST, cutoff=0.6)
    return f"; nearest: {', '.join(near)}" if near else ""
