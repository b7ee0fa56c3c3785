"""Numbers that are compatible: the more exact one leads where both are as credible."""

from random import Random

import pytest
from tests.projections.filled import TODAY, World

from watchgraph_projections.statistics.queries import Grouping, Measure, Query
from watchgraph_projections.statistics.rules import Reason

DEATHS = Query(of="deaths", measure=Measure.SUM)


def dead(world: World, incident: int, least: str | None, most: str | None, **cells: str | int) -> int:
    """How many died, as somebody says without a date."""
    value = {"type": "quantity", "unit": "person", "min": least, "max": most}
    given: dict[str, str | int] = {"valid": "", "published_from": 20200101, "confidence": 28, **cells}
    return world.claim(incident, "deaths", value, **given)


def test_an_exact_number_leads_before_one_that_leaves_it_open(world: World) -> None:
    crash = world.entity("Incident", "A crash")
    claims = [dead(world, crash, "1", None), dead(world, crash, "144", "144"), dead(world, crash, "1", None)]

    found = world.ask(DEATHS)

    assert found.numbers[0].certain.value == "144"
    assert found.numbers[0].claims == (claims[1],)
    assert [(each.reason, each.claims) for each in found.excluded] == [(Reason.NOT_HEADLINE, (claims[0], claims[2]))]


def test_the_narrowest_of_several_leads(world: World) -> None:
    crash = world.entity("Incident", "A crash")
    narrowest = dead(world, crash, "140", "150")
    for least, most in (("100", None), ("100", "200"), (None, "200")):
        dead(world, crash, least, most)

    assert world.number(DEATHS).claims == (narrowest,)


@pytest.mark.parametrize(
    "worse", [{"confidence": 20}, {"disputed": 1}, {"rank": "DEPRECATED"}, {"state": "PROPOSED"}, {"valid": "2019"}]
)
def test_a_less_credible_or_older_one_does_not_lead_however_exact(world: World, worse: dict[str, str | int]) -> None:
    crash = world.entity("Incident", "A crash")
    open_ = dead(world, crash, "1", None, valid="2020")
    dead(world, crash, "144", "144", **{"valid": "2020", **worse})

    assert world.number(DEATHS).claims == (open_,)


def test_an_exact_number_that_contradicts_the_strongest_does_not_lead(world: World) -> None:
    crash = world.entity("Incident", "A crash")
    dead(world, crash, "1", "1", valid="2020-05/..")
    open_ = dead(world, crash, "2", None, valid="2020-06/..")

    assert world.number(DEATHS).claims == (open_,)


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(2))
def test_random_numbers_lead_as_by_hand_on_every_day(world: World, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test's table, no secret
    pick = random.choice
    for name in range(12):
        deployment = world.entity("Deployment", f"Cameras {name}")
        for _ in range(random.randint(1, 6)):
            least = pick([None, 1, 5, 10])
            most = pick([3, 12]) if least is None else pick([None, least, 12, 20])
            value = {"min": least and str(least), "max": most and str(most), "unit": "camera", "type": "quantity"}
            world.claim(
                deployment,
                "installedCameras",
                value,
                valid=pick(["2018", "2018/..", "2019"]),
                confidence=pick([30, 30, 30, 50]),
                disputed=int(random.random() < 0.1),
                rank=pick(["NORMAL"] * 4 + ["PREFERRED"]),
                state=pick(["ACCEPTED"] * 4 + ["PROPOSED"]),
            )

    for group_by in (None, Grouping(), Grouping(yearly=True)):
        for day in (20180615, 20191231, TODAY):
            world.ask(Query(of="installedCameras", measure=Measure.SUM, group_by=group_by), day)
