"""The timeline of an entity has every entry of its claims once, by day, as it was known at the moment."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, or_, select
from tests.histories import DAYS, History
from tests.projections.views.walks import walked
from tests.stores import Store

from watchgraph.domain.edtf import ALWAYS, NEVER
from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.claim_filters import shown_as
from watchgraph_projections.views.timelines import Clock, Timeline, TimelineRow

Entry = tuple[str, int | None, str, int]


def listed(connection: Connection, wanted: Timeline, moment: Moment) -> list[TimelineRow]:
    """All entries, page by page."""
    return walked(connection, wanted, moment, size=13)


def told(connection: Connection, entity: UUID, moment: Moment) -> Iterator[Entry]:
    """The same entries, each table read by itself."""
    claims = tables.claim_at.alias()
    shown = shown_as((str(entity),), moment)
    about = or_(claims.c.subject.in_(shown), claims.c.object.in_(shown))
    for claim in connection.execute(select(claims).where(about, moment.holds(claims))).all():
        if claim.standing:
            yield "VALID", None if claim.from_earliest == ALWAYS else claim.from_earliest, "BEGAN", claim.key
            state = PREDICATES[claim.predicate].persistence is Persistence.STATE
            if state and claim.until_latest < NEVER:
                yield "VALID", claim.until_latest, "OVER", claim.key
        yield from _recorded(connection, claim.key, claim.id, moment)
        proofs = tables.evidence_at.alias()
        for proof in connection.execute(select(proofs).where(proofs.c.claim == claim.key, moment.holds(proofs))):
            yield "PUBLISHED", None if proof.published_by == NEVER else proof.published_by, "PUBLISHED", claim.key


def _recorded(connection: Connection, key: int, stream: str, moment: Moment) -> Iterator[Entry]:
    disputes, over = tables.dispute.alias(), tables.dispute_claim.alias()
    streams = select(disputes.c.id).where(disputes.c.key == over.c.dispute, over.c.claim == key)
    events, commits = tables.events.alias(), tables.commits.alias()
    acts = select(events.c.topic, commits.c.at).where(
        or_(events.c.stream == stream, events.c.stream.in_(streams)),
        commits.c.position == events.c.commit,
        events.c.commit <= moment.position,
    )
    for topic, at in connection.execute(acts):
        yield "RECORDED", int(at[:10].replace("-", "")), topic, key


@pytest.mark.parametrize("seed", range(2))
def test_every_entry_is_there_once_in_order_at_any_moment(tmp_path: Path, seed: int) -> None:
    history = History(tmp_path, seed)
    history.begin()
    positions = [history.act() for _ in range(100)]
    store = Store.open(tmp_path)
    store.catch_up()
    seen: set[str] = set()

    with store.catalogue.connect() as connection:
        for position in positions[30::23]:
            moment = Moment(day=DAYS[2], position=position, now=False)
            for entity in (*history.vendors[:3], history.places[0], history.deployments[0]):
                found = listed(connection, Timeline(entity=str(entity)), moment)

                entries = [(str(row.clock), row.day, row.act, row.claim) for row in found]
                assert sorted(entries, key=repr) == sorted(told(connection, entity, moment), key=repr)
                assert [row.day or 0 for row in found] == sorted(row.day or 0 for row in found)
                assert len({row.tie for row in found}) == len(found)
                seen |= {row.clock for row in found}
    store.close()
    assert seen == set(Clock)


def test_clocks_and_periods_choose_and_an_entry_is_found_by_its_name(tmp_path: Path) -> None:
    history = History(tmp_path, 5)
    history.begin()
    position = [history.act() for _ in range(80)][-1]
    store = Store.open(tmp_path)
    store.catch_up()
    moment = Moment(day=DAYS[2], position=position, now=False)
    entity = str(history.deployments[0])

    with store.catalogue.connect() as connection:
        whole = listed(connection, Timeline(entity=entity), moment)
        world = listed(connection, Timeline(entity=entity, clocks=(Clock.VALID,)), moment)
        period = listed(connection, Timeline(entity=entity, since=20180101, until=20201231), moment)
        named = [listed(connection, Timeline(claim=row.claim_id, tie=row.tie), moment) for row in whole]
    store.close()

    assert world == [row for row in whole if row.clock is Clock.VALID]
    assert period == [row for row in whole if row.day is not None and 20180101 <= row.day <= 20201231]
    assert named == [[row] for row in whole]
