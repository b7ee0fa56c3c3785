"""How a publisher is described: who, under which licence, which editions of which files, and what their rows state."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.statements import Policy
from watchgraph_importers.acts import Act

TRUSTED = Policy(id="dataset-trust", version=1)
"""The import of a trusted data set accepts its claims of the predicates in the publisher's scope."""

TRUSTED_PRECISION: Final = Decimal("0.95")

_ANYTHING = re.compile(r"(?:\\[wd]|\[[^\]]+\]|(?<!\\)\.)[*+]|\[[^\]]*\w-\w[^\]]*\]")
_AHEAD = re.compile(r"\(\?![^)]*\)")
_GROUP = re.compile(r"\((?:\?:)?([^()]*)\)(\?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a row stands: the file's name, the sheet as locators name it, the line as a spreadsheet counts."""

    file: str
    sheet: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table, as text. An absent or empty cell is the empty string.

    sheet: as locators name it. line: as a spreadsheet counts, the header being 1; of a JSON file the record's number.
    edition: the edition's name. idle: why the row is no data, empty for a row that may state something.
    copy: where it was read in fact, for a row that was corrected by hand in a copy; file, sheet and line then say
    where the publisher's row stands. None for the publisher's row itself.
    ordinal: which it is among the rows of its table that are equal in the columns it is identified by, from 1 on.
    padded: the cells that have white space around their text, with it: names are kept as they stand.
    """

    file: str
    sheet: str
    line: int
    edition: str
    cells: Mapping[str, str]
    idle: str = ""
    copy: Spot | None = None
    ordinal: int = 1
    padded: Mapping[str, str] = field(default_factory=dict)

    @property
    def artifact(self) -> str:
        """The name of the file whose bytes the row was read from."""
        return self.file if self.copy is None else self.copy.file

    def __getitem__(self, column: str) -> str:
        """Return the text of a cell."""
        return self.cells.get(column, "")

    def locator(self, column: str) -> str:
        """Name a cell of the file that was read (`sheet!row:column`)."""
        at = self.copy or self
        return f"{at.sheet}!{at.line}:{column}" if column else f"{at.sheet}!{at.line}"


Claims = Callable[[Row], Iterator[Act]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How well a rule that derives claims from cells was found to do it, on records labelled by a person.

    precision: decimal text between 0 and 1, the least over all that the rule derives. sample: labelled records.
    """

    precision: str
    sample: int

    def policy(self, name: str) -> Policy | None:
        """Return the policy that accepts what the rule of this name derives; None leaves it to reviewers.

        The policy names rule and measurement: measured anew, it is another policy.
        """
        if Decimal(self.precision) < TRUSTED_PRECISION:
            return None
        return Policy(id=f"measured-rule {name} (precision {self.precision} of {self.sample})", version=1)


class Format(StrEnum):
    """How a file holds its rows.

    JSON: an array of objects; JSON_LINES: an object a line; GEOJSON: a FeatureCollection of points. In the three a
    key is a column, a nested value its JSON text. LINES: each line is a row of one column, `line`.
    FRONT_MATTER: a text is a row, the fields above it are its columns.
    """

    CSV = "CSV"
    WORKBOOK = "WORKBOOK"
    JSON = "JSON"
    JSON_LINES = "JSON_LINES"
    GEOJSON = "GEOJSON"
    LINES = "LINES"
    FRONT_MATTER = "FRONT_MATTER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that an edition is made of. A column that is in none of the sets stops the import.

    file: pattern of the whole file name. sheet: of a workbook, None for a text file. header: the line that names the
    columns; what stands above it is preface.
    read: columns that `claims` uses. ignored: columns known and left alone. personal: columns of personal data, known
    and never read. optional: those of `read` that some extracts lack. Columns without a header go by their
    spreadsheet letters; a second column of one name is called `name (letters)`.
    free: whoever fills the file may add columns of any name (tags): one that is not declared is ignored.
    claims: what its rows state, where that is not what the publisher's other tables state.
    identified_by: the columns that tell its rows apart, where the publisher gives them no ids; rows that are equal in
    them are numbered (`Row.ordinal`).
    declared: how many rows the publisher's whole table has, where no more is known of the edition's size: with fewer of
    them the edition is here in part. extract: a file of this name is a part, whatever the whole may be.
    """

    file: str
    read: frozenset[str]
    ignored: frozenset[str] = frozenset()
    personal: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    sheet: str | None = None
    format: Format = Format.CSV
    delimiter: str = ","
    header: int = 1
    free: bool = False
    claims: Claims | None = None
    identified_by: tuple[str, ...] = ()
    declared: int | None = None
    extract: bool = False

    def holds(self, name: str) -> bool:
        """Whether this is the table of a file of that name."""
        return re.fullmatch(self.file, name) is not None

    @property
    def known(self) -> frozenset[str]:
        """All columns that it may have."""
        return self.read | self.ignored | self.personal

    @property
    def globs(self) -> tuple[str, ...]:
        """The file names as people write them: `v1.0_*.csv`, `v1.0_*.csv.gz`."""
        plain = _ANYTHING.sub("*", _AHEAD.sub("", self.file)).replace("[_-]", "_")
        return tuple(re.sub(r"\*+", "*", name).replace("\\", "") for name in _spelt_out(plain))


def _spelt_out(pattern: str) -> list[str]:
    """Write a pattern once for each choice that its groups leave: `a(b|c)?` as `a`, `ab` and `ac`."""
    group = _GROUP.search(pattern)
    if group is None:
        return [pattern]
    choices = [*([""] if group[2] else []), *group[1].split("|")]
    return [
        name for choice in choices for name in _spelt_out(pattern[: group.start()] + choice + pattern[group.end() :])
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One edition. published: EDTF. covers: predicates that it has columns for; of others it says nothing.

    complete: a record missing from it is no longer listed; never so for an extract.
    declared: how many records the publisher's whole edition has, whatever part of it a file holds; None: not known.
    addresses: where the publisher offers its files; empty where they are not to be fetched by a program.
    """

    name: str
    published: str
    tables: tuple[Table, ...]
    covers: tuple[str, ...]
    complete: bool = False
    declared: int | None = None
    addresses: tuple[str, ...] = ()

    def holds(self, name: str) -> bool:
        """Whether a file of that name belongs to this edition."""
        return any(table.holds(name) for table in self.tables)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """One importer: metadata, and the pure function that says what a row states.

    name: on the command line. collection: the name under which files of several publishers come together in one
    folder; None where the publisher's files come alone. rhythm: how often editions come, in words.
    mapping: version of our reading, counted up whenever `claims` says something else.
    scope: predicates that the policy accepts with the import; the rest is proposed for review.
    claims: row to what it states. Raises FieldError for a cell that it cannot read. None: each table has its own.
    rules: rules that derive claims from its cells, with their measured precision; what a rule that is not here derives
    is proposed for review.
    order: sorts the rows before they are read, for a small file whose lines rest on later ones.
    """

    name: str
    dataset: DatasetRegistered
    source: SourceRegistered
    mapping: int
    scope: tuple[str, ...]
    editions: tuple[Published, ...]
    claims: Claims | None = None
    collection: str | None = None
    rhythm: str = ""
    order: Callable[[Row], int] | None = None
    rules: Mapping[str, Rule] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The name of the folder in which its files come."""
        return self.collection or self.name

    def reads(self, table: Table) -> Claims:
        """Return the function that says what the rows of a table state."""
        claims = table.claims or self.claims
        if claims is None:
            raise TypeError(f"{self.name}: nothing says what the rows of {table.file} state")
        return claims
