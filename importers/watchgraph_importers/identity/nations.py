"""The word that a country has in names, by its code."""

from collections.abc import Mapping
from functools import cache

from watchgraph_importers.identity.folding import folded
from watchgraph_importers.identity.words import words
from watchgraph_importers.places import match_country


def nation(code: str) -> str | None:
    """Return the word for a country of ISO 3166-1 alpha-2 code, None where names hold none."""
    return _nations().get(code)


@cache
def _nations() -> Mapping[str, str]:
    from pycountry import countries  # noqa: PLC0415 - slow to import, and few names need it

    found = {}
    for country in countries:
        for name in (country.name, getattr(country, "common_name", "")):
            if (word := folded(name).replace(" ", "")) in words().places:
                found[country.alpha_2] = word
    for word in (
        "Bolivia",
        "Iran",
        "Laos",
        "Moldova",
        "Russia",
        "Syria",
        "Tanzania",
        "Turkey",
        "US",
        "UK",
        "Venezuela",
        "Vietnam",
        "Korea",
    ):
        match = match_country({"US": "USA", "Korea": "South Korea"}.get(word, word))
        if match is not None:
            found[match.code] = folded(word)
    return found
