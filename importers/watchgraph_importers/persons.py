"""Whether the words that name somebody may be those of a natural person, in doubt too."""

import re
from hashlib import sha256
from itertools import pairwise
from typing import Final

from anyascii import anyascii

from watchgraph_importers.body_words import (
    is_brand,
    is_known_body,
    is_role,
    is_thing,
    is_word_for_bodies,
    says_body,
    says_body_surely,
    shows_body,
)
from watchgraph_importers.given_names import GIVEN_NAMES
from watchgraph_importers.identity.folding import folded, mended
from watchgraph_importers.identity.words import is_place

PAIR: Final = 2
_FEW: Final = 4
_DIGITS: Final = 16
_BRACKETED: Final = re.compile(r"\s*\([^)]*\)")
_HANDLE: Final = re.compile(r"-?@|.*-user-|[^\W_]+(?:_[^\W_]+)+$")
_KIN: Final = re.compile(
    r"(?:families|family|friends|husband|parents|relatives|widow|wife)[ -]of[ -](?!the\b)\w+[ -]", re.IGNORECASE
)
_SOMEWHERE: Final = re.compile(
    r"(.+?)(?!(?<=chamber)[ -]of[ -]commerce\b)[ -](?:at|formerly|from|of)[ -]", re.IGNORECASE
)
_THINGS_TEXT: Final = (
    "angel art crown dawn faith grace harmony hope jewel joy mark pearl prince rose star trinity victory will"
)
_THINGS_TOO: Final = frozenset(_THINGS_TEXT.split())
"""Given names that are words for things as well: what they are `of` may be a body (`Mark of Quality Inc`)."""

_CAPITALS: Final = re.compile(r"[A-Z][\w'.-]+(?: [A-Z][\w'.-]+)+")
_NEXT: Final = re.compile(r" ([a-z]+)")
_REDACTED: Final = re.compile(r"mou(?!nt)")  # as Chinese courts leave out given names: Zhang Mou
_ASIDE: Final = re.compile(r"\(([^)]*)\)")
_TITLES: Final = frozenset({"dr", "mr", "mrs", "ms", "prof", "professor", "sir"})
_BEFORE_TEXT: Final = """
and captain chief colonel commander deputy detective general governor judge justice lieutenant major officer sergeant
"""
_BEFORE: Final = frozenset(_BEFORE_TEXT.split())
"""What a given and a family name may follow; a given name alone may be a place or a thing there."""

_WITHHELD: Final = frozenset(
    {
        "2182df63f4d92037",
        "2437a04ab87d23a7",
        "37d94fd6ea2ca857",
        "4ff4acfc6a47413d",
        "57a5e29c66428213",
        "8d0e3472b8505409",
        "a779f0d98d674c47",
        "aeb9c4090c516291",
        "b839f556367833fb",
        "de36e719f480978f",
        "e3b28ed11d3a2f78",
    }
)
"""Names that persons go by and that nothing else tells, as digests: a list of them would name them."""


def bare_words(name: str) -> list[str]:
    """The words of a name or slug in lower case, without what stands in brackets."""
    return [word for word in _BRACKETED.sub("", name).casefold().replace(" ", "-").split("-") if word]


def has_given_name(name: str) -> bool:
    """Whether any of its words is a given name."""
    return not GIVEN_NAMES.isdisjoint(folded(name).split())


def names_person(name: str) -> bool:
    """Whether something shows that it is somebody's name: a given name, a title, an initial, a handle.

    A body that somebody is of does not make one of it (`jane-example-of-example-inc`), nor does one in brackets.
    """
    if is_known_body(name):
        return False
    if _is_handle(name) or _KIN.match(name):
        return True
    somewhere = _SOMEWHERE.match(name)
    if somewhere and folded(somewhere[1]) in _THINGS_TOO and says_body_surely(name):
        return False
    called = somewhere[1] if somewhere else name
    return _stands_behind(called) or _is_called_so(called)


def may_be_person(name: str) -> bool:
    """Whether it shows that it is somebody's name, or a few words show neither that nor that they are a body's."""
    few = PAIR <= len(bare_words(name)) <= _FEW
    return names_person(name) or (few and not shows_body(name)) or names_person_aside(name)


def names_person_aside(name: str) -> bool:
    """Whether what stands in brackets may be a person's name; capitals are the short name of a body."""
    return any(may_be_person(aside) for aside in _ASIDE.findall(name) if not aside.isupper())


def mentions_person(text: str) -> bool:
    """Whether words with capitals within a text name a person (`Imitate Jane Example`).

    A place before a small word for a thing is none (`Identify Austin residents`).
    """
    plain = anyascii(mended(text))
    return any(names_person(_without_place(found[0], plain[found.end() :])) for found in _CAPITALS.finditer(plain))


def _without_place(called: str, rest: str) -> str:
    following = _NEXT.match(rest)
    if following is None or not is_thing(following[1]):
        return called
    head, _, last = called.rpartition(" ")
    before, _, first = head.rpartition(" ")
    if is_known_body(f"{first} {last}"):
        return before
    return head if is_place(folded(last)) else called


def _stands_behind(name: str) -> bool:
    """Whether a given name follows a role (`Google engineer Jane`), or with a family name a brand, a rank, an `and`."""
    plain = folded(_BRACKETED.sub("", name)).split()
    for number, (before, word) in enumerate(pairwise(plain), start=2):
        rest = plain[number:]
        if word not in GIVEN_NAMES or says_body_surely(" ".join(rest)):
            continue
        if is_role(before) or (rest and not any(map(is_thing, rest)) and (before in _BEFORE or is_brand(before))):
            return True
    return False


def _is_called_so(name: str) -> bool:
    name = _BRACKETED.sub("", name)
    bare = bare_words(name)
    if len(bare) < PAIR:
        return not GIVEN_NAMES.isdisjoint(bare)
    if says_body(name):
        return not says_body_surely(name) and _begins_as_person(bare) and _may_end_as_person(bare)
    return _begins_as_person(bare) or (has_given_name(name) and not shows_body(name))


def _may_end_as_person(bare: list[str]) -> bool:
    """Whether none but the last word speaks for a body, which may then be a family name (`jane-q.-park`)."""
    middle = bare[1:-1]
    return not any(is_word_for_bodies(word) or is_thing(folded(word)) for word in middle)


def _is_handle(name: str) -> bool:
    return bool(_HANDLE.match(name)) or sha256(folded(name).encode()).hexdigest()[:_DIGITS] in _WITHHELD


def _begins_as_person(bare: list[str]) -> bool:
    first, second = bare[0].rstrip("."), bare[1]
    if first in _TITLES or (len(first) == 1 and bare[0].endswith(".")):
        return True
    if folded(first) in GIVEN_NAMES or f"{first}-{second}" in GIVEN_NAMES:
        return True
    return bool(_REDACTED.match(second))
