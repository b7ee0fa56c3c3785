from dataclasses import replace
from pathlib import Path

import pytest
from tests.importers.census import CENSUS, write
from tests.importers.made_workbooks import write_workbook

from watchgraph.log import Actor
from watchgraph_importers.errors import FileRefusedError, NoFilesError
from watchgraph_importers.files import gather
from watchgraph_importers.inputs import sort_out
from watchgraph_importers.pipeline import ImportStore, Manner, run_imports
from watchgraph_importers.publishers import Format

NEWER = replace(
    CENSUS.editions[1],
    tables=(replace(CENSUS.editions[1].tables[0], read=frozenset({"id", "cameras", "year", "map"})),),
)
TOLD_APART = replace(CENSUS, editions=(CENSUS.editions[0], NEWER))
"""Whose editions differ in a column."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where files lie, apart from the store."""
    (tmp_path / "files").mkdir()
    return tmp_path / "files"


def test_a_file_of_another_name_is_recognised_by_its_columns(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    path = write(tmp_path, "download (3).csv", "map,id,cameras,year", "x,a,10,2019")

    (report,) = run_imports(TOLD_APART, [path], store, actor)

    assert (report.edition, report.rows.stated_anew) == ("2021", 1)
    assert [note.note for note in report.notes] == ["recognised by its columns as edition 2021"]


def test_columns_that_fit_several_editions_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "other.csv", "id,cameras,year", "a,10,2019")

    with pytest.raises(FileRefusedError, match="ambiguous-file: its columns fit the editions 2020, 2021"):
        sort_out(CENSUS, gather([path]))


def test_files_of_a_folder_that_belong_to_nobody_are_named(folder: Path, store: ImportStore, actor: Actor) -> None:
    write(folder, "census-2020.csv", "id,cameras,year", "a,10,2019")
    write(folder, "README.md", "about")
    write(folder, ".hidden", "x")

    (report,) = run_imports(CENSUS, [folder], store, actor)

    assert [(note.file, note.note) for note in report.notes] == [
        ("README.md", "no table of this publisher has such a file name")
    ]


def test_sheets_that_no_table_reads_are_named(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    sheet = replace(CENSUS.editions[0].tables[0], file=r"census\.xlsx", sheet="Data", format=Format.WORKBOOK)
    publisher = replace(CENSUS, editions=(replace(CENSUS.editions[0], tables=(sheet,)),))
    rows = [["id", "cameras", "year"], ["a", "10", "2019"]]
    write_workbook(tmp_path / "census.xlsx", {"Data": rows, "Notes": [["about"]]})

    (report,) = run_imports(publisher, [tmp_path / "census.xlsx"], store, actor)

    assert [(note.file, note.note) for note in report.notes] == [("census.xlsx", "sheets left alone: Notes")]


def test_files_of_a_neighbour_in_the_same_folder_are_not_nobodys(tmp_path: Path) -> None:
    write(tmp_path, "census-2020.csv", "id,cameras,year", "a,10,2019")
    write(tmp_path, "survey.csv", "x")
    table = replace(CENSUS.editions[0].tables[0], file=r"survey\.csv")
    neighbour = replace(CENSUS, name="survey", editions=(replace(CENSUS.editions[0], tables=(table,)),))

    assert sort_out(CENSUS, gather([tmp_path]), [neighbour]).notes == []


def test_a_folder_without_any_known_name_is_read_by_columns(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", "map,id,cameras,year", "x,a,10,2019")
    write(tmp_path, "README.md", "about")
    (tmp_path / "empty.csv").touch()

    found = sort_out(TOLD_APART, gather([tmp_path]))

    assert list(found.inputs) == ["2021"]
    assert len(found.notes) == 3


def test_the_same_bytes_under_two_names_are_read_once(folder: Path, store: ImportStore, actor: Actor) -> None:
    for name in ("census-2020.csv", "census-2020 (copy).csv"):
        write(folder, name, "id,cameras,year", "a,10,2019")

    (report,) = run_imports(CENSUS, [folder], store, actor)

    assert report.total_rows == 1
    assert [note.note for note in report.notes] == ["the same bytes as census-2020 (copy).csv, which was read"]


def test_two_files_of_one_name_with_other_bytes_are_refused(tmp_path: Path) -> None:
    for folder, cameras in (("one", 1), ("two", 2)):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, "census-2020.csv", "id,cameras,year", f"a,{cameras},2019")

    with pytest.raises(FileRefusedError, match="repeated-file"):
        sort_out(CENSUS, gather([tmp_path / "one", tmp_path / "two"]))


def test_the_rows_of_each_file_add_up(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    write(tmp_path, "census-2020-north.csv", "id,cameras,year", "a,10,2019", "", ",,")
    write(tmp_path, "census-2020-south.csv", "id,cameras,year", "b,10,2019", "a,10,2019")

    (report,) = run_imports(CENSUS, [tmp_path], store, actor)

    counts = {
        table.file: (table.rows.stated_anew, table.rows.stated_again, table.rows.not_data) for table in report.tables
    }
    assert counts == {"census-2020-north.csv": (1, 0, 2), "census-2020-south.csv": (1, 1, 0)}
    assert report.total_rows == 5
    assert report.declared == 5


def test_a_dry_import_reports_everything_and_writes_nothing(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    path = write(tmp_path, "census-2020.csv", "id,cameras,year,keeper", "a,10,2019,Ann", "b,many,2019,")

    (report,) = run_imports(CENSUS, [path], store, actor, manner=Manner(dry=True))

    assert (report.dry, report.rows.stated_anew, report.rows.refused) == (True, 1, 1)
    assert report.events["claim.proposed"] == 2
    assert [(problem.line, problem.rule) for problem in report.problems] == [(3, "not-a-number")]
    assert (store.log.head(), report.position) == (0, None)
    assert not list(store.staging.iterdir())
    assert store.log.keys.get("record:census:a") is None


def test_a_dry_import_of_known_files_would_append_nothing(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    path = write(tmp_path, "census-2020.csv", "id,cameras,year", "a,10,2019")
    run_imports(CENSUS, [path], store, actor)

    (report,) = run_imports(CENSUS, [path], store, actor, manner=Manner(dry=True))

    assert (report.known, report.appended, report.rows.stated_again) == (True, 0, 1)


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoFilesError, match="nowhere"):
        gather([tmp_path / "nowhere"])
