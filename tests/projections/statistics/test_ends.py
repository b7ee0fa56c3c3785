"""What no claim can say of what is counted is refused, and told from which end it is said."""

import re
from uuid import UUID

import pytest

from watchgraph.errors import WatchgraphError
from watchgraph_projections.statistics.ends import Named, named
from watchgraph_projections.statistics.errors import BadConditionError, NotGroupableError, NotMeasurableError
from watchgraph_projections.statistics.plans import planned
from watchgraph_projections.statistics.queries import Area, Condition, Grouping, Measure, Query, Side

LENT = Condition(predicate="lender")


@pytest.mark.parametrize(
    ("of", "condition", "message"),
    [
        (
            "Organisation",
            Condition(predicate="companyPresent"),
            "companyPresent is said of Place, not of Organisation: did you mean `counted: OBJECT`?",
        ),
        (
            "Place",
            Condition(predicate="companyPresent", side=Side.OBJECT),
            "companyPresent leads to Organisation or Group, not to Place: did you mean `counted: SUBJECT`?",
        ),
        ("Incident", Condition(predicate="deployedIn"), "deployedIn is said of Deployment, not of Incident"),
        ("Place", Condition(predicate="lender", absent=True), "lender is said of FinancialFacility, not of Place"),
    ],
)
def test_a_condition_on_the_wrong_end_says_which_would_be_right(of: str, condition: Condition, message: str) -> None:
    with pytest.raises(BadConditionError, match=f"^{re.escape(message)}$") as raised:
        planned(Query(of=of, where=(condition,)))

    assert raised.value.argument == ("where", 0, "predicate")


def test_conditions_on_what_a_condition_leads_to_are_said_of_that() -> None:
    led_to = Condition(predicate="lender", that=(Condition(predicate="usesSurveillanceTechnology"),))

    with pytest.raises(BadConditionError) as raised:
        planned(Query(of="FinancialFacility", where=(Condition(predicate="finances", that=(LENT,)),)))

    assert raised.value.argument == ("where", 0, "that", 0, "predicate")
    planned(Query(of="FinancialFacility", where=(led_to,)))  # groups lend, and groups use it


@pytest.mark.parametrize(
    ("query", "error", "place"),
    [
        (
            Query(of="Place", measure=Measure.SUM, measured="amount"),
            NotMeasurableError,
            ("measured",),
        ),
        (
            Query(of="FinancialFacility", where=(LENT,), group_by=Grouping(predicate="companyPresent")),
            NotGroupableError,
            ("groupBy", "predicate"),
        ),
        (
            Query(
                of="FinancialFacility",
                where=(LENT,),
                group_by=Grouping(predicate="recipient", then=Grouping(predicate="deployedIn")),
            ),
            NotGroupableError,
            ("groupBy", "then", "predicate"),
        ),
        (Query(of="Deployment", group_by=Grouping(area=Area.COUNTRY)), NotGroupableError, ("groupBy", "area")),
    ],
)
def test_numbers_and_groups_of_something_else_are_refused(
    query: Query, error: type[WatchgraphError], place: tuple[str, ...]
) -> None:
    with pytest.raises(error) as raised:
        planned(query)

    assert raised.value.argument == place


def test_countries_group_what_is_said_of_them_in_turn() -> None:
    by_regime = Grouping(predicate="deployedIn", area=Area.COUNTRY, then=Grouping(predicate="regimeType"))

    plan = planned(Query(of="Deployment", group_by=by_regime))

    assert [each.names for each in plan.grouping] == [("deployedIn",), ("partOf",), ("regimeType",)]


def test_what_ids_stand_for_is_known_by_the_ends_that_they_are_at() -> None:
    one = UUID(int=1)
    condition = Condition(predicate="occurredIn", members=(one,), entities=(one,), within=(one,))

    found = {each.place[-1]: each for each in named(Query(of="Incident", where=(condition,)))}

    assert {name: set(each.kinds) for name, each in found.items()} == {
        "members": {"Incident"},
        "entities": {"Place"},
        "within": {"Place", "Organisation", "Group", "Technology"},
    }
    assert found["entities"] == Named(
        place=("where", 0, "entities"),
        ids=(str(one),),
        kinds=frozenset({"Place"}),
        because="occurredIn leads to Place",
    )
