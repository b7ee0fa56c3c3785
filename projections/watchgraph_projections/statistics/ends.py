"""Kinds at the two ends of what a question names: where no claim can lead, it is refused, and not counted as none."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from watchgraph.argument_places import Step, at
from watchgraph.errors import WatchgraphError
from watchgraph.vocabulary import KINDS, PREDICATES, kind, predicate
from watchgraph.vocabulary.predicates import Predicate, ValueType
from watchgraph_projections.catalogue.containment import WITHIN, holders
from watchgraph_projections.statistics.errors import BadConditionError, NotGroupableError, NotMeasurableError
from watchgraph_projections.statistics.queries import Condition, Grouping, Query, Side, Universe

Kinds = frozenset[str]
Refusal = type[WatchgraphError]

_SAID: Final = {Side.SUBJECT: ("is said of", "not of"), Side.OBJECT: ("leads to", "not to")}
_TURNED: Final = {Side.SUBJECT: Side.OBJECT, Side.OBJECT: Side.SUBJECT}
_AREAS: Final = frozenset({"Place", "Group"})
"""Countries are places, regions are groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Ids that a question names. place: where in it. kinds: one of which they are of, or nothing is found by them.

    because: why, in words.
    """

    place: tuple[Step, ...]
    ids: tuple[str, ...]
    kinds: Kinds
    because: str


def check_ends(query: Query) -> None:
    """Check that all that a question names can be said of what it counts, and of what that leads to.

    Raises BadConditionError, NotMeasurableError, NotGroupableError.
    """
    counted = _counted(query)
    for place, condition in enumerate(query.where):
        with at("where", place):
            _check_condition(condition, counted, counted)
    if query.measured is not None:
        with at("measured"):
            _check(predicate(query.measured), Side.SUBJECT, counted, NotMeasurableError)
    if query.group_by is not None:
        with at("groupBy"):
            _check_grouping(query.group_by, counted, counted)


def named(query: Query) -> Iterator[Named]:
    """All ids in a question whose predicates are known ones."""
    counted = _counted(query)
    for place, condition in enumerate(query.where):
        yield from _named(condition, counted, ("where", place))
    for place_of_step, step in _steps(query):
        yield from _circumstances(step, place_of_step)


def place_of(universe: Universe, query: Query) -> tuple[Step, ...]:
    """Where a question first names a universe; () where it does not."""
    return next((place for place, each in _universes(query) if each == universe), ())


def spelt(kinds: Collection[str]) -> str:
    """Name kinds as the API does: `Place or Group`."""
    *others, last = [each for each in KINDS if each in kinds]
    return f"{', '.join(others)} or {last}" if others else last


def leads_to(declared: Predicate) -> Kinds:
    """The kinds of what claims of a predicate lead to; none where they lead to no entity."""
    if declared.range is None or declared.range.type is not ValueType.ENTITY:
        return frozenset()
    return frozenset(declared.range.kinds or KINDS)


def _counted(query: Query) -> Kinds:
    return frozenset(PREDICATES[query.of].domain if query.of in PREDICATES else (kind(query.of).name,))


def _ends(declared: Predicate, side: Side) -> tuple[Kinds, Kinds]:
    """The kinds at this end of its claims, and at the other."""
    domain, reached = frozenset(declared.domain), leads_to(declared)
    return (domain, reached) if side is Side.SUBJECT else (reached, domain)


def _check(declared: Predicate, side: Side, kinds: Kinds, refusal: Refusal) -> None:
    """What leads to no entity at all is refused elsewhere."""
    here, there = _ends(declared, side)
    if here and kinds and here.isdisjoint(kinds):
        says, denies = _SAID[side]
        hint = f": did you mean `counted: {_TURNED[side]}`?" if kinds & there else ""
        raise refusal(f"{declared.name} {says} {spelt(here)}, {denies} {spelt(kinds)}{hint}")


def _check_condition(condition: Condition, kinds: Kinds, counted: Kinds) -> None:
    with at("predicate"):
        declared = predicate(condition.predicate)
        _check(declared, condition.side, kinds, BadConditionError)
    _check_date(condition.as_of, counted, BadConditionError)
    for place, each in enumerate(condition.that):
        with at("that", place):
            _check_condition(each, _ends(declared, condition.side)[1], counted)
    for place, each in enumerate(condition.others):
        with at("or", place):
            _check_condition(each, kinds, counted)


def _check_grouping(step: Grouping, kinds: Kinds, counted: Kinds) -> None:
    reached = kinds
    if step.predicate is not None:
        with at("predicate"):
            declared = predicate(step.predicate)
            _check(declared, step.side, kinds, NotGroupableError)
        reached = _ends(declared, step.side)[1]
    if step.area is not None:
        _check_area(step, reached)
        reached = _AREAS
    _check_date(step.as_of, counted, NotGroupableError)
    if step.then is not None:
        with at("then"):
            _check_grouping(step.then, reached, counted)


def _check_area(step: Grouping, kinds: Kinds) -> None:
    """Raise NotGroupableError where nothing of these kinds is part of anything."""
    if step.predicate is None and kinds.isdisjoint(PREDICATES[WITHIN].domain):
        ways = [each.name for each in PREDICATES.values() if "Place" in leads_to(each) and kinds & {*each.domain}]
        hint = f": name the `predicate` that leads to a place, such as {', '.join(ways)}" if ways else ""
        with at("area"):
            raise NotGroupableError(f"no {spelt(kinds)} is part of a country or region by itself{hint}")


def _check_date(name: str | None, counted: Kinds, refusal: Refusal) -> None:
    if name is not None:
        with at("asOf"):
            _check(predicate(name), Side.SUBJECT, counted, refusal)


def _named(condition: Condition, kinds: Kinds, place: tuple[Step, ...]) -> Iterator[Named]:
    declared = predicate(condition.predicate)
    here, there = _ends(declared, condition.side)
    leading = f"{declared.name} {_SAID[_TURNED[condition.side]][0]} {spelt(there)}" if there else ""
    for name, ids, admitted, because in (
        ("members", condition.members, here & kinds, f"what is counted is {spelt(here & kinds or kinds)}"),
        ("entities", condition.entities, there, leading),
        ("within", condition.within, holders(there), leading),
    ):
        if ids:
            yield Named(place=(*place, name), ids=_texts(ids), kinds=admitted, because=because)
    yield from _circumstances(condition, place)
    for number, each in enumerate(condition.that):
        yield from _named(each, there, (*place, "that", number))
    for number, each in enumerate(condition.others):
        yield from _named(each, kinds, (*place, "or", number))


def _circumstances(asked: Condition | Grouping, place: tuple[Step, ...]) -> Iterator[Named]:
    declared = None if asked.predicate is None else predicate(asked.predicate)
    for name, value in asked.qualifiers if declared is not None else ():
        qualifier = declared.qualifier(name) if declared is not None else None
        if declared is not None and qualifier is not None and qualifier.range.type is ValueType.ENTITY:
            kinds = frozenset(qualifier.range.kinds or KINDS)
            because = f"the {name} of {declared.name} is {spelt(kinds)}"
            yield Named(place=(*place, "qualifiers"), ids=(value,), kinds=kinds, because=because)


def _universes(query: Query) -> Iterator[tuple[tuple[Step, ...], Universe | None]]:
    yield ("universe",), query.universe
    for number, condition in enumerate(query.where):
        yield from _of_condition(condition, ("where", number))
    for place, step in _steps(query):
        yield (*place, "universe"), step.universe


def _steps(query: Query) -> Iterator[tuple[tuple[Step, ...], Grouping]]:
    """The steps of the grouping, each with where it stands."""
    place: tuple[Step, ...] = ("groupBy",)
    step = query.group_by
    while step is not None:
        yield place, step
        step, place = step.then, (*place, "then")


def _of_condition(condition: Condition, place: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], Universe | None]]:
    yield (*place, "universe"), condition.universe
    for name, parts in (("that", condition.that), ("or", condition.others)):
        for number, each in enumerate(parts):
            yield from _of_condition(each, (*place, name, number))


def _texts(ids: tuple[UUID, ...]) -> tuple[str, ...]:
    return tuple(str(each) for each in ids)
