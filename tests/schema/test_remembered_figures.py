"""Answers that hold figures only are kept as they went out, until the catalogue stands elsewhere."""

from pathlib import Path
from shutil import copytree

from tests.stores import Store

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import answer, executed
from watchgraph_schema.requests import Question

FIGURES = """query($of: String!) { aggregate(of: $of) { numbers { certain { figure { low high } } } } }"""


def question(of: str = "Deployment") -> Question:
    return Question(query=FIGURES, variables={"of": of})


def test_figures_are_given_again_as_they_went_out(reference_catalogue: Catalogue) -> None:
    first = answer(reference_catalogue, question())

    again = answer(reference_catalogue, question())
    once_more = answer(reference_catalogue, question())

    assert again is once_more
    assert again.content == first.content == executed(reference_catalogue, question()).content


def test_figures_of_something_else_are_worked_out(reference_catalogue: Catalogue) -> None:
    first = answer(reference_catalogue, question())

    other = answer(reference_catalogue, question("Organisation"))

    assert other.content != first.content


def test_figures_of_another_catalogue_are_worked_out(
    reference_catalogue: Catalogue, reference_folder: Path, tmp_path: Path
) -> None:
    first = answer(reference_catalogue, question())
    store = Store.open(copytree(reference_folder, tmp_path / "store"))

    other = answer(store.catalogue, question())

    assert other is not first
    store.close()


def test_figures_of_a_new_day_are_worked_out(reference_folder: Path, tmp_path: Path) -> None:
    store = Store.open(copytree(reference_folder, tmp_path / "store"))
    today = answer(store.catalogue, question())

    store.catch_up(20261231)
    later = answer(store.catalogue, question())

    assert later.standing != today.standing
    store.close()


def test_figures_with_an_error_are_tried_again(reference_catalogue: Catalogue) -> None:
    first = answer(reference_catalogue, question("Unicorn"))

    again = answer(reference_catalogue, question("Unicorn"))

    assert not first.complete
    assert again is not first


def test_numbers_too_large_for_a_catalogue_are_no_failure(reference_catalogue: Catalogue) -> None:
    asked = Question(query=FIGURES, variables={"of": "Deployment", "more": 10**40})

    found = answer(reference_catalogue, asked)

    assert found.understood
