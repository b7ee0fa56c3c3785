"""Filters of claims, and how they are asked of the catalogue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Protocol

from sqlalchemy import ColumnElement, FromClause, SelectBase, and_, func, or_, select

from watchgraph.domain.edtf import Certainty
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.containment import inside
from watchgraph_projections.catalogue.moments import EVIDENCE, Moment
from watchgraph_projections.catalogue.publications import was_published
from watchgraph_projections.catalogue.queries import among, contains
from watchgraph_projections.views.combinations import combined
from watchgraph_projections.views.rows import found_by, table_at


class DocumentFilter(Protocol):
    """Which documents are wanted: sources may be asked for by their claims, so their filter knows that of claims."""

    @property
    def few(self) -> bool:
        """Whether they are surely few beside all: their claims are quicker to find than the documents of each claim."""
        ...

    def conditions(self, source: FromClause, moment: Moment) -> Iterable[ColumnElement[bool]]:
        """Write it as conditions on the sources."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which claims are wanted; None and empty tuples ask for nothing.

    ids: public ids. records: their publishers' ids of the records that they are of. subject, object, speaker:
    public ids, of merged entities too. subject_within, object_within: public ids; the end is one of these or part
    of one. standing: accepted and not superseded. planned: it says a plan. counts: by its manner, polarity and that
    it is no plan it may be counted. published_by: a day; what was the newest statement of its publisher by then,
    superseded since or not. dataset, edition: stated by that edition. holds: certainties on the moment's day.
    subject_kinds, object_kinds: of the entities as they are shown. lasting_from, lasting_to: days; its time may
    meet the days from the one to before the other. begun_from, begun_to: days; it surely began between the one and
    before the other. recorded_after, recorded_by: positions. min_sources: documents that support it. licences: of
    any of its evidence; without_licences: any of its evidence is under another. resting_on: a document of its evidence
    is such, or one whose words it repeats. words: in the text of its value;
    said: all of it. codes: of its coded value. equal, least, most: of the amount of its value, in thousandths; of a
    range the lower bound. Where said and equal are given, either will do.
    """

    ids: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    without_families: tuple[str, ...] = ()
    subject: str | None = None
    object: str | None = None
    speaker: str | None = None
    subject_within: tuple[str, ...] = ()
    object_within: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    standing: bool | None = None
    modalities: tuple[str, ...] = ()
    polarities: tuple[str, ...] = ()
    dataset: str | None = None
    edition: str | None = None
    published_by: int | None = None
    min_confidence: int | None = None
    disputed: bool | None = None
    draws: bool | None = None
    planned: bool | None = None
    counts: bool | None = None
    holds: tuple[Certainty, ...] = ()
    subject_kinds: tuple[str, ...] = ()
    object_kinds: tuple[str, ...] = ()
    lasting_from: int | None = None
    lasting_to: int | None = None
    begun_from: int | None = None
    begun_to: int | None = None
    recorded_after: int | None = None
    recorded_by: int | None = None
    min_origins: int | None = None
    min_sources: int | None = None
    licences: tuple[str, ...] = ()
    without_licences: tuple[str, ...] = ()
    resting_on: tuple[DocumentFilter, ...] = ()
    words: str | None = None
    said: str | None = None
    equal: int | None = None
    codes: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    all_of: tuple["ClaimFilter", ...] = ()
    any_of: tuple["ClaimFilter", ...] = ()
    none_of: tuple["ClaimFilter", ...] = ()

    @property
    def asks_nothing(self) -> bool:
        """Whether it lets every claim through. A parameter that stands for a value is one: nothing is compared."""
        given = (getattr(self, each.name) for each in fields(self))
        return all(value is None or (isinstance(value, tuple) and not value) for value in given)


EVERY_CLAIM = ClaimFilter()


def conditions(wanted: ClaimFilter, claims: FromClause, moment: Moment) -> Iterable[ColumnElement[bool]]:
    """Write a filter as conditions on the claims."""
    yield from _codes(wanted, claims, moment)
    for column, public in (("subject", wanted.subject), ("object", wanted.object), ("speaker", wanted.speaker)):
        if public is not None:
            yield claims.c[column].in_(shown_as((public,), moment))
    for column, larger in (("subject", wanted.subject_within), ("object", wanted.object_within)):
        if larger:
            yield claims.c[column].in_(shown_within(larger, moment))
    for column in ("standing", "disputed", "draws", "planned", "counts"):
        flag: bool | None = getattr(wanted, column)
        if flag is not None:
            yield claims.c[column] == int(flag)
    yield from _bounds(wanted, claims)
    yield from _times(wanted, claims)
    yield from _value(wanted, claims)
    yield from _kinds(wanted, claims, moment)
    yield from _publication(wanted, claims, moment)
    yield from _evidence(wanted, claims, moment)
    if wanted.holds:
        yield or_(*[_certain(certainty, claims, moment) for certainty in wanted.holds])
    yield from combined(wanted, lambda part: conditions(part, claims, moment))


def _bounds(wanted: ClaimFilter, claims: FromClause) -> Iterable[ColumnElement[bool]]:
    """Lowest and highest values. A claim's key is the position of its first event."""
    for column, least in (
        ("confidence", wanted.min_confidence),
        ("origins", wanted.min_origins),
    ):
        if least is not None:
            yield claims.c[column] >= least
    if wanted.recorded_after is not None:
        yield claims.c.key > wanted.recorded_after
    if wanted.recorded_by is not None:
        yield claims.c.key <= wanted.recorded_by


def _times(wanted: ClaimFilter, claims: FromClause) -> Iterable[ColumnElement[bool]]:
    """When it was so, whatever the moment's day."""
    if wanted.lasting_from is not None:
        yield claims.c.until_latest > wanted.lasting_from
    if wanted.lasting_to is not None:
        yield claims.c.from_earliest < wanted.lasting_to
    if wanted.begun_from is not None:
        yield claims.c.from_earliest >= wanted.begun_from
    if wanted.begun_to is not None:
        yield claims.c.from_latest < wanted.begun_to


def _value(wanted: ClaimFilter, claims: FromClause) -> Iterable[ColumnElement[bool]]:
    """What it says; a claim that says no value of the sort is left out."""
    if wanted.words is not None:
        yield contains(claims.c.text, wanted.words)
    same = ((claims.c.text, wanted.said), (claims.c.amount, wanted.equal))
    if any(value is not None for _, value in same):
        yield or_(*[column == value for column, value in same if value is not None])
    if wanted.codes:
        yield among(claims.c.code, wanted.codes)
    if wanted.least is not None:
        yield claims.c.amount >= wanted.least
    if wanted.most is not None:
        yield claims.c.amount <= wanted.most


def _kinds(wanted: ClaimFilter, claims: FromClause, moment: Moment) -> Iterable[ColumnElement[bool]]:
    for column, kinds in (("subject", wanted.subject_kinds), ("object", wanted.object_kinds)):
        if kinds:
            end = table_at(moment, (tables.entity, tables.entity_at), f"{column}_end")
            known = and_(end.c.key == claims.c[column], among(end.c.kind, kinds), moment.holds(end))
            yield select(end.c.key).where(known).exists()


def _evidence(wanted: ClaimFilter, claims: FromClause, moment: Moment) -> Iterable[ColumnElement[bool]]:
    proof = table_at(moment, EVIDENCE, "proving")
    of_claim = and_(proof.c.claim == claims.c.key, moment.holds(proof))
    if wanted.licences:
        yield select(proof.c.id).where(of_claim, among(proof.c.licence, wanted.licences)).exists()
    if wanted.without_licences:
        yield select(proof.c.id).where(of_claim, ~among(proof.c.licence, wanted.without_licences)).exists()
    if wanted.min_sources is not None:
        # Most claims have too little evidence, whatever its sources: that is quicker to see than how many there are.
        for number in (func.count(), func.count(proof.c.source.distinct())):
            supporting = select(number).where(of_claim, proof.c.stance == "SUPPORTS")
            yield supporting.scalar_subquery() >= wanted.min_sources
    for document in wanted.resting_on:
        source = table_at(moment, (tables.source, tables.source_at), "document")
        such = (rests_on(proof, source), moment.holds(source), *document.conditions(source, moment))
        if document.few:
            yield claims.c.key.in_(select(proof.c.claim).where(moment.holds(proof), *such))
        else:
            yield select(proof.c.id).where(of_claim, *such).exists()


def rests_on(proof: FromClause, source: FromClause) -> ColumnElement[bool]:
    """Whether a piece of evidence is from a source, or from a document that repeats its words there."""
    return or_(proof.c.source == source.c.key, proof.c.relays == source.c.key)


def _codes(wanted: ClaimFilter, claims: FromClause, moment: Moment) -> Iterable[ColumnElement[bool]]:
    for column, values in (
        ("predicate", wanted.predicates),
        ("family", wanted.families),
        ("state", wanted.states),
        ("modality", wanted.modalities),
        ("polarity", wanted.polarities),
    ):
        if values:
            yield among(claims.c[column], values)
    if wanted.without_families:
        yield ~among(claims.c.family, wanted.without_families)
    if wanted.dataset is not None:
        yield claims.c.dataset == wanted.dataset
    for column, values in (("id", wanted.ids), ("record", wanted.records)):
        if values:
            known = table_at(moment, (tables.claim, tables.claim), f"of_{column}")
            yield claims.c.key.in_(select(known.c.key).where(among(known.c[column], values)))


def shown_as(ids: Sequence[object], moment: Moment) -> SelectBase:
    """Keys of the entities under which these public ids are shown."""
    entity, found = found_by(moment, (tables.entity, tables.entity_at), "named", "id", ids)
    return select(entity.c.cluster).where(found, moment.holds(entity))


def shown_within(ids: Sequence[object], moment: Moment) -> SelectBase:
    """Keys of the entities under which these public ids are shown, and of all that is part of them."""
    return inside(shown_as(ids, moment), moment)


def _publication(wanted: ClaimFilter, claims: FromClause, moment: Moment) -> Iterable[ColumnElement[bool]]:
    if wanted.edition is not None:
        evidence = table_at(moment, (tables.evidence, tables.evidence_at), "stating")
        stated = and_(evidence.c.claim == claims.c.key, evidence.c.edition == wanted.edition, moment.holds(evidence))
        yield select(evidence.c.id).where(stated).exists()
    if wanted.published_by is not None:
        yield was_published(claims, moment, wanted.published_by)


def _certain(certainty: Certainty, claims: FromClause, moment: Moment) -> ColumnElement[bool]:
    surely, possibly = moment.surely(claims), moment.possibly(claims)
    match certainty:
        case Certainty.YES:
            return surely
        case Certainty.POSSIBLY:
            return and_(possibly, ~surely)
        case _:
            return and_(~possibly, ~surely)
