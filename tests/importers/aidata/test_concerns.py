import csv
import sys
from pathlib import Path

import pytest
from tests.importers.aidata.real_files import GCOF, GEO, raw_rows

from watchgraph_importers.aidata.concerns import concerns
from watchgraph_importers.aidata.database import CONCERN_RULE, RULES

LABELS = Path(__file__).with_name("labelled_concerns.csv")
"""What a person judged titles of GCOF and GCDF to concern: all with a word near the matter, and some hundred more."""


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Loan for 'Safe City' project", ("SAFE_CITY",)),
        ("Smart and safe cities", ("SMART_CITY",)),
        ("500 surveillance cameras", ("SURVEILLANCE",)),
        ("Safe City with CCTV", ("SAFE_CITY", "SURVEILLANCE")),
        ("E-Government Platform", ("PUBLIC_SECURITY_ICT",)),
        ("Command and Control System for Citizen Security", ("PUBLIC_SECURITY_ICT",)),
        ("Disease surveillance laboratory", ()),
        ("Surveillance of malaria", ()),
        ("Seismic monitoring network", ()),
        ("Ceasefire and Transitional Security Arrangements Monitoring", ()),
        ("Food security project", ()),
        ("Cameras for a newspaper", ()),
        ("Vehicles for the Ministry of Public Security", ()),
        ("Safe motherhood in the city of Lima", ()),
        ("Smart classrooms", ()),
    ],
)
def test_words_have_exceptions(title: str, found: tuple[str, ...]) -> None:
    assert concerns(title) == found


def test_what_labelled_titles_concern_is_found(test_data: Path) -> None:
    titles = {("gcof", row["project_id"]): row["title"] for row in raw_rows(test_data / GCOF)}
    titles |= {("gcdf", row["AidData.Record.ID"]): row["Title"] for row in raw_rows(test_data / GEO)}
    with LABELS.open(encoding="utf-8", newline="") as stream:
        labels = [(titles[row["release"], row["record"]], row["concerns"]) for row in csv.DictReader(stream)]

    found = [(" ".join(concerns(title)), wanted) for title, wanted in labels]
    right = sum(bool(codes) and codes == wanted for codes, wanted in found)
    precision = right / sum(bool(codes) for codes, _ in found)
    recall = right / sum(bool(wanted) for _, wanted in found)
    sys.stdout.write(f"{CONCERN_RULE}: precision {precision:.3f}, recall {recall:.3f} on {len(labels)} titles\n")

    assert len(labels) == RULES[CONCERN_RULE].sample
    assert precision >= float(RULES[CONCERN_RULE].precision)
    assert recall >= 0.95


@pytest.mark.parametrize(
    ("file", "record", "found"),
    [(GCOF, "37016", "SAFE_CITY"), (GCOF, "30364", "SURVEILLANCE"), (GCOF, "36121", "SURVEILLANCE")],
)
def test_projects_known_to_concern_it_are_found(file: Path, record: str, found: str, test_data: Path) -> None:
    (title,) = [row["title"] for row in raw_rows(test_data / file) if row["project_id"] == record]

    assert concerns(title) == (found,)
