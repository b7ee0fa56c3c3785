from importlib import resources

import pytest

from watchgraph_importers import body_words
from watchgraph_importers.body_words import (
    is_brand,
    is_known_body,
    is_role,
    is_thing,
    is_word_for_bodies,
    says_body,
    says_body_surely,
    shows_body,
)
from watchgraph_importers.identity.folding import folded


@pytest.mark.parametrize(
    "name",
    [
        "Zzyzx Dynamics",
        "Zzyzx Canada",
        "amazon-zzyzx",
        "Zzyzx Example EXA",
        "Zzyzx 404",
        "Zzyzx example.com",
        "Wells Fargo",
    ],
)
def test_a_thing_a_country_a_brand_an_acronym_a_number_or_a_site_shows_a_body(name: str) -> None:
    assert shows_body(name)


@pytest.mark.parametrize(
    "name", ["Zzyzx Example", "ZZYZX EXAMPLE", "Zzyzx Example III", "Zzyzx Street", "Zzyzx French", "Mayor Example"]
)
def test_a_family_name_a_numeral_or_a_role_shows_none(name: str) -> None:
    assert not shows_body(name)


def test_a_word_for_bodies_may_be_a_family_name_too() -> None:
    assert says_body("Example Park")
    assert not says_body_surely("Example Park")
    assert says_body_surely("Example Park Department")


@pytest.mark.parametrize(
    "name",
    [
        "Goldman Sachs",
        "goldman-sachs",
        "GOLDMAN SACHS",
        "Axel Springer",
        "Dolce & Gabbana",
        "Mossos d'Esquadra",
        "Victoria's Secret",
        "Ben & Jerry\u2019s",
        "papa-john's",
        "Papa Johns",
    ],
)
def test_a_body_is_known_however_it_is_written(name: str) -> None:
    assert is_known_body(name)


@pytest.mark.parametrize(
    "name",
    [
        "Hong Kong",
        "Los Angeles",
        "san-diego",
        "San Francisco",
        "San José",
        "las-vegas",
        "Abu Dhabi",
        "Tel Aviv",
        "Buenos Aires",
        "Kuala Lumpur",
        "rio-de-janeiro",
        "Cape Town",
        "Costa Rica",
        "Sri Lanka",
        "El Salvador",
    ],
)
def test_a_place_of_several_words_is_known(name: str) -> None:
    assert is_known_body(name)


@pytest.mark.parametrize("name", ["Wu Han", "Ma Li", "Victor Rosales"])
def test_a_persons_name_is_no_place_that_is_called_so_or_is_spelt_so_without_the_space(name: str) -> None:
    assert not is_known_body(name)


@pytest.mark.parametrize(
    "name",
    [
        "Policía Example",
        "gemeente-example",
        "Ministère Example",
        "Example Foods",
        "Zzyzx Chronicle",
        "Example Bros",
        "Zzyzx S.A.",
    ],
)
def test_words_of_many_languages_show_a_body(name: str) -> None:
    assert says_body(name)


def test_a_role_a_brand_and_a_word_for_bodies_are_told_apart() -> None:
    assert is_role("ceo")
    assert is_brand("google")
    assert is_word_for_bodies("Universität")
    assert not any(told("zzyzx") for told in (is_role, is_brand, is_word_for_bodies))


def test_the_known_bodies_are_sorted_once_each_and_written_as_names_are_compared() -> None:
    known = resources.files("watchgraph_importers").joinpath("known_bodies.txt").read_text("utf-8").splitlines()

    assert known == sorted({folded(name) for name in known})


def test_no_word_is_listed_twice() -> None:
    lists = [body_words._BODIES, body_words._THINGS, body_words._BRANDS]  # noqa: SLF001

    assert len(frozenset[str]().union(*lists)) == sum(map(len, lists))


def test_a_plural_is_as_much_a_thing_as_one() -> None:
    assert is_thing("university")
    assert is_thing("universities")
    assert not is_thing("zzyzx")
