"""Finds again what has no UUID of its own: items of the catalogue's lists, and items of answers."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from watchgraph.vocabulary import PREDICATES
from watchgraph_projections.comparisons.extents import extents
from watchgraph_projections.statistics.queries import Query
from watchgraph_projections.views.datasets import EditionList
from watchgraph_projections.views.entities import AbsorbedList
from watchgraph_projections.views.features import FeatureList
from watchgraph_projections.views.histories import History
from watchgraph_projections.views.neighbours import NeighbourList
from watchgraph_projections.views.pages import Cut, Listing, Owner, Place
from watchgraph_projections.views.rivals import RivalList
from watchgraph_projections.views.sources import ArtifactList, LineageList
from watchgraph_projections.views.timelines import Timeline
from watchgraph_schema.aggregates import aggregate
from watchgraph_schema.claim_differences import Compared
from watchgraph_schema.claims import rival_of
from watchgraph_schema.comparison_questions import ComparisonQuestion, compare_all
from watchgraph_schema.connections import Connection
from watchgraph_schema.context import Reader
from watchgraph_schema.coverage_questions import EditionCoverage, PredicateCoverage, what_is_covered
from watchgraph_schema.datasets import edition_of
from watchgraph_schema.diffs import diff_of
from watchgraph_schema.entities import absorbed_of, neighbour_of
from watchgraph_schema.errors import BadIdError
from watchgraph_schema.features import feature_of
from watchgraph_schema.histories import commit_of, event_of
from watchgraph_schema.list_parts import LARGEST_PAGE
from watchgraph_schema.money_trails import Start, find_money_trails
from watchgraph_schema.names import external_id_of, name_of
from watchgraph_schema.node_ids import SHOWN_OF_ID, read_asked
from watchgraph_schema.nodes import Node
from watchgraph_schema.paths import PathQuestion, find_paths
from watchgraph_schema.public_ids import public_id
from watchgraph_schema.questions import by_id
from watchgraph_schema.saved_queries import SavedQuery
from watchgraph_schema.search import Search, hits
from watchgraph_schema.sources import artifact_of, lineage_of
from watchgraph_schema.timelines import entry_of
from watchgraph_schema.ways import find_ways

RowT = TypeVar("RowT")
QuestionT = TypeVar("QuestionT")
ItemT = TypeVar("ItemT", bound=Node)
Find = Callable[[Reader, str], Awaitable[Node | None]]


def _number(text: str) -> int:
    """Read a key. Raises BadIdError for what is none."""
    if not text.isdecimal() or len(text) > len(str(2**62)):
        raise BadIdError(f"{text[:SHOWN_OF_ID]!r} is no part of an id of ours: take an `id` as it is")
    return int(text)


async def _listed(
    reader: Reader, listing: Listing[RowT], owner: Owner, wanted: Callable[[RowT], bool], after: int | None = None
) -> RowT | None:
    """The row of an owner's list that is wanted. after: the tie just before it; None where lists are short."""
    place = None if after is None else Place(sort=None, tie=after)
    page = await reader.page(listing, Cut(size=LARGEST_PAGE if place is None else 1, after=place), owner)
    return next((row for row in map(listing.row, page.values) if wanted(row)), None)


async def _name(reader: Reader, text: str) -> Node | None:
    row = await reader.claims_by_id.load(public_id(text))
    return name_of(reader, row) if row is not None and row.predicate == "name" else None


async def _external_id(reader: Reader, text: str) -> Node | None:
    row = await reader.claims_by_id.load(public_id(text))
    return external_id_of(reader, row) if row is not None and row.predicate == "externalId" else None


async def _commit(reader: Reader, text: str) -> Node | None:
    position = _number(text)
    row = await reader.commits.load(position)
    return None if row is None or position > reader.moment.position else commit_of(reader, row)


async def _event(reader: Reader, text: str) -> Node | None:
    stream, _, position = text.rpartition(":")
    number = _number(position)
    row = await _listed(reader, History(), stream, lambda each: each.position == number, number - 1)
    return None if row is None else event_of(reader, row)


async def _artifact(reader: Reader, text: str) -> Node | None:
    source, _, digest = text.partition(":")
    row = await _listed(reader, ArtifactList(), _number(source), lambda each: each.sha256 == digest)
    return None if row is None else artifact_of(reader, row)


async def _lineage(reader: Reader, text: str) -> Node | None:
    source, _, rest = text.partition(":")
    row = await _listed(reader, LineageList(), _number(source), lambda each: f"{each.origin}:{each.relation}" == rest)
    return None if row is None else lineage_of(reader, row)


async def _edition(reader: Reader, text: str) -> Node | None:
    dataset, _, rest = text.partition(":")
    row = await _listed(reader, EditionList(), dataset, lambda each: f"{each.mapping}:{each.name}" == rest)
    return None if row is None else edition_of(reader, row)


async def _rival(reader: Reader, text: str) -> Node | None:
    claim, _, other = text.partition(":")
    key = _number(other)
    row = await _listed(reader, RivalList(), _number(claim), lambda each: each.claim.key == key, key - 1)
    return None if row is None else rival_of(reader, row)


async def _neighbour(reader: Reader, text: str) -> Node | None:
    near, _, first = text.partition(":")
    key = _number(first)
    row = await _listed(reader, NeighbourList(), _number(near), lambda each: each.first_claim == key, key - 1)
    return None if row is None else neighbour_of(reader, row)


async def _absorbed(reader: Reader, text: str) -> Node | None:
    public = public_id(text)
    into, key = await reader.entities_by_id.load(public), reader.first_met([public]).get(public)
    if into is None or key is None:
        return None
    row = await _listed(reader, AbsorbedList(), into.key, lambda each: each.id == public, key - 1)
    return None if row is None else absorbed_of(reader, row)


async def _edition_coverage(reader: Reader, text: str) -> Node | None:
    dataset, _, edition = text.partition(":")
    if edition not in reader.editions().get(dataset, ()):
        return None
    return EditionCoverage(extent=extents(reader.connection, reader.moment, dataset, edition)[0])


async def _predicate_coverage(reader: Reader, text: str) -> Node | None:
    name, _, rest = text.partition(":")
    place, _, dataset = rest.partition(":")
    if name not in PREDICATES:
        return None
    key = _number(place) if place else None
    found = what_is_covered(reader, key, None, dataset or None)
    rows = (row for row in found if (row.predicate, row.dataset or "") == (name, dataset))
    return next((PredicateCoverage(row=row, place=key) for row in rows), None)


async def _feature(reader: Reader, text: str) -> Node | None:
    claim = await reader.claims_by_id.load(public_id(text))
    if claim is None:
        return None
    page = await reader.page(FeatureList(), Cut(size=1, after=Place(sort=None, tie=claim.key - 1)), None)
    rows = (FeatureList().row(values) for values in page.values)
    return next((feature_of(reader, row) for row in rows if (row.via or row.point) == claim.key), None)


async def _entry(reader: Reader, text: str) -> Node | None:
    claim, _, tie = text.partition(":")
    listing = Timeline(claim=public_id(claim), tie=tie)
    page = await reader.page(listing, Cut(size=1), None)
    return next((entry_of(reader, listing.row(values)) for values in page.values), None)


def _again(question: type[QuestionT], ask: Callable[[Reader, QuestionT], Connection[ItemT]]) -> Find:
    """Ask a question again, as of the moment that it was asked of, for the one item of its answer."""

    async def find(reader: Reader, text: str) -> Node | None:
        asked = read_asked(text, question)
        part = ask(asked.reader(reader), asked.question).part
        part.cut = asked.cut
        return next(iter((await part.items()).nodes), None)

    return find


FINDERS: Mapping[str, Find] = {
    "Name": _name,
    "ExternalId": _external_id,
    "Commit": _commit,
    "Event": _event,
    "Artifact": _artifact,
    "Lineage": _lineage,
    "Edition": _edition,
    "Rival": _rival,
    "Neighbour": _neighbour,
    "Absorbed": _absorbed,
    "EditionCoverage": _edition_coverage,
    "PredicateCoverage": _predicate_coverage,
    "Path": _again(PathQuestion, find_paths),
    "MoneyTrail": _again(Start, find_money_trails),
    "SearchHit": _again(Search, hits),
    "AggregateGroup": _again(Query, lambda reader, asked: aggregate(reader, asked).group_list()),
    "Feature": _feature,
    "Way": _again(PathQuestion, lambda reader, asked: find_ways(reader, asked).way_list()),
    "ClaimDifference": _again(Compared, lambda reader, asked: diff_of(reader, asked).difference_list()),
    "EntityMove": _again(Compared, lambda reader, asked: diff_of(reader, asked).move_list()),
    "TimelineEntry": _entry,
    "Comparison": _again(ComparisonQuestion, compare_all),
}
"""The type that an id begins with to what finds it."""


async def part_of(reader: Reader, text: str) -> Node | None:
    """Find what an id that is no UUID leads to. Raises BadIdError, and what the question in it raises."""
    if text in by_id():
        return SavedQuery(document_=by_id()[text])
    kind, _, rest = text.partition(":")
    if kind not in FINDERS:
        raise BadIdError(f"{text[:SHOWN_OF_ID]!r} is no id of ours: take an `id` as it is")
    return await FINDERS[kind](reader, rest)
