"""Conditions on the values of entities, one input a type of value."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import GenericAlias

import strawberry

from watchgraph.vocabulary import CODE_LISTS
from watchgraph.vocabulary.predicates import Predicate, ValueType
from watchgraph_schema.claim_filters import WITHIN_DOC, ClaimWhere
from watchgraph_schema.describing import described_input, made_input
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.kinds import value_type_of

_NULL = "Only entities for which nobody says a value on the day, or only others."
_CLAIM = (
    "One claim is such and meets the rest of the condition as well: `{minConfidence: 60}`, `{minSources: 2}`, "
    '`{dataset: "gdpr-fines-rub"}`, `{licence: {in: […]}}`. Any claim that gives a value on the day will do, not only '
    "the leading one, which the field shows; of what was seen in several years that of the last. With `isNull: true` "
    "there is to be none."
)


@described_input
class TextCondition:
    """Compares words, exactly as they are written."""

    eq: str | None = strawberry.field(default=None, description="Is this.")
    in_: list[str] | None = strawberry.field(name="in", default=None, description="Is one of these.")
    contains: str | None = strawberry.field(default=None, description="Contains this; A to Z in either case.")
    is_null: bool | None = strawberry.field(default=None, description=_NULL)
    claim: ClaimWhere | None = strawberry.field(default=None, description=_CLAIM)


@described_input
class DateCondition:
    """Compares dates as text (EDTF): 2019 comes before 2019-05, and that before 2020.

    What is no such date is refused with the code `not-edtf`.
    """

    eq: str | None = strawberry.field(default=None, description="Is this, written in the same way: any EDTF.")
    gte: str | None = strawberry.field(default=None, description="Is this year, month or day or later.")
    lt: str | None = strawberry.field(default=None, description="Is earlier than this year, month or day.")
    is_null: bool | None = strawberry.field(default=None, description=_NULL)
    claim: ClaimWhere | None = strawberry.field(default=None, description=_CLAIM)


@described_input
class NumberCondition:
    """Compares numbers, written as decimals: "8000", "73.687". Of a range its lower bound counts."""

    eq: str | None = strawberry.field(default=None, description="Is this.")
    gt: str | None = strawberry.field(default=None, description="Is more than this.")
    gte: str | None = strawberry.field(default=None, description="Is this or more.")
    lt: str | None = strawberry.field(default=None, description="Is less than this.")
    lte: str | None = strawberry.field(default=None, description="Is this or less.")
    is_null: bool | None = strawberry.field(default=None, description=_NULL)
    claim: ClaimWhere | None = strawberry.field(default=None, description=_CLAIM)


@described_input
class MoneyCondition(NumberCondition):
    """Compares amounts of money. Nothing is converted: say the currency, or amounts of all are compared as numbers."""

    currency: str | None = strawberry.field(default=None, description="Currency, ISO 4217.")


@described_input
class EntityCondition:
    """Compares entities by id; the ids of merged ones lead to what they were merged into.

    `eq` and `in` find only what names that very entity: deployments in Croydon are no deployments in the United
    Kingdom to them. `within` finds those, too. Example: `{within: ["2c46c215-bf13-531b-8888-34ae86d3aaea"]}`.
    """

    eq: strawberry.ID | None = strawberry.field(default=None, description="Is this.")
    in_: list[strawberry.ID] | None = strawberry.field(name="in", default=None, description="Is one of these.")
    within: list[strawberry.ID] | None = strawberry.field(
        default=None, description=f"Is one of these, or part of one: {WITHIN_DOC}"
    )
    is_null: bool | None = strawberry.field(default=None, description=_NULL)
    claim: ClaimWhere | None = strawberry.field(default=None, description=_CLAIM)


@described_input
class PresenceCondition:
    """Asks only whether there is a value."""

    is_null: bool | None = strawberry.field(default=None, description=_NULL)
    claim: ClaimWhere | None = strawberry.field(default=None, description=_CLAIM)


@described_input
class IdentifierCondition:
    """Compares identifiers in others' registers, exactly as they are written. One of them has to meet all of this."""

    scheme: str | None = strawberry.field(
        default=None,
        description="Who issues it: `ISO_3166_1_ALPHA_2`, `QID`, `GEONAMES`, `AIDDATA_PROJECT` …; anybody if absent.",
    )
    eq: str | None = strawberry.field(default=None, description="Is this.")
    in_: list[str] | None = strawberry.field(name="in", default=None, description="Is one of these.")
    is_null: bool | None = strawberry.field(
        default=None,
        description="Only entities to which nobody gives one, or only others; of `scheme`, if that is said.",
    )
    claim: ClaimWhere | None = strawberry.field(default=None, description=_CLAIM)


def _pascal(scheme: str) -> str:
    return "".join(part.capitalize() for part in scheme.split("-"))


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
        "claim": (ClaimWhere, _CLAIM),
    }
    return made_input(f"{_pascal(scheme)}Condition", f"Compares codes of a list. {codes.doc}", fields)


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
