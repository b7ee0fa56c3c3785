"""Cities and countries, name by name."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchgraph_importers.identity.cities import RULE, CityNames, find_city
from watchgraph_importers.identity.countries import match_country
from watchgraph_importers.identity.lettering import compact, folded
from watchgraph_importers.identity.mentions import Mention, Role
from watchgraph_importers.identity.placenames import is_city_name, is_region_name, means_no_place


def mention(
    *names: str, country: str | None = None, region: str | None = None, roles: tuple[Role, ...] = ()
) -> Mention:
    return Mention(
        id=UUID(int=1),
        kind="Place",
        dataset="x",
        names=names,
        country=country,
        region=region,
        roles=frozenset(roles),
    )


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Côte d\u2019Ivoire", "cote divoire"),
        ("Београд", "beograd"),
        ("São\u00a0Paulo", "sao paulo"),
        ("Hik\u200bvision", "hikvision"),
        ("\uff2c\uff4f\uff4e\uff44\uff4f\uff4e", "london"),
        ("Trinidad & Tobago", "trinidad and tobago"),
        ("  ", ""),
    ],
)
def test_a_name_is_freed_of_what_writers_differ_in(name: str, plain: str) -> None:
    assert folded(name) == plain


@given(st.text(max_size=40))
def test_any_text_can_be_asked_about(text: str) -> None:
    match = match_country(text)
    found = find_city(mention(text))

    assert match is None or len(match.code) == 2
    assert found is None or found[0].code > 0
    assert folded(folded(text)) == folded(text)
    assert " " not in compact(text)


def test_names_that_mean_different_cities_mean_none() -> None:
    assert find_city(mention("Milan", "Rome", country="IT")) is None
    assert find_city(mention("Milano/Rome", country="IT")) is None


def test_a_capital_is_the_city_also_where_a_state_has_its_name() -> None:
    capital = find_city(mention("Washington", country="US", roles=(Role.CITY,)))

    assert capital is not None
    assert capital[0].region == "DC"
    assert find_city(mention("Washington", country="US")) is None


def test_a_doubtful_city_is_left_to_a_person() -> None:
    (match,) = CityNames().matches(mention("Portland", country="US"))

    assert match.verdict == "UNSURE"
    assert match.score < 70


def test_a_file_s_own_country_goes_before_what_a_name_says() -> None:
    assert find_city(mention("Paris, France", country="US")) is None


@pytest.mark.parametrize("name", ["Kern County", "London Borough of Camden", "South Wales", "Sardinia", "Ontario"])
def test_what_is_larger_or_smaller_is_no_city(name: str) -> None:
    assert not is_city_name(name)


@pytest.mark.parametrize("name", ["Moreno Valley", "Apple Valley", "Simi Valley"])
def test_a_town_may_be_called_after_its_valley(name: str) -> None:
    assert is_city_name(name)
    assert find_city(mention(name, country="US", region="California")) is not None
    assert not is_city_name("Silicon Valley")


def test_regions_of_iso_3166_2_are_known() -> None:
    assert is_region_name("Lazio")
    assert is_region_name("Fujian")
    assert not is_region_name("Camden")
    assert not is_region_name("Cavaria")


@pytest.mark.parametrize(
    ("country", "english", "own"),
    [("IT", "Sardinia", "Sardegna"), ("IT", "Lombardy", "Lombardia"), ("DE", "Bavaria", "Bayern")],
)
def test_a_region_is_one_by_its_english_name_and_its_own(country: str, english: str, own: str) -> None:
    cities = CityNames()
    said = (
        mention(english, country=country),
        mention(own, country=country),
        mention(own, country="US", region="Texas"),
    )
    one, other, elsewhere = (replace(each, id=UUID(int=number)) for number, each in enumerate(said))
    for each in (one, other, elsewhere):
        cities.add(each)

    (match,) = cities.matches(one)

    assert ({match.left, match.right}, match.verdict, match.rule) == ({one.id, other.id}, "SAME", RULE)
    assert f"{english!r} is a name of one region of {country}" in match.basis
    assert [{each.left, each.right} for each in cities.matches(other)] == [{one.id, other.id}]
    assert cities.matches(elsewhere) == []


@pytest.mark.parametrize("name", ["", "Unknown", "Africa, regional", "Global", "EU", "Multi-Region"])
def test_blanks_continents_and_regions_are_no_place(name: str) -> None:
    assert means_no_place(name)
    assert CityNames().matches(mention(name)) == []
    assert match_country(name) is None
