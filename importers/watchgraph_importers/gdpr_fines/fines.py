"""What both collections state of a fine: where, when, how much, on whom, and which articles were broken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from watchgraph.domain import urls
from watchgraph.domain.statements import Modality, Polarity
from watchgraph.domain.values import Code, Date, Money, Text, Url
from watchgraph_importers.acts import Act, EntityKey, Judged, Stated, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.gdpr_fines.articles import GDPR, UnreadableArticleError, provisions
from watchgraph_importers.gdpr_fines.controllers import NOT_KNOWN, Party, Sort, parties
from watchgraph_importers.gdpr_fines.wordings import euros, offences
from watchgraph_importers.naming import named
from watchgraph_importers.places import same_country
from watchgraph_importers.printed_dates import date_of
from watchgraph_importers.publishers import Row

COLLECTION: Final = "gdpr-fines"
LICENCE: Final = "GPL-3.0-only"
CURRENCY: Final = "EUR"
DATED: Final = frozenset({"fine", "imposedOn"})
"""What is so from the day of the decision on; the rest has no time of its own."""

PREDICATES: Final = (
    "breachOf",
    "broughtUpBy",
    "decidedOn",
    "description",
    "externalId",
    "faultIn",
    "fine",
    "imposedOn",
    "isA",
    "issuedBy",
    "jurisdiction",
    "name",
    "offence",
    "partySector",
    "violation",
    "webPage",
)

REGULATION: Final = EntityKey(dataset="watchgraph-reference", kind="LegalInstrument", native="law:gdpr")
"""The regulation as the claims that come with the project have it."""

REGULATION_BASIS: Final = "'GDPR' is short for the General Data Protection Regulation, and stands for nothing else here"
REGULATION_RULE: Final = "gdpr-spellings/1"

TECHNOLOGIES: Final = {
    re.compile(r"\b(?:facial|face)[- ]recognition\b", re.IGNORECASE): "facial recognition",
    re.compile(r"\bbiometric|\bfingerprint", re.IGNORECASE): "biometrics",
    re.compile(r"\bCCTV\b|\bvideo[- ]?surveillance\b|\b(?:surveillance|video) cameras?\b", re.IGNORECASE): "CCTV",
}
MENTIONED: Final = "mentioned-technologies/1"
"""The rule by which a summary that mentions a technology concerns it."""

_BLANK = re.compile(r"[\s.\-\u2010-\u2015]*")
_INTENTION = re.compile(
    r".*\bintention to (?:issue |impose )?(?:a )?fine\b[^\d€]*\(?(?P<amount>[^)]*)\)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fine:
    """One record of a collection. slug: the collection's. record: its number there."""

    slug: str
    record: str
    row: Row
    valid: str

    @property
    def key(self) -> EntityKey:
        """The measure."""
        return EntityKey(dataset=self.slug, kind="RegulatoryAction", native=self.record)

    def cell(self, column: str) -> str:
        """The text of a cell; a dash or a point alone is none."""
        return cell(self.row, column)

    def say(
        self, predicate: str, column: str, value: Value | None, qualifiers: tuple[tuple[str, Value], ...] = ()
    ) -> Stated:
        """State something of the measure; without a value, that the collection does not know it."""
        return Stated(
            record=self.record,
            subject=self.key,
            predicate=predicate,
            object=value,
            qualifiers=qualifiers,
            column=column,
            valid=self.valid if predicate in DATED else "",
            polarity=Polarity.UNKNOWN if value is None else Polarity.AFFIRMED,
        )

    def numbered(self, column: str, scheme: str, label: str) -> Iterator[Act]:
        """State the number that the collection gave it, and what readers are to call it."""
        issuer: tuple[str, Value] = ("scheme", Code(scheme="id-scheme", code=scheme))
        yield self.say("externalId", column, Text(text=self.record), (issuer,))
        yield named(self.key, label, column, record=self.record, sort="PRIMARY")

    def country(self, column: str) -> Iterator[Act]:
        """State where it was imposed."""
        raw = self.cell(column)
        if NOT_KNOWN.fullmatch(raw):
            yield self.say("jurisdiction", column, None)
        elif raw:
            place = EntityKey(dataset=self.slug, kind="Place", native=raw)
            yield named(place, raw, column)
            if (judged := same_country(place)) is not None:
                yield judged
            yield self.say("jurisdiction", column, place)

    def decided(self, column: str, doubt: str | None = None) -> Iterator[Act]:
        """State when it was decided. An empty `valid` means that a date is written which is not known."""
        if self.cell(column):
            stated = self.say("decidedOn", column, Date(edtf=self.valid) if self.valid else None)
            yield replace(stated, doubt=doubt)

    def amount(self, column: str) -> Iterator[Act]:
        """State the fine, in euros. Of a fine that was only announced the amount is a plan."""
        text = self.cell(column)
        if not text:
            return
        announced = _INTENTION.fullmatch(text)
        number = None if NOT_KNOWN.fullmatch(text) else euros(announced["amount"] if announced else text)
        if number is None and not (announced or NOT_KNOWN.fullmatch(text)):
            raise FieldError("not-an-amount", column, "should be euros such as 2500 or 2.500,00 €, or Unknown")
        money = None if number is None else Money(amount=number, currency=CURRENCY, date=self.valid or None)
        yield replace(self.say("fine", column, money), modality=Modality.PLAN if announced else Modality.FACT)

    def fined(self, column: str, *, trader: bool = False, swapped: str = "") -> Iterator[Act]:
        """State who was fined. swapped: the rule by which the cell was taken for that of another column."""
        found = parties(self.cell(column), trader=trader)
        if not found and self.cell(column):
            yield self.say("imposedOn", column, None)
        for number, party in enumerate(found, start=1):
            key = self._party(party, number)
            sort = "RAW" if party.sort is Sort.NAMED else "ROLE_LABEL"
            yield named(key, party.words, column, sort=sort, lang="und", record=self._owner(party))
            yield replace(self.say("imposedOn", column, key), rule=swapped or None)

    def _party(self, party: Party, number: int) -> EntityKey:
        """Named ones are one wherever they are named so; the others are known by the record alone."""
        kind = "Person" if party.sort is Sort.PERSON else "Organisation"
        native = party.words if party.sort is Sort.NAMED else f"{self.record}:fined:{number}"
        return EntityKey(dataset=self.slug, kind=kind, native=native)

    def _owner(self, party: Party) -> str:
        return "" if party.sort is Sort.NAMED else self.record

    def broken(self, column: str) -> Iterator[Act]:
        """State which articles were broken; a cell that holds a class of offence instead is read as such."""
        text = self.cell(column)
        if not text:
            return
        if NOT_KNOWN.fullmatch(text):
            yield self.say("breachOf", column, None)
            return
        try:
            found = provisions(text)
        except UnreadableArticleError as error:
            if not offences(text):
                right = f"should be articles such as Art. 5 (1) f) GDPR; {str(error)!r} is none"
                raise FieldError("not-an-article", column, right) from error
            yield from self.offence(column)
            return
        for name in dict.fromkeys(provision.law for provision in found):
            yield named(self._law(name), name, column)
        if any(provision.law == GDPR for provision in found):
            yield Judged(
                left=self._law(GDPR), right=REGULATION, basis=REGULATION_BASIS, rule=REGULATION_RULE, score=100
            )
        for provision in found:
            article: tuple[tuple[str, Value], ...] = (("provision", Text(text=provision.article)),)
            yield self.say("breachOf", column, self._law(provision.law), article if provision.article else ())

    def _law(self, name: str) -> EntityKey:
        return EntityKey(dataset=self.slug, kind="LegalInstrument", native=name)

    def offence(self, column: str) -> Iterator[Act]:
        """State the class of offence; of one that is not listed here, the words. An article or an address is that."""
        text = self.cell(column)
        if not text:
            return
        if NOT_KNOWN.fullmatch(text):
            yield self.say("offence", column, None)
        elif text.startswith(("http://", "https://")):
            yield from self.page(column)
        elif text.startswith("Art"):
            yield from self.broken(column)
        else:
            wording: tuple[tuple[str, Value], ...] = (("wording", Text(text=text, lang="en")),)
            for code in offences(text) or ("OTHER",):
                yield self.say("offence", column, Code(scheme="offence", code=code), wording)

    def page(self, column: str) -> Iterator[Act]:
        """State where the decision, or the news of it, is to be read. Words in place of an address describe it."""
        text = self.cell(column)
        if not text:
            return
        try:
            yield self.say("webPage", column, Url(url=urls.check_url(text)))
        except urls.BadUrlError as error:
            if text.lower().startswith(("http", "www.")):
                raise FieldError("bad-url", column, str(error)) from error
            yield from self.summary(column)

    def summary(self, column: str) -> Iterator[Act]:
        """Keep the collection's summary, sealed, since it may name people."""
        text = self.cell(column)
        if not text or NOT_KNOWN.fullmatch(text):
            return
        yield self.say("description", column, Text(text=text, lang="en"))
        for words, name in TECHNOLOGIES.items():
            if words.search(text):
                technology = EntityKey(dataset=self.slug, kind="Technology", native=name)
                yield named(technology, name, column, sort="PRIMARY")
                yield replace(self.say("concernsTechnology", column, technology), rule=MENTIONED)


def cell(row: Row, column: str) -> str:
    """The text of a cell, empty where nothing in it is a letter, a digit or a sign of its own."""
    text = row[column]
    return "" if _BLANK.fullmatch(text) else text


def day_of(row: Row, column: str, unknown: frozenset[str] = frozenset()) -> str:
    """Read the date of a decision as EDTF, empty where it is not known. unknown: dates that stand for none.

    Raises FieldError for what is no date.
    """
    text = cell(row, column)
    if not text or text in unknown or NOT_KNOWN.fullmatch(text):
        return ""
    found = date_of(text, column, "should be a date such as 2020-12-17, a year, or Unknown")
    return "" if found in unknown else found
