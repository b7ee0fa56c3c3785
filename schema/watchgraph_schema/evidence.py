"""Evidence: where a claim comes from, down to the page."""

from enum import StrEnum

import strawberry

from watchgraph.domain.statements import Stance
from watchgraph_projections.views.evidence import EvidenceRow
from watchgraph_schema.columns import flag, member, stated
from watchgraph_schema.compiling.symbols import present, sparse
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import compiled, described
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.nodes import Node
from watchgraph_schema.shown import LazyClaim, LazyEntity, LazySource, claim_by_key, shown_by_key, source_by_key


class LinkRole(StrEnum):
    """What a link of the chain does."""

    SPEAKER = "SPEAKER"
    REPORTER = "REPORTER"
    DOCUMENT = "DOCUMENT"


describe_enum(
    LinkRole,
    "What a link of the chain does by which a statement reached us.",
    {"SPEAKER": "It says so.", "REPORTER": "Its words are repeated.", "DOCUMENT": "It was read."},
)


@described
class Link:
    """One link of the chain by which a statement reached us."""

    role: LinkRole = strawberry.field(description="What it does.")
    entity: LazyEntity = strawberry.field(description="The speaker, or the source.")


@described
class Evidence(Node):
    """One place in one document that bears on a claim; once more for each edition that states it again."""

    row: strawberry.Private[EvidenceRow]
    reader: strawberry.Private[Reader]

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, a UUID."""
        return strawberry.ID(self.row.id)

    @compiled
    async def claim(self) -> LazyClaim | None:
        """The claim that it bears on."""
        return await claim_by_key(self.reader, self.row.claim)

    @compiled
    def stance(self) -> Stance:
        """Whether it supports the claim, contradicts it or only mentions it."""
        return member(Stance, self.row.stance)

    @compiled
    async def source(self) -> LazySource | None:
        """The document that was read."""
        return await source_by_key(self.reader, present(self.row.source))

    @compiled
    async def relays(self) -> LazySource | None:
        """The source whose words the document repeats here, where it says so; both then count as one origin."""
        return await source_by_key(self.reader, self.row.relays)

    @compiled
    async def chain(self) -> list[Link]:
        """How the statement reached us: its speaker, the source that reported it, the document that was read."""
        claim = await self.reader.claims.load(self.row.claim)
        steps = (
            (LinkRole.SPEAKER, None if claim is None else claim.speaker),
            (LinkRole.REPORTER, self.row.relays),
            (LinkRole.DOCUMENT, self.row.source),
        )
        links = [(role, await shown_by_key(self.reader, key)) for role, key in steps]
        return sparse([Link(role=role, entity=entity) for role, entity in links if entity is not None])

    @compiled
    def locator(self) -> str:
        """Where in the document: page, section or cell; `whole document` where nothing narrower is known."""
        return self.row.locator

    @compiled
    def artifact(self) -> str | None:
        """SHA-256 of the captured bytes; null where only the work is known."""
        return self.row.artifact

    @compiled
    def published(self) -> str | None:
        """When the source said it (EDTF); null where no date is stated."""
        return stated(self.row.published)

    @compiled
    def edition(self) -> str | None:
        """The edition of the data set that states it, for imports."""
        return self.row.edition

    @compiled
    def quote(self) -> str | None:
        """The words of the source; null where none are kept or they were redacted."""
        return self.row.quote

    @compiled
    def quote_language(self) -> str | None:
        """Language of the quote (BCP 47)."""
        return self.row.quote_language

    @compiled
    def licence(self) -> str:
        """Licence of what was used (SPDX); NOASSERTION where none is stated."""
        return self.row.licence

    @compiled
    def self_interested(self) -> bool:
        """Whether the source speaks of itself or its own wares."""
        return flag(self.row.self_interested)


def evidence_of(reader: Reader, row: EvidenceRow) -> Evidence:
    """Show a piece of evidence."""
    return Evidence(reader=reader, row=row)
