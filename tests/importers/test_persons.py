from hashlib import sha256

import pytest

from watchgraph_importers import persons
from watchgraph_importers.identity.folding import folded
from watchgraph_importers.persons import may_be_person, mentions_person, names_person


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


@pytest.mark.parametrize(
    "name",
    [
        "Google engineer Jane Doe",
        "openai-ceo-john-roe",
        "tesla-driver-jane-doe",
        "TikTok user Jane Doe",
        "Example Inc founder Jane",
        "Google and Jane Doe",
        "County Attorney General Jane Doe",
        "google-jane-doe",
    ],
)
def test_a_given_name_behind_a_role_a_brand_or_an_and_is_a_persons(name: str) -> None:
    assert names_person(name)


@pytest.mark.parametrize(
    "name", ["Prince Sultan University", "Samsung Austin Semiconductor", "Crime and Justice Institute", "Amazon Alexa"]
)
def test_a_body_behind_such_a_word_is_one_all_the_same(name: str) -> None:
    assert not names_person(name)


@pytest.mark.parametrize("name", ["Mark of Excellence Inc", "Charlotte Chamber of Commerce", "Grace of God Church Ltd"])
def test_a_word_for_a_body_counts_where_what_stands_before_of_is_a_thing(name: str) -> None:
    assert not may_be_person(name)


@pytest.mark.parametrize("name", ["Jane of Example Inc", "Mark Doe of Example Inc", "Jane Doe of Commerce Bank"])
def test_whoever_is_of_a_body_is_a_person(name: str) -> None:
    assert names_person(name)


@pytest.mark.parametrize("name", ["Jane Guild", "Jane Chamber", "Jane Q. Park", "Jane Mary Church", "José Sá"])
def test_a_family_name_that_is_a_word_for_bodies_shows_none_at_the_end_of_a_full_name(name: str) -> None:
    assert names_person(name)


@pytest.mark.parametrize("name", ["Authors Guild", "Grace Community Church", "Austin Park Department"])
def test_such_a_word_shows_a_body_elsewhere(name: str) -> None:
    assert not may_be_person(name)


@pytest.mark.parametrize(
    "text",
    [
        "Imitate Jane Example",
        "Imitate Édith Example",
        "Clone Zoë Example\u2019s voice",
        "Imitate Jane Austin residents",
        "Imitate Drake",
        "Imitate Jordan Example",
    ],
)
def test_a_name_within_a_text_is_found_with_its_accents(text: str) -> None:
    assert mentions_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "Identify Austin residents",
        "Predict Austin crime",
        "Teach Jordan students",
        "Identify San Jose residents",
        "Identify suspects",
        "Imitate Example Robotics",
    ],
)
def test_a_place_within_a_text_is_nobody(text: str) -> None:
    assert not mentions_person(text)


def test_a_name_of_many_words_that_shows_nothing_is_no_person() -> None:
    assert not may_be_person("Zzyzx Qwerty Uiopas Dfghjk Lzxcvb")


def test_a_withheld_name_is_told_however_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    digest = sha256(folded("zzyzx").encode()).hexdigest()[:16]
    assert not names_person("Zzyzx")

    monkeypatch.setattr(persons, "_WITHHELD", frozenset({digest}))

    assert names_person("Zzyzx")
    assert names_person("zzyzx")
