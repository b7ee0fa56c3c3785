"""States and provinces, by their names and by their letters."""

from uuid import UUID

import pytest

from watchgraph_importers.identity.cities import CityNames
from watchgraph_importers.identity.gazetteers import Region
from watchgraph_importers.identity.mentions import Mention, Role
from watchgraph_importers.identity.states import RULE, StateNames, state_of

CALIFORNIA = Region("US", "CA")


def place(
    number: int,
    *names: str,
    country: str | None = "US",
    region: str | None = None,
    roles: tuple[Role, ...] = (),
    kind: str = "Place",
) -> Mention:
    return Mention(
        id=UUID(int=number),
        kind=kind,
        dataset=f"set {number}",
        names=names,
        country=country,
        region=region,
        roles=frozenset(roles),
    )


def test_letters_and_the_name_are_one_state_where_the_file_states_the_country() -> None:
    states = StateNames()
    letters, name, other = place(1, "CA"), place(2, "California"), place(3, "NV")
    for each in (letters, name, other):
        states.add(each)

    (match,) = states.matches(letters)

    assert {match.left, match.right} == {letters.id, name.id}
    assert (match.verdict, match.rule) == ("SAME", RULE)
    assert "'CA' means one state or province of US" in match.basis
    assert [(each.left, each.right) for each in states.matches(name)] == [(name.id, letters.id)]
    assert states.matches(other) == []


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (place(1, "Calif.", "CA"), None),
        (place(1, "CA", country=None), None),
        (place(1, "CA", country="CA"), None),
        (place(1, "ca"), None),
        (place(1, "QC", country="CA"), Region("CA", "10")),
        (place(1, "Quebec", country="CA"), Region("CA", "10")),
        (place(1, "New York"), Region("US", "NY")),
        (place(1, "New York", region="NY"), None),
        (place(1, "New York", roles=(Role.CITY,)), None),
        (place(1, "New York", country=None), None),
        (place(1, "Washington", country=None), None),
        (place(1, "Delaware", country=None), Region("US", "DE")),
        (place(1, "Georgia", country=None), None),
        (place(1, "Georgia", country="GE"), None),
        (place(1, "Georgia"), Region("US", "GA")),
        (place(1, "Ontario", region="California"), None),
        (place(1, "Scotland", country="GB"), None),
        (place(1, "DC"), None),
        (place(1, "CA", "NV"), None),
        (place(1, "CA", "California"), CALIFORNIA),
        (place(1, "California", kind="Organisation"), None),
    ],
)
def test_a_state_is_told_from_countries_cities_and_what_may_be_either(said: Mention, state: Region | None) -> None:
    assert state_of(said) == state


def test_the_capital_and_its_district_are_one_city_by_the_name_that_only_they_have() -> None:
    (match,) = CityNames().matches(place(1, "Washington DC"))

    assert (match.verdict, "Washington (US, GeoNames 4140963)" in match.basis) == ("SAME", True)
    assert CityNames().matches(place(1, "Washington")) == []
