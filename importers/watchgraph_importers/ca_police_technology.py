"""Police technology of Californian cities: a matrix that researchers derived from the Atlas of Surveillance.

Publisher: Angel Mendiola Ross and co-authors. https://github.com/angelmendiolaross/ca_police_technology_adoption
Format: CSV, a row a city, a column a technology, 1 or 0. Licence: none stated. Rhythm: once.

1 says that the atlas has a record of it. 0 says that it has none, which is no statement about the city.
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph_importers.acts import Act, EntityKey, Stated
from watchgraph_importers.errors import FieldError
from watchgraph_importers.naming import named
from watchgraph_importers.places import part_of, same_country
from watchgraph_importers.publishers import Published, Publisher, Row, Table

SLUG: Final = "ca-police-technology"
SEEN: Final = "2021"
FLAG: Final = MappingProxyType({"1.0": True, "1": True, "0.0": False, "0": False, "": False})
TECHNOLOGIES: Final = MappingProxyType(
    {
        "ALPR": "Automated license plate readers",
        "BWC": "Body-worn cameras",
        "cam_registry": "Camera registry",
        "cell_simulator": "Cell-site simulator",
        "drones": "Drones",
        "face_recog": "Face recognition",
        "gunshot_detec": "Gunshot detection",
        "pred_pol": "Predictive policing",
        "crime_cntr": "Real-time crime center",
        "ring": "Ring/Neighbors partnership",
        "video_analytics": "Video analytics",
    }
)
"""The columns, and what the atlas calls the technologies."""


def thing(kind: str, native: str) -> EntityKey:
    """Name something of this data set."""
    return EntityKey(dataset=SLUG, kind=kind, native=native)


STATE: Final = thing("Place", "California")
COUNTRY: Final = thing("Place", "United States")


def claims(row: Row) -> Iterator[Act]:
    """Say what the row of a city states."""
    name = row["City"]
    if not name:
        raise FieldError("no-city", "City", "should name the city")
    city = thing("Place", f"{name}, California")
    yield named(city, name, "City")
    for part, whole in ((city, STATE), (STATE, COUNTRY)):
        yield part_of(part, whole, "City")
    yield from _state()
    for column, spelt in TECHNOLOGIES.items():
        if row[column] not in FLAG:
            raise FieldError("unknown-flag", column, "a flag is 1 or 0")
        if FLAG[row[column]]:
            technology = thing("Technology", column)
            yield named(technology, spelt, column, sort="PRIMARY")
            yield Stated(
                record=city.native,
                subject=city,
                predicate="usesSurveillanceTechnology",
                object=technology,
                column=column,
                valid=SEEN,
                slot_by_time=True,
            )


def _state() -> Iterator[Act]:
    yield named(STATE, STATE.native, "City", sort="PRIMARY")
    yield named(COUNTRY, COUNTRY.native, "City", sort="PRIMARY")
    if (judged := same_country(COUNTRY)) is not None:
        yield judged


PREDICATES: Final = ("name", "partOf", "usesSurveillanceTechnology")

CA_POLICE_TECHNOLOGY: Final = Publisher(
    name=SLUG,
    collection="eff-atlas-california",
    dataset=DatasetRegistered(
        slug=SLUG,
        title="Police technology adoption in California",
        publisher="Angel Mendiola Ross and co-authors",
        home_page="https://github.com/angelmendiolaross/ca_police_technology_adoption",
    ),
    source=SourceRegistered(
        identity=f"dataset:{SLUG}:matrix",
        title="Police technology adoption in California, derived from the Atlas of Surveillance",
        tier="ACADEMIC",
        url="https://github.com/angelmendiolaross/ca_police_technology_adoption",
        published="2021",
        language="en",
    ),
    mapping=1,
    scope=PREDICATES,
    rhythm="once",
    editions=(
        Published(
            name="2021",
            published="2021",
            declared=482,
            covers=PREDICATES,
            tables=(
                Table(
                    file=r".*city_matrix.*\.csv(\.gz)?",
                    read=frozenset({"City", *TECHNOLOGIES}),
                    optional=frozenset(TECHNOLOGIES),
                ),
            ),
        ),
    ),
    claims=claims,
)
