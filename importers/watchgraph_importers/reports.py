"""What an import did, for people and for programs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from watchgraph.domain.events.datasets import RowCounts
from watchgraph_importers.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReport:
    """What became of the rows of one table. sheet: of a workbook, empty for other files.

    rows: they add up to the rows of the file. reasons: why rows, or cells of them, were refused or are no data, and
    how many of each.
    """

    file: str
    sheet: str
    rows: RowCounts
    reasons: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNote:
    """A file that needs a word. note: why it was not read, or how it was recognised."""

    file: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """One edition's import.

    files: name to SHA-256. rows: what became of them; they add up to the rows of the files. reasons: why rows, or
    cells of them, were refused or are no data, and how many of each. tables: the same for each table. declared: how
    many records the publisher's whole edition has, None where not known. part: the files are known to be a part of it.
    events: topic to number, empty where nothing was appended. proposed: claims that no policy accepts: they wait for
    review. position: of the commit in the log, None where nothing was appended.
    known: these files were imported before by this mapping. dry: nothing was written, `events` would have been.
    problems: what is wrong in the rows that were refused, the first of them; broken: how many there are.
    quarantine: the file that holds the refused rows, to be corrected and imported.
    notes: files that were recognised by their columns, and files that nobody reads.
    """

    publisher: str
    dataset: str
    edition: str
    files: Mapping[str, str]
    rows: RowCounts
    reasons: Mapping[str, int] = field(default_factory=dict)
    tables: tuple[TableReport, ...] = ()
    declared: int | None = None
    part: bool = False
    events: Mapping[str, int] = field(default_factory=dict)
    proposed: int = 0
    position: int | None = None
    known: bool = False
    dry: bool = False
    problems: tuple[Problem, ...] = ()
    broken: int = 0
    quarantine: str | None = None
    notes: tuple[FileNote, ...] = ()

    @property
    def total_rows(self) -> int:
        """All rows below the headers."""
        return total(self.rows)

    @property
    def appended(self) -> int:
        """Number of events in the commit."""
        return sum(self.events.values())


def total(rows: RowCounts) -> int:
    """Add the rows up."""
    return rows.stated_anew + rows.stated_again + rows.refused + rows.not_data
