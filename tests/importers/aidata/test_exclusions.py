from pathlib import Path

import pytest
from tests.importers.aidata.real_files import GCOF, raw_rows
from tests.importers.rows import row

from watchgraph_importers.aidata.database import COUNTABLE_RULE, RULES
from watchgraph_importers.aidata.exclusions import Decision, decide
from watchgraph_importers.errors import FieldError


@pytest.mark.parametrize(
    ("cells", "decision"),
    [
        ({"status": "Completion"}, Decision("", "status")),
        ({"status": "Pipeline: Commitment"}, Decision("", "status")),
        ({"status": "Pipeline: Pledge"}, Decision("PLEDGE", "status")),
        ({"status": "Pipeline: Vague"}, Decision("PIPELINE", "status")),
        ({"status": "Cancelled", "umbrella": "1"}, Decision("CANCELLED", "status")),
        ({"status": "Suspended"}, Decision("SUSPENDED", "status")),
        ({"status": "Completion", "umbrella": "1"}, Decision("UMBRELLA", "umbrella")),
        ({"status": "Pipeline: Pledge", "umbrella": "1"}, Decision("UMBRELLA", "umbrella")),
        ({"status": "Completion", "active": "Inactive"}, Decision("INACTIVE", "active")),
        (
            {"status": "Completion", "active": "Inactive", "title": "Dam (Duplicate of 7)"},
            Decision("DUPLICATE", "title"),
        ),
        ({"status": "Completion", "title": "A duplicate key workshop"}, Decision("", "status")),
        ({"status": "Completion", "verified": "Suspicious", "active": "Inactive"}, Decision("SUSPICIOUS", "verified")),
        (
            {"status": "Completion", "recommended_for_research": "False"},
            Decision("NOT_RECOMMENDED", "recommended_for_research"),
        ),
        (
            {"status": "Completion", "recommended_for_research": "True"},
            Decision("", "recommended_for_research"),
        ),
        ({"status": "Unset"}, None),
        ({}, None),
    ],
)
def test_one_reason_is_given_and_the_cell_that_gives_it(cells: dict[str, str], decision: Decision | None) -> None:
    assert decide(row(cells), "title", "status") == decision


def test_a_status_of_no_codebook_is_refused() -> None:
    with pytest.raises(FieldError) as refused:
        decide(row({"status": "Dreamt of"}), "title", "status")

    assert (refused.value.rule, refused.value.field) == ("unknown-code", "status")


def test_what_counts_is_what_the_publisher_recommends(test_data: Path) -> None:
    rows = raw_rows(test_data / GCOF)

    decided = [decide(row({**raw, "recommended_for_research": ""}), "title", "status") for raw in rows]

    assert len(rows) == RULES[COUNTABLE_RULE].sample
    assert [decision is not None and not decision.reason for decision in decided] == [
        row["recommended_for_research"] == "True" for row in rows
    ]
