"""Finds anything by its id."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from watchgraph_projections.views.datasets import CoverageList, DatasetList
from watchgraph_projections.views.evidence import EvidenceList
from watchgraph_projections.views.pages import Cut, Listing, read_page
from watchgraph_projections.views.reviews import DisputeList, JudgementList
from watchgraph_schema.compiling.readers import SymbolicReader
from watchgraph_schema.compiling.symbols import First, NotThisTimeError
from watchgraph_schema.context import Reader
from watchgraph_schema.datasets import coverage_of, dataset_of
from watchgraph_schema.disputes import dispute_of
from watchgraph_schema.errors import PageTooLargeError
from watchgraph_schema.evidence import evidence_of
from watchgraph_schema.judgements import judgement_of
from watchgraph_schema.nodes import Node
from watchgraph_schema.part_lookups import part_of
from watchgraph_schema.public_ids import public_id
from watchgraph_schema.questions import by_id
from watchgraph_schema.shown import claim_by_id, claim_of, shown, shown_by_id

RowT = TypeVar("RowT")

MOST_IDS = 100
MOST_READINGS = 100
"""Rows that one id may have: a place that many editions state again."""


class _Finder(Generic[RowT]):
    """Finds what a list holds. listing: the list of what has certain ids."""

    def __init__(
        self, listing: Callable[[tuple[str, ...]], Listing[RowT]], node: Callable[[Reader, RowT], Node]
    ) -> None:
        self._listing = listing
        self._node = node

    def find(self, reader: Reader, ids: tuple[str, ...]) -> dict[str, Node]:
        """What these ids lead to; of several rows with one id the last."""
        wanted = self._listing(ids)
        cut = Cut(size=MOST_READINGS * len(ids), backwards=True)
        page = read_page(reader.connection, wanted, reader.moment, cut)
        return {values["id"]: self._node(reader, wanted.row(values)) for values in page.values}

    def symbolic(self, reader: SymbolicReader, public: str) -> Node:
        """What an id will lead to."""
        return self._node(reader, reader.last_in(self._listing, public))


FINDERS = (
    _Finder(lambda ids: EvidenceList(ids=ids), evidence_of),
    _Finder(lambda ids: DisputeList(ids=ids), dispute_of),
    _Finder(lambda ids: JudgementList(ids=ids), judgement_of),
    _Finder(lambda ids: DatasetList(ids=ids), dataset_of),
    _Finder(lambda ids: CoverageList(ids=ids), coverage_of),
)


async def nodes_of(reader: Reader, ids: Sequence[str]) -> list[Node | None]:
    """Find what these ids lead to, in their order; None for ids that nobody has issued.

    Raises BadIdError for what is no id, PageTooLargeError for too many.
    """
    if isinstance(reader, SymbolicReader):
        return [await _symbolic(reader, each) for each in ids]
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
            found |= finder.find(reader, missing)
    return [parts.get(each) or found.get(each.lower()) for each in ids]


async def _symbolic(reader: SymbolicReader, given: str) -> Node | None:
    """What an id will lead to: the first of all that it could. Ids of parts are read by the executor."""
    if ":" in given or given in by_id():
        raise NotThisTimeError("the id is of a part of an answer")
    public = public_id(given)
    options: list[Node | None] = [await shown_by_id(reader, public), await claim_by_id(reader, public)]
    options += [finder.symbolic(reader, public) for finder in FINDERS]
    return First(tuple(options))  # type: ignore[return-value]  # stands for the node
