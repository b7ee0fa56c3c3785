"""Finds anything by its id."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from watchgraph_projections.views.datasets import CoverageList, DatasetList
from watchgraph_projections.views.evidence import EvidenceList
from watchgraph_projections.views.pages import Cut, Listing, read_page
from watchgraph_projections.views.reviews import DisputeList, JudgementList
from watchgraph_schema.context import Reader, public_id
from watchgraph_schema.datasets import coverage_of, dataset_of
from watchgraph_schema.disputes import dispute_of
from watchgraph_schema.errors import PageTooLargeError
from watchgraph_schema.evidence import evidence_of
from watchgraph_schema.judgements import judgement_of
from watchgraph_schema.nodes import Node
from watchgraph_schema.part_lookups import part_of
from watchgraph_schema.questions import by_id
from watchgraph_schema.shown import claim_of, shown

RowT = TypeVar("RowT")
Finder = Callable[[Reader, tuple[str, ...]], dict[str, Node]]

MOST_IDS = 100
MOST_READINGS = 100
"""Rows that one id may have: a place that many editions state again."""


def _in(listing: Callable[[tuple[str, ...]], Listing[RowT]], node: Callable[[Reader, RowT], Node]) -> Finder:
    def find(reader: Reader, ids: tuple[str, ...]) -> dict[str, Node]:
        wanted = listing(ids)
        page = read_page(reader.connection, wanted, reader.moment, Cut(size=MOST_READINGS * len(ids)))
        return {values["id"]: node(reader, wanted.row(values)) for values in page.values}

    return find


FINDERS: tuple[Finder, ...] = (
    _in(lambda ids: EvidenceList(ids=ids), evidence_of),
    _in(lambda ids: DisputeList(ids=ids), dispute_of),
    _in(lambda ids: JudgementList(ids=ids), judgement_of),
    _in(lambda ids: DatasetList(ids=ids), dataset_of),
    _in(lambda ids: CoverageList(ids=ids), coverage_of),
)


async def nodes_of(reader: Reader, ids: Sequence[str]) -> list[Node | None]:
    """Find what these ids lead to, in their order; None for ids that nobody has issued.

    Raises BadIdError for what is no id, PageTooLargeError for too many.
    """
    if len(ids) > MOST_IDS:
        raise PageTooLargeError(f"At most {MOST_IDS} ids are looked up at once; {len(ids)} were asked for")
    parts = {each: await part_of(reader, each) for each in ids if ":" in each or each in by_id()}
    wanted = [public_id(each) for each in ids if each not in parts]
    entities = await reader.entities_by_id.load_many(wanted)
    found: dict[str, Node] = {
        asked: shown(reader, row) for asked, row in zip(wanted, entities, strict=True) if row is not None
    }
    claims = await reader.claims_by_id.load_many([each for each in wanted if each not in found])
    found |= {row.id: claim_of(reader, row) for row in claims if row is not None}
    for finder in FINDERS:
        missing = tuple(each for each in wanted if each not in found)
        if missing:
            found |= finder(reader, missing)
    return [parts.get(each) or found.get(each.lower()) for each in ids]
