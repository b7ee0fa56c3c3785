"""The publishers whose files can be imported: add yours here."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from watchgraph_importers.aiaaic import AIAAIC
from watchgraph_importers.aidata import AIDATA_AFRICA, AIDATA_GCDF, AIDATA_GCOF
from watchgraph_importers.aigs import AIGS_2020, AIGS_2022
from watchgraph_importers.aiid import AIID
from watchgraph_importers.aspi_italy import ASPI_ITALY
from watchgraph_importers.bri_members import BRI_MEMBERS
from watchgraph_importers.ca_police_technology import CA_POLICE_TECHNOLOGY
from watchgraph_importers.country_codes import COUNTRY_CODES
from watchgraph_importers.country_indicators import COUNTRY_INDICATORS
from watchgraph_importers.courts_db import COURTS_DB
from watchgraph_importers.dod_1260h import DOD_1260H
from watchgraph_importers.eff_atlas import EFF_ATLAS
from watchgraph_importers.facial_recognition_laws import FRT_LAWS
from watchgraph_importers.fcc_covered_list import FCC_COVERED_LIST
from watchgraph_importers.gdpr_fines.privacy_affairs import GDPR_FINES_PRIVACY_AFFAIRS
from watchgraph_importers.gdpr_fines.rub import GDPR_FINES_RUB
from watchgraph_importers.lawsuits_us import LAWSUITS_FRT_US
from watchgraph_importers.met_police import MET_POLICE
from watchgraph_importers.ndaa_889 import NDAA_889
from watchgraph_importers.osm_cameras import OSM_CAMERAS
from watchgraph_importers.publishers import Publisher

_KNOWN: Final = (
    COUNTRY_CODES,
    *COUNTRY_INDICATORS,
    BRI_MEMBERS,
    AIGS_2020,
    AIGS_2022,
    AIDATA_AFRICA,
    AIDATA_GCOF,
    AIDATA_GCDF,
    MET_POLICE,
    EFF_ATLAS,
    CA_POLICE_TECHNOLOGY,
    ASPI_ITALY,
    OSM_CAMERAS,
    AIID,
    AIAAIC,
    FRT_LAWS,
    COURTS_DB,
    LAWSUITS_FRT_US,
    FCC_COVERED_LIST,
    NDAA_889,
    DOD_1260H,
    GDPR_FINES_RUB,
    GDPR_FINES_PRIVACY_AFFAIRS,
)

PUBLISHERS: Final[Mapping[str, Publisher]] = MappingProxyType({publisher.name: publisher for publisher in _KNOWN})
"""By name. `reference` reads our own claims and is not among them."""
