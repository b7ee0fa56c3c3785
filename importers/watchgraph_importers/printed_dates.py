"""Dates as people print them, in files whose cells follow no single form: read where the meaning is certain."""

import re
from datetime import date
from typing import Final

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
_DOTS = re.compile(r"(\d{1,2}|[a-z]{2})\.(\d{1,2}|[a-z]{2})\.(\d{4})", re.ASCII | re.IGNORECASE)
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_WORDS = re.compile(
    r"(?:(?P<first>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>[A-Za-z]{3,9})\.?\s*"
    r"(?:(?P<last>\d{1,2})(?:st|nd|rd|th)?)?\s*,?\s*(?P<year>\d{4})",
    re.ASCII,
)


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
        month = _month(found["month"])
        return None if month is None else _date(found["year"], month, found["first"] or found["last"])
    return None


def _month(word: str) -> str | None:
    fits = [number for name, number in MONTHS.items() if name.startswith(word.lower())]
    return str(fits[0]) if len(fits) == 1 else None


def _date(year: str, month: str | None, day: str | None) -> str | None:
    try:
        whole = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return whole.isoformat()[: 4 if month is None else 7 if day is None else 10]
