"""Misspelt words: which words of the index a reader may have meant.

The index lists its own words in order, so one look reads only those that begin with the same letter and are about as
long; the distance is then measured word by word. Nothing is stored for it, and nothing has to be forgotten.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from watchgraph_projections.search.words import Words

SHORTEST = 5
"""Shorter words are too near to each other: Iran and Iraq, Mali and Bali."""
LONG = 9
"""From this length on a word may have two slips: a letter too many, missing, wrong, or two that changed places."""
MOST_NEAR = 50
"""Words that one misspelt word may stand for, the nearest first."""

_WORDS = text(
    "select term from search_word where term >= :first and term < :beyond and length(term) between :short and :long"
)


def with_spellings(connection: Connection, words: Words) -> Words:
    """Add to each word the words of the index that it may be a misspelling of."""
    return words.meaning(tuple(_near(connection, word) for word in words.words))


def slips(word: str) -> int:
    """How many slips a word may have; 0 for short words and for those with a digit, which name years and models."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 1 if len(word) < LONG else 2


def _near(connection: Connection, word: str) -> tuple[str, ...]:
    most = slips(word)
    if not most:
        return ()
    return tuple(sorted(_measured(word, _alike(connection, word, most), most)))


def _alike(connection: Connection, word: str, most: int) -> Sequence[str]:
    first = word[0]
    length = {"short": len(word) - most, "long": len(word) + most}
    return list(connection.scalars(_WORDS, {"first": first, "beyond": chr(ord(first) + 1), **length}))


def _measured(word: str, alike: Sequence[str], most: int) -> Iterable[str]:
    from rapidfuzz import process  # noqa: PLC0415 - some megabytes, which a server needs that is asked for words
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    found = process.extract(word, alike, scorer=OSA.distance, score_cutoff=most, limit=MOST_NEAR)
    return (near for near, distance, _ in found if distance and not near.startswith(word))
