"""The filters of claims, shared by every list of claims."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from watchgraph.argument_places import at, read_at
from watchgraph.domain.edtf import Certainty, EdtfError, latest_day, parse
from watchgraph.domain.statements import Modality, Polarity, Stance
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_projections.views.claim_filters import ClaimFilter
from watchgraph_projections.views.claims import ClaimOrder
from watchgraph_projections.views.sources import SourceFilter
from watchgraph_schema.claim_values import ClaimValueCondition, value_filter
from watchgraph_schema.codes import EntityKind, PredicateFamily
from watchgraph_schema.combinations import ALL_DOC, ANY_DOC, NOT_DOC, check_size, parts
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described_input
from watchgraph_schema.enums import ClaimState
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.given import at_least_none, in_order, not_empty, share, some, some_predicates, some_values
from watchgraph_schema.known_editions import EditionInput, checked_dataset, known_edition
from watchgraph_schema.known_ids import known_claims, known_id, known_ids, known_records
from watchgraph_schema.licence_filters import LicenceCondition, licences_of

if TYPE_CHECKING:
    from watchgraph_schema.source_filters import SourceWhere

LazySourceWhere = Annotated["SourceWhere", strawberry.lazy("watchgraph_schema.source_filters")]
StanceArgument = Annotated[
    list[Stance] | None, strawberry.argument(description="Only evidence that does this to the claim; all if absent.")
]
OrderArgument = Annotated[ClaimOrder, strawberry.argument(description="What to order by.")]
DescendingArgument = Annotated[bool, strawberry.argument(description="Whether the highest or newest comes first.")]
PUBLISHED_DOC = (
    "Only what had been published by this year, month or day (EDTF), as its publisher put it then. What nobody dated "
    "had been published by the day on which it was taken in here."
)
PublishedByArgument = Annotated[
    str | None,
    strawberry.argument(description=PUBLISHED_DOC),
]

WITHIN_DOC = (
    "whatever leads there by `partOf` through any number of standing claims that are so, or possibly so, on the day. "
    "Croydon is in London and so in the United Kingdom; live facial recognition is a kind of facial recognition."
)


@described_input
class ClaimWhere:
    """Which claims are wanted. Conditions add up; what is absent or null asks for nothing.

    Example: `{standing: true, or: [{minSources: 2}, {modalities: [OFFICIAL], not: {disputed: true}}]}`.
    """

    ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Only these, by id.")
    refs: list[str] | None = strawberry.field(
        default=None,
        description="Only those of these records, as `ref` shows them; of one data set alone where `dataset` names it.",
    )
    predicates: list[str] | None = strawberry.field(
        default=None, description="Names of predicates, any of them: `supplies`, `plannedCameras`."
    )
    families: list[PredicateFamily] | None = strawberry.field(
        default=None, description="Families of predicates, any of them."
    )
    subject: strawberry.ID | None = strawberry.field(default=None, description="Id of what the claim is about.")
    object: strawberry.ID | None = strawberry.field(default=None, description="Id of the other entity.")
    subject_within: list[strawberry.ID] | None = strawberry.field(
        default=None, description=f"Ids: what the claim is about is one of these, or part of one: {WITHIN_DOC}"
    )
    object_within: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Ids: the other entity is one of these, or part of one, as in `subjectWithin`."
    )
    speaker: strawberry.ID | None = strawberry.field(default=None, description="Id of who says so.")
    states: list[ClaimState] | None = strawberry.field(default=None, description="States, any of them.")
    standing: bool | None = strawberry.field(
        default=None,
        description=(
            "Only claims that are accepted and the newest word of their publisher, or only others. Denials and what is "
            "said not to be known stand, too, and so do plans: `counted: true` leaves them out."
        ),
    )
    modalities: list[Modality] | None = strawberry.field(default=None, description="Manners, any of them.")
    polarities: list[Polarity] | None = strawberry.field(default=None, description="Polarities, any of them.")
    dataset: str | None = strawberry.field(default=None, description="Short name of the data set that states it.")
    edition: EditionInput | None = strawberry.field(default=None, description="Only what this edition states.")
    published_by: str | None = strawberry.field(
        default=None,
        description=PUBLISHED_DOC,
    )
    min_confidence: int | None = strawberry.field(default=None, description="Lowest confidence, 0 to 100.")
    disputed: bool | None = strawberry.field(default=None, description="Only disputed claims, or only others.")
    draws_edge: bool | None = strawberry.field(
        default=None, description="Only claims that draw an edge, or only others."
    )
    counted: bool | None = strawberry.field(
        default=None,
        description=(
            "Only claims that may enter a count, whatever their state, or only others: denials, negations, opinions, "
            "forecasts, plans, and what is said not to be known."
        ),
    )
    planned: bool | None = strawberry.field(
        default=None,
        description="Only claims that speak of something planned, or only others, by what the claim itself says.",
    )
    certainties: list[Certainty] | None = strawberry.field(
        default=None,
        description=(
            "Whether it is so on the day that is asked about, by its own time; any of these. What is dated to a year "
            "was so at some time in it, so a figure of 2022 is POSSIBLY so on any day, the last of 2022 that "
            '`asOf: {validAt: "2022"}` means among them: `begins: "2022"` finds the figures of that year.'
        ),
    )
    subject_kinds: list[EntityKind] | None = strawberry.field(
        default=None, description="Kinds of what the claim is about, any of them."
    )
    object_kinds: list[EntityKind] | None = strawberry.field(
        default=None, description="Kinds of the other entity, any of them; leaves out claims that have none."
    )
    during: str | None = strawberry.field(
        default=None,
        description="Only what was or may have been so at some time within this (EDTF): `2019`, `2018-06/2020`.",
    )
    begins: str | None = strawberry.field(
        default=None,
        description=(
            "Only what surely began within this (EDTF): `2022` finds what is dated to that year, month or day of it, "
            "and not what began before and goes on, as `during` does, nor what has no date."
        ),
    )
    recorded_after: str | None = strawberry.field(
        default=None, description="Only what this log took after this position or UTC instant: `2026-11-23T12:00:00Z`."
    )
    recorded_up_to: str | None = strawberry.field(
        default=None, description="Only what this log had taken by this position or UTC instant: `1234`."
    )
    min_origins: int | None = strawberry.field(
        default=None,
        description=(
            "How many independent origins support what it says, at least, as `assessment { independentOrigins }` "
            "counts them: those of its own documents and of equal claims of others (`corroborates`), documents that "
            "repeat each other once, under whatever licence they are."
        ),
    )
    min_sources: int | None = strawberry.field(
        default=None,
        description=(
            "How many documents support this very claim, at least: its own `evidence` that supports it, whether the "
            "documents repeat each other or not, without those under licences that are left out. Equal claims of "
            "others, whose origins `minOrigins` counts, add none."
        ),
    )
    licence: LicenceCondition | None = strawberry.field(
        default=None, description="The licences of its evidence: any piece of it may meet the condition."
    )
    has_source: LazySourceWhere | None = strawberry.field(
        default=None,
        description=(
            "A document of its own evidence is such, or one whose words that repeats, whatever it does to the claim: "
            "`{liveness: [GONE]}` finds what rests on a page that disappeared."
        ),
    )
    value: ClaimValueCondition | None = strawberry.field(
        default=None, description="What it says its value is. Nothing is converted: name the predicate, too."
    )
    and_: list["ClaimWhere"] | None = strawberry.field(name="and", default=None, description=ALL_DOC)
    or_: list["ClaimWhere"] | None = strawberry.field(name="or", default=None, description=ANY_DOC)
    not_: "ClaimWhere | None" = strawberry.field(name="not", default=None, description=NOT_DOC)


WhereArgument = Annotated[ClaimWhere | None, strawberry.argument(description="Which claims; all if absent.")]


def claim_filter(reader: Reader, where: ClaimWhere | None, called: str = "where") -> ClaimFilter:
    """Read a filter. called: the argument, or field of an input, that it is given by.

    Raises errors with a code for unknown names, empty lists, ids that are none and bad dates.
    """
    if where is None:
        return ClaimFilter()
    with at(called):
        check_size(where)
        return _filter(reader, where)


def _filter(reader: Reader, where: ClaimWhere) -> ClaimFilter:
    dataset, edition = _stated_by(reader, where)
    licences = licences_of(reader, where.licence)
    lasting_from, lasting_to = period(where.during, "during")
    begun_from, begun_to = period(where.begins, "begins")
    after = reader.position(where.recorded_after, "recordedAfter")
    up_to = reader.position(where.recorded_up_to, "recordedUpTo")
    in_order(("recordedAfter", after), ("recordedUpTo", up_to))
    return ClaimFilter(
        ids=known_claims(reader, some(where.ids, "ids"), "ids"),
        records=known_records(reader, dataset, some(where.refs, "refs")),
        predicates=read_at("predicates", some_predicates, where.predicates),
        families=some_values(where.families, "families"),
        subject=known_id(reader, where.subject, "subject"),
        object=known_id(reader, where.object, "object"),
        subject_within=known_ids(reader, some(where.subject_within, "subjectWithin"), "subjectWithin"),
        object_within=known_ids(reader, some(where.object_within, "objectWithin"), "objectWithin"),
        speaker=known_id(reader, where.speaker, "speaker"),
        states=some_values(where.states, "states"),
        standing=where.standing,
        modalities=some_values(where.modalities, "modalities"),
        polarities=some_values(where.polarities, "polarities"),
        dataset=dataset,
        edition=edition,
        published_by=published_day(where.published_by),
        min_confidence=share(where.min_confidence, "minConfidence"),
        disputed=where.disputed,
        draws=where.draws_edge,
        counts=where.counted,
        planned=where.planned,
        holds=some(where.certainties, "certainties"),
        subject_kinds=some_values(where.subject_kinds, "subjectKinds"),
        object_kinds=some_values(where.object_kinds, "objectKinds"),
        lasting_from=lasting_from,
        lasting_to=lasting_to,
        begun_from=begun_from,
        begun_to=begun_to,
        recorded_after=after,
        recorded_by=up_to,
        min_origins=at_least_none(where.min_origins, "minOrigins"),
        min_sources=at_least_none(where.min_sources, "minSources"),
        licences=licences.wanted,
        without_licences=licences.unwanted,
        resting_on=_resting_on(reader, where),
        **value_filter(where.value, where.predicates),
        **parts(where, lambda part: _filter(reader, part)),
    )


def _resting_on(reader: Reader, where: ClaimWhere) -> tuple[SourceFilter, ...]:
    if where.has_source is None:
        return ()
    with at("hasSource"):
        return (where.has_source.read(reader),)


def period(text: str | None, argument: str) -> tuple[int | None, int | None]:
    """Read a time of the world: the first day that may be in it, and the first that is surely after it; None twice."""
    not_empty(text, argument)
    if text is None:
        return None, None
    try:
        found = parse(text, Persistence.OCCURRENCE)
    except EdtfError as error:
        raise BadArgumentError(f"`{argument}` {text[:60]!r}: {error}") from error
    return found.from_earliest, found.until_latest


def _stated_by(reader: Reader, where: ClaimWhere) -> tuple[str | None, str | None]:
    """The data set and the edition that claims are wanted of; None for any."""
    dataset, edition = checked_dataset(reader, where.dataset), where.edition
    if edition is None:
        return dataset, None
    if dataset not in {None, edition.dataset}:
        raise BadArgumentError(f"`dataset` {dataset} and an edition of {edition.dataset[:60]!r}: nothing is of both")
    with at("edition"):
        return known_edition(reader, edition)


def published_day(text: str | None) -> int | None:
    """Read a day of publication: of a period its last day. Raises BadArgumentError."""
    if text is None:
        return None
    try:
        return latest_day(text)
    except EdtfError as error:
        raise BadArgumentError(f"publishedBy {text!r}: {error}") from error
