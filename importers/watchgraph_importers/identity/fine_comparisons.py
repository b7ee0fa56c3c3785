"""Which fines of two collections are one, of those of one country and amount; and of one day and party, of another."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias
from uuid import UUID

from watchgraph_importers.identity.fined import (
    Fined,
    Pair,
    are_alone,
    farthest,
    names_agree,
    nearest,
    nobody_differs,
    on_one_day,
)
from watchgraph_importers.identity.mentions import Breach, Match

RULE: Final = "same-fines/3"
SURE, UNSURE = 100, 50
NEAR: Final = 42
"""Days between a decision and the news of it, at most: five weeks and two days are the most that was seen."""
FEW: Final = 2
"""Of more than these that may be the same as one fine, none is proposed: a person could not tell either."""

AreOne: TypeAlias = Callable[[UUID, UUID], bool]


@dataclass(frozen=True)
class Comparison:
    """Compares the fines of two data sets in one country.

    left, right: all those of one amount; or, for `of_other_amounts`, those of one day.
    """

    country: str
    left: Sequence[Fined]
    right: Sequence[Fined]
    are_one: AreOne

    def matches(self) -> Iterator[Match]:
        """Judge the surest first; what is judged is not compared again."""
        settled: set[UUID] = set()
        for judged in (
            self._of_one_day, self._within_weeks, self._for_one_breach, self._alike, self._last_of_the_day
        ):  # fmt: skip
            left, right = ([fine for fine in side if fine.id not in settled] for side in (self.left, self.right))
            pairs = list(judged([(one, other) for one in left for other in right]))
            settled |= {fine.id for pair, _ in pairs for fine in pair}
            yield from self._told(pairs)

    def of_other_amounts(self) -> Iterator[Match]:
        """Of fines of one day that nothing was matched with: those of one party, if it has one in each collection.

        Collections convert currencies at other rates, and some keep the amount that a court left of it.
        """
        pairs = [(one, other) for one in self.left for other in self.right]
        alike = [pair for pair in pairs if names_agree(*pair) or self._one_party(*pair)]
        return (self._match(*pair, "UNSURE") for pair in alike if are_alone(pair, alike))

    def _told(self, pairs: Collection[tuple[Pair, str]]) -> Iterator[Match]:
        times = Counter(fine.id for pair, _ in pairs for fine in pair)
        for pair, verdict in pairs:
            if max(times[fine.id] for fine in pair) <= FEW:
                yield self._match(*pair, verdict)

    def _of_one_day(self, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, str]]:
        agreed = [pair for pair in pairs if on_one_day(*pair) and (names_agree(*pair) or self._one_party(*pair))]
        return ((pair, "SAME" if are_alone(pair, agreed) else "UNSURE") for pair in agreed)

    def _within_weeks(self, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, str]]:
        near = [pair for pair in pairs if farthest(*pair) <= NEAR and self._one_party(*pair)]
        for pair in near:
            once = are_alone(pair, near) and not any(map(self._repeats, pair))
            yield pair, "SAME" if once else "UNSURE"

    def _for_one_breach(self, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, str]]:
        for pair in pairs:
            if self._breach_the_same(*pair) and (self._only_ones_of_the_day(pair) or self._only_ones_of_party(pair)):
                yield pair, "SAME"

    def _alike(self, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, str]]:
        for pair in pairs:
            if nearest(*pair) <= NEAR and (self._one_party(*pair) or names_agree(*pair)):
                yield pair, "UNSURE"

    @staticmethod
    def _last_of_the_day(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, str]]:
        return ((pair, "UNSURE") for pair in pairs if on_one_day(*pair))

    def _one_party(self, one: Fined, other: Fined) -> bool:
        return any(self.are_one(left, right) for left in one.fine.bearers for right in other.fine.bearers)

    def _repeats(self, fine: Fined) -> bool:
        """Whether its collection has another fine like it within weeks."""
        side = self.left if fine in self.left else self.right
        others = (other for other in side if other.id != fine.id)
        return any(nearest(fine, other) <= NEAR and self._one_party(fine, other) for other in others)

    def _breach_the_same(self, one: Fined, other: Fined) -> bool:
        """Whether both say for which provisions, and for the same."""
        ours, theirs = one.fine.breaches, other.fine.breaches
        return bool(ours) and len(ours) == len(theirs) and all(self._is_among(each, theirs) for each in ours)

    def _is_among(self, breach: Breach, others: Collection[Breach]) -> bool:
        return any(breach.provision == each.provision and self.are_one(breach.law, each.law) for each in others)

    def _only_ones_of_the_day(self, pair: Pair) -> bool:
        """Whether both are of one day and nothing speaks for two parties, and no other fine may be of that day."""
        if not on_one_day(*pair) or not nobody_differs(*pair):
            return False
        return not any(nearest(each, pair[0]) == 0 for each in self._others(pair))

    def _only_ones_of_party(self, pair: Pair) -> bool:
        """Whether their party is one and their dates, vague or missing, may be; and it has no other fine at all."""
        if nearest(*pair) > 0 or not self._one_party(*pair):
            return False
        return not any(self._one_party(each, pair[0]) for each in self._others(pair))

    def _others(self, pair: Pair) -> Iterator[Fined]:
        return (each for each in (*self.left, *self.right) if each.id not in {pair[0].id, pair[1].id})

    def _match(self, one: Fined, other: Fined, verdict: str) -> Match:
        one, other = sorted((one, other), key=lambda each: each.id)
        days = dict.fromkeys((one.fine.day or "no day", other.fine.day or "no day"))
        amounts = dict.fromkeys((one.fine.amount, other.fine.amount))
        known = ", who are one" if self._one_party(one, other) and one.fine.party != other.fine.party else ""
        fined = f"fined are {_worded(one)} and {_worded(other)}{known}"
        broken = ", for the same provisions" if self._breach_the_same(one, other) else ""
        basis = f"{self.country}, {' and '.join(days)}, {' and '.join(amounts)}; {fined}{broken}"
        score = SURE if verdict == "SAME" else UNSURE
        return Match(left=one.id, right=other.id, verdict=verdict, score=score, basis=basis, rule=RULE)


def _worded(fined: Fined) -> str:
    return repr(fined.fine.party) if fined.fine.party else "somebody who is not named"
