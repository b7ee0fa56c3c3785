"""When something was so: EDTF text read as four days, so that "was it so on that day" has three answers.

Understood are levels 0 and 1 of the Extended Date/Time Format as publishers write them, and `[..2020]`:
years, months and days, seasons (21 to 24: the northern spring, summer, autumn and winter, three whole months
each, winter from December on), quarters (33 to 36, of level 2), unspecified digits (`201X`, `20XX`, `2018-XX`),
intervals with an open (`..`) or unknown (empty) side, and one mark for the whole date: `?` or `~` widens it by one unit
of its precision on either side, `%` by two. Everything else is refused rather than guessed.
"""

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import ClassVar, Final, NamedTuple

from watchgraph.errors import WatchgraphError
from watchgraph.vocabulary.predicates import Persistence

ALWAYS: Final = 0
"""The day before all days: an open start."""

NEVER: Final = 99991231
"""The day after all days: an open end."""

_FORMS = (
    "2019, 2019-05, 2019-05-31, 2019-22 (a season), 2019-33 (a quarter), 201X, 2019-XX, 2019~, 2018/2020, 2018/.., "
    "/2020 or [..2020]"
)
_DATE = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([?~%]?)", re.ASCII)
_WIDENING = {"": 0, "?": 1, "~": 1, "%": 2}
_FIRST_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12, 33: 1, 34: 4, 35: 7, 36: 10}
"""Of seasons and quarters, three months each."""
_DAYS_OF_ANY_MONTH = 28
_FIRST_MONTH = 12
_LAST_MONTH = 9999 * 12 + 11


class EdtfError(WatchgraphError):
    """The text is no date that we understand."""

    code: ClassVar[str] = "not-edtf"


class ReversedIntervalError(EdtfError):
    """It would end before it starts, however its dates are read."""

    code: ClassVar[str] = "interval-reversed"


class Certainty(StrEnum):
    """Whether it was so on a day, as far as the stated time tells."""

    YES = "YES"
    POSSIBLY = "POSSIBLY"
    NO = "NO"


class Bounds(NamedTuple):
    """When it began and when it was over. Days as integers YYYYMMDD; `until` is the first day on which it is over.

    ALWAYS stands for an open start, NEVER for an open end. A tuple, so that it goes into a row as it is.
    """

    from_earliest: int
    from_latest: int
    until_earliest: int
    until_latest: int

    def holds_on(self, day: int) -> Certainty:
        """Say whether it was so on the day (YYYYMMDD)."""
        if self.from_latest <= day < self.until_earliest:
            return Certainty.YES
        if self.from_earliest <= day < self.until_latest:
            return Certainty.POSSIBLY
        return Certainty.NO


UNDATED: Final = Bounds(ALWAYS, NEVER, ALWAYS, NEVER)
"""Nothing is known of the time: possibly so on any day."""


class _Span(NamedTuple):
    """The days that a date may mean, both included. definite: no mark and no unspecified digit widens it."""

    first: int
    last: int
    definite: bool


_OPEN_START = _Span(ALWAYS, ALWAYS, definite=False)
_OPEN_END = _Span(NEVER, NEVER, definite=False)
_UNKNOWN = _Span(ALWAYS, NEVER, definite=False)


def parse(text: str, persistence: Persistence) -> Bounds:
    """Read EDTF text; the empty text gives UNDATED.

    persistence: decides when a date without an end is over: an occurrence with the date, a state never surely.
    Raises EdtfError, or ReversedIntervalError for an interval that ends before it starts.
    """
    return _parsed(text, persistence)


def ended(bounds: Bounds, end: str) -> Bounds:
    """Bounds of the same beginning, after it was said to have ended.

    end: EDTF, the last day or period in which it held; a single date.
    Raises EdtfError for anything else, ReversedIntervalError for an end before the earliest beginning.
    """
    return _closed(bounds.from_earliest, bounds.from_latest, _span(end), end)


def latest_day(text: str) -> int:
    """The last day (YYYYMMDD) of the period that a reader asks about: 20191231 for `2019`.

    Raises EdtfError for what names no one period: nothing, an interval, a set, a widened or unspecified date.
    """
    return _definite(text).last


def first_day(text: str) -> int:
    """The first day of the period that a reader asks about: 20190101 for `2019`. Raises EdtfError as `latest_day`."""
    return _definite(text).first


def _definite(text: str) -> "_Span":
    forms = "a plain year, season, quarter, month or day, such as 2019 or 2019-05-04"
    advice = f"{text!r} names no single period: ask for {forms}"
    try:
        span = _span(text)
    except EdtfError as error:
        raise EdtfError(advice) from error
    if not span.definite:
        raise EdtfError(advice)
    return span


def published_by(text: str) -> int:
    """The day (YYYYMMDD) by which something with this publication date was surely published.

    NEVER where the date is empty, or its end open or unknown. Raises as `parse` does.
    """
    over = parse(text, Persistence.OCCURRENCE).until_latest
    return NEVER if over == NEVER else _day_before(over)


@lru_cache(maxsize=16_384)
def _parsed(text: str, persistence: Persistence) -> Bounds:
    if not text:
        return UNDATED
    if "/" in text:
        return _interval(text)
    up_to = text.startswith("[..") and text.endswith("]")
    span = _span(text[3:-1])._replace(first=ALWAYS) if up_to else _span(text)
    until_latest = NEVER if persistence is Persistence.STATE else _day_after(span.last)
    return Bounds(span.first, span.last, _day_after(span.first), until_latest)


def _interval(text: str) -> Bounds:
    left, _, right = text.partition("/")
    if left in {"", ".."} and right in {"", ".."}:
        raise EdtfError(f"{text!r} is an interval without a date: leave the time empty if nothing is known")
    start = _side(left, _OPEN_START)
    return _closed(start.first, start.last, _side(right, _OPEN_END), text)


def _side(text: str, is_open: _Span) -> _Span:
    if not text:
        return _UNKNOWN
    return is_open if text == ".." else _span(text)


def _closed(from_earliest: int, from_latest: int, end: _Span, text: str) -> Bounds:
    """It began no later than its last day, and did not end before its first."""
    if end.last < from_earliest:
        ends, starts = _written(end.last), _written(from_earliest)
        raise ReversedIntervalError(f"{text!r} ends on {ends} at the latest, before it starts on {starts}")
    return Bounds(
        from_earliest,
        min(from_latest, end.last),
        max(from_earliest, _day_after(end.first)),
        _day_after(end.last),
    )


def _span(text: str) -> _Span:
    found = _DATE.fullmatch(text)
    if found is None:
        raise EdtfError(f"{text!r} is no date that we understand: write it like {_FORMS}")
    year, month, day, mark = found.groups()
    widening = _WIDENING[mark]
    definite = not widening and "X" not in text
    if day is not None and "X" not in text:
        return _days(text, (int(year), int(month), int(day)), widening)
    first, months = _months(text, year, month, day)
    earliest = max(first - widening * months, _FIRST_MONTH)
    latest = min(first + (widening + 1) * months - 1, _LAST_MONTH)
    return _Span(_first_day(earliest), _last_day(latest), definite)


def _days(text: str, parts: tuple[int, int, int], widening: int) -> _Span:
    try:
        ordinal = date(*parts).toordinal()
    except ValueError as error:
        raise EdtfError(f"{text!r} is no day of the calendar") from error
    _check_year(text, parts[0])
    first = date.fromordinal(max(ordinal - widening, 1))
    last = date.fromordinal(ordinal + widening)
    return _Span(_number(first), _number(last), definite=not widening)


def _months(text: str, year: str, month: str | None, day: str | None) -> tuple[int, int]:
    """First month, counted from year 0, and number of months of a year, decade, century, season or month."""
    known = year.rstrip("X")
    years = 10 ** (len(year) - len(known))
    if years == 1:
        _check_year(text, int(year))
    if month is None:
        return int(known) * years * 12, years * 12
    if years > 1 or (month == "XX" and day not in {None, "XX"}):
        raise EdtfError(f"{text!r} leaves out a larger unit than it gives: only the last digits may be X")
    if month == "XX":
        return int(year) * 12, 12
    number = int(month)
    if day is None and number in _FIRST_MONTHS:
        return int(year) * 12 + _FIRST_MONTHS[number] - 1, 3
    if number not in range(1, 13):
        raise EdtfError(f"{text!r} has no month 01 to 12, no season 21 to 24 and no quarter 33 to 36")
    return int(year) * 12 + number - 1, 1


def _check_year(text: str, year: int) -> None:
    if year in {0, 9999}:
        raise EdtfError(f"{text!r} looks like a placeholder: write an open side as .. and an unknown one as nothing")


def _first_day(month: int) -> int:
    return month // 12 * 10_000 + (month % 12 + 1) * 100 + 1


def _last_day(month: int) -> int:
    year, offset = divmod(month, 12)
    return year * 10_000 + (offset + 1) * 100 + monthrange(year, offset + 1)[1]


def _day_after(day: int) -> int:
    if day in {ALWAYS, NEVER}:
        return day
    if day % 100 < _DAYS_OF_ANY_MONTH:
        return day + 1
    return _number(date.fromordinal(_ordinal(day) + 1))


def _day_before(day: int) -> int:
    return _number(date.fromordinal(_ordinal(day) - 1))


def _ordinal(day: int) -> int:
    return date(day // 10_000, day // 100 % 100, day % 100).toordinal()


def _written(day: int) -> str:
    return f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}"


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
