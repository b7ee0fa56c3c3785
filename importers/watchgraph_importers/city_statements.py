"""What GeoNames says of its cities, stated beside the import that identifies them, once for each edition of GeoNames.

The claims stand on the register's own entities: a judgement that is taken back leaves none on the other one. They are
the same whichever import meets a city first. The event that names the edition stands before them in the commit, whose
last event names the edition of the import itself.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from uuid import UUID

import msgspec

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimProposed, EvidenceAttached
from watchgraph.domain.events.datasets import Edition, ImportCompleted, RowCounts
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.events.sources import ArtifactCaptured
from watchgraph.domain.identifiers import claim_id, dataset_id, source_id
from watchgraph.domain.proposals import propose
from watchgraph.domain.statements import Evidence
from watchgraph.log import Log, seal_body
from watchgraph_importers.acceptances import Acceptances, reviewers_needed
from watchgraph_importers.drafts import Draft, Resolver
from watchgraph_importers.geonames import EDITION, FILE, GEONAMES, PREDICATES, capture, claims, row_of
from watchgraph_importers.identity.cities import REGISTER
from watchgraph_importers.identity.facts import Fact, Registered, Told
from watchgraph_importers.publishers import TRUSTED, Row
from watchgraph_importers.staging import OfClaim, Place, Staging
from watchgraph_importers.streams import Streams


class _Code(msgspec.Struct):
    """As much of a registration as is asked for here."""

    dataset: str
    native: str | None = None
    register: bool = False


_CODE: Final = msgspec.json.Decoder(_Code)


class _Staged(NamedTuple):
    """An event of a claim, of the city of this code."""

    code: str
    claim: UUID
    body: ClaimProposed | EvidenceAttached
    of: OfClaim


class CityStatements:
    """Knows which cities of the register the log has, and of which of them all is stated."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._known: set[UUID] = set()
        self._told: set[UUID] = set()

    def note(self, fact: Fact) -> None:
        """Take a fact in; a repeat changes nothing."""
        if isinstance(fact, Registered) and fact.register and fact.dataset == REGISTER:
            self._known.add(fact.id)
        elif isinstance(fact, Told) and (fact.edition, fact.mapping) == (EDITION.name, GEONAMES.mapping):
            self._told.add(fact.id)

    def stage(self, staging: Staging, captured: str) -> ImportCompleted | None:
        """Stage what is missing; return the event that says so, None where nothing is. captured: RFC 3339 UTC.

        Of a code that GeoNames' file does not have nothing is stated.
        """
        rows = [row for code in sorted(self._codes(staging)) if (row := row_of(code)) is not None]
        if not rows:
            return None
        batch = _Batch(self._log, staging, captured)
        found = list(batch.missing(rows))
        return batch.stage(found, before=len(self._told)) if found else None

    def _codes(self, staging: Staging) -> Iterator[int]:
        """Yield the codes of the cities of which not all is stated, those that the import registers among them."""
        here = {stream: _CODE.decode(body) for stream, body in staging.bodies(EntityRegistered.TOPIC)}
        for each in here.values():
            if each.register and each.dataset == REGISTER and each.native is not None:
                yield int(each.native)
        for events in self._log.streams(self._known - self._told - here.keys()).values():
            body = events[0].body
            if isinstance(body, EntityRegistered) and body.native is not None:
                yield int(body.native)


class _Batch:
    """What is stated of some cities in one commit."""

    def __init__(self, log: Log, staging: Staging, captured: str) -> None:
        self._staging = staging
        self._keys = log.keys
        self._capture = capture(captured)
        self._resolver = Resolver(GEONAMES, EDITION, {FILE: self._capture.sha256}, log.keys)
        self._streams = Streams(log, staging)
        self._acceptances = Acceptances(GEONAMES)

    def missing(self, rows: Sequence[Row]) -> Iterator[_Staged]:
        """Yield what neither the log has nor the staging file, in the order of the rows."""
        drafts = [(row, self._resolver.draft(stated)) for row in rows for stated in claims(row)]
        stated = [(row, draft, claim_id(draft.statement)) for row, draft in drafts]
        self._streams.load(claim for _, _, claim in stated)
        for row, draft, claim in stated:
            if not self._staging.version(claim) and (body := self._event(row, draft, claim)):
                of = (draft.stated.record, draft.stated.predicate)
                yield _Staged(draft.stated.record, claim, body, of)

    def _event(self, row: Row, draft: Draft, claim: UUID) -> ClaimProposed | EvidenceAttached | None:
        """Propose the claim, or attach the evidence of this edition; None where it is attached."""
        evidence = self._resolver.evidence(claim, draft.stated, row)
        if self._streams.next_version(claim) == 1:
            policy = self._acceptances.policy(draft.stated)
            return propose(draft.statement, (evidence,), votes_needed=reviewers_needed(draft), policy=policy)
        attached = [each for body in self._streams.bodies(claim) for each in _evidence_of(body)]
        if (evidence.id, *_reading(evidence)) in {(each.id, *_reading(each)) for each in attached}:
            return None
        return EvidenceAttached(evidence=evidence)

    def stage(self, found: Sequence[_Staged], before: int) -> ImportCompleted:
        """Stage it in one transaction, with what it rests on. before: cities of which all was stated."""
        completed = self._completed(found, before)
        source, dataset = source_id(GEONAMES.source.identity), dataset_id(GEONAMES.dataset.slug)
        self._streams.add([source, dataset])
        self._staging.begin()
        if self._streams.next_version(dataset) == 1:
            self._append(Place.DATASET, dataset, GEONAMES.dataset)
        if self._streams.next_version(source) == 1:
            self._append(Place.SOURCE, source, GEONAMES.source)
        if not any(_captures(body, self._capture.sha256) for body in self._streams.bodies(source)):
            self._append(Place.CAPTURE, source, self._capture)
        self._append(Place.CAPTURE, dataset, completed)
        for each in found:
            self._append(Place.CLAIM, each.claim, each.body, each.of)
        self._staging.end()
        return completed

    def _append(self, place: Place, stream: UUID, body: Event, of: OfClaim | None = None) -> None:
        version = self._streams.next_version(stream)
        self._staging.add(place, stream, version, body.TOPIC, seal_body(stream, version, body, self._keys), of)

    def _completed(self, found: Sequence[_Staged], before: int) -> ImportCompleted:
        """Name the edition. Its rows are the cities of which all is stated then: those stated anew, and the others.

        It is not called a part: no figure comes out smaller for cities that nothing here is about.
        """
        anew = {each.code for each in found if isinstance(each.body, ClaimProposed)}
        again = {each.code for each in found} - anew
        return ImportCompleted(
            edition=Edition(name=EDITION.name, published=EDITION.published, covers=tuple(sorted(PREDICATES))),
            files={FILE: self._capture.sha256},
            mapping=GEONAMES.mapping,
            rows=RowCounts(stated_anew=len(anew), stated_again=before + len(again), refused=0, not_data=0),
            licence=GEONAMES.dataset.licence,
            policy=TRUSTED,
            scope=PREDICATES,
        )


def _evidence_of(body: Event) -> Sequence[Evidence]:
    match body:
        case ClaimProposed():
            return body.evidence
        case EvidenceAttached():
            return (body.evidence,)
    return ()


def _reading(evidence: Evidence) -> tuple[str | None, int | None]:
    """Which version of our mapping read which edition."""
    return evidence.edition, evidence.mapping


def _captures(body: Event, sha256: str) -> bool:
    return isinstance(body, ArtifactCaptured) and body.sha256 == sha256
