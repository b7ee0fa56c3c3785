"""Values as people write them in claim files: `>1000`, `USD 73687000@2018-04-01`, `{"en": "…"}`.

`read_value` and `write_value` undo each other. What a predicate allows beyond the form (the unit, the code, the
order of bounds) is the vocabulary's to check.
"""

import re
from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from watchgraph.domain import edtf
from watchgraph.domain.identifiers import plain_decimal
from watchgraph.domain.values import (
    ClaimValue,
    Code,
    Date,
    EntityRef,
    Geo,
    Money,
    Quantity,
    SealedText,
    Text,
    Url,
)
from watchgraph.errors import WatchgraphError
from watchgraph.vocabulary.predicates import Persistence, Range, ValueType

Form = str | dict[str, str]
"""A value as written: an object of language and words for TEXT, a string for all others."""

REDACTED = "[redacted]"
"""What stands for words whose key was destroyed."""

_NUMBER = r"-?\d+(?:\.\d+)?"
_QUANTITY = re.compile(
    rf"(?P<about>~)?(?:(?P<sign>>=|<=|>|<)?(?P<one>{_NUMBER})|(?P<low>{_NUMBER})\.\.(?P<high>{_NUMBER}))"
    r"(?: (?P<unit>[a-z][a-z0-9 /-]*))?"
)
_MONEY = re.compile(
    rf"(?P<currency>[A-Z]{{3}}) (?P<amount>{_NUMBER})(?:@(?P<date>\S+))?(?: (?P<basis>constant \d{{4}} \S.*))?"
)
_GEO = re.compile(rf"(?P<lat>{_NUMBER}), ?(?P<lon>{_NUMBER})(?: ~(?P<precision>\d+)m)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_URL = re.compile(r"https?://\S+")
_POLES = 90
_DATE_LINE = 180


class FormError(WatchgraphError):
    """The value is not written as its range wants it; the message gives the right form."""

    code: ClassVar[str] = "bad-form"


class NotANumberError(FormError):
    """Not a quantity."""

    code: ClassVar[str] = "not-a-number"


class MissingUnitError(FormError):
    """The predicate leaves the unit open and the value gives none."""

    code: ClassVar[str] = "missing-unit"


class NotMoneyError(FormError):
    """Not an amount with its currency."""

    code: ClassVar[str] = "not-money"


class NotADateError(FormError):
    """Not EDTF."""

    code: ClassVar[str] = "not-edtf"


class NotAPointError(FormError):
    """Not a latitude and longitude on Earth."""

    code: ClassVar[str] = "not-a-point"


class NotAUrlError(FormError):
    """Not a web address."""

    code: ClassVar[str] = "not-a-url"


def read_value(expected: Range, form: object, resolve: Callable[[str], UUID]) -> ClaimValue:
    """Read a value as its range says.

    resolve: gives the id that a name or id in the file stands for; its errors pass through.
    TEXT gives `Text`: whether it is to be sealed is for the caller to decide. Raises FormError.
    """
    if expected.type is ValueType.TEXT:
        return _text(form)
    if not isinstance(form, str) or not form:
        raise FormError(f"{form!r} should be a text in quotes, like {_EXAMPLES[expected.type]}")
    match expected.type:
        case ValueType.ENTITY:
            return EntityRef(id=resolve(form))
        case ValueType.CODE:
            return Code(scheme=expected.codes.scheme if expected.codes else "", code=form)
        case ValueType.QUANTITY:
            return _quantity(form, expected.unit)
        case _:
            return _READERS[expected.type](form)


def _text(form: object) -> Text:
    if isinstance(form, dict) and len(form) == 1:
        lang, words = next(iter(form.items()))
        if isinstance(lang, str) and _LANGUAGE.fullmatch(lang) and isinstance(words, str) and words.strip():
            return Text(text=words, lang=lang)
    raise FormError(f"{form!r} should be words with their language, like {_EXAMPLES[ValueType.TEXT]}")


def _quantity(form: str, unit: str | None) -> Quantity:
    found = _QUANTITY.fullmatch(form)
    if found is None:
        raise NotANumberError(f"{form!r} is no quantity: write {_EXAMPLES[ValueType.QUANTITY]}")
    unit = found["unit"] or unit
    if unit is None:
        raise MissingUnitError(f"{form!r} needs its unit, like '{form} camera'")
    low, high = _bounds(found)
    return Quantity(
        min=low, max=high, unit=unit, approximate=found["about"] is not None, exclusive=found["sign"] in {">", "<"}
    )


def _bounds(found: re.Match[str]) -> tuple[str | None, str | None]:
    if found["one"] is None:
        return plain_decimal(found["low"]), plain_decimal(found["high"])
    number = plain_decimal(found["one"])
    sign = found["sign"] or ""
    return (None if sign.startswith("<") else number), (None if sign.startswith(">") else number)


def _money(form: str) -> Money:
    found = _MONEY.fullmatch(form)
    if found is None:
        raise NotMoneyError(f"{form!r} is no amount: write {_EXAMPLES[ValueType.MONEY]}")
    date = None if found["date"] is None else _edtf(found["date"])
    amount = plain_decimal(found["amount"])
    return Money(amount=amount, currency=found["currency"], date=date, basis=found["basis"] or "nominal")


def _edtf(form: str) -> str:
    try:
        edtf.parse(form, Persistence.OCCURRENCE)
    except edtf.EdtfError as error:
        raise NotADateError(str(error)) from error
    return form


def _date(form: str) -> Date:
    return Date(edtf=_edtf(form))


def _geo(form: str) -> Geo:
    found = _GEO.fullmatch(form)
    if found is None or abs(float(found["lat"])) > _POLES or abs(float(found["lon"])) > _DATE_LINE:
        raise NotAPointError(f"{form!r} is no point: write {_EXAMPLES[ValueType.GEO]}")
    precision = None if found["precision"] is None else int(found["precision"])
    return Geo(lat=plain_decimal(found["lat"]), lon=plain_decimal(found["lon"]), precision_m=precision)


def _url(form: str) -> Url:
    if not _URL.fullmatch(form):
        raise NotAUrlError(f"{form!r} is no web address: write {_EXAMPLES[ValueType.URL]}")
    return Url(url=form)


_READERS: dict[ValueType, Callable[[str], ClaimValue]] = {
    ValueType.MONEY: _money,
    ValueType.DATE: _date,
    ValueType.GEO: _geo,
    ValueType.URL: _url,
}

_EXAMPLES = {
    ValueType.ENTITY: "the name of an entity or source of this file, or an id",
    ValueType.CODE: "LIVE",
    ValueType.QUANTITY: "8000, >1000, >=1200, <=50, ~60, 80..100, or with a unit '12 month'",
    ValueType.MONEY: "USD 73687000, USD 73687000@2018-04-01 or USD 5.1 constant 2011 deflator",
    ValueType.DATE: "2019-03-30",
    ValueType.TEXT: '{"en": "words"}',
    ValueType.GEO: "44.8162,20.4605 ~1000m (latitude, longitude, radius)",
    ValueType.URL: "https://example.org/page",
}


def write_value(value: ClaimValue) -> Form:
    """Write a value as `read_value` reads it. A quantity carries its unit; redacted words are REDACTED."""
    match value:
        case Text(text=words, lang=lang):
            return {lang: words}
        case SealedText(text=sealed, lang=lang):
            return {lang: REDACTED if sealed.text is None else sealed.text}
        case _:
            return _written(value)


def _written(value: EntityRef | Code | Quantity | Money | Date | Geo | Url) -> str:
    match value:
        case EntityRef(id=entity):
            return str(entity)
        case Code(code=text) | Date(edtf=text) | Url(url=text):
            return text
        case Quantity():
            return f"{'~' if value.approximate else ''}{_written_bounds(value)} {value.unit}"
        case Money():
            return _written_money(value)
        case Geo():
            return f"{value.lat},{value.lon}" + ("" if value.precision_m is None else f" ~{value.precision_m}m")


def _written_bounds(value: Quantity) -> str:
    if value.min == value.max:
        return str(value.min)
    if value.max is None:
        return f"{'>' if value.exclusive else '>='}{value.min}"
    if value.min is None:
        return f"{'<' if value.exclusive else '<='}{value.max}"
    return f"{value.min}..{value.max}"


def _written_money(value: Money) -> str:
    date = "" if value.date is None else f"@{value.date}"
    basis = "" if value.basis == "nominal" else f" {value.basis}"
    return f"{value.currency} {value.amount}{date}{basis}"
