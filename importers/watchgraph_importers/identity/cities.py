"""Which city of GeoNames a name means, by the country and state that its file states; and places that it has not."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from rapidfuzz import fuzz

from watchgraph.vocabulary.declarations.kinds import PLACE
from watchgraph_importers.acts import EntityKey
from watchgraph_importers.identity.countries import is_territory, match_country
from watchgraph_importers.identity.gazetteers import City, gazetteer, region_named
from watchgraph_importers.identity.lettering import compact, folded
from watchgraph_importers.identity.mentions import Match, Mention, Role
from watchgraph_importers.identity.placenames import (
    has_two_names,
    is_borough_name,
    is_city_name,
    is_region_name,
    means_no_place,
    own_name,
)

RULE: Final = "city-names/2"
REGISTER: Final = "geonames"
SURE, WITHIN_COUNTRY, LARGEST, WORLDWIDE, DOUBTFUL = 100, 97, 95, 93, 60
FAR_LARGER: Final = 10
"""How many times larger the largest of several cities of one name is, if a file that adds nothing means it."""

LARGER: Final = 2
"""And how many times, than one that only goes by that name too."""

WELL_KNOWN: Final = 150_000
ALIKE: Final = 75
LARGE: Final = 300_000
_OF = re.compile(r"^(?:city|comune|municipality|town|ville|ciudad)\s+(?:of|di|de|and county of)\s+", re.IGNORECASE)
_CITY = re.compile(r"\s+city$", re.IGNORECASE)
_CAPITAL = frozenset({"washington dc"})
"""What is a city by the name of which it is told from the state of that name."""
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]+)[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a place's name: the bare name, and what is said of where it lies.

    country: ISO 3166-1 alpha-2. region: GeoNames' admin1 code, None also for a region that we have no code for.
    """

    name: str
    country: str | None
    region: str | None


class CityNames:
    """Judges places to be cities of the register, and places that it has not to be one another."""

    def __init__(self) -> None:
        self._keys: dict[UUID, EntityKey] = {}
        self._places: dict[str, set[UUID]] = defaultdict(set)

    def add(self, mention: Mention) -> None:
        """Take note of a place that the register has not."""
        if (key := _place_key(mention)) is not None:
            self._places[key].add(mention.id)

    def matches(self, mention: Mention) -> list[Match]:
        """Match with the register, else with places of the same name in the same state or country."""
        if mention.kind != PLACE or _is_country(mention) or any(map(means_no_place, mention.names)):
            return []
        if (found := find_city(mention)) is not None:
            city, score, basis = found
            key = register_key(city.code)
            self._keys[key.id] = key
            verdict = "UNSURE" if score <= DOUBTFUL else "SAME"
            return [] if key.id == mention.id else [
                Match(left=mention.id, right=key.id, verdict=verdict, score=score, basis=basis, rule=RULE)
            ]  # fmt: skip
        return list(self._others(mention))

    def _others(self, mention: Mention) -> Iterator[Match]:
        if (key := _place_key(mention)) is None:
            return
        basis = _of_one_name(mention)
        for other in sorted(self._places[key] - {mention.id}):
            yield Match(left=mention.id, right=other, verdict="SAME", score=LARGEST, basis=basis, rule=RULE)

    def register_key(self, entity: UUID) -> EntityKey | None:
        """Return the code behind a city of the register that was matched."""
        return self._keys.get(entity)


def register_key(code: int) -> EntityKey:
    """Name the register's entity of a GeoNames id."""
    return EntityKey(dataset=REGISTER, kind=PLACE, native=str(code), register=True)


def find_city(mention: Mention) -> tuple[City, int, str] | None:
    """Find the city that all names of a mention mean: it, a score, and why."""
    found: dict[int, tuple[City, int, str]] = {}
    surely_city = Role.CITY in mention.roles
    for name in mention.names:
        if (city := _find(name, mention.country, mention.region, surely_city=surely_city)) is not None:
            found.setdefault(city[0].code, city)
    return next(iter(found.values())) if len(found) == 1 else None


def _find(name: str, country: str | None, region: str | None, *, surely_city: bool) -> tuple[City, int, str] | None:
    parts = [part.strip() for part in name.split("/")]
    if len(parts) > 1:
        cities = [_find(part, country, region, surely_city=surely_city) for part in parts]
        same = {None if city is None else city[0].code for city in cities}
        return cities[0] if len(same) == 1 else None
    readings = _readings(name, country, region, surely_city=surely_city)
    chosen = {city[0].code: city for reading in readings if (city := _choose(name, reading))}
    return next(iter(chosen.values())) if len(chosen) == 1 else None


def _readings(name: str, country: str | None, region: str | None, *, surely_city: bool) -> Iterator[Reading]:
    """Read a name as a city's. One that a state has too means the state, unless the file says that it is a city."""
    bare, said = _apart(name)
    if _is_within_city(bare, country, region) or not _are_clear(said):
        return
    state = None if surely_city or folded(bare) in _CAPITAL else region_named(bare)
    for reading in _contexts(bare, said, country, region):
        names_state = state is not None and reading.region is None and reading.country in {None, state.country}
        if is_city_name(bare) and not names_state:
            yield reading


def _are_clear(said: list[str]) -> bool:
    """Whether all that stands behind a name is a state or a country, and no street."""
    return all(region_named(word) or match_country(word) for word in said)


def _is_within_city(bare: str, country: str | None, region: str | None) -> bool:
    """Whether the place around it is another city, or a part of one: boroughs and streets are no cities."""
    if region is not None and is_borough_name(region):
        return True
    if region is None or region_named(region) or is_region_name(region) or compact(region) == compact(bare):
        return False
    return any(city.main and city.country in {None, country} for city in gazetteer().named(region))


def _apart(name: str) -> tuple[str, list[str]]:
    """Part a name from what follows it: `Rome, Italy`, `Portland (Oregon)`."""
    if bracketed := _BRACKETED.search(name):
        return _OF.sub("", name[: bracketed.start()]).strip(), [bracketed[1].strip()]
    first, *rest = (part.strip() for part in name.split(","))
    return _OF.sub("", first), [part for part in rest if part]


def _contexts(bare: str, said: list[str], country: str | None, region: str | None) -> Iterator[Reading]:
    """Say where a place may lie. `Georgia` behind a name may be a state or a country."""
    words = [*said, *([region] if region else [])]
    places = [place for word in words if (place := region_named(word)) and country in {None, place.country}]
    if places:
        yield Reading(bare, places[0].country, places[0].code)
    countries = {match.code for word in said if (match := match_country(word))}
    if country is not None:
        countries = {country} if places or countries <= {country} else set()
    if len(countries) == 1 and (not places or countries != {places[0].country}):
        yield Reading(bare, countries.pop(), None)
    elif not words and country is None:
        yield Reading(bare, None, None)


def _choose(raw: str, reading: Reading) -> tuple[City, int, str] | None:
    """Choose among the cities of the name: the only one, or one far larger than the rest."""
    cities = [
        city
        for city in _named(reading.name)
        if reading.country in {None, city.country} and reading.region in {None, city.region}
    ]
    if not cities:
        return None
    mains = [city for city in cities if city.main]
    best, *others = sorted(mains or cities, key=lambda city: (-city.population, city.code))
    larger = all(_outweighs(best, other) for other in cities if other.code != best.code)
    if reading.country is None and not (larger and best.population >= LARGE):
        return None
    if not larger and (reading.region is None or others):
        return (best, DOUBTFUL, _basis(raw, best, "the largest of several")) if len(cities) > 1 else None
    score = SURE if reading.region else WITHIN_COUNTRY if len(cities) == 1 else LARGEST
    return best, min(score, WORLDWIDE if reading.country is None else SURE), _basis(raw, best, _why(reading, cities))


def _outweighs(best: City, other: City) -> bool:
    return best.population > other.population * (FAR_LARGER if other.main or not best.main else LARGER)


def _named(name: str) -> list[City]:
    known = _trusted(name)
    return known or _trusted(_CITY.sub("", name))


def _trusted(name: str) -> list[City]:
    """Take a city's other names only where many use them, or where they are like its own: small ones collect errors."""
    return [
        city
        for city in gazetteer().named(name)
        if city.main or city.population >= WELL_KNOWN or fuzz.ratio(compact(name), compact(city.name)) >= ALIKE
    ]


def _of_one_name(mention: Mention) -> str:
    name, country = mention.names[0], mention.country
    if country is not None and has_two_names(name, country):
        return (
            f"{name!r} is a name of one region of {country}, be it in English or its own, as the other place's name is"
        )
    return f"both data sets put {name!r} into {mention.region or country}"


def _why(reading: Reading, cities: list[City]) -> str:
    if reading.region:
        return "the city of that name in the state or province"
    if len(cities) == 1:
        return "the only city of that name in the country" if reading.country else "the only city of that name"
    return "far larger than all others of that name"


def _basis(raw: str, city: City, why: str) -> str:
    return f"{raw!r} is a name of {city.name} ({city.country}, GeoNames {city.code}): {why}"


def _is_country(mention: Mention) -> bool:
    """Whether its name is a country's, or a territory's, and its file puts it into no other."""
    if mention.region is not None:
        return False
    if Role.COUNTRY in mention.roles or (mention.country is None and any(map(is_territory, mention.names))):
        return Role.CITY not in mention.roles
    return any((match := match_country(name)) and mention.country in {None, match.code} for name in mention.names)


def _place_key(mention: Mention) -> str | None:
    """Name a place by its name and where it lies, where that says enough; None where it does not."""
    if mention.kind != PLACE or _is_country(mention):
        return None
    name = min(mention.names)
    bare, said = _apart(name)
    if not _are_clear(said):
        bare, said = name, []
    reading = next(_contexts(bare, said, mention.country, mention.region), None)
    if reading is None or reading.country is None:
        return None
    region = reading.region or compact(mention.region or "")
    if not region and reading.country == "US":  # where a name means one place in each of many states
        return None
    return f"{compact(own_name(bare, reading.country))}|{reading.country}|{region}"
