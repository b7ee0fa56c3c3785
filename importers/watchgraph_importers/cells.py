"""Cells that several publishers write alike: counts, dates in English, lists in JSON, addresses."""

import re
from datetime import date
from typing import Final

import msgspec

from watchgraph.domain.identifiers import plain_decimal
from watchgraph.domain.urls import BadUrlError, check_url
from watchgraph.domain.values import Quantity
from watchgraph_importers.errors import FieldError
from watchgraph_importers.publishers import Row

_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NUMERIC: Final = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?")
_MONTH: Final = re.compile(r"(\d{1,2})/((?:19|20)\d\d)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_WORDED: Final = re.compile(
    r"(?:(?P<before>\d{1,2})\s+)?(?P<month>[A-Za-z]{3,9})\.?(?:\s+(?P<after>\d{1,2}))?,?\s+(?P<year>(?:19|20)\d\d)"
)
_NAMES: Final = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTHS: Final = {_NAMES[3 * at : 3 * at + 3]: f"{at + 1:02}" for at in range(12)}
_CENTURY: Final = 2000
_SHORT: Final = 100


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


def british_date(text: str) -> date | None:
    """Read `21/02/2020`, the day first; None for anything else."""
    found = _NUMERIC.fullmatch(text)
    return None if found is None else _day(found[3], found[2], found[1])


def american_date(text: str) -> str | None:
    """Read `2/21/2020`, the month first, `2/2020`, `2020` or `2020-02-21` as EDTF; None for anything else."""
    if _YEAR.fullmatch(text):
        return text
    month = _MONTH.fullmatch(text)
    if month is not None and _day(month[2], month[1], "1") is not None:
        return f"{month[2]}-{month[1]:0>2}"
    numeric = _NUMERIC.fullmatch(text)
    day = iso_date(text) if numeric is None else _day(numeric[3], numeric[1], numeric[2])
    return None if day is None else day.isoformat()


def iso_date(text: str) -> date | None:
    """Read `2020-02-21`, whatever time of the day follows; None for anything else."""
    found = _ISO.fullmatch(text)
    return None if found is None else _day(found[1], found[2], found[3])


def month_in_words(text: str) -> str | None:
    """Read `March 2018`, `Mar 5, 2018` or `5 March 2018` as EDTF; None for anything else."""
    found = _WORDED.fullmatch(text)
    month = None if found is None else _MONTHS.get(found["month"][:3].casefold())
    if found is None or month is None:
        return None
    day = found["before"] or found["after"]
    if day is None:
        return f"{found['year']}-{month}"
    exact = _day(found["year"], month, day)
    return None if exact is None else exact.isoformat()


def _day(year: str, month: str, day: str) -> date | None:
    counted = int(year) if int(year) >= _SHORT else int(year) + _CENTURY
    try:
        return date(counted, int(month), int(day))
    except ValueError:
        return None


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
