"""What the words of a place's name tell of its level: city, county, state."""

from typing import Final

from watchgraph_importers.identity.gazetteers import BRITAIN, CANADA
from watchgraph_importers.identity.lettering import folded

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
        "valley",
        "ward",
        "wide",
    }
)
"""Words that say that a place is no city, but something larger or smaller."""

_LARGER: Final = frozenset({*map(folded, BRITAIN), *(folded(name) for _, name in CANADA.values())})


def is_city_name(name: str) -> bool:
    """Whether nothing in a name says that it is not a city's."""
    words = folded(name)
    return bool(words) and words not in _LARGER and TERRITORY_WORDS.isdisjoint(words.split())
