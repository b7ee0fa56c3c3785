"""The values that a claim may hold. Plain data: the vocabulary says which predicate takes which.

Numbers are decimal text, never floats: `8000`, `73.687`, no exponent, no trailing zeros, no sign but a leading minus.
"""

from uuid import UUID

import msgspec


class Sealed:
    """Text that can be made unreadable later without touching the log.

    unit: names the key: all sealed texts of one redactable unit (a publisher's record, a claim, a source,
        a contributor) are lost together.
    field: where in the body it stands; part of the associated data, so that a box cannot be moved.
    text: the plain text; None where the unit's key has been destroyed.
    digest: HMAC-SHA-256 (hex) of the text under the unit's key, needed only where the text enters an id, else empty.
    """

    __slots__ = ("digest", "field", "text", "unit")

    def __init__(self, unit: str, field: str, text: str | None, digest: str = "") -> None:
        self.unit = unit
        self.field = field
        self.text = text
        self.digest = digest

    def __eq__(self, other: object) -> bool:
        """Compare all parts, the plain text included."""
        if not isinstance(other, Sealed):
            return NotImplemented
        return (self.unit, self.field, self.text, self.digest) == (other.unit, other.field, other.text, other.digest)

    def __hash__(self) -> int:
        """Hash all parts."""
        return hash((self.unit, self.field, self.text, self.digest))

    def __repr__(self) -> str:
        """Name the place, never the text."""
        return f"Sealed(unit={self.unit!r}, field={self.field!r})"


class Value(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag_field="type", forbid_unknown_fields=True):
    """Base of all values.

    Values, statements and events are out of sight of the cycle collector: they are frozen and made of plain data, so
    they can be in no cycle, and an import makes hundreds of thousands of them.
    """


class EntityRef(Value, frozen=True, kw_only=True, tag="entity"):
    """An entity or a source, by the id under which it was stated (never a merged one)."""

    id: UUID


class Quantity(Value, frozen=True, kw_only=True, tag="quantity"):
    """A number or a range. Exactly eight thousand has min = max; "at least" has no max.

    unit: singular, lower case (`camera`, `country`, `percent`).
    approximate: the speaker said about, around, some.
    exclusive: the bounds themselves are left out ("more than 100" has min 100 and is exclusive).
    """

    min: str | None
    max: str | None
    unit: str
    approximate: bool = False
    exclusive: bool = False


class Money(Value, frozen=True, kw_only=True, tag="money"):
    """An amount as stated; no conversion of ours.

    currency: ISO 4217. date: EDTF, the date of the price, None where not stated.
    basis: `nominal`, or `constant YEAR` with the deflator's name (`constant 2011 aiddata`).
    """

    amount: str
    currency: str
    date: str | None = None
    basis: str = "nominal"


class Date(Value, frozen=True, kw_only=True, tag="date"):
    """A date as EDTF text."""

    edtf: str


class Text(Value, frozen=True, kw_only=True, tag="text"):
    """Words. lang: BCP 47, `und` where not known."""

    text: str
    lang: str = "und"


class SealedText(Value, frozen=True, kw_only=True, tag="sealed"):
    """Words that may have to be erased: the name of a natural person, a title that may hold one."""

    text: Sealed
    lang: str = "und"


class Code(Value, frozen=True, kw_only=True, tag="code"):
    """A code of a list of the vocabulary."""

    scheme: str
    code: str


class Geo(Value, frozen=True, kw_only=True, tag="geo"):
    """A point, WGS 84, decimal degrees. precision_m: radius in metres within which it lies, None where not stated."""

    lat: str
    lon: str
    precision_m: int | None = None


class Url(Value, frozen=True, kw_only=True, tag="url"):
    """A web address as stated."""

    url: str


ClaimValue = EntityRef | Quantity | Money | Date | Text | SealedText | Code | Geo | Url
