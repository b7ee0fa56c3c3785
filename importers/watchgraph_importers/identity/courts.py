"""Which names are of one court: full names, the order of their words, and citations such as `N.D. Ill.`.

A court's number and direction are part of its name: the Second Circuit is never the Ninth. Courts that one data set
lists apart are apart, so a name that it gives to several of its courts means none of them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final
from uuid import UUID

from watchgraph.vocabulary.declarations.kinds import ORGANISATION
from watchgraph_importers.identity.court_citations import DIRECTIONS, ORDINALS, STATES, WHOLE
from watchgraph_importers.identity.gazetteers import us_states
from watchgraph_importers.identity.lettering import folded
from watchgraph_importers.identity.mentions import Match, Mention, Role

RULE: Final = "court-names/1"
SURE, SAME_WORDS = 100, 96

_FILLERS = frozenset({"the", "of", "for", "in", "and", "at"})
_GENERIC = frozenset(
    {"supreme", "court", "high", "appeal", "appeals", "district", "circuit", "superior", "county", "municipal",
     "constitutional", "federal", "administrative", "tribunal", "state", "central", "regional"}
)  # fmt: skip
"""Words that name no one court without its country."""

_BLUEBOOK_WORDS = {"app": "appeals", "ct": "court", "dist": "district", "sup": "supreme", "super": "superior",
                   "cir": "circuit", "cnty": "county", "bankr": "bankruptcy", "appeal": "appeals"}  # fmt: skip
_UNITED_STATES = re.compile(r"\b(?:u s(?: a)?|us|usa|united states of america)\b")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|d)")
_DISTRICT = re.compile(r"(?P<bankruptcy>bankr )?(?:(?P<direction>[nsewcm]) ?)?d (?P<state>[a-z ]+)")
_DISTRICT_IN_FULL = re.compile(
    r"(?:united states )?(?P<court>district|bankruptcy) court (?:for )?(?:the )?"
    r"(?:(?:(?P<direction>northern|southern|eastern|western|central|middle) )?district of (?:the )?(?P<state>[a-z ]+)"
    r"|(?:(?P<letter>[nsewcm]) )?d (?P<cited>[a-z ]+))"
)
_APPEALS = re.compile(
    r"(?:(?:united states )?(?:circuit )?court of appeals (?:for )?(?:the )?)?"
    r"(?P<circuit>\d+|dc|d c|district of columbia|fed|federal) (?:cir|circuit)(?: court of appeals)?"
)
_SAYS_COURT = re.compile(r"\bcourts?\b|\bcir(?:cuit)?\b|\bscotus\b|\bd\. ?\w", re.IGNORECASE)
"""What the name of a court holds: `D-ID` and `ED MI` may be firms."""

_LETTERS = re.compile(r"([NSEWCM])D([A-Z]{2})")
_HIGHEST = frozenset(
    {"scotus", "united states supreme court", "supreme court of the united states", "supreme court of united states"}
)


class CourtNames:
    """Judges courts to be one by their names."""

    def __init__(self) -> None:
        self._courts: dict[str, dict[UUID, Mention]] = defaultdict(dict)

    def add(self, mention: Mention) -> None:
        """Take note of a court."""
        for key in _keys(mention):
            self._courts[key][mention.id] = mention

    def matches(self, mention: Mention) -> list[Match]:
        """Match with the courts of other data sets."""
        found: dict[UUID, Match] = {}
        for key in sorted(_keys(mention)):
            for other in self._others(key, mention):
                found.setdefault(other.id, _match(key, mention, other))
        return list(found.values())

    def _others(self, key: str, mention: Mention) -> Iterator[Mention]:
        by_dataset: dict[str, list[Mention]] = defaultdict(list)
        for other in self._courts[key].values():
            if other.id != mention.id and _may_be_one(mention, other):
                by_dataset[other.dataset].append(other)
        if mention.dataset in by_dataset:
            return
        for _, others in sorted(by_dataset.items()):
            if len(others) == 1:
                yield others[0]


def _match(key: str, mention: Mention, other: Mention) -> Match:
    name, its_name = _named_by(key, mention), _named_by(key, other)
    if key.startswith("us:"):
        basis, score = f"{name!r} and {its_name!r} are ways to write {key.removeprefix('us:')!r}", SURE
    else:
        basis, score = f"{name!r} and {its_name!r} have the same words", SAME_WORDS
    return Match(left=mention.id, right=other.id, verdict="SAME", score=score, basis=basis, rule=RULE)


def _named_by(key: str, mention: Mention) -> str:
    return next(name for name in mention.names if key in _keys_of(name))


def _may_be_one(one: Mention, other: Mention) -> bool:
    if one.country and other.country and one.country != other.country:
        return False
    return not (one.region and other.region and folded(one.region) != folded(other.region))


def _keys(mention: Mention) -> frozenset[str]:
    if mention.kind != ORGANISATION:
        return frozenset()
    if Role.COURT not in mention.roles:
        keys = frozenset(key for name in mention.names if _SAYS_COURT.search(name) for key in _keys_of(name))
        return frozenset(key for key in keys if key.startswith("us:"))
    keys = frozenset(key for name in mention.names for key in _keys_of(name))
    return keys if mention.country else frozenset(key for key in keys if not _needs_country(key))


def _needs_country(key: str) -> bool:
    """Whether only the country tells which court is meant. `Georgia` is a state and a country."""
    words = set(key.removeprefix("words:").split())
    return not key.startswith("us:") and (words <= _GENERIC or "georgia" in words)


@cache
def _keys_of(name: str) -> frozenset[str]:
    """Name a court of the federation by what it is, any other by its words in alphabetical order."""
    if letters := _LETTERS.fullmatch(name):
        name = f"{letters[1]}.D. {letters[2]}"
    plain = _UNITED_STATES.sub("united states", _numbered(folded(name)))
    if (federal := _federal(plain)) is not None:
        return frozenset({f"us:{federal}"})
    words = [_BLUEBOOK_WORDS.get(word, word) for word in plain.split() if word not in _FILLERS]
    return frozenset({f"words:{' '.join(sorted(words))}"}) if len(words) > 1 else frozenset()


def _federal(plain: str) -> str | None:
    if plain in _HIGHEST:
        return "Supreme Court of the United States"
    if appeals := _APPEALS.fullmatch(plain):
        circuit = {"d c": "dc", "district of columbia": "dc", "federal": "fed"}.get(appeals[1], appeals[1])
        return f"Court of Appeals, circuit {circuit}"
    if cited := _DISTRICT.fullmatch(plain):
        court = "bankruptcy" if cited["bankruptcy"] else "district"
        return _district(court, DIRECTIONS.get(cited["direction"] or "", ""), cited["state"])
    if full := _DISTRICT_IN_FULL.fullmatch(plain):
        direction = full["direction"] or DIRECTIONS.get(full["letter"] or "", "")
        return _district(full["court"], direction, full["state"] or full["cited"])
    return None


def _district(court: str, direction: str, state: str) -> str | None:
    known = _states().get(state)
    return None if known is None else f"{court} court, {direction or 'whole'} district of {known}"


@cache
def _states() -> dict[str, str]:
    found = {folded(cited): name for cited, name in STATES.items()}
    found |= {letters.casefold(): name for letters, name in us_states().items()}
    return found | {folded(name): name for name in (*STATES.values(), *WHOLE)}


def _numbered(plain: str) -> str:
    """Write ordinals as numbers: `second`, `2nd` and `2d` as `2`."""
    words = [_ORDINAL.fullmatch(word) for word in plain.split()]
    numbered = [found[1] if found else word for found, word in zip(words, plain.split(), strict=True)]
    return " ".join(str(ORDINALS.index(word) + 1) if word in ORDINALS else word for word in numbered)
