"""AidData, Global Chinese Official Finance 1.0 (GCOF): projects of 2000 to 2014 in the whole world.

Publisher: AidData, William & Mary (Dreher, Fuchs, Parks, Strange and Tierney).
https://github.com/AidData-WM/public_datasets. Format: one sheet of a workbook, here as CSV (gzip). Licence: none
stated. Rhythm: once, in 2017; then GCDF 3.0.

Umbrella agreements stand beside their projects, and the publisher says for each record whether to use it: of 5,466
records it recommends 4,373. `location_details` are names of places without codes, and are left alone.
"""

from typing import Final

from watchgraph_importers.aidata.database import RULES, SOURCE, database
from watchgraph_importers.aidata.projects import COVERED, IGNORED, PERSONAL, PREDICATES, READ, claims
from watchgraph_importers.publishers import Published, Publisher, Table

AIDATA_GCOF: Final = Publisher(
    name="aidata-gcof-v1",
    dataset=database(),
    source=SOURCE,
    mapping=4,
    scope=PREDICATES,
    rules=RULES,
    rhythm="once, in 2017; then under another name",
    editions=(
        Published(
            name="gcof-1.0",
            published="2017",
            tables=(
                Table(
                    file=r"gcof_v1\w*\.csv(\.gz)?",
                    read=READ
                    | {
                        "recommended_for_research",
                        "umbrella",
                        "cofinancing_agency",
                        "usd_current",
                        "usd_defl_2014",
                        "is_ground_truthing",
                    },
                    ignored=IGNORED
                    | {"field_completeness", "location_details", "recipient_region", "source_triangulation"},
                    personal=PERSONAL,
                ),
            ),
            covers=tuple(name for name in COVERED if name != "lastUpdated"),
            declared=5466,
        ),
    ),
    claims=claims,
)
