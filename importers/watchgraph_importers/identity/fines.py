"""Which fines of several collections are one: country, day and amount must agree, and then who was fined.

Two authorities may fine the same firm the same amount on the same day, so that a pair is certain only where neither
fine agrees with any other. Where the parties do not agree but nothing else is left to choose from, a person decides.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple
from uuid import UUID

from anyascii import anyascii
from rapidfuzz import fuzz

from watchgraph_importers.identity.mentions import Fine, Match, Mention
from watchgraph_importers.identity.words import words

RULE: Final = "same-fines/1"
SURE, UNSURE = 100, 50
LIKE: Final = 90.0
"""Least likeness, of 100, of two names of one party of one fine: enough for slips, too little for another branch."""

_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BRACKETS = re.compile(r"\([^()]*\)")
_INITIALS = re.compile(r"\b(?:\w\.\s?)+(?=\s|$|,)")
_WORDS = re.compile(r"[a-z0-9&]+")
_EMPTY: Final = frozenset(
    {"a", "an", "and", "the", "of", "de", "y", "sa", "sau", "sl", "slu", "srl", "spa", "as", "ab", "ltd", "inc", "gmbh"}
    | {"kft", "company", "sp", "zoo", "nv", "bv", "eood", "limited", "se", "ag", "oy", "oyj", "plc", "llc"}
)


class Block(NamedTuple):
    """What fines that may be one have in common. country: ISO 3166-1 alpha-2. amount: with its currency."""

    country: str
    day: str
    amount: str


class _Fined(NamedTuple):
    id: UUID
    party: str


class SameFines:
    """Judges fines of two data sets to be one; each fine is in one pair at most with those of another data set."""

    def __init__(self) -> None:
        self._blocks: dict[Block, dict[str, dict[UUID, str]]] = defaultdict(lambda: defaultdict(dict))

    def add(self, mention: Mention) -> None:
        """Take note of a fine with a country and a whole day."""
        if mention.fine is not None and (block := _block(mention.country, mention.fine)):
            self._blocks[block][mention.dataset][mention.id] = mention.fine.party

    def matches(self, mention: Mention) -> list[Match]:
        """Match with the fines of other data sets."""
        if mention.fine is None or (block := _block(mention.country, mention.fine)) is None:
            return []
        sides = self._blocks[block]
        others = [_side(sides[dataset]) for dataset in sorted(sides) if dataset != mention.dataset]
        ours = _side({**sides[mention.dataset], mention.id: mention.fine.party})
        pairs = (match for theirs in others for match in _of_block(block, ours, theirs))
        return [match for match in pairs if mention.id in {match.left, match.right}]


def _block(country: str | None, fine: Fine) -> Block | None:
    if country is None or not _WHOLE_DAY.fullmatch(fine.day):
        return None
    return Block(country, fine.day, fine.amount)


def _side(fines: dict[UUID, str]) -> list[_Fined]:
    return [_Fined(*each) for each in sorted(fines.items())]


def _of_block(block: Block, left: Sequence[_Fined], right: Sequence[_Fined]) -> Iterator[Match]:
    agreed = [(one, other) for one in left for other in right if parties_agree(one.party, other.party)]
    taken = {fine.id for pair in agreed for fine in pair}
    for one, other in agreed:
        if sum(one in pair or other in pair for pair in agreed) == 1:
            yield _match(block, one, other, "SAME")
    rest = [[fine for fine in side if fine.id not in taken] for side in (left, right)]
    if len(rest[0]) == len(rest[1]) == 1:
        yield _match(block, rest[0][0], rest[1][0], "UNSURE")


def _match(block: Block, one: _Fined, other: _Fined, verdict: str) -> Match:
    one, other = sorted((one, other))
    basis = f"{', '.join(block)}; fined are {_worded(one)} and {_worded(other)}"
    score = SURE if verdict == "SAME" else UNSURE
    return Match(left=one.id, right=other.id, verdict=verdict, score=score, basis=basis, rule=RULE)


def _worded(fine: _Fined) -> str:
    return repr(fine.party) if fine.party else "somebody who is not named"


@cache
def parties_agree(one: str, other: str) -> bool:
    """Whether two cells may name one party: the same words, all words of the shorter in the longer, or nearly so.

    Only for fines that agree in all else: the words of a parent are in those of its subsidiary.
    """
    ours, theirs = _words(one), _words(other)
    if not ours or not theirs or _initials(one) != _initials(other):
        return False
    if ours <= theirs or theirs <= ours:
        return True
    return fuzz.ratio(" ".join(sorted(ours)), " ".join(sorted(theirs))) >= LIKE


@cache
def _words(party: str) -> frozenset[str]:
    """The words that tell a party from others, none of one who is not known; what stands in brackets explains it."""
    plain = anyascii(_INITIALS.sub(" ", _BRACKETS.sub(" ", party)).casefold()).replace("'", "")
    found = _WORDS.findall(plain)
    if " ".join(found) in words().blank:
        return frozenset()
    return frozenset(word for word in found if word not in _EMPTY) or frozenset(found)


def _initials(party: str) -> str:
    """Letters with points at the beginning are all that tells some firms apart (`T.K. EOOD`, `L.E. EOOD`)."""
    found = re.match(r"(?:[^\W\d_]\.\s?)+", party)
    return "" if found is None else re.sub(r"[.\s]", "", found[0]).casefold()
