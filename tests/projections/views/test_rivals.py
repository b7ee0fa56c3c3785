"""Rivals of claims: what cannot be right beside them."""

import pytest
from tests.projections.filled import TODAY, World

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.pages import Cut, read_pages
from watchgraph_projections.views.rivals import RivalList, Rivalry

NOW = Moment(day=TODAY, position=tables.OPEN - 1, now=True)


def dated(world: World, incident: int, day: str, **cells: str | int) -> int:
    """A claim that an incident happened on a day, which is its time, too."""
    stated: dict[str, str | int] = {"valid": day, "value_type": "date", "text": day, "standing": 1}
    return world.claim(incident, "occurredOn", {"type": "date", "edtf": day}, **(stated | cells))


def rivals(world: World, claim: int) -> dict[int, str]:
    """Keys of the rivals of a claim, and why they are."""
    pages = read_pages(world.connection, RivalList(), NOW, Cut(size=20), [claim])
    found = [RivalList().row(values) for page in pages.values() for values in page.values]
    return {each.claim.key: each.rivalry for each in found}


@pytest.mark.parametrize(("one", "other"), [("2008-07-18", "2023-01"), ("2017", "2018"), ("2020-01-02", "2020-01-03")])
def test_two_dates_of_one_thing_are_rivals_however_far_apart(world: World, one: str, other: str) -> None:
    incident = world.entity("Incident", "an incident")
    claims = [dated(world, incident, each) for each in (one, other)]

    assert rivals(world, claims[0]) == {claims[1]: Rivalry.VALUE}
    assert rivals(world, claims[1]) == {claims[0]: Rivalry.VALUE}


@pytest.mark.parametrize("exact", ["2017-12-06", "2017-12", "2017"])
def test_a_date_that_lies_within_another_or_is_the_same_is_no_rival_of_it(world: World, exact: str) -> None:
    incident = world.entity("Incident", "an incident")
    coarse, fine = dated(world, incident, "2017"), dated(world, incident, exact)

    assert rivals(world, coarse) == rivals(world, fine) == {}


def test_what_no_longer_stands_rivals_no_date(world: World) -> None:
    incident = world.entity("Incident", "an incident")
    kept = dated(world, incident, "2017-12-06")
    dated(world, incident, "2018", standing=0)

    assert rivals(world, kept) == {}


def test_figures_of_years_that_do_not_meet_are_no_rivals(world: World) -> None:
    country = world.place("Kenya")
    former, latter = (
        world.claim(country, "regimeType", code, valid=year, value_type="code", text=code, standing=1)
        for year, code in (("2021", "CLOSED_AUTOCRACY"), ("2022", "LIBERAL_DEMOCRACY"))
    )

    assert rivals(world, former) == rivals(world, latter) == {}
