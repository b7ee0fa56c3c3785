"""How conditions on the values of entities are read: by type of value, and on what entities are called."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from functools import cache, partial

from watchgraph.domain.edtf import EdtfError, latest_day, parse
from watchgraph.vocabulary import PREDICATES, nearest
from watchgraph.vocabulary.predicates import Persistence, Predicate, ValueType
from watchgraph_projections.catalogue.containment import holders
from watchgraph_projections.catalogue.kinds import column_name
from watchgraph_projections.statistics.ends import leads_to, spelt
from watchgraph_projections.views.callings import Calling
from watchgraph_projections.views.entity_filters import Comparison, Condition
from watchgraph_schema.claim_filters import claim_filter
from watchgraph_schema.compared_values import stated, thousandths
from watchgraph_schema.conditions import IdentifierCondition, TextCondition
from watchgraph_schema.context import Reader
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.given import currency, in_order, naming, some
from watchgraph_schema.kinds import value_type_of
from watchgraph_schema.known_ids import Admitted, known_ids
from watchgraph_schema.named_codes import meant, named_codes

_TESTS = {
    "eq": Comparison.EQUAL,
    "in_": Comparison.IN,
    "within": Comparison.WITHIN,
    "lt": Comparison.LESS,
    "lte": Comparison.AT_MOST,
    "gt": Comparison.MORE,
    "gte": Comparison.AT_LEAST,
    "contains": Comparison.CONTAINS,
}


def compared(reader: Reader, predicate: Predicate, condition: object | None, field: str) -> Iterable[Condition]:
    """Read a condition on the values of a predicate. field: what callers call them.

    Raises errors with a code for what cannot be compared.
    Where it says what the claim is like, one claim has to meet all of it, whether it is the leading one or not.
    """
    if condition is None:
        return
    tests, column = tuple(_tests(reader, predicate, condition, field)), column_name(predicate)
    claim, missing = getattr(condition, "claim", None), getattr(condition, "is_null", None)
    if claim is not None:
        wanted = claim_filter(reader, claim, _called(field, "claim"))
        such = Condition(column=column, test=Comparison.CLAIM, of=predicate.name, claim=wanted)
        if tests or not missing:
            yield replace(such, such=tests)
        if missing:
            yield replace(such, lacking=True)
        return
    yield from tests
    if missing is not None:
        yield Condition(column=column, test=Comparison.IS_NULL, values=(missing,))


def _tests(reader: Reader, predicate: Predicate, condition: object, field: str) -> Iterable[Condition]:
    """What is said of the value itself."""
    column, value_type = column_name(predicate), value_type_of(predicate)
    _check_bounds(field, value_type, condition)
    for name, test in _TESTS.items():
        given, called = getattr(condition, name, None), _called(field, name)
        if given is None:
            continue
        listed = some(given, called) if isinstance(given, list) else [given]
        if value_type is ValueType.ENTITY:
            by_id = Comparison.WITHIN if test is Comparison.WITHIN else Comparison.ENTITY
            ids = known_ids(reader, listed, called, _admitted(predicate.name, by_id))
            yield Condition(column=column, test=by_id, values=ids)
        elif (codes := named_codes(predicate)) is not None:
            words = [naming(called, stated, each) for each in listed]
            yield Condition(column=column, test=Comparison.IN, values=meant(codes, test, words, called))
        else:
            stored = partial(_stored, value_type, test=test)
            values = tuple(naming(called, stored, each) for each in listed)
            yield Condition(column=column, test=test, values=values)
    money = getattr(condition, "currency", None)
    if money is not None:
        yield Condition(column=column, test=Comparison.CURRENCY, values=(currency(money, _called(field, "currency")),))


@cache
def _admitted(predicate: str, test: Comparison) -> Admitted:
    """What can be found by the values of a predicate; or by what these are part of."""
    kinds = leads_to(PREDICATES[predicate])
    admitted = holders(kinds) if test is Comparison.WITHIN else kinds
    return Admitted(admitted, f"{predicate} leads to {spelt(kinds)}")


def calling(reader: Reader, predicate: str, condition: TextCondition | IdentifierCondition | None) -> Iterable[Calling]:
    """Read a condition on names, titles or identifiers, any one of which has to meet all of it.

    Raises errors with a code for what cannot be compared.
    """
    if condition is None:
        return
    claim, called = condition.claim, "externalId" if isinstance(condition, IdentifierCondition) else predicate
    of_scheme = Calling(
        predicate=predicate,
        scheme=_scheme(reader, getattr(condition, "scheme", None)),
        claim=None if claim is None else claim_filter(reader, claim, f"{called}.claim"),
    )
    if isinstance(condition, IdentifierCondition):
        _check_spelling(reader, condition)
    asked = replace(
        of_scheme,
        text=_words(called, "eq", condition.eq),
        texts=tuple([naming(f"{called}.in", stated, each) for each in some(condition.in_, f"{called}.in")]),
        words=_words(called, "contains", getattr(condition, "contains", None)),
    )
    if asked != (of_scheme if condition.is_null is not None else Calling(predicate=predicate)):
        yield asked
    if condition.is_null is not None:
        yield replace(of_scheme, lacking=condition.is_null)


def _scheme(reader: Reader, given: str | None) -> str | None:
    """Read who issues an identifier. Raises BadArgumentError for one of whom there is none: it would match nothing."""
    if given is None or given in (known := reader.schemes(naming("externalId.scheme", stated, given))):
        return given
    near, there = nearest(given[:60], known), ", ".join(sorted(known)) or "none"
    raise BadArgumentError(f"`externalId.scheme`: nobody here gives a number of {given[:60]!r}{near}; there is {there}")


def _check_spelling(reader: Reader, condition: IdentifierCondition) -> None:
    """Raise BadArgumentError for an identifier that nothing has, where something has it in the other case."""
    tests = [("eq", [condition.eq] if condition.eq else []), ("in", condition.in_ or [])]
    for name, each in [(name, each) for name, given in tests for each in given]:
        if others := reader.spelt_otherwise(each):
            near = " or ".join(repr(other) for other in others)
            raise BadArgumentError(f"`externalId.{name}`: nothing has {each[:60]!r}, case counts: did you mean {near}?")


def _words(called: str, test: str, given: str | None) -> str | None:
    return None if given is None else naming(f"{called}.{test}", stated, given)


def _check_bounds(field: str, value_type: ValueType, condition: object) -> None:
    """Raise BadArgumentError for bounds between which nothing lies."""
    number = value_type in {ValueType.QUANTITY, ValueType.MONEY}
    for low, high in (("gte", "lte"), ("gte", "lt"), ("gt", "lte"), ("gt", "lt")):
        bounds = [getattr(condition, name, None) for name in (low, high)]
        names = [_called(field, name) for name in (low, high)]
        read = [
            naming(name, thousandths, each) if number and each is not None else each
            for name, each in zip(names, bounds, strict=True)
        ]
        in_order((names[0], read[0]), (names[1], read[1]), apart="t" in {low[-1], high[-1]})


def _called(field: str, test: str) -> str:
    """What a caller calls a test: `deployedIn.eq`."""
    return f"{field}.{test.rstrip('_')}"


def _stored(value_type: ValueType, given: object, test: Comparison) -> str | int:
    """Write what is compared with as the column holds it. Raises BadArgumentError, EdtfError."""
    words = given.value if isinstance(given, StrEnum) else str(given)
    match value_type:
        case ValueType.QUANTITY | ValueType.MONEY:
            return thousandths(words)
        case ValueType.DATE:
            return _date(words, test)
        case _:
            return stated(words)


def _date(words: str, test: Comparison) -> str:
    """Let through any stated date to be equal to, but only one plain period to be earlier or later than."""
    if not words:
        raise EdtfError("an empty text is no date: ask with `isNull` for what has none")
    if test is not Comparison.EQUAL:
        latest_day(stated(words))
    else:
        parse(stated(words), Persistence.OCCURRENCE)
    return words
