"""Entities: what claims are about. All that is said of them, names included, are claims."""

from dataclasses import replace
from typing import Annotated

import strawberry

from watchgraph.domain.edtf import Certainty
from watchgraph.vocabulary import KINDS
from watchgraph_projections.views.claim_filters import ClaimFilter
from watchgraph_projections.views.claims import ClaimList, ClaimOrder, Through
from watchgraph_projections.views.entities import AbsorbedList, EntityRow
from watchgraph_projections.views.histories import History
from watchgraph_projections.views.neighbours import NeighbourRow
from watchgraph_projections.views.reviews import JudgementList
from watchgraph_projections.views.sources import SourceList
from watchgraph_schema.claim_filters import (
    DescendingArgument,
    OrderArgument,
    PublishedByArgument,
    WhereArgument,
    claim_filter,
    published_day,
)
from watchgraph_schema.claims import Claim
from watchgraph_schema.codes import EntityKind, kind_of
from watchgraph_schema.columns import flag, member
from watchgraph_schema.compiling.symbols import computed
from watchgraph_schema.connections import Connection, listed, paged
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import compiled, described, described_interface
from watchgraph_schema.enums import Direction, Role
from watchgraph_schema.histories import Event, event_of
from watchgraph_schema.judgements import Judgement, judgement_of
from watchgraph_schema.names import ExternalId, Name, external_id_of, name_of
from watchgraph_schema.neighbour_filters import NeighbourArgument, edges_wanted
from watchgraph_schema.node_ids import kept_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.predicates import Predicate, predicate_named
from watchgraph_schema.shown import LazyEntity, LazySource, claim_of, shown_by_key, source_of

NAMES = ("NAME",)
"""Families of predicates that say what something is called, and nothing of what happened to it."""

RoleArgument = Annotated[Role, strawberry.argument(description="Where this entity stands in the claims.")]


@described_interface
class Entity(Node):
    """A place, organisation, person, deployment, loan, ruling … and whatever else claims are about.

    The id of an entity that was merged into another still resolves: it then leads to that other.
    """

    row: strawberry.Private[EntityRow]
    reader: strawberry.Private[Reader]

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, a UUID."""
        return strawberry.ID(self.row.id)

    @compiled
    def kind(self) -> EntityKind:
        """What sort of thing it is."""
        return kind_of(self.row.kind)

    @compiled
    def kind_label(self) -> str:
        """The same in plain words."""
        return kind_label(self.row.kind)

    @compiled
    async def name(self) -> str | None:
        """The best of its names; null where nobody names it. See `names` for all, in every script."""
        return self.row.label

    @compiled
    def dataset(self) -> str:
        """The data set or register that first named it, by its short name."""
        return self.row.dataset

    @paged
    def names(self) -> Connection[Name]:
        """Its names in every language and script that somebody gives, each with its claim."""
        wanted = ClaimFilter(predicates=("name",), standing=True)
        return listed(self.reader, ClaimList(through=Through.SUBJECT, filter=wanted), name_of, self.row.key)

    @paged
    def external_ids(self) -> Connection[ExternalId]:
        """Its identifiers in others' registers, each with its claim."""
        wanted = ClaimFilter(predicates=("externalId",), standing=True)
        return listed(self.reader, ClaimList(through=Through.SUBJECT, filter=wanted), external_id_of, self.row.key)

    @paged
    def claims(
        self,
        role: RoleArgument = Role.EITHER,
        where: WhereArgument = None,
        order: OrderArgument = ClaimOrder.RECORDED,
        descending: DescendingArgument = False,  # noqa: FBT002  # GraphQL arguments are named
    ) -> Connection[Claim]:
        """Claims in which it stands, whatever became of them: see each claim's `state`."""
        listing = ClaimList(
            through=Through(role.value), filter=claim_filter(self.reader, where), order=order, down=descending
        )
        return listed(self.reader, listing, claim_of, self.row.key)

    @paged
    def timeline(self, published_by: PublishedByArgument = None, where: WhereArgument = None) -> Connection[Claim]:
        """What stands about it, in the order in which it began; see each claim's `valid` and `certainty`.

        Names are left out unless they are asked for; undated claims come first. With `publishedBy`: what its
        publishers said by then, superseded since or not.
        """
        listing = timeline_of(claim_filter(self.reader, where), published_day(published_by))
        return listed(self.reader, listing, claim_of, self.row.key)

    @paged
    def cited_sources(self) -> Connection[LazySource]:
        """Documents that the standing claims about it rest on, the oldest first."""
        return listed(self.reader, SourceList(), source_of, self.row.key)

    @paged
    def neighbours(self, where: NeighbourArgument = None) -> Connection["Neighbour"]:
        """The edges that standing claims draw around it, each with its claims.

        Those that are over by the day that is asked about, or had not begun, are among them, with `certainty` NO: to
        keep to what was so on that day, or may have been, say `where: {certainties: [YES, POSSIBLY]}`. What is only
        planned is there, too: `planned: false` leaves it out.
        """
        return listed(self.reader, edges_wanted(where), neighbour_of, self.row.key)

    @paged
    def merged_from(self) -> Connection["Absorbed"]:
        """Entities of other data sets that were judged to be this one. Every merge can be reverted."""
        return listed(self.reader, AbsorbedList(), absorbed_of, self.row.key)

    @paged
    def judgements(self) -> Connection[Judgement]:
        """Judgements on whether it is the same as another entity."""
        return listed(self.reader, JudgementList(), judgement_of, self.row.key)

    @paged
    def history(self) -> Connection[Event]:
        """What was done with its id, in the log's order. What is said of it has its history at each claim."""
        return listed(self.reader, History(), event_of, self.row.id)


@computed(sure=True)
def kind_label(name: str) -> str:
    """A kind in plain words."""
    return KINDS[name].label


def timeline_of(wanted: ClaimFilter, published_by: int | None) -> ClaimList:
    """What stands, or what stood by then in its publishers' words, by when it began."""
    if not wanted.predicates and not wanted.families:
        wanted = replace(wanted, without_families=NAMES)
    if published_by is None:
        chosen = replace(wanted, standing=True)
    else:
        chosen = replace(wanted, published_by=published_by, states=("ACCEPTED", "SUPERSEDED"))
    return ClaimList(through=Through.EITHER, filter=chosen, order=ClaimOrder.VALID)


@described
class Neighbour(Node):
    """An edge of the graph as seen from one of its ends: one relation, drawn by one or more claims."""

    row: strawberry.Private[NeighbourRow]
    reader: strawberry.Private[Reader]

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return kept_id("Neighbour", self.row.near, self.row.first_claim)

    @compiled
    async def entity(self) -> LazyEntity | None:
        """The entity at the other end."""
        return await shown_by_key(self.reader, self.row.other)

    @compiled
    def predicate(self) -> Predicate:
        """The relation."""
        return predicate_named(self.row.predicate)

    @compiled
    def direction(self) -> Direction:
        """Which way the edge runs."""
        return member(Direction, self.row.direction)

    @compiled
    def certainty(self) -> Certainty:
        """Whether the edge is there on the day that is asked about: the best among its claims."""
        return member(Certainty, self.row.certainty)

    @compiled
    def confidence(self) -> int | None:
        """How sure we may be, 0 to 100: the best among its claims; null where none can be judged."""
        return self.row.confidence

    @compiled
    def planned(self) -> bool:
        """Whether all its claims speak of something planned, not there yet, whatever status its ends have."""
        return flag(self.row.planned)

    @paged
    def claims(self) -> Connection[Claim]:
        """The claims that draw the edge, each with its validity, confidence and sources."""
        return listed(self.reader, ClaimList(through=Through.EDGE), claim_of, self.row.first_claim)


def neighbour_of(reader: Reader, row: NeighbourRow) -> Neighbour:
    """Show an edge."""
    return Neighbour(reader=reader, row=row)


@described
class Absorbed(Node):
    """An entity that was judged to be the same as another and is shown as that other.

    As of a moment before the judgement it is there by itself: ask for it by `entityId`, with `asOf`.
    """

    row: strawberry.Private[EntityRow]
    reader: strawberry.Private[Reader]

    @compiled
    def id(self) -> strawberry.ID:
        """Its id as something merged, to ask `node` with."""
        return kept_id("Absorbed", self.row.id)

    @compiled
    def entity_id(self) -> strawberry.ID:
        """Its id as an entity: it leads to what it was merged into, and as of an earlier moment to itself."""
        return strawberry.ID(self.row.id)

    @compiled
    def dataset(self) -> str:
        """The data set that named it."""
        return self.row.dataset

    @paged
    def claims(self) -> Connection[Claim]:
        """The claims that were stated of it, before it was merged."""
        return listed(self.reader, ClaimList(through=Through.STATED), claim_of, self.row.key)

    @paged
    def judgements(self) -> Connection[Judgement]:
        """The judgements on it: who found it the same, and why."""
        return listed(self.reader, JudgementList(), judgement_of, self.row.key)


def absorbed_of(reader: Reader, row: EntityRow) -> Absorbed:
    """Show a merged entity."""
    return Absorbed(reader=reader, row=row)
