"""A reader's words: as the index knows them, and where a text has them. No syntax of the index gets through."""

import re
from dataclasses import dataclass, replace
from typing import Self

from watchgraph_projections.search.errors import NothingToSearchError, SearchTooLongError
from watchgraph_projections.search.folding import fold

LONGEST_TEXT = 200
MOST_WORDS = 16

# fmt: off
LITTLE = frozenset([
    "a", "an", "and", "at", "by", "da", "de", "del", "der", "des", "di", "do", "du", "e", "el", "en", "et", "for",
    "from", "in", "la", "le", "les", "of", "on", "or", "the", "to", "y",
])
# fmt: on
"""Words that nearly any text may have: by themselves they find nothing where not all words are found."""
SHORT = 3
"""Letters of a word that counts only as a whole where not all words are found."""

_WORD = re.compile("[a-z0-9]+")
FTS5_WORDS, TSQUERY_WORDS = ('"{}"', '"{}"*'), ("{}", "{}:*")
_WRITTEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """What may stand for a word: a word that begins so, or one of these. Letters a to z and digits only."""

    beginnings: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def written(self, quoted: str, begins: str) -> list[str]:
        """Write each. quoted, begins: patterns of the index's language for a word, and for the beginning of one."""
        return [*map(begins.format, self.beginnings), *map(quoted.format, self.words)]


@dataclass(frozen=True, slots=True)
class IndexQuery:
    """What an index is asked for: texts that have a form of each of these."""

    all_of: tuple[Forms, ...]

    @property
    def fts5(self) -> str:
        """As SQLite reads it."""
        return " AND ".join(f"({' OR '.join(each.written(*FTS5_WORDS))})" for each in self.all_of)

    @property
    def tsquery(self) -> str:
        """As PostgreSQL reads it."""
        return " & ".join(f"({' | '.join(each.written(*TSQUERY_WORDS))})" for each in self.all_of)


@dataclass(frozen=True, slots=True)
class Words:
    """What is searched.

    folded: the whole text as the index folds it; words: its words, in order, each once. near: for each word those that
    it may be a misspelling of; empty where nobody looked.
    """

    folded: str
    words: tuple[str, ...]
    near: tuple[tuple[str, ...], ...] = ()

    def meaning(self, near: tuple[tuple[str, ...], ...]) -> Self:
        """The same with the words that it may be a misspelling of; one part for each word."""
        return replace(self, near=near)

    @property
    def beginnings(self) -> IndexQuery:
        """What texts have that have, for every word, a word which begins with it."""
        return IndexQuery(tuple(Forms(beginnings=(word,)) for word in self.words))

    @property
    def whole(self) -> IndexQuery:
        """What texts have that have every word."""
        return IndexQuery(tuple(Forms(words=(word,)) for word in self.words))

    @property
    def tolerant(self) -> IndexQuery | None:
        """What texts have that have, for every word, it or one that it may stand for; None where none may."""
        if not any(self.near):
            return None
        meant = zip(self.words, self.near, strict=True)
        return IndexQuery(tuple(Forms(beginnings=(word,), words=near) for word, near in meant))

    @property
    def each(self) -> tuple[IndexQuery, ...]:
        """What texts have that have one of the words, for every word by itself that says something.

        One of few letters has to be there whole: too many words begin with them.
        """
        near = self.near or ((),) * len(self.words)
        telling = [pair for pair in zip(self.words, near, strict=True) if pair[0] not in LITTLE]
        return tuple([IndexQuery((_alone(*pair),)) for pair in telling])

    @property
    def some(self) -> IndexQuery:
        """What texts have that have any word that says something. There must be one."""
        forms = [form for query in self.each for form in query.all_of]
        begun = tuple([each for form in forms for each in form.beginnings])
        return IndexQuery((Forms(beginnings=begun, words=tuple([each for form in forms for each in form.words])),))

    def found_in(self, text: str) -> tuple[str, ...]:
        """The words of a text that were searched for, as the text writes them, in its order, each once."""
        written = dict.fromkeys(_WRITTEN.findall(text))
        return tuple(word for word in written if self._begins(word))

    def _begins(self, written: str) -> bool:
        meant = {each for near in self.near for each in near}
        return any(part in meant or part.startswith(self.words) for part in _WORD.findall(fold(written)))


def _alone(word: str, near: tuple[str, ...]) -> Forms:
    return Forms(words=(word,)) if len(word) <= SHORT else Forms(beginnings=(word,), words=near)


def read(text: str) -> Words:
    """Read what a reader typed, in any script. Raises NothingToSearchError, SearchTooLongError."""
    folded = fold(text[: LONGEST_TEXT + 1]).replace("\0", " ")  # which PostgreSQL takes in no text
    words = tuple(dict.fromkeys(_WORD.findall(folded)))
    if len(text) > LONGEST_TEXT or len(words) > MOST_WORDS:
        raise SearchTooLongError(f"search for {MOST_WORDS} words and {LONGEST_TEXT} characters at most")
    if not words:
        raise NothingToSearchError(f"{text!r} has no letter and no digit to search for")
    return Words(folded, words)
