"""Sources, their captures and what they take from each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, RowMapping, SelectBase, and_, func, or_, select, union

from watchgraph.domain.urls import doi_of, doi_spellings, spellings
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.dialects import Bytewise
from watchgraph_projections.catalogue.moments import CLAIMS, EVIDENCE, Moment
from watchgraph_projections.catalogue.queries import among, contains
from watchgraph_projections.views.claim_filters import ClaimFilter, conditions, rests_on, shown_as
from watchgraph_projections.views.combinations import combined
from watchgraph_projections.views.pages import OWNER, SORT, TIE, Listing, Owner
from watchgraph_projections.views.rows import Selected, columns_of, read, table_at

SOURCES = (tables.source, tables.source_at)
ADDRESSES = ("canonical_url", "url", "archived_url")


class SourceRow(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of `tables.source`."""

    key: int
    id: str
    identity: str
    title: str
    tier: str
    url: str | None
    canonical_url: str | None
    archived_url: str | None
    doi: str | None
    publisher: str | None
    authors: str
    published: str
    language: str
    licence: str
    reliability: str
    reliability_reason: str | None
    identified: int
    related: str
    note: str | None
    liveness: str
    liveness_observed: str | None
    last_live: str | None
    first_gone: str | None
    liveness_observer: int | None
    liveness_basis: str | None


class SourceOrder(StrEnum):
    """What sources are ordered by."""

    PUBLISHED = "PUBLISHED"
    TITLE = "TITLE"
    PUBLISHER = "PUBLISHER"
    RECORDED = "RECORDED"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFilter:
    """Which sources are wanted; None and empty tuples ask for nothing.

    ids: those that these public ids lead to. title, publisher: what they contain, whatever the case.
    published_from, published_to: EDTF; from the one on, and before the other. recorded_after, recorded_by: positions.
    cited_in: a claim that rests on it is such.
    """

    ids: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    liveness: tuple[str, ...] = ()
    reliabilities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    without_licences: tuple[str, ...] = ()
    title: str | None = None
    publisher: str | None = None
    published_from: str | None = None
    published_to: str | None = None
    recorded_after: int | None = None
    recorded_by: int | None = None
    cited_in: tuple[ClaimFilter, ...] = ()
    all_of: tuple["SourceFilter", ...] = ()
    any_of: tuple["SourceFilter", ...] = ()
    none_of: tuple["SourceFilter", ...] = ()

    @property
    def few(self) -> bool:
        """Whether it names them, what became of them, or words of theirs."""
        return bool(self.ids or self.liveness) or self.title is not None or self.publisher is not None

    def conditions(self, source: FromClause, moment: Moment) -> Iterable[ColumnElement[bool]]:
        """Write it as conditions on the sources."""
        if self.ids:
            yield source.c.key.in_(shown_as(self.ids, moment))
        for column, codes in (
            ("tier", self.tiers),
            ("liveness", self.liveness),
            ("reliability", self.reliabilities),
            ("language", self.languages),
            ("licence", self.licences),
        ):
            if codes:
                yield among(source.c[column], codes)
        if self.without_licences:
            yield ~among(source.c.licence, self.without_licences)
        for column, words in (("title", self.title), ("publisher", self.publisher)):
            if words is not None:
                yield contains(source.c[column], words)
        yield from _dated(self, source)
        for claim in self.cited_in:
            yield _rests(claim, source, moment)
        yield from combined(self, lambda part: part.conditions(source, moment))


def _dated(wanted: SourceFilter, source: FromClause) -> Iterable[ColumnElement[bool]]:
    """Compare dates as text: an undated source has none. Its key is the position of its first event."""
    if wanted.published_from is not None:
        yield source.c.published >= wanted.published_from
    if wanted.published_to is not None:
        yield and_(source.c.published != "", source.c.published < wanted.published_to)
    if wanted.recorded_after is not None:
        yield source.c.key > wanted.recorded_after
    if wanted.recorded_by is not None:
        yield source.c.key <= wanted.recorded_by


def _rests(wanted: ClaimFilter, source: FromClause, moment: Moment) -> ColumnElement[bool]:
    claims, proof = table_at(moment, CLAIMS, "resting"), table_at(moment, EVIDENCE, "rest")
    on_it = (rests_on(proof, source), proof.c.claim == claims.c.key, moment.holds(proof), moment.holds(claims))
    return select(claims.c.key).where(*on_it, *conditions(wanted, claims, moment)).exists()


EVERY_SOURCE = SourceFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceList(Listing[SourceRow]):
    """Sources, or those under claims about each owner, an entity. down: from the last to the first."""

    filter: SourceFilter = EVERY_SOURCE
    order: SourceOrder = SourceOrder.PUBLISHED
    down: bool = False

    @property
    def list_name(self) -> str:
        return f"sources {self.order}{' down' if self.down else ''}"

    @property
    def sorts(self) -> bool:
        return self.order is not SourceOrder.RECORDED

    @property
    def descending(self) -> bool:
        return self.down

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        source = table_at(moment, SOURCES, "source")
        columns = [*columns_of(SourceRow, source), source.c.key.label(TIE)]
        if self.sorts:
            columns.append(source.c[self.order.lower()].label(SORT))
        statement = select(*columns).where(moment.holds(source), *self.filter.conditions(source, moment))
        if moment.without:
            statement = statement.where(moment.admits(source))
        if owners is None:
            return statement
        under = _under(moment, owners)
        return statement.add_columns(under.c.owner.label(OWNER)).where(under.c.source == source.c.key)

    def row(self, values: RowMapping) -> SourceRow:
        return read(SourceRow, values)


def _under(moment: Moment, owners: Sequence[Owner]) -> FromClause:
    """Pairs of an entity and a source that a standing claim about it rests on, each once."""
    branches = []
    for end in ("subject", "object"):
        claims, evidence = table_at(moment, CLAIMS, "claim"), table_at(moment, EVIDENCE, "evidence")
        branches.append(
            select(claims.c[end].label("owner"), evidence.c.source).where(
                among(claims.c[end], owners),
                claims.c.standing == 1,
                evidence.c.claim == claims.c.key,
                moment.holds(claims),
                moment.holds(evidence),
            )
        )
    return union(*branches).subquery()


def by_key(connection: Connection, moment: Moment, keys: Sequence[int]) -> Mapping[int, SourceRow]:
    """Find sources by key; those unknown at the moment are left out."""
    return {row["key"]: read(SourceRow, row) for row in connection.execute(with_key(moment, keys)).mappings()}


def with_key(moment: Moment, keys: Sequence[object]) -> Selected:
    """Select sources by key."""
    source = table_at(moment, SOURCES, "source")
    return select(*columns_of(SourceRow, source)).where(among(source.c.key, keys), moment.holds(source))


def key_of_url(connection: Connection, moment: Moment, url: str) -> int | None:
    """Find the source with this address, as its own or its archived copy's, or with this DOI, however it is spelt.

    None where there is none; of several the earliest recorded. Raises BadUrlError.
    """
    source = table_at(moment, SOURCES, "source")
    doi = doi_of(url)
    found = _with_url(source, url) if doi is None else _with_doi(source, doi)
    statement = select(source.c.key).where(or_(*found), moment.holds(source))
    key: int | None = connection.execute(statement.order_by(source.c.key).limit(1)).scalar()
    return key


def _with_url(source: FromClause, url: str) -> Iterable[ColumnElement[bool]]:
    written = (url, *spellings(url))
    return [among(source.c[column], written) for column in ADDRESSES]


def _with_doi(source: FromClause, doi: str) -> Iterable[ColumnElement[bool]]:
    """A DOI means the same in either case; where no source states it, its address or its identity may."""
    written = doi_spellings(doi)
    yield func.lower(Bytewise(source.c.doi)) == doi
    yield func.lower(Bytewise(source.c.identity)) == f"doi:{doi}"
    for column in ADDRESSES:
        yield among(func.lower(Bytewise(source.c[column])), written)


class ArtifactRow(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of `tables.artifact`."""

    source: int
    sha256: str
    size: int
    media_type: str
    captured: str
    method: str
    name: str | None
    edition: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactList(Listing[ArtifactRow]):
    """The captures of each source, oldest first."""

    name: ClassVar[str] = "artifacts"
    has_sort: ClassVar[bool] = True

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        artifact = table_at(moment, (tables.artifact, tables.artifact_at), "artifact")
        return select(
            *columns_of(ArtifactRow, artifact),
            artifact.c.source.label(OWNER),
            artifact.c.captured.label(SORT),
            artifact.c.sha256.label(TIE),
        ).where(moment.holds(artifact), among(artifact.c.source, owners or ()))

    def row(self, values: RowMapping) -> ArtifactRow:
        return read(ArtifactRow, values)


class LineageRow(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of `tables.lineage`: source takes from origin."""

    source: int
    origin: int
    relation: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageList(Listing[LineageRow]):
    """What each source takes from others, or with `taken` what others take from it."""

    taken: bool = False

    has_sort: ClassVar[bool] = True

    @property
    def list_name(self) -> str:
        return "takenBy" if self.taken else "takesFrom"

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        lineage = table_at(moment, (tables.lineage, tables.lineage_at), "lineage")
        near, far = (lineage.c.origin, lineage.c.source) if self.taken else (lineage.c.source, lineage.c.origin)
        columns = [near.label(OWNER), far.label(SORT), lineage.c.relation.label(TIE)]
        return select(*columns_of(LineageRow, lineage), *columns).where(
            moment.holds(lineage), among(near, owners or ())
        )

    def row(self, values: RowMapping) -> LineageRow:
        return read(LineageRow, values)
