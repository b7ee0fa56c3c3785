"""Who takes part in an incident, told from the words that name them: a body, a class, somebody not named, a person.

Databases of incidents give one column to companies, offices, crowds of users and private people alike. A name is kept
where it is that of a body or a class; a natural person appears by role only, in doubt too.
"""

import re
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from watchgraph_importers.given_names import GIVEN_NAMES
from watchgraph_importers.identity.lists import split_names

PAIR: Final = 2
_JOINED: Final = re.compile(r"\s*;\s*")
_BRACKETED: Final = re.compile(r"\s*\([^)]*\)")
_PRETENDING: Final = re.compile(r"[ -](?:impersonating|posing|pretending)[ -]")
_LINKS_TEXT: Final = (
    "at behind engaging from identified impersonating in of on posing related requiring targeting to using"
)
_LINKS: Final = frozenset(_LINKS_TEXT.split())
_INITIALS: Final = re.compile(r",\s*\w\.(?:,|$)")
_NOBODY: Final = frozenset({"none", "multiple", "various", "many", "several", "-", "\N{EN DASH}", "\N{EM DASH}"})
_TITLES: Final = frozenset({"dr", "mr", "mrs", "ms", "prof", "professor", "sir"})
_WORDS: Final = re.compile(r"[^\W_]+(?:[.'\u2019&][^\W_]+)*", re.UNICODE)
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
_BODIES_TEXT: Final = """
academy administration ag agency ai airlines airport alliance app apps army associates association authority bank
board border bureau bv campaign center centre church city clinic club co college commission committee company
constabulary corp corporation council county court courts cruise defence defense department dept dhs district
division dpd enterprise enterprises exchange fbi federation force forces foundation fund games gmbh government group
health healthcare holding holdings home homes hospital hotel hsbc inc industries initiative institute institution
insurance intelligence international irs justice lab laboratories labs law limited llc lloyds logistics ltd mall
management media medical ministry motors municipality museum navy network networks news nhs nypd office organisation
organization park parliament partners party pd pharmaceuticals pizza plc police post press prison program project
projects properties publications railway records research restaurant retail sa safety sas school schools science
security semiconductors service services sheriff sheriff's shop social society software solutions state station
store stores studio studios supermarket system systems tax team tech technologies technology telecom theatre times
trade transit transport trust union university ventures water works world zoo
"""
_BODIES: Final = frozenset(_BODIES_TEXT.split())


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
            among = persons and sort is Party.BODY and " " in name and not _says_body(name)
            found.setdefault(name, Party.PERSON if among else sort)
    return [(name, sort) for name, sort in found.items() if name and name.casefold() not in _NOBODY]


def _party_of(name: str) -> Party:
    """Tell what a name names; commas that part no names may still stand between persons."""
    among = any(party(piece.strip()) is Party.PERSON for piece in name.split(",") if piece.strip())
    return Party.PERSON if among else party(name)


def _says_body(name: str) -> bool:
    return any(word.casefold() in _BODIES for word in _WORDS.findall(name))


@lru_cache(maxsize=16_384)
def party(name: str) -> Party:
    """Tell what a name or a slug (`chicago-police-department`) names."""
    words = [word.casefold() for word in _WORDS.findall(name)]
    if not words or (words[0] in _UNNAMED and len(words) == 1):
        return Party.UNKNOWN
    bare = [word for word in _BRACKETED.sub("", name).casefold().replace(" ", "-").split("-") if word]
    if _is_class(words, bare):
        return Party.CLASS
    return Party.PERSON if _may_be_person(name, words, bare) else Party.BODY


def harmed_class(name: str) -> str | None:
    """Return the name of a class of people harmed, where it surely names nobody: never of a person, nor of a body."""
    words = name.casefold().replace(" ", "-").split("-")
    named = not GIVEN_NAMES.isdisjoint(words) or any("'" in word for word in words)
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


def _may_be_person(name: str, words: list[str], bare: list[str]) -> bool:
    if name.startswith("@") or "-user-" in name:
        return True
    if len(bare) < PAIR or not _BODIES.isdisjoint(words):
        return False
    first, second = bare[0].rstrip("."), bare[1]
    if first in _TITLES or (len(first) == 1 and bare[0].endswith(".")):
        return True
    return first in GIVEN_NAMES or f"{first}-{second}" in GIVEN_NAMES or second.startswith("mou")
