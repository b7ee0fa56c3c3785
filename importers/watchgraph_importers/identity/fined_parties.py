"""Whether two cells may name one party of one fine, by their words."""

import re
from functools import cache
from typing import Final

from anyascii import anyascii
from rapidfuzz import fuzz

from watchgraph_importers.identity.words import words

LIKE: Final = 90.0
"""Least likeness, of 100, of two names of one party of one fine: enough for slips, too little for another branch."""

_BRACKETS = re.compile(r"\([^()]*\)")
_INITIALS = re.compile(r"\b(?:\w\.\s?)+(?=\s|$|,)")
_WORDS = re.compile(r"[a-z0-9&]+")
_EMPTY: Final = frozenset(
    {"a", "an", "and", "the", "of", "de", "y", "sa", "sau", "sl", "slu", "srl", "spa", "as", "ab", "ltd", "inc", "gmbh"}
    | {"kft", "company", "sp", "zoo", "nv", "bv", "eood", "limited", "se", "ag", "oy", "oyj", "plc", "llc"}
)


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
