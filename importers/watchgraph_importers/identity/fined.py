"""Fines as they are compared: two by two, by their days and by who bears them."""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias
from uuid import UUID

from watchgraph_importers.identity.fined_parties import parties_agree
from watchgraph_importers.identity.mentions import Fine
from watchgraph_importers.identity.spans import Span, span


class Fined(NamedTuple):
    """A fine that a collection lists. days: those that its date may mean; None without one."""

    id: UUID
    fine: Fine
    days: Span | None


Pair: TypeAlias = tuple[Fined, Fined]


def fined(id_: UUID, fine: Fine) -> Fined:
    """Read a fine's day."""
    return Fined(id_, fine, span(fine.day))


def are_alone(pair: Pair, pairs: Iterable[Pair]) -> bool:
    """Whether neither of the two is in another pair."""
    ids = {each.id for each in pair}
    return sum(not ids.isdisjoint((one.id, other.id)) for one, other in pairs) == 1


def on_one_day(one: Fined, other: Fined) -> bool:
    """Whether both name one day, and the same."""
    return one.days is not None and one.days.is_day and one.days == other.days


def farthest(one: Fined, other: Fined) -> float:
    """Days between the two at most; infinite where one has none."""
    return float("inf") if one.days is None or other.days is None else one.days.farthest(other.days)


def nearest(one: Fined, other: Fined) -> float:
    """Days between the two at least; none where one has no day: it may be any."""
    return 0 if one.days is None or other.days is None else one.days.nearest(other.days)


def names_agree(one: Fined, other: Fined) -> bool:
    """Whether the words for who was fined agree."""
    return parties_agree(one.fine.party, other.fine.party)


def nobody_differs(one: Fined, other: Fined) -> bool:
    """Whether nothing is known that speaks for two parties: one has none, or both are persons, whose words are sealed.

    A person is no organisation: a party without words beside one with words is another.
    """
    known = one.fine.bearers and other.fine.bearers
    return not known or not (one.fine.party or other.fine.party)
