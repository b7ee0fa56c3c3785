"""Entities are found by any of their names, and by their titles, at every moment."""

import pytest
from tests.projections.filled import TODAY, World

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.namings import IDENTIFIER, LONGEST_NAME, TITLE
from watchgraph_projections.catalogue.tables import OPEN
from watchgraph_projections.views.callings import Calling, spelt
from watchgraph_projections.views.claim_filters import ClaimFilter
from watchgraph_projections.views.entities import EntityList
from watchgraph_projections.views.entity_filters import EntityFilter
from watchgraph_projections.views.pages import Cut, count, read_page

NOW = Moment(day=TODAY, position=OPEN - 1, now=True)


def then(position: int, day: int = TODAY) -> Moment:
    return Moment(day=day, position=position, now=False)


def find(world: World, *wanted: Calling, moment: Moment = NOW, rest: bool = False) -> list[int]:
    filter_ = EntityFilter(called=wanted)
    listing = EntityList(filter=EntityFilter(none_of=(filter_,)) if rest else filter_)
    found = [int(values["key"]) for values in read_page(world.connection, listing, moment, Cut(size=100)).values]
    assert count(world.connection, listing, moment) == len(found)
    return found


@pytest.fixture
def hikvision(world: World) -> int:
    key = world.entity("Organisation", "Hangzhou Hikvision Digital Technology Co., Ltd.")
    for text in ("Hangzhou Hikvision Digital Technology Co., Ltd.", "Hikvision", "海康威视"):
        world.named(key, text)
    return key


def test_any_name_finds_an_entity_not_only_the_best(world: World, hikvision: int) -> None:
    other = world.entity("Organisation", "Huawei")
    world.named(other, "Huawei")

    for text in ("Hikvision", "海康威视", "Hangzhou Hikvision Digital Technology Co., Ltd."):
        assert find(world, Calling(text=text)) == [hikvision]
    assert find(world, Calling(texts=("Hikvision", "Huawei", "none"))) == [hikvision, other]
    assert find(world, Calling(words="hikvis")) == find(world, Calling(words="康威")) == [hikvision]
    assert find(world, Calling(text="hikvision")) == find(world, Calling(text="Hikv")) == []


def test_one_name_has_to_meet_all_that_is_asked(world: World, hikvision: int) -> None:
    assert find(world, Calling(text="Hikvision", words="hik")) == [hikvision]
    assert find(world, Calling(text="Hikvision", words="Digital")) == []
    assert find(world, Calling(text="Hikvision"), Calling(words="Digital")) == [hikvision]


def test_an_entity_is_left_out_by_any_of_its_names(world: World, hikvision: int) -> None:
    other, nameless = world.entity("Organisation", "Huawei"), world.place("x")
    world.named(other, "Huawei")

    assert find(world, Calling(text="Hikvision"), rest=True) == [other, nameless]
    assert find(world, Calling(words="hangzhou"), rest=True) == [other, nameless]
    assert find(world, Calling(lacking=True)) == [nameless]
    assert find(world, Calling(lacking=False)) == [hikvision, other]


def test_a_name_counts_from_when_it_was_recorded_until_it_no_longer_stood(world: World) -> None:
    place = world.place("Serbia")
    world.named(place, "Servia", since=10, until=20)

    found = {position: find(world, Calling(text="Servia"), moment=then(position)) for position in (5, 10, 19, 20)}

    assert found == {5: [], 10: [place], 19: [place], 20: []}
    assert find(world, Calling(words="servi"), moment=then(15)) == [place]
    assert find(world, Calling(text="Servia")) == []


def test_a_former_name_finds_whatever_the_day_unless_its_claim_is_asked_to_hold(world: World) -> None:
    place = world.place("Mumbai")
    world.named(place, "Bombay", valid="/1995")

    for moment in (NOW, then(OPEN - 1, 20200101), then(OPEN - 1, 19900101)):
        assert find(world, Calling(text="Bombay"), moment=moment) == [place]
    lasting = ClaimFilter(lasting_from=20200101)
    assert find(world, Calling(text="Bombay", claim=lasting)) == []
    assert find(world, Calling(text="Bombay", claim=ClaimFilter(lasting_from=19900101))) == [place]


def test_what_does_not_stand_or_denies_it_is_no_name(world: World) -> None:
    place = world.place("Serbia")
    world.named(place, "Servia", standing=0, state="RETRACTED")
    world.named(place, "Sorbia", polarity="NEGATED")

    assert find(world, Calling(texts=("Servia", "Sorbia"))) == find(world, Calling(words="bia")) == []


def test_a_merged_entity_is_found_under_the_one_that_represents_it(world: World) -> None:
    huawei = world.entity("Organisation", "Huawei")
    merged = world.entity("Organisation", "HUAWEI TECH", cluster=huawei)
    world.named(huawei, "HUAWEI TECH", stated_subject=merged)

    assert find(world, Calling(text="HUAWEI TECH")) == [huawei]


def test_sources_are_found_by_their_titles_as_names(world: World) -> None:
    source = world.source("Thousands of cameras")

    assert find(world, Calling(text="Thousands of cameras")) == find(world, Calling(words="CAMERAS")) == [source]
    assert find(world, Calling(text="Thousands of cameras"), moment=then(OPEN - 1)) == [source]
    assert find(world, Calling(text="Thousands of cameras", claim=ClaimFilter(min_sources=0))) == []


def test_titles_of_records_are_looked_through_apart(world: World) -> None:
    loan = world.entity("FinancialFacility", "AidData project 1")
    world.named(loan, "AidData project 1")
    world.named(loan, "Mombasa-Nairobi Railway", predicate=TITLE)
    world.named(loan, "Mombasa Railway", predicate=TITLE, standing=0)

    assert find(world, Calling(predicate=TITLE, words="railway")) == [loan]
    assert find(world, Calling(predicate=TITLE, text="Mombasa-Nairobi Railway")) == [loan]
    assert find(world, Calling(predicate=TITLE, text="Mombasa Railway")) == []
    assert find(world, Calling(words="railway")) == []


def test_identifiers_are_looked_up_in_the_register_that_is_asked_for(world: World) -> None:
    kenya, other = world.place("Kenya"), world.place("Kerala")
    for place, scheme in ((kenya, "ISO_3166_1_ALPHA_2"), (other, "LICENCE_PLATES")):
        qualifiers = f'[{{"name":"scheme","value":{{"type":"code","scheme":"id-scheme","code":"{scheme}"}}}}]'
        world.named(place, "KE", predicate=IDENTIFIER, qualifiers=qualifiers)

    assert find(world, Calling(predicate=IDENTIFIER, text="KE")) == [kenya, other]
    assert find(world, Calling(predicate=IDENTIFIER, text="KE", scheme="ISO_3166_1_ALPHA_2")) == [kenya]
    assert find(world, Calling(predicate=IDENTIFIER, scheme="LICENCE_PLATES")) == [other]
    assert find(world, Calling(predicate=IDENTIFIER, scheme="LICENCE_PLATES", lacking=True)) == [kenya]
    assert find(world, Calling(predicate=IDENTIFIER, text="KE", scheme="ISO_3166_1")) == []
    assert find(world, Calling(text="KE")) == []


def test_a_text_as_long_as_an_article_is_no_name(world: World) -> None:
    longest, longer = world.place("x"), world.place("y")
    world.named(longest, "é" * LONGEST_NAME)
    world.named(longer, "é" * 5_000)

    assert find(world, Calling(text="é" * LONGEST_NAME)) == [longest]
    assert find(world, Calling(words="éé")) == [longest]


def test_identifiers_are_found_as_they_are_spelt(world: World) -> None:
    kenya = world.place("Kenya")
    world.claim(kenya, "name", {"type": "text", "text": "ke"}, text="ke")
    first = world.claim(kenya, IDENTIFIER, {"type": "text", "text": "KE"}, text="KE")
    world.claim(kenya, IDENTIFIER, {"type": "text", "text": "KE"}, text="KE")

    assert spelt(world.connection, ["ke", "KE"]) == {"KE": first}
