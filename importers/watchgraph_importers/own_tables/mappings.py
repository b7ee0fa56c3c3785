"""The mapping file: what it may say, and where it says something that it may not."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeVar

import msgspec

from watchgraph_importers.errors import FileRefusedError, ImportRefusedError, Problem
from watchgraph_importers.files import SourceFile


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what a mapping is made of."""


class DatasetPart(Part, frozen=True, kw_only=True):
    """`[dataset]`: whose database it is.

    slug: part of every id, never changed. licence: SPDX, NOASSERTION where none is stated.
    trusted: the import accepts what the table says; else all of it waits for review.
    """

    slug: str
    title: str
    publisher: str
    licence: str = "NOASSERTION"
    home_page: str | None = None
    trusted: bool = False


class EditionPart(Part, frozen=True, kw_only=True):
    """`[edition]`: which edition the file is. See `Published`."""

    name: str
    published: str
    complete: bool = False
    declared: int | None = None


class TablePart(Part, frozen=True, kw_only=True):
    """`[table]`: how the rows stand in the file. header: the line that names the columns."""

    sheet: str | None = None
    header: int = 1
    delimiter: str = ","


class RowPart(Part, frozen=True, kw_only=True):
    """`[row]`: what a row is about.

    kind: of the thing. record: columns that identify the row, together. name: the column with the thing's name.
    unknown: what stands for *we do not know*; empty: what stands for nothing at all.
    valid: the column that dates the row; valid_format: how its dates are written.
    """

    kind: str
    record: tuple[str, ...]
    name: str | None = None
    unknown: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    valid: str | None = None
    valid_format: str | None = None


class ThingPart(Part, frozen=True, kw_only=True):
    """A thing that another column names. within: as for a column."""

    column: str
    kind: str
    within: str | None = None


class QualifierPart(Part, frozen=True, kw_only=True):
    """A circumstance: a value for all rows, or a column. values: cell to code."""

    value: str | None = None
    column: str | None = None
    values: dict[str, str] = {}
    kind: str | None = None


class ColumnPart(Part, frozen=True, kw_only=True):
    """`[columns.NAME]`: what the column says of the row's thing.

    ignore: nothing. about: of another column's thing instead. reverse: the cell's thing is the subject, the row's the
    object. kind: of the thing that the cell names; country: it is a country; within: the column that tells things of
    one name apart (a city's country); split: what stands between several names.
    values: cell to code. unit: of a number; decimal: the sign before its decimals. currency: a code, or a column, whose
    name is not three capitals.
    date: of the price, a column. longitude: the column beside this one, which holds latitudes. format: of a date.
    language: BCP 47. valid, valid_format: as in `[row]`; dated: a date for all rows. modality: code of the list.
    speaker: whose words the column repeats. doubt: why the column waits for review.
    """

    ignore: bool = False
    predicate: str | None = None
    about: ThingPart | None = None
    reverse: bool = False
    kind: str | None = None
    country: bool = False
    within: str | None = None
    split: str | None = None
    values: dict[str, str] = {}
    unit: str | None = None
    decimal: str = "."
    currency: str | None = None
    date: str | None = None
    longitude: str | None = None
    format: str | None = None
    language: str = "und"
    valid: str | None = None
    valid_format: str | None = None
    dated: str = ""
    modality: str = "FACT"
    speaker: ThingPart | None = None
    qualifiers: dict[str, QualifierPart] = {}
    unknown: tuple[str, ...] = ()
    observation: bool = False
    doubt: str | None = None

    @property
    def currency_column(self) -> str | None:
        """The column of currencies; None where all amounts are in one, or there are none."""
        return None if self.currency is None or CURRENCY.fullmatch(self.currency) else self.currency


class OwnMapping(msgspec.Struct, frozen=True, kw_only=True):
    """A whole mapping file. columns: name to what it says; text and name: of the file, for messages."""

    dataset: DatasetPart
    edition: EditionPart
    table: TablePart
    row: RowPart
    columns: Mapping[str, tuple[ColumnPart, ...]]
    name: str
    text: str

    def problem(self, rule: str, right: str, *keys: str) -> Problem:
        """Say what is wrong with the value of a key."""
        return problem_at(self.name, self.text, rule, right, keys)


CURRENCY: Final = re.compile(r"[A-Z]{3}")
PARTS: Final[Mapping[str, type[Part]]] = {
    "dataset": DatasetPart,
    "edition": EditionPart,
    "table": TablePart,
    "row": RowPart,
}
PartT = TypeVar("PartT", bound=Part)
_KEY: Final = re.compile(r"\s*(\"[^\"]*\"|'[^']*'|[\w-]+)\s*=")
_NAMED: Final = re.compile(r"`(\w+)`")


def read_mapping(file: SourceFile) -> OwnMapping:
    """Read a mapping file. Raises ImportRefusedError with all that is wrong in its form, by line."""
    text = _text(file)
    try:
        whole: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise _refused(
            [Problem(file=file.name, rule="bad-toml", right=str(error), line=int(line[1]) if line else None)]
        ) from error
    form = _Form(file.name, text, whole)
    parts = {name: form.part(kind, name) for name, kind in PARTS.items()}
    columns = dict(form.columns())
    form.unknown({*PARTS, "columns"})
    if form.problems:
        raise _refused(form.problems)
    return OwnMapping(**parts, columns=columns, name=file.name, text=text)  # type: ignore[arg-type]  # by name, above


def _text(file: SourceFile) -> str:
    try:
        return "".join(file.lines())
    except FileRefusedError as error:
        raise _refused([error.problem]) from error


def _refused(problems: Sequence[Problem]) -> ImportRefusedError:
    return ImportRefusedError(problems, len(problems))


class _Form:
    """Takes the file apart, gathering what is wrong."""

    def __init__(self, name: str, text: str, whole: Mapping[str, object]) -> None:
        self._name = name
        self._text = text
        self._whole = whole
        self.problems: list[Problem] = []

    def part(self, kind: type[PartT], name: str) -> PartT | None:
        """Read one of the tables at the top."""
        return self._converted(self._whole.get(name, {}), kind, (name,))

    def columns(self) -> Iterator[tuple[str, tuple[ColumnPart, ...]]]:
        """Read the columns; one that says several things has several tables."""
        found = self._whole.get("columns")
        if not isinstance(found, dict) or not found:
            self._wrong("missing-key", "the file needs a table [columns.NAME] for each column", ("columns",))
            return
        for column, said in found.items():
            read = [
                self._converted(each, ColumnPart, ("columns", column))
                for each in (said if isinstance(said, list) else [said])
            ]
            yield column, tuple(part for part in read if part is not None)

    def unknown(self, known: set[str]) -> None:
        """Note tables that mean nothing."""
        for name in self._whole.keys() - known:
            self._wrong("unknown-key", f"there are the tables {', '.join(sorted(known))}", (name,))

    def _converted(self, value: object, kind: type[PartT], keys: tuple[str, ...]) -> PartT | None:
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            named = _NAMED.search(str(error))
            rule = "unknown-key" if "unknown field" in str(error) else "wrong-value"
            rule = "missing-key" if "missing required" in str(error) else rule
            known = f"; there are {', '.join(kind.__struct_fields__)}" if rule == "unknown-key" else ""
            self._wrong(rule, f"{error}{known}", (*keys, named[1]) if named else keys)
            return None

    def _wrong(self, rule: str, right: str, keys: tuple[str, ...]) -> None:
        self.problems.append(problem_at(self._name, self._text, rule, right, keys))


def problem_at(file: str, text: str, rule: str, right: str, keys: tuple[str, ...]) -> Problem:
    """Say what is wrong with the value of a key, by the line that it stands in, else by its table's."""
    line = next((found for size in range(len(keys), 0, -1) if (found := _line_of(text, keys[:size]))), None)
    return Problem(file=file, line=line, field=".".join(keys), rule=rule, right=right)


def _line_of(text: str, keys: tuple[str, ...]) -> int | None:
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("["):
            table = _table(line)
            if table == keys:
                return number
        elif (found := _KEY.match(line)) and (*table, found[1].strip("\"'")) == keys:
            return number
    return None


def _table(line: str) -> tuple[str, ...]:
    """Read the name of a table from its line."""
    names: list[str] = []
    try:
        inner: object = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ()
    while isinstance(inner, dict | list) and inner:
        if isinstance(inner, list):
            inner = inner[0]
        else:
            name, inner = next(iter(inner.items()))
            names.append(name)
    return tuple(names)
