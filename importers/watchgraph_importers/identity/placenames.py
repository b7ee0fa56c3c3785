"""What the words of a place's name tell of its level: city, county, state."""

from functools import cache
from typing import Final

from pycountry import subdivisions

from watchgraph_importers.identity.gazetteers import BRITAIN, CANADA
from watchgraph_importers.identity.lettering import compact, folded

TERRITORY_WORDS: Final = frozenset(
    {
        "area",
        "autonomous",
        "borough",
        "canton",
        "county",
        "department",
        "district",
        "division",
        "governorate",
        "metropolitan",
        "oblast",
        "parish",
        "peninsula",
        "prefecture",
        "province",
        "region",
        "regional",
        "republic",
        "state",
        "territory",
        "ward",
        "wide",
    }
)
"""Words that say that a place is no city, but something larger or smaller."""

_NATIONS: Final = frozenset({"england", "scotland", "wales"})
_LARGER: Final = frozenset({*map(folded, BRITAIN), *(folded(name) for _, name in CANADA.values())})
_ENGLISH: Final = {
    "DE": {"bavaria": "bayern", "saxony": "sachsen"},
    "ES": {"catalonia": "catalunya"},
    "IT": {
        "apulia": "puglia",
        "lombardy": "lombardia",
        "piedmont": "piemonte",
        "sardinia": "sardegna",
        "sicily": "sicilia",
        "tuscany": "toscana",
    },
}
"""Regions of a country by their English names, and by their own."""

_REGIONS: Final = frozenset({"inner mongolia", "silicon valley", "tibet", "xinjiang"}).union(*_ENGLISH.values())
"""Regions by names that ISO 3166-2 has not."""

_PARTS: Final = ("city", "municipal", "commune", "town", "capital", "urban", "borough")
"""What the types of those subdivisions of ISO 3166-2 are called that are towns, or parts of them."""


_NOWHERE: Final = frozenset(
    {
        "africa",
        "all",
        "americas",
        "asia",
        "asia pacific",
        "caribbean",
        "central asia",
        "eu",
        "europe",
        "european union",
        "global",
        "international",
        "latin america",
        "middle east",
        "middle east and north africa",
        "multi region",
        "multiple",
        "n a",
        "none",
        "north america",
        "not stated",
        "oceania",
        "online",
        "other",
        "pacific",
        "south america",
        "sub saharan africa",
        "unknown",
        "unset",
        "unspecified",
        "various",
        "world",
        "worldwide",
    }
)
"""Names of continents, of several places, and of none."""


def means_no_place(name: str) -> bool:
    """Whether it names no one place: a blank, a continent, `Africa, regional`."""
    words = folded(name)
    return not words or words in _NOWHERE or "regional" in words.split()


def is_city_name(name: str) -> bool:
    """Whether nothing in a name says that it is not a city's."""
    words = folded(name)
    if not words or words in _LARGER or words in _REGIONS:
        return False
    return TERRITORY_WORDS.isdisjoint(words.split()) and _NATIONS.isdisjoint(words.split())


def own_name(name: str, country: str) -> str:
    """The folded name of a place, a region's own one for the English: `sardegna` for Sardinia of Italy."""
    words = folded(name)
    return _ENGLISH.get(country, {}).get(words, words)


def has_two_names(name: str, country: str) -> bool:
    """Whether the name is that of a region which is called otherwise in English, or the English one."""
    return own_name(name, country) in _ENGLISH.get(country, {}).values()


def is_region_name(name: str) -> bool:
    """Whether ISO 3166-2 has a region, state or province of that name, in whatever country."""
    return compact(name) in _subdivisions()


def is_borough_name(name: str) -> bool:
    """Whether ISO 3166-2 has a borough of that name: a part of a city."""
    return compact(name) in _boroughs()


_SHENG: Final = " Sheng"


@cache
def _subdivisions() -> frozenset[str]:
    names = {compact(each.name) for each in subdivisions if not any(town in each.type.casefold() for town in _PARTS)}
    # China's provinces are written with their type behind the name: `Fujian Sheng`.
    return frozenset(
        names | {compact(each.name[: -len(_SHENG)]) for each in subdivisions if each.name.endswith(_SHENG)}
    )


@cache
def _boroughs() -> frozenset[str]:
    return frozenset(compact(each.name) for each in subdivisions if "borough" in each.type.casefold())
