"""GeoJSON (RFC 7946): a feature as a map reads it, and the box around several."""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

import msgspec

from watchgraph.domain.edtf import Certainty
from watchgraph.domain.values import Geo
from watchgraph_projections.views.features import Box, FeatureRow

TURN: Final = 360.0


class Position(NamedTuple):
    """Degrees, WGS 84, in GeoJSON's order, with the decimals that the claim states."""

    lon: float
    lat: float


class Spot(StrEnum):
    """What the point is: the PLACE itself, a SITE of the deployment, or only the AREA that the deployment is in."""

    PLACE = "PLACE"
    SITE = "SITE"
    AREA = "AREA"


SPOTS: Final = {None: Spot.PLACE, "hasSite": Spot.SITE, "deployedIn": Spot.AREA}


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A geometry."""

    type: str = "Point"
    coordinates: Position


class Properties(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What a map can say of a feature.

    kind: `PLACE` or `DEPLOYMENT`. claim_ids, licences: all that it rests on, and under which licences that is.
    """

    entity_id: str
    kind: str
    name: str | None
    spot: Spot
    precision_metres: int | None
    certainty: Certainty
    confidence: int | None
    disputed: bool
    planned: bool
    claim_ids: Sequence[str]
    licences: Sequence[str]


class Feature(msgspec.Struct, frozen=True, kw_only=True):
    """A feature. id: made of that of the claim which puts it there, for one entity may stand at many spots."""

    type: str = "Feature"
    id: str
    geometry: Point
    properties: Properties


def feature(row: FeatureRow, licences: Iterable[str]) -> Feature:
    """Write a row as a feature."""
    value = msgspec.json.decode(row.value, type=Geo)
    properties = Properties(
        entity_id=row.entity_id,
        kind=row.kind.upper(),
        name=row.label,
        spot=SPOTS[row.predicate],
        precision_metres=value.precision_m,
        certainty=Certainty.YES if row.surely else Certainty.POSSIBLY,
        confidence=row.confidence,
        disputed=bool(row.disputed),
        planned=bool(row.planned),
        claim_ids=tuple(row.claims.values()),
        licences=sorted(set(licences)),
    )
    return Feature(
        id=f"Feature:{row.via_id or row.point_id}", geometry=Point(coordinates=position(row)), properties=properties
    )


def position(row: FeatureRow) -> Position:
    """Where it is."""
    value = msgspec.json.decode(row.value, type=Geo)
    return Position(lon=float(value.lon), lat=float(value.lat))


def extent(positions: Collection[Position]) -> Box | None:
    """The narrowest box around them, across the antimeridian where that is narrower; None around nothing."""
    if not positions:
        return None
    west, east = _widest_gap(sorted({each.lon for each in positions}))
    latitudes = [each.lat for each in positions]
    return Box(west=west, south=min(latitudes), east=east, north=max(latitudes))


def _widest_gap(longitudes: Sequence[float]) -> tuple[float, float]:
    """What lies on the far side of the widest gap between neighbours, from west to east."""
    around = pairwise([*longitudes, longitudes[0] + TURN])
    _, before = max((after - before, before) for before, after in around)
    place = longitudes.index(before)
    return longitudes[(place + 1) % len(longitudes)], before
