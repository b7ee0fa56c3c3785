import csv
from dataclasses import replace
from pathlib import Path

import pytest
from tests.importers.census import CENSUS, TABLE, write

from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.datasets import ImportCompleted
from watchgraph.domain.values import Quantity
from watchgraph.log import Actor
from watchgraph_importers.errors import FileRefusedError, ImportRefusedError
from watchgraph_importers.pipeline import ImportStore, Manner, run_imports
from watchgraph_importers.reports import ImportReport

HEADER = "id,cameras,year,keeper,remarks"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return write(
        tmp_path, "census-2020.csv", HEADER, "a,10,2019,,", "b,many,2019,,=1+1", "c,x,in spring,,", "d,4,2019,,", ",,,,"
    )


def quarantined(path: Path, store: ImportStore, actor: Actor, where: Path) -> ImportReport:
    (report,) = run_imports(CENSUS, [path], store, actor, manner=Manner(quarantine=where))
    return report


def corrected(path: Path, wrong: dict[str, str]) -> Path:
    """Write right values for wrong ones into a quarantine, as a person would in a spreadsheet."""
    with path.open(encoding="utf-8-sig", newline="") as read:
        rows = list(csv.reader(read))
    report = [number for number, name in enumerate(rows[0]) if name.startswith("quarantine:")]
    with path.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written).writerows(
            [cell if at in report else wrong.get(cell, cell) for at, cell in enumerate(row)] for row in rows
        )
    return path


def test_sound_rows_are_kept_and_broken_ones_are_filed(
    broken: Path, tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    report = quarantined(broken, store, actor, tmp_path / "wrong")

    rows = report.rows
    assert (rows.stated_anew, rows.refused, rows.not_data, report.total_rows) == (2, 2, 1, 5)
    assert report.reasons == {"not data: blank": 1, "refused: not-a-number": 2}
    assert report.quarantine == str(tmp_path / "wrong" / "census-2020.quarantine.csv")
    with Path(report.quarantine).open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["quarantine:file"], first["quarantine:line"], first["quarantine:column"]) == (
        "census-2020.csv", "3", "cameras",
    )  # fmt: skip
    assert (first["quarantine:value"], first["quarantine:rule"]) == ("many", "not-a-number")
    assert (second["id"], second["cameras"], second["year"]) == ("c", "x", "in spring")


def test_an_import_with_refused_rows_does_not_count_as_complete(
    broken: Path, tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    quarantined(broken, store, actor, tmp_path / "wrong.csv")

    (completed,) = [event.body for event in store.log.scan(0) if isinstance(event.body, ImportCompleted)]
    assert (completed.rows.refused, completed.edition.complete) == (2, False)


def test_corrected_rows_are_imported_with_evidence_in_the_corrected_file(
    broken: Path, tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    quarantined(broken, store, actor, tmp_path / "wrong.csv")
    right = corrected(tmp_path / "wrong.csv", {"many": "7", "x": "8", "in spring": "2019-21"})

    (report,) = run_imports(CENSUS, [right], store, actor)

    assert (report.edition, report.rows.stated_anew, report.total_rows) == ("2020", 2, 2)
    bodies = [event.body for event in store.log.scan(0) if isinstance(event.body, ClaimProposed)]
    mine = [body for body in bodies if body.statement.origin.record == "b"]
    assert [body.statement.object for body in mine] == [Quantity(min="7", max="7", unit="camera")]
    (evidence,) = mine[0].evidence
    assert (evidence.artifact, evidence.locator) == (report.files["wrong.csv"], "wrong!2:cameras")


def test_rows_that_are_still_wrong_are_refused_by_their_place_in_the_corrected_file(
    broken: Path, tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    quarantined(broken, store, actor, tmp_path / "wrong.csv")
    still = corrected(tmp_path / "wrong.csv", {"many": "7", "x": "\u202e8"})

    with pytest.raises(ImportRefusedError) as refused:
        run_imports(CENSUS, [still], store, actor)

    places = [(problem.file, problem.line, problem.field, problem.rule) for problem in refused.value.problems]
    assert ("wrong.csv", 3, "cameras", "unsafe-character") in places


def test_a_corrected_file_that_lost_its_marks_is_refused(
    broken: Path, tmp_path: Path, store: ImportStore, actor: Actor
) -> None:
    quarantined(broken, store, actor, tmp_path / "wrong.csv")
    text = (tmp_path / "wrong.csv").read_text(encoding="utf-8")
    (tmp_path / "lost.csv").write_text(text.replace("quarantine:line", "line"), encoding="utf-8")
    (tmp_path / "other.csv").write_text(text.replace("\n2020,", "\n1999,"), encoding="utf-8")

    with pytest.raises(FileRefusedError, match="it has lost quarantine:line"):
        run_imports(CENSUS, [tmp_path / "lost.csv"], store, actor)
    with pytest.raises(FileRefusedError, match="census has no edition '1999' but 2020, 2021"):
        run_imports(CENSUS, [tmp_path / "other.csv"], store, actor)


def test_cells_that_look_like_formulas_survive_the_round_trip(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    path = write(tmp_path, "census-2020.csv", HEADER, "=HYPERLINK(1),many,2019,,", "'=b,many,2019,,", "'c,many,2019,,")
    quarantined(path, store, actor, tmp_path / "wrong.csv")
    written = (tmp_path / "wrong.csv").read_text(encoding="utf-8")

    run_imports(CENSUS, [corrected(tmp_path / "wrong.csv", {"many": "7"})], store, actor)

    assert ",=" not in written
    bodies = [event.body for event in store.log.scan(0) if isinstance(event.body, ClaimProposed)]
    assert [body.statement.origin.record for body in bodies] == ["=HYPERLINK(1)", "'=b", "'c"]


def test_a_file_that_cannot_be_read_at_all_is_refused_whole(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    path = write(tmp_path, "census-2020.csv", "id,camras,year", "a,1,2019")

    with pytest.raises(ImportRefusedError, match="nearest: cameras"):
        quarantined(path, store, actor, tmp_path / "wrong.csv")

    assert not (tmp_path / "wrong.csv").exists()
    assert store.log.head() == 0


def test_an_import_without_broken_rows_files_nothing(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    path = write(tmp_path, "census-2020.csv", HEADER, "a,1,2019,,")

    report = quarantined(path, store, actor, tmp_path / "wrong.csv")

    assert (report.quarantine, report.rows.refused) == (None, 0)
    assert not (tmp_path / "wrong.csv").exists()


def test_a_table_of_another_sheet_keeps_its_rows_apart(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    path = write(tmp_path, "census-2020.csv", HEADER, "a,many,2019,,")
    north = replace(TABLE, file=r"census-2020.*\.csv", claims=CENSUS.claims)
    publisher = replace(CENSUS, editions=(replace(CENSUS.editions[0], tables=(north,)),), claims=None)
    run_imports(publisher, [path], store, actor, manner=Manner(quarantine=tmp_path / "wrong.csv"))

    (report,) = run_imports(publisher, [corrected(tmp_path / "wrong.csv", {"many": "3"})], store, actor)

    assert report.rows.stated_anew == 1
