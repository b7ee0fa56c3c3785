"""What can be wrong with a file: every problem has its place, its rule and what would be right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from watchgraph.errors import WatchgraphError

SHOWN = 20
"""So many problems are printed for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in a file.

    sheet: of a workbook, else empty. line: as a spreadsheet or an editor counts, None for the file as a whole.
    field: column or key. rule: stable code, kebab-case. right: what is wrong and what would be right.
    """

    file: str
    rule: str
    right: str
    sheet: str = ""
    line: int | None = None
    field: str = ""
    value: str = ""

    def __str__(self) -> str:
        """Write it as one line: place, field, rule, value, what would be right."""
        place = self.file if not self.sheet else f"{self.file}[{self.sheet}]"
        place = place if self.line is None else f"{place}:{self.line}"
        where = f"{place} {self.field}".rstrip()
        value = f" {self.value[:60]!r}" if self.value else ""
        return f"{where}: {self.rule}:{value} {self.right}"


def in_order(problem: Problem) -> tuple[str, str, int]:
    """Sort key of problems: where they stand; what is wrong with a file as a whole comes first."""
    return problem.file, problem.sheet, problem.line or 0


class FieldError(WatchgraphError):
    """A publisher's `claims` cannot read a cell. The pipeline adds file, line and value.

    rule: stable code; field: the column.
    """

    code: ClassVar[str] = "bad-cell"

    def __init__(self, rule: str, field: str, right: str) -> None:
        super().__init__(right)
        self.rule = rule
        self.field = field


class ManyFieldsError(WatchgraphError):
    """Several fields of one row cannot be read."""

    code: ClassVar[str] = "bad-cells"

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = tuple(errors)


class FileRefusedError(WatchgraphError):
    """A file cannot be read at all; `problem` says why."""

    code: ClassVar[str] = "file-refused"

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem

    def details(self) -> dict[str, object]:
        return {"problems": [self.problem], "total": 1}


class ImportRefusedError(WatchgraphError):
    """Nothing was written.

    problems: the first of them in the order of the file; kept: as many as were kept; total: how many there are.
    """

    code: ClassVar[str] = "import-refused"

    def __init__(self, problems: Sequence[Problem], total: int) -> None:
        self.kept = tuple(problems)
        self.problems = self.kept[:SHOWN]
        self.total = total
        lines = [str(problem) for problem in self.problems]
        if total > len(lines):
            lines.append(f"and {total - len(lines)} more")
        lines.append("nothing was written")
        super().__init__("\n".join(lines))

    def details(self) -> dict[str, object]:
        return {"problems": list(self.kept), "total": self.total}


class UnknownPublisherError(WatchgraphError):
    """There is no importer of that name."""

    code: ClassVar[str] = "unknown-publisher"


class NoFilesError(WatchgraphError):
    """None of the paths given holds a file of this publisher."""

    code: ClassVar[str] = "no-files"


class ImportContestedError(WatchgraphError):
    """Others kept writing to the same streams: the log is unchanged; try again."""

    code: ClassVar[str] = "import-contested"
