"""Cells that several publishers write alike: counts, lists in JSON, addresses. Dates are in `printed_dates`."""

import re
from typing import Final

import msgspec

from watchgraph.domain.identifiers import plain_decimal
from watchgraph.domain.urls import BadUrlError, check_url
from watchgraph.domain.values import Quantity
from watchgraph_importers.errors import FieldError
from watchgraph_importers.publishers import Row

_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def exactly(row: Row, column: str, unit: str, *, zero: frozenset[str] = frozenset()) -> Quantity | None:
    """Read a number that is neither negative nor rounded; None for an empty cell. zero: what else stands for 0.

    Raises FieldError (not-a-number).
    """
    text = row[column]
    if not text:
        return None
    plain = "0" if text in zero else text.replace(",", "") if _GROUPED.fullmatch(text) else text
    try:
        number = plain_decimal(plain)
    except ValueError as error:
        raise FieldError("not-a-number", column, f"should be a number of {unit}s, such as 1250") from error
    if number.startswith("-"):
        raise FieldError("not-a-number", column, "should not be less than 0")
    return Quantity(min=number, max=number, unit=unit)


def listed(row: Row, column: str) -> list[str]:
    """Read a JSON list of words, blanks left out; none for an empty cell. Raises FieldError (not-a-list)."""
    text = row[column]
    if not text:
        return []
    try:
        words = msgspec.json.decode(text, type=list[str])
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError) as error:
        raise FieldError("not-a-list", column, 'should be a list of words, such as ["a", "b"]') from error
    return [word.strip() for word in words if word.strip()]


def address(text: str) -> str | None:
    """Return a web address, None for words that are none."""
    try:
        return check_url(text.strip())
    except BadUrlError:
        return None
