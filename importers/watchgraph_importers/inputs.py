"""Which file is which table of which edition: by its name, else by its columns, else because it corrects rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from watchgraph_importers import quarantines, workbooks
from watchgraph_importers.errors import FileRefusedError, NoFilesError
from watchgraph_importers.files import Found, SourceFile, refusal
from watchgraph_importers.publishers import Format, Published, Publisher, Table
from watchgraph_importers.reports import FileNote
from watchgraph_importers.tables import TableReader

NOBODYS: Final = "no table of this publisher has such a file name"
"""Why a file of a folder was left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file, and the tables of one edition that it holds. corrects: its rows were refused before and put right."""

    file: SourceFile
    tables: tuple[Table, ...]
    corrects: bool = False


@dataclass(slots=True, kw_only=True)
class Sorted:
    """Files given to their editions (by the edition's name), and what is to be said of some of them."""

    inputs: dict[str, list[Input]] = field(default_factory=dict)
    notes: list[FileNote] = field(default_factory=list)

    def give(self, edition: Published, file: Input) -> None:
        """Let an edition have a file."""
        self.inputs.setdefault(edition.name, []).append(file)


def named_input(edition: Published, file: SourceFile) -> Input:
    """Take a file for what its name says."""
    return Input(file=file, tables=tuple(table for table in edition.tables if table.holds(file.name)))


def sort_out(publisher: Publisher, found: Sequence[Found], beside: Sequence[Publisher] = ()) -> Sorted:
    """Give each file to its edition. beside: publishers whose files lie in the same folder.

    A file of a folder that nobody's name fits is left alone, unless none fits: then, and for a file that was named
    itself, the columns decide. Raises FileRefusedError for two files of one name with different bytes, and for a
    file that fits several editions; NoFilesError where nothing is left.
    """
    out = Sorted()
    kept: dict[str, SourceFile] = {}
    others: list[Found] = []
    for each in found:
        if each.readable and _is_named(publisher, each.path.name):
            _take(out, publisher, kept, each.path)
        elif each.asked or not _is_named_by_any(beside, each.path.name):
            others.append(each)
    nothing_yet = not out.inputs
    for each in others:
        if each.asked or (nothing_yet and each.readable):
            _recognise(out, publisher, kept, each)
        else:
            out.notes.append(FileNote(file=each.path.name, note=each.note or NOBODYS))
    if not out.inputs:
        raise NoFilesError(_none_fits(publisher, others))
    return out


def _is_named(publisher: Publisher, name: str) -> bool:
    return any(edition.holds(name) for edition in publisher.editions)


def _is_named_by_any(publishers: Sequence[Publisher], name: str) -> bool:
    return any(_is_named(publisher, name) for publisher in publishers)


def _none_fits(publisher: Publisher, others: Sequence[Found]) -> str:
    patterns = ", ".join(
        sorted({glob for edition in publisher.editions for table in edition.tables for glob in table.globs})
    )
    seen = f"; {', '.join(each.path.name for each in others[:5])} fit neither by name nor by columns" if others else ""
    return f"no file here is one of {publisher.name}'s: their names match {patterns}{seen}"


def _take(out: Sorted, publisher: Publisher, kept: dict[str, SourceFile], path: Path) -> None:
    file = SourceFile.read(path)
    if not _is_new(out, kept, file):
        return
    if quarantines.is_one(file):
        _correct(out, publisher, file)
        return
    for edition in publisher.editions:
        if edition.holds(file.name):
            _give(out, edition, named_input(edition, file))


def _give(out: Sorted, edition: Published, file: Input) -> None:
    """Let an edition have a file, and name the sheets that it has no tables for."""
    out.give(edition, file)
    read = {table.sheet for table in file.tables}
    if read == {None}:
        return
    try:
        others = [name for name in workbooks.sheets(file.file) if name not in read]
    except FileRefusedError:
        return  # What reads the rows says what is wrong with it.
    if others:
        out.notes.append(FileNote(file=file.file.name, note=f"sheets left alone: {', '.join(others)}"))


def _is_new(out: Sorted, kept: dict[str, SourceFile], file: SourceFile) -> bool:
    """Take the same file once. Raises FileRefusedError for two files of one name: evidence goes by names."""
    former = kept.setdefault(file.name, file)
    if former.sha256 != file.sha256:
        raise refusal(file.name, "repeated-file", "another file of this name has other bytes: import one of them")
    twin = next(other.name for other in kept.values() if other.sha256 == file.sha256)
    if twin != file.name:
        out.notes.append(FileNote(file=file.name, note=f"the same bytes as {twin}, which was read"))
        del kept[file.name]
    return former is file and twin == file.name


def _recognise(out: Sorted, publisher: Publisher, kept: dict[str, SourceFile], found: Found) -> None:
    try:
        file = SourceFile.read(found.path)
    except FileRefusedError as error:
        if found.asked:
            raise
        out.notes.append(FileNote(file=found.path.name, note=str(error)))
        return
    if not _is_new(out, kept, file):
        return
    if quarantines.is_one(file):
        _correct(out, publisher, file)
    elif (fitting := _edition_of(publisher, file)) is None:
        out.notes.append(FileNote(file=file.name, note=found.note or NOBODYS))
    else:
        edition, tables = fitting
        _give(out, edition, Input(file=file, tables=tables))
        out.notes.append(FileNote(file=file.name, note=f"recognised by its columns as edition {edition.name}"))


def _edition_of(publisher: Publisher, file: SourceFile) -> tuple[Published, tuple[Table, ...]] | None:
    """Find the edition that has tables with the file's columns. Raises FileRefusedError where several have."""
    fitting = [(edition, tables) for edition in publisher.editions if (tables := tuple(_fitting(edition, file)))]
    if len(fitting) > 1:
        names = ", ".join(edition.name for edition, _ in fitting)
        right = f"its columns fit the editions {names}: name the file as the publisher does"
        raise refusal(file.name, "ambiguous-file", right)
    return fitting[0] if fitting else None


def _correct(out: Sorted, publisher: Publisher, file: SourceFile) -> None:
    editions: Mapping[str, Published] = {edition.name: edition for edition in publisher.editions}
    for name in quarantines.editions_in(file):
        if name not in editions:
            right = f"{publisher.name} has no edition {name!r} but {', '.join(editions)}"
            raise refusal(file.name, "unknown-edition", right)
        out.give(editions[name], Input(file=file, tables=editions[name].tables, corrects=True))
        out.notes.append(FileNote(file=file.name, note=f"corrected rows of edition {name}"))


def _fitting(edition: Published, file: SourceFile) -> Iterator[Table]:
    """Find the one table whose columns a file has, or the tables whose sheets a workbook has."""
    for table in edition.tables:
        if table.format is not Format.LINES and _is_headed(TableReader(file, table, edition.name)):
            yield table
            if table.sheet is None:
                return


def _is_headed(reader: TableReader) -> bool:
    """Whether the file has the header, or the first record, of the table."""
    try:
        next(reader.rows(), None)
    except FileRefusedError:
        return False
    return not any(problem.line == reader.table.header for problem in reader.problems)
