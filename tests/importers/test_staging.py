import sqlite3
from pathlib import Path
from uuid import uuid4

from tests.importers.census import CENSUS, write

from watchgraph.log import Actor
from watchgraph_importers.edition_imports import EditionImport
from watchgraph_importers.errors import Problem
from watchgraph_importers.files import gather
from watchgraph_importers.inputs import sort_out
from watchgraph_importers.pipeline import ImportStore, Manner, run_imports
from watchgraph_importers.publishers import Row, Spot
from watchgraph_importers.staging import Outcome, Place, Staging

ROW = Row(file="f.csv", sheet="f", line=2, edition="1", cells={"a": "x"}, copy=Spot(file="w.csv", sheet="w", line=3))
PROBLEM = Problem(file="w.csv", rule="not-a-number", right="should be a number", line=3, field="a", value="x")


def test_what_is_staged_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    stream = uuid4()
    staging = Staging.open(tmp_path / "s.sqlite")
    staging.begin()
    staging.add(Place.CLAIM, stream, 1, "claim.proposed", b"{}", ("r", "name"))
    staging.row_done(1, ("f.csv", "f"), Outcome.ANEW)
    staging.row_refused(2, ROW, (PROBLEM,))
    staging.end()
    staging.close()

    again = Staging.open(tmp_path / "s.sqlite")

    assert (again.rows_done(), again.size(), again.version(stream)) == (2, 1, 1)
    assert again.claims_of("r") == [stream]
    assert list(again.refused()) == [(ROW, (PROBLEM,))]
    assert again.outcomes() == {("f.csv", "f"): {Outcome.ANEW: 1, Outcome.REFUSED: 1}}
    assert again.reasons() == {("f.csv", "f"): {"refused: not-a-number": 1}}
    again.close()


def test_what_an_older_program_has_staged_is_thrown_away(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "s.sqlite")
    old.executescript(
        "create table lines (number integer primary key, outcome text); insert into lines values (1, 'x')"
    )
    old.close()

    staging = Staging.open(tmp_path / "s.sqlite")

    assert staging.rows_done() == 0
    staging.close()


def test_refused_rows_survive_a_stop(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    rows = [f"{number},{'many' if number == 3 else number},2019" for number in range(500)]
    path = write(tmp_path, "census-2020.csv", "id,cameras,year", *rows)
    manner = Manner(quarantine=tmp_path / "wrong.csv")
    inputs = sort_out(CENSUS, gather([path])).inputs["2020"]
    stopped = EditionImport(CENSUS, CENSUS.editions[0], inputs, store, manner)
    with stopped.staging() as staging:
        stopped.stage(staging)  # and the machine goes off before the commit

    (report,) = run_imports(CENSUS, [path], store, actor, manner=manner)

    assert (report.rows.stated_anew, report.rows.refused) == (499, 1)
    assert "many" in (tmp_path / "wrong.csv").read_text(encoding="utf-8-sig")
