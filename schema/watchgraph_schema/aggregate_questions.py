"""Questions for numbers, read from what the API takes."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from uuid import UUID

from watchgraph.argument_places import at, read_at, read_each
from watchgraph.domain.edtf import EdtfError, ReversedIntervalError, first_day
from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import ValueType
from watchgraph_projections.statistics.ends import named
from watchgraph_projections.statistics.plans import planned
from watchgraph_projections.statistics.queries import (
    EVERYTHING,
    Condition,
    Grouping,
    Measure,
    Query,
    Universe,
    Wording,
)
from watchgraph_schema.aggregate_inputs import ConditionInput, GroupByInput, QualifierInput, UniverseInput
from watchgraph_schema.claim_filters import published_day
from watchgraph_schema.context import Reader
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.given import currency, not_empty, some
from watchgraph_schema.kinds import value_type_of
from watchgraph_schema.known_ids import Admitted, check_kinds, known_ids
from watchgraph_schema.named_codes import codes_of
from watchgraph_schema.public_ids import public_id


def query_of(
    of: str,
    where: Sequence[ConditionInput] | None,
    measured: tuple[Measure, str | None, str | None],
    group_by: GroupByInput | None,
    universe: UniverseInput | None,
    published_by: str | None,
) -> Query:
    """Read a question. measured: measure, predicate, unit.

    Raises BadIdError, BadArgumentError and what `planned` raises.
    """
    published_day(published_by)
    measure, predicate, unit = measured
    not_empty(predicate, "measured")
    _check_numbers(measure, predicate, unit)
    _check_unit(predicate or of, unit)
    query = Query(
        of=of,
        where=read_each("where", _condition, some(where, "where")),
        measure=measure,
        measured=predicate,
        unit=not_empty(unit, "unit"),
        group_by=None if group_by is None else read_at("groupBy", _grouping, group_by),
        universe=_universe(universe) or EVERYTHING,
        published_by=published_by,
    )
    planned(query)
    return query


def check_ids(reader: Reader, query: Query) -> Query:
    """Return a question whose entities are all known at the moment of a reader, and of kinds that it may be about.

    Raises UnknownEntityError and BadArgumentError.
    """
    return _with_ids(query, partial(known_ids, reader))


def check_kinds_of(reader: Reader, query: Query) -> Query:
    """Return a question whose entities, as far as they are here, are of kinds that it may be about."""
    return _with_ids(query, partial(check_kinds, reader))


def _with_ids(query: Query, check: Callable[[Sequence[str], str, Admitted], object]) -> Query:
    for each in named(query):
        *outer, last = each.place
        with at(*outer):
            check(each.ids, str(last), Admitted(each.kinds, each.because))
    return query


def _check_numbers(measure: Measure, measured: str | None, unit: str | None) -> None:
    """Raise BadArgumentError for numbers beside a count, which looks at none: it would pass for their sum."""
    for name, given in (("unit", unit), ("measured", measured)):
        if measure.counts and given is not None:
            raise BadArgumentError(f"`{name}`: a count has none. Leave it out, or ask for another `measure`")


def _check_unit(measured: str, unit: str | None) -> None:
    """Raise BadArgumentError for a unit that no number of the predicate can have: none would be left."""
    if unit is None:
        return
    predicate = PREDICATES.get(measured)
    if predicate is None or predicate.range is None:
        return
    if value_type_of(predicate) is ValueType.MONEY:
        currency(unit, "unit")
    elif predicate.range.unit not in {None, unit}:
        raise BadArgumentError(f"`unit` {unit[:20]!r}: {measured} is counted in {predicate.range.unit}")


def _check_dates(since: str | None, before: str | None) -> None:
    """Raise ReversedIntervalError where nothing lies between two dates; what is no date is told elsewhere."""
    try:
        reversed_ = since is not None and before is not None and first_day(since) >= first_day(before)
    except EdtfError:
        return
    if reversed_:
        raise ReversedIntervalError(f"`since` {since} is not earlier than `before` {before}: nothing lies in between")


def _condition(given: ConditionInput) -> Condition:
    least, most = _decimal(given.at_least, "atLeast"), _decimal(given.at_most, "atMost")
    if least is not None and most is not None and least > most:
        raise BadArgumentError(f"`atLeast` {given.at_least} is more than `atMost` {given.at_most}: no number is both")
    _check_dates(given.since, given.before)
    return Condition(
        predicate=given.predicate,
        side=given.counted,
        members=read_at("members", _ids, some(given.members, "members")),
        entities=read_at("entities", _ids, some(given.entities, "entities")),
        within=read_at("within", _ids, some(given.within, "within")),
        codes=codes_of(given.predicate, some(given.codes, "codes")),
        texts=_texts(given.texts),
        contains=not_empty(given.contains, "contains"),
        at_least=least,
        at_most=most,
        since=given.since,
        before=given.before,
        qualifiers=_qualifiers(given.qualifiers),
        worded=_worded(given.qualifiers),
        universe=_universe(given.universe),
        that=read_each("that", _condition, some(given.that, "that")),
        others=read_each("or", _condition, some(given.or_, "or")),
        absent=given.absent,
        as_of=not_empty(given.as_of, "asOf"),
    )


def _ids(given: Sequence[str]) -> tuple[UUID, ...]:
    return tuple(UUID(public_id(each)) for each in given)


def _texts(given: Sequence[str] | None) -> tuple[str, ...]:
    found = some(given, "texts")
    for each in found:
        not_empty(each, "texts")
    return found


def _qualifiers(given: Sequence[QualifierInput] | None) -> tuple[tuple[str, str], ...]:
    """Those that are asked for as a whole."""
    every = some(given, "qualifiers")
    for each in every:
        for name, text in (("value", each.value), ("begins", each.begins), ("contains", each.contains)):
            not_empty(text, f"qualifiers.{name}")
    if any(each.value is None and each.begins is None and each.contains is None for each in every):
        raise BadArgumentError(
            "`qualifiers`: say of each what it must be: its `value`, or how it `begins` or `contains`"
        )
    return tuple((each.name, each.value) for each in every if each.value is not None)


def _worded(given: Sequence[QualifierInput] | None) -> tuple[Wording, ...]:
    every = some(given, "qualifiers")
    parts = [each for each in every if each.begins is not None or each.contains is not None]
    return tuple(Wording(name=each.name, begins=each.begins, contains=each.contains) for each in parts)


def _grouping(given: GroupByInput) -> Grouping:
    return Grouping(
        predicate=given.predicate,
        side=given.counted,
        qualifiers=_qualifiers(given.qualifiers),
        worded=_worded(given.qualifiers),
        by=not_empty(given.by, "by"),
        universe=_universe(given.universe),
        yearly=given.yearly,
        span=given.span,
        as_of=not_empty(given.as_of, "asOf"),
        area=given.area,
        then=None if given.then is None else read_at("then", _grouping, given.then),
    )


def _universe(given: UniverseInput | None) -> Universe | None:
    if given is None:
        return None
    return Universe(dataset=given.dataset, edition=given.edition, on_day=given.on_day)


_DECIMAL = re.compile(r"-?\d{1,30}(\.\d{1,30})?", re.ASCII)


def _decimal(text: str | None, name: str) -> Decimal | None:
    if text is None:
        return None
    if not _DECIMAL.fullmatch(text):
        raise BadArgumentError(f"{name} {text[:40]!r} is no decimal number: write it like 8000 or 73.687")
    return Decimal(text)
