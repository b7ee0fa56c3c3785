"""Claims as the counting sees them, and what the values stored with them say."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

import msgspec
from tests.projections.statistics.by_hand.judging import Standing, Time

from watchgraph.domain import edtf
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_projections.statistics.queries import Span

PLANNED: Final = "PLANNED"


class Stated(msgspec.Struct, frozen=True, gc=False):
    """A claim that speaks to a question.

    tie: its id, which decides between equals. member, kind: the counted end; other: key of the other end, None for
    values. value, qualifiers: JSON as stored.
    """

    time: Time
    standing: Standing
    key: int
    tie: str
    member: int
    kind: str
    other: int | None
    predicate: str
    value: str | None
    code: str | None
    subject: int
    qualifier_key: str
    group: str
    rank: str
    confidence: int | None
    series: str | None
    qualifiers: str

    @property
    def slot(self) -> tuple[int, str, str]:
        """Subject, predicate and qualifiers, within which single values rival."""
        return self.subject, self.predicate, self.qualifier_key

    def times(self, span: Span) -> tuple[str, str]:
        """The first and the last year, quarter or month in which what it says may have begun."""
        return time_of(self.time.from_earliest, span), time_of(self.time.from_latest, span)

    @property
    def says(self) -> tuple[int | None, str | None]:
        """What it says: two claims of one slot that say the same do not rival."""
        return self.other, self.value if self.other is None else None


def time_of(day: int, span: Span) -> str:
    """The year, quarter or month of a day, as EDTF writes it."""
    year, month = day // 10_000, day // 100 % 100
    if span is Span.YEAR:
        return f"{year:04}"
    return f"{year:04}-{month:02}" if span is Span.MONTH else f"{year:04}-{32 + (month + 2) // 3}"


class Number(msgspec.Struct, frozen=True, gc=False):
    """A stored quantity or amount of money, as far as it has these parts."""

    amount: str | None = None
    min: str | None = None
    max: str | None = None
    currency: str | None = None
    unit: str = ""
    basis: str | None = "nominal"

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


def number(claim: Stated) -> Number:
    """The number that a claim states."""
    return _NUMBERS.decode(claim.value) if claim.value else NO_NUMBER


def text(claim: Stated) -> str | None:
    """The text that a claim states."""
    found = _WORDS.decode(claim.value).text if claim.value else None
    return found if isinstance(found, str) else None


def date(claim: Stated) -> str | None:
    """The date that a claim states (EDTF)."""
    return _WORDS.decode(claim.value).edtf if claim.value else None


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


def qualified(stored: str) -> Mapping[str, str | None]:
    """Codes, shown entity ids and texts of stored qualifiers, by name."""
    return {each.name: each.entity or each.value.code or each.value.text for each in _QUALIFIERS.decode(stored)}


def has(stored: str, wanted: Mapping[str, str]) -> bool:
    """Whether stored qualifiers have these codes, shown entity ids and texts."""
    values = qualified(stored)
    return all(values.get(name) == value for name, value in wanted.items())


CLAIM: Final = (
    "predicate", "value", "code", "subject", "qualifier_key", "group_key", "rank", "confidence", "series", "qualifiers",
)  # fmt: skip
"""Columns of a claim that follow those of its ends, in the order of `Stated`."""
MANNER: Final = ("state", "polarity", "modality", "planned", "disputed")
TIMES: Final = ("from_earliest", "from_latest", "until_earliest", "until_latest", "valid", "ended")


@lru_cache(maxsize=4_096)
def standing(manner: Sequence[str | int], qualifiers: str) -> Standing:
    """Read how a claim stands from its columns MANNER and its qualifiers, which may say that it is only planned."""
    state, polarity, modality, planned, disputed = manner
    return Standing(
        state=str(state),
        polarity=str(polarity),
        modality=str(modality),
        planned=bool(planned) or (PLANNED in qualifiers and qualified(qualifiers).get("stage") == PLANNED),
        disputed=bool(disputed),
    )
