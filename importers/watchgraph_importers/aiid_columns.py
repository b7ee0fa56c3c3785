"""Columns of the annotations of the AI Incident Database: what is read, by what it sorts, what is left alone."""

from types import MappingProxyType
from typing import Final

from watchgraph_importers.workbooks import letters

MAX_COLUMNS: Final = 80
ID: Final = "Incident ID"
CITY: Final = "Location City"
STATE: Final = "Location State/Province (two letters)"
COUNTRY: Final = "Location Country (two letters)"
YEAR, MONTH, DAY = "Date of Incident Year", "Date of Incident Month", "Date of Incident Day"

CSET_V0_LABELS: Final = MappingProxyType(
    {
        "Harm Type": "HARM",
        "Harm Distribution Basis": "HARM_BASIS",
        "Sector of Deployment": "SECTOR",
        "Public Sector Deployment": "PUBLIC_SECTOR",
        "AI Applications": "TASK",
        "Intent": "INTENT",
    }
)
CSET_V1_LABELS: Final = MappingProxyType(
    {
        "Harm Distribution Basis": "HARM_BASIS",
        "Sector of Deployment": "SECTOR",
        "Public Sector Deployment": "PUBLIC_SECTOR",
        "AI Task": "TASK",
        "Intentional Harm": "INTENT",
    }
)
MIT_LABELS: Final = MappingProxyType(
    {
        "Risk Domain": "RISK",
        "Risk Subdomain": "RISK_SUBCLASS",
        "Entity": "CAUSE",
        "Timing": "TIMING",
        "Intent": "INTENT",
    }
)
COMMON: Final = frozenset({"Namespace", ID, "Published"})
CSET_V0_READ: Final = COMMON | {"Location", "Near Miss", "Lives Lost", "System Developer", *CSET_V0_LABELS}
CSET_V0_IGNORED: Final = frozenset(
    {
        "Annotator",
        "Annotation Status",
        "Reviewer",
        "Quality Control",
        "Full Description",
        "Short Description",
        "Beginning Date",
        "Ending Date",
        "Named Entities",
        "Technology Purveyor",
        "Severity",
        "Infrastructure Sectors",
        "Financial Cost",
        "Laws Implicated",
        "AI System Description",
        "Data Inputs",
        "Nature of End User",
        "Level of Autonomy",
        "Relevant AI functions",
        "AI Techniques",
        "Physical System",
        "Problem Nature",
    }
)
CSET_V1_READ: Final = COMMON | {
    YEAR,
    MONTH,
    DAY,
    CITY,
    STATE,
    COUNTRY,
    "Tangible Harm",
    "Lives Lost",
    "Injuries",
    *CSET_V1_LABELS,
}
CSET_V1_IGNORED: Final = frozenset(
    {
        "Incident Number",
        "Annotator",
        "Annotation Status",
        "Peer Reviewer",
        "Quality Control",
        "Physical Objects",
        "Entertainment Industry",
        "Report, Test, or Study of data",
        "Deployed",
        "Producer Test in Controlled Conditions",
        "Producer Test in Operational Conditions",
        "User Test in Controlled Conditions",
        "User Test in Operational Conditions",
        "Harm Domain",
        "AI System",
        "AI System.1",
        *(f"AI System ({letters(column)})" for column in range(2, MAX_COLUMNS)),
        "Clear link to technology",
        "Clear link to Technology",
        "There is a potentially identifiable specific entity that experienced the harm",
        "AI Harm Level",
        "AI Tangible Harm Level Notes",
        "Impact on Critical Services",
        "Rights Violation",
        "Involving Minor",
        "Detrimental Content",
        "Protected Characteristic",
        "Notes (special interest intangible harm)",
        "Special Interest Intangible Harm",
        "Harmed Class of Entities",
        "Annotator\u2019s AI special interest intangible harm assessment",
        "Notes (AI special interest intangible harm)",
        "Estimated Date",
        "Multiple AI Interaction",
        "Embedded",
        "Location Region",
        "Infrastructure Sectors",
        "Operating Conditions",
        "Notes (Environmental and Temporal Characteristics)",
        "Entities",
        "Estimated Harm Quantities",
        "Notes ( Tangible Harm Quantities Information)",
        "AI System Description",
        "Data Inputs",
        "Autonomy Level",
        "Notes (Information about AI System)",
        "Physical System Type",
        "AI tools and methods",
        "Notes (AI Functionality and Techniques)",
    }
)
MIT_READ: Final = COMMON | {*MIT_LABELS}
