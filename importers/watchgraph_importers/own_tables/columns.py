"""What the columns of a mapped table state, row by row."""

from collections.abc import Iterator
from typing import Final

from watchgraph.domain.statements import Modality, Polarity
from watchgraph.domain.values import Code, Date, Geo, Money, Quantity, Text, Url
from watchgraph.vocabulary import PREDICATES, Range, ValueType
from watchgraph_importers.acts import Act, EntityKey, NotData, Stated, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.naming import named
from watchgraph_importers.own_tables import cells
from watchgraph_importers.own_tables.mappings import CURRENCY, ColumnPart, OwnMapping, QualifierPart
from watchgraph_importers.places import same_country
from watchgraph_importers.publishers import Row

SEPARATOR: Final = "|"
"""Between the parts of a record's id."""

NUMBERS: Final = frozenset({ValueType.QUANTITY, ValueType.MONEY, ValueType.GEO})


class OwnClaims:
    """Says what a row states: the function of a mapping, checked before against the vocabulary."""

    def __init__(self, mapping: OwnMapping) -> None:
        self._mapping = mapping
        self._slug = mapping.dataset.slug
        self._row = mapping.row
        self._unknown = frozenset(mapping.row.unknown)
        self._empty = frozenset({"", *mapping.row.empty})
        self._columns = [(column, part) for column, parts in mapping.columns.items() for part in parts]

    def __call__(self, row: Row) -> Iterator[Act]:
        """State what the row says; nothing, where none of the columns that identify it is filled."""
        ids = [row[column] for column in self._row.record]
        if not any(ids):
            yield NotData("no record id")
            return
        record = SEPARATOR.join(ids)
        thing = EntityKey(dataset=self._slug, kind=self._row.kind, native=record)
        if self._row.name is not None and row[self._row.name] not in self._empty:
            yield named(thing, row[self._row.name], self._row.name, record=record)
        for column, part in self._columns:
            text = row[column]
            if part.predicate is not None and text not in self._empty:
                yield from self._column(row, record, thing, column, part)

    def _column(self, row: Row, record: str, thing: EntityKey, column: str, part: ColumnPart) -> Iterator[Act]:
        subject = self._subject(row, thing, part)
        if subject is None:
            return
        if part.about is not None:
            yield named(subject, row[part.about.column], part.about.column)
        if row[column] in self._unknown or row[column] in part.unknown:
            if not part.reverse:  # of nobody known nothing can be said
                yield self._stated(row, record, subject, column, part, None)
            return
        for text in self._texts(row[column], part):
            value = self._value(row, text, column, part)
            if isinstance(value, EntityKey):
                yield from _introduced(value, text, column, country=part.country)
            if part.reverse and isinstance(value, EntityKey):
                yield self._stated(row, record, value, column, part, subject)
            else:
                yield self._stated(row, record, subject, column, part, value)

    def _subject(self, row: Row, thing: EntityKey, part: ColumnPart) -> EntityKey | None:
        """Tell what the column speaks of; None where the row does not name it."""
        if part.about is None:
            return thing
        name = row[part.about.column]
        known = name not in self._empty | self._unknown
        return self._thing(row, part.about.kind, name, part.about.within) if known else None

    @staticmethod
    def _texts(cell: str, part: ColumnPart) -> Iterator[str]:
        if part.split is None:
            yield cell
        else:
            yield from dict.fromkeys(text.strip() for text in cell.split(part.split) if text.strip())

    def _thing(self, row: Row, kind: str, name: str, within: str | None = None) -> EntityKey:
        """Name a thing. within: the column that tells it from another of the same name."""
        where = "" if within is None or row[within] in self._empty | self._unknown else row[within]
        return EntityKey(dataset=self._slug, kind=kind, native=f"{name}{SEPARATOR}{where}" if where else name)

    def _stated(
        self, row: Row, record: str, subject: EntityKey, column: str, part: ColumnPart, value: Value | None
    ) -> Stated:
        assert part.predicate is not None
        declared = PREDICATES[part.predicate]
        unknown = value is None and declared.range is not None
        speaker = None
        if part.speaker is not None and row[part.speaker.column] not in self._empty | self._unknown:
            speaker = self._thing(row, part.speaker.kind, row[part.speaker.column], part.speaker.within)
        return Stated(
            record=record,
            subject=subject,
            predicate=part.predicate,
            column=column,
            object=value,
            qualifiers=tuple(self._qualifiers(row, part)),
            valid=self._valid(row, part),
            polarity=Polarity.UNKNOWN if unknown else Polarity.AFFIRMED,
            modality=Modality(part.modality),
            speaker=speaker,
            slot_by_time=part.observation,
            doubt=part.doubt,
        )

    def _valid(self, row: Row, part: ColumnPart) -> str:
        column = part.valid or self._row.valid
        if part.dated or column is None or row[column] in self._empty | self._unknown:
            return part.dated
        return cells.date(row[column], column, part.valid_format or self._row.valid_format)

    def _qualifiers(self, row: Row, part: ColumnPart) -> Iterator[tuple[str, Value]]:
        assert part.predicate is not None
        for name, given in part.qualifiers.items():
            text = given.value if given.column is None else row[given.column]
            declared = PREDICATES[part.predicate].qualifier(name)
            if text and declared is not None and text not in self._empty | self._unknown:
                yield name, self._qualifier(text, given, declared.range)

    def _qualifier(self, text: str, given: QualifierPart, wanted: Range) -> Value:
        column = given.column or ""
        if wanted.type is ValueType.ENTITY:
            return EntityKey(dataset=self._slug, kind=given.kind or wanted.kinds[0], native=text)
        if wanted.type is ValueType.QUANTITY:
            plain = cells.number(text, column, ".")
            return Quantity(min=plain, max=plain, unit=wanted.unit or "item")
        if wanted.type is ValueType.DATE:
            return Date(edtf=text)
        if wanted.type is ValueType.CODE and wanted.codes is not None:
            return Code(scheme=wanted.codes.scheme, code=cells.coded(text, column, given.values))
        return Text(text=text)

    def _value(self, row: Row, text: str, column: str, part: ColumnPart) -> Value | None:
        assert part.predicate is not None
        wanted = PREDICATES[part.predicate].range
        if wanted is None:
            return None
        if part.reverse or wanted.type is ValueType.ENTITY:
            return self._thing(row, part.kind or wanted.kinds[0], text, part.within)
        if wanted.type in NUMBERS:
            return _number(row, text, column, part, wanted)
        return _words(text, column, part, wanted)


def _introduced(thing: EntityKey, name: str, column: str, *, country: bool) -> Iterator[Act]:
    """Name a thing; a country is judged to be the register's."""
    yield named(thing, name, column)
    if country and (judged := same_country(thing)) is not None:
        yield judged


def _number(row: Row, text: str, column: str, part: ColumnPart, wanted: Range) -> Value:
    plain = cells.number(text, column, part.decimal)
    if wanted.type is ValueType.QUANTITY:
        return Quantity(min=plain, max=plain, unit=part.unit or wanted.unit or "item")
    if wanted.type is ValueType.GEO:
        east = part.longitude or column
        return Geo(lat=plain, lon=cells.number(row[east], east, part.decimal))
    currency = row[part.currency_column] if part.currency_column else part.currency or ""
    if not CURRENCY.fullmatch(currency):
        raise FieldError("unknown-currency", part.currency_column or column, "should be a code of ISO 4217, as EUR")
    return Money(amount=plain, currency=currency, date=(row[part.date] if part.date else "") or None)


def _words(text: str, column: str, part: ColumnPart, wanted: Range) -> Value:
    match wanted.type:
        case ValueType.DATE:
            return Date(edtf=cells.date(text, column, part.format))
        case ValueType.CODE if wanted.codes is not None:
            return Code(scheme=wanted.codes.scheme, code=cells.coded(text, column, part.values))
        case ValueType.URL:
            return Url(url=text)
    return Text(text=text, lang=part.language)
