"""Nothing found where nobody looked: the definition says which data sets never speak of what is asked."""

import pytest
from tests.projections.filled import World

from watchgraph_projections.statistics.queries import Condition, Query, Universe

USES = "usesSurveillanceTechnology"
AIGS = Universe(dataset="aigs")


@pytest.fixture
def kenya(world: World) -> int:
    """In one data set it uses face recognition, in another it is a democracy."""
    found = world.place("Kenya")
    world.dataset("aigs")
    world.dataset("eiu")
    world.edition("aigs", "2022")
    used = world.claim(found, USES, world.entity("Technology", "FRT"), dataset="aigs")
    world.stated_in(used, "2022")
    world.claim(found, "regimeType", "ELECTORAL_DEMOCRACY", dataset="eiu")
    return found


def asked(*where: Condition, universe: Universe = AIGS) -> Query:
    return Query(of="Place", where=where, universe=universe)


@pytest.mark.usefixtures("kenya")
def test_of_what_its_data_set_never_says_a_number_of_none_tells_who_does(world: World) -> None:
    answer = world.ask(
        asked(Condition(predicate=USES), Condition(predicate="regimeType", codes=("ELECTORAL_DEMOCRACY",)))
    )

    assert answer.numbers[0].certain.value == "0"
    assert (
        "; aigs says nothing of regimeType, so nobody looked there: there is eiu, for a `universe`" in answer.definition
    )


def test_that_something_is_not_said_tells_so_though_all_are_counted(world: World, kenya: int) -> None:
    absent = Condition(predicate="regimeType", codes=("ELECTORAL_DEMOCRACY",), absent=True)

    answer = world.ask(asked(Condition(predicate=USES), absent))

    assert answer.numbers[0].entities == (kenya,)
    assert "aigs says nothing of regimeType" in answer.definition


@pytest.mark.usefixtures("kenya")
def test_an_edition_without_the_column_is_named(world: World) -> None:
    world.claim(world.place("Peru"), "region", "AFRICA", dataset="aigs")

    answer = world.ask(asked(Condition(predicate="region"), universe=Universe(dataset="aigs", edition="2022")))

    assert "; edition 2022 of aigs says nothing of region, so nobody looked there" in answer.definition


@pytest.mark.parametrize(
    "where",
    [
        (Condition(predicate=USES),),
        (Condition(predicate=USES), Condition(predicate="regimeType", universe=Universe(dataset="eiu"))),
        (Condition(predicate="regimeType", codes=("LIBERAL_DEMOCRACY",), universe=Universe(dataset="eiu")),),
    ],
)
@pytest.mark.usefixtures("kenya")
def test_nothing_is_said_where_somebody_looked(world: World, where: tuple[Condition, ...]) -> None:
    assert "says nothing" not in world.ask(asked(*where)).definition


@pytest.mark.parametrize(("of", "said"), [("Source", True), ("Place", False), ("published", False)])
def test_a_count_of_documents_says_that_it_looks_at_few_and_where_all_are(world: World, of: str, *, said: bool) -> None:
    world.claim(world.entity("Organisation", "IPVM"), "published", world.source("a page"))

    answer = world.ask(Query(of=of))

    assert ("only documents that claims speak of" in answer.definition) is said
