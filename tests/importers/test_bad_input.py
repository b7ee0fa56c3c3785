"""What is wrong with a file is said in words, quickly and in little memory; nothing is written."""

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.importers.census import CENSUS, write
from tests.importers.imports import ACTOR, opened

from watchgraph.errors import WatchgraphError
from watchgraph.log import Actor
from watchgraph_importers import reading
from watchgraph_importers.acts import Act, EntityKey
from watchgraph_importers.errors import FileRefusedError, ImportRefusedError
from watchgraph_importers.files import gather
from watchgraph_importers.naming import named
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.publishers import Row

HEADER = "id,cameras,year\n"
NAME = "census-2020.csv"


def refused(path: Path, store: ImportStore, actor: Actor) -> list[tuple[int | None, str, str]]:
    """Line, field and rule of all that is wrong; nothing must have been written."""
    with pytest.raises(WatchgraphError) as raised:
        run_imports(CENSUS, [path], store, actor)
    error = raised.value
    assert store.log.head() == 0
    assert "Traceback" not in str(error)
    problems = error.problems if isinstance(error, ImportRefusedError) else ()
    if isinstance(error, FileRefusedError):
        problems = (error.problem,)
    return [(problem.line, problem.field, problem.rule) for problem in problems]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", (None, "", "empty-file")),
        (b"\n", (1, "cameras", "missing-column")),
        (HEADER.replace("cameras", "camera").encode(), (1, "cameras", "missing-column")),
        (HEADER.replace("year", "year,colour").encode(), (1, "colour", "unknown-column")),
        (b"<!DOCTYPE html>\n<title>Not found</title>", (None, "", "html-page")),
        (b"\xef\xbb\xbf  <html>", (None, "", "html-page")),
        ((HEADER + "a,1,2019\x00\n").encode(), (2, "", "nul-byte")),
        (HEADER.encode() + "é,1,2019\n".encode("latin-1"), (2, "", "not-utf-8")),
        ((HEADER + "a,1,2019\n").encode("utf-16"), (None, "", "not-utf-8")),
        ((HEADER + '"a,1,2019\n').encode(), (2, "", "broken-csv")),
        ((HEADER + "a,1,2019,9\n").encode(), (2, "", "too-many-cells")),
        (HEADER.encode(), (None, "", "no-rows")),
        ((HEADER + "a,1,2019\nb,1").encode(), (3, "", "cut-off")),
        ((HEADER + "\u202egnp,1,2019\n").encode(), (2, "id", "unsafe-character")),
        ((HEADER + f"{'x' * 40_000},1,2019\n").encode(), (2, "id", "too-long")),
        ((HEADER + f"{'x' * 500},1,2019\n").encode(), (2, "cameras", "bad-record")),
        ((HEADER + "a,NaN,2019\n").encode(), (2, "cameras", "not-a-number")),
        ((HEADER + "a,1e99,2019\n").encode(), (2, "cameras", "out-of-bounds")),
        ((HEADER + "a,1,2019-13\n").encode(), (2, "cameras", "not-edtf")),
    ],
)
def test_each_mistake_has_its_place_and_its_rule(
    content: bytes, found: tuple[int | None, str, str], tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    (tmp_path / NAME).write_bytes(content)

    assert found in refused(tmp_path / NAME, store, actor)


def test_marks_line_ends_and_the_code_of_namibia_are_no_mistakes(
    tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    (tmp_path / NAME).write_bytes(b"\xef\xbb\xbfid,cameras,year\r\nNA,1,2019\r\nnull,2,2019\r\n")

    (report,) = run_imports(CENSUS, [tmp_path / NAME], store, actor)

    assert (report.rows.stated_anew, report.rows.not_data) == (2, 0)


def test_half_an_archive_is_refused(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    packed = gzip.compress((HEADER + "a,1,2019\n" * 5_000).encode())
    edition = replace(CENSUS.editions[0], tables=(replace(CENSUS.editions[0].tables[0], file=r".*\.csv\.gz"),))
    (tmp_path / "census.csv.gz").write_bytes(packed[: len(packed) // 2])

    with pytest.raises(ImportRefusedError, match="damaged-archive"):
        run_imports(replace(CENSUS, editions=(edition,)), [tmp_path], store, actor)


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")

    with pytest.raises(FileRefusedError, match="no ordinary file"):
        gather([tmp_path / "pipe.csv"])
    assert gather([tmp_path]) == []


def test_links_are_followed_only_within_the_folder(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    outside = write(tmp_path, NAME, "id,cameras,year", "a,1,2019")
    folder = tmp_path / "folder"
    folder.mkdir()
    write(folder, "census-2021.csv", "id,cameras,year", "a,1,2019")
    (folder / "census-2020.csv").symlink_to(outside)

    (report,) = run_imports(CENSUS, [folder], store, actor)

    assert report.edition == "2021"
    assert [note.file for note in report.notes] == ["census-2020.csv"]
    assert "leads out of the folder" in report.notes[0].note


def test_a_folder_with_the_name_of_a_file_stands_for_its_files(
    tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    (tmp_path / NAME).mkdir()

    with pytest.raises(WatchgraphError, match="no file here is one of census's"):
        run_imports(CENSUS, [tmp_path / NAME], store, actor)


@pytest.mark.skipif(os.geteuid() == 0, reason="a superuser reads everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    write(tmp_path, NAME, "id,cameras,year").chmod(0)

    assert refused(tmp_path / NAME, store, actor) == [(None, "", "unreadable")]


def test_a_table_of_too_many_rows_is_refused(
    tmp_path: Path, store: ImportStore, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_ROWS", 3)
    path = write(tmp_path, NAME, "id,cameras,year", *(f"{number},1,2019" for number in range(4)))

    assert refused(path, store, actor) == [(None, "", "too-many-rows")]


def test_what_an_importer_did_not_foresee_is_the_rows_problem(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    def careless(row: Row) -> list[Act]:
        return [named(EntityKey(dataset="census", kind="Place", native=row["id"][9]), "x", "id")]

    path = write(tmp_path, NAME, "id,cameras,year", "a,1,2019")

    with pytest.raises(ImportRefusedError, match="unreadable-row: the importer cannot read this row"):
        run_imports(replace(CENSUS, claims=lambda row: iter(careless(row))), [path], store, actor)


@settings(max_examples=25)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_raise_anything_but_a_refusal(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    (folder / NAME).write_bytes(HEADER.encode() + content)
    try:
        with opened(folder) as store:
            run_imports(CENSUS, [folder / NAME], store, ACTOR)
    except WatchgraphError as error:
        assert str(error)  # noqa: PT017 - either outcome is right


# Bombs

MEASURED = """
import json, resource, sys, time
from pathlib import Path
from tests.importers.bombs import publisher_of
from tests.importers.imports import ACTOR, opened
from watchgraph.errors import WatchgraphError
from watchgraph_importers.pipeline import run_imports

path = Path(sys.argv[1])
before, begun, said = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time(), ""
with opened(path.parent) as store:
    try:
        run_imports(publisher_of(path), [path], store, ACTOR)
    except WatchgraphError as error:
        said = str(error)
    head = store.log.head()
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps({"said": said, "grown": grown / 1024, "seconds": time.process_time() - begun, "head": head}))
"""
PIECE = 16 << 20
MOST_MIB = 50
MOST_SECONDS = 10
"""Of a processor that others use as well; on one's own it is less than one."""


def packed(path: Path, size: int) -> Path:
    """Pack so many bytes of nothing: an archive may have many members."""
    member = gzip.compress(b" " * PIECE)
    path.write_bytes(member * (size // PIECE))
    return path


def workbook(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def lies(path: Path) -> Path:
    """Pack far more than the archive says that it holds."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (64 << 20))
    content = inner.getvalue().replace((64 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    path.write_bytes(content)
    return path


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
SPANS = b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"/></row></sheetData></worksheet>'
BOMBS: dict[str, Callable[[Path], Path]] = {
    "packed text": lambda folder: packed(folder / "bomb.csv.gz", 1 << 30),
    "packed json": lambda folder: packed(folder / "bomb.json.gz", 1 << 30),
    "nested archive": lambda folder: packed(folder / "bomb.jsonl.gz", 1 << 29),
    "zip": lambda folder: workbook(folder / "bomb.xlsx", {"xl/media/zeros.bin": b"\0" * (260 << 20)}),
    "zip that lies": lambda folder: lies(folder / "bomb.xlsx"),
    "entities": lambda folder: workbook(folder / "bomb.xlsx", {"xl/worksheets/sheet1.xml": LAUGHS}),
    "sheet that spans everything": lambda folder: workbook(folder / "bomb.xlsx", {"xl/worksheets/sheet1.xml": SPANS}),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_quickly_and_in_little_memory(name: str, tmp_path: Path) -> None:
    path = BOMBS[name](tmp_path)

    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", MEASURED, str(path)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )

    found = json.loads(done.stdout)
    assert found["said"]
    assert found["head"] == 0
    assert found["grown"] < MOST_MIB
    assert found["seconds"] < MOST_SECONDS
