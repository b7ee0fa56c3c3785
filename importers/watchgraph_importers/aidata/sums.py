"""Sums of money in titles: `$6 million`, `RMB 1.225 billion`, `20 million USD`, `EUR 3,000`."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

_UNITS: Final = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_NAMES: Final = {
    "$": "USD",
    "US$": "USD",
    "RMB": "CNY",
    "yuan": "CNY",
    "chinese yuan": "CNY",
    "naira": "NGN",
    "rupiah": "IDR",
    "taka": "BDT",
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "£": "GBP",
    "₡": "CRC",
}
_RETIRED: Final = frozenset({"BYR", "GHC", "MRO", "STD", "VEB", "VEF", "ZMK", "ZWD"})
"""Codes that were money when the projects were agreed."""

_NUMBER: Final = r"(?P<number>(?>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?))(?![.,]\d)"
_UNIT: Final = r"(?>(?:\s?(?P<unit>(?i:thousand|million|billion)))?)(?!\w)"
_SLIP: Final = r"(?!\s?(?i:m|k|b|bn|mn|mln|mi\w*l\w*|bi\w*l\w*|trillion|lakh|crore)\b)"
"""A unit that is misspelt or in another place: the number alone would be far too small."""

_AGAIN: Final = (
    r"(?:\s(?P<again>[A-Z]{3}\b|(?:[A-Z]\w+ )?(?i:dollars?|pesos?|dirhams?|rands?|francs?|rupees?|shillings?)))?"
)
_WORDS: Final = r"(?P<behind>[A-Z]{3}|(?i:(?:chinese )?yuan|euros?|naira|rupiah|taka))\b"
_SUMS: Final = re.compile(
    r"(?<![\w$.,])(?<!\b[A-Z] )(?<!\b[A-Z]{2} )(?<!\bSol )(?:"
    rf"(?P<before>US\$|\$|€|£|₡|[A-Z]{{3}}\s?\$|[A-Z]{{3}}(?=[\s\d]))\s?{_NUMBER}{_UNIT}{_SLIP}{_AGAIN}"
    rf"|{_NUMBER.replace('number', 'count')}{_UNIT.replace('unit', 'scale')}\s?{_WORDS}{_SLIP})"
)
_HEDGES: Final = re.compile(
    r"\b(?:up to|at least|over|above|about|around|nearly|almost|than|approximately|between|per|for(?: an?| the)?)\s*$",
    re.IGNORECASE,
)
"""What stands before a sum that is not exactly what is given."""

_SHARES: Final = re.compile(r"^\s*(?:each|per|a year|annual)\b", re.IGNORECASE)
_ASIDES: Final = re.compile(r"\([^)]*\)")
_JOINT: Final = ("contribute", "participate")
_FEW: Final = 1000
"""A bare number below this is a sum that lost its unit, or no sum."""

_MANY: Final = 10_000
"""A number of millions from here on has a unit too much."""


class Sum(NamedTuple):
    """An amount of money. amount: plain decimal text. currency: ISO 4217, empty where it is not clear."""

    amount: str
    currency: str
    start: int
    end: int


def read_sum(clause: str, verb: str) -> Sum | None:
    """Find what is given; None where there is no sum, several, or one that is not exactly what is given.

    clause: what follows the verb. Who contributes to a syndicate or takes part in it gives the sum that follows at
    once, if any: another is the whole syndicate's.
    """
    bare = _ASIDES.sub(" ", clause)
    found = list(_sums(bare))
    joint = verb.startswith(_JOINT)
    if not found or not found[0].currency or (len(found) > 1 and not joint):
        return None
    first = found[0]
    before, after = bare[: first.start], bare[first.end :]
    whole = after.lstrip().startswith("syndicated") or (joint and before.strip() not in {"", "a", "an"})
    if whole or _HEDGES.search(before) or _SHARES.match(after):
        return None
    return first


def starts_with_sum(clause: str) -> bool:
    """Whether a sum of money is what follows at once."""
    found = _SUMS.match(clause)
    return found is not None


def _sums(text: str) -> Iterator[Sum]:
    for match in _SUMS.finditer(text):
        number = Decimal((match["number"] or match["count"]).replace(",", ""))
        unit = (match["unit"] or match["scale"] or "").lower()
        before = (match["before"] or "").strip()
        currency = _currency(before or match["behind"], match["again"])
        if currency is None:
            continue
        if number < _FEW if not unit else number >= _MANY:
            currency = ""
        yield Sum(format((number * _UNITS[unit]).normalize(), "f"), currency, *match.span())


def _currency(named: str, again: str | None) -> str | None:
    """Tell the currency; empty where two are named, None where it is none."""
    code = named.rstrip("$ ") if len(named) > len("US$") else named
    code = _NAMES.get(code, _NAMES.get(code.lower(), code))
    if code not in _currencies():
        return None
    if again is None:
        return code
    other = _NAMES.get(again, again)
    if other == code or other.startswith("US "):
        return code
    if other in _currencies():
        return other if named == "$" else ""
    return "" if " " in other or other.islower() else code


@cache
def _currencies() -> frozenset[str]:
    from pycountry import currencies  # noqa: PLC0415 - slow to import, and only titles need it

    return frozenset({currency.alpha_3 for currency in currencies} | _RETIRED)
