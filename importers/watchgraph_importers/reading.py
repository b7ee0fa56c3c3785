"""The rows of an edition, file by file and table by table, with what is wrong in each before it is understood."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from watchgraph_importers import quarantines
from watchgraph_importers.errors import FileRefusedError, Problem
from watchgraph_importers.files import refusal
from watchgraph_importers.inputs import Input
from watchgraph_importers.publishers import Claims, Published, Publisher, Row
from watchgraph_importers.tables import TableReader, wrong_with

MAX_ROWS: Final = 1_000_000
NO_ROWS: Final = "no file of this edition has a row below its header: fetch it again"
"""One of several may be empty; all of them are a mistake."""

OF_THE_FILE: Final = frozenset({"unknown-column", "missing-column", "repeated-column", "empty-table", "cut-off"})
"""Rules broken by the table, not by a row of it, whatever line they are found at."""


class ReadRow(NamedTuple):
    """A row, the function that says what it states, and what is wrong with its cells as such."""

    row: Row
    claims: Claims
    problems: tuple[Problem, ...] = ()


class EditionReader:
    """Reads all files of one edition. `problems` fills with what is wrong with files as a whole."""

    def __init__(self, publisher: Publisher, edition: Published, inputs: Sequence[Input]) -> None:
        self._publisher = publisher
        self._edition = edition
        self._inputs = inputs
        self.problems: list[Problem] = []

    def rows(self) -> Iterator[ReadRow]:
        """Yield the rows in the order in which they are to be understood."""
        order = self._publisher.order
        if order is None:
            yield from self._as_they_stand()
        else:
            yield from sorted(self._as_they_stand(), key=lambda read: order(read.row))

    def _as_they_stand(self) -> Iterator[ReadRow]:
        empty = True
        for source in self._inputs:
            try:
                for row in self._corrected(source) if source.corrects else self._of_file(source):
                    empty = False
                    yield row
            except FileRefusedError as error:
                self._refuse(error.problem)
        if empty and not self.problems:
            self._refuse(Problem(file=self._inputs[0].file.name, rule="no-rows", right=NO_ROWS))

    def _refuse(self, problem: Problem) -> None:
        """Note what is wrong with a file, once however many tables it should have."""
        if problem not in self.problems:
            self.problems.append(problem)

    def _of_file(self, source: Input) -> Iterator[ReadRow]:
        for table in source.tables:
            reader = TableReader(source.file, table, self._edition.name)
            claims = self._publisher.reads(table)
            try:
                for number, row in enumerate(reader.rows(), start=1):
                    if number > MAX_ROWS:
                        right = f"a table has at most {MAX_ROWS} rows: import it in parts"
                        raise refusal(source.file.name, "too-many-rows", right)
                    yield ReadRow(row, claims, self._of_row(reader.problems, row.line))
            except FileRefusedError as error:
                self._refuse(error.problem)
            self._of_row(reader.problems, None)

    def _of_row(self, found: list[Problem], line: int | None) -> tuple[Problem, ...]:
        """Take the row's problems from those found; the rest is wrong with the file."""
        if not found:
            return ()
        mine = tuple(problem for problem in found if problem.line == line and problem.rule not in OF_THE_FILE)
        for problem in found:
            if problem not in mine:
                self._refuse(problem)
        found.clear()
        return mine

    def _corrected(self, source: Input) -> Iterator[ReadRow]:
        for row, table in quarantines.rows(source.file, self._edition):
            wrong = [(name, found) for name, text in row.cells.items() if (found := wrong_with(text)) is not None]
            problems = tuple(
                Problem(file=row.artifact, line=line_of(row), field=name, value=row[name], rule=rule, right=right)
                for name, (rule, right) in wrong
            )
            yield ReadRow(row, self._publisher.reads(table), problems)


def line_of(row: Row) -> int:
    """Return the line in the file that was read."""
    return row.line if row.copy is None else row.copy.line
