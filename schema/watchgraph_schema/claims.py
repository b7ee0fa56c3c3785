"""Claims: who says what of whom, on what evidence, and what became of it."""

import strawberry

from watchgraph.domain.claim_states import Rank
from watchgraph.domain.edtf import Certainty
from watchgraph.domain.statements import Modality, Polarity
from watchgraph_projections.views.claims import ClaimList, ClaimRow, Through
from watchgraph_projections.views.evidence import EvidenceList
from watchgraph_projections.views.histories import ClaimHistory
from watchgraph_projections.views.reviews import DisputeList
from watchgraph_projections.views.rivals import RivalList, RivalRow, Rivalry
from watchgraph_schema.claim_filters import StanceArgument
from watchgraph_schema.columns import flag, member
from watchgraph_schema.confidences import ConfidenceAssessment, assessment_of
from watchgraph_schema.connections import Connection, listed, paged
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import compiled, described
from watchgraph_schema.disputes import Dispute, dispute_of
from watchgraph_schema.enums import ClaimState
from watchgraph_schema.evidence import Evidence, evidence_of
from watchgraph_schema.given import some
from watchgraph_schema.histories import Commit, Event, commit_of, event_of
from watchgraph_schema.node_ids import kept_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.predicates import Predicate, predicate_named
from watchgraph_schema.qualifiers import StoredQualifier, circumstance, entities_among, qualifier_text
from watchgraph_schema.sentences import circumstances_of, said_of, sentence_of
from watchgraph_schema.shown import (
    LazyClaim,
    LazyEntity,
    LazySource,
    claim_by_id,
    claim_of,
    name_by_key,
    shown_by_key,
    source_by_key,
)
from watchgraph_schema.stored_lists import each_of
from watchgraph_schema.times import Valid, certainty_of, valid_of
from watchgraph_schema.values import Columns, Value, value_of
from watchgraph_schema.waiting import waiting


@described
class Qualifier:
    """A circumstance of a claim: in which role, on what ground, for which buyer."""

    name: str = strawberry.field(description="Its name, as the vocabulary declares it.")
    value: Value | None = strawberry.field(description="Its value.")
    definition: str | None = strawberry.field(description="What the circumstance means.")


@described
class Claim(Node):
    """One statement by one source: the atom of everything here. Claims that conflict live side by side."""

    row: strawberry.Private[ClaimRow]
    reader: strawberry.Private[Reader]

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, a UUID made of what it says and where it comes from."""
        return strawberry.ID(self.row.id)

    @compiled
    def ref(self) -> str | None:
        """The id of its record in its data set, such as `C042` in the reference data; null where it has none."""
        return self.row.record

    @compiled
    def dataset(self) -> str | None:
        """The data set that states it, by its short name; null for a claim read in a document by a contributor."""
        return self.row.dataset

    @compiled
    async def sentence(self) -> str:
        """The claim in one line."""
        row, reader = self.row, self.reader
        said = said_of(row.value, row.text, row.object, await name_by_key(reader, row.object))
        names = await reader.names.load(entities_among(row.qualifiers))
        circumstances = circumstances_of(row.qualifiers, "{}" if names is None else names)
        subject, speaker = await name_by_key(reader, row.subject), await name_by_key(reader, row.speaker)
        return sentence_of(subject, row.predicate, said, circumstances, row.valid, row.polarity, row.modality, speaker)

    def qualifier(self, name: str) -> str | None:
        """The text of a qualifier; None where the claim has none of that name."""
        return qualifier_text(self.row.qualifiers, name)

    @compiled
    def predicate(self) -> Predicate:
        """What is said of the subject."""
        return predicate_named(self.row.predicate)

    @compiled
    async def subject(self) -> LazyEntity | None:
        """What the claim is about, under what it was merged into."""
        return await shown_by_key(self.reader, self.row.subject)

    @compiled
    async def stated_subject(self) -> LazyEntity | None:
        """What the claim is about as it was stated, before any merge."""
        return await shown_by_key(self.reader, self.row.stated_subject)

    @compiled
    async def object(self) -> LazyEntity | None:
        """The other entity, where the claim relates two; else see `value`."""
        return await shown_by_key(self.reader, self.row.object)

    @compiled
    def value(self) -> Value | None:
        """What is said: a number, amount, date, words, code, place, link or other entity; null where nothing is."""
        return value_of(self.reader, self.row.value, self.row.text, Columns(self.row.object, self.row.code))

    @compiled
    def qualifiers(self) -> list[Qualifier]:
        """The circumstances, by name."""
        predicate = self.row.predicate

        def made(stored: StoredQualifier) -> Qualifier:
            value = value_of(self.reader, stored.value, stored.text)
            return Qualifier(name=stored.name, value=value, definition=circumstance(predicate, stored.name))

        return each_of(StoredQualifier, self.row.qualifiers, made)

    @compiled
    def polarity(self) -> Polarity:
        """Whether it says that it is so, is not so, or is not known."""
        return member(Polarity, self.row.polarity)

    @compiled
    def modality(self) -> Modality:
        """In what manner it is said."""
        return member(Modality, self.row.modality)

    @compiled
    async def speaker(self) -> LazyEntity | None:
        """Who says so; null where the document itself does, or a rule of ours."""
        return await shown_by_key(self.reader, self.row.speaker)

    @compiled
    def rule(self) -> str | None:
        """For a claim derived from others' words: the rule and its version."""
        return self.row.rule

    @compiled
    async def document(self) -> LazySource | None:
        """The document that it was read in, for a contributor's claim."""
        return await source_by_key(self.reader, self.row.document)

    @compiled
    def valid(self) -> Valid:
        """When it was so in the world."""
        return valid_of(self.reader, self.row)

    @compiled
    def certainty(self) -> Certainty:
        """Whether it was so on the day that was asked about (today, if nothing was asked), by the time that it states.

        Another claim may say that it ended since: fields of entities and numbers look at all of them.
        """
        return certainty_of(self.reader, self.row)

    @compiled
    def state(self) -> ClaimState:
        """Where it is in its life."""
        return member(ClaimState, self.row.state)

    @compiled
    def standing(self) -> bool:
        """Whether it is accepted and the newest word of its publisher."""
        return flag(self.row.standing)

    @compiled
    def draws_edge(self) -> bool:
        """Whether it draws an edge of the graph."""
        return flag(self.row.draws)

    @compiled
    def counted(self) -> bool:
        """Whether it may enter a count, by what it says itself and how.

        A number looks at more: whether it stands, is so on the day, and is about a system that is in place.
        """
        return flag(self.row.counts)

    @compiled
    def planned(self) -> bool:
        """Whether it speaks of something planned, not there yet, by what it says itself.

        That the system which it is about is only planned or contracted is what another claim says, of its `hasStatus`.
        """
        return flag(self.row.planned)

    @compiled
    def disputed(self) -> bool:
        """Whether an open dispute lies over it."""
        return flag(self.row.disputed)

    @compiled
    def rank(self) -> Rank:
        """Whether it is shown before or after its rivals."""
        return member(Rank, self.row.rank)

    @compiled
    def rank_reason(self) -> str | None:
        """Why it is ranked so."""
        return self.row.rank_reason

    @compiled
    def confidence(self) -> int | None:
        """How sure we may be, 0 to 100; null where nothing can be judged. A sort key, no probability."""
        return self.row.confidence

    @compiled
    def assessment(self) -> ConfidenceAssessment:
        """How the confidence comes about: what supports the claim, by which rule."""
        return assessment_of(self.reader, self.row)

    @compiled
    def credibility(self) -> int:
        """Credibility of the statement itself, 1 (confirmed) to 6 (cannot be judged)."""
        return self.row.credibility

    @compiled
    def policy(self) -> str | None:
        """The recorded rule that accepted it with its import; null where people review it."""
        return self.row.policy

    @compiled
    def reason(self) -> str | None:
        """Why it was rejected, corrected or retracted; for one that is only proposed see `waitsFor`."""
        return self.row.reason

    @compiled
    def waits_for(self) -> str | None:
        """Why nobody has accepted it yet: what it lacks to be accepted with its import; null where it does not wait."""
        return waiting(self.row.state, self.row.rule, self.row.dataset)

    @paged
    def evidence(self, stances: StanceArgument = None) -> Connection[Evidence]:
        """Where it comes from, and what contradicts it; oldest publication first."""
        wanted = tuple(stance.value for stance in some(stances, "stances"))
        return listed(self.reader, EvidenceList(stances=wanted), evidence_of, self.row.key)

    @paged
    def rivals(self) -> Connection["Rival"]:
        """Claims that cannot be right if this one is."""
        return listed(self.reader, RivalList(), rival_of, self.row.key)

    @paged
    def corroborates(self) -> Connection[LazyClaim]:
        """Claims of others that say the same. Their confidence is shared; they are counted once."""
        return listed(self.reader, ClaimList(through=Through.GROUP), claim_of, self.row.key)

    @paged
    def disputes(self) -> Connection[Dispute]:
        """Disputes on either side of which it stands."""
        return listed(self.reader, DisputeList(), dispute_of, self.row.key)

    @compiled
    async def replaced_by(self) -> LazyClaim | None:
        """The claim that says it right, where this one was corrected."""
        return await claim_by_id(self.reader, self.row.replacement)

    @paged
    def history(self) -> Connection[Event]:
        """What was done with it, from its proposal on, in the log's order.

        Imports of its data set are among it where they superseded it, or let it stand again.
        """
        return listed(self.reader, ClaimHistory(), event_of, self.row.id)

    @compiled
    async def recorded(self) -> Commit | None:
        """When it came into this log."""
        row = await self.reader.births.load(self.row.id)
        return None if row is None else commit_of(self.reader, row)


@described
class Rival(Node):
    """A claim that cannot be right if the other one is."""

    row: strawberry.Private[RivalRow]

    claim: Claim = strawberry.field(description="The rival.")
    reason: Rivalry = strawberry.field(description="Why they exclude each other.")

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return kept_id("Rival", self.row.of, self.row.claim.key)


def rival_of(reader: Reader, row: RivalRow) -> Rival:
    """Show a rival."""
    return Rival(row=row, claim=Claim(reader=reader, row=row.claim), reason=member(Rivalry, row.rivalry))
