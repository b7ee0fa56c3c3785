"""The questions about what lies where."""

from watchgraph_schema.arguments import AsOfArgument, LicenceArgument, reader_of
from watchgraph_schema.connections import paged
from watchgraph_schema.context import Info
from watchgraph_schema.describing import described
from watchgraph_schema.features import (
    BoxArgument,
    DeployedArgument,
    FeatureConnection,
    FeatureWhere,
    KindsArgument,
    PlacesArgument,
    SaidArgument,
    find_features,
)
from watchgraph_schema.prices import SEARCH, costing


@described
class MapQuestions:
    """What is asked for a map."""

    @costing(SEARCH)
    @paged
    def places_geo_json(  # noqa: PLR0913, PLR0917  # GraphQL arguments are named
        self,
        info: Info,
        kinds: KindsArgument = None,
        bbox: BoxArgument = None,
        has_claim: SaidArgument = None,
        where: PlacesArgument = None,
        deployed: DeployedArgument = None,
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> FeatureConnection:
        """Places with coordinates, cameras among them, and deployments at such places, as GeoJSON (RFC 7946).

        Each feature says under which licences it is. What nobody gives coordinates for is not here.
        Example: `placesGeoJson(bbox: [19.9, 44.6, 20.8, 45.1]) { type features { type id geometry { type coordinates }
        properties { entityId name kind licences } } }`.
        """
        wanted = FeatureWhere(has_claim, where, deployed)
        return find_features(reader_of(info, as_of, licence), kinds, bbox, wanted)
