import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.imports import Imported, imported
from tests.importers.readings import Reading
from tests.importers.rows import SCRAWL, objects, row, said

from watchgraph.domain.identifiers import entity_id
from watchgraph.domain.values import Code, EntityRef
from watchgraph_importers.acts import EntityKey, SourceStated
from watchgraph_importers.ca_police_technology import CA_POLICE_TECHNOLOGY, TECHNOLOGIES
from watchgraph_importers.ca_police_technology import claims as matrix_claims
from watchgraph_importers.eff_atlas import EFF_ATLAS, READ, RULE, claims

PLAIN = {
    "AOSNUMBER": "AOS9001",
    "City": "Springfield",
    "County": "Example County",
    "State": "CA",
    "Agency": "Springfield Police Department",
    "Type of LEA": "Police",
    "Summary": "Springfield Police Department has used the system since March 2018.",
    "Type of Juris": "Municipal",
    "Technology": "Face Recognition",
    "Vendor": "DataWorks Plus",
    "Link 1": " https://news.example.com/story?utm_source=x",
    "Link 1 Source": "Example News",
    "Link 1 Date": "11/20/18",
    "Link 2": "County of Example",
    "Link 2 Date": "7/12/2011",
    "Link 3": "",
    "Other Links": "",
}


def test_a_deployment_joins_place_agency_technology_and_maker() -> None:
    acts = list(claims(row(PLAIN)))

    assert objects(acts, "deployedIn") == ["Springfield, Example County, CA"]
    assert objects(acts, "operatedBy") == ["Springfield Police Department (Springfield, Example County, CA)"]
    assert objects(acts, "supplies") == ["AOS9001"]
    assert {one.object.native for one in said(acts, "usesTechnology") if isinstance(one.object, EntityKey)} == {
        "Face Recognition"
    }


def test_a_place_lies_in_its_county_its_state_and_its_country() -> None:
    within = [(one.subject, one.object) for one in said(claims(row(PLAIN)), "partOf")]

    assert [
        (part.native, whole.native)
        for part, whole in within
        if isinstance(part, EntityKey) and isinstance(whole, EntityKey)
    ] == [
        ("Springfield, Example County, CA", "Example County, CA"),
        ("Example County, CA", "CA"),
        ("CA", "United States"),
    ]


def test_the_sheriff_of_a_county_works_in_the_county() -> None:
    cells = {**PLAIN, "Type of Juris": "County", "Agency": "Example County Sheriff's Office", "Type of LEA": "Sheriff"}

    acts = list(claims(row(cells)))

    assert objects(acts, "deployedIn") == objects(acts, "basedIn") == ["Example County, CA"]
    assert objects(acts, "isA") == [Code(scheme="organisation-type", code="POLICE")]


@pytest.mark.parametrize(
    "agency",
    [
        "Springfield Police Department, Shelbyville Police Department",
        "Springfield Police Department and Shelbyville Police Department",
        "Springfield Police Department / Shelbyville Police Department",
    ],
)
def test_a_row_may_be_about_two_agencies(agency: str) -> None:
    where = " (Springfield, Example County, CA)"

    assert objects(claims(row({**PLAIN, "Agency": agency})), "operatedBy") == [
        f"Springfield Police Department{where}",
        f"Shelbyville Police Department{where}",
    ]


def test_a_maker_whom_the_summary_contradicts_waits_for_review_beside_the_other() -> None:
    summary = "As of 2018, the department uses NEC face recognition. Previously, it had used DataWorks' system."

    supplied = said(claims(row({**PLAIN, "Summary": summary})), "supplies")

    makers = {one.subject.native: one for one in supplied if isinstance(one.subject, EntityKey)}
    assert makers["DataWorks Plus"].doubt == "The row's own summary names another maker: NEC."
    assert (makers["NEC"].rule, makers["NEC"].column) == (RULE, "Summary")


def test_a_former_name_of_the_same_maker_contradicts_nothing() -> None:
    cells = {**PLAIN, "Vendor": "Geolitica ", "Summary": "It pays for PredPol (now Geolitica) software."}

    (maker,) = said(claims(row(cells)), "supplies")

    assert (maker.doubt, maker.rule) == (None, None)


def test_several_makers_are_named_apart() -> None:
    cells = {**PLAIN, "Vendor": "Example Systems, Inc.\nGoogle/Nest; Axon Enterprise", "Summary": ""}

    makers = [stated.subject for stated in said(claims(row(cells)), "supplies")]

    names = [maker.native for maker in makers if isinstance(maker, EntityKey)]
    assert names == ["Example Systems, Inc.", "Google", "Nest", "Axon Enterprise"]


@pytest.mark.parametrize("vendor", ["", "Unknown", "N/A"])
def test_without_a_vendor_nobody_supplies(vendor: str) -> None:
    assert said(claims(row({**PLAIN, "Vendor": vendor})), "supplies") == []


def test_links_are_evidence_of_the_use_with_the_date_that_the_row_gives() -> None:
    proofs = [one.proof for one in said(claims(row(PLAIN)), "usesTechnology") if one.proof is not None]

    assert [(proof.source.identity, proof.published) for proof in proofs] == [
        ("url:https://news.example.com/story", "2018-11-20"),
        ("work:County of Example|County of Example|2011-07-12", "2011-07-12"),
    ]


def test_words_in_the_column_of_an_address_are_a_source_that_is_not_identified() -> None:
    sources = [act.body for act in claims(row(PLAIN)) if isinstance(act, SourceStated)]

    assert [(body.url, body.identified) for body in sources] == [
        ("https://news.example.com/story?utm_source=x", True),
        (None, False),
    ]


def test_a_date_of_a_link_that_cannot_be_read_is_kept_as_a_note() -> None:
    dated, _ = (
        act.body for act in claims(row({**PLAIN, "Link 1 Date": "20/11/2018"})) if isinstance(act, SourceStated)
    )

    assert (dated.published, dated.note) == ("", "The atlas dates it '20/11/2018'.")


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [
        ("AOSNUMBER", "", "no-id"),
        ("Technology", "", "no-technology"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(column: str, text: str, rule: str, reading: Reading) -> None:
    _, problems = reading(EFF_ATLAS, claims, row({**PLAIN, column: text}))

    assert [(problem.field, problem.rule) for problem in problems] == [(column, rule)]


@given(st.dictionaries(st.sampled_from(sorted(READ)), SCRAWL, max_size=4))
def test_whatever_stands_in_the_cells_is_stated_or_refused(reading: Reading, scrawl: dict[str, str]) -> None:
    acts, problems = reading(EFF_ATLAS, claims, row({**PLAIN, **scrawl}))

    assert acts or problems


def test_a_one_in_the_matrix_is_a_technology_in_use_and_a_nought_says_nothing() -> None:
    cells = {"City": "Springfield", "ALPR": "1.0", "BWC": "0.0", "face_recog": "1"}

    assert objects(matrix_claims(row(cells)), "usesSurveillanceTechnology") == ["ALPR", "face_recog"]


@given(st.dictionaries(st.sampled_from(["City", *TECHNOLOGIES]), SCRAWL, max_size=4))
def test_whatever_stands_in_the_matrix_is_stated_or_refused(reading: Reading, scrawl: dict[str, str]) -> None:
    acts, problems = reading(CA_POLICE_TECHNOLOGY, matrix_claims, row({"City": "Springfield", **scrawl}))

    assert acts or problems


# The real files


@pytest.fixture(scope="module")
def atlas(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(EFF_ATLAS, [test_data / "eff-atlas-california"], tmp_path_factory.mktemp("atlas")) as found:
        yield found


@pytest.fixture(scope="module")
def matrix(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    folder = tmp_path_factory.mktemp("matrix")
    with imported(CA_POLICE_TECHNOLOGY, [test_data / "eff-atlas-california"], folder) as found:
        yield found


def test_the_sample_has_eight_rows_of_which_four_are_of_face_recognition(atlas: Imported) -> None:
    (report,) = atlas.reports
    face = EntityRef(id=entity_id("eff-atlas", "Technology", "Face Recognition"))

    assert (report.rows.stated_anew, report.rows.refused) == (8, 0)
    assert sum(one.object == face for one in atlas.said("usesTechnology")) == 4


def test_the_contradicted_vendor_of_los_angeles_waits_for_review(atlas: Imported) -> None:
    waiting = {one.subject for one in atlas.said("supplies", accepted=False)}

    assert waiting == {entity_id("eff-atlas", "Organisation", name) for name in ("DataWorks Plus", "NEC")}
    assert len(atlas.said("supplies", accepted=True)) == 5


def test_the_matrix_counts_cities_as_its_columns_do(matrix: Imported, test_data: Path) -> None:
    with (test_data / "eff-atlas-california" / "aos_ca_city_matrix.csv").open(encoding="utf-8", newline="") as stream:
        raw = list(csv.DictReader(stream))

    counts = {
        column: sum(
            one.object == EntityRef(id=entity_id("ca-police-technology", "Technology", column))
            for one in matrix.said("usesSurveillanceTechnology")
        )
        for column in TECHNOLOGIES
    }
    assert len(raw) == matrix.reports[0].total_rows == 482
    assert counts == {column: sum(float(one[column]) == 1 for one in raw) for column in TECHNOLOGIES}
    assert counts["face_recog"] == 7
