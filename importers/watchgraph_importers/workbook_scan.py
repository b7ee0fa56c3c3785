"""What a workbook would unfold to, found out in bounded memory before the reader takes it apart.

The parts are read by an XML parser of their own, so that prefixes, quotes and missing cell names, which the reader
understands as well, hide nothing.
"""

import re
from collections import Counter
from typing import IO, Final
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from watchgraph_importers.files import CHUNK, MEBIBYTE, refusal

MAX_UNPACKED: Final = 256 * MEBIBYTE
MAX_CELLS: Final = 20_000_000
XML_STARTS: Final = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
PLACE: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})", re.ASCII)
ROW: Final = re.compile(r"[0-9]{1,7}", re.ASCII)


class WorkbookScan:
    """Reads the parts of one workbook, one after the other."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._part = ""
        self._lengths: list[int] = []
        self._shown: Counter[str] = Counter()

    def read(self, part: str, stream: IO[bytes]) -> None:
        """Read a part to its end, which also proves its declared size. Raises FileRefusedError."""
        self._part = part
        piece = stream.read(CHUNK)
        parser = self._parser() if piece.lstrip().startswith(XML_STARTS) else None
        while piece:
            if parser is not None:
                self._parse(parser, piece)
            piece = stream.read(CHUNK)
        if parser is not None:
            self._parse(parser, b"", last=True)

    def check_repeated(self) -> None:
        """Refuse a workbook that shows long words in many cells: each cell gets a copy of them."""
        lengths = dict(enumerate(self._lengths))
        size = sum(times * lengths.get(int(index), 0) for index, times in self._shown.items() if index.isdecimal())
        if size > MAX_UNPACKED:
            raise refusal(self._file, "inflates", f"its cells hold {size // MEBIBYTE} MiB of repeated words")

    def _parse(self, parser: XMLParserType, piece: bytes, *, last: bool = False) -> None:
        try:
            parser.Parse(piece, last)
        except ExpatError as error:
            raise refusal(self._file, "not-a-workbook", f"{self._part} is no sound XML ({error})") from error

    def _parser(self) -> XMLParserType:
        parser = ParserCreate()
        self._row = self._column = self._last = self._widest = 0
        self._in_sheet = self._in_string = self._shared = False
        self._at = "no cell"
        self._words: list[str] = []
        parser.StartDoctypeDeclHandler = self._refuse_entities
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words.append
        return parser

    def _refuse_entities(self, *_declared: object) -> None:
        raise refusal(self._file, "xml-entity", f"{self._part} declares XML entities")

    def _start(self, prefixed: str, attributes: dict[str, str]) -> None:
        name = prefixed.rpartition(":")[2]
        if not self._in_string:
            self._words.clear()
        if name == "si":
            self._in_string = True
        elif name in {"worksheet", "sheetData"}:
            self._in_sheet = True
        elif self._in_sheet:
            self._in_table(name, attributes)

    def _in_table(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._row = self._row_number(attributes.get("r"))
            self._column = 0
        elif name == "c":
            self._cell(attributes)
        elif name == "f":
            raise refusal(self._file, "formula-cell", f"{self._part} has a formula in {self._at}: paste values instead")

    def _end(self, prefixed: str) -> None:
        name = prefixed.rpartition(":")[2]
        if name == "si":
            self._in_string = False
            self._lengths.append(sum(map(len, self._words)))
        elif name == "v" and self._shared:
            self._shown["".join(self._words).strip()] += 1

    def _row_number(self, stated: str | None) -> int:
        if stated is None:
            return self._row + 1
        if not ROW.fullmatch(stated):
            raise refusal(self._file, "not-a-workbook", f"{self._part} has a row {stated[:20]!r}")
        return int(stated)

    def _cell(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r")
        row, column = (self._row, self._column + 1) if stated is None else self._place(stated)
        self._column, self._at = column, stated or f"column {column} of row {row}"
        self._shared = attributes.get("t") == "s"
        self._last, self._widest = max(self._last, row), max(self._widest, column)
        if self._last * self._widest > MAX_CELLS:
            raise refusal(self._file, "inflates", f"{self._part} spans {self._widest} columns x {self._last} rows")

    def _place(self, stated: str) -> tuple[int, int]:
        found = PLACE.fullmatch(stated)
        if found is None:
            raise refusal(self._file, "not-a-workbook", f"{self._part} has a cell {stated[:20]!r}")
        column = 0
        for letter in found[1].upper():
            column = column * 26 + ord(letter) - ord("A") + 1
        return int(found[2]), column
