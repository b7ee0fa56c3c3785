"""The values of claims: what a claim says of its subject."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import msgspec
import strawberry
from msgspec.structs import asdict, fields

from watchgraph.domain.values import Code, Date, EntityRef, Geo, Money, Quantity, Text, Url
from watchgraph.domain.values import Value as StoredValue
from watchgraph.vocabulary import CODE_LISTS
from watchgraph_schema.compiling.symbols import Choice, Symbol, computed, may_be_null, member_of, present
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import compiled, described, described_interface
from watchgraph_schema.shown import LazyEntity, name_by_key, shown_by_id, shown_by_key


class ShownWords(StoredValue, frozen=True, kw_only=True, tag="sealed"):
    """Words that may be erased, as the catalogue shows them; text is None once they are."""

    text: str | None
    lang: str = "und"


ShownValue = EntityRef | Quantity | Money | Date | Text | ShownWords | Code | Geo | Url
_decoder: msgspec.json.Decoder[ShownValue] = msgspec.json.Decoder(ShownValue)


def decode(value: str | bytes | msgspec.Raw) -> ShownValue:
    """Read a value as the catalogue writes it."""
    return _decoder.decode(value)


@described_interface
class Value:
    """What a claim says of its subject: another entity, a number, an amount, a date, words, a code, a place, a link."""

    words: strawberry.Private[str | None]

    @compiled
    async def text(self) -> str | None:
        """The value in words, as a reader would see it; null where it was redacted, or an entity has no name."""
        return self.words


@described
class EntityValue(Value):
    """Another entity, or a document."""

    id: strawberry.Private[str]
    reader: strawberry.Private[Reader]
    key: strawberry.Private[int | None] = None

    @compiled
    async def text(self) -> str | None:
        """Its name; null where nobody names it."""
        if self.key is not None:
            return await name_by_key(self.reader, self.key)
        row = await self.reader.entities_by_id.load(self.id)
        return None if row is None else row.label

    @compiled
    async def entity(self) -> LazyEntity | None:
        """The entity, under what it was merged into; null where it is not known at this moment."""
        if self.key is not None:
            return await shown_by_key(self.reader, self.key)
        return await shown_by_id(self.reader, self.id)


@described
class QuantityValue(Value):
    """A number or a range with its unit. Exactly 8,000 has `min` = `max`; "at least" has no `max`."""

    min: str | None = strawberry.field(description="Lower bound, decimal; null where none is stated.")
    max: str | None = strawberry.field(description="Upper bound, decimal; null where none is stated.")
    unit: str = strawberry.field(description="What is counted or measured, singular: camera, country, percent.")
    approximate: bool = strawberry.field(description="Whether the speaker said about, around or some.")
    exclusive: bool = strawberry.field(description="Whether the bounds themselves are left out, as in more than 100.")


@described
class MoneyValue(Value):
    """An amount of money as it was stated; nothing here is converted."""

    amount: str = strawberry.field(description="The amount, decimal.")
    currency: str = strawberry.field(description="Currency, ISO 4217.")
    date: str | None = strawberry.field(description="Date of the price (EDTF); null where not stated.")
    basis: str = strawberry.field(description="`nominal`, or `constant` with the year and the deflator.")


@described
class DateValue(Value):
    """A date."""

    edtf: str = strawberry.field(
        description="The date as Extended Date/Time Format: 2019, 2019-05, 2018/2020, 2019~ (about 2019)."
    )


@described
class TextValue(Value):
    """Words, such as a name or a title."""

    lang: str = strawberry.field(description="Language and script (BCP 47): `zh-Hans`, `sr-Cyrl`; `und` if unknown.")


@described
class CodeValue(Value):
    """A code of one of the vocabulary's lists."""

    scheme: str = strawberry.field(description="Name of the list.")
    code: str = strawberry.field(description="The code.")

    @compiled
    def definition(self) -> str | None:
        """What the code means; null for lists that are kept elsewhere."""
        return definition_of(self.scheme, self.code)

    @compiled
    def label(self) -> str:
        """The code in words: `facial recognition` for `FACIAL_RECOGNITION`, `Health` for the sector `120`."""
        return label_of(self.scheme, self.code)


@described
class GeoValue(Value):
    """A point on the map (WGS 84)."""

    lat: str = strawberry.field(description="Latitude in decimal degrees.")
    lon: str = strawberry.field(description="Longitude in decimal degrees.")
    precision_m: int | None = strawberry.field(
        name="precisionMetres", description="Radius in metres within which it lies; null where not stated."
    )


@described
class UrlValue(Value):
    """A web address."""

    url: str = strawberry.field(description="The address as stated.")


@computed()
def definition_of(scheme: str, code: str) -> str | None:
    """What a code of our lists means; None for one of others."""
    return CODE_LISTS[scheme].codes.get(code) if scheme in CODE_LISTS else None


@computed(sure=True)
def label_of(scheme: str, code: str) -> str:
    """Write a code of our lists as words, one of others as they call it; short ones stay as they are."""
    return CODE_LISTS[scheme].label(code) if scheme in CODE_LISTS else code


VALUES: Mapping[type[StoredValue], type[Value]] = {
    EntityRef: EntityValue,
    Text: TextValue,
    ShownWords: TextValue,
    Quantity: QuantityValue,
    Money: MoneyValue,
    Date: DateValue,
    Code: CodeValue,
    Geo: GeoValue,
    Url: UrlValue,
}


class Columns(NamedTuple):
    """What a row holds of a value beside its JSON. entity: the key of what it leads to. code: of a list."""

    entity: int | None = None
    code: str | None = None


NO_COLUMNS = Columns()


def arguments(reader: Reader, value: ShownValue, words: str | None, beside: Columns = NO_COLUMNS) -> dict[str, object]:
    """What the GraphQL type of a value is made of. words: as a reader sees it."""
    if isinstance(value, EntityRef):
        return {"words": words, "id": str(value.id), "reader": reader, "key": beside.entity}
    given = asdict(value)
    given.pop("text", None)
    return {"words": words, **given}


def value_of(
    reader: Reader, stored: str | bytes | msgspec.Raw | None, words: str | None, beside: Columns = NO_COLUMNS
) -> Value | None:
    """Make the value of a claim as the catalogue writes it; None where it has none."""
    if stored is None:
        return None
    if isinstance(stored, Symbol):
        return Choice(member_of(stored, "type"), symbolic_values(reader, stored, words, VALUES, beside))
    value = decode(stored)
    make: Callable[..., Value] = VALUES[type(value)]
    return make(**arguments(reader, value, words, beside))


def symbolic_values(
    reader: Reader,
    stored: Symbol,
    words: str | None,
    classes: Mapping[type[StoredValue], Callable[..., Value]],
    beside: Columns = NO_COLUMNS,
) -> Mapping[str, Value]:
    """What stands for a value that a row will hold, one of these classes, by what its JSON says its type is."""
    return {
        str(kind.__struct_config__.tag): make(**_symbolic_arguments(reader, kind, stored, words, beside))
        for kind, make in classes.items()
    }


def _symbolic_arguments(
    reader: Reader, kind: type[StoredValue], stored: Symbol, words: str | None, beside: Columns
) -> Mapping[str, object]:
    given: dict[str, object] = {
        field.name: member_of(
            stored,
            field.name,
            field.type,
            default=None if field.required else field.default,
            sure=not may_be_null(field.type),
        )
        for field in fields(kind)
    }
    if kind is EntityRef:
        return {"words": words, "id": given["id"], "reader": reader, "key": present(beside.entity)}
    if kind is Code and beside.code is not None:
        given["code"] = present(beside.code)
    given.pop("text", None)
    return {"words": words, **given}
