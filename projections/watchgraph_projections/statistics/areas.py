"""Countries and regions of the world, as groups of what lies in them: which entities they are."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, and_

from watchgraph.domain.identifiers import entity_id
from watchgraph_projections.statistics.queries import Area

COUNTRIES: Final = "iso3166"
"""The register whose entities are countries and territories."""

M49: Final = "country-codes"
"""The data set whose entities are the regions of the UN, by their codes."""

REGIONS: Final[Mapping[Area, tuple[str, ...]]] = {
    Area.REGION: ("002", "009", "019", "142", "150"),
    Area.SUBREGION: (
        *("015", "021", "030", "034", "035", "039", "053", "054", "057"),
        *("061", "143", "145", "151", "154", "155", "202", "419"),
    ),
}
"""Codes of the UN's list M49."""


def are_areas(entities: FromClause, area: Area) -> ColumnElement[bool]:
    """Whether an entity is a country, or a region, whatever it was merged with."""
    if area is Area.COUNTRY:
        return and_(entities.c.dataset == COUNTRIES, entities.c.register == 1)
    return entities.c.id.in_([str(each) for each in regions(area)])


def regions(area: Area) -> list[UUID]:
    """The entities of the regions of a size."""
    return [entity_id(M49, "Group", code) for code in REGIONS[area]]
