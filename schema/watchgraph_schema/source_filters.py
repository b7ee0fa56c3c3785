"""The filter of sources."""

from typing import Annotated

import strawberry

from watchgraph.argument_places import at
from watchgraph.domain.edtf import latest_day
from watchgraph_projections.views.sources import SourceFilter, SourceList, SourceOrder
from watchgraph_schema.claim_filters import ClaimWhere, claim_filter
from watchgraph_schema.codes import LivenessStatus, Reliability, SourceTier
from watchgraph_schema.combinations import ALL_DOC, ANY_DOC, NOT_DOC, check_size, parts
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described_input
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.given import in_order, naming, not_empty, some, some_languages, some_values
from watchgraph_schema.known_ids import known_ids
from watchgraph_schema.licence_filters import LicenceCondition, licences_of


@described_input
class SourceWhere:
    """Which sources are wanted. Conditions add up; what is absent asks for nothing.

    Example: `{tiers: [COURT], or: [{languages: ["en"]}, {publishedFrom: "2020", not: {liveness: [GONE]}}]}`.
    """

    ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Only these, by id.")
    tiers: list[SourceTier] | None = strawberry.field(default=None, description="Sorts of source, any of them.")
    liveness: list[LivenessStatus] | None = strawberry.field(
        default=None, description="What was found where it had been, any of these."
    )
    reliabilities: list[Reliability] | None = strawberry.field(default=None, description="Ratings, any of them.")
    languages: list[str] | None = strawberry.field(default=None, description="Languages (BCP 47), any of them.")
    title_contains: str | None = strawberry.field(default=None, description="Words in the title, whatever the case.")
    publisher_contains: str | None = strawberry.field(default=None, description="Words in the publisher's name.")
    published_from: str | None = strawberry.field(
        default=None, description="Published in this year, month or day (EDTF) or later; leaves out undated ones."
    )
    published_before: str | None = strawberry.field(
        default=None, description="Published earlier than this year, month or day (EDTF); leaves out undated ones."
    )
    recorded_after: str | None = strawberry.field(
        default=None, description="Taken by this log after this position or UTC instant."
    )
    recorded_up_to: str | None = strawberry.field(
        default=None, description="Taken by this log by this position or UTC instant."
    )
    licence: LicenceCondition | None = strawberry.field(default=None, description="Its licence.")
    has_claim: ClaimWhere | None = strawberry.field(
        default=None, description="Such a claim rests on it, directly or through a document that repeats its words."
    )
    and_: list["SourceWhere"] | None = strawberry.field(name="and", default=None, description=ALL_DOC)
    or_: list["SourceWhere"] | None = strawberry.field(name="or", default=None, description=ANY_DOC)
    not_: "SourceWhere | None" = strawberry.field(name="not", default=None, description=NOT_DOC)

    def read(self, reader: Reader) -> SourceFilter:
        """Read it. Raises errors with a code for unknown names, empty lists, ids that are none and bad dates."""
        licences = licences_of(reader, self.licence)
        since = naming("publishedFrom", _period, self.published_from)
        before = naming("publishedBefore", _period, self.published_before)
        after = reader.position(self.recorded_after, "recordedAfter")
        up_to = reader.position(self.recorded_up_to, "recordedUpTo")
        in_order(("publishedFrom", since), ("publishedBefore", before), apart=True)
        in_order(("recordedAfter", after), ("recordedUpTo", up_to))
        return SourceFilter(
            ids=known_ids(reader, some(self.ids, "ids"), "ids"),
            tiers=some_values(self.tiers, "tiers"),
            liveness=some_values(self.liveness, "liveness"),
            reliabilities=some_values(self.reliabilities, "reliabilities"),
            languages=some_languages(self.languages, "languages"),
            title=not_empty(self.title_contains, "titleContains"),
            publisher=not_empty(self.publisher_contains, "publisherContains"),
            published_from=since,
            published_to=before,
            recorded_after=after,
            recorded_by=up_to,
            licences=licences.wanted,
            without_licences=licences.unwanted,
            cited_in=() if self.has_claim is None else (claim_filter(reader, self.has_claim, "hasClaim"),),
            **parts(self, lambda part: part.read(reader)),
        )


describe_enum(
    SourceOrder,
    SourceOrder.__doc__ or "",
    {
        "PUBLISHED": "When they were published; undated ones first.",
        "TITLE": "Their title.",
        "PUBLISHER": "Their publisher's name; those without one come lowest.",
        "RECORDED": "When this log took them.",
    },
)

SourceOrderArgument = Annotated[SourceOrder, strawberry.argument(description="What to order by.")]
SourceArgument = Annotated[SourceWhere | None, strawberry.argument(description="Which sources; all if absent.")]


def source_list(reader: Reader, where: SourceWhere | None, order: SourceOrder, *, descending: bool) -> SourceList:
    """Read a filter and an order. Raises BadArgumentError for unknown codes and empty lists, and BadIdError."""
    if where is None:
        return SourceList(order=order, down=descending)
    with at("where"):
        check_size(where)
        return SourceList(filter=where.read(reader), order=order, down=descending)


def _period(text: str | None) -> str | None:
    """Let one plain period through, to be compared as text. Raises EdtfError."""
    if text is not None:
        latest_day(text)
    return text
