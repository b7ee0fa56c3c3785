"""Names that mean nobody in particular: blanks, unknowns, crowds and mere descriptions."""

import re
from functools import cache
from typing import Final

from watchgraph_importers.identity.folding import folded, mended
from watchgraph_importers.identity.readings import plain_words, read, tells, without_type
from watchgraph_importers.identity.words import crowd, words

_BLANK: Final = frozenset(
    "na|n a|none|null|nil|tbd|tba|unknown|unknwon|unset|unspecified|unnamed|undisclosed|anonymous|not known|mult|multiple|"
    "various|several|many|other|others|not applicable|not available|not disclosed|no data|private individual|private person|individual|"
    "law enforcement|general public|vendor|company|government|police|public|self|yes|no|x|proof|dot|doctors".split("|")
)
_VAGUE: Final = re.compile(
    r"^(?:unknown|unknwon|unnamed|unidentified|unspecified|undisclosed|anonymous|various|variety|several|multiple|two|three|some|possibly|possible|probably) "
)
_PHRASE: Final = re.compile(
    r"\b(?:targeted by|impersonating|posing as|linked|unknown|not available at|probably same|name not|using|controlled by)\b"
)
_ARTICLE: Final = re.compile(r"^an? ")
_USER: Final = re.compile(r"(?:^|[\s-])@\w|^u/|^https?:")
_SENTENCE: Final = 28


def is_placeholder(name: str) -> bool:
    """Whether a cell names nobody: `Unknown`, `Mult`, `unnamed Chinese company`, `ChatGPT users`, a region, a description.

    A name that many bear (`Ministry of Health`) is no placeholder: with its country it means one.
    """
    plain = folded(without_type(mended(name)))
    if not plain or plain in _BLANK or _VAGUE.match(plain) or _PHRASE.search(plain) or _USER.search(mended(name)):
        return True
    found = plain.split()
    if _ARTICLE.match(name.casefold()):
        return not tells(plain_words(plain))
    return len(found) > _SENTENCE or _is_crowd(found) or _is_region(name)


def means_nobody(name: str) -> bool:
    """Whether a name is a placeholder or so general that it cannot be matched without more."""
    return is_placeholder(name) or not tells(read(name).words)


def _is_crowd(found: list[str]) -> bool:
    """Whether the last words are people or firms that nobody names."""
    return found[-1] in crowd() or " ".join(found[-2:]) in crowd()


@cache
def _is_region(name: str) -> bool:
    """Whether the whole name is a country, a region or a city."""
    known = plain_words(name)
    return len(known) == 1 and known[0] in words().places
