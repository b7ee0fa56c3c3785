"""What the values and qualifiers stored with claims say."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import msgspec

from watchgraph.domain import edtf
from watchgraph.vocabulary.predicates import Persistence

STAGE: Final = "stage"
PLANNED: Final = "PLANNED"


class Number(msgspec.Struct, frozen=True, gc=False):
    """A stored quantity or amount of money, as far as it has these parts. of: what it is of, which `numbers` adds."""

    amount: str | None = None
    min: str | None = None
    max: str | None = None
    currency: str | None = None
    unit: str = ""
    basis: str | None = "nominal"
    of: str | None = None

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """Lowest and highest; infinite where a side is open or there is no number."""
        low, high = (self.min, self.max) if self.amount is None else (self.amount, self.amount)
        return Decimal("-Infinity" if low is None else low), Decimal("Infinity" if high is None else high)


class _Words(msgspec.Struct, frozen=True, gc=False):
    """A stored text or date. The text of a sealed one may be out of reach."""

    text: object = None
    edtf: str | None = None


class _Qualified(msgspec.Struct, frozen=True, gc=False):
    """The value of a qualifier that is a code or text."""

    code: str | None = None
    text: str | None = None


class _Qualifier(msgspec.Struct, frozen=True, gc=False):
    """entity: the id under which an entity is shown."""

    name: str
    value: _Qualified
    entity: str | None = None


_NUMBERS: Final = msgspec.json.Decoder(Number)
_WORDS: Final = msgspec.json.Decoder(_Words)
_QUALIFIERS: Final = msgspec.json.Decoder(list[_Qualifier])
NO_NUMBER: Final = Number()


def stated_number(value: str | None) -> Number:
    """The number in a stored value."""
    return _NUMBERS.decode(value) if value else NO_NUMBER


def stated_bounds(value: str | None) -> tuple[Decimal, Decimal]:
    """Lowest and highest of the number in a stored value."""
    return stated_number(value).bounds


def stated_text(value: str | None) -> str | None:
    """The text in a stored value."""
    found = _WORDS.decode(value).text if value else None
    return found if isinstance(found, str) else None


def stated_days(value: str | None) -> tuple[int, int] | None:
    """First and last day of the date in a stored value."""
    stated = _WORDS.decode(value).edtf if value else None
    if stated is None:
        return None
    return edtf.parse(stated, Persistence.OCCURRENCE).from_earliest, edtf.published_by(stated)


def stated_beginning(value: str | None) -> str | None:
    """The first and the last day on which the date in a stored value may begin: eight digits each, one text."""
    stated = _WORDS.decode(value).edtf if value else None
    if stated is None:
        return None
    bounds = edtf.parse(stated, Persistence.OCCURRENCE)
    return f"{bounds.from_earliest:08}{bounds.from_latest:08}"


def qualified(stored: str) -> Mapping[str, str | None]:
    """Codes, shown entity ids and texts of stored qualifiers, by name."""
    return {each.name: each.entity or each.value.code or each.value.text for each in _QUALIFIERS.decode(stored)}


def has(stored: str, wanted: Mapping[str, str]) -> bool:
    """Whether stored qualifiers have these codes, shown entity ids and texts."""
    values = qualified(stored)
    return all(values.get(name) == value for name, value in wanted.items())
