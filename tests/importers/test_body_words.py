import pytest

from watchgraph_importers.body_words import is_known_body, is_thing, says_body, says_body_surely, shows_body


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


@pytest.mark.parametrize("name", ["Goldman Sachs", "goldman-sachs", "GOLDMAN SACHS"])
def test_a_body_is_known_however_it_is_written(name: str) -> None:
    assert is_known_body(name)


def test_a_plural_is_as_much_a_thing_as_one() -> None:
    assert is_thing("university")
    assert is_thing("universities")
    assert not is_thing("zzyzx")
