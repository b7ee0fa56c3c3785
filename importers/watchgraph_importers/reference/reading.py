"""What the lines of a claim file state, once all its names are known."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import singledispatchmethod
from typing import Final, TypeVar
from uuid import UUID

import msgspec

from watchgraph.domain import sources
from watchgraph.domain.events.sources import LineageDeclared, LivenessObserved, SourceRegistered
from watchgraph.domain.forms import Form, FormError, read_value
from watchgraph.domain.statements import Polarity, Stance
from watchgraph.domain.values import EntityRef, SealedText
from watchgraph.errors import WatchgraphError
from watchgraph.vocabulary import KINDS, PREDICATES
from watchgraph.vocabulary.declarations.kinds import PLACE
from watchgraph.vocabulary.declarations.lists import DISPUTE_GROUND, LINEAGE, LIVENESS, RANK, RELIABILITY, SOURCE_TIER
from watchgraph.vocabulary.predicates import Range
from watchgraph_importers.acts import (
    Act,
    ClaimsOf,
    DisputeStated,
    EntityKey,
    EntityStated,
    Key,
    Proof,
    ProofStated,
    RankStated,
    SourceKey,
    SourceNoted,
    SourceStated,
    Stated,
    Value,
)
from watchgraph_importers.errors import FieldError, ManyFieldsError
from watchgraph_importers.places import is_country_code, register_key
from watchgraph_importers.reference.fields import Fields, check_code, check_date, unknown
from watchgraph_importers.reference.lines import (
    ClaimLine,
    DisputeLine,
    EntityLine,
    EvidenceLine,
    Line,
    LineageLine,
    LivenessLine,
    RankLine,
    SourceLine,
)

PERSON: Final = "Person"
PUBLIC_ROLE: Final = "publicRole"
NAMING: Final = frozenset({"name", "externalId"})
"""Predicates that say who somebody is."""

_FIELDS: Final = {"wrong-identity": "identity", "missing-reason": "title", "bad-url": "url"}

Given = TypeVar("Given")
Read = TypeVar("Read")


class Reading:
    """Reads the lines of one file. claims: the claim lines, in order."""

    def __init__(self, dataset: str, lines: Sequence[Line]) -> None:
        self._dataset = dataset
        self._sources = {line.source: line for line in lines if isinstance(line, SourceLine)}
        self.claims = [line for line in lines if isinstance(line, ClaimLine)]
        self._public_persons = {line.subject for line in self.claims if _gives_role(line)}
        self._entities = {line.entity: self._key(line) for line in lines if isinstance(line, EntityLine)}
        self._origins: dict[tuple[str, str], list[str]] = {}
        for line in lines:
            if isinstance(line, LineageLine):
                self._origins.setdefault((line.lineage, line.relation), []).append(line.origin)
        self._records: dict[str, list[str]] = {}
        for claim in self.claims:
            self._records.setdefault(claim.claim, []).append(claim.predicate)
        self._declared = Counter(
            line.source if isinstance(line, SourceLine) else line.entity
            for line in lines
            if isinstance(line, SourceLine | EntityLine)
        )
        self._keys: dict[UUID, Key] = {key.id: key for key in self._entities.values()}
        self._keys |= {(key := SourceKey(line.identity)).id: key for line in self._sources.values()}

    def _key(self, line: EntityLine) -> EntityKey:
        if line.iso3166 is not None:
            return register_key(line.iso3166)
        public = line.kind == PERSON and line.entity in self._public_persons and not line.private
        return EntityKey(dataset=self._dataset, kind=line.kind, native=line.entity, public_role=public)

    def acts(self, line: Line) -> Iterator[Act]:
        """Say what a line states. Raises FieldError or ManyFieldsError."""
        yield from self._acts(line)

    @singledispatchmethod
    def _acts(self, line: object) -> Iterator[Act]:
        raise TypeError(type(line).__name__)

    @_acts.register
    def _(self, line: SourceLine) -> Iterator[Act]:
        self._once("source", line.source)
        check_code("tier", line.tier, SOURCE_TIER)
        check_code("reliability", line.reliability, RELIABILITY)
        check_date("published", line.published)
        body = msgspec.convert(line, SourceRegistered, from_attributes=True)
        try:
            yield SourceStated(body=sources.check(body))
        except WatchgraphError as error:
            raise FieldError(error.code, _FIELDS.get(error.code, "source"), str(error)) from error

    @_acts.register
    def _(self, line: LivenessLine) -> Iterator[Act]:
        check_code("status", line.status, LIVENESS)
        check_date("observed", line.observed)
        check_date("last_live", line.last_live or "")
        if line.status == sources.GONE and line.observer is None and not line.last_live:
            raise FieldError("never-seen-live", "observer", "say who saw it go, or when it was last live")
        body = LivenessObserved(
            status=line.status,
            observed=line.observed,
            observer=None if line.observer is None else self._named("observer", line.observer).id,
            last_live=line.last_live,
            basis=line.basis,
        )
        yield SourceNoted(source=self._source("liveness", line.liveness), body=body)

    @_acts.register
    def _(self, line: LineageLine) -> Iterator[Act]:
        check_code("relation", line.relation, LINEAGE)
        origin = self._source("origin", line.origin)
        if line.relation in sources.ACYCLIC and line.lineage in self._upstream(line.origin, line.relation):
            raise FieldError("lineage-cycle", "origin", f"{line.origin!r} itself takes from {line.lineage!r}")
        body = LineageDeclared(origin=origin.id, relation=line.relation, basis=line.basis)
        yield SourceNoted(source=self._source("lineage", line.lineage), body=body)

    @_acts.register
    def _(self, line: EntityLine) -> Iterator[Act]:
        self._once("entity", line.entity)
        if line.kind not in KINDS:
            raise unknown("kind", "kind", line.kind, KINDS)
        if line.iso3166 is not None and (line.kind != PLACE or not is_country_code(line.iso3166)):
            raise FieldError("unknown-country", "iso3166", "should be the ISO 3166-1 alpha-2 code of a Place")
        yield EntityStated(key=self._entities[line.entity])

    @_acts.register
    def _(self, line: ClaimLine) -> Iterator[Act]:
        if line.predicate not in PREDICATES:
            raise unknown("predicate", "predicate", line.predicate, PREDICATES)
        fields = Fields()
        subject = fields.read(self._named, "subject", line.subject)
        speaker = None if line.speaker is None else fields.read(self._named, "speaker", line.speaker)
        proof = fields.read(self._proof, "source", line)
        shape = PREDICATES[line.predicate].range
        value = None
        if line.object is not None:
            value = fields.read(self._value, "object", (shape, line.object))
        with_ = [(name, fields.read(self._qualifier, f"with.{name}", (line, name))) for name in line.qualifiers]
        fields.read(self._public, "object", line)
        if fields.errors or subject is None or proof is None:
            raise ManyFieldsError(fields.errors)
        yield Stated(
            record=self._record(line.claim),
            subject=subject,
            predicate=line.predicate,
            object=value,
            qualifiers=tuple((name, qualifier) for name, qualifier in with_ if qualifier is not None),
            column="",
            valid=line.valid,
            polarity=line.polarity,
            modality=line.modality,
            speaker=speaker,
            credibility=line.credibility,
            proof=proof,
        )

    @_acts.register
    def _(self, line: EvidenceLine) -> Iterator[Act]:
        yield ProofStated(record=self._known("evidence", line.evidence), proof=self._proof("source", line))

    @_acts.register
    def _(self, line: RankLine) -> Iterator[Act]:
        check_code("to", line.to, RANK)
        if not line.reason.strip():
            raise FieldError("missing-reason", "reason", "a rank is shown to readers: give the reason in words")
        yield RankStated(record=self._known("rank", line.rank), rank=line.to, reason=line.reason)

    @_acts.register
    def _(self, line: DisputeLine) -> Iterator[Act]:
        check_code("grounds", line.grounds, DISPUTE_GROUND)
        named = (*line.claims, *line.rivals)
        if not line.claims or len(set(named)) < len(named):
            raise FieldError("repeated-claim", "claims", "names at least one record, and each record once")
        yield DisputeStated(
            ref=line.dispute,
            claims=tuple(self._claims("claims", name) for name in line.claims),
            rivals=tuple(self._claims("rivals", name) for name in line.rivals),
            grounds=line.grounds,
            text=line.text,
            party=None if line.party is None else self._entity("party", line.party),
        )

    # Names

    def _once(self, field: str, name: str) -> None:
        if self._declared[name] > 1:
            raise FieldError("repeated-name", field, f"{name!r} is declared {self._declared[name]} times")

    def _public(self, field: str, line: ClaimLine) -> None:
        """Refuse the name of a private person."""
        subject = self._entities.get(line.subject)
        if subject is None or subject.kind != PERSON or subject.public_role or line.predicate not in NAMING:
            return
        if line.qualifiers.get("nameKind") != "ROLE_LABEL":
            right = (
                "without a publicRole claim in this file a person is private, and named by role only, "
                "with nameKind ROLE_LABEL"
            )
            raise FieldError("private-person-named", field, right)

    def _record(self, name: str) -> str:
        """Name a record. One about a person goes by the id of the person: a record's name is never sealed."""
        key = self._entities.get(name)
        return str(key.id) if key is not None and key.kind == PERSON else name

    def _known(self, field: str, record: str) -> str:
        if record not in self._records:
            raise unknown("record", field, record, self._records)
        return self._record(record)

    def _claims(self, field: str, name: str) -> ClaimsOf:
        """Read the name of a record, or of one claim of it: `C002 plannedSites`."""
        record, _, predicate = name.rpartition(" ")
        if name in self._records or record not in self._records:
            return ClaimsOf(self._known(field, name))
        if predicate not in self._records[record]:
            raise unknown("predicate", field, predicate, self._records[record])
        return ClaimsOf(self._record(record), predicate)

    def _entity(self, field: str, name: str) -> EntityKey:
        if name not in self._entities:
            raise unknown("entity", field, name, self._entities)
        return self._entities[name]

    def _source(self, field: str, name: str) -> SourceKey:
        if name not in self._sources:
            raise unknown("source", field, name, self._sources)
        return SourceKey(self._sources[name].identity)

    def _upstream(self, source: str, relation: str) -> set[str]:
        """The source and all that it takes from by the relation, as the file says."""
        found: set[str] = set()
        waiting = [source]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self._origins.get((one, relation), ())
        return found

    def _named(self, field: str, name: str) -> Key:
        if name in self._sources:
            return self._source(field, name)
        if name not in self._entities:
            raise unknown("entity", field, name, [*self._entities, *self._sources])
        return self._entities[name]

    # Values

    def _value(self, field: str, given: tuple[Range | None, Form]) -> Value:
        shape, form = given
        if shape is None:
            raise FieldError("unexpected-object", field, "this predicate takes no object")
        try:
            value = read_value(shape, form, lambda name: self._named(field, name).id)
        except FormError as error:
            raise FieldError(error.code, field, str(error)) from error
        if isinstance(value, EntityRef):
            return self._keys[value.id]
        assert not isinstance(value, SealedText)  # forms never are: sealing comes later
        return value

    def _qualifier(self, field: str, given: tuple[ClaimLine, str]) -> Value:
        line, name = given
        declared = PREDICATES[line.predicate].qualifier(name)
        if declared is None:
            known = [qualifier.name for qualifier in PREDICATES[line.predicate].qualifiers]
            raise unknown("qualifier", field, name, known)
        return self._value(field, (declared.range, line.qualifiers[name]))

    def _proof(self, field: str, line: ClaimLine | EvidenceLine) -> Proof:
        source = self._source(field, line.source)
        if not line.locator.strip():
            raise FieldError("missing-locator", "locator", "should say where: a page, a section, or `whole document`")
        if isinstance(line, ClaimLine) and line.stance is not Stance.SUPPORTS:
            right = "a claim needs evidence that supports it; other evidence has lines of its own"
            raise FieldError("claim-without-evidence", "stance", right)
        described = self._sources[line.source]
        return Proof(
            source=source,
            locator=line.locator,
            relays=None if line.relays is None else self._source("relays", line.relays),
            published=described.published,
            stance=line.stance,
            licence=described.licence,
            self_interested=line.self_interested or described.self_interested,
        )


def _gives_role(line: ClaimLine) -> bool:
    return line.predicate == PUBLIC_ROLE and line.polarity is Polarity.AFFIRMED
