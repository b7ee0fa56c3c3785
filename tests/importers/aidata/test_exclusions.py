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
        ({"status": "Completion", "is_official_finance": "1"}, Decision("", "status")),
        ({"status": "Completion", "is_official_finance": "0"}, Decision("UNOFFICIAL", "is_official_finance")),
        ({"status": "Unset", "is_official_finance": "0"}, Decision("UNOFFICIAL", "is_official_finance")),
        ({"status": "Cancelled", "is_official_finance": "0"}, Decision("CANCELLED", "status")),
        ({"status": "Pipeline: Pledge", "is_official_finance": "0"}, Decision("PLEDGE", "status")),
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


@pytest.mark.parametrize("sheet", ["v1.0_unofficial", "v1.1_unofficial", "v1.0_military", "v1.1_military"])
def test_nothing_of_a_sheet_of_what_is_not_official_finance_counts(sheet: str, test_data: Path) -> None:
    rows = raw_rows(test_data / "aidata-africa-releases" / f"{sheet}.csv.gz")

    reasons = {decided.reason if (decided := decide(row(raw), "title", "status")) else "" for raw in rows}

    assert len(rows) > 50
    assert "UNOFFICIAL" in reasons
    assert "" not in reasons


@pytest.mark.parametrize("release", ["v1.0", "v1.1", "v1.2"])
def test_of_official_finance_nothing_is_left_out_as_unofficial(release: str, test_data: Path) -> None:
    rows = raw_rows(test_data / "aidata-africa-releases" / f"{release}_official.csv.gz")

    decided = [decide(row(raw), "title", "status") for raw in rows]

    assert len(rows) > 1_000
    assert not [one for one in decided if one is not None and one.reason == "UNOFFICIAL"]
