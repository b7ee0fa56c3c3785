"""Who takes part in an incident, told from the words that name them: a body, a class, somebody not named, a person.

Databases of incidents give one column to companies, offices, crowds of users and private people alike. A name is kept
where it is that of a body or a class; a natural person appears by role only, in doubt too.
"""

import re
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from watchgraph_importers.body_words import is_known_body, is_thing, says_body
from watchgraph_importers.given_names import GIVEN_NAMES
from watchgraph_importers.identity.folding import folded
from watchgraph_importers.identity.lists import split_names
from watchgraph_importers.identity.words import is_place
from watchgraph_importers.persons import PAIR, bare_words, may_be_person, names_person, names_person_aside

_JOINED: Final = re.compile(r"\s*;\s*")
_PRETENDING: Final = re.compile(r"[ -](?:impersonating|posing|pretending)[ -]")
_LINKS_TEXT: Final = (
    "at behind engaging from identified impersonating in of on posing related requiring targeting to using"
)
_LINKS: Final = frozenset(_LINKS_TEXT.split())
_INITIALS: Final = re.compile(r",\s*\w\.(?:,|$)")
_NOBODY: Final = frozenset({"none", "multiple", "various", "many", "several", "-", "\N{EN DASH}", "\N{EM DASH}"})
_WORDS: Final = re.compile(r"[^\W_]+(?:[.'\u2019&][^\W_]+)*", re.UNICODE)
_SAINTS: Final = frozenset({"saint", "san", "santa", "santo", "sao", "st"})
_UNNAMED: Final = frozenset(
    {"unknown", "unnamed", "unidentified", "unspecified", "none", "various", "multiple", "many", "several"}
)
_CLASSES_TEXT: Final = """
accounts activists actors agents applicants artists attackers attendees authors beneficiaries blackmailers boys
brouteurs businesses candidates cartels celebrities channels children citizens clients communities companies
competitors consumers creators criminals customers cyber-criminals cybercriminals developers distributors doctors
drivers editors employee employees employers engineers entities extortionists firms fraudsters generators girls
groups hackers hospitals immigrants individuals influencers investors journalists landlords lawyers makers men
minorities minors mothers motorist motorists neighborhoods officers officials operatives operators organisations
organizations outlets owners parents participants parties passengers patients pedestrians people phishers physicians
players politicians professionals providers public publishers pupils readers renters researchers residents retailers
scammer scammers seekers sellers seniors sextortionists shoppers staff student students submitters supporters
suspects taxpayers teachers teenagers tenants tools tourists travelers travellers universities user users veterans
victims viewers visitors voters women workers writers
"""
_CLASSES: Final = frozenset(_CLASSES_TEXT.split())


class Party(StrEnum):
    """What a name names. UNKNOWN: the publisher says that it does not know."""

    BODY = "Organisation"
    CLASS = "Group"
    PERSON = "Person"
    UNKNOWN = "unknown"


def parties_in(text: str) -> list[tuple[str, Party]]:
    """Take a cell that may list several names apart. Whoever stands among persons is one."""
    found: dict[str, Party] = {}
    if _INITIALS.search(text):
        return [(text, Party.PERSON)]
    for part in _JOINED.split(text):
        listed = [(name, _party_of(name)) for name in split_names(part)]
        persons = sum(sort is Party.PERSON for _, sort in listed)
        for name, sort in listed:
            among = persons and sort is Party.BODY and " " in name and not (says_body(name) or is_known_body(name))
            found.setdefault(name, Party.PERSON if among else sort)
    return [(name, sort) for name, sort in found.items() if name and name.casefold() not in _NOBODY]


def _party_of(name: str) -> Party:
    """Tell what a name names; commas that part no names may still stand between persons."""
    pieces = [piece.strip() for piece in name.split(",") if piece.strip()]
    among = len(pieces) >= PAIR and any(names_person(piece) for piece in pieces)
    return Party.PERSON if among else party(name)


@lru_cache(maxsize=16_384)
def party(name: str) -> Party:
    """Tell what a name or a slug (`chicago-police-department`) names."""
    words = [word.casefold() for word in _WORDS.findall(name)]
    if not words or (words[0] in _UNNAMED and len(words) == 1):
        return Party.UNKNOWN
    if _is_class(words, bare_words(name)):
        return Party.PERSON if _class_names_person(name) else Party.CLASS
    return Party.PERSON if may_be_person(name) else Party.BODY


def harmed_class(name: str) -> str | None:
    """Return the name of a class of people harmed, where it surely names nobody: never of a person, nor of a body."""
    words = name.casefold().replace(" ", "-").split("-")
    named = _class_names_person(name) or any("'" in word for word in words)
    return name if words[-1] in _CLASSES and not named else None


def class_name(name: str) -> str:
    """Leave out of the name of a class whom its members pretend to be (`scammers-impersonating-…`)."""
    return _PRETENDING.split(name)[0]


def _is_class(words: list[str], bare: list[str]) -> bool:
    """A plural without a name of its own: `tiktok-users`, `scammers-in-nigeria`, but not `dutch-police`."""
    if not _UNNAMED.isdisjoint(words[:PAIR]) or (bare and bare[-1] in _CLASSES):
        return True
    opening = words[: PAIR + 1]
    return any(first in _CLASSES and second in _LINKS for first, second in pairwise(opening))


def _class_names_person(name: str) -> bool:
    """Whether a given name stands in it that is not part of a place's or a body's (`san-francisco-residents`)."""
    plain = folded(class_name(name)).split()
    if names_person_aside(name) or (plain[PAIR:] and plain[-1] == "supporters" and may_be_person(" ".join(plain[:-1]))):
        return True
    return any(
        word in GIVEN_NAMES and not _is_part(before, word, after)
        for before, word, after in zip(["", *plain], plain, [*plain[1:], ""], strict=False)
    )


def _is_part(before: str, word: str, after: str) -> bool:
    if after in _CLASSES or not after:
        return is_known_body(word) or is_place(word) or is_known_body(f"{before} {word}") or before == "hurricane"
    return before in _SAINTS or is_thing(after) or is_known_body(f"{word} {after}")
