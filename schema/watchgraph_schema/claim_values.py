"""Conditions on what claims say their value is."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypedDict

import strawberry

from watchgraph.vocabulary import PREDICATES, predicate
from watchgraph.vocabulary.codes import CodeList
from watchgraph.vocabulary.predicates import ValueType
from watchgraph_schema.compared_values import comparable, is_number, stated, thousandths
from watchgraph_schema.describing import described_input
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.given import in_order, is_currency, naming, some, some_of
from watchgraph_schema.named_codes import kept_elsewhere

_OF_AID: Final = re.compile(r"\d{3,5}", re.ASCII)
"""Codes of purposes of aid, which others keep."""
_NUMBERS: Final = frozenset({ValueType.QUANTITY, ValueType.MONEY})
_WRITTEN: Final = re.compile(
    r"(about )?((more|less) than |at (least|most) )?-?[\d.]+( to -?[\d.]+)?( [a-z ]+)?"
    r"|[A-Z]{3} -?[\d.]+( \(.+\))?",
    re.ASCII,
)
"""Numbers and amounts in words."""


@described_input
class ClaimValueCondition:
    """Compares what a claim says its value is; claims without such a value are left out."""

    eq: str | None = strawberry.field(
        default=None,
        description=(
            "A number or an amount of money is this, to three decimals, as in `gte`: `0.6`. "
            "Of any other value, its text (`value { text }`) is this, exactly as it is written."
        ),
    )
    contains: str | None = strawberry.field(
        default=None, description="The text of the value (`value { text }`) contains this; A to Z in either case."
    )
    codes: list[str] | None = strawberry.field(
        default=None, description="The coded value is one of these; of a sector of aid the name will do, too."
    )
    gt: str | None = strawberry.field(default=None, description="The number or amount is more than this, as in `gte`.")
    gte: str | None = strawberry.field(
        default=None, description='The number or amount is this or more: "8000", "73.687". Of a range its lower bound.'
    )
    lt: str | None = strawberry.field(default=None, description="The number or amount is less than this, as in `gte`.")
    lte: str | None = strawberry.field(default=None, description="The number or amount is this or less.")


class ValueFilter(TypedDict):
    """What a filter of claims says of the value, by the names of its fields."""

    said: str | None
    equal: int | None
    words: str | None
    codes: tuple[str, ...]
    least: int | None
    most: int | None


def value_filter(value: ClaimValueCondition | None, predicates: Sequence[str] | None) -> ValueFilter:
    """Read a condition. predicates: that the claims have. Raises BadArgumentError for what could match nothing."""
    given = value or ClaimValueCondition()
    _check_numbers(given, predicates)
    least, most = _bounds(given)
    said, equal = _equal(given.eq, predicates)
    return {
        "said": said,
        "equal": equal,
        "words": None if given.contains is None else naming("value.contains", stated, given.contains),
        "codes": _codes(given.codes, predicates),
        "least": least,
        "most": most,
    }


def _bounds(given: ClaimValueCondition) -> tuple[int | None, int | None]:
    """Read the least and the most that it may be. What is compared has no more than thousandths, so one is the next."""
    lows = [
        (name, _bound(name, text, next_one)) for name, text, next_one in (("gte", given.gte, 0), ("gt", given.gt, 1))
    ]
    highs = [(name, _bound(name, text, last)) for name, text, last in (("lte", given.lte, 0), ("lt", given.lt, -1))]
    for low, least in lows:
        for high, most in highs:
            in_order((f"value.{low}", least), (f"value.{high}", most))
    return (
        max((least for _, least in lows if least is not None), default=None),
        min((most for _, most in highs if most is not None), default=None),
    )


def _bound(name: str, given: str | None, beyond: int) -> int | None:
    return None if given is None else naming(f"value.{name}", thousandths, given) + beyond


def _check_numbers(given: ClaimValueCondition, predicates: Sequence[str] | None) -> None:
    """Refuse bounds where none of the predicates has a number: nothing would ever be within."""
    bound = next((name for name in ("gte", "gt", "lte", "lt") if getattr(given, name) is not None), None)
    if predicates and bound is not None and not {_type(name) for name in predicates} & _NUMBERS:
        raise BadArgumentError(f"`value.{bound}`: {', '.join(predicates)[:60]} has no number to compare")


def _equal(given: str | None, predicates: Sequence[str] | None) -> tuple[str | None, int | None]:
    """Read what a value is to be: words, a number, or either where claims of both sorts may be meant."""
    if given is None:
        return None, None
    said, types = naming("value.eq", stated, given), {_type(name) for name in predicates or ()}
    if types == {ValueType.CODE}:
        _check_code(said, predicates or ())
    if types and not types & _NUMBERS:
        return said, None
    numeric = bool(types) and types <= _NUMBERS
    if is_number(said):
        return (None, naming("value.eq", thousandths, said)) if numeric else (said, comparable(said))
    if numeric and not _WRITTEN.fullmatch(said):
        raise BadArgumentError(
            f"`value.eq` {said[:60]!r} is no number: write it like 8000 or 73.687, or as `value {{ text }}` has it"
        )
    return said, None


def _check_code(said: str, predicates: Sequence[str]) -> None:
    """Refuse what is no code of these predicates; the names of codes that others keep are compared as texts."""
    lists = _lists(predicates)
    if all(each.codes for each in lists):
        some_of({code for each in lists for code in each.codes}, [said], "value.eq")


def _lists(predicates: Iterable[str]) -> list[CodeList]:
    """The code lists of predicates that have one."""
    ranges = [predicate(name).range for name in predicates]
    return [each.codes for each in ranges if each is not None and each.codes is not None]


def _type(name: str) -> ValueType | None:
    declared = predicate(name).range
    return None if declared is None else declared.type


def _codes(given: Sequence[str] | None, predicates: Sequence[str] | None) -> tuple[str, ...]:
    """Read codes. Raises BadArgumentError for one that no list has: of those of the predicates, or else of any."""
    found = tuple(naming("value.codes", stated, each) for each in some(given, "value.codes"))
    lists = _lists(predicates or PREDICATES)
    if found and not lists:
        raise BadArgumentError(f"`value.codes`: {', '.join(predicates or ())[:60]} has no codes")
    if len({each.scheme for each in lists}) == 1 and not lists[0].codes:
        return tuple(kept_elsewhere(lists[0], each, "value.codes") for each in found)
    known = {code for each in lists for code in each.codes}
    if any(not each.codes for each in lists):
        known.update(each for each in found if _OF_AID.fullmatch(each) or is_currency(each))
    return some_of(known, found, "value.codes") if found else found
