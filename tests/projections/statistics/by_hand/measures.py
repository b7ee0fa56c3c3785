"""The numbers of an answer: counts of units, or what their claims of one predicate add up to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from tests.projections.statistics.by_hand.answers import Number
from tests.projections.statistics.by_hand.sieve import Counted, apart
from tests.projections.statistics.by_hand.statements import number as stored_number
from tests.projections.statistics.by_hand.statements import qualified
from tests.projections.statistics.by_hand.tallies import Entry, number
from tests.projections.statistics.by_hand.units import Sifter, Unit

from watchgraph.vocabulary.predicates import Cardinality
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.plans import Plan
from watchgraph_projections.statistics.queries import Measure
from watchgraph_projections.statistics.rules import Reason


class Kind(NamedTuple):
    """What may be added together: one currency or unit, one price basis or code of what the number is of."""

    unit: str
    basis: str | None


class Value(NamedTuple):
    """A number of a member. claims: all that state it. among: those of all its numbers, which meet the condition."""

    kind: Kind
    bounds: tuple[Decimal, Decimal]
    claims: Sequence[Counted]
    among: Sequence[Counted]


Values = Mapping[int, Sequence[Value]]
"""By member's key."""


def values(plan: Plan, sifter: Sifter) -> Values | None:
    """Read the numbers that the plan measures, each once however many publishers state it; None for a count."""
    if plan.measured is None:
        return None
    single = plan.measured.predicates[0].cardinality is Cardinality.ONE
    found: dict[int, list[Value]] = {}
    for member, counted in sifter.sift(plan.measured).members.items():
        same: dict[object, list[Counted]] = defaultdict(list)
        for each in counted:
            of = each.claim.slot if single else each.claim.group
            same[(of, apart(each.claim, plan.measured))].append(each)
        found[member] = [_value(claims, counted, plan.measured) for claims in same.values()]
    return _in_unit(found, plan.query.unit, plan.measured, sifter)


def _value(claims: Sequence[Counted], among: Sequence[Counted], clause: Clause) -> Value:
    first = claims[0].claim
    stated, basis = stored_number(first), clause.predicates[0].basis
    of = None if basis is None else qualified(first.qualifiers).get(basis.name)
    kind = Kind(stated.unit, of) if stated.currency is None else Kind(stated.currency, stated.basis)
    return Value(kind, stated.bounds, claims, among)


def _in_unit(found: dict[int, list[Value]], unit: str | None, clause: Clause, sifter: Sifter) -> Values:
    if unit is None:
        return found
    other = (value for stated in found.values() for value in stated if value.kind.unit != unit)
    sifter.spoken.append((clause, [(Reason.OTHER_UNIT, each.claim) for value in other for each in value.claims]))
    return {member: [value for value in stated if value.kind.unit == unit] for member, stated in found.items()}


Entries = Mapping[Kind, Sequence[Entry]]
"""By kind; of counts there is one."""


def numbers(entries: Entries, measure: Measure) -> tuple[Number, ...]:
    """Tally entries: one number for a count, else one for each kind; none where nothing is stated."""
    if measure.counts:
        return (number([each for found in entries.values() for each in found], measure),)
    ordered = sorted(entries.items(), key=lambda item: (item[0].unit, item[0].basis or ""))
    return tuple(number(found, measure, kind.unit, kind.basis) for kind, found in ordered)


def entries_of(counted: Iterable[Unit], stated: Values | None, part: int | None = None) -> Entries:
    """What units bring to numbers.

    part: the one that holds the claims whose numbers are meant, where a grouping has divided a member's claims.
    """
    if stated is None:
        return {Kind("", None): [Entry(unit.parts, member=unit.member) for unit in counted]}
    entries: dict[Kind, list[Entry]] = defaultdict(list)
    for unit in counted:
        for value in _of_part(stated.get(unit.member, ()), unit, part):
            parts = tuple(each for each in unit.parts if each is not value.among)
            entry = Entry((*parts, value.claims), value.bounds, unit.member)
            if part is not None and not unit.lost:
                entry = replace(entry, parts=parts, beside=(value.claims, _leading_there(value, unit.parts[part])))
            entries[value.kind].append(entry)
    return entries


def _leading_there(value: Value, claims: Sequence[Counted]) -> Sequence[Counted]:
    """The claims that state a number, of those that lead to a group: perhaps only one of them may be of its time."""
    stating = {each.claim.key for each in value.claims}
    return [each for each in claims if each.claim.key in stating]


def _of_part(values: Sequence[Value], unit: Unit, part: int | None) -> Iterator[Value]:
    if part is None or unit.lost:
        return iter(values)
    held = {each.claim.key for each in unit.parts[part]}
    return (value for value in values if any(each.claim.key in held for each in value.claims))


def without_number(counted: Iterable[Unit], stated: Values | None) -> int:
    """How many units bring no number; 0 for a count."""
    return 0 if stated is None else sum(not stated.get(unit.member) for unit in counted)
