"""From what rows state to encoded events in the staging file."""

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatchmethod
from typing import NamedTuple
from uuid import UUID, uuid5

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimRanked, EvidenceAttached
from watchgraph.domain.events.disputes import DisputeOpened
from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.events.sources import ArtifactCaptured
from watchgraph.domain.identifiers import ROOT, canonical, claim_id, dataset_id, judgement_id, source_id
from watchgraph.domain.proposals import propose
from watchgraph.domain.statements import Stance, Statement
from watchgraph.log import KeyStore, Log, seal_body
from watchgraph_importers.acceptances import Acceptances, reviewers_needed
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
from watchgraph_importers.drafts import Draft, Resolver
from watchgraph_importers.errors import Problem
from watchgraph_importers.files import SourceFile
from watchgraph_importers.publishers import Publisher, Row
from watchgraph_importers.staging import Outcome, Place, Staging
from watchgraph_importers.streams import Streams

DISPUTE = uuid5(ROOT, "dispute")


class CheckedRow(NamedTuple):
    """A row, its number over all tables of the import, what it states, and what is wrong with it."""

    number: int
    row: Row
    acts: Sequence[Act | Draft]
    problems: tuple[Problem, ...] = ()


class _Claim(NamedTuple):
    """A statement on its way: what was stated, where, and the claim that it makes."""

    draft: Draft
    row: Row
    statement: Statement
    id: UUID


class Stager:
    """Stages rows, batch by batch. What is staged stands when the batch ends, and not before."""

    def __init__(self, publisher: Publisher, resolver: Resolver, log: Log, keys: KeyStore, staging: Staging) -> None:
        self._publisher = publisher
        self._resolver = resolver
        self._keys = keys
        self._staging = staging
        self._streams = Streams(log, staging)
        self._redacted = keys.destroyed()
        self._cited: set[UUID] = set()
        self._registered: set[UUID] = set()
        self._acceptances = Acceptances(publisher)
        dataset = dataset_id(publisher.dataset.slug)
        self._is_first = not log.versions([dataset])

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

    def batch(self, rows: Iterable[CheckedRow]) -> None:
        """Stage some rows in one transaction: the sound ones, and what is wrong with the others."""
        rows = list(rows)
        self._ensure_keys(act for row in rows for act in row.acts if not row.problems)
        ready = [(row, [self._ready(act, row.row) for act in row.acts if not row.problems]) for row in rows]
        self._streams.load(self._streams_of(item for _, items in ready for item in items))
        self._cited.clear()
        self._staging.begin()
        for row, items in ready:
            self._row(row, items)
        self._staging.end()

    def _ensure_keys(self, acts: Iterable[Act | Draft]) -> None:
        """Make the keys of all words to be sealed durable at once, before any of them is written."""
        units = {self._resolver.unit(act.stated.record) for act in acts if isinstance(act, Draft) and act.has_words}
        self._keys.ensure(sorted(units - self._redacted))

    def _ready(self, act: Act | Draft, row: Row) -> "_Claim | Act":
        if not isinstance(act, Draft):
            return act
        if act.has_words and self._resolver.unit(act.stated.record) in self._redacted:
            return NotData("redacted")
        statement = self._resolver.statement(act)
        return _Claim(act, row, statement, claim_id(statement))

    def _row(self, row: CheckedRow, items: list["_Claim | Act"]) -> None:
        if row.problems:
            self._staging.row_refused(row.number, row.row, row.problems)
            return
        part = (row.row.file, row.row.sheet)
        idle = [item for item in items if isinstance(item, NotData)]
        if len(idle) == len(items):
            reason = idle[0].reason if idle else "nothing stated"
            self._staging.row_done(row.number, part, Outcome.NOT_DATA, reason)
            return
        anew = [self._claim(item) if isinstance(item, _Claim) else self._stage(item) for item in items]
        left_out = ", ".join(dict.fromkeys(item.reason for item in idle))
        self._staging.row_done(row.number, part, Outcome.ANEW if any(anew) else Outcome.AGAIN, left_out)

    def _streams_of(self, items: Iterable["_Claim | Act"]) -> set[UUID]:
        """List the streams that the acts may write to, but for those known already or only while staging.

        Of a data set that was never imported there are no claims yet.
        """
        streams: set[UUID] = set()
        for item in items:
            if isinstance(item, _Claim):
                if not self._is_first:
                    streams.add(item.id)
                streams.update([name.id for name in item.draft.names])
            else:
                streams.update(_streams_of(item))
        return streams - self._registered

    def _claim(self, item: _Claim) -> bool:
        """Propose a claim, or attach evidence to it; tell whether it is new."""
        for name in item.draft.names:
            if name.id not in self._registered and isinstance(name, EntityKey):
                self._entity(name)
        version = self._streams.next_version(item.id)
        stated = item.draft.stated
        if version > 1:
            if not (stated.repeats and self._staging.version(item.id)):
                self._state_again(item)
            return False
        evidence = self._resolver.evidence(item.id, stated, item.row)
        self._cited.add(evidence.id)
        body = propose(
            item.statement,
            (evidence,),
            votes_needed=reviewers_needed(item.draft),
            policy=self._acceptances.policy(stated),
            note=None if stated.doubt is None else self._resolver.note(stated.record, stated.doubt),
        )
        self._append(Place.CLAIM, item.id, body, stated, version)
        return True

    @singledispatchmethod
    def _stage(self, item: object) -> bool:
        """Stage what follows from one act; tell whether it says anything new."""
        if isinstance(item, NotData):
            return False
        raise TypeError(type(item).__name__)

    def _state_again(self, item: _Claim) -> None:
        """Attach evidence; a doubtful cell only mentions what a sound one states."""
        stance = None if item.draft.stated.doubt is None else Stance.MENTIONS
        evidence = self._resolver.evidence(item.id, item.draft.stated, item.row, stance)
        if evidence.id not in self._cited:
            self._cited.add(evidence.id)
            self._append(Place.CLAIM, item.id, EvidenceAttached(evidence=evidence), item.draft.stated)

    def _entity(self, key: EntityKey) -> bool:
        if key.id in self._registered:
            return False
        self._registered.add(key.id)
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

    def _append(
        self, place: Place, stream: UUID, body: Event, stated: Stated | None = None, version: int | None = None
    ) -> None:
        """Stage an event. version: of the stream, where it was looked up already."""
        version = version or self._streams.next_version(stream)
        of = None if stated is None else (stated.record, stated.predicate)
        self._staging.add(place, stream, version, body.TOPIC, seal_body(stream, version, body, self._keys), of)


def _streams_of(act: Act) -> Iterator[UUID]:
    """List the streams that an act beside a statement may write to, but for those known only while staging."""
    match act:
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
