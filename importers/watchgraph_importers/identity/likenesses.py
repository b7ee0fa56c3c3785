"""Whether two differing names may be one: a slip of the pen, a letter lost, a word more; never two known words."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from watchgraph_importers.identity.folding import MARK
from watchgraph_importers.identity.words import is_place, words

_SHORT_WORD: Final = 5
_LONG_WORD: Final = 9
_LONE_WORD: Final = 7
"""A name of one word must have so many letters before one of them may be wrong."""

AREAS: Final = frozenset({"municipality", "region", "city", "county", "police"})
"""Heads of names whose other word is a place: two places may differ in one letter."""
_PINYIN: Final = re.compile(
    "(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|uang|iong|ang|eng|ing|ong|ian|uan|iao|uai|an|en|in|un|ai|ei|ui|ao|ou|iu|ie|ue|er|ia|ua|uo|a|e|i|o|u))+"
)
STRUCTURE: Final = frozenset({"corporation", "company", "co", "limited", "ltd", "inc", "corp"})
"""Words that may stand inside one spelling of a name and be missing in another."""
PARENTS: Final = frozenset({"group", "holding"})
RANK: Final = PARENTS | frozenset({"international", "technology", "system", "industry", "national"})
"""Words that tell a parent from its subsidiary as often as they do not: a person decides."""


class Verdict(StrEnum):
    """SAME: surely one. UNSURE: a person should look."""

    SAME = "SAME"
    UNSURE = "UNSURE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How like two names are. score: 0 to 100. because: ends the sentence `'X' and 'Y' are one name:` or `may be`."""

    verdict: Verdict
    score: int
    because: str


def likeness(
    left: tuple[str, ...], right: tuple[str, ...], *, declared: bool = False, acronym: bool = False
) -> Likeness | None:
    """Compare the words of two names that are not equal; None where they are not like each other.

    declared: one of them is a declared spelling, which a name of a single word must be to be thought misspelt.
    acronym: both give one acronym in brackets, so that a word more or less does not part them.
    """
    if len(left) == len(right):
        return _same_length(left, right, declared=declared)
    shorter, longer = sorted((left, right), key=len)
    return _one_more(shorter, longer, acronym=acronym) if len(longer) == len(shorter) + 1 else None


def _same_length(left: tuple[str, ...], right: tuple[str, ...], *, declared: bool) -> Likeness | None:
    pairs = [(one, other) for one, other in zip(left, right, strict=True) if one != other]
    if pairs and all(_letters_lost(*pair) for pair in pairs):
        return Likeness(verdict=Verdict.SAME, score=97, because="a damaged letter apart, they are equal")
    if len(pairs) != 1:
        return None
    if len(left) == 1 and min(len(left[0]), len(right[0])) < _LONE_WORD:
        return None
    return _one_word(*pairs[0], doubtful=bool({left[0], left[-1]} & AREAS) or (len(left) == 1 and not declared))


def _one_word(one: str, other: str, *, doubtful: bool) -> Likeness | None:
    """Compare the only words in which two names differ.

    Chinese names are often one letter apart, as Datang and Datong are: two that may both be Chinese are doubtful.
    """
    if _told_apart(one, other) or not _slip(one, other):
        return None
    sure = _is_known(one) != _is_known(other) or min(len(one), len(other)) >= _LONE_WORD
    if doubtful or not sure or (_PINYIN.fullmatch(one) and _PINYIN.fullmatch(other)):
        return Likeness(verdict=Verdict.UNSURE, score=80, because=f"{one!r} may be a misspelt {other!r}")
    return Likeness(verdict=Verdict.SAME, score=93, because=f"{one!r} and {other!r} differ as by a slip of the pen")


def _told_apart(one: str, other: str) -> bool:
    """Whether the words are two: both known, both places, or with other numbers."""
    if any(letter.isdigit() for letter in one + other):
        return True
    return _is_known(one) and _is_known(other)


def _is_known(word: str) -> bool:
    return word in words().general or is_place(word)


def _slip(one: str, other: str) -> bool:
    """Whether one word may be the other misspelt: one letter, in long words two."""
    shortest = min(len(one), len(other))
    if shortest < _SHORT_WORD:
        return False
    allowed = 2 if shortest >= _LONG_WORD and (_is_known(one) or _is_known(other)) else 1
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _letters_lost(one: str, other: str) -> bool:
    return any(MARK in word and _pattern(word).fullmatch(against) for word, against in ((one, other), (other, one)))


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    """Match what the word may have been: one or two letters for each lost one, and no plural told from a singular."""
    singular = word.removesuffix("s")
    return re.compile("".join(r"[a-z~]{0,2}" if letter == MARK else re.escape(letter) for letter in singular) + "s?")


def _one_more(shorter: tuple[str, ...], longer: tuple[str, ...], *, acronym: bool) -> Likeness | None:
    """Compare a name with one that has a word more."""
    added = [word for at, word in enumerate(longer) if (*longer[:at], *longer[at + 1 :]) == shorter]
    if not added or longer[0] == "ministry" or added[0].isdigit():
        return None
    if added[0] in STRUCTURE:
        return Likeness(verdict=Verdict.SAME, score=92, because=f"only {added[0]!r} is missing in one")
    if acronym and added[0] not in PARENTS and (added[0] == longer[0] or added[0] not in words().places):
        return Likeness(
            verdict=Verdict.SAME, score=91, because=f"only {added[0]!r} is missing in one, and both have one acronym"
        )
    if added[0] == "china" and longer[0] == "china" and _is_particular(shorter):
        return Likeness(verdict=Verdict.SAME, score=90, because="only a leading 'China' is missing in one")
    if added[0] in RANK or (added[0] == longer[0] and added[0] in words().places):
        return Likeness(verdict=Verdict.UNSURE, score=75, because=f"only {added[0]!r} is missing in one")
    return None


def _is_particular(name: tuple[str, ...]) -> bool:
    """Whether a Chinese firm's name means it without `China`: three words, one of them its own or a province."""
    return len(name) > 2 and (name[0] not in words().general)  # noqa: PLR2004 - the three words of the docstring
