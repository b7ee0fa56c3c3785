"""One statement answers all questions of one shape, and holds nothing of any of them."""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select
from tests.histories import DAYS, History
from tests.projections.statistics.by_hand.aggregates import aggregate
from tests.projections.told import told, told_apart
from tests.stores import TODAY, Store

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.tables import entity
from watchgraph_projections.statistics import counting
from watchgraph_projections.statistics.aggregates import aggregate as answered
from watchgraph_projections.statistics.errors import UnknownIdError
from watchgraph_projections.statistics.queries import Condition, Grouping, Measure, Query, Side, Span, Universe
from watchgraph_projections.statistics.shapes import shape_of_question

DEPLOYED = Condition(predicate="deployedIn")


def coded(*codes: str, day: str | None = None) -> Query:
    return Query(of="Deployment", where=(DEPLOYED, Condition(predicate="hasStatus", codes=codes)), published_by=day)


def supplied(since: str, before: str) -> Query:
    led = Condition(predicate="supplies", side=Side.OBJECT, since=since, before=before)
    reached = Condition(predicate="deployedIn", side=Side.OBJECT, that=(led,))
    then = Grouping(predicate="supplies", side=Side.OBJECT)
    by_vendor = Grouping(predicate="deployedIn", side=Side.OBJECT, then=then)
    return Query(of="Place", where=(reached,), group_by=by_vendor)


def counted(at_least: str, unit: str | None = None) -> Query:
    least = Condition(predicate="installedCameras", at_least=Decimal(at_least))
    return Query(of="Deployment", where=(least,), measure=Measure.SUM, measured="installedCameras", unit=unit)


def regimes(as_of: str | None) -> Query:
    then = Grouping(predicate="regimeType", as_of=as_of)
    return Query(of="FinancialFacility", group_by=Grouping(predicate="recipient", then=then))


ALIKE = (
    (coded("LIVE"), coded("PLANNED")),
    (coded("LIVE", "PLANNED"), coded("ENDED", "LIVE", "PILOT")),
    (coded("LIVE", day="2019"), coded("LIVE", day="2022-05")),
    (supplied("2014", "2019"), supplied("2017", "2023-06")),
    (counted("1"), counted("40")),
    (counted("1", "camera"), counted("2", "none")),
)
DIFFERENT = (
    (coded("LIVE"), coded("LIVE", "PLANNED")),
    (coded("LIVE"), coded("LIVE", day="2022")),
    (counted("1"), counted("1", "camera")),
    (Query(of="Deployment"), Query(of="Place")),
    (Query(of="Deployment", group_by=Grouping()), Query(of="Deployment")),
    (Query(of="Place", group_by=Grouping(yearly=True)), Query(of="Place", group_by=Grouping())),
    (Query(of="Place", group_by=Grouping(span=Span.MONTH)), Query(of="Place", group_by=Grouping())),
    (regimes("commitmentYear"), regimes("signedOn")),
    (regimes("commitmentYear"), regimes(None)),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    history = History(tmp_path_factory.mktemp("shapes"), seed=11)
    history.begin()
    for _ in range(60):
        history.act()
    opened = Store.open(history.folder)
    yield opened
    opened.close()


@pytest.mark.unmeasured
@pytest.mark.parametrize(("first", "second"), ALIKE)
def test_the_statement_of_a_question_answers_others_of_its_shape(store: Store, first: Query, second: Query) -> None:
    last = store.catalogue.standing().position
    moments = [
        Moment(day=TODAY, position=last, now=True),
        Moment(day=DAYS[4], position=last, now=False),
        Moment(day=DAYS[2], position=last - 20, now=False),
    ]
    counting.made.cache_clear()

    with store.catalogue.connect() as connection:
        for query in (first, second, first):
            for moment in moments:
                by_hand = aggregate(connection, moment, query)
                assert told(connection, moment, query) == by_hand
                assert told_apart(connection, moment, query) == by_hand

    assert shape_of_question(first) == shape_of_question(second)
    assert counting.made.cache_info().currsize <= len(counting.Sort) * len({each.now for each in moments})


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_what_needs_another_statement_has_another_shape(first: Query, second: Query) -> None:
    assert shape_of_question(first) != shape_of_question(second)


def test_it_matters_whether_two_values_are_equal_and_not_what_they_are() -> None:
    def over(one: str, other: str) -> object:
        condition = Condition(predicate="deployedIn", universe=Universe(dataset=one))
        grouping = Grouping(predicate="deployedIn", universe=Universe(dataset=other))
        return shape_of_question(Query(of="Deployment", where=(condition,), group_by=grouping))

    assert over("a", "a") == over("b", "b") != over("a", "b")
    assert over("a", "b") == over("b", "a")


def test_an_id_that_nobody_has_is_refused_also_by_a_statement_that_is_known(store: Store) -> None:
    moment = Moment(day=TODAY, position=store.catalogue.standing().position, now=True)
    held, unknown = (Query(of="Deployment", where=(deployed_in(each),)) for each in (place_of(store), UUID(int=1)))

    with store.catalogue.connect() as connection:
        first = answered(connection, moment, held)
        with pytest.raises(UnknownIdError):
            answered(connection, moment, unknown)

        assert answered(connection, moment, held) == first
    assert shape_of_question(held) == shape_of_question(unknown)


def test_no_more_statements_are_kept_than_there_is_room_for() -> None:
    assert counting.made.cache_info().maxsize == counting.STATEMENTS_KEPT


def deployed_in(place: UUID) -> Condition:
    return Condition(predicate="deployedIn", entities=(place,))


def place_of(store: Store) -> UUID:
    with store.catalogue.connect() as connection:
        return UUID(connection.scalar(select(entity.c.id).where(entity.c.kind == "Place").limit(1)))
