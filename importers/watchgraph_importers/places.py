"""Country names as publishers write them, and the ISO 3166-1 code that each surely stands for."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final
from warnings import catch_warnings, simplefilter

from watchgraph.vocabulary.declarations.kinds import PLACE
from watchgraph_importers.acts import EntityKey, Judged

RULE: Final = "country-names/1"

SPELLINGS: Final = {
    "Burma/Myanmar": "MM",
    "Cape Verde": "CV",
    "Czech Republic": "CZ",
    "Democratic Republic of the Congo": "CD",
    "HK": "HK",
    "Hong Kong": "HK",
    "Ivory Coast": "CI",
    "Laos": "LA",
    "North Korea": "KP",
    "Republic of the Congo": "CG",
    "Russia": "RU",
    "South Korea": "KR",
    "Swaziland": "SZ",
    "Taiwan": "TW",
    "THE NETHERLANDS": "NL",
    "The Gambia": "GM",
    "The Netherlands": "NL",
    "Turkey": "TR",
    "UK": "GB",
    "USA": "US",
}
"""Names in publishers' files that no register has, each looked at by a person."""

AMBIGUOUS: Final = frozenset({"congo"})
"""Names that ISO 3166-1 gives to one country and publishers give to two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryMatch:
    """What a name stands for. code: ISO 3166-1 alpha-2. basis: why, for readers."""

    code: str
    basis: str


def register_key(code: str) -> EntityKey:
    """Name the register's entity of an ISO 3166-1 alpha-2 code."""
    return EntityKey(dataset="iso3166", kind=PLACE, native=code, register=True)


def match_country(name: str) -> CountryMatch | None:
    """Find the country that a name means; None unless it is spelt as in a register or in SPELLINGS.

    Nothing is guessed: "Guinea" is not found in "Equatorial Guinea", and parts of countries are no countries.
    """
    if name in SPELLINGS:
        code = SPELLINGS[name]
        return CountryMatch(code=code, basis=f"{name!r} is a declared spelling of {code} (ISO 3166-1)")
    found = _names().get(_folded(name))
    if found is None:
        return None
    return CountryMatch(code=found, basis=f"{name!r} is a name of {found} (ISO 3166-1)")


def same_country(key: EntityKey) -> Judged | None:
    """Judge a publisher's country to be the register's, None where its name does not surely say so."""
    match = match_country(key.native)
    if match is None:
        return None
    return Judged(left=key, right=register_key(match.code), basis=match.basis, rule=RULE, score=100)


def alpha2(alpha3: str) -> str | None:
    """Turn an ISO 3166-1 alpha-3 code into alpha-2, None where it is none."""
    return _codes().get(alpha3)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


@cache
def _names() -> dict[str, str]:
    """Register names, folded, to codes; a name that two countries have is left out."""
    # Slow to import, and few imports need it; it has no type stubs.
    from countryguess import CountryData  # type: ignore[import-untyped]  # noqa: PLC0415
    from pycountry import countries  # noqa: PLC0415

    found: dict[str, set[str]] = {}
    with catch_warnings():  # it leaves its data file to the garbage collector
        simplefilter("ignore", ResourceWarning)
        guessed: list[dict[str, str]] = CountryData().countries
    for country in countries:
        for name in (country.name, getattr(country, "official_name", ""), getattr(country, "common_name", "")):
            found.setdefault(_folded(name), set()).add(country.alpha_2)
    codes = set(_codes().values())
    for known in guessed:
        if known["iso2"] in codes:
            for name in (known["name_short"], known["name_official"]):
                found.setdefault(_folded(name), set()).add(known["iso2"])
    unclear = {"", *AMBIGUOUS}
    return {name: meant.pop() for name, meant in found.items() if len(meant) == 1 and name not in unclear}


def is_country_code(code: str) -> bool:
    """Whether ISO 3166-1 has the alpha-2 code."""
    return code in _codes().values()


@cache
def _codes() -> dict[str, str]:
    from pycountry import countries  # noqa: PLC0415 - as above

    return {country.alpha_3: country.alpha_2 for country in countries}
