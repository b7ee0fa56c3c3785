"""Sources: documents, pages, data sets, rulings and pictures that claims rest on."""

import strawberry

from watchgraph_projections.views.claims import ClaimList, Through
from watchgraph_projections.views.entities import EntityRow
from watchgraph_projections.views.histories import History
from watchgraph_projections.views.sources import (
    ArtifactList,
    ArtifactRow,
    LineageList,
    LineageRow,
    SourceRow,
)
from watchgraph_schema.claim_filters import WhereArgument, claim_filter
from watchgraph_schema.claims import Claim
from watchgraph_schema.codes import LineageRelation, LivenessStatus, Reliability, SourceTier
from watchgraph_schema.columns import either, flag, member, stated, texts
from watchgraph_schema.connections import Connection, listed, paged
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import compiled, described
from watchgraph_schema.entities import Entity
from watchgraph_schema.histories import Event, event_of
from watchgraph_schema.node_ids import kept_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.shown import LazyEntity, LazySource, claim_of, shown_by_key, source_by_key

LIVENESS_OBSERVED = "source.liveness-observed"


@described
class Liveness:
    """Whether a source can still be found where it was published, as far as somebody looked."""

    row: strawberry.Private[SourceRow]
    reader: strawberry.Private[Reader]

    @compiled
    def status(self) -> LivenessStatus:
        """What was found the last time that somebody looked."""
        return member(LivenessStatus, self.row.liveness)

    @compiled
    def observed(self) -> str | None:
        """When it was last looked for (EDTF)."""
        return self.row.liveness_observed

    @compiled
    def last_live(self) -> str | None:
        """When it was last seen in its place (EDTF)."""
        return self.row.last_live

    @compiled
    def first_gone(self) -> str | None:
        """When it was first found gone (EDTF)."""
        return self.row.first_gone

    @compiled
    async def observer(self) -> LazyEntity | None:
        """Who found that; null where it was this project."""
        return await shown_by_key(self.reader, self.row.liveness_observer)

    @compiled
    def basis(self) -> str | None:
        """How it was found."""
        return self.row.liveness_basis

    @paged
    def history(self) -> Connection[Event]:
        """Every observation, in the log's order."""
        return listed(self.reader, History(topics=(LIVENESS_OBSERVED,)), event_of, self.row.id)


@described
class Artifact(Node):
    """One capture of a source's bytes."""

    row: strawberry.Private[ArtifactRow]

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return kept_id("Artifact", self.row.source, self.row.sha256)

    sha256: str = strawberry.field(description="SHA-256 of the bytes, in hex.")
    size: int = strawberry.field(description="Size in bytes.")
    media_type: str = strawberry.field(description="Media type of the bytes.")
    captured: str = strawberry.field(description="When they were taken, UTC.")
    method: str = strawberry.field(description="How they were taken: import, http or upload.")
    name: str | None = strawberry.field(description="Name of the file, where it had one.")
    edition: str | None = strawberry.field(description="The edition of the data set that they are.")


def artifact_of(_: Reader, row: ArtifactRow) -> Artifact:
    """Show a capture."""
    return Artifact(
        row=row,
        sha256=row.sha256,
        size=row.size,
        media_type=row.media_type,
        captured=row.captured,
        method=row.method,
        name=row.name,
        edition=row.edition,
    )


@described
class Lineage(Node):
    """One source takes from another. Both then count as one origin."""

    row: strawberry.Private[LineageRow]
    reader: strawberry.Private[Reader]

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return kept_id("Lineage", self.row.source, self.row.origin, self.row.relation)

    @compiled
    async def source(self) -> LazySource | None:
        """The source that takes."""
        return await source_by_key(self.reader, self.row.source)

    @compiled
    async def origin(self) -> LazySource | None:
        """The source that it takes from."""
        return await source_by_key(self.reader, self.row.origin)

    @compiled
    def relation(self) -> LineageRelation:
        """How."""
        return member(LineageRelation, self.row.relation)

    @compiled
    def basis(self) -> str:
        """How that is known."""
        return self.row.basis


def lineage_of(reader: Reader, row: LineageRow) -> Lineage:
    """Show what one source takes from another."""
    return Lineage(reader=reader, row=row)


@described
class Source(Entity):
    """A document, page, data set, ruling or picture. It is an entity too: claims can be about it."""

    details: strawberry.Private[SourceRow | None] = None

    @classmethod
    def of(cls, reader: Reader, row: SourceRow) -> "Source":
        """Show a source already read."""
        entity = EntityRow(
            key=row.key,
            id=row.id,
            kind="Source",
            cluster=row.key,
            label=row.title,
            dataset="",
            register=0,
            public_role=0,
        )
        return cls(reader=reader, row=entity, details=row)

    async def source(self) -> SourceRow:
        """Read it, where only its entity is known."""
        if self.details is None:
            self.details = await self.reader.sources.load(self.row.key)
        assert self.details is not None, "every entity of kind Source has its source"
        return self.details

    @compiled
    async def name(self) -> str | None:
        """Its title."""
        return (await self.source()).title

    @compiled
    async def dataset(self) -> str:
        """Who published it, for a source belongs to no data set; empty where nobody is named."""
        return either((await self.source()).publisher, "")

    @compiled
    async def title(self) -> str:
        """Its title."""
        return (await self.source()).title

    @compiled
    async def identity(self) -> str:
        """What its id is made of: a DOI, an ECLI, its canonical address, or publisher, title and date."""
        return (await self.source()).identity

    @compiled
    async def tier(self) -> SourceTier:
        """What sort of source it is."""
        return member(SourceTier, (await self.source()).tier)

    @compiled
    async def url(self) -> str | None:
        """Its address as given."""
        return (await self.source()).url

    @compiled
    async def archived_url(self) -> str | None:
        """An archived copy, where one is known."""
        return (await self.source()).archived_url

    @compiled
    async def doi(self) -> str | None:
        """Its Digital Object Identifier."""
        return (await self.source()).doi

    @compiled
    async def publisher(self) -> str | None:
        """Who published it."""
        return (await self.source()).publisher

    @compiled
    async def authors(self) -> list[str]:
        """Its authors as printed on it."""
        return texts((await self.source()).authors)

    @compiled
    async def published(self) -> str | None:
        """When it was published (EDTF); null where no date is stated."""
        return stated((await self.source()).published)

    @compiled
    async def language(self) -> str:
        """Its language (BCP 47); `und` where not known."""
        return (await self.source()).language

    @compiled
    async def licence(self) -> str:
        """Its licence (SPDX); NOASSERTION where none is stated."""
        return (await self.source()).licence

    @compiled
    async def reliability(self) -> Reliability:
        """How reliable the source has been, A (completely) to E (not); F where nobody can judge."""
        return member(Reliability, (await self.source()).reliability)

    @compiled
    async def reliability_reason(self) -> str | None:
        """Why it is rated so."""
        return (await self.source()).reliability_reason

    @compiled
    async def identified(self) -> bool:
        """Whether we know which document it is; some sources are named by others and never found."""
        return flag((await self.source()).identified)

    @compiled
    async def related(self) -> list[str]:
        """DOIs or addresses of companion works."""
        return texts((await self.source()).related)

    @compiled
    async def note(self) -> str | None:
        """What a reader should know about it."""
        return (await self.source()).note

    @compiled
    async def liveness(self) -> Liveness:
        """Whether it is still to be found, and since when not."""
        return Liveness(row=await self.source(), reader=self.reader)

    @paged
    def cited_by(self, where: WhereArgument = None) -> Connection[Claim]:
        """The claims that rest on it, directly or through a document that repeats its words."""
        listing = ClaimList(through=Through.SOURCE, filter=claim_filter(self.reader, where))
        return listed(self.reader, listing, claim_of, self.row.key)

    @paged
    def artifacts(self) -> Connection[Artifact]:
        """Its captures, the oldest first."""
        return listed(self.reader, ArtifactList(), artifact_of, self.row.key)

    @paged
    def takes_from(self) -> Connection[Lineage]:
        """The sources that it takes from."""
        return listed(self.reader, LineageList(), lineage_of, self.row.key)

    @paged
    def taken_by(self) -> Connection[Lineage]:
        """The sources that take from it."""
        return listed(self.reader, LineageList(taken=True), lineage_of, self.row.key)
