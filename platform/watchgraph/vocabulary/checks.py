"""Does a statement fit its declarations? Pure; asked by the ledger, by every importer and by claim files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

import msgspec

from watchgraph.domain import texts, urls
from watchgraph.domain.statements import Polarity, Qualification, Statement
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
from watchgraph.vocabulary import PREDICATES, nearest
from watchgraph.vocabulary.predicates import Predicate, Range, ValueType

KindOf = Callable[[UUID], str | None]
"""Gives the kind of an entity or source (`Source`), None where the id is not known."""

TOO_MUCH = Decimal(10) ** 15
MAX_DIGITS = 60
CREDIBLE, INCREDIBLE = 1, 6
"""The NATO scale of credibility."""

_TYPES: dict[ValueType, tuple[type, ...]] = {
    ValueType.ENTITY: (EntityRef,),
    ValueType.QUANTITY: (Quantity,),
    ValueType.MONEY: (Money,),
    ValueType.DATE: (Date,),
    ValueType.TEXT: (Text, SealedText),
    ValueType.CODE: (Code,),
    ValueType.GEO: (Geo,),
    ValueType.URL: (Url,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One way in which a statement breaks its declaration.

    field: `subject`, `predicate`, `object`, or `with.NAME` for a qualifier.
    rule: stable, kebab-case: unknown-predicate, unknown-entity, wrong-domain, missing-object, unexpected-object,
    wrong-type, wrong-range, unknown-code, wrong-unit, bad-quantity, out-of-bounds, bad-url, unsafe-character,
    unsealed-words, unknown-qualifier, missing-qualifier, repeated-qualifier.
    message: says what would be right.
    """

    field: str
    rule: str
    message: str


def problems(statement: Statement, kind_of: KindOf) -> list[Problem]:
    """List every broken rule, in the order subject, predicate, object, qualifiers; empty where all is well."""
    declared = PREDICATES.get(statement.predicate)
    if declared is None:
        message = f"unknown predicate {statement.predicate!r}{nearest(statement.predicate, PREDICATES)}"
        return [Problem(field="predicate", rule="unknown-predicate", message=message)]
    found = [*_subject(statement, declared, kind_of), *_object(statement, declared, kind_of)]
    if statement.qualifiers or declared.qualifiers:
        found += _qualifiers(statement.qualifiers, declared, kind_of)
    if statement.credibility is not None:
        found += _credibility(statement.credibility)
    return found


def _credibility(given: int) -> Iterator[Problem]:
    if not CREDIBLE <= given <= INCREDIBLE:
        message = f"goes from {CREDIBLE} (confirmed) to {INCREDIBLE} (cannot be judged), not to {given}"
        yield Problem(field="credibility", rule="out-of-bounds", message=message)


def _subject(statement: Statement, declared: Predicate, kind_of: KindOf) -> Iterator[Problem]:
    kind = kind_of(statement.subject)
    if kind is None:
        yield Problem(field="subject", rule="unknown-entity", message=f"no entity {statement.subject}")
    elif kind not in declared.domain:
        message = f"{declared.name} is said of {', '.join(declared.domain)}, not of {kind}"
        yield Problem(field="subject", rule="wrong-domain", message=message)
    elif kind in declared.sealed and isinstance(statement.object, Text):
        message = f"{declared.name} of {kind} is stored sealed"
        yield Problem(field="object", rule="unsealed-words", message=message)


def _object(statement: Statement, declared: Predicate, kind_of: KindOf) -> Iterator[Problem]:
    value = statement.object
    wanted = declared.range is not None and statement.polarity is not Polarity.UNKNOWN
    if value is None:
        if wanted:
            yield Problem(field="object", rule="missing-object", message=f"{declared.name} needs {_wanted(declared)}")
    elif declared.range is None or not wanted:
        message = f"{declared.name} takes no object" + ("" if declared.range is None else " with polarity UNKNOWN")
        yield Problem(field="object", rule="unexpected-object", message=message)
    else:
        yield from _value("object", value, declared.range, kind_of)


def _wanted(declared: Predicate) -> str:
    return f"an object of type {declared.range.type.value}" if declared.range else "no object"


def _qualifiers(given: tuple[Qualification, ...], declared: Predicate, kind_of: KindOf) -> Iterator[Problem]:
    names = [item.name for item in given]
    for item in given:
        field = f"with.{item.name}"
        qualifier = declared.qualifier(item.name)
        if qualifier is None:
            known = [one.name for one in declared.qualifiers]
            allowed = f"it takes {', '.join(known)}" if known else "it takes none"
            message = f"{declared.name} has no qualifier {item.name!r}; {allowed}"
            yield Problem(field=field, rule="unknown-qualifier", message=message)
        else:
            yield from _value(field, item.value, qualifier.range, kind_of)
    for name in sorted({name for name in names if names.count(name) > 1}) if len(names) > 1 else ():
        yield Problem(field=f"with.{name}", rule="repeated-qualifier", message=f"{name} is given twice")
    for qualifier in declared.qualifiers:
        if qualifier.required and qualifier.name not in names:
            message = f"{declared.name} needs {qualifier.name}: {qualifier.doc}"
            yield Problem(field=f"with.{qualifier.name}", rule="missing-qualifier", message=message)


def _value(field: str, value: ClaimValue, expected: Range, kind_of: KindOf) -> Iterator[Problem]:
    if not isinstance(value, _TYPES[expected.type]):
        given = msgspec.inspect.type_info(type(value))
        tag = given.tag if isinstance(given, msgspec.inspect.StructType) else "?"
        yield Problem(field=field, rule="wrong-type", message=f"should be of type {expected.type.value}, not {tag}")
    elif isinstance(value, EntityRef):
        yield from _entity(field, value, expected, kind_of)
    elif isinstance(value, Code):
        yield from _code(field, value, expected)
    elif isinstance(value, Quantity):
        yield from _quantity(field, value, expected)
        yield from _sizes(field, value.min, value.max)
    elif isinstance(value, Money):
        yield from _sizes(field, value.amount)
    elif isinstance(value, Geo):
        yield from _sizes(field, value.lat, value.lon, str(value.precision_m or 0))
    elif isinstance(value, Text | Url):
        yield from _words(field, value)


def _sizes(field: str, *numbers: str | None) -> Iterator[Problem]:
    """Numbers that no store can sort by are slips of the pen."""
    for number in set(numbers):
        if number is not None and _is_too_much(number):
            message = f"{number[:MAX_DIGITS]} is too large, or too long: below 10^15, at most {MAX_DIGITS} characters"
            yield Problem(field=field, rule="out-of-bounds", message=message)


@lru_cache(maxsize=16_384)
def _is_too_much(number: str) -> bool:
    return len(number) > MAX_DIGITS or abs(Decimal(number)) >= TOO_MUCH


def _words(field: str, value: Text | Url) -> Iterator[Problem]:
    try:
        texts.check_visible(value.text if isinstance(value, Text) else urls.check_url(value.url))
    except WatchgraphError as error:
        yield Problem(field=field, rule=error.code, message=str(error))


def _entity(field: str, value: EntityRef, expected: Range, kind_of: KindOf) -> Iterator[Problem]:
    kind = kind_of(value.id)
    if kind is None:
        yield Problem(field=field, rule="unknown-entity", message=f"no entity {value.id}")
    elif expected.kinds and kind not in expected.kinds:
        message = f"should be of kind {', '.join(expected.kinds)}, not {kind}"
        yield Problem(field=field, rule="wrong-range", message=message)


def _code(field: str, value: Code, expected: Range) -> Iterator[Problem]:
    codes = expected.codes
    if codes is None:
        return
    if value.scheme != codes.scheme:
        message = f"should be a code of {codes.scheme}, not of {value.scheme}"
        yield Problem(field=field, rule="unknown-code", message=message)
    elif codes.codes and value.code not in codes.codes:
        message = f"{codes.scheme} has no code {value.code!r}{nearest(value.code, codes.codes)}"
        yield Problem(field=field, rule="unknown-code", message=message)


def _quantity(field: str, value: Quantity, expected: Range) -> Iterator[Problem]:
    if expected.unit is not None and value.unit != expected.unit:
        message = f"should be counted in {expected.unit}, not in {value.unit}"
        yield Problem(field=field, rule="wrong-unit", message=message)
    if value.min is None and value.max is None:
        yield Problem(field=field, rule="bad-quantity", message="needs a number, a least or a greatest number")
    elif value.min is None or value.max is None or value.min == value.max:
        return
    elif Decimal(value.min) > Decimal(value.max):
        message = f"ends ({value.max}) below where it begins ({value.min})"
        yield Problem(field=field, rule="bad-quantity", message=message)
