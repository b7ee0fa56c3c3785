"""What the checks of a statement depend on: of two statements of one shape, both are sound or neither is.

Thousands of rows state the same few things with other numbers and names, so that one check is enough for most.
"""

from typing import Final

from watchgraph.domain.texts import HIDDEN
from watchgraph.domain.values import Code, Date, Money, Quantity, Text
from watchgraph_importers.acts import EntityKey, SourceKey, Stated, Value

Shape = tuple[object, ...]

MAX_DIGITS: Final = 12
"""Of a whole number that is surely neither too large nor written oddly."""


def shape_of(stated: Stated) -> Shape | None:
    """Return the statement's shape; None where the very value has to be looked at."""
    value = stated.object
    shape = None if value is None else _value(value)
    if (value is not None and shape is None) or stated.proof is not None:
        return None
    qualifiers: list[object] = []
    for name, given in stated.qualifiers:
        if (qualifier := _value(given)) is None:
            return None
        qualifiers += [name, qualifier]
    return (
        stated.predicate, stated.subject.kind, stated.polarity, stated.valid, stated.credibility, shape, *qualifiers
    )  # fmt: skip


def _value(value: Value) -> Shape | None:
    if isinstance(value, EntityKey | SourceKey):
        return ("entity", value.kind)
    if isinstance(value, Code):
        return ("code", value.scheme, value.code)
    if isinstance(value, Text):
        return None if HIDDEN.search(value.text) else ("text",)
    if isinstance(value, Quantity):
        return ("quantity", value.unit) if value.min == value.max and _is_small(value.min) else None
    if isinstance(value, Money):
        return ("money", value.currency, value.date) if _is_small(value.amount) else None
    return ("date", value.edtf) if isinstance(value, Date) else None


def _is_small(number: str | None) -> bool:
    return number is not None and len(number) <= MAX_DIGITS and number.isdecimal()
