"""A first mapping of a table, written from its header and first rows; every guess is marked as one."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Final

from watchgraph.vocabulary import PREDICATES, Predicate, ValueType
from watchgraph_importers.files import SourceFile
from watchgraph_importers.own_tables.layouts import WORKBOOK, Layout, layout_of
from watchgraph_importers.places import match_country
from watchgraph_importers.tables import raw_rows

SAMPLE: Final = 200
MOST_CODES: Final = 50
KIND: Final = "Deployment"
ENOUGH: Final = 0.8
"""Share of the filled cells that must look so before it is guessed."""

ISO: Final = r"\d{4}(-\d\d(-\d\d)?)?"
DATES: Final = {
    ISO: None,
    rf"\d\d?\.\d\d?\.\d{{4}}|{ISO}": "%d.%m.%Y",
    rf"\d\d?/\d\d?/\d{{4}}|{ISO}": "%d/%m/%Y",
}
UNKNOWN: Final = ("unknown", "n/a", "N/A", "not known")
EMPTY: Final = ("-", "\N{EN DASH}", "\N{EM DASH}")
NUMBER: Final = re.compile(r"[\d.,' ]+")
VENDORS: Final = re.compile(r"vendor|supplier|company|manufacturer|provider", re.IGNORECASE)
OPERATORS: Final = re.compile(r"operator|agency|police|authority|department", re.IGNORECASE)
CITIES: Final = re.compile(r"city|town|municipality|place|location", re.IGNORECASE)
NAMES: Final = re.compile(r"name|title|project|system", re.IGNORECASE)
IDS: Final = re.compile(r"\b(id|no|number|nr|ref|reference|code|key)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    cells: tuple[str, ...]

    def looks(self, pattern: str) -> bool:
        """Whether nearly all filled cells have this form."""
        return self.share(lambda cell: re.fullmatch(pattern, cell) is not None)

    def share(self, test: Callable[[str], bool]) -> bool:
        filled = [cell for cell in self.cells if cell and cell not in UNKNOWN + EMPTY]
        return bool(filled) and sum(map(test, filled)) >= ENOUGH * len(filled)


def draft_of(file: SourceFile, sheet: str | None = None) -> str:
    """Write a mapping of the table, to be corrected by a person. Raises FileRefusedError, ImportRefusedError."""
    layout = layout_of(file, sheet)
    columns = _sample(file, layout)
    dated, form = _dating(columns)
    lines = [
        f"# A first mapping of {file.name}. What says `guess` was guessed: look at each of them.",
        "# `watchgraph vocabulary` lists what can be said.",
        "",
        "[dataset]",
        f"slug = {_text(_slug(file.stem))}  # part of every id: choose it once and never change it",
        'title = ""',
        'publisher = ""',
        'licence = "NOASSERTION"  # SPDX, such as CC-BY-4.0; NOASSERTION where none is stated',
        '# home_page = "https://…"',
        "trusted = false  # true: the import accepts what the table says; else all of it waits for review",
        "",
        "[edition]",
        'name = "1"',
        'published = ""  # when the publisher said it: a year, month or day',
        "",
        "[table]",
        f"header = {layout.header}  # the line that names the columns: guess",
        f"delimiter = {_text(layout.delimiter)}" if layout.sheet is None else f"sheet = {_text(layout.sheet)}",
        "",
        "[row]",
        f"kind = {_text(KIND)}  # what a row is about: guess",
        f"record = [{_text(_record(columns))}]  # the column, or columns, that identify it: guess",
        *_naming(columns),
        f"unknown = [{', '.join(map(_text, UNKNOWN))}]  # cells that say: we do not know",
        f"empty = [{', '.join(map(_text, EMPTY))}]  # cells that say nothing",
        *([f"valid = {_text(dated)}  # the column that dates the row: guess"] if dated else []),
        *([f"valid_format = {_text(form)}  # day before month: guess"] if form else []),
    ]
    role = {dated: "it dates the row", _record(columns): "it identifies the row", _named(columns): "it names the row"}
    city = next((column.name for column in columns if CITIES.search(column.name)), None)
    country = next((column.name for column in columns if _is_of_countries(column)), None)
    within = "" if country is None else f"within = {_text(country)}"
    for column in columns:
        said = [f"ignore = true  # {role[column.name]}"] if column.name in role else _said(column, city, within)
        lines += ["", f"[columns.{_text(column.name)}]", f"# such as {_examples(column)}", *said]
    return "\n".join(lines) + "\n"


def _sample(file: SourceFile, layout: Layout) -> list[_Column]:
    rows = raw_rows(file, layout.sheet, layout.header, layout.delimiter)
    names = next(rows)
    cells = [[cell.strip() for cell in row] for row in islice(rows, SAMPLE)]
    return [
        _Column(name, tuple(row[place] if place < len(row) else "" for row in cells))
        for place, name in enumerate(names)
    ]


def _dating(columns: Sequence[_Column]) -> tuple[str | None, str | None]:
    for column in columns:
        for pattern, form in DATES.items():
            if column.looks(pattern) and re.search(r"year|date|since|from|start|day", column.name, re.IGNORECASE):
                return column.name, form
    return None, None


def _record(columns: Sequence[_Column]) -> str:
    """Choose the column that identifies rows: one that calls itself so, else the first whose cells all differ."""
    telling = [column for column in columns if column.cells and len({*column.cells}) == len(column.cells)]
    called = [column for column in telling if IDS.search(column.name)]
    return (called or telling or [*columns])[0].name


def _named(columns: Sequence[_Column]) -> str | None:
    return next((column.name for column in columns if NAMES.search(column.name)), None)


def _naming(columns: Sequence[_Column]) -> list[str]:
    found = _named(columns)
    return [] if found is None else [f"name = {_text(found)}  # the column with its name: guess"]


def _is_of_countries(column: _Column) -> bool:
    return column.share(lambda cell: match_country(cell) is not None)


def _said(column: _Column, city: str | None, within: str) -> Iterator[str]:
    """Guess what a column says. city: the column of cities. within: the key for the column of their countries."""
    if _is_of_countries(column):
        yield from _country(city, within)
    elif VENDORS.search(column.name):
        yield from ('predicate = "supplies"  # guess', 'kind = "Organisation"', "reverse = true  # the cell supplies")
        if any(";" in cell for cell in column.cells):
            yield 'split = ";"  # several names in a cell: guess'
    elif OPERATORS.search(column.name):
        yield from ('predicate = "operatedBy"  # guess', 'kind = "Organisation"')
    elif column.share(lambda cell: NUMBER.fullmatch(cell) is not None) and "camera" in column.name.lower():
        yield 'predicate = "installedCameras"  # guess'
    elif column.name == city:
        yield from ('predicate = "deployedIn"  # guess', 'kind = "Place"', *filter(None, [within]))
    else:
        yield from _by_name(column)


def _country(city: str | None, within: str) -> Iterator[str]:
    if city is None:
        yield 'predicate = "deployedIn"  # guess'
    else:
        yield from ('predicate = "partOf"  # guess', f'about = {{ column = {_text(city)}, kind = "Place", {within} }}')
    yield from ('kind = "Place"', "country = true")


def _by_name(column: _Column) -> Iterator[str]:
    fitting = {
        predicate.label.lower(): predicate.name
        for predicate in PREDICATES.values()
        if KIND in predicate.domain and predicate.range is not None and predicate.range.type is not ValueType.ENTITY
    }
    near = get_close_matches(column.name.lower(), fitting, n=1, cutoff=0.75)
    if near:
        yield f"predicate = {_text(fitting[near[0]])}  # by the column's name: guess"
        yield from _values(column, PREDICATES[fitting[near[0]]])
    else:
        yield "ignore = true  # not understood: `predicate = …` says what it states"


def _values(column: _Column, predicate: Predicate) -> Iterator[str]:
    """List the cells that stand for codes, for a person to say which."""
    codes = predicate.range.codes if predicate.range is not None else None
    if codes is not None and codes.codes:
        cells = dict.fromkeys(cell for cell in column.cells if cell and cell not in UNKNOWN + EMPTY)
        yield f"# say the code of each: {', '.join(codes.codes)}"
        pairs = ", ".join(f'{_text(cell)} = ""' for cell in islice(cells, MOST_CODES))
        yield f"values = {{ {pairs} }}"


def _examples(column: _Column) -> str:
    shown = [json.dumps(cell[:40], ensure_ascii=False) for cell in dict.fromkeys(column.cells) if cell][:3]
    return ", ".join(shown) or "nothing in the first rows"


def _slug(stem: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", stem.lower().removesuffix(WORKBOOK))) or "my-table"


def _text(text: str) -> str:
    """Write a TOML string."""
    return json.dumps(text, ensure_ascii=False)
