"""What the database counts is what is counted claim by claim: over random histories, at several moments."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.histories import DAYS, History
from tests.projections.statistics.by_hand.aggregates import aggregate
from tests.projections.told import told, told_apart
from tests.stores import TODAY, Store

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.statistics.queries import Condition, Grouping, Measure, Query, Side, Span

DEPLOYED, SUPPLIED = Condition(predicate="deployedIn"), Condition(predicate="supplies", side=Side.OBJECT)
EITHER = Condition(
    predicate="installedCameras",
    others=(
        Condition(predicate="hasStatus", codes=("LIVE",)),
        Condition(predicate="supplies", side=Side.OBJECT, that=(Condition(predicate="supplies", since="2017"),)),
    ),
)
LIVE = Condition(predicate="hasStatus", codes=("LIVE", "PLANNED"))


def reached(*conditions: Condition) -> Condition:
    """The condition on places that something is there which meets these conditions."""
    return Condition(predicate="deployedIn", side=Side.OBJECT, that=conditions)


REACHED = reached(SUPPLIED)
SUPPLIERS = Grouping(predicate="supplies", side=Side.OBJECT, then=Grouping(predicate="supplies"))
BY_VENDOR = Grouping(predicate="deployedIn", side=Side.OBJECT, then=Grouping(predicate="supplies", side=Side.OBJECT))
QUERIES = (
    Query(of="Deployment"),
    Query(of="Deployment", group_by=Grouping()),
    Query(of="Deployment", group_by=Grouping(span=Span.MONTH)),
    Query(of="installedCameras", measure=Measure.SUM, group_by=Grouping(yearly=True, span=Span.QUARTER)),
    Query(of="Deployment", where=(DEPLOYED,), group_by=Grouping(predicate="deployedIn")),
    Query(of="Deployment", where=(DEPLOYED,), group_by=Grouping(predicate="hasStatus")),
    Query(of="Deployment", where=(DEPLOYED, Condition(predicate="supplies", side=Side.OBJECT, absent=True))),
    Query(of="Deployment", where=(DEPLOYED, Condition(predicate="hasStatus", codes=("LIVE",), absent=True))),
    Query(of="Deployment", where=(Condition(predicate="hasStatus", codes=("LIVE", "PLANNED")),)),
    Query(of="Deployment", where=(DEPLOYED, Condition(predicate="installedCameras"))),
    Query(of="Deployment", where=(DEPLOYED, SUPPLIED), measure=Measure.COUNT_STATEMENTS, group_by=Grouping()),
    Query(of="Organisation", where=(Condition(predicate="supplies"),), measure=Measure.COUNT_STATEMENTS),
    Query(of="Organisation", where=(Condition(predicate="supplies", that=(DEPLOYED,)),)),
    Query(of="Organisation", where=(Condition(predicate="supplies", since="2016", before="2022"),)),
    Query(of="Place", where=(REACHED,), group_by=BY_VENDOR),
    Query(of="Place", where=(reached(replace(SUPPLIED, since="2016", before="2022")),), group_by=BY_VENDOR),
    Query(of="Place", where=(reached(SUPPLIED, replace(SUPPLIED, since="2019"), LIVE),), group_by=BY_VENDOR),
    Query(of="Place", where=(reached(LIVE),), group_by=BY_VENDOR),
    Query(of="Place", where=(REACHED, replace(DEPLOYED, side=Side.OBJECT, since="2018")), group_by=BY_VENDOR),
    Query(of="Place", where=(REACHED,), measure=Measure.COUNT_STATEMENTS, group_by=BY_VENDOR),
    Query(of="deployedIn", where=(replace(SUPPLIED, that=(Condition(predicate="supplies"),)),), group_by=SUPPLIERS),
    Query(of="Place", where=(Condition(predicate="regimeType"),), group_by=Grouping(predicate="regimeType")),
    Query(of="installedCameras", measure=Measure.SUM, group_by=Grouping(predicate="deployedIn")),
    Query(of="Deployment", where=(DEPLOYED,), measure=Measure.MEDIAN, measured="installedCameras"),
    Query(of="Deployment", where=(DEPLOYED,), published_by="2021"),
    Query(of="Deployment", where=(EITHER,)),
    Query(of="Deployment", where=(EITHER, SUPPLIED), group_by=Grouping(predicate="deployedIn")),
    Query(of="Deployment", where=(EITHER,), measure=Measure.COUNT_STATEMENTS, group_by=Grouping()),
    Query(of="Deployment", where=(EITHER,), measure=Measure.COUNT_STATEMENTS, group_by=Grouping(span=Span.MONTH)),
    Query(of="Deployment", where=(SUPPLIED, replace(EITHER, absent=True))),
    Query(of="Deployment", where=(EITHER,), measure=Measure.SUM, measured="installedCameras"),
)


ACTS = 70


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, int]]:
    history = History(tmp_path_factory.mktemp("alike"), seed=3, observing=True)
    history.begin()
    heads = [history.act() for _ in range(ACTS)]
    opened = Store.open(history.folder)
    yield opened, heads[ACTS // 2]
    opened.close()


@pytest.mark.unmeasured
@pytest.mark.parametrize("query", QUERIES)
def test_a_random_history_is_counted_alike_at_every_moment(store: tuple[Store, int], query: Query) -> None:
    opened, earlier = store
    last = opened.catalogue.standing().position
    moments = (
        Moment(day=TODAY, position=last, now=True),
        Moment(day=DAYS[5], position=last, now=False, without=("NOASSERTION",)),
        Moment(day=DAYS[3], position=earlier, now=False),
    )

    with opened.catalogue.connect() as connection:
        for moment in moments:
            by_hand = aggregate(connection, moment, query)
            assert told(connection, moment, query) == by_hand
            assert told_apart(connection, moment, query) == by_hand
