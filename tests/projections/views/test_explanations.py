"""The explanation of a figure is the projection's own: it ends where the stored figure stands, at every moment."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.histories import DAYS, History
from tests.stores import Store

from watchgraph_projections.catalogue.confidence import ingredients
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_projections.views.explanations import Explanation, Part, explain
from watchgraph_projections.views.rows import columns_of, read

ACTS = 140


@pytest.fixture(scope="module", params=range(4))
def explained(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[ClaimRow, Explanation]]:
    """Every claim of a random history, explained at three moments of it."""
    folder: Path = tmp_path_factory.mktemp("history")
    history = History(folder, request.param)
    history.begin()
    positions = [history.act() for _ in range(ACTS)]
    store = Store.open(folder)
    store.catch_up()
    found = [each for position in positions[40::45] for each in _all(store, position)]
    store.close()
    return found


def _all(store: Store, position: int) -> list[tuple[ClaimRow, Explanation]]:
    moment = Moment(day=DAYS[0], position=position, now=False)
    claims = moment.of(CLAIMS)
    with store.catalogue.connect() as connection:
        rows = connection.execute(select(*columns_of(ClaimRow, claims)).where(moment.holds(claims))).mappings().all()
        assert len(rows) > 10
        return [(row, explain(connection, moment, row)) for row in (read(ClaimRow, values) for values in rows)]


def test_the_figure_and_its_ingredients_are_the_stored_ones(explained: list[tuple[ClaimRow, Explanation]]) -> None:
    for row, explanation in explained:
        assert explanation.assessment.score == row.confidence
        assert ingredients(explanation.assessment, row.credibility) == json.loads(row.confidence_inputs)


def test_the_last_step_leaves_the_figure_that_is_stored(explained: list[tuple[ClaimRow, Explanation]]) -> None:
    for row, explanation in explained:
        assert explanation.steps[-1].score == row.confidence


def test_each_origin_raises_and_each_contradiction_lowers_or_leaves_the_figure(
    explained: list[tuple[ClaimRow, Explanation]],
) -> None:
    seen = set()
    for _, explanation in explained:
        before = 0
        for step in explanation.steps:
            seen.add(step.part)
            after = step.score or 0
            assert after <= before if step.part is Part.CONTRADICTION else after >= before
            before = after
    assert seen == set(Part)


def test_what_is_said_to_raise_the_figure_raises_it(explained: list[tuple[ClaimRow, Explanation]]) -> None:
    for row, explanation in explained:
        assert explanation.raises or row.confidence == 100
        assert all(each.score > (row.confidence or 0) for each in explanation.raises)


def test_claims_that_do_not_stand_are_assessed_with_those_that_do(
    explained: list[tuple[ClaimRow, Explanation]],
) -> None:
    fallen = [(row, explanation) for row, explanation in explained if not row.standing]

    assert fallen
    assert all(row.key in explanation.together for row, explanation in fallen)
