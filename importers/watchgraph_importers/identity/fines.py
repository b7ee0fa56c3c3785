"""Which fines of several collections are one: country and amount must agree, and then day and who was fined.

On one day the parties must be one entity, or their names must agree, and no other fine may agree as well: two
authorities may fine the same firm the same amount on the same day.

Where the days differ the party must be one entity already, and have no other fine of that amount within six weeks in
either collection. Some collections date a fine by the decision, and others by the press release: Italy's authority
decided on Eni gas e luce on 2019-12-11 and said so on 2020-01-17; on TIM on 2020-01-15 and 2020-02-01.

What is less sure than that is for a person to decide: the party agrees, but a day is missing or too vague, or several
fines agree; the names agree within six weeks, but it is not known to be one party; or only the day agrees.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias
from uuid import UUID

from watchgraph_importers.identity.fined_parties import parties_agree
from watchgraph_importers.identity.mentions import Fine, Match, Mention
from watchgraph_importers.identity.spans import Span, span

RULE: Final = "same-fines/2"
SURE, UNSURE = 100, 50
NEAR: Final = 42
"""Days between a decision and the news of it, at most: five weeks and two days are the most that was seen."""
FEW: Final = 2
"""Of more than these that may be the same as one fine, none is proposed: a person could not tell either."""

AreOne: TypeAlias = Callable[[UUID, UUID], bool]


class Block(NamedTuple):
    """What fines that may be one have in common. country: ISO 3166-1 alpha-2. amount: with its currency."""

    country: str
    amount: str


class _Fined(NamedTuple):
    id: UUID
    fine: Fine
    days: Span | None


_Pair: TypeAlias = tuple[_Fined, _Fined]


class SameFines:
    """Judges fines of two data sets to be one; each fine is in one pair at most with those of another data set."""

    def __init__(self) -> None:
        self._blocks: dict[Block, dict[str, dict[UUID, _Fined]]] = defaultdict(lambda: defaultdict(dict))

    def add(self, mention: Mention) -> None:
        """Take note of a fine with a country."""
        if mention.fine is not None and mention.country is not None:
            block = self._blocks[Block(mention.country, mention.fine.amount)]
            block[mention.dataset][mention.id] = _fined(mention.id, mention.fine)

    def matches(self, mention: Mention, are_one: AreOne) -> list[Match]:
        """Match with the fines of other data sets. are_one: whether two parties are known to be one."""
        if mention.fine is None or mention.country is None:
            return []
        block = Block(mention.country, mention.fine.amount)
        sides = self._blocks[block]
        ours = _side({**sides[mention.dataset], mention.id: _fined(mention.id, mention.fine)})
        others = [_side(sides[dataset]) for dataset in sorted(sides) if dataset != mention.dataset]
        pairs = (match for theirs in others for match in _Comparison(block, ours, theirs, are_one).matches())
        return [match for match in pairs if mention.id in {match.left, match.right}]


def _fined(id_: UUID, fine: Fine) -> _Fined:
    return _Fined(id_, fine, span(fine.day))


def _side(fines: dict[UUID, _Fined]) -> list[_Fined]:
    return sorted(fines.values(), key=lambda each: each.id)


@dataclass(frozen=True)
class _Comparison:
    """Compares the fines of two data sets that agree in country and amount."""

    block: Block
    left: Sequence[_Fined]
    right: Sequence[_Fined]
    are_one: AreOne

    def matches(self) -> Iterator[Match]:
        """Judge the surest first; what is judged is not compared again."""
        settled: set[UUID] = set()
        for judged in (self._of_one_day, self._within_weeks, self._alike, self._last_of_the_day):
            left, right = ([fine for fine in side if fine.id not in settled] for side in (self.left, self.right))
            pairs = list(judged([(one, other) for one in left for other in right]))
            settled |= {fine.id for pair, _ in pairs for fine in pair}
            yield from self._told(pairs)

    def _told(self, pairs: Collection[tuple[_Pair, str]]) -> Iterator[Match]:
        times = Counter(fine.id for pair, _ in pairs for fine in pair)
        for pair, verdict in pairs:
            if max(times[fine.id] for fine in pair) <= FEW:
                yield self._match(*pair, verdict)

    def _of_one_day(self, pairs: Sequence[_Pair]) -> Iterator[tuple[_Pair, str]]:
        agreed = [pair for pair in pairs if _on_one_day(*pair) and (_names_agree(*pair) or self._one_party(*pair))]
        return ((pair, "SAME" if _alone(pair, agreed) else "UNSURE") for pair in agreed)

    def _within_weeks(self, pairs: Sequence[_Pair]) -> Iterator[tuple[_Pair, str]]:
        near = [pair for pair in pairs if _farthest(*pair) <= NEAR and self._one_party(*pair)]
        for pair in near:
            once = _alone(pair, near) and not any(map(self._repeats, pair))
            yield pair, "SAME" if once else "UNSURE"

    def _alike(self, pairs: Sequence[_Pair]) -> Iterator[tuple[_Pair, str]]:
        for pair in pairs:
            if _nearest(*pair) <= NEAR and (self._one_party(*pair) or _names_agree(*pair)):
                yield pair, "UNSURE"

    @staticmethod
    def _last_of_the_day(pairs: Sequence[_Pair]) -> Iterator[tuple[_Pair, str]]:
        return ((pair, "UNSURE") for pair in pairs if _on_one_day(*pair))

    def _one_party(self, one: _Fined, other: _Fined) -> bool:
        return any(self.are_one(left, right) for left in one.fine.bearers for right in other.fine.bearers)

    def _repeats(self, fine: _Fined) -> bool:
        """Whether its collection has another fine like it within weeks."""
        side = self.left if fine in self.left else self.right
        others = (other for other in side if other.id != fine.id)
        return any(_nearest(fine, other) <= NEAR and self._one_party(fine, other) for other in others)

    def _match(self, one: _Fined, other: _Fined, verdict: str) -> Match:
        one, other = sorted((one, other), key=lambda each: each.id)
        days = dict.fromkeys((one.fine.day or "no day", other.fine.day or "no day"))
        known = ", who are one" if self._one_party(one, other) and one.fine.party != other.fine.party else ""
        fined = f"fined are {_worded(one)} and {_worded(other)}{known}"
        basis = f"{self.block.country}, {' and '.join(days)}, {self.block.amount}; {fined}"
        score = SURE if verdict == "SAME" else UNSURE
        return Match(left=one.id, right=other.id, verdict=verdict, score=score, basis=basis, rule=RULE)


def _alone(pair: _Pair, pairs: Iterable[_Pair]) -> bool:
    """Whether neither of the two is in another pair."""
    ids = {fine.id for fine in pair}
    return sum(not ids.isdisjoint((one.id, other.id)) for one, other in pairs) == 1


def _on_one_day(one: _Fined, other: _Fined) -> bool:
    return one.days is not None and one.days.is_day and one.days == other.days


def _names_agree(one: _Fined, other: _Fined) -> bool:
    return parties_agree(one.fine.party, other.fine.party)


def _farthest(one: _Fined, other: _Fined) -> float:
    """Days between the two at most; infinite where one has none."""
    return float("inf") if one.days is None or other.days is None else one.days.farthest(other.days)


def _nearest(one: _Fined, other: _Fined) -> float:
    """Days between the two at least; none where one has no day: it may be any."""
    return 0 if one.days is None or other.days is None else one.days.nearest(other.days)


def _worded(fined: _Fined) -> str:
    return repr(fined.fine.party) if fined.fine.party else "somebody who is not named"
