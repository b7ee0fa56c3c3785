"""How a raw organisation name is read: the words that tell it from others, and what stands in its brackets."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from watchgraph_importers.identity.bodies import arranged
from watchgraph_importers.identity.folding import folded, mended
from watchgraph_importers.identity.words import is_place, singular, words

AGENCY_TYPES: Final = (
    "Academic, Training and Research",
    "Foundation",
    "Government Agency",
    "International NGO",
    "Multilateral",
    "National NGO",
    "Political Party",
    "Private Sector",
    "Public Private Partnership",
    "Regional NGO",
    "State-Owned Company",
)
"""What AidData writes behind an agency's name: a type, never a part of the name."""

_TYPE: Final = re.compile(rf"(?:^|,)\s*(?:{'|'.join(map(re.escape, AGENCY_TYPES))})\s*$", re.IGNORECASE)
_BRACKET: Final = re.compile(r"[(\[]([^()\[\]]*(?:\([^()]*\))?[^()\[\]]*)[)\]]?")
_RENAMED: Final = re.compile(
    r"^(?:formerly|previously|fka|f/k/a|aka|a\.k\.a\.|also known as|now|ex)\b[\s:]*(?:known as)?\s*", re.IGNORECASE
)
_ACRONYM: Final = re.compile(r"^[A-Z0-9][A-Za-z0-9&.\-/]{0,9}$")
_DASH: Final = re.compile(r"\s+[-\u2013\u2014]\s+")
_STRUCTURE: Final = frozenset(
    {"group", "limited", "holding", "holdings", "pty", "private", "ltd", "international", "t"}
)
_PLACE_CODES: Final = frozenset({"BVI", "HK", "PRC", "UAE", "UK", "US", "USA"})
_LEGAL_LENGTH: Final = 5
_JOINED_LENGTH: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A name as it is compared.

    words: folded, in order, without legal form and brackets. acronyms: folded, from brackets.
    aliases: words of other names that brackets give. short: whether the whole name is one acronym, as `CMEC`.
    """

    raw: str
    words: tuple[str, ...]
    acronyms: frozenset[str] = frozenset()
    aliases: tuple[tuple[str, ...], ...] = ()
    short: bool = False

    @property
    def key(self) -> str:
        """The words run together: `Stability AI` and `StabilityAI` have one key."""
        return "".join(self.words)


@lru_cache(maxsize=65_536)
def read(raw: str) -> Reading:
    """Read a name. Its words are empty where nothing is left: then it names nobody."""
    text = without_type(mended(raw)).strip(" *`'\"")
    bare, brackets = _without_brackets(text)
    main, acronyms, aliases = plain_words(_left_of_dash(bare)), set(_initials_of_dash(bare)), list[tuple[str, ...]]()
    for content in brackets:
        if _is_acronym(content):
            acronyms |= {folded(part).replace(" ", "") for part in content.split("/")}
        elif tells(alias := _alias(content)):
            aliases.append(alias)
    if not tells(main) and not acronyms and aliases:
        main, aliases = aliases[0], aliases[1:]
    short = _is_acronym(text)
    return Reading(raw=raw, words=main, acronyms=frozenset(acronyms), aliases=tuple(aliases), short=short)


def _alias(content: str) -> tuple[str, ...]:
    """Read another name that stands in brackets, itself without brackets."""
    return plain_words(_without_brackets(_RENAMED.sub("", content))[0])


def without_type(text: str) -> str:
    """Cut off the type of agency that AidData writes behind a name."""
    return _TYPE.sub("", text)


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a name that are compared, in one order."""
    return arranged(_known(_without_legal_form(folded(text).split())))


def tells(name: tuple[str, ...]) -> bool:
    """Whether the words mean somebody in particular: one that is not general, or a general one with a place."""
    general, places = words().general, words().places
    said = [word for at, word in enumerate(name) if word not in general and (at == 0 or not word.isdigit())]
    if any(word not in places for word in said):
        return len("".join(name)) > 1
    if "embassy" in name or "consulate" in name:
        return len(said) > 1
    return bool(said) and len(said) < len(name)


def _without_brackets(text: str) -> tuple[str, list[str]]:
    """Take out the brackets, but leave inside the name what is a part of it: a place, `(Group)`, `(Limited)`."""
    taken: list[str] = []
    outside = set(folded(_BRACKET.sub(" ", text)).split())

    def place(found: re.Match[str]) -> str:
        content = found[1].strip(" '\"")
        inside = folded(content)
        said = set(inside.split()) <= outside
        if not said and (inside in _STRUCTURE or (_is_place_name(inside) and not _is_acronym(content))):
            return f" {content} "
        taken.append(content)
        return " "

    return _BRACKET.sub(place, text), taken


def _is_acronym(content: str) -> bool:
    """Whether most letters are capitals, as in CDB or BfDI, and it is no place's code."""
    capitals = sum(letter.isupper() for letter in content)
    return bool(_ACRONYM.match(content)) and 2 * capitals > len(content) and content not in _PLACE_CODES


def _is_place_name(inside: str) -> bool:
    known = _known(inside.split())
    return len(known) == 1 and is_place(known[0])


def _initials_of_dash(text: str) -> list[str]:
    left, *right = _DASH.split(text, maxsplit=1)
    return [folded(left)] if right and _ACRONYM.match(left.strip()) else []


def _left_of_dash(text: str) -> str:
    """Of `RTI - Reti Televisive` the long name; of `UWV - Insurance provider` the name and not the description."""
    left, *right = _DASH.split(text.strip(), maxsplit=1)
    if not right:
        return text
    if not tells(_known(folded(right[0]).split())):
        return left
    return right[0] if _ACRONYM.match(left.strip()) else text


def _without_legal_form(found: list[str]) -> list[str]:
    """Drop legal forms from both ends; the last word is kept whatever it is."""
    if len(found) > 1 and found[0] in words().leading:
        found = found[1:]
    while (length := _legal_length(found)) and len(found) > length:
        found = found[:-length]
    return found


def _legal_length(found: list[str]) -> int:
    legal = words().legal
    return next((n for n in range(_LEGAL_LENGTH, 0, -1) if len(found) >= n and tuple(found[-n:]) in legal), 0)


def _known(found: list[str]) -> tuple[str, ...]:
    """Join words that are one, bring spellings and demonyms to one form, drop silent words and the plural.

    A name of one word is left as it is: Gorillas is another firm than Gorilla, and `LA Times` is not `Time`.
    """
    known = words()
    joined = _joined(found)
    heard = [word for word in joined if word not in known.silent]
    if len(heard) <= 1:
        heard = [word for word in joined if word != "the"]
    if len(heard) == 1:
        return tuple(known.demonyms.get(word, word) for word in heard)
    plain = (known.written.get(word, word) for word in heard)
    return tuple(_one_form(known.demonyms.get(word, word)) for word in plain)


def _one_form(word: str) -> str:
    known = words()
    if word in known.places:
        return word
    single = singular(word)
    return known.written.get(single, single)


def _joined(found: list[str]) -> list[str]:
    joined, at = list[str](), 0
    while at < len(found):
        length = _joined_length(found, at) if found[at] in words().joining else 0
        joined.append(words().joined[tuple(found[at : at + length])] if length else found[at])
        at += length or 1
    return joined


def _joined_length(found: list[str], at: int) -> int:
    """Return how many words from a place on stand for one, 0 where none do."""
    longest = min(_JOINED_LENGTH, len(found) - at)
    return next((n for n in range(longest, 0, -1) if tuple(found[at : at + n]) in words().joined), 0)
