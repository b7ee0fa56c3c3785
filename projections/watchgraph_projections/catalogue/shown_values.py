"""Values in words, as a reader sees them."""

from typing import Final

from watchgraph.domain.identifiers import plain_decimal
from watchgraph.domain.values import ClaimValue, Code, Date, Geo, Money, Quantity, SealedText, Text, Url
from watchgraph.vocabulary import CODE_LISTS

NOMINAL: Final = "nominal"


def display(value: ClaimValue | None) -> str | None:
    """Write a value as a reader sees it; None for an entity, whose name changes."""
    words: str | None = None
    match value:
        case Date(edtf=words) | Text(text=words) | Url(url=words):
            pass
        case SealedText(text=sealed):
            words = sealed.text
        case Code(scheme=scheme, code=code):
            words = CODE_LISTS[scheme].named(code) if scheme in CODE_LISTS else code
        case Quantity():
            words = quantity_text(value)
        case Money():
            words = money_text(value)
        case Geo():
            words = f"{value.lat}, {value.lon}"
    return words


def money_text(value: Money) -> str:
    """Write `EUR 5000`, and where prices are constant of which year: `USD 825000000 (constant 2009)`."""
    words = f"{value.currency} {plain_decimal(value.amount)}"
    if value.basis == NOMINAL:
        return words
    constant, year, _deflator, *others = f"{value.basis}  ".split(" ")
    basis = ", ".join(filter(None, (f"{constant} {year}".strip(), *others)))
    return f"{words} ({basis})"


def quantity_text(value: Quantity) -> str:
    """Write `8000 cameras`, `1 site`, `more than 100 cities`, `at least 1 person`, `about 60 people`."""
    low, high = value.min, value.max
    if low is not None and low == high:
        number = low
    elif low is not None and high is not None:
        number = f"{low} to {high}"
    elif low is not None:
        number = f"{'more than' if value.exclusive else 'at least'} {low}"
    else:
        number = f"{'less than' if value.exclusive else 'at most'} {high}"
    one = number.rpartition(" ")[2] == "1" and value.unit not in BARE
    unit = value.unit if one else plural(value.unit)
    return f"{'about ' if value.approximate else ''}{number} {unit}".rstrip()


BARE = frozenset({"index", "rank", "rating", "ratio", "similarity", "ground"})
"""Units of what is a number by itself: a place in an order, a value on a scale."""


def plural(unit: str) -> str:
    """The plural of a unit of the vocabulary, empty where a number needs none."""
    if unit in BARE:
        return ""
    if unit == "percent":
        return unit
    if unit == "person":
        return "people"
    return f"{unit[:-1]}ies" if unit.endswith("y") else f"{unit}s"
