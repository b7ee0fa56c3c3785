"""Which country of ISO 3166-1 a name means: codes first, then the registers' names, declared spellings, small slips."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final
from uuid import UUID
from warnings import catch_warnings, simplefilter

from rapidfuzz.distance import OSA

from watchgraph.vocabulary.declarations.kinds import PLACE
from watchgraph_importers.acts import EntityKey
from watchgraph_importers.identity.country_spellings import FORMER, NO_COUNTRY, SHORT, SPELLINGS, TERRITORIES
from watchgraph_importers.identity.lettering import folded
from watchgraph_importers.identity.mentions import Match, Mention, Role

RULE: Final = "country-names/2"
REGISTER: Final = "iso3166"
SURE: Final = 100
REORDERED: Final = 98
SLIP: Final = 92

_FILLERS = frozenset({"the", "of", "and"})
_LONG_FORMS = {
    "dem": "democratic",
    "fed": "federated",
    "is": "islands",
    "isl": "islands",
    "islam": "islamic",
    "peop": "peoples",
    "ppl": "peoples",
    "rep": "republic",
    "st": "saint",
    "sts": "states",
}
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]+)[)\]]\s*$")
_ENDINGS = ("n", "an", "ian", "ean", "ese", "ish", "i", "s", "er", "ic")
"""What makes a country's name that of its people: `Nigerian` is no misspelt `Nigeria`."""
_VOWELS = "aeiouy"

SLIP_LENGTH: Final = 6
LONG_NAME: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryMatch:
    """What a name stands for. code: ISO 3166-1 alpha-2. basis: why, for readers. score: 0 to 100."""

    code: str
    basis: str
    score: int = SURE


def register_key(code: str) -> EntityKey:
    """Name the register's entity of an ISO 3166-1 alpha-2 code."""
    return EntityKey(dataset=REGISTER, kind=PLACE, native=code, register=True)


@cache
def match_country(name: str) -> CountryMatch | None:
    """Find the country that a name means.

    None for what means none or several, and for parts of countries: "Guinea" is not found in "Equatorial Guinea".
    """
    if name.isupper() and (code := SHORT.get(re.sub(r"[.\s]", "", name))):
        return CountryMatch(code=code, basis=f"{name!r} is a declared abbreviation of {code} (ISO 3166-1)")
    if not (plain := _plain(name)) or plain in _none():
        return None
    if code := _declared().get(plain):
        return CountryMatch(code=code, basis=f"{name!r} is a declared spelling of {code} (ISO 3166-1)")
    if code := _named().get(plain):
        return CountryMatch(code=code, basis=f"{name!r} is a name of {code} (ISO 3166-1)")
    return _twofold(name) or _reordered(name) or _slip(name, plain)


def alpha2(alpha3: str) -> str | None:
    """Turn an ISO 3166-1 alpha-3 code into alpha-2, None where it is none."""
    return codes().get(alpha3)


@cache
def codes() -> dict[str, str]:
    """ISO 3166-1 alpha-3 codes to alpha-2."""
    from pycountry import countries  # noqa: PLC0415 - slow to import, and few imports need it

    return {country.alpha_3: country.alpha_2 for country in countries}


class CountryNames:
    """Judges places to be countries of the register, and territories that no register has to be one another."""

    def __init__(self) -> None:
        self._territories: dict[str, set[UUID]] = defaultdict(set)

    def add(self, mention: Mention) -> None:
        """Take note of a territory."""
        for name in _territory_names(mention):
            self._territories[name].add(mention.id)

    def matches(self, mention: Mention) -> list[Match]:
        """Match with the register, else with territories of the same name."""
        if mention.kind != PLACE or mention.region is not None or Role.CITY in mention.roles:
            return []
        found = {match.code: match for name in mention.names if (match := match_country(name))}
        if len(found) == 1:
            (match,) = found.values()
            return _registered(mention, match)
        return [] if found else list(self._others(mention))

    def _others(self, mention: Mention) -> Iterator[Match]:
        for name in _territory_names(mention):
            for other in sorted(self._territories[name] - {mention.id}):
                basis = f"{mention.names[0]!r} is the name of one territory that no register has, in both data sets"
                yield Match(left=mention.id, right=other, verdict="SAME", score=SURE, basis=basis, rule=RULE)

    def register_key(self, entity: UUID) -> EntityKey | None:
        """Return the code behind a country of the register."""
        return _register_keys().get(entity)


def country_of(entity: UUID) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of an entity of the register, None for any other."""
    key = _register_keys().get(entity)
    return None if key is None else key.native


def is_territory(name: str) -> bool:
    """Whether it is the name of a territory that publishers list beside countries and no register has."""
    return _plain(name) in _known_territories()


def _registered(mention: Mention, match: CountryMatch) -> list[Match]:
    if mention.country not in {None, match.code}:
        return []
    right = register_key(match.code).id
    if right == mention.id:
        return []
    return [Match(left=mention.id, right=right, verdict="SAME", score=match.score, basis=match.basis, rule=RULE)]


def _territory_names(mention: Mention) -> set[str]:
    if mention.kind != PLACE:
        return set()
    return {_plain(name) for name in mention.names if is_territory(name)}


@cache
def _register_keys() -> dict[UUID, EntityKey]:
    return {key.id: key for key in map(register_key, codes().values())}


@cache
def _plain(name: str) -> str:
    """Write a name without spaces and articles, its usual abbreviations written out."""
    return "".join(_words(name))


def _words(name: str) -> list[str]:
    return [_LONG_FORMS.get(word, word) for word in folded(name).split() if word != "the"]


def _bag(name: str) -> str:
    return " ".join(sorted(word for word in _words(name) if word not in _FILLERS))


@cache
def _none() -> frozenset[str]:
    return frozenset(map(_plain, NO_COUNTRY))


@cache
def _known_territories() -> frozenset[str]:
    return frozenset(map(_plain, TERRITORIES))


@cache
def _declared() -> dict[str, str]:
    return {_plain(name): code for name, code in SPELLINGS.items()}


@cache
def _named() -> dict[str, str]:
    """Register names, plain, to codes; a name that two countries have is left out."""
    return _unique((_plain(name), code) for name, code in _register_names())


@cache
def _bags() -> dict[str, str]:
    """The words of all names that we know, in alphabetical order, to codes."""
    spelt = [*_register_names(), *SPELLINGS.items()]
    clear = _unique((_bag(name), code) for name, code in spelt if len(_bag(name).split()) > 1)
    barred = set(map(_bag, NO_COUNTRY))
    return {bag: code for bag, code in clear.items() if bag not in barred}


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, code in pairs:
        found[name].add(code)
    return {name: meant.pop() for name, meant in found.items() if len(meant) == 1 and name}


@cache
def _register_names() -> tuple[tuple[str, str], ...]:
    # No type stubs. Only names are taken from it: its own guessing is too free.
    from countryguess import CountryData  # type: ignore[import-untyped]  # noqa: PLC0415
    from pycountry import countries  # noqa: PLC0415

    with catch_warnings():  # it leaves its data file to the garbage collector
        simplefilter("ignore", ResourceWarning)
        guessed: list[dict[str, str]] = CountryData().countries
    names = [
        (name, country.alpha_2)
        for country in countries
        for name in (country.name, getattr(country, "official_name", ""), getattr(country, "common_name", ""))
    ]
    known = set(codes().values())
    forms = ("name_short", "name_official")
    names += [(each[form], each["iso2"]) for each in guessed if each["iso2"] in known for form in forms]
    return tuple((name, code) for name, code in names if name)


def _twofold(name: str) -> CountryMatch | None:
    """Read `A (B)` and `A/B` where both mean one country, or B is its code or former name."""
    if bracketed := _BRACKETS.search(name):
        first, second = name[: bracketed.start()], bracketed[1]
    elif name.count("/") == 1:
        first, second = name.split("/")
    else:
        return None
    match = match_country(first)
    if match is None or not _means(second, match.code):
        return None
    return CountryMatch(code=match.code, basis=f"both parts of {name!r} mean {match.code} (ISO 3166-1)")


def _means(name: str, code: str) -> bool:
    if name in {code, *(three for three, two in codes().items() if two == code)}:
        return True
    former = FORMER.get(code)
    if former is not None and _plain(name) == _plain(former):
        return True
    match = match_country(name)
    return match is not None and match.code == code


def _reordered(name: str) -> CountryMatch | None:
    code = _bags().get(_bag(name))
    if code is None:
        return None
    basis = f"{name!r} has the words of a name of {code} (ISO 3166-1) in another order"
    return CountryMatch(code=code, basis=basis, score=REORDERED)


def _slip(name: str, plain: str) -> CountryMatch | None:
    """Find the one country whose name is a slip of the pen away, and no other nearly as near."""
    if len(plain) < SLIP_LENGTH:
        return None
    allowed = 2 if len(plain) >= LONG_NAME else 1
    near: dict[str, tuple[int, str]] = {}
    for known, code in (*_named().items(), *_declared().items(), *((each, "") for each in _none())):
        distance = OSA.distance(plain, known, score_cutoff=allowed + 1)
        if distance <= allowed + 1:
            near[code] = min(near.get(code, (distance, known)), (distance, known))
    ranked = sorted((distance, code, known) for code, (distance, known) in near.items())
    if not ranked or not _alone(ranked, allowed) or not _is_slip(plain, ranked[0][2]):
        return None
    _, code, known = ranked[0]
    return CountryMatch(code=code, basis=f"{name!r} is {known!r} misspelt, a name of {code} (ISO 3166-1)", score=SLIP)


def _alone(ranked: list[tuple[int, str, str]], allowed: int) -> bool:
    """Whether the nearest is a country near enough, and the next is farther than it."""
    nearest = ranked[0]
    return bool(nearest[1]) and nearest[0] <= allowed and (len(ranked) == 1 or ranked[1][0] > nearest[0])


def _is_slip(plain: str, known: str) -> bool:
    if plain[0] != known[0] or len(known) < SLIP_LENGTH:
        return False
    stems = {known, known[:-1] if known[-1] in _VOWELS else known}
    return not any(plain == stem + ending for stem in stems for ending in _ENDINGS)
