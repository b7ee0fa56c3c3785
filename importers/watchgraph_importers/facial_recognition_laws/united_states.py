"""The table of the United States: a row a law of a city, county, region or state."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from watchgraph.domain.values import Code, Date, Text
from watchgraph_importers.acts import Act, EntityKey, NotData, Stated, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.facial_recognition_laws.citations import Citation
from watchgraph_importers.facial_recognition_laws.stances import SLUG, STANCE, TECHNOLOGY, cited, technology
from watchgraph_importers.naming import named
from watchgraph_importers.places import part_of, same_country
from watchgraph_importers.printed_dates import edtf_of
from watchgraph_importers.publishers import Row

JURISDICTION: Final = "City/State"
ACTION: Final = "Date of Action"
COUNTRY: Final = EntityKey(dataset=SLUG, kind="Place", native="United States")
RULE: Final = "iff-stances/1"
FOR_A_TIME: Final = ("duration", Code(scheme="ban-duration", code="AT_LEAST_FOR_A_TIME"))
USERS: Final = {"police": "Police", "schools": "Schools"}
"""Words for whom a rule binds, to what we call them."""

GRACE: Final = timedelta(days=2)
"""So many days before a vote its outcome may be reported, by the date line of another time zone or of a preview."""

PROSE_DOUBT: Final = "The cell is prose: what it comes to was read from its words by a rule."
_BAN = re.compile(r"\b(?:bans?|banned|banning)\b", re.IGNORECASE)
_MORATORIUM = re.compile(r"\bmoratorium\b", re.IGNORECASE)
_NEEDS_CONSENT = re.compile(r"\bprohibit\w*\b.*\bconsent\b", re.IGNORECASE | re.DOTALL)
_OPENNESS = re.compile(
    r"\btransparen|\baccountab|\bpublic participation\b|\bsurveillance technolog|\blegislative body\b", re.IGNORECASE
)


def claims(row: Row) -> Iterator[Act]:
    """Say what the row of a law states."""
    if not row[JURISDICTION]:
        yield NotData("no jurisdiction")
        return
    yield from technology()
    yield from _place(row[JURISDICTION])
    yield from _Law.of(row).claims()


def place_of(jurisdiction: str) -> EntityKey:
    """Name a place with its state, so that Portland, Oregon is not Portland, Maine."""
    return EntityKey(dataset=SLUG, kind="Place", native=jurisdiction)


def _place(jurisdiction: str) -> Iterator[Act]:
    town, comma, state = (part.strip() for part in jurisdiction.rpartition(","))
    place, within = place_of(jurisdiction), place_of(state)
    yield named(place, jurisdiction, JURISDICTION)
    if comma and town and state:
        yield named(place, jurisdiction, JURISDICTION, sort="PRIMARY")
        yield named(place, town, JURISDICTION, sort="ALIAS")
        yield named(within, state, JURISDICTION)
        yield part_of(place, within, JURISDICTION)
        place = within
    yield part_of(place, COUNTRY, JURISDICTION)
    yield named(COUNTRY, COUNTRY.native, JURISDICTION)
    if (judged := same_country(COUNTRY)) is not None:
        yield judged


@dataclass(frozen=True, slots=True, kw_only=True)
class _Law:
    """A row. adopted: EDTF, empty where the cell gives no date. doubt: why the row as a whole may be wrong."""

    row: Row
    citation: Citation
    adopted: str
    doubt: str | None

    @classmethod
    def of(cls, row: Row) -> "_Law":
        """Read a row. Raises FieldError."""
        citation, adopted = Citation.of(row, STANCE), edtf_of(row[ACTION])
        if row[ACTION] and adopted is None:
            raise FieldError("not-a-date", ACTION, "should be a date such as December 17, 2019 or March, 2018")
        return cls(row=row, citation=citation, adopted=adopted or "", doubt=_too_early(citation, adopted or ""))

    @property
    def record(self) -> str:
        """Jurisdiction and date: the table has no other id."""
        return f"{self.row[JURISDICTION]}: {self.adopted or 'no date'}"

    @property
    def key(self) -> EntityKey:
        """The law."""
        return EntityKey(dataset=SLUG, kind="LegalInstrument", native=self.record)

    @property
    def place(self) -> EntityKey:
        """Whose law it is."""
        return place_of(self.row[JURISDICTION])

    def claims(self) -> Iterator[Act]:
        """Say whose law it is, since when, and what it does."""
        yield from self.citation.documents()
        stance = self.citation.stance or "Rules"
        title = f"{stance[0].upper()}{stance[1:]} ({self.row[JURISDICTION]})"
        yield named(self.key, title, STANCE, record=self.record, sort="PRIMARY")
        yield self._stated(self.key, "jurisdiction", self.place, JURISDICTION)
        if self.adopted:
            yield self._stated(self.key, "adoptedOn", Date(edtf=self.adopted), ACTION)
        rules = Code(scheme="rule-kind", code="FACE_RECOGNITION_RULES")
        yield self._stated(self.place, "enacted", rules, STANCE, valid=self.adopted)
        if self.citation.is_bare:
            yield from self._plain_stance()
        else:
            yield self._stated(self.key, "description", Text(text=self.citation.prose, lang="en"), STANCE)
            yield from self._stance_in_prose()

    def _plain_stance(self) -> Iterator[Act]:
        """A cell that says Ban or Moratorium and no more is a code of the publisher's."""
        stance = self.citation.stance.casefold()
        if stance == "ban":
            yield from self._stance(self.key, "banned", TECHNOLOGY)
        elif stance == "moratorium":
            yield from self._stance(self.key, "banned", TECHNOLOGY, FOR_A_TIME)
        else:
            yield from self._stance_in_prose()

    def _stance_in_prose(self) -> Iterator[Act]:
        prose = self.citation.prose
        if _NEEDS_CONSENT.search(prose):
            condition = ("condition", Code(scheme="condition", code="WITHOUT_CONSENT"))
            practice = Code(scheme="practice", code="BIOMETRIC_PROCESSING")
            yield from self._stance(self.key, "prohibits", practice, condition, rule=RULE)
        elif _MORATORIUM.search(prose):
            yield from self._ban_in_prose(FOR_A_TIME)
        elif _BAN.search(prose):
            yield from self._ban_in_prose()
        if _OPENNESS.search(prose):
            openness = Code(scheme="rule-kind", code="POLICE_TECHNOLOGY_TRANSPARENCY")
            yield from self._stance(self.place, "enacted", openness, rule=RULE)

    def _ban_in_prose(self, *qualifiers: tuple[str, Value]) -> Iterator[Act]:
        users = [name for word, name in USERS.items() if word in self.citation.prose.casefold()]
        if len(users) == 1:
            group = EntityKey(dataset=SLUG, kind="Group", native=users[0])
            yield named(group, group.native, STANCE)
            qualifiers = (*qualifiers, ("user", group))
        yield from self._stance(self.key, "banned", TECHNOLOGY, *qualifiers, rule=RULE)

    def _stance(
        self,
        subject: EntityKey,
        predicate: str,
        value: Value,
        *qualifiers: tuple[str, Value],
        rule: str | None = None,
    ) -> Iterator[Act]:
        doubt = self.doubt or (PROSE_DOUBT if rule else None)
        stated = Stated(
            record=self.record,
            subject=subject,
            predicate=predicate,
            object=value,
            qualifiers=qualifiers,
            column=STANCE,
            valid=self.adopted,
            rule=rule,
            doubt=doubt,
        )
        yield from cited(stated, self.citation, self.row)

    def _stated(self, subject: EntityKey, predicate: str, value: Value, column: str, *, valid: str = "") -> Stated:
        doubt = None if predicate in {"jurisdiction", "description"} else self.doubt
        return Stated(
            record=self.record,
            subject=subject,
            predicate=predicate,
            object=value,
            column=column,
            valid=valid,
            doubt=doubt,
        )


def _too_early(citation: Citation, adopted: str) -> str | None:
    """Say so where the document cited is older than the action: it may tell of a proposal, or the date be wrong."""
    day = citation.day()
    try:
        action = date.fromisoformat(adopted)
    except ValueError:
        return None
    if day is None or day >= action - GRACE:
        return None
    return f"The document cited is of {day.isoformat()}, the date of action {adopted}: it may tell of a proposal."
