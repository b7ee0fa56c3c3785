"""The explanation of a figure is the projection's own: it ends where the stored figure stands, at every moment."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from tests.histories import ACCEPTED, DAYS, History
from tests.stores import Store

from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.identifiers import claim_id, evidence_id
from watchgraph.domain.statements import Evidence, Origin, Stance, Statement
from watchgraph.domain.values import EntityRef
from watchgraph_projections.catalogue.confidence import ingredients
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_projections.views.explanations import Explanation, Part, Remedy, explain
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
        return [(row, explain(connection, moment, row)) for row in (read(ClaimRow, values) for values in rows)]


@pytest.mark.unmeasured
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
    for _, explanation in explained:
        before = 0
        for step in explanation.steps:
            after = step.score or 0
            assert after <= before if step.part is Part.CONTRADICTION else after >= before
            before = after


def test_repeats_are_left_out_first_and_contradictions_count_last(tmp_path: Path) -> None:
    history = History(tmp_path, 1)
    history.begin()
    court, media, echo = history.sources[0], history.sources[1], history.sources[2]
    statement = Statement(
        subject=history.vendors[0],
        predicate="supplies",
        object=EntityRef(id=history.deployments[0]),
        origin=Origin(source=media),
    )
    evidence = (
        proof(statement, media, Stance.SUPPORTS),
        proof(statement, echo, Stance.SUPPORTS, relays=media),
        proof(statement, court, Stance.CONTRADICTS),
    )
    claim = claim_id(statement)
    position = history.commit([(claim, ClaimProposed(statement=statement, evidence=evidence, policy=ACCEPTED))])
    store = Store.open(tmp_path)
    store.catch_up()

    ((row, explanation),) = _all(store, position)
    store.close()

    assert [step.part for step in explanation.steps] == [Part.REPEATS, Part.ORIGIN, Part.CONTRADICTION]
    assert [step.score for step in explanation.steps] == [None, 72, row.confidence]
    assert [each.remedy for each in explanation.raises][-1] is Remedy.SETTLED_CONTRADICTION
    assert explanation.raises[-1].score == 72


def proof(statement: Statement, source: UUID, stance: Stance, relays: UUID | None = None) -> Evidence:
    named = evidence_id(claim_id(statement), artifact=None, source=source, locator="p. 1", stance=stance)
    return Evidence(id=named, source=source, stance=stance, locator="p. 1", relays=relays)


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
