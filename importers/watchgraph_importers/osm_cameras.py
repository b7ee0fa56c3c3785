"""OpenStreetMap: cameras that volunteers mapped, those of named makers, in Belgrade, or tagged as recognising faces.

Publisher: OpenStreetMap contributors. https://www.openstreetmap.org Format: GeoJSON, a feature a camera, properties
being raw tags of any name. Licence: ODbL 1.0, kept apart from all else. Rhythm: daily; an extract of November 2025.

A camera is no deployment of facial recognition. It is a place with equipment, a maker and somebody who runs it, and
enters no count of deployments. Tags are free text: that one speaks of faces is proposed for review, never accepted. A
feature without an id is known by its point and some of its tags; the same feature in two files is one record.
"""

import hashlib
import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.identifiers import plain_decimal
from watchgraph.domain.values import Code, Geo, Text
from watchgraph_importers.acts import Act, EntityKey, NotData, Stated, Value
from watchgraph_importers.errors import FieldError
from watchgraph_importers.json_tables import LATITUDE, LONGITUDE
from watchgraph_importers.naming import named
from watchgraph_importers.publishers import Format, Published, Publisher, Row, Table

SLUG: Final = "osm-surveillance"
SEVERAL: Final = re.compile(r"\s*;\s*")
NOTHING: Final = frozenset({"", "unknown", "no", "yes", "none", "n/a", "?", "fixme", "private", "public"})
WIKIDATA: Final = re.compile(r"Q[1-9]\d*", re.ASCII)
FACES: Final = re.compile(
    r"fac(?:e|ial)[ _-]?(?:recogn|scan|detect)|reconocimiento[ _-]facial|reconnaissance[ _-]faciale|gesichtserkennung"
    r"|riconoscimento[ _-]facciale|reconhecimento[ _-]facial|prepoznavanj\w+[ _-]lica",
    re.IGNORECASE,
)
SAYING: Final = ("description", "name", "note", "surveillance", "surveillance:type", "operator:website", "camera:type")
"""Tags in which contributors speak of faces."""

IDENTIFYING: Final = (
    "man_made",
    "surveillance",
    "surveillance:type",
    "camera:type",
    "camera:mount",
    "manufacturer",
    "brand",
    "operator",
    "name",
    "description",
)
"""Never changed: ids of records are made of them."""

FACE_DOUBT: Final = "A tag of free text speaks of faces; whether the camera recognises any, nobody has confirmed."
EQUIPMENT: Final = MappingProxyType(
    {"camera": "CAMERA", "": "CAMERA", "alpr": "PLATE_READER", "anpr": "PLATE_READER", "lpr": "PLATE_READER"}
)
TYPES: Final = MappingProxyType(
    {"fixed": "FIXED", "static": "FIXED", "dome": "DOME", "panning": "PANNING", "ptz": "PANNING", "panorama": "PANNING"}
)
MOUNTS: Final = MappingProxyType(
    {
        "wall": "WALL",
        "building": "BUILDING",
        "street_lamp": "STREET_POLE",
        "pole": "STREET_POLE",
        "mast": "STREET_POLE",
        "traffic_signals": "TRAFFIC_SIGNAL",
        "traffic_signal": "TRAFFIC_SIGNAL",
        "gantry": "TRAFFIC_SIGNAL",
        "sign": "TRAFFIC_SIGNAL",
        "ceiling": "CEILING",
        "doorbell": "DOOR",
        "door": "DOOR",
    }
)
MAKERS: Final = ("manufacturer", "brand")
BELGRADE: Final = EntityKey(dataset=SLUG, kind="Place", native="Belgrade")


def claims(row: Row) -> Iterator[Act]:
    """Say what a feature states."""
    if row["man_made"] not in {"", "surveillance"}:
        yield NotData("no camera")
        return
    camera = Camera(row)
    yield from camera.spot()
    yield from camera.equipment()
    for column in MAKERS:
        yield from camera.company(column, "madeCamerasAt")
    yield from camera.company("operator", "operatesCamerasAt")


def in_belgrade(row: Row) -> Iterator[Act]:
    """Say what a feature of the extract of Belgrade states: the file says where they all are."""
    yield from claims(row)
    if row["man_made"] in {"", "surveillance"}:
        camera = Camera(row)
        yield named(BELGRADE, BELGRADE.native, "", sort="PRIMARY")
        yield camera.within(BELGRADE)


class Camera:
    """One feature, read."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._point = Geo(lat=_degrees(row, LATITUDE, 90), lon=_degrees(row, LONGITUDE, 180))
        self._record = record_of(row, self._point)
        self._key = EntityKey(dataset=SLUG, kind="Place", native=self._record)

    def _said(
        self, predicate: str, value: Value, column: str, *qualifiers: tuple[str, Value], doubt: str | None = None
    ) -> Stated:
        return Stated(
            record=self._record,
            subject=self._key,
            predicate=predicate,
            object=value,
            qualifiers=qualifiers,
            column=column,
            doubt=doubt,
        )

    def spot(self) -> Iterator[Act]:
        """Where it is. Its label is made of its place: few cameras have a name."""
        label = f"Camera at {self._point.lat}, {self._point.lon}"
        yield named(self._key, label, LATITUDE, record=self._record, sort="PRIMARY")
        if name := self._row["name"]:
            yield named(self._key, name, "name", record=self._record)
        yield self._said("coordinates", self._point, LATITUDE)

    def equipment(self) -> Iterator[Act]:
        """What it is, how it is built and fixed; and what its tags say of faces."""
        sort = EQUIPMENT.get(self._row["surveillance:type"].casefold(), "OTHER")
        details: list[tuple[str, Value]] = []
        if kind := TYPES.get(self._row["camera:type"].casefold()):
            details.append(("cameraType", Code(scheme="camera-type", code=kind)))
        if mount := MOUNTS.get(self._row["camera:mount"].casefold()):
            details.append(("mount", Code(scheme="mount", code=mount)))
        column = "surveillance:type" if self._row["surveillance:type"] else "man_made"
        yield self._said("hasEquipment", Code(scheme="equipment", code=sort), column, *details)
        for tag in SAYING:
            if FACES.search(self._row[tag]):
                faces = Code(scheme="equipment", code="FACE_RECOGNITION_CAMERA")
                yield self._said("hasEquipment", faces, tag, doubt=FACE_DOUBT)

    def company(self, column: str, predicate: str) -> Iterator[Act]:
        """Who made it, or who runs it, with the company's item of Wikidata where the tags give one."""
        names = [name for name in SEVERAL.split(self._row[column]) if name.casefold() not in NOTHING]
        items = SEVERAL.split(self._row[f"{column}:wikidata"])
        for number, name in enumerate(dict.fromkeys(names)):
            company = EntityKey(dataset=SLUG, kind="Organisation", native=name)
            yield named(company, name, column)
            if len(items) == len(names) and WIKIDATA.fullmatch(items[number]):
                yield Stated(
                    record=f"Organisation:{name}",
                    subject=company,
                    predicate="externalId",
                    object=Text(text=items[number], lang="und"),
                    qualifiers=(("scheme", Code(scheme="id-scheme", code="QID")),),
                    column=f"{column}:wikidata",
                    repeats=True,
                )
            yield Stated(record=self._record, subject=company, predicate=predicate, object=self._key, column=column)

    def within(self, place: EntityKey) -> Stated:
        """State the larger place that it lies in."""
        return self._said("partOf", place, "")


def record_of(row: Row, point: Geo) -> str:
    """Name the record: the node's id, else its point and a digest of the tags that tell cameras of one pole apart."""
    if row["id"]:
        return row["id"] if "/" in row["id"] else f"node/{row['id']}"
    tags = "\n".join(f"{name}={row[name]}" for name in IDENTIFYING)
    return f"{point.lat},{point.lon}|{hashlib.sha256(tags.encode()).hexdigest()[:16]}"


def _degrees(row: Row, column: str, most: int) -> str:
    try:
        degrees = plain_decimal(row[column])
    except ValueError as error:
        raise FieldError("not-a-number", column, "should be decimal degrees") from error
    if abs(float(degrees)) > most:
        raise FieldError("out-of-bounds", column, f"should be at most {most} degrees")
    return degrees


PREDICATES: Final = (
    "name",
    "externalId",
    "coordinates",
    "partOf",
    "hasEquipment",
    "madeCamerasAt",
    "operatesCamerasAt",
)
READ: Final = frozenset(
    {"id", "man_made", "camera:mount", "operator", "operator:wikidata", *SAYING, LATITUDE, LONGITUDE}
    | {f"{maker}{part}" for maker in MAKERS for part in ("", ":wikidata")}
)
OPTIONAL: Final = READ - {"man_made", LATITUDE, LONGITUDE}

OSM_CAMERAS: Final = Publisher(
    name="osm-cameras",
    dataset=DatasetRegistered(
        slug=SLUG,
        title="OpenStreetMap surveillance nodes",
        publisher="OpenStreetMap contributors",
        home_page="https://www.openstreetmap.org",
        licence="ODbL-1.0",
    ),
    source=SourceRegistered(
        identity=f"dataset:{SLUG}:extract",
        title="OpenStreetMap, nodes tagged man_made=surveillance",
        tier="DATASET",
        url="https://wiki.openstreetmap.org/wiki/Tag:man_made%3Dsurveillance",
        publisher="OpenStreetMap contributors",
        published="2025-11",
        licence="ODbL-1.0",
    ),
    mapping=1,
    scope=PREDICATES,
    rhythm="daily; one extract is known",
    editions=(
        Published(
            name="2025-11",
            published="2025-11",
            covers=PREDICATES,
            tables=(
                Table(
                    file=r"belgrade.*\.geojson(\.gz)?",
                    format=Format.GEOJSON,
                    free=True,
                    read=READ,
                    optional=OPTIONAL,
                    claims=in_belgrade,
                ),
                Table(
                    file=r"(?!belgrade).*\.geojson(\.gz)?",
                    format=Format.GEOJSON,
                    free=True,
                    read=READ,
                    optional=OPTIONAL,
                    claims=claims,
                ),
            ),
        ),
    ),
)
