"""Filters and orders of the kinds' lists, made from the vocabulary: a condition and an order a headline predicate."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum, StrEnum
from functools import cache
from types import GenericAlias, new_class
from typing import Union

import strawberry

from watchgraph.domain.edtf import EdtfError, latest_day, parse
from watchgraph.vocabulary import CODE_LISTS, KINDS
from watchgraph.vocabulary.predicates import Persistence, Predicate, ValueType
from watchgraph_projections.catalogue.kinds import column_name, headlines, snake_case
from watchgraph_projections.views.kinds import LABEL, Comparison, Condition, KindList
from watchgraph_schema.claim_filters import ClaimWhere, claim_filter
from watchgraph_schema.context import Reader, public_id
from watchgraph_schema.describing import described_input
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.given import some
from watchgraph_schema.kinds import field_name, value_type_of

PUBLIC_NAMES = {"in_": "in"}
HIGHEST = 10**18

LONGEST_WORDS = 200
_NULL = "Only entities for which nobody says a value on the day, or only others."


@described_input
class TextCondition:
    """Compares words, exactly as they are written."""

    eq: str | None = strawberry.field(default=None, description="Is this.")
    in_: list[str] | None = strawberry.field(name="in", default=None, description="Is one of these.")
    contains: str | None = strawberry.field(default=None, description="Contains this; A to Z in either case.")
    is_null: bool | None = strawberry.field(default=None, description=_NULL)


@described_input
class DateCondition:
    """Compares dates as text (EDTF): 2019 comes before 2019-05, and that before 2020.

    What is no such date is refused with the code `not-edtf`.
    """

    eq: str | None = strawberry.field(default=None, description="Is this, written in the same way: any EDTF.")
    gte: str | None = strawberry.field(default=None, description="Is this year, month or day or later.")
    lt: str | None = strawberry.field(default=None, description="Is earlier than this year, month or day.")
    is_null: bool | None = strawberry.field(default=None, description=_NULL)


@described_input
class NumberCondition:
    """Compares numbers, written as decimals: "8000", "73.687". Of a range its lower bound counts."""

    eq: str | None = strawberry.field(default=None, description="Is this.")
    gt: str | None = strawberry.field(default=None, description="Is more than this.")
    gte: str | None = strawberry.field(default=None, description="Is this or more.")
    lt: str | None = strawberry.field(default=None, description="Is less than this.")
    lte: str | None = strawberry.field(default=None, description="Is this or less.")
    is_null: bool | None = strawberry.field(default=None, description=_NULL)


@described_input
class MoneyCondition(NumberCondition):
    """Compares amounts of money. Nothing is converted: say the currency, or amounts of all are compared as numbers."""

    currency: str | None = strawberry.field(default=None, description="Currency, ISO 4217.")


@described_input
class EntityCondition:
    """Compares entities by id; the ids of merged ones lead to what they were merged into."""

    eq: strawberry.ID | None = strawberry.field(default=None, description="Is this.")
    in_: list[strawberry.ID] | None = strawberry.field(name="in", default=None, description="Is one of these.")
    is_null: bool | None = strawberry.field(default=None, description=_NULL)


@described_input
class PresenceCondition:
    """Asks only whether there is a value."""

    is_null: bool | None = strawberry.field(default=None, description=_NULL)


def _pascal(scheme: str) -> str:
    return "".join(part.capitalize() for part in scheme.split("-"))


def _input(
    name: str, description: str, fields: Mapping[str, tuple[object, str]], public: Mapping[str, str] = PUBLIC_NAMES
) -> type[object]:
    """Make an input whose fields may all be left out. fields: Python name to type and description.

    public: what those are called whose Python name does not say it.
    """

    def fill(namespace: dict[str, object]) -> None:
        namespace["__annotations__"] = {field: Union[annotation, None] for field, (annotation, _) in fields.items()}  # noqa: UP007  # made, not written
        for field, (_, words) in fields.items():
            namespace[field] = strawberry.field(name=public.get(field), default=None, description=words)

    return strawberry.input(new_class(name, (), {}, fill), description=description)


@cache
def _code_condition(scheme: str) -> type[object]:
    """A condition on one code list; a list that is kept elsewhere has no values of ours, so it compares text."""
    codes = CODE_LISTS[scheme]
    if not codes.codes:
        return TextCondition
    members = StrEnum(f"{_pascal(scheme)}Code", {code: code for code in codes.codes})  # type: ignore[misc]  # of the list
    described_codes = describe_enum(members, codes.doc, codes.codes)
    fields = {
        "eq": (described_codes, "Is this."),
        "in_": (GenericAlias(list, (described_codes,)), "Is one of these."),
        "is_null": (bool, _NULL),
    }
    return _input(f"{_pascal(scheme)}Condition", f"Compares codes of a list. {codes.doc}", fields)


_CONDITIONS: Mapping[ValueType, type[object]] = {
    ValueType.ENTITY: EntityCondition,
    ValueType.QUANTITY: NumberCondition,
    ValueType.MONEY: MoneyCondition,
    ValueType.DATE: DateCondition,
    ValueType.TEXT: TextCondition,
    ValueType.URL: TextCondition,
    ValueType.GEO: PresenceCondition,
}


def condition_type(predicate: Predicate) -> type[object]:
    """The input type that compares values of a headline predicate."""
    value = value_type_of(predicate)
    if value is ValueType.CODE and predicate.range is not None and predicate.range.codes is not None:
        return _code_condition(predicate.range.codes.scheme)
    return _CONDITIONS.get(value, TextCondition)


def where_type(kind: str) -> type[object]:
    """The filter of a kind: ids, name, claims, and one condition a headline predicate."""
    fields: dict[str, tuple[object, str]] = {
        "ids": (GenericAlias(list, (strawberry.ID,)), "Only these, by id."),
        "name": (TextCondition, "Compares its best name."),
        "has_claim": (ClaimWhere, "Only subjects of such a claim; `standing: true` leaves out what does not stand."),
    }
    for predicate in headlines(kind):
        fields[column_name(predicate)] = (condition_type(predicate), f"Compares its {predicate.label}.")
    doc = f"Which {KINDS[kind].plural} are wanted. Conditions add up; what is absent asks for nothing."
    public = {column_name(predicate): field_name(kind, predicate) for predicate in headlines(kind)}
    return _input(f"{kind}Where", doc, fields, public)


def order_type(kind: str) -> type[Enum]:
    """What entities of a kind can be ordered by."""
    documented = {"RECORDED": "When this log took them.", "NAME": "Their best name."}
    for predicate in headlines(kind):
        if value_type_of(predicate) not in {ValueType.ENTITY, ValueType.GEO}:
            documented[_order(kind, predicate)] = f"Their {predicate.label}; those without one come lowest."
    members = StrEnum(f"{kind}Order", {name: name for name in documented})  # type: ignore[misc]  # of the vocabulary
    return describe_enum(members, f"What {KINDS[kind].plural} are ordered by.", documented)


def _order(kind: str, predicate: Predicate) -> str:
    return snake_case(field_name(kind, predicate)).upper()


def kind_list(reader: Reader, kind: str, where: object | None, order: str, *, descending: bool) -> KindList:
    """Read a filter and an order of a kind."""
    columns = {_order(kind, predicate): column_name(predicate) for predicate in headlines(kind)}
    sort = {"RECORDED": None, "NAME": LABEL, **columns}[order]
    if where is None:
        return KindList(kind=kind, sort=sort, down=descending)
    said = getattr(where, "has_claim", None)
    return KindList(
        kind=kind,
        ids=tuple(public_id(each) for each in some(getattr(where, "ids", None), "ids")),
        where=tuple(_conditions(kind, where)),
        said=() if said is None else (claim_filter(reader, said),),
        sort=sort,
        down=descending,
    )


def _conditions(kind: str, where: object) -> Iterable[Condition]:
    yield from _compared(LABEL, ValueType.TEXT, getattr(where, "name", None))
    for predicate in headlines(kind):
        column = column_name(predicate)
        yield from _compared(column, value_type_of(predicate), getattr(where, column, None))


_TESTS = {
    "eq": Comparison.EQUAL,
    "in_": Comparison.IN,
    "lt": Comparison.LESS,
    "lte": Comparison.AT_MOST,
    "gt": Comparison.MORE,
    "gte": Comparison.AT_LEAST,
    "contains": Comparison.CONTAINS,
}


def _compared(column: str, value_type: ValueType, condition: object | None) -> Iterable[Condition]:
    if condition is None:
        return
    for name, test in _TESTS.items():
        given = getattr(condition, name, None)
        if given is not None:
            values = tuple(_stored(value_type, each, test) for each in (given if isinstance(given, list) else [given]))
            yield Condition(
                column=column, test=Comparison.ENTITY if value_type is ValueType.ENTITY else test, values=values
            )
    currency = getattr(condition, "currency", None)
    if currency is not None:
        yield Condition(column=column, test=Comparison.CURRENCY, values=(currency,))
    missing = getattr(condition, "is_null", None)
    if missing is not None:
        yield Condition(column=column, test=Comparison.IS_NULL, values=(missing,))


def _stored(value_type: ValueType, given: object, test: Comparison) -> str | int:
    """Write what is compared with as the column holds it. Raises BadArgumentError, BadIdError, EdtfError."""
    words = given.value if isinstance(given, StrEnum) else str(given)
    if len(words) > LONGEST_WORDS:
        raise BadArgumentError(f"A condition compares at most {LONGEST_WORDS} characters")
    match value_type:
        case ValueType.ENTITY:
            return public_id(words)
        case ValueType.QUANTITY | ValueType.MONEY:
            return _thousandths(words)
        case ValueType.DATE:
            return _date(words, test)
        case _:
            return words


def _date(words: str, test: Comparison) -> str:
    """Let through any stated date to be equal to, but only one plain period to be earlier or later than."""
    if test is not Comparison.EQUAL:
        latest_day(words)
    elif not words:
        raise EdtfError("an empty text is no date: ask with `isNull` for what has none")
    else:
        parse(words, Persistence.OCCURRENCE)
    return words


def _thousandths(words: str) -> int:
    try:
        number = Decimal(words) * 1000
    except InvalidOperation as error:
        raise BadArgumentError(f"{words!r} is no decimal number: write it like 8000 or 73.687") from error
    if not number.is_finite() or number != number.to_integral_value() or abs(number) >= HIGHEST:
        raise BadArgumentError(f"{words!r} cannot be compared: numbers have at most three decimals and fifteen digits")
    return int(number)
