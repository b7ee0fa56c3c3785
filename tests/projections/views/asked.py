"""Draws listings of every class with values that a store has, and some that it has not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from sqlalchemy import Column, Connection, select

from watchgraph.domain.edtf import Certainty
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.kinds import KIND_TABLES
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.search.hits import Hits
from watchgraph_projections.search.words import read
from watchgraph_projections.views.callings import Calling
from watchgraph_projections.views.claim_changes import ChangingCommits, MoveList
from watchgraph_projections.views.claim_filters import ClaimFilter
from watchgraph_projections.views.claims import ClaimList, ClaimOrder, Through
from watchgraph_projections.views.datasets import CoverageList, DatasetList, EditionList
from watchgraph_projections.views.differences import About, DifferenceList
from watchgraph_projections.views.entities import AbsorbedList, EntityList
from watchgraph_projections.views.entity_filters import Comparison, Condition, EntityFilter
from watchgraph_projections.views.evidence import EvidenceList
from watchgraph_projections.views.features import DEPLOYMENT, PLACE, Box, FeatureList
from watchgraph_projections.views.histories import ClaimHistory, CommitList, History
from watchgraph_projections.views.kinds import KindList
from watchgraph_projections.views.neighbours import NeighbourFilter, NeighbourList
from watchgraph_projections.views.pages import Listing, Owner
from watchgraph_projections.views.reviews import DisputeList, JudgementList
from watchgraph_projections.views.rivals import RivalList
from watchgraph_projections.views.sources import ArtifactList, LineageList, SourceFilter, SourceList
from watchgraph_projections.views.timelines import Clock, Timeline

T = TypeVar("T")
Drawn = SearchStrategy[object]
UNKNOWN_ID = "00000000-0000-0000-0000-000000000000"


class Pools:
    """Values to draw from, read out of a store once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: dict[object, Sequence[object]] = {}

    def one(self, column: Column[T], *others: T) -> SearchStrategy[T]:
        if column not in self._found:
            statement = select(column).where(column.is_not(None)).distinct().order_by(column)
            self._found[column] = self._connection.scalars(statement).all()
        found: Sequence[T] = self._found[column]  # type: ignore[assignment]  # read from this column
        return st.sampled_from([*found, *others])

    def some(self, column: Column[T], *others: T) -> SearchStrategy[tuple[T, ...]]:
        return st.lists(self.one(column, *others), max_size=3, unique=True).map(tuple)


def few(made: Callable[..., T], always: Mapping[str, Drawn], **sometimes: Drawn) -> SearchStrategy[T]:
    """Fill all fields of the first, and up to two of the others: more filters together find nothing."""

    def filled(names: Sequence[str]) -> SearchStrategy[T]:
        return st.builds(made, **always, **{name: sometimes[name] for name in names})

    if not sometimes:
        return filled(())
    return st.lists(st.sampled_from(sorted(sometimes)), max_size=2, unique=True).flatmap(filled)


def of(members: type[StrEnum]) -> SearchStrategy[StrEnum]:
    return st.sampled_from(list(members))


FLAG = st.booleans()
POSITION = st.sampled_from([0, 600, 1200])
EARLIER = st.builds(Moment, day=st.sampled_from([20180101, 20221231]), position=POSITION, now=st.just(value=False))
CERTAINTIES = st.lists(of(Certainty), max_size=2, unique=True).map(tuple)


def composed(plain: SearchStrategy[T]) -> SearchStrategy[T]:
    """Filters that are plain, and such with parts of their kind."""
    part = st.lists(plain, max_size=2).map(tuple)
    parted = st.tuples(plain, part, part, part).map(
        lambda drawn: replace(drawn[0], all_of=drawn[1], any_of=drawn[2], none_of=drawn[3])  # type: ignore[type-var]  # a filter
    )
    return st.one_of(plain, parted)


def claim_filters(pools: Pools) -> SearchStrategy[ClaimFilter]:
    return composed(_claim_filters(pools))


def _claim_filters(pools: Pools) -> SearchStrategy[ClaimFilter]:
    claim, entity_id = tables.claim.c, pools.one(tables.entity.c.id, UNKNOWN_ID)
    return few(
        ClaimFilter,
        {},
        predicates=pools.some(claim.predicate, "none"),
        families=pools.some(claim.family),
        without_families=pools.some(claim.family),
        subject=entity_id,
        object=entity_id,
        speaker=entity_id,
        states=pools.some(claim.state),
        standing=FLAG,
        modalities=pools.some(claim.modality),
        polarities=pools.some(claim.polarity),
        ids=pools.some(claim.id, UNKNOWN_ID),
        records=pools.some(claim.record, "none"),
        dataset=pools.one(claim.dataset, "none"),
        edition=pools.one(tables.edition.c.name, "none"),
        published_by=st.sampled_from([20150101, 20221231, 20260101]),
        min_confidence=st.integers(0, 100),
        disputed=FLAG,
        draws=FLAG,
        holds=CERTAINTIES,
        subject_kinds=pools.some(tables.entity.c.kind),
        object_kinds=pools.some(tables.entity.c.kind),
        lasting_from=st.sampled_from([0, 20190101, 20200615]),
        lasting_to=st.sampled_from([20190101, 20200616, 99991231]),
        recorded_after=pools.one(claim.key, 0),
        recorded_by=pools.one(claim.key, 2**61),
        min_origins=st.integers(0, 3),
        min_sources=st.integers(0, 3),
        licences=pools.some(tables.evidence.c.licence, "none"),
        without_licences=pools.some(tables.evidence.c.licence, "none"),
        words=st.sampled_from(["a", "Police", "%"]),
        codes=pools.some(claim.code, "none"),
        least=st.sampled_from([0, 1_000_000]),
        most=st.sampled_from([0, 8_000_000]),
    )


def _conditions(pools: Pools) -> SearchStrategy[tuple[Condition, ...]]:
    deployment, _ = KIND_TABLES["Deployment"]
    label, status = pools.one(tables.entity.c.label), pools.one(deployment.c.has_status)
    place = pools.one(tables.entity.c.id, UNKNOWN_ID)
    likewise = [Comparison.EQUAL, Comparison.LESS, Comparison.AT_MOST, Comparison.MORE, Comparison.AT_LEAST]

    def many(value: SearchStrategy[str]) -> SearchStrategy[tuple[str, ...]]:
        return st.lists(value, min_size=1, max_size=3, unique=True).map(tuple)

    def condition(column: str, test: Drawn, values: Drawn) -> SearchStrategy[Condition]:
        return st.builds(Condition, column=st.just(column), test=test, values=values)

    found = st.one_of(
        condition("label", st.sampled_from(likewise), st.tuples(label)),
        condition("label", st.just(Comparison.IN), many(label)),
        condition("label", st.just(Comparison.CONTAINS), st.tuples(st.sampled_from(["POLICE", "city", "é"]))),
        condition("has_status", st.just(Comparison.IN), many(status)),
        condition("has_status", st.just(Comparison.IS_NULL), st.tuples(FLAG)),
        condition("deployed_in", st.just(Comparison.ENTITY), many(place)),
        st.builds(
            Condition,
            column=st.just("has_status"),
            test=st.just(Comparison.CLAIM),
            of=st.just("hasStatus"),
            lacking=FLAG.map(bool),
            claim=_claim_filters(pools),
        ),
    )
    return st.lists(found, max_size=2).map(tuple)


def _callings(pools: Pools) -> SearchStrategy[tuple[Calling]]:
    label, texts = pools.one(tables.entity.c.label), pools.some(tables.claim.c.text, "none")
    calling = few(
        Calling,
        {"predicate": st.sampled_from(["name", "title", "externalId"]), "lacking": FLAG},
        scheme=st.sampled_from(["QID", '"%']),
        text=label,
        texts=texts,
        words=st.sampled_from(["POLICE", "city", "é"]),
        claim=_claim_filters(pools),
    )
    return st.tuples(calling)


def _entity_filters(pools: Pools, conditions: SearchStrategy[tuple[Condition, ...]]) -> SearchStrategy[EntityFilter]:
    plain = few(
        EntityFilter,
        {},
        ids=pools.some(tables.entity.c.id, UNKNOWN_ID),
        called=_callings(pools),
        where=conditions,
        said=st.tuples(claim_filters(pools)),
        min_sources=st.integers(0, 4),
    )
    return composed(plain)


def _source_filters(pools: Pools) -> SearchStrategy[SourceFilter]:
    source, words = tables.source.c, st.sampled_from(["Face", "POLICE", "é", "100%"])
    plain = few(
        SourceFilter,
        {},
        ids=pools.some(source.id, UNKNOWN_ID),
        tiers=pools.some(source.tier),
        liveness=pools.some(source.liveness),
        reliabilities=pools.some(source.reliability),
        languages=pools.some(source.language),
        licences=pools.some(source.licence),
        without_licences=pools.some(source.licence),
        title=words,
        publisher=words,
        published_from=st.sampled_from(["2019", "2020-05"]),
        published_to=st.sampled_from(["2019", "2020-05"]),
        recorded_after=pools.one(source.key, 0),
        recorded_by=pools.one(source.key, 2**61),
        cited_in=st.tuples(claim_filters(pools)),
    )
    return composed(plain)


def _edge_filters(pools: Pools) -> SearchStrategy[NeighbourFilter]:
    plain = few(
        NeighbourFilter,
        {},
        predicates=pools.some(tables.claim.c.predicate),
        kinds=pools.some(tables.entity.c.kind),
        outgoing=FLAG,
        planned=FLAG,
        min_confidence=st.integers(0, 100),
        min_claims=st.integers(0, 3),
        holds=CERTAINTIES,
    )
    return composed(plain)


def listings(pools: Pools) -> Mapping[type[Listing[object]], SearchStrategy[Listing[object]]]:
    """How to draw each class; a class that is not here is not tested."""
    entity, ids = tables.entity.c, pools.some(tables.entity.c.id, UNKNOWN_ID)
    sort = st.sampled_from([None, "label", "has_status"])
    return {
        ClaimList: few(
            ClaimList, {"through": of(Through), "order": of(ClaimOrder), "down": FLAG}, filter=claim_filters(pools)
        ),
        KindList: few(
            KindList,
            {"kind": st.just("Deployment"), "sort": sort, "down": FLAG},
            filter=_entity_filters(pools, _conditions(pools)),
        ),
        EntityList: few(
            EntityList,
            {},
            filter=composed(few(EntityFilter, {}, kinds=pools.some(entity.kind), ids=ids, called=_callings(pools))),
        ),
        AbsorbedList: few(AbsorbedList, {}),
        EvidenceList: few(
            EvidenceList,
            {},
            stances=pools.some(tables.evidence.c.stance),
            ids=pools.some(tables.evidence.c.id, UNKNOWN_ID),
        ),
        SourceList: few(SourceList, {"down": FLAG}, filter=_source_filters(pools)),
        ArtifactList: few(ArtifactList, {}),
        LineageList: few(LineageList, {"taken": FLAG}),
        NeighbourList: few(NeighbourList, {}, filter=_edge_filters(pools)),
        RivalList: few(RivalList, {}),
        DatasetList: few(
            DatasetList, {}, slugs=pools.some(tables.dataset.c.slug, "none"), ids=pools.some(tables.dataset.c.id)
        ),
        EditionList: few(EditionList, {}),
        CoverageList: few(
            CoverageList,
            {},
            ids=pools.some(tables.coverage.c.id, UNKNOWN_ID),
            place=pools.one(tables.coverage.c.place, 1),
            topic=st.sampled_from(["SPENDING", "none"]),
        ),
        JudgementList: few(
            JudgementList, {}, verdicts=pools.some(tables.judgement.c.verdict), ids=pools.some(tables.judgement.c.id)
        ),
        DisputeList: few(
            DisputeList, {}, states=pools.some(tables.dispute.c.state), ids=pools.some(tables.dispute.c.id)
        ),
        ClaimHistory: few(ClaimHistory, {}, topics=pools.some(tables.events.c.topic)),
        History: few(History, {}, topics=pools.some(tables.events.c.topic)),
        CommitList: few(CommitList, {}),
        ChangingCommits: few(ChangingCommits, {"after": POSITION}),
        MoveList: few(MoveList, {"earlier": EARLIER}, entity=pools.one(entity.id, UNKNOWN_ID)),
        DifferenceList: few(
            DifferenceList,
            {
                "earlier": EARLIER,
                "one_day": FLAG,
                "one_position": FLAG,
                "about": few(About, {}, entity=pools.one(entity.id, UNKNOWN_ID), filter=claim_filters(pools)),
            },
        ),
        FeatureList: few(
            FeatureList,
            {"kinds": st.sampled_from([(PLACE,), (DEPLOYMENT,), (PLACE, DEPLOYMENT)])},
            box=st.sampled_from([Box(-20, -40, 60, 60), Box(100, -60, -20, 60)]),
            said=claim_filters(pools),
            place=_entity_filters(pools, st.just(())),
            deployed=_entity_filters(pools, _conditions(pools)),
        ),
        Timeline: few(
            Timeline,
            {"entity": pools.one(entity.id, UNKNOWN_ID), "clocks": st.sampled_from([tuple(Clock), (Clock.RECORDED,)])},
            filter=claim_filters(pools),
            since=st.sampled_from([20180101, 20200615]),
            until=st.sampled_from([20201231, 20261231]),
            claim=pools.one(tables.claim.c.id, UNKNOWN_ID),
        ),
        Hits: few(Hits, {"words": st.sampled_from([read("face"), read("police dep")])}, kinds=pools.some(entity.kind)),
    }


ALONE = (KindList, EntityList, DatasetList, CommitList, Hits, MoveList, DifferenceList, FeatureList, Timeline)


def owners(pools: Pools, listing: Listing[object]) -> SearchStrategy[tuple[Owner, ...] | None]:
    """Owners of such a list, up to three; None where it may stand alone, which it must where it hangs under nothing."""
    if isinstance(listing, ALONE):
        return st.none()
    under = st.lists(_owner(pools, listing), min_size=1, max_size=3, unique=True).map(tuple)
    alone = isinstance(listing, ClaimList | EvidenceList | SourceList | CoverageList | JudgementList | DisputeList)
    return st.one_of(st.none(), under) if alone or isinstance(listing, History) else under


def _owner(pools: Pools, listing: Listing[object]) -> SearchStrategy[Owner]:
    match listing:
        case ArtifactList() | LineageList() | ClaimList(through=Through.SOURCE):
            return pools.one(tables.source.c.key)
        case (
            EvidenceList()
            | ChangingCommits()
            | RivalList()
            | DisputeList()
            | ClaimList(through=Through.GROUP | Through.EDGE)
        ):
            return pools.one(tables.claim.c.key)
        case ClaimList(through=Through.DISPUTED | Through.RIVAL):
            return pools.one(tables.dispute.c.key)
        case EditionList():
            return pools.one(tables.dataset.c.slug, "none")
        case History():
            return pools.one(tables.claim.c.id if isinstance(listing, ClaimHistory) else tables.events.c.stream)
        case _:
            return pools.one(tables.entity.c.key)
