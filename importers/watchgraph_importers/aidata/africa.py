"""AidData, Chinese official finance to Africa: three releases (1.0, 1.1, 1.2) of one database of projects.

Publisher: AidData, William & Mary. https://github.com/AidData-WM/public_datasets. Format: one CSV (gzip) a sheet and
release. Licence: none stated. Rhythm: 2013, 2014, 2015; the database goes on as GCOF 1.0 and GCDF 3.0.

Sheets of cancelled, suspicious or inactive projects are the publisher's own doubt, kept as claims and out of sums;
those of unofficial and military finance are no official finance, by its own word. How many projects of official finance
1.0 and 1.1 have, it has said; of the other sheets, and of 1.2, no number is known.
"""

import re
from dataclasses import replace
from typing import Final

from watchgraph_importers.aidata.database import RULES, SOURCE, database
from watchgraph_importers.aidata.projects import COVERED, IGNORED, PERSONAL, PREDICATES, READ, claims
from watchgraph_importers.publishers import Published, Publisher, Table

AFRICA: Final = READ | {"verified", "active", "is_official_finance", "usd_defl"}
LATER: Final = frozenset({"updated_at", "usd_current", "is_ground_truthing"})
"""Columns that 1.1 and 1.2 have besides."""

AFRICA_IGNORED: Final = IGNORED | {
    "active_code",
    "debt_uncertian",  # so spelt
    "donor_agency",
    "donor_agency_count",
    "factiva_sources",
    "flow_class_code",
    "intent_code",
    "sector_comment",
    "status_code",
    "verified_code",
}
LATEST: Final = frozenset({"deflators_2011", "source_triangulation", "field_completeness"})


def _sheets(release: str, sheet: Table, official: int) -> tuple[Table, Table]:
    """The sheets of a release, which have the same columns. official: projects of official finance, as published."""
    named = rf"v{re.escape(release)}_"
    return (
        replace(sheet, file=named + r"(?!official\.)\w+\.csv(\.gz)?"),
        replace(sheet, file=named + r"official\.csv(\.gz)?", declared=official),
    )


AIDATA_AFRICA: Final = Publisher(
    name="aidata-africa-releases",
    dataset=database(),
    source=SOURCE,
    mapping=5,
    scope=PREDICATES,
    rules=RULES,
    rhythm="2013, 2014 and 2015; then under other names",
    editions=(
        Published(
            name="africa-1.0",
            published="2013-04",
            tables=_sheets("1.0", Table(file="", read=AFRICA, ignored=AFRICA_IGNORED, personal=PERSONAL), 1673),
            covers=tuple(name for name in COVERED if name not in {"amountConverted", "lastUpdated"}),
        ),
        Published(
            name="africa-1.1",
            published="2014",
            tables=_sheets(
                "1.1",
                Table(
                    file="",
                    read=AFRICA | LATER,
                    ignored=AFRICA_IGNORED | {"location_details"},
                    personal=PERSONAL,
                ),
                1952,
            ),
            covers=COVERED,
        ),
        Published(
            name="africa-1.2",
            published="2015",
            tables=(
                Table(
                    file=r"v1\.2_\w+\.csv(\.gz)?",
                    read=AFRICA | LATER | {"usd_2011"},
                    ignored=AFRICA_IGNORED | LATEST | {"location_details"},
                    personal=PERSONAL,
                ),
            ),
            covers=COVERED,
        ),
    ),
    claims=claims,
)
