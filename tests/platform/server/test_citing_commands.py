"""Citing on the command line: a link with an answer, and the answer again with the link."""

import json
from pathlib import Path
from shutil import copytree
from typing import Protocol

import pytest
from typer.testing import Result

QUERY = '{ claimsByRef(ref: "C042") { nodes { sentence } } }'
LINK = f"/cite/{'0' * 64}?position=1&day=2026-01-01&rules=certain-possible/6&answer=0123456789abcdef"


class Run(Protocol):
    def __call__(self, *words: str, folder: Path = ..., text: str | None = None) -> Result: ...


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, reference_folder: Path) -> Path:
    """A store of the reference data whose answers may be cited."""
    return copytree(reference_folder, tmp_path_factory.mktemp("citing") / "store")


def test_an_answer_comes_with_a_link_where_that_is_asked_and_the_link_gives_it_again(run: Run, folder: Path) -> None:
    plain = json.loads(run("query", "-", folder=folder, text=QUERY).stdout)
    cited = json.loads(run("query", "-", "--cite", folder=folder, text=QUERY).stdout)

    again = json.loads(run("cite", cited["extensions"]["citation"]["url"], folder=folder).stdout)

    assert "citation" not in plain["extensions"]
    assert plain["data"] == cited["data"] == again["data"]
    assert again["extensions"] == cited["extensions"]


def test_each_question_says_how_it_is_cited(run: Run, folder: Path) -> None:
    (asked,) = json.loads(run("questions", "Q35", "--json", folder=folder).stdout)
    shown = run("questions", "Q35", folder=folder).stdout

    link = asked["citation"].split()[-1]
    again = json.loads(run("cite", f"https://anywhere.example{link}", folder=folder).stdout)

    assert asked["citation"].startswith("Watchgraph. “Which bans were in force on a date")
    assert again["data"] == asked["answers"]
    assert "cite" in shown


def test_a_question_that_was_cited_before_an_import_is_answered_as_it_was(
    run: Run, reference_folder: Path, test_data: Path, tmp_path: Path
) -> None:
    folder = copytree(reference_folder, tmp_path / "grows")
    (then,) = json.loads(run("questions", "Q02", "--json", folder=folder).stdout)
    link = then["citation"].split()[-1]
    cited = json.loads(run("cite", link, folder=folder).stdout)

    run("import", "aigs-2022", str(test_data / "aigs-2022"), folder=folder)
    (now,) = json.loads(run("questions", "Q02", "--json", folder=folder).stdout)
    again = json.loads(run("cite", link, folder=folder).stdout)

    assert again == cited
    assert [each["verdict"] for each in then["findings"]] == ["NOT_ANSWERABLE"] * 3
    assert "EQUAL" in [each["verdict"] for each in now["findings"]]


@pytest.mark.parametrize(
    ("form", "begins"), [("text", "Watchgraph. “"), ("csl", '[{"id":"watchgraph-'), ("bibtex", "@misc{watchgraph-")]
)
def test_a_citation_is_written_in_a_form(run: Run, folder: Path, form: str, begins: str) -> None:
    cited = json.loads(run("query", "-", "--cite", folder=folder, text=QUERY).stdout)

    written = run("cite", cited["extensions"]["citation"]["url"], "--as", form, folder=folder)

    assert written.exit_code == 0
    assert written.stdout.startswith(begins)


@pytest.mark.parametrize(
    ("words", "status"),
    [(["Q02"], 2), ([LINK.replace("position", "place")], 2), ([LINK], 1), ([LINK, "--as", "mla"], 2)],
)
def test_a_link_that_leads_nowhere_is_told(run: Run, folder: Path, words: list[str], status: int) -> None:
    result = run("cite", *words, folder=folder)

    assert result.exit_code == status
    assert result.stdout == ""
