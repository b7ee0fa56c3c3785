"""How the database finds what the views ask for: by key or index, now and as of any moment."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, select

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.catalogue.standing import read_standing
from watchgraph_projections.comparisons.extents import extents
from watchgraph_projections.comparisons.figures import REFERENCE, FigureFilter, figures
from watchgraph_projections.comparisons.rivals import grounds_of
from watchgraph_projections.views import claims, coverages, entities, kinds, pages, sources
from watchgraph_projections.views.callings import Calling
from watchgraph_projections.views.claim_filters import ClaimFilter
from watchgraph_projections.views.claims import ClaimList, ClaimOrder, Through
from watchgraph_projections.views.entities import AbsorbedList, EntityList
from watchgraph_projections.views.entity_filters import Comparison, Condition, EntityFilter
from watchgraph_projections.views.evidence import EvidenceList
from watchgraph_projections.views.histories import ClaimHistory, History
from watchgraph_projections.views.kinds import KindList
from watchgraph_projections.views.neighbours import NeighbourList
from watchgraph_projections.views.pages import Cut, Listing, Owner
from watchgraph_projections.views.redactions import redacted_since
from watchgraph_projections.views.reviews import DisputeList
from watchgraph_projections.views.rivals import RivalList
from watchgraph_projections.views.sources import SourceList

CUT = Cut(size=20)
Ask = Callable[[Connection, Moment], object]


def under(listing: Listing[object], *owners: Owner) -> Ask:
    return lambda connection, moment: pages.read_pages(connection, listing, moment, CUT, owners)


def alone(listing: Listing[object]) -> Ask:
    return lambda connection, moment: pages.read_page(connection, listing, moment, CUT)


def without(ask: Ask) -> Ask:
    """The same, with a licence left out."""
    return lambda connection, moment: ask(connection, replace(moment, without=("ODbL-1.0",)))


def called(wanted: Calling) -> EntityFilter:
    return EntityFilter(called=(wanted,))


ASKED: dict[str, Ask] = {
    "claims by key": lambda connection, moment: claims.by_key(connection, moment, [1, 2]),
    "claims by id": lambda connection, moment: claims.by_id(connection, moment, ["a", "b"]),
    "entities by key": lambda connection, moment: entities.by_key(connection, moment, [1, 2]),
    "entities by id": lambda connection, moment: entities.shown_by_id(connection, moment, ["a", "b"]),
    "sources by key": lambda connection, moment: sources.by_key(connection, moment, [1, 2]),
    "headlines": lambda connection, moment: kinds.headline_claims(connection, moment, "Deployment", [1, 2]),
    "claims of one entity": under(ClaimList(through=Through.EITHER), 1),
    "claims of two entities": under(ClaimList(through=Through.EITHER), 1, 2),
    "timeline": under(ClaimList(through=Through.EITHER, order=ClaimOrder.VALID), 1, 2),
    "claims of a speaker": under(ClaimList(through=Through.SPEAKER), 1, 2),
    "claims that say the same": under(ClaimList(through=Through.GROUP), 1, 2),
    "claims of an edge": under(ClaimList(through=Through.EDGE), 1, 2),
    "claims of a source": under(ClaimList(through=Through.SOURCE), 1, 2),
    "claims of a dispute": under(ClaimList(through=Through.DISPUTED), 1, 2),
    "claims of a record": alone(ClaimList(filter=ClaimFilter(records=("C042",)))),
    "claims of a predicate": alone(ClaimList(filter=ClaimFilter(predicates=("supplies",)))),
    "rivals": under(RivalList(), 1, 2),
    "evidence": under(EvidenceList(), 1, 2),
    "sources of entities": under(SourceList(), 1, 2),
    "neighbours": under(NeighbourList(), 1, 2),
    "absorbed": under(AbsorbedList(), 1, 2),
    "disputes of claims": under(DisputeList(), 1, 2),
    "history": under(History(), "a", "b"),
    "history of claims": under(ClaimHistory(), "a", "b"),
    "claims of one entity without a licence": without(under(ClaimList(through=Through.EITHER), 1)),
    "entities by key without a licence": without(
        lambda connection, moment: entities.by_key(connection, moment, [1, 2])
    ),
    "headlines without a licence": without(
        lambda connection, moment: kinds.headline_claims(connection, moment, "Deployment", [1, 2])
    ),
    "figures of a record": lambda connection, moment: figures(connection, moment, FigureFilter(refs=("C042",))),
    "all figures": lambda connection, moment: figures(connection, moment, FigureFilter()),
    "records of an edition": lambda connection, moment: extents(connection, moment, REFERENCE),
    "grounds of disputes": lambda connection, moment: grounds_of(connection, moment, [1, 2]),
    "what is covered of a place": lambda connection, moment: coverages.covered(connection, moment, 1, None, None),
    "a kind by a name": alone(KindList(kind="Place", filter=called(Calling(text="Београд")))),
    "a kind by names, in their order": alone(
        KindList(kind="Place", filter=called(Calling(texts=("Belgrade", "Београд"))), sort="label")
    ),
    "a kind by a name that a claim of its own gives": alone(
        KindList(kind="Place", filter=called(Calling(text="Belgrade", claim=ClaimFilter(min_sources=1))))
    ),
    "entities of any kind by a name": alone(EntityList(filter=called(Calling(text="Huawei")))),
    "entities by a name without a licence": without(
        alone(KindList(kind="Place", filter=called(Calling(text="Belgrade"))))
    ),
    "a kind by an indexed value": alone(
        KindList(
            kind="Deployment",
            filter=EntityFilter(where=(Condition(column="has_status", test=Comparison.EQUAL, values=("LIVE",)),)),
        )
    ),
}


@pytest.fixture
def connection(reference_folder: Path) -> Iterator[Connection]:
    catalogue = Catalogue.open(reference_folder)
    with catalogue.connect() as opened:
        yield opened
    catalogue.close()


def plan(connection: Connection, ask: Ask, moment: Moment) -> list[str]:
    """How each statement is carried out, line by line."""
    ran: list[tuple[str, tuple[object, ...]]] = []
    event.listen(connection, "before_cursor_execute", lambda *given: ran.append((given[2], given[3])))
    ask(connection, moment)
    explained = [connection.exec_driver_sql(f"explain query plan {text}", values) for text, values in list(ran)]
    return [str(row[3]) for rows in explained for row in rows]


@pytest.mark.parametrize("now", [True, False])
@pytest.mark.parametrize("name", ASKED)
def test_no_large_table_is_read_from_end_to_end(connection: Connection, name: str, now: bool) -> None:  # noqa: FBT001  # a parameter
    position, day = read_standing(connection)
    here = Moment(day=day, position=position, now=True)
    moment = here if now else Moment(day=here.day, position=here.position, now=False)

    lines = plan(connection, ASKED[name], moment)

    assert lines
    assert [line for line in lines if line.startswith("SCAN ") and not _small(line)] == []


@pytest.mark.parametrize("now", [True, False])
def test_names_are_read_from_their_indexes(connection: Connection, now: bool) -> None:  # noqa: FBT001  # a parameter
    position, day = read_standing(connection)
    moment = Moment(day=day, position=position, now=now)

    known = plan(connection, alone(KindList(kind="Place", filter=called(Calling(text="Belgrade")))), moment)
    part = plan(connection, alone(KindList(kind="Place", filter=called(Calling(words="elgra")))), moment)

    assert [line for line in known if "_named (text=? AND predicate=?" in line]
    assert [line for line in part if "_names (subject=? AND predicate=?" in line]


def test_evidence_of_a_claim_is_read_in_its_order_and_never_sorted(connection: Connection) -> None:
    position, day = read_standing(connection)
    claim = connection.execute(select(tables.evidence.c.claim).limit(1)).scalar_one()

    def ask(through: Connection, at: Moment) -> None:
        pages.read_pages(through, EvidenceList(), at, Cut(size=3), (claim,))

    lines = plan(connection, ask, Moment(day=day, position=position, now=True))

    assert [line for line in lines if "evidence_order (claim=?)" in line]
    assert [line for line in lines if "B-TREE" in line] == []


def test_what_was_redacted_is_counted_without_reading_every_event(connection: Connection) -> None:
    position, day = read_standing(connection)

    lines = plan(
        connection, lambda through, _: redacted_since(through, 0), Moment(day=day, position=position, now=True)
    )

    assert [line for line in lines if "event_redacted (" in line]


def _small(line: str) -> bool:
    """What a subquery found is as small as what was asked for."""
    return line == "SCAN CONSTANT ROW" or line.split()[1].startswith(("anon", "(subquery", "inside"))
