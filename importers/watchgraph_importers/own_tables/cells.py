"""Cells as people write them, read as the vocabulary's values."""

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from watchgraph_importers.errors import FieldError

_MIDNIGHT: Final = re.compile(r"\d{4}-\d\d-\d\dT00:00:00")
_ISO: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_PARTS: Final = (("%d", "%Y-%m-%d"), ("%j", "%Y-%m-%d"), ("%m", "%Y-%m"), ("%b", "%Y-%m"), ("%B", "%Y-%m"))


def number(text: str, column: str, decimal: str) -> str:
    """Read a number, with or without signs between thousands. decimal: the sign before its decimals."""
    thousands = "," if decimal == "." else "."
    plain = "".join(text.split()).replace(thousands, "").replace("'", "").replace(decimal, ".")
    try:
        found = Decimal(plain)
    except InvalidOperation as error:
        raise FieldError("not-a-number", column, f"should be a number with decimals after {decimal!r}") from error
    if not found.is_finite():
        raise FieldError("not-a-number", column, "should be a finite number")
    return plain


def date(text: str, column: str, written: str | None) -> str:
    """Read a date as EDTF. written: its form, as `strptime` has it (`%d/%m/%Y`); None where it is EDTF already.

    A form without day or month gives a month or a year. A year, or a date as ISO 8601 has it, is one in any case.
    """
    if written is None or _ISO.fullmatch(text) or _MIDNIGHT.fullmatch(text):
        return text.partition("T")[0] if _MIDNIGHT.fullmatch(text) else text
    try:
        found = datetime.strptime(text, written)  # noqa: DTZ007 - a day of the calendar, without a zone
    except ValueError as error:
        raise FieldError("not-a-date", column, f"should be a date written as {written}") from error
    return found.strftime(next((form for part, form in _PARTS if part in written), "%Y"))


def coded(text: str, column: str, values: dict[str, str]) -> str:
    """Read a code: by the mapping's values, else the cell itself."""
    if not values:
        return text
    if text not in values:
        raise FieldError("unknown-code", column, f"the mapping has {', '.join(values)}: add this value to it")
    return values[text]
