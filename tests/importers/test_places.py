import pytest

from watchgraph_importers.acts import EntityKey
from watchgraph_importers.places import alpha2, match_country, same_country, state_in


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Serbia", "RS"),
        ("Guinea", "GN"),
        ("Equatorial Guinea", "GQ"),
        ("Democratic Republic of the Congo", "CD"),
        ("Republic of the Congo", "CG"),
        ("Côte d'Ivoire", "CI"),
        ("cote d'ivoire", "CI"),
        ("Namibia", "NA"),
        ("Turkey", "TR"),
        ("UK", "GB"),
    ],
)
def test_names_of_the_register_and_declared_spellings_are_found(name: str, code: str) -> None:
    match = match_country(name)

    assert match is not None
    assert match.code == code


@pytest.mark.parametrize("name", ["Zanzibar", "Somaliland", "Palestine/Gaza", "Congo", "Africa, regional", "Korea", ""])
def test_nothing_is_guessed(name: str) -> None:
    assert match_country(name) is None


def test_a_name_that_means_no_country_is_not_judged() -> None:
    assert same_country(EntityKey(dataset="aigs", kind="Place", native="Zanzibar")) is None


def test_long_codes_become_short_ones() -> None:
    assert alpha2("NAM") == "NA"
    assert alpha2("XXX") is None


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("California", "US"),
        ("FL", "US"),
        ("Ontario", "CA"),
        ("Scotland", "GB"),
        ("CA", None),
        ("D.C.", None),
        ("Bavaria", None),
        ("Paris", None),
    ],
)
def test_a_state_lies_in_its_country_and_letters_of_two_mean_neither(name: str, country: str | None) -> None:
    assert state_in(name) == country
