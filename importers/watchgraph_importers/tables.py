"""Files as rows: headers checked against what the publisher declares, cells as text."""

import csv
import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from watchgraph.domain.texts import HIDDEN, RIGHT
from watchgraph_importers import front_matters, json_tables, workbooks
from watchgraph_importers.errors import Problem
from watchgraph_importers.files import SourceFile, refusal
from watchgraph_importers.publishers import Format, Row, Table

LINE: Final = "line"
"""Name of the only column of a file of lines: the line itself."""

MAX_FIELD: Final = 2_000_000
MAX_CELL: Final = 32_768
"""Bytes of a cell or of a line: what it becomes then fits into an event."""
NEAREST: Final = 2
SECOND: Final = re.compile(r" \([A-Z]{1,3}\)$")

PREFACE: Final = "preface"
BLANK: Final = "blank"


class TableReader:
    """Reads one table of one file.

    `problems` fills while the header and the rows are read: what is wrong in a row comes before the row does.
    """

    def __init__(self, file: SourceFile, table: Table, edition: str) -> None:
        self.file = file
        self.table = table
        self.edition = edition
        self.problems: list[Problem] = []
        self._met: Counter[tuple[str, ...]] = Counter()
        self._ended = True

    def rows(self) -> Iterator[Row]:
        """Yield the rows, the header left out. Nothing when the header is wrong: then `problems` says why."""
        match self.table.format:
            case Format.LINES:
                for number, line in enumerate(self.file.lines(), start=1):
                    yield self._row(number, {LINE: line})
            case Format.CSV | Format.WORKBOOK:
                yield from self._below_the_header(self.lines())
            case _:
                yield from self._records()

    def _below_the_header(self, lines: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
        preface: list[int] = []
        for number, cells in lines:
            if number == self.table.header:
                header = _names(cells)
                if self._header_is_sound(header):
                    yield from (self._row(above, {}, PREFACE) for above in preface)
                    yield from self._data(header, lines)
                return
            preface.append(number)
        self._problem("empty-table", "it has no header line", self.table.header)

    def _data(self, header: Sequence[str], lines: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
        wanted = [name if name in self.table.read else None for name in header]
        number, cells = self.table.header, [*header]
        for number, cells in lines:
            if len(cells) > len(wanted):
                self._problem("too-many-cells", f"the header has {len(wanted)} columns, this row {len(cells)}", number)
            named = {name: cell for name, cell in zip(wanted, cells, strict=False) if name is not None}
            yield self._row(number, named, "" if any(map(str.strip, cells)) else BLANK)
        if len(cells) < len(wanted) and not self._ended:
            right = f"the file ends within this row, after {len(cells)} of {len(wanted)} columns: fetch it again"
            self._problem("cut-off", right, number)

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Yield all lines of a text table or sheet with their numbers, as they stand."""
        if self.table.sheet is not None:
            yield from enumerate(workbooks.rows(self.file, self.table.sheet), start=1)
            return
        csv.field_size_limit(MAX_FIELD)
        reader = csv.reader(self._watched(self.file.lines()), delimiter=self.table.delimiter, strict=True)
        try:
            yield from enumerate(reader, start=1)
        except csv.Error as error:
            raise refusal(self.file.name, "broken-csv", str(error), reader.line_num) from error

    def _watched(self, lines: Iterator[str]) -> Iterator[str]:
        """Take note whether the last line ends: one that does not may be half of it."""
        for line in lines:
            self._ended = line.endswith(("\n", "\r"))
            yield line

    def _records(self) -> Iterator[Row]:
        seen: set[str] = set()
        for number, record in self._fields():
            if not seen.issuperset(record):
                self._unknown_keys([key for key in record if key not in seen], number)
                seen.update(record)
            yield self._row(number, {key: text for key, text in record.items() if key in self.table.read})
        self._missing(seen, 1)

    def _fields(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        if self.table.format is Format.FRONT_MATTER:
            return front_matters.records(self.file)
        return json_tables.records(self.file, self.table.format)

    def _unknown_keys(self, keys: Sequence[str], number: int) -> None:
        for key in keys:
            if not self.table.free and key not in self.table.known:
                self._unknown(key, number)

    def _row(self, number: int, named: Mapping[str, str], idle: str = "") -> Row:
        kept: dict[str, str] = {}
        padded: dict[str, str] = {}
        for name, cell in named.items():
            if text := cell.strip():
                kept[name] = text
                if text != cell:
                    padded[name] = cell
                if (wrong := wrong_with(text)) is not None:
                    self._problem(*wrong, number, name, text)
        sheet = self.table.sheet or self.file.stem
        return Row(
            file=self.file.name,
            sheet=sheet,
            line=number,
            edition=self.edition,
            cells=kept,
            idle=idle,
            ordinal=self._ordinal(kept),
            padded=padded,
        )

    def _ordinal(self, cells: Mapping[str, str]) -> int:
        if not self.table.identified_by:
            return 1
        identity = tuple(cells.get(column, "") for column in self.table.identified_by)
        self._met[identity] += 1
        return self._met[identity]

    def _header_is_sound(self, header: Sequence[str]) -> bool:
        at = self.table.header
        self._missing(set(header), at)
        for name in header:
            if name not in self.table.known and not self.table.free:
                self._unknown(name, at)
        return not self.problems

    def _unknown(self, name: str, line: int) -> None:
        first = SECOND.sub("", name)
        if first != name and first in self.table.known:
            self._problem("repeated-column", "two columns have this name", line, first)
        else:
            self._problem("unknown-column", f"no such column is known{_nearest(name, self.table.known)}", line, name)

    def _missing(self, header: set[str], line: int) -> None:
        for name in sorted(self.table.read - self.table.optional - header):
            near = _nearest(name, header - self.table.known)
            self._problem("missing-column", f"the table must have this column{near}", line, name)

    def _problem(self, rule: str, right: str, line: int, field: str = "", value: str = "") -> None:
        sheet = self.table.sheet or ""
        self.problems.append(
            Problem(file=self.file.name, sheet=sheet, rule=rule, right=right, line=line, field=field, value=value)
        )


def raw_rows(file: SourceFile, sheet: str | None, header: int, delimiter: str) -> Iterator[list[str]]:
    """Yield the names of the columns of a table that nobody has declared yet, then its rows.

    Raises FileRefusedError where the file cannot be read or has no header line.
    """
    form = Format.CSV if sheet is None else Format.WORKBOOK
    table = Table(file=".*", read=frozenset(), sheet=sheet, header=header, delimiter=delimiter, format=form)
    lines = TableReader(file, table, "").lines()
    for number, cells in lines:
        if number == header:
            yield _names(cells)
            yield from (cells for _, cells in lines)
            return
    raise refusal(file.name, "empty-table", "it has no header line", header)


def wrong_with(text: str) -> tuple[str, str] | None:
    """Say which rule a cell of whatever column breaks, and what would be right; None where all is well."""
    if HIDDEN.search(text):
        return "unsafe-character", RIGHT
    if len(text) > MAX_CELL // 4 and len(text.encode()) > MAX_CELL:
        return "too-long", f"at most {MAX_CELL} bytes: shorten it"
    return None


def _names(cells: Sequence[str]) -> list[str]:
    """Name the columns: one without a header by its letters, a second one of a name by both."""
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        letters = workbooks.letters(number)
        name = cell.strip() or letters
        names.append(f"{name} ({letters})" if name in names else name)
    return names


def _nearest(name: str, known: set[str] | frozenset[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=NEAREST, cutoff=0.6)
    return f"; nearest: {', '.join(near)}" if near else ""
