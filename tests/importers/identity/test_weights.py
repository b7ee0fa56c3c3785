"""How well names are matched, on names that a person labelled; half of them unseen while the rules were made."""

from collections.abc import Callable, Sequence

import pytest
from tests.importers.identity.weighing import Label, labels, mention, weigh

from watchgraph_importers.identity.cities import CityNames
from watchgraph_importers.identity.countries import CountryNames
from watchgraph_importers.identity.courts import CourtNames
from watchgraph_importers.identity.matchers import Matcher
from watchgraph_importers.identity.mentions import Match, Role

PRECISION, RECALL = 0.99, 0.90

Make = Callable[[], Sequence[Matcher]]


def places() -> Sequence[Matcher]:
    return (CountryNames(), CityNames())


def courts() -> Sequence[Matcher]:
    return (CourtNames(),)


KINDS: dict[str, tuple[Make, str, Role | None]] = {
    "countries": (places, "Place", None),
    "cities": (places, "Place", None),
    "courts": (courts, "Organisation", Role.COURT),
}


@pytest.mark.parametrize("held_out", [False, True])
@pytest.mark.parametrize("name", KINDS)
def test_labelled_names_meet_and_hardly_any_wrongly(name: str, held_out: bool) -> None:  # noqa: FBT001
    make, kind, role = KINDS[name]
    half = [label for label in labels(name) if label.held_out is held_out]

    weight = weigh(half, make(), kind, role)

    assert weight.precision >= PRECISION, weight.wrong
    assert weight.recall >= RECALL, weight.missed


def test_all_places_together_are_kept_apart_as_well() -> None:
    weight = weigh([*labels("countries"), *labels("cities")], places(), "Place")

    assert weight.precision >= PRECISION, weight.wrong
    assert weight.recall >= RECALL, weight.missed


@pytest.mark.parametrize("name", KINDS)
def test_the_order_of_names_changes_nothing(name: str) -> None:
    make, kind, role = KINDS[name]
    items = [mention(label, number, kind, role) for number, label in enumerate(labels(name))]

    def found(order: Sequence[int]) -> set[Match]:
        matchers = make()
        for matcher in matchers:
            for number in order:
                matcher.add(items[number])
        return {match for matcher in matchers for number in order for match in matcher.matches(items[number])}

    assert found(range(len(items))) == found(range(len(items) - 1, -1, -1))


HARD_PLACES = [
    ("Guinea||", "Equatorial Guinea||"),
    ("Guinea||", "Guinea-Bissau||"),
    ("Guinea||", "Papua New Guinea||"),
    ("Congo, Rep.||", "Congo, Dem. Rep.||"),
    ("Republic of the Congo||", "Democratic Republic of the Congo||"),
    ("Korea, Rep.||", "Korea, Dem. People's Rep.||"),
    ("Niger||", "Nigeria||"),
    ("Dominica||", "Dominican Republic||"),
    ("Georgia||", "Georgia|US|"),
    ("Austria||", "Australia||"),
    ("Slovakia||", "Slovenia||"),
    ("Mali||", "Malawi||"),
    ("Mauritius||", "Mauritania||"),
    ("Iran||", "Iraq||"),
    ("Samoa||", "American Samoa||"),
    ("Sudan||", "South Sudan||"),
    ("Serbia||", "Serbia and Montenegro||"),
    ("Montenegro||", "Serbia and Montenegro||"),
    ("Russia||", "USSR||"),
    ("Cyprus||", "Northern Cyprus||"),
    ("Somalia||", "Somaliland||"),
    ("Tanzania||", "Zanzibar||"),
    ("Palestine||", "Palestine/Gaza||"),
    ("Palestine/Gaza||", "Palestine/West Bank||"),
    ("Ireland||", "Northern Ireland||"),
    ("Luxembourg||", "Luxembourg|BE|"),
    ("Jersey||", "New Jersey||"),
    ("Mexico||", "New Mexico|US|"),
    ("San José|CR|", "San Jose|US|California"),
    ("Portland|US|Oregon", "Portland|US|Maine"),
    ("London|GB|", "London|CA|Ontario"),
    ("Paris|FR|", "Paris|US|Texas"),
    ("New York|US|NY", "New York|US|"),
    ("Washington|US|DC", "Washington|US|"),
    ("Los Angeles|US|CA", "Los Angeles County|US|CA"),
    ("San Francisco|US|CA", "San Francisco Bay Area|US|CA"),
    ("London|GB|", "London Borough of Camden|GB|"),
    ("Springfield|US|Illinois", "Springfield|US|Massachusetts"),
    ("Springfield|US|", "Springfield|US|"),
    ("Hyderabad|IN|", "Hyderabad|PK|"),
    ("Mexico||", "Mexico City|MX|"),
    ("Panama||", "Panama City|PA|"),
    ("Kuwait||", "Kuwait City|KW|"),
    ("Rome|IT|", "Rome|US|Georgia"),
]


@pytest.mark.parametrize("pair", HARD_PLACES)
def test_look_alike_places_stay_apart(pair: tuple[str, str]) -> None:
    weight = weigh([_label(text, number) for number, text in enumerate(pair)], places(), "Place")

    assert weight.wrong == []


def _label(text: str, number: int) -> Label:
    raw, country, region = text.split("|")
    return Label(means=str(number), country=country, region=region, raw=raw)
