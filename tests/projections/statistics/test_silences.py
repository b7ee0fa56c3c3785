"""Nothing found where nobody looked: the definition says which data sets never speak of what is asked."""

from dataclasses import replace

import pytest
from tests.projections.filled import World

from watchgraph_projections.statistics.errors import NotGroupableError
from watchgraph_projections.statistics.queries import Condition, Grouping, Query, Universe

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


@pytest.mark.usefixtures("kenya")
def test_a_grouping_that_takes_over_a_silent_universe_is_refused(world: World) -> None:
    with pytest.raises(NotGroupableError, match=r"aigs says nothing of regimeType.*there is eiu"):
        world.ask(replace(asked(Condition(predicate=USES)), group_by=Grouping(predicate="regimeType")))


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        (AIGS, "; aigs says nothing of regimeType, so nobody looked there: there is eiu, for a `universe` of that gro"),
        (Universe(dataset="aigs", edition="2022"), "; aigs says nothing of regimeType"),
    ],
)
@pytest.mark.usefixtures("kenya")
def test_a_grouping_with_a_silent_universe_of_its_own_says_that_nobody_looked(
    world: World, own: Universe, sentence: str
) -> None:
    by_regime = Grouping(predicate="regimeType", universe=own)

    answer = world.ask(replace(asked(Condition(predicate=USES)), group_by=by_regime))

    assert [each.value.known for each in answer.groups] == [False]
    assert sentence in answer.definition


@pytest.mark.usefixtures("kenya")
def test_a_grouping_by_a_column_that_its_edition_lacks_says_so(world: World) -> None:
    world.claim(world.place("Peru"), "region", "AFRICA", dataset="aigs")
    by_region = Grouping(predicate="region")
    of_edition = asked(Condition(predicate=USES), universe=Universe(dataset="aigs", edition="2022"))

    answer = world.ask(replace(of_edition, group_by=by_region))

    assert "; edition 2022 of aigs says nothing of region, so nobody looked there" in answer.definition


@pytest.mark.usefixtures("kenya")
def test_a_grouping_that_knows_a_value_says_nothing_of_that(world: World) -> None:
    by_regime = Grouping(predicate="regimeType", universe=Universe(dataset="eiu"))

    answer = world.ask(replace(asked(Condition(predicate=USES)), group_by=by_regime))

    assert "says nothing" not in answer.definition
