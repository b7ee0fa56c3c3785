"""Which fines of several collections are one: country and amount must agree, and then day and who was fined.

On one day the parties must be one entity, or their names must agree, and no other fine may agree as well: two
authorities may fine the same firm the same amount on the same day.

Where the days differ the party must be one entity already, and have no other fine of that amount within six weeks in
either collection. Some collections date a fine by the decision, and others by the press release: Italy's authority
decided on Eni gas e luce on 2019-12-11 and said so on 2020-01-17; on TIM on 2020-01-15 and 2020-02-01.

The provisions that were broken stand for what is not known of the party or of the day. Where they are the same, fines
of one day are one if no other may be of that day and nothing speaks for two parties: a collection does not know it, or
both are persons. And fines of one party are one if one has a vague date or none, and it has no other of that amount at
all. Measured on the two collections of fines by the GDPR, on those whose party and day are known: by provisions and day
alone 157 of 157 are of one party, and by provisions and party alone 127 of 127 lie within six weeks.

What is less sure than that is for a person to decide: the party agrees, but a day is missing or too vague, or several
fines agree; the names agree within six weeks, but it is not known to be one party; or only the day agrees. So are the
only two fines of a party on a day that differ in their amounts.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias
from uuid import UUID

from watchgraph_importers.identity.fine_comparisons import AreOne, Comparison
from watchgraph_importers.identity.fined import Fined, fined
from watchgraph_importers.identity.mentions import Match, Mention


class Block(NamedTuple):
    """What fines that may be one have in common. country: ISO 3166-1 alpha-2. told: the amount, or the day."""

    country: str
    told: str


_Sides: TypeAlias = dict[str, dict[UUID, Fined]]
"""The fines of a block, by data set."""


class SameFines:
    """Judges fines of two data sets to be one; each fine is in one pair at most with those of another data set."""

    def __init__(self) -> None:
        self._of_amount: dict[Block, _Sides] = defaultdict(lambda: defaultdict(dict))
        self._of_day: dict[Block, _Sides] = defaultdict(lambda: defaultdict(dict))

    def add(self, mention: Mention) -> None:
        """Take note of a fine with a country."""
        if mention.fine is not None and mention.country is not None:
            found = fined(mention.id, mention.fine)
            for blocks, told in ((self._of_amount, mention.fine.amount), (self._of_day, mention.fine.day)):
                blocks[Block(mention.country, told)][mention.dataset][mention.id] = found

    def matches(self, mention: Mention, are_one: AreOne) -> list[Match]:
        """Match with the fines of other data sets. are_one: whether two entities are known to be one."""
        if mention.fine is None or mention.country is None:
            return []
        ours = fined(mention.id, mention.fine)
        known = _Known(mention.country, self._of_amount, are_one)
        found: list[Match] = []
        for other in _others(self._of_amount[Block(mention.country, mention.fine.amount)], mention.dataset):
            found += known.of_amount(ours, mention.dataset, other).matches()
        for other in _others(self._of_day[Block(mention.country, mention.fine.day)], mention.dataset):
            found += self._on_day(mention.country, ours, (mention.dataset, other), known)
        return [match for match in found if mention.id in {match.left, match.right}]

    def _on_day(self, country: str, ours: Fined, datasets: tuple[str, str], known: "_Known") -> Iterator[Match]:
        """Compare what nothing was matched with and is of the day of a fine."""
        if ours.days is None or not ours.days.is_day or known.is_matched(ours, *datasets):
            return iter(())
        sides = self._of_day[Block(country, ours.fine.day)]
        left, right = (
            [each for each in _side(sides[own]) if not known.is_matched(each, own, other)]
            for own, other in (datasets, datasets[::-1])
        )
        return Comparison(country, left, right, known.are_one).of_other_amounts()


class _Known(NamedTuple):
    """The fines of a country by amount."""

    country: str
    blocks: dict[Block, _Sides]
    are_one: AreOne

    def of_amount(self, fine: Fined, own: str, other: str) -> Comparison:
        """Compare the fines of two data sets that have the amount of a fine of the first."""
        sides = self.blocks[Block(self.country, fine.fine.amount)]
        left = _side({**sides[own], fine.id: fine})
        return Comparison(self.country, left, _side(sides[other]), self.are_one)

    def is_matched(self, fine: Fined, own: str, other: str) -> bool:
        """Whether anything of its amount may be the same as a fine."""
        return any(fine.id in {match.left, match.right} for match in self.of_amount(fine, own, other).matches())


def _others(sides: _Sides, dataset: str) -> list[str]:
    return sorted(each for each in sides if each != dataset)


def _side(fines: dict[UUID, Fined]) -> list[Fined]:
    return sorted(fines.values(), key=lambda each: each.id)
