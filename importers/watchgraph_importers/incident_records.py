"""One record of a database of incidents: what its statements share, and who had a part in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from watchgraph.domain.statements import Modality, Polarity
from watchgraph.domain.values import Code, Text
from watchgraph_importers.acts import Act, EntityKey, Stated, Value
from watchgraph_importers.naming import named
from watchgraph_importers.parties import Party, class_name

ROLES: Final = {"DEPLOYER": "alleged deployer", "DEVELOPER": "alleged developer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the statements about one incident share.

    valid: EDTF. speaker: who says so. doubt: why none of it is accepted without review, None where it is.
    """

    incident: EntityKey
    id: str
    valid: str
    speaker: EntityKey
    doubt: str | None = None

    def taking_part(self, role: str, parties: Iterable[tuple[str, Party]], column: str) -> Iterator[Act]:
        """State who had a part in the incident. role: DEPLOYER or DEVELOPER."""
        for number, (name, sort) in enumerate(parties, start=1):
            if sort is Party.UNKNOWN:
                yield self._part(role, None, column)
                continue
            if sort is Party.PERSON:
                key = EntityKey(dataset=self.incident.dataset, kind="Person", native=f"{self.id}|{role}|{number}")
                yield named(key, f"{ROLES[role]}, a person", column, record=self.id, sort="ROLE_LABEL")
            else:
                shown = class_name(name) if sort is Party.CLASS else name
                key = EntityKey(dataset=self.incident.dataset, kind=sort.value, native=shown)
                yield named(key, shown, column)
            yield self._part(role, key, column)

    def _part(self, role: str, key: EntityKey | None, column: str) -> Stated:
        return self.said(
            "involves",
            key,
            column,
            ("as", Code(scheme="involvement", code=role)),
            polarity=Polarity.UNKNOWN if key is None else Polarity.AFFIRMED,
        )

    def labelled(self, aspect: str, words: str, column: str) -> Stated:
        """State a label that the publisher puts on the incident. aspect: code of the list `record-aspect`."""
        text = Text(text=words, lang="en")
        return self.said("classifiedAs", text, column, ("aspect", Code(scheme="record-aspect", code=aspect)), valid="")

    def said(
        self,
        predicate: str,
        value: Value | None,
        column: str,
        *qualifiers: tuple[str, Value],
        valid: str | None = None,
        polarity: Polarity = Polarity.AFFIRMED,
    ) -> Stated:
        """State something of the incident. valid: the record's, unless another is given."""
        return Stated(
            record=self.id,
            subject=self.incident,
            predicate=predicate,
            object=value,
            qualifiers=qualifiers,
            column=column,
            valid=self.valid if valid is None else valid,
            polarity=polarity,
            modality=Modality.ATTRIBUTED,
            speaker=self.speaker,
            doubt=self.doubt,
        )
