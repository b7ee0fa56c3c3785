"""The publishers whose files can be imported: add yours here."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from watchgraph_importers.aiaaic import AIAAIC
from watchgraph_importers.aidata_africa import AIDATA_AFRICA
from watchgraph_importers.aigs import AIGS_2020, AIGS_2022
from watchgraph_importers.aiid import AIID
from watchgraph_importers.aspi_italy import ASPI_ITALY
from watchgraph_importers.bri_members import BRI_MEMBERS
from watchgraph_importers.ca_police_technology import CA_POLICE_TECHNOLOGY
from watchgraph_importers.country_codes import COUNTRY_CODES
from watchgraph_importers.country_indicators import COUNTRY_INDICATORS
from watchgraph_importers.eff_atlas import EFF_ATLAS
from watchgraph_importers.facial_recognition_laws import FRT_LAWS
from watchgraph_importers.met_police import MET_POLICE
from watchgraph_importers.osm_cameras import OSM_CAMERAS
from watchgraph_importers.publishers import Publisher

_KNOWN: Final = (
    COUNTRY_CODES,
    *COUNTRY_INDICATORS,
    BRI_MEMBERS,
    AIGS_2020,
    AIGS_2022,
    AIDATA_AFRICA,
    MET_POLICE,
    EFF_ATLAS,
    CA_POLICE_TECHNOLOGY,
    ASPI_ITALY,
    OSM_CAMERAS,
    AIID,
    AIAAIC,
    FRT_LAWS,
)

PUBLISHERS: Final[Mapping[str, Publisher]] = MappingProxyType({publisher.name: publisher for publisher in _KNOWN})
"""By name. `reference` reads our own claims and is not among them."""
