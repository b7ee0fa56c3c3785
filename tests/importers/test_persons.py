from hashlib import sha256

import pytest

from watchgraph_importers import persons
from watchgraph_importers.identity.folding import folded
from watchgraph_importers.persons import may_be_person, names_person


@pytest.mark.parametrize(
    "name", ["Jane Example", "jane-example", "J. Example", "Prof. Example", "@example", "an_example"]
)
def test_a_given_name_a_title_an_initial_or_a_handle_names_a_person(name: str) -> None:
    assert names_person(name)


def test_two_unknown_words_name_nobody_and_may_yet_be_a_person() -> None:
    assert not names_person("Zzyzx Example")
    assert may_be_person("Zzyzx Example")


@pytest.mark.parametrize("name", ["Park Church", "Jane Park", "Tom Church"])
def test_words_that_are_family_names_too_show_no_body_behind_a_given_name(name: str) -> None:
    assert names_person(name) == (name != "Park Church")


@pytest.mark.parametrize(
    "name",
    ["Jane Example Foundation", "University of Virginia", "Example Agency (EXA)", "Rocky Mountain Power Company"],
)
def test_a_body_with_a_given_name_in_it_is_no_person(name: str) -> None:
    assert not may_be_person(name)


def test_a_name_of_many_words_that_shows_nothing_is_no_person() -> None:
    assert not may_be_person("Zzyzx Qwerty Uiopas Dfghjk Lzxcvb")


def test_a_withheld_name_is_told_however_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    digest = sha256(folded("zzyzx").encode()).hexdigest()[:16]
    assert not names_person("Zzyzx")

    monkeypatch.setattr(persons, "_WITHHELD", frozenset({digest}))

    assert names_person("Zzyzx")
    assert names_person("zzyzx")
