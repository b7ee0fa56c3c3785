"""The difference between two moments: put upon the first list, it gives the second, and says nothing more than that."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, or_, select
from tests.histories import DATASET, DAYS, History
from tests.projections.views.walks import walked
from tests.stores import Store

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.claim_filters import ClaimFilter, conditions, shown_as
from watchgraph_projections.views.differences import CHANGING, About, DifferenceList, DifferenceRow, Stood

ACTS = 90
State = Mapping[int, Stood]


def listed(connection: Connection, moment: Moment, about: About) -> State:
    """The list at a moment, read plainly."""
    claims = tables.claim_at.alias()
    statement = select(claims).where(moment.holds(claims), *conditions(about.filter, claims, moment))
    if about.entity is not None:
        shown = shown_as((about.entity,), moment)
        statement = statement.where(or_(claims.c.subject.in_(shown), claims.c.object.in_(shown)))
    found = {}
    for row in connection.execute(statement).mappings():
        bounds = [row[name] for name in ("from_earliest", "from_latest", "until_earliest", "until_latest")]
        found[row["key"]] = Stood(**{name: row[name] for name in CHANGING}, certainty=moment.certainty(*bounds))
    return found


def differences(connection: Connection, earlier: Moment, later: Moment, about: About) -> list[DifferenceRow]:
    """All of them, page by page."""
    one_day, one_position = earlier.day == later.day, earlier.position == later.position
    listing = DifferenceList(earlier=earlier, about=about, one_day=one_day, one_position=one_position)
    return walked(connection, listing, later, size=7)


def applied(before: State, found: list[DifferenceRow]) -> State:
    """The first list, changed as told."""
    after = dict(before)
    for row in found:
        assert before.get(row.key) == row.before
        after.pop(row.key, None)
        if row.after is not None:
            after[row.key] = row.after
    return after


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(2))
def test_put_upon_the_first_list_it_gives_the_second(tmp_path: Path, seed: int) -> None:
    history = History(tmp_path, seed)
    history.begin()
    positions = [history.act() for _ in range(ACTS)]
    store = Store.open(tmp_path)
    store.catch_up()
    told = 0

    with store.catalogue.connect() as connection:
        for about in _abouts(history):
            for earlier, later in _pairs(history, positions):
                before, after = (listed(connection, each, about) for each in (earlier, later))
                found = differences(connection, earlier, later, about)

                assert applied(before, found) == after, (about, earlier, later)
                assert all(row.before != row.after for row in found)
                told += len(found)
    store.close()
    assert told


def _abouts(history: History) -> list[About]:
    entities = [history.vendors[0], history.places[0], history.deployments[1]]
    return [
        About(),
        About(filter=ClaimFilter(dataset=DATASET)),
        About(filter=ClaimFilter(dataset=DATASET, edition="edition 2")),
        About(filter=ClaimFilter(published_by=20180101)),
        About(filter=ClaimFilter(states=("RETRACTED", "SUPERSEDED"))),
        *[About(entity=str(entity)) for entity in entities],
        About(filter=ClaimFilter(subject=str(history.vendors[2]))),
        About(filter=ClaimFilter(min_sources=2)),
        About(filter=ClaimFilter(subject_kinds=("Group",))),
        About(filter=ClaimFilter(any_of=(ClaimFilter(speaker=str(history.vendors[0])), ClaimFilter(disputed=True)))),
        About(entity=str(history.vendors[1]), filter=ClaimFilter(predicates=("supplies",), standing=True)),
    ]


def _pairs(history: History, positions: list[int]) -> list[tuple[Moment, Moment]]:
    """Pairs of moments: another position, another day, both, neither, and before the beginning."""
    found = []
    for _ in range(2):
        first, second = sorted(history.random.choices([0, *positions], k=2))
        days = history.random.choices(DAYS, k=2)
        licences = history.random.choice([(), ("CC0-1.0",)])
        one = Moment(day=days[0], position=first, now=False, without=licences)
        found += [
            (one, replace(one, position=second)),
            (one, replace(one, day=days[1])),
            (one, replace(one, position=second, day=days[1])),
        ]
    return found


def test_between_equal_moments_nothing_differs(tmp_path: Path) -> None:
    history = History(tmp_path, 9)
    history.begin()
    position = [history.act() for _ in range(30)][-1]
    store = Store.open(tmp_path)
    store.catch_up()
    moment = Moment(day=DAYS[3], position=position, now=False)

    with store.catalogue.connect() as connection:
        found = differences(connection, moment, moment, About())
    store.close()

    assert found == []
