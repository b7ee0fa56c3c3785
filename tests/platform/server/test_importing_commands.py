import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from tests.importers.census import CENSUS, write
from typer.testing import Result

from watchgraph.settings import Settings
from watchgraph_importers import registry
from watchgraph_importers.publishers import Publisher
from watchgraph_server.commands import importing

Run = Callable[..., Result]


def beside(name: str, slug: str, file: str) -> Publisher:
    """Make another publisher, whose one file lies in the folder `surveys`."""
    edition = CENSUS.editions[1]
    table = replace(edition.tables[0], file=file)
    return replace(
        CENSUS,
        name=name,
        collection="surveys",
        dataset=msgspec.structs.replace(CENSUS.dataset, slug=slug),
        editions=(replace(edition, name="1", tables=(table,)),),
    )


SURVEY = beside("survey", "survey", r"one\.csv")
POLL = beside("poll", "poll", r"two\.csv")


@pytest.fixture(autouse=True)
def publishers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three invented publishers in the place of the real ones; two come in one folder."""
    known = {each.name: each for each in (SURVEY, POLL, CENSUS)}
    monkeypatch.setattr(registry, "PUBLISHERS", known)
    monkeypatch.setattr(importing, "PUBLISHERS", known)


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """A folder of publishers' folders; the second edition of the census is broken."""
    for name in ("census", "surveys", "strangers"):
        (tmp_path / "all" / name).mkdir(parents=True)
    write(tmp_path / "all" / "census", "census-2020.csv", "id,cameras,year", "a,1,2019", ",,")
    write(tmp_path / "all" / "surveys", "one.csv", "id,cameras,year", "b,many,2019", "c,1,2019")
    write(tmp_path / "all" / "surveys", "two.csv", "id,cameras,year", "d,1,2019")
    write(tmp_path / "all" / "surveys", "README.md", "about")
    return tmp_path / "all"


def test_all_folders_are_imported_and_one_refusal_stops_only_itself(run: Run, folders: Path) -> None:
    result = run("import", "all", "--from", str(folders))

    assert result.exit_code == 2
    assert "1 stated anew, 0 again, 0 refused, 1 no data; 2 in all" in result.stdout
    assert "one.csv:2 cameras: not-a-number" in result.stdout
    assert "surveys: nothing of a refused edition was written" in result.stdout
    assert "strangers: no publisher's folder has such a name" in result.stdout
    assert "reference" in result.stdout


def test_all_again_changes_nothing_and_is_told_to_programs(run: Run, folders: Path) -> None:
    write(folders / "surveys", "one.csv", "id,cameras,year", "b,2,2019")
    first = run("import", "all", "--from", str(folders), "--json")

    second = run("import", "all", "--from", str(folders), "--json")

    assert (first.exit_code, second.exit_code) == (0, 0)
    reports = json.loads(second.stdout)
    assert [report["publisher"] for report in reports] == ["reference", "census", "survey", "poll"]
    assert all(report["known"] for report in reports)
    assert json.loads(first.stdout)[1]["tables"][0]["rows"]["not_data"] == 1


def test_a_refusal_among_all_is_told_to_programs_with_every_problem(run: Run, folders: Path) -> None:
    reports = json.loads(run("import", "all", "--from", str(folders), "--json").stdout)

    (refusal,) = [each["error"] for each in reports if "error" in each]
    assert (refusal["code"], refusal["total"]) == ("import-refused", 1)
    assert refusal["problems"][0]["line"] == 2


def test_a_collection_is_imported_by_the_name_of_its_folder(run: Run, folders: Path) -> None:
    write(folders / "surveys", "one.csv", "id,cameras,year", "b,2,2019")

    reports = json.loads(run("import", "surveys", str(folders / "surveys"), "--json").stdout)

    assert [report["publisher"] for report in reports] == ["survey", "poll"]
    assert [[note["file"] for note in report["notes"]] for report in reports] == [["README.md"], []]


def test_every_problem_of_one_import_is_told_to_programs(run: Run, folders: Path) -> None:
    rows = [f"{number},many,2019" for number in range(30)]
    path = write(folders, "census-2021.csv", "id,cameras,year", *rows)

    shown = run("import", "census", str(path))
    told = run("import", "census", str(path), "--json")

    assert (shown.exit_code, told.exit_code) == (2, 2)
    assert "and 10 more" in shown.stderr
    assert len(json.loads(told.stdout)["error"]["problems"]) == 30


def test_a_dry_run_says_what_would_be_and_ends_badly_where_something_is_wrong(run: Run, folders: Path) -> None:
    sound = run("import", "census", str(folders / "census"), "--dry-run")
    broken = run("import", "surveys", str(folders / "surveys"), "--dry-run")

    assert (sound.exit_code, broken.exit_code) == (0, 2)
    assert "nothing written" in sound.stdout
    assert "1: claim.proposed" in sound.stdout
    assert "one.csv:2 cameras: not-a-number" in broken.stdout
    assert "nothing, until what is wrong is put right" in broken.stdout
    assert json.loads(run("status", "--json").stdout)["head"] == 0


def test_the_quarantine_says_how_to_go_on(run: Run, folders: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"

    result = run("import", "survey", str(folders / "surveys"), "--quarantine", str(wrong))

    assert result.exit_code == 0
    assert "1 refused" in result.stdout
    assert "watchgraph import survey" in result.stdout
    assert wrong.exists()


def test_the_list_tells_of_the_last_import(run: Run, folders: Path) -> None:
    run("import", "census", str(folders / "census"))

    listed = {each["name"]: each for each in json.loads(run("import", "--list", "--json").stdout)}
    shown = run("import", "--list").stdout

    older, newer = listed["census"]["editions"]
    assert (older["declared"], older["last"]["rows"]["stated_anew"], newer["last"]) == (5, 1, None)
    assert "2020 (2020, 5 records in whole): census-2020*.csv; imported" in shown
    assert "surveys, with others" in shown


@pytest.mark.parametrize(
    "words",
    [
        ("all",),
        ("all", "here"),
        ("all", "--from", "nowhere"),
        ("census", "--from", "here"),
        ("table", "x.csv"),
        ("table", "--draft"),
        ("table", "--mapping", "x.toml"),
        ("census", "--mapping", "x.toml"),
        ("census",),
        ("cencus", "x"),
    ],
)
def test_words_that_do_not_fit_together_are_bad_input(words: tuple[str, ...], run: Run) -> None:
    assert run("import", *words).exit_code == 2


def test_a_publisher_that_offers_no_files_says_so(run: Run) -> None:
    result = run("fetch", "census")

    assert result.exit_code == 2
    assert "offers no file that a program can fetch" in result.stderr


def test_what_is_fetched_lies_beside_the_store(tmp_path: Path) -> None:
    assert Settings(data=tmp_path).fetched_path == tmp_path / "fetched"
