"""Values that conditions compare with, as the catalogue holds them."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from watchgraph_schema.errors import BadArgumentError

DIGITS: Final = 15
DECIMALS: Final = 3
"""Of a number before and after its point, at most."""
LONGEST_WORDS: Final = 200

_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)


def stated(words: str) -> str:
    """Return the words. Raises BadArgumentError for none, which would match nothing or all, and for too many."""
    if not words:
        raise BadArgumentError(
            "an empty text compares nothing: write what is meant, or leave it out to ask for nothing"
        )
    if len(words) > LONGEST_WORDS:
        raise BadArgumentError(f"A condition compares at most {LONGEST_WORDS} characters")
    return words


def is_number(words: str) -> bool:
    """Whether words are a decimal number, of whatever size."""
    return _NUMBER.fullmatch(words) is not None


def thousandths(words: str) -> int:
    """Read a decimal number as the catalogue holds amounts. Raises BadArgumentError for what is none, or too exact."""
    if not is_number(stated(words)):
        raise BadArgumentError(f"{words!r} is no decimal number: write it like 8000 or 73.687")
    found = comparable(words)
    if found is None:
        raise BadArgumentError(f"{words!r} cannot be compared: numbers have at most three decimals and fifteen digits")
    return found


def comparable(words: str) -> int | None:
    """Read a decimal number in the same way; None for one that is too large or too exact to be compared."""
    number = Decimal(words)
    if not number:
        return 0
    # Exact, so only once the exponent is known to be small.
    found = Fraction(number) * 10**DECIMALS if -DECIMALS <= number.adjusted() < DIGITS else None
    return None if found is None or found.denominator != 1 else found.numerator
