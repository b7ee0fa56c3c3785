"""From what rows state to encoded events in the staging file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatchmethod
from uuid import UUID, uuid5

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimRanked, EvidenceAttached
from watchgraph.domain.events.disputes import DisputeOpened
from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.events.sources import ArtifactCaptured
from watchgraph.domain.identifiers import ROOT, canonical, claim_id, dataset_id, judgement_id, source_id
from watchgraph.domain.proposals import propose, votes_needed
from watchgraph.domain.statements import Policy, Stance, Statement
from watchgraph.domain.values import Code
from watchgraph.log import Log, seal_body
from watchgraph.vocabulary import predicate
from watchgraph_importers.acts import (
    Act,
    DisputeStated,
    EntityKey,
    EntityStated,
    Judged,
    NotData,
    ProofStated,
    RankStated,
    SourceNoted,
    SourceStated,
    Stated,
)
from watchgraph_importers.files import SourceFile
from watchgraph_importers.publishers import TRUSTED, Publisher, Row
from watchgraph_importers.resolve import PERSON, Resolver, entities_of, is_sealed, kinds_of
from watchgraph_importers.staging import Outcome, Place, Staging
from watchgraph_importers.streams import Streams

DISPUTE = uuid5(ROOT, "dispute")
NAMING = frozenset({"name", "externalId"})

NumberedRow = tuple[int, Row, list[Act]]
"""A row, its number over all tables of the import, and what it states."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """A statement on its way: what was stated, where, and the claim that it makes."""

    stated: Stated
    row: Row
    statement: Statement
    id: UUID


class Stager:
    """Stages rows, batch by batch. What is staged stands when the batch ends, and not before."""

    def __init__(self, publisher: Publisher, resolver: Resolver, log: Log, staging: Staging) -> None:
        self._publisher = publisher
        self._resolver = resolver
        self._keys = log.keys
        self._staging = staging
        self._streams = Streams(log, staging)
        self._redacted = log.keys.destroyed()
        self._cited: set[UUID] = set()
        self._policies = {name: rule.policy(name) for name, rule in publisher.rules.items()}

    def begin(self, files: Iterable[SourceFile], edition: str, captured: str) -> None:
        """Stage what the rows rest on: the data set, its source, the capture of each file.

        captured: RFC 3339 UTC. Does nothing where an earlier run has come further.
        """
        if self._staging.size():
            return
        dataset, source = dataset_id(self._publisher.dataset.slug), source_id(self._publisher.source.identity)
        self._streams.load([dataset, source])
        known = {body.sha256 for body in self._streams.bodies(source) if isinstance(body, ArtifactCaptured)}
        self._staging.begin()
        self._once(Place.DATASET, dataset, self._publisher.dataset)
        self._once(Place.SOURCE, source, self._publisher.source)
        for file in files:
            if file.sha256 not in known:
                self._append(Place.CAPTURE, source, _capture(file, edition, captured))
        self._staging.end()

    def batch(self, rows: Iterable[NumberedRow]) -> None:
        """Stage some rows, which are found to be sound, in one transaction."""
        rows = list(rows)
        acts = [act for _, _, acts in rows for act in acts]
        self._ensure_keys(acts)
        ready = [(number, [self._ready(act, row) for act in acts]) for number, row, acts in rows]
        self._streams.load(_streams_of([item for _, items in ready for item in items]))
        self._cited.clear()
        self._staging.begin()
        for number, items in ready:
            self._row(number, items)
        self._staging.end()

    def _ensure_keys(self, acts: list[Act]) -> None:
        """Make the keys of all words to be sealed durable at once, before any of them is written."""
        units = {self._resolver.unit(act.record) for act in acts if isinstance(act, Stated) and _has_words(act)}
        self._keys.ensure(sorted(units - self._redacted))

    def _ready(self, act: Act, row: Row) -> "_Claim | Act":
        if not isinstance(act, Stated):
            return act
        if _has_words(act) and self._resolver.unit(act.record) in self._redacted:
            return NotData("redacted")
        statement = self._resolver.statement(act)
        return _Claim(act, row, statement, claim_id(statement))

    def _row(self, number: int, items: list["_Claim | Act"]) -> None:
        idle = [item for item in items if isinstance(item, NotData)]
        if len(idle) == len(items):
            self._staging.row_done(number, Outcome.NOT_DATA, idle[0].reason if idle else "nothing stated")
            return
        anew = [self._stage(item) for item in items]
        self._staging.row_done(number, Outcome.ANEW if any(anew) else Outcome.AGAIN)

    @singledispatchmethod
    def _stage(self, item: object) -> bool:
        """Stage what follows from one act; tell whether it says anything new."""
        if isinstance(item, NotData):
            return False
        raise TypeError(type(item).__name__)

    @_stage.register
    def _(self, item: _Claim) -> bool:
        for key in entities_of(item.stated):
            self._entity(key)
        if self._streams.next_version(item.id) == 1:
            evidence = self._resolver.evidence(item.id, item.stated, item.row)
            self._cited.add(evidence.id)
            doubt = item.stated.doubt
            note = None if doubt is None else self._resolver.note(item.stated.record, doubt)
            body = propose(
                item.statement,
                (evidence,),
                votes_needed=_votes_needed(item.stated),
                policy=self._policy(item.stated),
                note=note,
            )
            self._append(Place.CLAIM, item.id, body, item.stated)
            return True
        if not (item.stated.repeats and self._staging.version(item.id)):
            self._state_again(item)
        return False

    def _state_again(self, item: _Claim) -> None:
        """Attach evidence; a doubtful cell only mentions what a sound one states."""
        stance = None if item.stated.doubt is None else Stance.MENTIONS
        evidence = self._resolver.evidence(item.id, item.stated, item.row, stance)
        if evidence.id not in self._cited:
            self._cited.add(evidence.id)
            self._append(Place.CLAIM, item.id, EvidenceAttached(evidence=evidence), item.stated)

    def _policy(self, stated: Stated) -> Policy | None:
        """Tell which policy accepts the statement; None leaves it to reviewers."""
        trusted = stated.doubt is None and stated.predicate in self._publisher.scope
        if not trusted or _names_private_person(stated):
            return None
        return TRUSTED if stated.rule is None else self._policies.get(stated.rule)

    def _entity(self, key: EntityKey) -> bool:
        if self._streams.next_version(key.id) > 1:
            return False
        return self._once(Place.ENTITY, key.id, self._resolver.registration(key))

    @_stage.register
    def _(self, item: EntityStated) -> bool:
        return self._entity(item.key)

    @_stage.register
    def _(self, item: Judged) -> bool:
        """Judge a pair once: what reviewers did to the judgement since is theirs."""
        for key in (item.left, item.right):
            self._entity(key)
        left, right = sorted((item.left.id, item.right.id))
        body = JudgementRecorded(
            left=left, right=right, verdict=item.verdict, basis=item.basis, score=item.score, rule=item.rule
        )
        return self._once(Place.JUDGEMENT, judgement_id(left, right), body)

    @_stage.register
    def _(self, item: SourceStated) -> bool:
        return self._once(Place.SOURCE, source_id(item.body.identity), item.body)

    @_stage.register
    def _(self, item: SourceNoted) -> bool:
        if item.body in self._streams.bodies(item.source.id):
            return False
        self._append(Place.CAPTURE, item.source.id, item.body)
        return True

    @_stage.register
    def _(self, item: ProofStated) -> bool:
        for claim in self._staging.claims_of(item.record):
            evidence = self._resolver.proof(claim, item.proof)
            self._append(Place.CLAIM, claim, EvidenceAttached(evidence=evidence))
        return False

    @_stage.register
    def _(self, item: RankStated) -> bool:
        claims = self._staging.claims_of(item.record)
        self._streams.add(claims)
        body = ClaimRanked(rank=item.rank, reason=item.reason)
        ranked = [claim for claim in claims if body not in self._streams.bodies(claim)]
        for claim in ranked:
            self._append(Place.CLAIM, claim, body)
        return bool(ranked)

    @_stage.register
    def _(self, item: DisputeStated) -> bool:
        stream = uuid5(DISPUTE, canonical([self._publisher.dataset.slug, item.ref]))
        self._streams.add([stream])
        claims = [claim for each in item.claims for claim in self._staging.claims_of(each.record, each.predicate)]
        rivals = [claim for each in item.rivals for claim in self._staging.claims_of(each.record, each.predicate)]
        body = DisputeOpened(
            claims=tuple(claims),
            rivals=tuple(rivals),
            grounds=item.grounds,
            text=self._resolver.dispute_text(stream, item.text),
            party=None if item.party is None else item.party.id,
            evidence=tuple(self._resolver.proof(stream, proof) for proof in item.proofs),
        )
        return self._once(Place.AFTER, stream, body)

    def _once(self, place: Place, stream: UUID, body: Event) -> bool:
        """Stage the first event of a stream, unless there is one."""
        if self._streams.next_version(stream) > 1:
            return False
        self._append(place, stream, body)
        return True

    def _append(self, place: Place, stream: UUID, body: Event, stated: Stated | None = None) -> None:
        version = self._streams.next_version(stream)
        of = None if stated is None else (stated.record, stated.predicate)
        self._staging.add(place, stream, version, body.TOPIC, seal_body(stream, version, body, self._keys), of)


def _votes_needed(stated: Stated) -> int:
    """Count the reviewers that a claim needs which no policy accepts."""
    person = any(kind == PERSON for kind in kinds_of(stated).values())
    return votes_needed(predicate(stated.predicate).family, person=person)


def _has_words(stated: Stated) -> bool:
    return stated.doubt is not None or is_sealed(stated)


def _names_private_person(stated: Stated) -> bool:
    """Whether it gives a natural person without public role another name than a description of the role."""
    subject = stated.subject
    if stated.predicate not in NAMING or not isinstance(subject, EntityKey) or subject.kind != PERSON:
        return False
    kinds = {value.code for name, value in stated.qualifiers if name == "nameKind" and isinstance(value, Code)}
    return not subject.public_role and "ROLE_LABEL" not in kinds


def _streams_of(items: Iterable["_Claim | Act"]) -> Iterator[UUID]:
    """List the streams that the acts may write to, but for those known only while staging."""
    for item in items:
        match item:
            case _Claim():
                yield item.id
                yield from (key.id for key in entities_of(item.stated))
            case EntityStated(key=key):
                yield key.id
            case Judged(left=left, right=right):
                yield from (left.id, right.id, judgement_id(left.id, right.id))
            case SourceStated(body=body):
                yield source_id(body.identity)
            case SourceNoted(source=source):
                yield source.id


def _capture(file: SourceFile, edition: str, captured: str) -> ArtifactCaptured:
    return ArtifactCaptured(
        sha256=file.sha256,
        size=len(file.content),
        media_type=file.media_type,
        captured=captured,
        method="import",
        name=file.name,
        edition=edition,
    )
