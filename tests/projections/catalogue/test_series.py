"""The edition in whose series of observations a claim stands."""

from pathlib import Path

from sqlalchemy import select
from tests.histories import History
from tests.stores import Store

from watchgraph_projections.catalogue.tables import claim, evidence


def test_an_observation_stands_in_the_newest_edition_that_states_it(tmp_path: Path) -> None:
    history = History(tmp_path, seed=3, observing=True)
    history.begin()
    for _ in range(70):
        history.act()

    store = Store.open(tmp_path)
    with store.catalogue.connect() as connection:
        query = select(claim.c.key, claim.c.predicate, claim.c.series, evidence.c.published_by, evidence.c.edition)
        stated = connection.execute(query.join_from(claim, evidence, evidence.c.claim == claim.c.key)).all()
    store.close()

    observed = [row for row in stated if row.predicate == "regimeType"]
    assert len({row.series for row in observed}) > 1
    for row in observed:
        newest = max((each.published_by, each.edition) for each in observed if each.key == row.key)
        assert row.series == newest[1]
    assert {row.series for row in stated if row.predicate != "regimeType"} == {None}
