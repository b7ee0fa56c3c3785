"""The edition of 2022: a workbook of two sheets, the index (97 countries) and the scores behind it (179)."""

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

COUNTRIES: Final = 179
INDEX_SHEET: Final = "AIGS 2022"
SCORES_SHEET: Final = "Digital Repression Inde + V-Dem"
SEEN: Final = "2022"
SCORED: Final = "2021"
OVERFLOW: Final = ("X", "Y", "Z", "AA", "AB", "AC", "AD", "AE", "AF")
"""The nine columns without a header, by their letters."""

OVERFLOW_DOUBT: Final = (
    "The columns without a header seem to have stayed behind when the rows were sorted anew: several runs of names "
    "stand in another country's row in the 2020 edition."
)

REGION: Final = Classed(predicate="region", scheme="aigs-region", codes=REGIONS, valid=SEEN)
REGIME: Final = Classed(predicate="regimeType", scheme="regime-type", codes=REGIMES, valid=SCORED)
NET_STATUS: Final = Classed(
    predicate="freedomOnTheNetStatus", scheme="freedom-on-the-net-status", codes=NET_FREEDOM, valid=SCORED
)
DEMOCRACY: Final = Scored(predicate="electoralDemocracyIndex", unit="index", valid=SCORED)
REPRESSION: Final = Scored(predicate="digitalRepressionIndex", unit="index", valid=SCORED)
NET_SCORE: Final = Scored(predicate="freedomOnTheNetScore", unit="point", valid=SCORED)

INDEX: Final = Columns(
    seen=SEEN,
    classes={
        "Region": REGION,
        "V-Dem Regime Type 2021": REGIME,
        "Freedom on the Net 2021 Status": NET_STATUS,
    },
    scores={
        "V-Dem Electoral Democracy Index 2021": DEMOCRACY,
        "Feldstein Digital Repression Index 2021": REPRESSION,
        "Freedom on the Net 2021 Score": NET_SCORE,
    },
    belt_and_road="Member of Belt & Road Initiative",
    origins={"China Tech": "China", "US Tech": "United States of America"},
    companies={**dict.fromkeys(LABELLED_COMPANIES), **dict.fromkeys(OVERFLOW, OVERFLOW_DOUBT)},
)
SCORES: Final = Columns(
    seen=SEEN,
    classes={"Region": REGION, "v2x_regime": REGIME},
    scores={"v2x_polyarchy": DEMOCRACY, "Digital Repression Index 2021": REPRESSION},
)

INDEX_TABLE: Final = Table(
    file=r".*\.xlsx",
    sheet=INDEX_SHEET,
    read=frozenset(
        {
            "Country",
            *INDEX.classes,
            *INDEX.scores,
            *INDEX.origins,
            *INDEX.companies,
            *TECHNOLOGIES,
            SPENDING,
            SPENDING_RANK,
            INDEX.belt_and_road,
            OTHER_COUNTRIES,
        }
    ),
    ignored=frozenset({"China ODI Rank (EIU)"}),
    optional=frozenset(OVERFLOW),
    claims=INDEX.claims,
)

SCORES_TABLE: Final = Table(
    file=r".*\.xlsx",
    sheet=SCORES_SHEET,
    read=frozenset({"Country", *SCORES.classes, *SCORES.scores}),
    ignored=frozenset(
        {
            "Year",
            "v2x_libdem",
            "Gov SM surveillance v2smgovsmmon",
            "Gov disinfo v2smgovdom",
            "Pol party disinfo v2smpardom",
            "Gov filtering v2smgovfilprc",
            "Gov internet shutdowns v2smgovshut",
            "Gov SM Shutdown v2smgovsm",
            "Gov SM censorship v2smgovsmcenprc",
            "Arrests online users (v2smarrest)",
            "AIGS?",
        }
    ),
    claims=SCORES.claims,
)

AIGS_2022: Final = Publisher(
    name="aigs-2022",
    dataset=DATASET,
    source=SOURCE,
    mapping=2,
    scope=PREDICATES,
    rhythm=RHYTHM,
    editions=(
        # Dated as the fourth version of the record at Mendeley Data; the workbook's own name says 9 March.
        Published(
            name="2022",
            published="2022-06-06",
            tables=(INDEX_TABLE, SCORES_TABLE),
            covers=PREDICATES,
            complete=True,
            declared=COUNTRIES,
        ),
    ),
)
