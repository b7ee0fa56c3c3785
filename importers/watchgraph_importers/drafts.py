"""From a publisher's names to our ids: statements, evidence and sealed words, in the one form that is stored."""

import unicodedata
from typing import Final, NamedTuple
from uuid import UUID

import msgspec

from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.identifiers import evidence_id, plain_decimal
from watchgraph.domain.statements import Evidence, Origin, Qualification, Stance, Statement
from watchgraph.domain.units import dispute_unit, entity_unit, record_unit
from watchgraph.domain.values import ClaimValue, EntityRef, Money, Quantity, Sealed, SealedText, Text
from watchgraph.log import KeyStore
from watchgraph.vocabulary import PREDICATES
from watchgraph_importers.acts import EntityKey, Proof, SourceKey, Stated, Value
from watchgraph_importers.publishers import Published, Publisher, Row

PERSON: Final = "Person"


class Draft(NamedTuple):
    """What a row states, and the same in its stored form, but for the words that are still to be sealed.

    names: the entities and sources that it speaks of; a name stands as often as the statement has it.
    sealed: the vocabulary declares its words sealed.
    """

    stated: Stated
    statement: Statement
    names: list[EntityKey | SourceKey]
    sealed: bool

    @property
    def has_words(self) -> bool:
        """Whether anything of it is to be sealed: its own words, or a note to reviewers."""
        return self.sealed or self.stated.doubt is not None

    def kinds(self) -> dict[UUID, str]:
        """Tell the kinds of what it speaks of."""
        return {name.id: name.kind for name in self.names}


class Resolver:
    """Gives ids to what one edition of one publisher states. artifacts: file name to SHA-256."""

    def __init__(self, publisher: Publisher, edition: Published, artifacts: dict[str, str], keys: KeyStore) -> None:
        self._dataset = publisher.dataset.slug
        self._licence = publisher.dataset.licence
        self._source = SourceKey(publisher.source.identity).id
        self._mapping = publisher.mapping
        self._edition = edition
        self._artifacts = artifacts
        self._keys = keys

    def unit(self, record: str) -> str:
        """Name the key under which a record's words are sealed."""
        return record_unit(self._dataset, record)

    def draft(self, stated: Stated) -> Draft:
        """Put a statement into its stored form, but for the words that are still to be sealed.

        Raises ValueError for a number that is none.
        """
        subject, value, speaker = stated.subject, stated.object, stated.speaker
        names: list[EntityKey | SourceKey] = [subject]
        if isinstance(value, EntityKey | SourceKey):
            names.append(value)
        if speaker is not None:
            names.append(speaker)
        qualifiers: tuple[Qualification, ...] = ()
        if stated.qualifiers:
            given = sorted(stated.qualifiers, key=_name)
            names += [each for _, each in given if isinstance(each, EntityKey | SourceKey)]
            qualifiers = tuple(Qualification(name=name, value=plain(each)) for name, each in given)
        statement = Statement(
            origin=Origin(dataset=self._dataset, record=stated.record),
            subject=subject.id,
            predicate=stated.predicate,
            object=None if value is None else plain(value),
            qualifiers=qualifiers,
            valid=stated.valid,
            polarity=stated.polarity,
            modality=stated.modality,
            speaker=None if speaker is None else speaker.id,
            rule=stated.rule,
            slot_by_time=stated.slot_by_time,
            credibility=stated.credibility,
        )
        return Draft(stated, statement, names, _is_sealed(stated))

    def statement(self, draft: Draft) -> Statement:
        """Put a statement into its stored form. The key of its record must exist if it has words to seal."""
        words = draft.statement.object
        if not draft.sealed or not isinstance(words, Text):
            return draft.statement
        unit = self.unit(draft.stated.record)
        sealed = self._keys.sealed(unit, "statement.object", words.text, identifying=True)
        return msgspec.structs.replace(draft.statement, object=SealedText(text=sealed, lang=words.lang))

    def evidence(self, claim: UUID, stated: Stated, row: Row, stance: Stance | None = None) -> Evidence:
        """Say where a statement stands: in its cell, or in the document that the file names."""
        if stated.proof is not None:
            return self.proof(claim, stated.proof, stance)
        artifact = self._artifacts[row.artifact]
        locator = row.locator(stated.column)
        stance = stance or Stance.SUPPORTS
        return Evidence(
            id=evidence_id(claim, artifact=artifact, source=self._source, locator=locator, stance=stance),
            source=self._source,
            stance=stance,
            locator=locator,
            artifact=artifact,
            published=self._edition.published,
            edition=self._edition.name,
            mapping=self._mapping,
            licence=self._licence,
        )

    def proof(self, claim: UUID, proof: Proof, stance: Stance | None = None) -> Evidence:
        """Say in which document a statement was read."""
        stance = stance or proof.stance
        source = proof.source.id
        return Evidence(
            id=evidence_id(claim, artifact=None, source=source, locator=proof.locator, stance=stance),
            source=source,
            stance=stance,
            locator=proof.locator,
            relays=None if proof.relays is None else proof.relays.id,
            published=proof.published,
            edition=self._edition.name,
            mapping=self._mapping,
            licence=proof.licence,
            self_interested=proof.self_interested,
        )

    def note(self, record: str, words: str) -> Sealed:
        """Seal words for reviewers with the record."""
        return self._keys.sealed(self.unit(record), "note", words)

    def dispute_text(self, dispute: UUID, words: str) -> Sealed:
        """Seal the words of a dispute."""
        return self._keys.sealed(dispute_unit(dispute), "text", words)

    def registration(self, key: EntityKey) -> EntityRegistered:
        """Describe an entity for the log. The native id of a person is sealed under a unit of its own."""
        native = unicodedata.normalize("NFC", key.native)
        if key.kind != PERSON:
            return EntityRegistered(kind=key.kind, dataset=key.dataset, native=native, register=key.register)
        sealed = self._keys.sealed(entity_unit(key.id), "sealed_native", native)
        return EntityRegistered(kind=key.kind, dataset=key.dataset, sealed_native=sealed, public_role=key.public_role)


def _is_sealed(stated: Stated) -> bool:
    """Whether the vocabulary declares the words of this statement sealed."""
    if not isinstance(stated.object, Text):
        return False
    declared = PREDICATES.get(stated.predicate)
    return declared is not None and stated.subject.kind in declared.sealed


def plain(value: Value) -> ClaimValue:
    """Write a value in its one stored form: ids for names, plain decimals, NFC text."""
    if isinstance(value, EntityKey | SourceKey):
        return EntityRef(id=value.id)
    if isinstance(value, Text):
        return value if value.text.isascii() else Text(text=unicodedata.normalize("NFC", value.text), lang=value.lang)
    if isinstance(value, Quantity):
        return msgspec.structs.replace(value, min=_decimal(value.min), max=_decimal(value.max))
    if isinstance(value, Money):
        return msgspec.structs.replace(value, amount=plain_decimal(value.amount))
    return value


def _name(qualifier: tuple[str, Value]) -> str:
    return qualifier[0]


def _decimal(text: str | None) -> str | None:
    return None if text is None else plain_decimal(text)
