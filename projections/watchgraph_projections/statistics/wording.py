"""A question for numbers, said in words: the definition that stands beside every number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from watchgraph_projections.catalogue.containment import WITHIN
from watchgraph_projections.catalogue.kinds import SOURCE_KIND
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.plans import Plan
from watchgraph_projections.statistics.queries import Area, Condition, Measure, Side, Span, Wording
from watchgraph_projections.statistics.ways import divided_condition

_AREAS = {
    Area.COUNTRY: "country or territory (ISO 3166-1)",
    Area.SUBREGION: "sub-region of the world (M49)",
    Area.REGION: "region of the world (M49)",
}
_SPANS = {Span.YEAR: "year", Span.QUARTER: "quarter", Span.MONTH: "month"}
NAMED = 3
"""Of more entities than these only the first are named."""


class Names(Protocol):
    """What is known of the entities that a question names."""

    def name(self, entity_id: UUID) -> str:
        """The name under which one is shown."""

    def has_parts(self, entity_id: UUID) -> bool:
        """Whether anything is part of it."""


def definition(plan: Plan, moment: Moment, names: Names, *, marked: int, reached: int) -> str:
    """Say what is counted, under which conditions, of which claims and on which day.

    marked: how much of what is counted is marked as not to be added up; reached: of what conditions lead to.
    """
    words = _Wording(plan, moment.day, names)
    without = f", leaving out what rests on {' or '.join(moment.without)} alone" if moment.without else ""
    having = "with" if plan.kind is not None else "has"
    after = f"{without}{_marked(marked)}{_reached(reached)}{_documents(plan)}"
    return f"{words.counted} {having} {words.conditions}{words.grouped}; of {words.claims}{after}"


def _documents(plan: Plan) -> str:
    """Say which documents a count of them looks at: few are what a claim is about, and all are what claims rest on."""
    if plan.kind != SOURCE_KIND:
        return ""
    return (
        "; only documents that claims speak of: how many there are in all `sources { totalCount }` says, and by "
        "publisher, sort, language or what became of them `sourceCounts`"
    )


def _marked(number: int) -> str:
    """Name what a count has and a sum leaves out, and what leaves it out of a count."""
    if not number:
        return ""
    condition = '{predicate: "countable", codes: ["NO"], absent: true}'
    marked = f"{number} of these {'is' if number == 1 else 'are'} marked as not to be added up"
    return f"; {marked}, which {condition} leaves out"


def _reached(number: int) -> str:
    if not number:
        return ""
    condition = '{predicate: "countable", codes: ["YES"]}'
    marked = f"{number} of what `that` is said of {'is' if number == 1 else 'are'} marked as not to be added up"
    return f"; {marked}, which {condition} beside it leaves out, as it does what nobody marked"


@dataclass(frozen=True)
class _Wording:
    """A plan on a day, in words."""

    plan: Plan
    day: int
    names: Names

    @property
    def counted(self) -> str:
        query = self.plan.query
        counted = query.of if self.plan.kind is not None else "whatever"
        if query.measure is Measure.COUNT_STATEMENTS:
            return f"statements about {counted}"
        if self.plan.measured is None:
            return counted
        unit = "" if query.unit is None else f" in {query.unit}"
        return f"{query.measure} of {self._numbers(self.plan.measured)}{unit} of {counted}"

    def _numbers(self, measured: Clause) -> str:
        """The predicate that is measured; where several conditions name it, as the one says whose numbers they are."""
        if self._is_named_again(measured):
            return self._one(measured)
        name, basis = measured.predicates[0].name, measured.predicates[0].basis
        if basis is None or (measured.apart is basis and measured in self.plan.clauses):
            return name
        return f"{name} (each {basis.name} by itself)"

    @property
    def conditions(self) -> str:
        where = " and ".join(map(self._clause, self.plan.clauses))
        return where + "".join(f" and without {self._clause(each)}" for each in self.plan.absent)

    @property
    def grouped(self) -> str:
        if self.plan.query.group_by is None:
            return ""
        by = " and its ".join(map(self._step, self.plan.grouping)) or _SPANS[self._span]
        return f", by {by}{self._divided}{self._perhaps}"

    @property
    def _divided(self) -> str:
        """Whose claims are divided among the groups, where several conditions may mean them."""
        place = divided_condition(self.plan)
        if place is None or not self.plan.grouping:
            return ""
        divided = self.plan.clauses[place]
        return f" of claims {self._one(divided)}" if self._is_named_again(divided) else ""

    def _is_named_again(self, clause: Clause) -> bool:
        """Whether several conditions name what a clause does, so that it has to be said which is meant."""
        return sum(each.predicates == clause.predicates for each in self.plan.clauses) > 1

    @property
    def _span(self) -> Span:
        """How long the times are that groups are of, if they are of times."""
        assert self.plan.query.group_by is not None
        return self.plan.query.group_by.last.span

    @property
    def _names_span(self) -> bool:
        """Whether it has to be said of a predicate: its dates make years where nothing else is asked for."""
        return self.plan.grouping[-1].each is not None or self._span is not Span.YEAR

    @property
    def _perhaps(self) -> str:
        """What becomes of dates that do not say which span it is."""
        if self._span is Span.YEAR:
            return ""
        span = _SPANS[self._span]
        return f" (one dated to several {span}s, all within a year's length, is possible in each)"

    @property
    def claims(self) -> str:
        query = self.plan.query
        published = "" if query.published_by is None else f", published by {query.published_by}"
        return f"{query.universe}{published}{f', {self._on}' if query.universe.tests_day else ''}"

    @property
    def _on(self) -> str:
        return f"on {self.day // 10_000:04}-{self.day // 100 % 100:02}-{self.day % 100:02}"

    def _universe(self, clause: Clause) -> list[str]:
        """Which claims a clause looks at, where it is not those of the whole question."""
        own, usual = clause.universe, self.plan.query.universe
        if own == usual:
            return []
        on = "" if own.tests_day == usual.tests_day else f", {self._on if own.tests_day else 'on any day'}"
        return [f"(of {own}{on})"]

    def _qualified(self, condition: Condition) -> list[str]:
        whole = [f"({key}: {_shown(value, self.names)})" for key, value in condition.qualifiers]
        return [*whole, *(f"({each.name}: {_in_part(each)})" for each in condition.worded)]

    def _step(self, clause: Clause) -> str:
        if clause.area is not None:
            return _AREAS[clause.area]
        condition = clause.condition
        leads = condition.side is Side.OBJECT
        stated = f"what leads to it by {condition.predicate}" if leads else condition.predicate
        if clause is self.plan.grouping[-1] and self._names_span:
            article = "the " if len(self.plan.grouping) == 1 else ""
            stated = f"{article}{_SPANS[self._span]} of {condition.predicate}"
        value = stated if clause.by is None else f"{clause.by.name} of {stated}"
        return " ".join([value, *self._qualified(condition), *_dated(clause), *self._universe(clause)])

    def _clause(self, clause: Clause) -> str:
        return " or ".join(map(self._one, clause.either))

    def _one(self, clause: Clause) -> str:
        condition, names = clause.condition, self.names
        if len(clause.predicates) > 1:
            return "anything that may be counted"
        leads = condition.side is Side.OBJECT
        parts = [f"a claim {condition.predicate} that leads to it" if leads else condition.predicate]
        if condition.members:
            parts.append(f"of {_named(condition.members, names)}")
        if condition.entities:
            parts.append(_entities(condition.entities, condition, names))
            parts += ["(itself, not its parts)"] if _leaves_parts(condition, names) else []
        if condition.within:
            parts.append(f"{_entities(condition.within, condition, names)} or what is part of it")
        if condition.codes:
            parts.append(" or ".join(_coded(clause)))
        parts += [f"in any {_SPANS[clause.each]}"] if clause.each else []
        parts += [f"each {clause.apart.name} by itself"] if clause.apart else []
        parts += _compared(condition)
        parts += [*self._qualified(condition), *_dated(clause), *self._universe(clause)]
        parts += [f"that has {self._clause(each)}" for each in clause.that]
        return " ".join(parts)


def _coded(clause: Clause) -> list[str]:
    """The codes that it names, those that are no words by name."""
    declared = clause.predicates[0].range
    named = None if declared is None or declared.codes is None else declared.codes.named
    return [code if named is None else named(code) for code in clause.condition.codes]


def _dated(clause: Clause) -> list[str]:
    """On which day it is meant, where that is one of what is counted."""
    return [] if clause.dated is None else [f"as of the {clause.dated.condition.predicate} of what is counted"]


def _leaves_parts(condition: Condition, names: Names) -> bool:
    """Whether what it names has parts, which it does not mean."""
    return condition.predicate != WITHIN and any(names.has_parts(each) for each in condition.entities[:NAMED])


def _shown(value: str, names: Names) -> str:
    try:
        return f"“{names.name(UUID(value))}”"
    except ValueError:
        return value


def _in_part(worded: Wording) -> str:
    parts = (("begins with", worded.begins), ("has", worded.contains))
    return " and ".join(f"{how} “{words}”" for how, words in parts if words is not None)


def _compared(condition: Condition) -> list[str]:
    parts = [" or ".join(f"“{each}”" for each in condition.texts)] if condition.texts else []
    if condition.contains is not None:
        parts.append(f"with “{condition.contains}”")
    if condition.since is not None:
        parts.append(f"since {condition.since}")
    if condition.before is not None:
        parts.append(f"before {condition.before}")
    if condition.at_least is not None:
        parts.append(f"at least {condition.at_least}")
    if condition.at_most is not None:
        parts.append(f"at most {condition.at_most}")
    return parts


def _entities(entities: Sequence[UUID], condition: Condition, names: Names) -> str:
    words = _named(entities, names)
    return f"from {words}" if condition.side is Side.OBJECT else words


def _named(entities: Sequence[UUID], names: Names) -> str:
    first = [f"“{names.name(each)}”" for each in entities[:NAMED]]
    more = len(entities) - len(first)
    return " or ".join(first) + (f" or {more} others" if more else "")
