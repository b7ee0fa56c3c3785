"""Dates as people print them, in files whose cells follow no single form: read where the meaning is certain."""

import re
from datetime import date
from typing import Final

from watchgraph_importers.errors import FieldError

MONTHS: Final = {
    name: number
    for number, name in enumerate(
        (
            *("january", "february", "march", "april", "may", "june"),
            *("july", "august", "september", "october", "november", "december"),
        ),
        start=1,
    )
}

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?Z?)?)?)?", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?", re.ASCII)
_DOTS = re.compile(r"(\d{1,2}|[a-z]{2})\.(\d{1,2}|[a-z]{2})\.(\d{4})", re.ASCII | re.IGNORECASE)
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})/((?:19|20)\d\d)", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})", re.ASCII)
_WORDS = re.compile(
    r"(?:(?P<first>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>[A-Za-z]{3,9})\.?\s*"
    r"(?:(?P<last>\d{1,2})(?:st|nd|rd|th)?)?\s*,?\s*(?P<year>\d{4})",
    re.ASCII,
)
_CENTURY: Final = "20"


def edtf_of(text: str) -> str | None:
    """Read a date; None where it has none of the forms, or is no day of the calendar.

    Forms: 2020, 2020-03, 2020-03-01 (a midnight may follow); March 1, 2020; 1 March 2020; March 2020; 01.03.2020 (the
    day first; letters stand for what is not known: xx.yy.2020); 03/01/2020 (the month first, as Americans write).
    """
    text = " ".join(text.split())
    if found := _ISO.fullmatch(text):
        return _date(found[1], found[2], found[3])
    if found := _DOTS.fullmatch(text):
        day, month = (part if part.isdigit() else None for part in found.group(1, 2))
        return _date(found[3], month, day if month else None)
    if found := _SLASHES.fullmatch(text):
        return _date(found[3], found[1], found[2])
    if found := _WORDS.fullmatch(text):
        number = month_of(found["month"])
        return None if number is None else _date(found["year"], str(number), found["first"] or found["last"])
    return None


def date_of(text: str, column: str, right: str) -> str:
    """Read a date as EDTF, empty where nothing stands. right: what would be right. Raises FieldError (not-a-date)."""
    if not text:
        return ""
    found = edtf_of(text)
    if found is None:
        raise FieldError("not-a-date", column, right)
    return found


def american_date(text: str) -> str | None:
    """Read `2/21/2020` or `2/21/20`, the month first, `2/2020`, or a form of `edtf_of`; None for anything else."""
    if found := _MONTH.fullmatch(text):
        return _date(found[2], found[1], None)
    if found := _NUMBERS.fullmatch(text):
        return _date(_whole(found[3]), found[1], found[2])
    day = iso_date(text)
    return edtf_of(text) if day is None else day.isoformat()


def british_date(text: str) -> date | None:
    """Read `21/02/2020` or `21/02/20`, the day first; None for anything else."""
    found = _NUMBERS.fullmatch(text)
    return None if found is None else _day(_whole(found[3]), found[2], found[1])


def iso_date(text: str) -> date | None:
    """Read `2020-02-21`, whatever time of the day follows; None for anything else."""
    found = _ISO_DAY.fullmatch(text)
    return None if found is None else _day(found[1], found[2], found[3])


def month_of(word: str) -> int | None:
    """Read the name of a month, or how it begins (`Sept`); None where it may be several or none."""
    fits = [number for name, number in MONTHS.items() if name.startswith(word.lower())]
    return fits[0] if len(fits) == 1 else None


def _whole(year: str) -> str:
    return year if len(year) > len(_CENTURY) else _CENTURY + year


def _date(year: str, month: str | None, day: str | None) -> str | None:
    whole = _day(year, month or "1", day or "1")
    return None if whole is None else whole.isoformat()[: 4 if month is None else 7 if day is None else 10]


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
