"""Which fines of the two collections are one: country, day and amount must agree, and then who was fined.

Two authorities may fine the same firm the same amount on the same day, so that a pair is certain only where neither
fine agrees with any other. Where the parties do not agree but nothing else is left to choose from, a person decides.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from anyascii import anyascii
from rapidfuzz import fuzz

from watchgraph_importers.acts import EntityKey, Judged
from watchgraph_importers.gdpr_fines.controllers import NOT_KNOWN

RULE: Final = "same-fines/1"
SURE, UNSURE = 100, 50
LIKE: Final = 90.0
"""Least likeness, of 100, of two names of one party of one fine: enough for slips, too little for another branch."""

_BRACKETS = re.compile(r"\([^()]*\)")
_INITIALS = re.compile(r"\b(?:\w\.\s?)+(?=\s|$|,)")
_WORDS = re.compile(r"[a-z0-9&]+")
_EMPTY: Final = frozenset(
    {"a", "an", "and", "the", "of", "de", "y", "sa", "sau", "sl", "slu", "srl", "spa", "as", "ab", "ltd", "inc", "gmbh"}
    | {"kft", "company", "sp", "zoo", "nv", "bv", "eood", "limited", "se", "ag", "oy", "oyj", "plc", "llc"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FineFacts:
    """What tells a fine from others. country: a code or an id of it. day: a whole day. amount: plain decimal, in euros.

    party: who was fined, in the words of the collection; empty where it does not know.
    """

    key: EntityKey
    country: str
    day: str
    amount: str
    party: str


def same_fines(ours: Iterable[FineFacts], theirs: Iterable[FineFacts]) -> Iterator[Judged]:
    """Judge which fines of one collection are which of the other; each fine is in one pair at most."""
    blocks: dict[tuple[str, str, str], tuple[list[FineFacts], list[FineFacts]]] = defaultdict(lambda: ([], []))
    for side, facts in enumerate((ours, theirs)):
        for each in facts:
            blocks[each.country, each.day, each.amount][side].append(each)
    for _, (left, right) in sorted(blocks.items()):
        yield from _of_block(left, right)


def _of_block(left: Sequence[FineFacts], right: Sequence[FineFacts]) -> Iterator[Judged]:
    agreed = [(one, other) for one in left for other in right if parties_agree(one.party, other.party)]
    taken = {fine.key for pair in agreed for fine in pair}
    for one, other in agreed:
        if sum(one in pair or other in pair for pair in agreed) == 1:
            yield _judged(one, other, "SAME", SURE)
    rest = [[fine for fine in side if fine.key not in taken] for side in (left, right)]
    if len(rest[0]) == len(rest[1]) == 1:
        yield _judged(rest[0][0], rest[1][0], "UNSURE", UNSURE)


def _judged(one: FineFacts, other: FineFacts, verdict: str, score: int) -> Judged:
    shared = f"{one.country}, {one.day}, {one.amount} euros"
    basis = f"{shared}; fined are {one.party!r} and {other.party!r}"
    return Judged(left=one.key, right=other.key, basis=basis, verdict=verdict, rule=RULE, score=score)


@cache
def parties_agree(one: str, other: str) -> bool:
    """Whether two cells may name one party: the same words, all words of the shorter in the longer, or nearly so.

    Only for fines that agree in all else: the words of a parent are in those of its subsidiary.
    """
    ours, theirs = _words(one), _words(other)
    if NOT_KNOWN.fullmatch(one) or NOT_KNOWN.fullmatch(other):
        return False
    if not ours or not theirs or _initials(one) != _initials(other):
        return False
    if ours <= theirs or theirs <= ours:
        return True
    return fuzz.ratio(" ".join(sorted(ours)), " ".join(sorted(theirs))) >= LIKE


@cache
def _words(party: str) -> frozenset[str]:
    """The words that tell a party from others; what stands in brackets explains it."""
    plain = anyascii(_INITIALS.sub(" ", _BRACKETS.sub(" ", party)).casefold()).replace("'", "")
    found = _WORDS.findall(plain)
    return frozenset(word for word in found if word not in _EMPTY) or frozenset(found)


def _initials(party: str) -> str:
    """Letters with points at the beginning are all that tells some firms apart (`T.K. EOOD`, `L.E. EOOD`)."""
    found = re.match(r"(?:[^\W\d_]\.\s?)+", party)
    return "" if found is None else re.sub(r"[.\s]", "", found[0]).casefold()
