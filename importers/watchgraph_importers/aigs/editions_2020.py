"""The edition of 2020: 77 countries in one CSV, with semicolons, decimal commas and quotes within the header."""

from typing import Final

from watchgraph_importers.aigs.countries import (
    LABELLED_COMPANIES,
    NET_FREEDOM,
    OTHER_COUNTRIES,
    PREDICATES,
    REGIMES,
    REGIONS,
    SPENDING,
    SPENDING_RANK,
    TECHNOLOGIES,
    Classed,
    Columns,
    Scored,
)
from watchgraph_importers.aigs.publications import DATASET, RHYTHM, SOURCE
from watchgraph_importers.publishers import Published, Publisher, Table
from watchgraph_importers.workbooks import letters

COUNTRIES: Final = 77
SEEN: Final = "2020"
SCORED: Final = "2019~"
"""The columns of V-Dem name no year; their values are those of its releases about 2019."""

NET_STATUS: Final = '"Freedom on the Net 2019" Status'
NET_SCORE: Final = '"Freedom on the Net 2019" Total Score'
NET_YEAR: Final = "2019"
OVERFLOW: Final = tuple(letters(number) for number in range(23, 39))
"""The columns without a header, by their letters (W to AL): more companies of the same row."""

COLUMNS: Final = Columns(
    seen=SEEN,
    classes={
        "Region": Classed(predicate="region", scheme="aigs-region", codes=REGIONS, valid=SEEN),
        "v2x_regime": Classed(predicate="regimeType", scheme="regime-type", codes=REGIMES, valid=SCORED),
        NET_STATUS: Classed(
            predicate="freedomOnTheNetStatus", scheme="freedom-on-the-net-status", codes=NET_FREEDOM, valid=NET_YEAR
        ),
    },
    scores={
        "v2x_polyarchy": Scored(predicate="electoralDemocracyIndex", unit="index", valid=SCORED),
        NET_SCORE: Scored(predicate="freedomOnTheNetScore", unit="point", valid=NET_YEAR),
    },
    belt_and_road="BRI Member?",
    origins={"China Tech?": "China", "US Tech?": "United States of America"},
    companies=dict.fromkeys((*LABELLED_COMPANIES, *OVERFLOW)),
)

COVERED: Final = tuple(name for name in PREDICATES if name != "digitalRepressionIndex")

TABLE: Final = Table(
    file=r"(aigs[_-]2020|AI & Big Data Global Surveillance Index).*\.csv(\.gz)?",
    delimiter=";",
    read=frozenset(
        {
            "Country",
            *COLUMNS.classes,
            *COLUMNS.scores,
            *COLUMNS.origins,
            *COLUMNS.companies,
            *TECHNOLOGIES,
            SPENDING,
            SPENDING_RANK,
            COLUMNS.belt_and_road,
            OTHER_COUNTRIES,
        }
    ),
    ignored=frozenset({"China ODI Rank (EIU)"}),
    optional=frozenset(OVERFLOW),
)

AIGS_2020: Final = Publisher(
    name="aigs-2020",
    dataset=DATASET,
    source=SOURCE,
    mapping=1,
    scope=PREDICATES,
    rhythm=RHYTHM,
    editions=(Published(name="2020", published="2020", tables=(TABLE,), covers=COVERED, declared=COUNTRIES),),
    claims=COLUMNS.claims,
)
