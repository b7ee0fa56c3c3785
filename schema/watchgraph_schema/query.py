"""The questions that can be asked."""

from functools import partial
from typing import Annotated

import strawberry

from watchgraph.argument_places import at, read_at
from watchgraph.domain.judgements import Verdict
from watchgraph.vocabulary import PREDICATES
from watchgraph_projections.views.claim_filters import ClaimFilter
from watchgraph_projections.views.claims import ClaimList, ClaimOrder
from watchgraph_projections.views.datasets import CoverageList, DatasetList
from watchgraph_projections.views.entities import EntityList
from watchgraph_projections.views.entity_filters import EntityFilter
from watchgraph_projections.views.histories import CommitList
from watchgraph_projections.views.reviews import DisputeList, JudgementList
from watchgraph_projections.views.sources import SourceOrder, key_of_url
from watchgraph_schema.arguments import AsOfArgument, LicenceArgument, reader_of
from watchgraph_schema.claim_filters import (
    DescendingArgument,
    OrderArgument,
    WhereArgument,
    claim_filter,
)
from watchgraph_schema.claims import Claim
from watchgraph_schema.codes import EntityKind, PredicateFamily
from watchgraph_schema.connections import Connection, listed, paged
from watchgraph_schema.context import Info
from watchgraph_schema.datasets import Coverage, Dataset, coverage_of, dataset_of
from watchgraph_schema.describing import compiled, described, resolved
from watchgraph_schema.disputes import Dispute, dispute_of
from watchgraph_schema.entities import Entity
from watchgraph_schema.enums import DisputeState
from watchgraph_schema.filters import EntityArgument, entity_filter
from watchgraph_schema.given import not_empty, some_values
from watchgraph_schema.histories import Commit, commit_of
from watchgraph_schema.judgements import Judgement, judgement_of
from watchgraph_schema.known_editions import checked_dataset
from watchgraph_schema.known_ids import then_id
from watchgraph_schema.lookups import nodes_of
from watchgraph_schema.nodes import Node
from watchgraph_schema.predicates import Predicate, predicate_of
from watchgraph_schema.prices import ALL_CLAIMS, costing, of_length
from watchgraph_schema.public_ids import public_id
from watchgraph_schema.shown import claim_of, shown, shown_by_id, source_by_key, source_of
from watchgraph_schema.source_filters import SourceArgument, SourceOrderArgument, source_list
from watchgraph_schema.sources import Source

IdArgument = Annotated[strawberry.ID, strawberry.argument(description="An id, a UUID. Ids of merged entities resolve.")]
NodeIdArgument = Annotated[strawberry.ID, strawberry.argument(description="The `id` of anything here, as it is.")]
IdsArgument = Annotated[
    list[strawberry.ID],
    strawberry.argument(description="The `id` of anything here, at most 100; the answer has their order."),
]
RefArgument = Annotated[
    str, strawberry.argument(description="A publisher's id of a record: `C042` in the reference data.")
]
UrlArgument = Annotated[str, strawberry.argument(description="A web address or a DOI, in any of its spellings.")]
KindsArgument = Annotated[
    list[EntityKind] | None, strawberry.argument(description="Kinds, any of them; all if absent.")
]
SlugArgument = Annotated[str | None, strawberry.argument(description="Short name of a data set; all if absent.")]
StateArgument = Annotated[DisputeState | None, strawberry.argument(description="In this state; all if absent.")]
VerdictArgument = Annotated[Verdict | None, strawberry.argument(description="With this verdict; all if absent.")]
FamilyArgument = Annotated[
    PredicateFamily | None, strawberry.argument(description="Only those of this family; all if absent.")
]


@described
class Questions:
    """What every other list is reached from."""

    @compiled
    async def node(
        self,
        info: Info,
        id: NodeIdArgument,  # noqa: A002  # Relay's name
    ) -> Node | None:
        """Anything by its id, as it is now; null for an id that nobody has issued.

        Relay wants this field with one argument. As of another moment, or without a licence: ask `nodes`.
        """
        with at("id"):
            return (await nodes_of(reader_of(info, None), [id]))[0]

    @resolved
    async def nodes(
        self, info: Info, ids: IdsArgument, as_of: AsOfArgument = None, licence: LicenceArgument = None
    ) -> list[Node | None] | None:
        """Anything by ids; null for ids that nobody has issued."""
        reader = reader_of(info, as_of, licence)
        with at("ids"):
            return await nodes_of(reader, ids)

    @compiled
    async def entity(
        self,
        info: Info,
        id: IdArgument,  # noqa: A002  # as above
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> Entity | None:
        """An entity by its id; null for an id of no entity. One that was given later than `asOf` is an error."""
        reader = reader_of(info, as_of, licence)
        return await shown_by_id(reader, read_at("id", partial(then_id, reader), id))

    @paged
    def entities(
        self,
        info: Info,
        kinds: KindsArgument = None,
        where: EntityArgument = None,
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> Connection[Entity]:
        """Entities of any kind, as this log met them. Each kind has a list of its own, with filters and orders.

        All that were known by `recordedAt` are here, whatever the day of `validAt`. Those that were so on that day, by
        what is said of them: `where: {hasClaim: {predicates: ["deployedIn"], certainties: [YES, POSSIBLY]}}`.
        """
        reader = reader_of(info, as_of, licence)
        wanted = () if where is None else (entity_filter(reader, where),)
        return listed(reader, EntityList(filter=EntityFilter(kinds=some_values(kinds, "kinds"), all_of=wanted)), shown)

    @compiled
    async def claim(
        self,
        info: Info,
        id: IdArgument,  # noqa: A002  # as above
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> Claim | None:
        """A claim by its id, with everything that it rests on; null for an id of no claim."""
        reader = reader_of(info, as_of, licence)
        row = await reader.claims_by_id.load(read_at("id", public_id, id))
        return None if row is None else claim_of(reader, row)

    @paged
    def claims_by_ref(
        self,
        info: Info,
        ref: RefArgument,
        dataset: SlugArgument = None,
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> Connection[Claim]:
        """The claims of one record of a publisher."""
        reader = reader_of(info, as_of, licence)
        records = () if not_empty(ref, "ref") is None else (ref,)
        wanted = ClaimFilter(records=records, dataset=checked_dataset(reader, dataset))
        return listed(reader, ClaimList(filter=wanted), claim_of)

    @costing(0, whole_list=ALL_CLAIMS)
    @paged
    def claims(
        self,
        info: Info,
        where: WhereArgument = None,
        order: OrderArgument = ClaimOrder.RECORDED,
        descending: DescendingArgument = False,  # noqa: FBT002  # GraphQL arguments are named
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> Connection[Claim]:
        """Claims, whatever became of them: say `standing: true` for those that stand."""
        reader = reader_of(info, as_of, licence)
        return listed(reader, ClaimList(filter=claim_filter(reader, where), order=order, down=descending), claim_of)

    @paged
    def sources(
        self,
        info: Info,
        where: SourceArgument = None,
        order: SourceOrderArgument = SourceOrder.PUBLISHED,
        descending: DescendingArgument = False,  # noqa: FBT002  # as above
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> Connection[Source]:
        """Documents that claims rest on."""
        reader = reader_of(info, as_of, licence)
        return listed(reader, source_list(reader, where, order, descending=descending), source_of)

    @resolved
    async def source_by_url(
        self, info: Info, url: UrlArgument, as_of: AsOfArgument = None, licence: LicenceArgument = None
    ) -> Source | None:
        """The source with this address or DOI, however it is spelt; null where there is none."""
        reader = reader_of(info, as_of, licence)
        return await source_by_key(reader, read_at("url", partial(key_of_url, reader.connection, reader.moment), url))

    @paged
    def disputes(
        self, info: Info, state: StateArgument = None, as_of: AsOfArgument = None, licence: LicenceArgument = None
    ) -> Connection[Dispute]:
        """Disputes over claims, in the order in which they were opened."""
        listing = DisputeList(states=() if state is None else (state.value,))
        return listed(reader_of(info, as_of, licence), listing, dispute_of)

    @paged
    def judgements(
        self, info: Info, verdict: VerdictArgument = None, as_of: AsOfArgument = None, licence: LicenceArgument = None
    ) -> Connection[Judgement]:
        """Judgements on whether two entities are one, in recorded order."""
        listing = JudgementList(verdicts=() if verdict is None else (verdict.value,))
        return listed(reader_of(info, as_of, licence), listing, judgement_of)

    @paged
    def datasets(
        self, info: Info, slug: SlugArgument = None, as_of: AsOfArgument = None, licence: LicenceArgument = None
    ) -> Connection[Dataset]:
        """Publishers' databases that were imported, with their editions."""
        reader = reader_of(info, as_of, licence)
        wanted = checked_dataset(reader, slug, "slug")
        return listed(reader, DatasetList(slugs=() if wanted is None else (wanted,)), dataset_of)

    @paged
    def coverages(
        self, info: Info, as_of: AsOfArgument = None, licence: LicenceArgument = None
    ) -> Connection[Coverage]:
        """Searches that were made, so that "none found" means something."""
        return listed(reader_of(info, as_of, licence), CoverageList(), coverage_of)

    @paged
    def commits(self, info: Info, as_of: AsOfArgument = None, licence: LicenceArgument = None) -> Connection[Commit]:
        """What was written to the log, the newest first."""
        return listed(reader_of(info, as_of, licence), CommitList(), commit_of)

    @of_length(len(PREDICATES))
    @resolved
    def predicates(self, family: FamilyArgument = None) -> list[Predicate] | None:
        """The vocabulary: everything that can be said of an entity. A closed list, so it has no pages."""
        return [predicate_of(each) for each in PREDICATES.values() if family in {None, each.family}]
