import gzip
import io
import zipfile
from pathlib import Path

import pytest
from tests.importers.made_workbooks import Cell, write_workbook

from watchgraph_importers import files, workbook_scan, workbooks
from watchgraph_importers.errors import FileRefusedError, NoFilesError
from watchgraph_importers.files import SourceFile, gather

GOOD: dict[str, list[list[Cell]]] = {"Sheet": [["a", "b"], [1.0, 2.5], ["x", ""]]}


def rule_of(file: SourceFile) -> str:
    with pytest.raises(FileRefusedError) as refused:
        list(file.lines())
    return refused.value.problem.rule


def workbook_rule(file: SourceFile, sheet: str = "Sheet") -> str:
    with pytest.raises(FileRefusedError) as refused:
        list(workbooks.rows(file, sheet))
    return refused.value.problem.rule


def with_part(path: Path, name: str, content: bytes) -> SourceFile:
    """Add a part to a workbook, or put it in the place of one."""
    changed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return SourceFile.of("book.xlsx", changed.getvalue())


def test_text_is_read_with_and_without_mark_packed_and_plain() -> None:
    text = "land,number\nČeská republika,1\n"
    packed = gzip.compress(text.encode("utf-8-sig"))

    assert "".join(SourceFile.of("t.csv", text.encode()).lines()) == text
    assert "".join(SourceFile.of("t.csv.gz", packed).lines()) == text


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("t.csv", b"a\x00b\n", "nul-byte"),
        ("t.csv", "Köln\n".encode("latin-1"), "not-utf-8"),
        ("t.csv.gz", gzip.compress(b"x" * 1000, mtime=0)[:-9], "damaged-archive"),
        ("t.csv.gz", b"not packed", "damaged-archive"),
    ],
)
def test_damaged_text_is_refused_with_its_reason(name: str, content: bytes, rule: str) -> None:
    assert rule_of(SourceFile.of(name, content)) == rule


def test_an_archive_that_inflates_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_INFLATED", 1000)

    assert rule_of(SourceFile.of("t.csv.gz", gzip.compress(b"\n" * 2000))) == "inflates"


@pytest.mark.parametrize(
    ("content", "rule"), [(b"", "empty-file"), (b"\n <!DOCTYPE html><html>", "html-page"), (b"<HTML>", "html-page")]
)
def test_what_is_not_the_file_is_refused_at_once(content: bytes, rule: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        SourceFile.of("t.csv", content)

    assert refused.value.problem.rule == rule


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    (tmp_path / "t.csv").write_bytes(b"x" * 11)

    with pytest.raises(FileRefusedError, match="too-large"):
        SourceFile.read(tmp_path / "t.csv")


def test_a_folder_stands_for_its_files_and_a_wrong_path_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("b")
    (tmp_path / "a.csv").write_text("a")
    (tmp_path / "below" / "deeper").mkdir(parents=True)
    (tmp_path / "below" / "c.csv").write_text("c")
    (tmp_path / "below" / "deeper" / "d.csv").write_text("d")

    assert [found.path.name for found in gather([tmp_path])] == ["a.csv", "b.csv", "c.csv"]
    with pytest.raises(NoFilesError, match="nowhere"):
        gather([tmp_path / "nowhere"])


def test_a_workbook_comes_as_rows_of_text(tmp_path: Path) -> None:
    file = SourceFile.read(write_workbook(tmp_path / "book.xlsx", GOOD))

    assert list(workbooks.rows(file, "Sheet")) == [["a", "b"], ["1", "2.5"], ["x", ""]]


def test_a_missing_sheet_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    file = SourceFile.read(write_workbook(tmp_path / "book.xlsx", GOOD))

    with pytest.raises(FileRefusedError, match="no sheet 'Other' but 'Sheet'"):
        list(workbooks.rows(file, "Other"))


@pytest.mark.parametrize(
    ("part", "content", "rule"),
    [
        ("xl/worksheets/sheet1.xml", b'<worksheet><c r="A1"><f>1+1</f><v>2</v></c></worksheet>', "formula-cell"),
        ("xl/worksheets/sheet1.xml", b'<worksheet><c r="XFD1048576"><v>2</v></c></worksheet>', "inflates"),
        ("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>', "xml-entity"),
        ("xl/workbook.xml", b"<workbook", "not-a-workbook"),
    ],
)
def test_a_harmful_or_broken_workbook_is_refused(tmp_path: Path, part: str, content: bytes, rule: str) -> None:
    path = write_workbook(tmp_path / "book.xlsx", GOOD)

    assert workbook_rule(with_part(path, part, content)) == rule


@pytest.mark.parametrize(("cell", "named"), [('<c r="B7">', "B7"), ("<c/><c>", "column 2 of row 7")])
def test_a_formula_is_refused_with_its_cell(tmp_path: Path, cell: str, named: str) -> None:
    path = write_workbook(tmp_path / "book.xlsx", GOOD)
    sheet = f'<worksheet><sheetData><row r="7">{cell}<f>1+1</f></c></row></sheetData></worksheet>'.encode()

    with pytest.raises(FileRefusedError, match=f"has a formula in {named}:"):
        list(workbooks.rows(with_part(path, "xl/worksheets/sheet1.xml", sheet), "Sheet"))


def test_a_workbook_that_inflates_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 100_000)
    path = write_workbook(tmp_path / "book.xlsx", GOOD)

    assert workbook_rule(with_part(path, "xl/media/zeros.bin", b"\0" * 200_000)) == "inflates"


def test_half_a_workbook_and_no_workbook_are_refused(tmp_path: Path) -> None:
    whole = write_workbook(tmp_path / "book.xlsx", GOOD).read_bytes()

    assert workbook_rule(SourceFile.of("book.xlsx", whole[: len(whole) // 2])) == "not-a-workbook"
    assert workbook_rule(SourceFile.of("book.xlsx", b"a;b")) == "not-a-workbook"


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (16384, "XFD")])
def test_columns_are_named_as_in_a_spreadsheet(number: int, name: str) -> None:
    assert workbooks.letters(number) == name


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ("<row r='60000'><c r='XFD60000'/></row>", "inflates"),
        ('<row r="60000"><c s="1"\nr = "XFD60000"/></row>', "inflates"),
        ('<row r="60000"><c/></row><row r="1"><c r="XFD1"/></row>', "inflates"),
        ('<x:row xmlns:x="y" r="60000"><x:c r="XFD60000"/></x:row>', "inflates"),
        ('<x:row xmlns:x="y" r="1"><x:c r="A1"><x:f>1+1</x:f></x:c></x:row>', "formula-cell"),
        ('<row r="1"><c r="1A"/></row>', "not-a-workbook"),
        ('<row r="one"><c/></row>', "not-a-workbook"),
    ],
)
def test_a_sheet_cannot_hide_what_it_unfolds_to(tmp_path: Path, cells: str, rule: str) -> None:
    path = write_workbook(tmp_path / "book.xlsx", GOOD)
    sheet = f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode()

    assert workbook_rule(with_part(path, "xl/worksheets/sheet1.xml", sheet)) == rule


def test_long_words_shown_in_many_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_scan, "MAX_UNPACKED", 100_000)
    path = write_workbook(tmp_path / "book.xlsx", GOOD)
    shared = f"<sst><si><r><t>{'x' * 500}</t></r><r><t>{'y' * 500}</t></r></si></sst>".encode()
    cells = '<c t="s"><v>0</v></c>' * 101
    sheet = f"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>".encode()
    path.write_bytes(with_part(path, "xl/worksheets/sheet1.xml", sheet).content)

    assert workbook_rule(with_part(path, "xl/sharedStrings.xml", shared)) == "inflates"
