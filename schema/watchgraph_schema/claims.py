"""Claims: who says what of whom, on what evidence, and what became of it."""

from collections.abc import Mapping

import msgspec
import strawberry

from watchgraph.domain.claim_states import Rank
from watchgraph.domain.edtf import Certainty
from watchgraph.domain.statements import Modality, Polarity
from watchgraph.domain.values import Code
from watchgraph.vocabulary import PREDICATES
from watchgraph_projections.views.claims import ClaimList, ClaimRow, Through
from watchgraph_projections.views.evidence import EvidenceList
from watchgraph_projections.views.histories import History
from watchgraph_projections.views.reviews import DisputeList
from watchgraph_projections.views.rivals import RivalList, RivalRow, Rivalry
from watchgraph_schema.claim_filters import StanceArgument
from watchgraph_schema.confidences import Confidence, confidence_of
from watchgraph_schema.connections import Connection, listed, paged
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.disputes import Dispute, dispute_of
from watchgraph_schema.enums import ClaimState
from watchgraph_schema.evidence import Evidence, evidence_of
from watchgraph_schema.given import some
from watchgraph_schema.histories import Commit, Event, commit_of, event_of
from watchgraph_schema.node_ids import kept_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.predicates import Predicate, predicate_of
from watchgraph_schema.sentences import Said, sentence
from watchgraph_schema.shown import LazyClaim, LazyEntity, LazySource, claim_of, shown_by_key, source_by_key
from watchgraph_schema.times import Valid, valid_of
from watchgraph_schema.values import Value, decode, label_of, value_of


class _StoredQualifier(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    value: msgspec.Raw
    text: str | None = None
    entity: str | None = None


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

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, a UUID made of what it says and where it comes from."""
        return strawberry.ID(self.row.id)

    @resolved
    def ref(self) -> str | None:
        """The id of its record in its data set, such as `C042` in the reference data; null where it has none."""
        return self.row.record

    @resolved
    def dataset(self) -> str | None:
        """The data set that states it, by its short name; null for a claim read in a document by a contributor."""
        return self.row.dataset

    @resolved
    async def sentence(self) -> str:
        """The claim in one line."""
        names = await self._names()
        predicate = PREDICATES[self.row.predicate].label
        parts = [names.get(self.row.subject), predicate, *self._said(names)]
        said = Said(
            parts=parts,
            circumstances=await self._circumstances(),
            valid=self.row.valid,
            polarity=self.row.polarity,
            modality=self.row.modality,
            speaker=None if self.row.speaker is None else names.get(self.row.speaker),
        )
        return sentence(said)

    def _said(self, names: Mapping[int, str | None]) -> list[str | None]:
        if self.row.value is None:
            return []
        if self.row.object is not None:
            return [names.get(self.row.object)]
        value = decode(self.row.value)
        return [label_of(value.scheme, value.code) if isinstance(value, Code) else self.row.text]

    async def _names(self) -> dict[int, str | None]:
        keys = [key for key in (self.row.subject, self.row.object, self.row.speaker) if key is not None]
        found = await self.reader.entities.load_many(keys)
        return {row.key: row.label for row in found if row is not None}

    async def _circumstances(self) -> list[tuple[str, str | None]]:
        return [(each.name, await self._text(each)) for each in self._qualifiers()]

    async def _text(self, qualifier: _StoredQualifier) -> str | None:
        if qualifier.entity is not None:
            row = await self.reader.entities_by_id.load(qualifier.entity)
            return None if row is None else row.label
        value = decode(bytes(qualifier.value))
        return label_of(value.scheme, value.code) if isinstance(value, Code) else qualifier.text

    def qualifier(self, name: str) -> str | None:
        """The text of a qualifier; None where the claim has none of that name."""
        return next((each.text for each in self._qualifiers() if each.name == name), None)

    def _qualifiers(self) -> tuple[_StoredQualifier, ...]:
        return msgspec.json.decode(self.row.qualifiers, type=tuple[_StoredQualifier, ...])

    @resolved
    def predicate(self) -> Predicate:
        """What is said of the subject."""
        return predicate_of(PREDICATES[self.row.predicate])

    @resolved
    async def subject(self) -> LazyEntity | None:
        """What the claim is about, under what it was merged into."""
        return await shown_by_key(self.reader, self.row.subject)

    @resolved
    async def stated_subject(self) -> LazyEntity | None:
        """What the claim is about as it was stated, before any merge."""
        return await shown_by_key(self.reader, self.row.stated_subject)

    @resolved
    async def object(self) -> LazyEntity | None:
        """The other entity, where the claim relates two; else see `value`."""
        return await shown_by_key(self.reader, self.row.object)

    @resolved
    def value(self) -> Value | None:
        """What is said: a number, amount, date, words, code, place, link or other entity; null where nothing is."""
        return value_of(self.reader, self.row.value, self.row.text)

    @resolved
    def qualifiers(self) -> list[Qualifier]:
        """The circumstances, by name."""
        declared = PREDICATES[self.row.predicate]
        found = []
        for each in self._qualifiers():
            known = declared.qualifier(each.name)
            value = value_of(self.reader, bytes(each.value), each.text)
            found.append(Qualifier(name=each.name, value=value, definition=None if known is None else known.doc))
        return found

    @resolved
    def polarity(self) -> Polarity:
        """Whether it says that it is so, is not so, or is not known."""
        return Polarity(self.row.polarity)

    @resolved
    def modality(self) -> Modality:
        """In what manner it is said."""
        return Modality(self.row.modality)

    @resolved
    async def speaker(self) -> LazyEntity | None:
        """Who says so; null where the document itself does, or a rule of ours."""
        return await shown_by_key(self.reader, self.row.speaker)

    @resolved
    def rule(self) -> str | None:
        """For a claim derived from others' words: the rule and its version."""
        return self.row.rule

    @resolved
    async def document(self) -> LazySource | None:
        """The document that it was read in, for a contributor's claim."""
        return await source_by_key(self.reader, self.row.document)

    @resolved
    def valid(self) -> Valid:
        """When it was so in the world."""
        return valid_of(self.reader, self.row)

    @resolved
    def certainty(self) -> Certainty:
        """Whether it was so on the day that was asked about (today, if nothing was asked)."""
        row = self.row
        bounds = (row.from_earliest, row.from_latest, row.until_earliest, row.until_latest)
        return self.reader.moment.certainty(*bounds)

    @resolved
    def state(self) -> ClaimState:
        """Where it is in its life."""
        return ClaimState(self.row.state)

    @resolved
    def standing(self) -> bool:
        """Whether it is accepted and the newest word of its publisher."""
        return bool(self.row.standing)

    @resolved
    def draws_edge(self) -> bool:
        """Whether it draws an edge of the graph."""
        return bool(self.row.draws)

    @resolved
    def counted(self) -> bool:
        """Whether it may enter a count."""
        return bool(self.row.counts)

    @resolved
    def planned(self) -> bool:
        """Whether it speaks of something planned, not there yet."""
        return bool(self.row.planned)

    @resolved
    def disputed(self) -> bool:
        """Whether an open dispute lies over it."""
        return bool(self.row.disputed)

    @resolved
    def rank(self) -> Rank:
        """Whether it is shown before or after its rivals."""
        return Rank(self.row.rank)

    @resolved
    def rank_reason(self) -> str | None:
        """Why it is ranked so."""
        return self.row.rank_reason

    @resolved
    def confidence(self) -> Confidence:
        """How sure we may be, with the calculation."""
        return confidence_of(self.reader, self.row)

    @resolved
    def credibility(self) -> int:
        """Credibility of the statement itself, 1 (confirmed) to 6 (cannot be judged)."""
        return self.row.credibility

    @resolved
    def policy(self) -> str | None:
        """The recorded rule that accepted it with its import; null where people review it."""
        return self.row.policy

    @resolved
    def reason(self) -> str | None:
        """Why it was rejected, corrected or retracted."""
        return self.row.reason

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

    @resolved
    async def replaced_by(self) -> LazyClaim | None:
        """The claim that says it right, where this one was corrected."""
        row = None if self.row.replacement is None else await self.reader.claims_by_id.load(self.row.replacement)
        return None if row is None else claim_of(self.reader, row)

    @paged
    def history(self) -> Connection[Event]:
        """What was done with it, from its proposal on, in the log's order."""
        return listed(self.reader, History(), event_of, self.row.id)

    @resolved
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

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return kept_id("Rival", self.row.of, self.row.claim.key)


def rival_of(reader: Reader, row: RivalRow) -> Rival:
    """Show a rival."""
    return Rival(row=row, claim=Claim(reader=reader, row=row.claim), reason=row.rivalry)
