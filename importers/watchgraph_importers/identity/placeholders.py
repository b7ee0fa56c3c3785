"""Names that mean nobody in particular: blanks, unknowns, crowds and mere descriptions."""

import re
from typing import Final

from watchgraph_importers.identity.folding import folded, mended
from watchgraph_importers.identity.readings import plain_words, tells, without_type
from watchgraph_importers.identity.words import words

_VAGUE: Final = re.compile(
    r"^(?:unknown|unknwon|unnamed|unidentified|unspecified|undisclosed|anonymous|various|variety|several|multiple"
    r"|two|three|some|possibly|possible|probably) "
)
_PHRASE: Final = re.compile(
    r"\b(?:targeted by|impersonating|posing as|linked|unknown|not available at|probably same|name not|using"
    r"|controlled by)\b"
)
_ARTICLE: Final = re.compile(r"^an? ", re.IGNORECASE)
_ACCOUNT: Final = re.compile(r"(?:^|[\s-])@\w|^u/|^https?:")
_LONGEST: Final = 28
"""Words of the longest name; what is longer is a sentence."""


def is_placeholder(name: str) -> bool:
    """Whether a cell names nobody: `Unknown`, `Mult`, `unnamed Chinese company`, `ChatGPT users`, a country or region.

    A name that many bear (`Ministry of Health`) is no placeholder: with its country it means one.
    """
    plain = folded(without_type(mended(name)))
    found = plain.split()
    if not plain or plain in words().blank or len(found) > _LONGEST:
        return True
    if _VAGUE.match(plain) or _PHRASE.search(plain) or _ACCOUNT.search(mended(name)):
        return True
    return _is_crowd(found) or _is_region(plain) or _is_any(name)


def _is_any(name: str) -> bool:
    """Whether it is one of many: a bank, a mayor."""
    return bool(_ARTICLE.match(name)) and not tells(plain_words(_ARTICLE.sub("", name)))


def _is_crowd(found: list[str]) -> bool:
    """Whether the last words are people or firms that nobody names."""
    return found[-1] in words().crowd or " ".join(found[-2:]) in words().crowd


def _is_region(plain: str) -> bool:
    """Whether the whole name is a country or a larger region."""
    known = plain_words(plain)
    return len(known) == 1 and known[0] in words().places
