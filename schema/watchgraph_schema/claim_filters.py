"""The filters of claims, shared by every list of claims."""

from typing import Annotated

import strawberry

from watchgraph.domain.edtf import Certainty, EdtfError, latest_day
from watchgraph.domain.statements import Modality, Polarity, Stance
from watchgraph.vocabulary import predicate
from watchgraph_projections.views.claim_filters import ClaimFilter
from watchgraph_projections.views.claims import ClaimOrder
from watchgraph_schema.context import Reader, public_id
from watchgraph_schema.describing import described_input
from watchgraph_schema.enums import ClaimState
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.given import FAMILIES, share, some, some_of

StanceArgument = Annotated[
    list[Stance] | None, strawberry.argument(description="Only evidence that does this to the claim; all if absent.")
]
OrderArgument = Annotated[ClaimOrder, strawberry.argument(description="What to order by.")]
DescendingArgument = Annotated[bool, strawberry.argument(description="Whether the highest or newest comes first.")]
PublishedByArgument = Annotated[
    str | None,
    strawberry.argument(
        description="Only what had been published by this year, month or day (EDTF), as its publisher put it then."
    ),
]


@described_input
class EditionInput:
    """One edition of a data set."""

    dataset: str = strawberry.field(description="Short name of the data set.")
    name: str = strawberry.field(description="Name of the edition.")


@described_input
class ClaimWhere:
    """Which claims are wanted. Conditions add up; what is absent or null asks for nothing."""

    predicates: list[str] | None = strawberry.field(
        default=None, description="Names of predicates, any of them: `supplies`, `plannedCameras`."
    )
    families: list[str] | None = strawberry.field(default=None, description="Families of predicates: SUPPLY, RULING …")
    subject: strawberry.ID | None = strawberry.field(default=None, description="Id of what the claim is about.")
    object: strawberry.ID | None = strawberry.field(default=None, description="Id of the other entity.")
    speaker: strawberry.ID | None = strawberry.field(default=None, description="Id of who says so.")
    states: list[ClaimState] | None = strawberry.field(default=None, description="States, any of them.")
    standing: bool | None = strawberry.field(
        default=None,
        description="Only claims that are accepted and the newest word of their publisher, or only others.",
    )
    modalities: list[Modality] | None = strawberry.field(default=None, description="Manners, any of them.")
    polarities: list[Polarity] | None = strawberry.field(default=None, description="Polarities, any of them.")
    dataset: str | None = strawberry.field(default=None, description="Short name of the data set that states it.")
    edition: EditionInput | None = strawberry.field(default=None, description="Only what this edition states.")
    published_by: str | None = strawberry.field(
        default=None,
        description="Only what had been published by this year, month or day (EDTF), as its publisher put it then.",
    )
    min_confidence: int | None = strawberry.field(default=None, description="Lowest confidence, 0 to 100.")
    disputed: bool | None = strawberry.field(default=None, description="Only disputed claims, or only others.")
    draws_edge: bool | None = strawberry.field(
        default=None, description="Only claims that draw an edge, or only others."
    )
    certainties: list[Certainty] | None = strawberry.field(
        default=None, description="Whether it is so on the day that is asked about; any of these."
    )


WhereArgument = Annotated[ClaimWhere | None, strawberry.argument(description="Which claims; all if absent.")]


def claim_filter(reader: Reader, where: ClaimWhere | None) -> ClaimFilter:
    """Read a filter. Raises errors with a code for unknown names, empty lists, ids that are none and bad dates."""
    if where is None:
        return ClaimFilter()
    dataset, edition = _stated_by(reader, where)
    return ClaimFilter(
        predicates=tuple(predicate(name).name for name in some(where.predicates, "predicates")),
        families=some_of(FAMILIES, where.families, "families"),
        subject=_id(where.subject),
        object=_id(where.object),
        speaker=_id(where.speaker),
        states=tuple(state.value for state in some(where.states, "states")),
        standing=where.standing,
        modalities=tuple(modality.value for modality in some(where.modalities, "modalities")),
        polarities=tuple(polarity.value for polarity in some(where.polarities, "polarities")),
        dataset=dataset,
        edition=edition,
        published_by=published_day(where.published_by),
        min_confidence=share(where.min_confidence, "minConfidence"),
        disputed=where.disputed,
        draws=where.draws_edge,
        holds=some(where.certainties, "certainties"),
    )


def _stated_by(reader: Reader, where: ClaimWhere) -> tuple[str | None, str | None]:
    """The data set and the edition that claims are wanted of; None for any."""
    dataset, edition = checked_dataset(reader, where.dataset), where.edition
    if edition is None:
        return dataset, None
    if dataset not in {None, edition.dataset}:
        raise BadArgumentError(f"`dataset` {dataset} and an edition of {edition.dataset[:60]!r}: nothing is of both")
    checked_dataset(reader, edition.dataset)
    known = reader.editions()[edition.dataset]
    if edition.name not in known:
        there = ", ".join(sorted(known)) or "none"
        message = f"no edition {edition.name[:60]!r} of {edition.dataset} was imported by then; there is {there}"
        raise BadArgumentError(message)
    return edition.dataset, edition.name


def checked_dataset(reader: Reader, slug: str | None) -> str | None:
    """Read the short name of a data set. Raises BadArgumentError for one that is not known: it must not hide claims."""
    if slug is not None and slug not in reader.editions():
        known = ", ".join(sorted(reader.editions())) or "none"
        raise BadArgumentError(f"no data set {slug[:60]!r} was imported by then; there is {known}")
    return slug


def _id(given: str | None) -> str | None:
    return None if given is None else public_id(given)


def published_day(text: str | None) -> int | None:
    """Read a day of publication: of a period its last day. Raises BadArgumentError."""
    if text is None:
        return None
    try:
        return latest_day(text)
    except EdtfError as error:
        raise BadArgumentError(f"publishedBy {text!r}: {error}") from error
