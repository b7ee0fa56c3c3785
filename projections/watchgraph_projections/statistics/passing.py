"""Which stored texts pass a condition: what only we can read is compared by us, each different text once."""

from collections.abc import Callable, Sequence

from watchgraph.domain import edtf
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.queries import Condition, Wording
from watchgraph_projections.statistics.statements import (
    PLANNED,
    STAGE,
    has,
    qualified,
    stated_bounds,
    stated_days,
    stated_text,
)
from watchgraph_projections.statistics.values import Asked

Passes = Callable[[str | None], bool]
Choose = Callable[[Asked, Clause], Passes]
"""Says, of the clause of a question, which of the texts that are stored pass it."""


def has_qualifiers(asked: Asked, own: Clause) -> Passes:
    """Qualifiers that the condition asks for; entities under whatever id."""
    wanted = {name: asked.lookups.shown_id(value) for name, value in own.condition.qualifiers}
    worded = own.condition.worded
    return lambda text: has(text or "[]", wanted) and _is_worded(text or "[]", worded)


def _is_worded(text: str, wanted: Sequence[Wording]) -> bool:
    stated = qualified(text) if wanted else {}
    return all(_has_wording(stated.get(each.name) or "", each) for each in wanted)


def _has_wording(stated: str, wanted: Wording) -> bool:
    words, begins = stated.casefold(), (wanted.begins or "").casefold()
    goes_on = words[len(begins) : len(begins) + 1].isalnum() and begins[-1:].isalnum()
    return words.startswith(begins) and not goes_on and (wanted.contains or "").casefold() in words


def is_planned(_: Asked, _own: Clause) -> Passes:
    """Qualifiers that say what is planned."""
    return lambda text: qualified(text or "[]").get(STAGE) == PLANNED


def has_words(_: Asked, own: Clause) -> Passes:
    """A text that the condition asks for."""
    return lambda value: _words_match(value, own.condition)


def has_number(_: Asked, own: Clause) -> Passes:
    """A number that surely lies between those of the condition."""
    return lambda value: _fits(value, own.condition)


def has_date(_: Asked, own: Clause) -> Passes:
    """A date that surely lies between those of the condition."""
    return lambda value: _date_matches(value, own.condition)


def has_none(_: Asked, _own: Clause) -> Passes:
    """No date at all."""
    return lambda value: stated_days(value) is None


def _words_match(value: str | None, condition: Condition) -> bool:
    words = stated_text(value) or ""
    is_one = not condition.texts or words in condition.texts
    return is_one and (condition.contains is None or condition.contains.casefold() in words.casefold())


def _fits(value: str | None, condition: Condition) -> bool:
    at_least, at_most = condition.at_least, condition.at_most
    low, high = stated_bounds(value)
    return (at_least is None or low >= at_least) and (at_most is None or high <= at_most)


def _date_matches(value: str | None, condition: Condition) -> bool:
    days = stated_days(value)
    if days is None:
        return False
    is_since = condition.since is None or days[0] >= edtf.first_day(condition.since)
    return is_since and (condition.before is None or days[1] < edtf.first_day(condition.before))
