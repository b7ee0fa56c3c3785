"""What a condition may ask of its predicate: refusals that need no data."""

from collections.abc import Mapping
from difflib import get_close_matches

from watchgraph.argument_places import at, read_at, read_each
from watchgraph.domain.edtf import first_day
from watchgraph.vocabulary import CodeList
from watchgraph.vocabulary.predicates import Predicate, Qualifier, ValueType
from watchgraph_projections.statistics.errors import BadConditionError
from watchgraph_projections.statistics.queries import Condition, Side

NUMBERS = frozenset({ValueType.QUANTITY, ValueType.MONEY})
"""The types of values that are compared and added up."""


def check_condition(condition: Condition, declared: Predicate) -> None:
    """Raise BadConditionError for what a predicate has not; EdtfError for a date that is none."""
    takes = declared.range.type if declared.range else None
    ends = {"entities": condition.entities, "within": condition.within, "that": condition.that}
    if takes is not ValueType.ENTITY:
        _refuse_given({**ends, "counted": condition.side is Side.OBJECT}, f"{declared.name} leads to no entity")
    _check_codes(condition, declared)
    numbers = {"atLeast": condition.at_least is not None, "atMost": condition.at_most is not None}
    if takes not in NUMBERS:
        _refuse_given(numbers, f"{declared.name} has no number to compare")
    if takes is not ValueType.TEXT:
        texts = {"texts": condition.texts, "contains": condition.contains is not None}
        _refuse_given(texts, f"{declared.name} has no text to compare")
    for name, date in (("since", condition.since), ("before", condition.before)):
        if date is not None:
            read_at(name, first_day, date)
    with at("qualifiers"):
        _check_qualifiers(condition, declared)


def _refuse_given(parts: Mapping[str, object], message: str) -> None:
    """Raise BadConditionError where one of these parts of a condition is given, and tell which."""
    given = next((name for name, part in parts.items() if part), None)
    if given is not None:
        with at(given):
            raise BadConditionError(message)


def _check_qualifiers(condition: Condition, declared: Predicate) -> None:
    for name, value in condition.qualifiers:
        if (codes := _qualifier(name, declared).range.codes) is not None:
            _check_code(f"{declared.name}.{name}", value, codes)
    for worded in condition.worded:
        if _qualifier(worded.name, declared).range.type is not ValueType.TEXT:
            raise BadConditionError(f"{declared.name}.{worded.name} is no text: give its whole `value`")


def _qualifier(name: str, declared: Predicate) -> Qualifier:
    found = declared.qualifier(name)
    if found is None:
        allowed = ", ".join(each.name for each in declared.qualifiers) or "none"
        raise BadConditionError(f"{declared.name} has no qualifier {name!r}; it has: {allowed}")
    return found


def _check_codes(condition: Condition, declared: Predicate) -> None:
    codes = declared.range.codes if declared.range else None
    if codes is None:
        _refuse_given({"codes": condition.codes}, f"{declared.name} takes no code")
        return
    read_each("codes", lambda code: _check_code(declared.name, code, codes), condition.codes)


def _check_code(name: str, code: str, codes: CodeList) -> None:
    """Check a code of a list that we keep; any is allowed of a list that is kept elsewhere."""
    if codes.codes and code not in codes.codes:
        nearest = get_close_matches(code.upper().replace(" ", "_"), codes.codes, cutoff=0.0)
        raise BadConditionError(f"{name} has no code {code!r}; it has {', '.join(nearest)} …")
