"""What lies where, as GeoJSON (RFC 7946) that a map library takes as it is."""

from enum import StrEnum
from typing import Annotated, NamedTuple

import strawberry
from msgspec.structs import asdict

from watchgraph.domain.edtf import Certainty
from watchgraph_projections.views import geojson
from watchgraph_projections.views.features import DEPLOYMENT, PLACE, Box, FeatureList, FeatureRow
from watchgraph_projections.views.geojson import Spot, extent, position
from watchgraph_schema.claim_filters import ClaimWhere, claim_filter
from watchgraph_schema.combinations import Where
from watchgraph_schema.connections import Connection
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.exemplars import HUAWEI
from watchgraph_schema.filters import entity_filter, where_type
from watchgraph_schema.given import some_values
from watchgraph_schema.list_parts import ListPart
from watchgraph_schema.node_ids import kept_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.shown import LazyClaim, LazyEntity, claim_by_key, shown_by_key

EAST, NORTH, CORNERS = 180, 90, 4
LOCATED = (PLACE, DEPLOYMENT)


class FeatureKind(StrEnum):
    """Kinds of what lies on the map."""

    PLACE = PLACE
    DEPLOYMENT = DEPLOYMENT


describe_enum(
    FeatureKind,
    FeatureKind.__doc__ or "",
    {"PLACE": "A place; a camera is one.", "DEPLOYMENT": "A deployment, where its equipment stands or may stand."},
)
KindsArgument = Annotated[
    list[FeatureKind] | None, strawberry.argument(description="One of the two kinds, or both; both if absent.")
]
BoxArgument = Annotated[
    list[float] | None,
    strawberry.argument(
        description=(
            "Only within west, south, east, north in degrees: `[19.9, 44.6, 20.8, 45.1]`. A west beyond the east "
            "crosses the antimeridian: `[177, -20, -178, -15]` is Fiji. The whole globe if absent."
        )
    ),
]
SaidArgument = Annotated[
    ClaimWhere | None,
    strawberry.argument(
        description='Only subjects of such a claim: `{predicates: ["hasEquipment"]}` for cameras; all if absent.'
    ),
]

PlacesArgument = Annotated[
    Where | None,
    strawberry.argument(
        description=(
            "Only such places, and deployments at such places: "
            f'`{{objectOf: {{predicates: ["madeCamerasAt"], subject: {HUAWEI}}}}}` for those with cameras of a maker; '
            "all if absent."
        ),
        graphql_type=where_type(PLACE) | None,
    ),
]
DeployedArgument = Annotated[
    Where | None,
    strawberry.argument(
        description=(
            "Only such deployments, and places that such a deployment is at: "
            f'`{{objectOf: {{predicates: ["supplies"], subject: {HUAWEI}}}, hasStatus: {{eq: ENDED}}}}` for those with '
            "equipment of a vendor that are over; all if absent."
        ),
        graphql_type=where_type(DEPLOYMENT) | None,
    ),
]


class FeatureWhere(NamedTuple):
    """Which features are wanted, of what there is on the map."""

    said: ClaimWhere | None
    place: Where | None
    deployed: Where | None


describe_enum(
    Spot,
    "What the point of a feature is.",
    {
        "PLACE": "The place itself, or the camera.",
        "SITE": "A spot within the deployment where its equipment stands.",
        "AREA": "A point of the place that the deployment is in: the deployment may be anywhere in it.",
    },
    name="FeatureSpot",
)


@described
class GeoJsonPoint:
    """A geometry: one point, WGS 84."""

    type: str = strawberry.field(description="Always `Point`.")
    coordinates: list[float] = strawberry.field(
        description="Longitude and then latitude, in degrees, with the decimals that the claim states."
    )


@described
class FeatureProperties:
    """What a map can say of a feature: asked for as it is, it is the `properties` of GeoJSON."""

    reader: strawberry.Private[Reader]
    row: strawberry.Private[FeatureRow]
    entity_id: strawberry.ID = strawberry.field(description="Id of the entity.")
    kind: FeatureKind = strawberry.field(description="What it is.")
    name: str | None = strawberry.field(description="The best of its names; null where nobody names it.")
    spot: Spot = strawberry.field(description="What the point is.")
    precision_metres: int | None = strawberry.field(
        description="Radius in metres within which it lies; null where not stated."
    )
    certainty: Certainty = strawberry.field(description="Whether it was there on the day that is asked about.")
    confidence: int | None = strawberry.field(
        description="The least confidence of its claims, 0 to 100; null where one cannot be judged."
    )
    disputed: bool = strawberry.field(description="Whether a claim under it is disputed.")
    planned: bool = strawberry.field(description="Whether it is only planned.")
    claim_ids: list[strawberry.ID] = strawberry.field(
        description="Ids of the claims that it rests on: what puts it there, then what gives the coordinates."
    )
    licences: list[str] = strawberry.field(
        description="Licences (SPDX) of the evidence of these claims: what a map that shows it has to keep to."
    )

    @resolved
    async def entity(self) -> LazyEntity | None:
        """The entity."""
        return await shown_by_key(self.reader, self.row.entity)

    @resolved
    async def coordinates_claim(self) -> LazyClaim | None:
        """The claim that gives the coordinates: of rivals the one that is shown first."""
        return await claim_by_key(self.reader, self.row.point)

    @resolved
    async def located_by(self) -> LazyClaim | None:
        """The claim that puts a deployment at the place; null for a place."""
        return None if self.row.via is None else await claim_by_key(self.reader, self.row.via)


@described
class Feature(Node):
    """Something at a spot. A deployment has a feature for each of its sites and places."""

    reader: strawberry.Private[Reader]
    row: strawberry.Private[FeatureRow]

    @resolved
    def type(self) -> str:
        """Always `Feature`."""
        return "Feature"

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with, made of the claim that puts it there: one entity may stand at many spots."""
        return kept_id("Feature", self.row.via_id or self.row.point_id)

    @resolved
    def geometry(self) -> GeoJsonPoint:
        """Where it is."""
        return GeoJsonPoint(type="Point", coordinates=list(position(self.row)))

    @resolved
    async def properties(self) -> FeatureProperties:
        """What it is."""
        found = await self.reader.licences.load_many(list(self.row.claims))
        licences = frozenset[str]().union(*(each for each in found if each))
        shown = asdict(geojson.feature(self.row, licences).properties) | {"kind": FeatureKind(self.row.kind)}
        return FeatureProperties(reader=self.reader, row=self.row, **shown)


@described
class FeatureConnection(Connection[Feature]):
    """A page of features. Ask for `type`, `bbox` and `features`, and what comes back is GeoJSON as it is."""

    @resolved
    def type(self) -> str:
        """Always `FeatureCollection`."""
        return "FeatureCollection"

    @resolved
    async def bbox(self) -> list[float] | None:
        """The narrowest box around this page: west, south, east, north; null around none.

        A west beyond the east crosses the antimeridian.
        """
        box = extent([position(each.row) for each in await self._features()])
        return None if box is None else list(box)

    @resolved
    async def features(self) -> list[Feature]:
        """The features of this page, the same as `nodes`."""
        return await self._features()

    async def _features(self) -> list[Feature]:
        return list((await self.part.items()).nodes)


def feature_of(reader: Reader, row: FeatureRow) -> Feature:
    """Show a feature."""
    return Feature(reader=reader, row=row)


def find_features(
    reader: Reader, kinds: list[FeatureKind] | None, box: list[float] | None, where: FeatureWhere
) -> FeatureConnection:
    """Answer with features. Raises what `feature_list` raises."""
    listing = feature_list(reader, kinds, box, where)
    return FeatureConnection(part=ListPart(reader, listing, feature_of, None))


def feature_list(
    reader: Reader, kinds: list[FeatureKind] | None, box: list[float] | None, where: FeatureWhere
) -> FeatureList:
    """Read what is asked for. Raises BadArgumentError and what `claim_filter` and `entity_filter` raise."""
    return FeatureList(
        kinds=some_values(kinds, "kinds") or LOCATED,
        box=None if box is None else box_of(box),
        said=None if where.said is None else claim_filter(reader, where.said, "hasClaim"),
        place=None if where.place is None else entity_filter(reader, where.place, PLACE),
        deployed=None if where.deployed is None else entity_filter(reader, where.deployed, DEPLOYMENT, "deployed"),
    )


def box_of(given: list[float]) -> Box:
    """Read a box. Raises BadArgumentError for what is none."""
    if len(given) != CORNERS:
        raise BadArgumentError(f"`bbox` has {len(given)} numbers: give west, south, east and north")
    box = Box(*given)
    if not (abs(box.west) <= EAST and abs(box.east) <= EAST and -NORTH <= box.south <= box.north <= NORTH):
        raise BadArgumentError(
            f"`bbox` {given}: west and east lie between -{EAST} and {EAST} degrees, south and north between -{NORTH} "
            f"and {NORTH}, the south not beyond the north; longitude comes first"
        )
    return box
