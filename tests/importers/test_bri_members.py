from pathlib import Path

import pytest
from hypothesis import given
from python_calamine import CalamineWorkbook
from tests.importers.imports import events_of, judged_same, statements
from tests.importers.made_workbooks import Cell, write_workbook
from tests.importers.rows import outcome, rows

from watchgraph.domain.events.base import Event
from watchgraph.domain.identifiers import country_id, entity_id
from watchgraph.domain.statements import Modality
from watchgraph.domain.values import Code
from watchgraph.log import Actor
from watchgraph_importers.aigs import AIGS_2022
from watchgraph_importers.bri_members import BRI_MEMBERS, MEMBERS, claims
from watchgraph_importers.errors import ImportRefusedError
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.publishers import Row

HEADER: list[Cell] = [
    "Country",
    "Country Code",
    "Region",
    "IncomeGroup",
    "Likely date of joining",
    "Likely date of exit",
]
YEMEN: list[Cell] = ["Yemen, Rep.", "YEM", "Middle East & North Africa", "Low income", "2017-11-01", ""]
ALGERIA: list[Cell] = ["Algeria", "DZA", "Middle East & North Africa", "Upper middle income", "2018-07-10", ""]
ITALY: list[Cell] = ["Italy", "ITA", "Europe & Central Asia", "High income", "2019-03-01", "2023-06-12"]
AUSTRIA: list[Cell] = ["Austria", "AUT", "Europe & Central Asia", "High income", "", ""]
KOSOVO: list[Cell] = ["Kosovo", "XKX", "Europe & Central Asia", "", "", ""]


def write(path: Path, *rows: list[Cell]) -> Path:
    return write_workbook(path, {"copyright": [["Please cite as "]], "BRI countries": [HEADER, *rows]})


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    folder = tmp_path_factory.mktemp("bri")
    file = write(folder / "BRI-countries.xlsx", YEMEN, ALGERIA, ITALY, AUSTRIA, KOSOVO)
    return events_of([(BRI_MEMBERS, [file])], folder)


def test_the_first_of_a_month_stands_for_the_month_and_an_empty_exit_for_an_open_end(events: list[Event]) -> None:
    terms = {one.subject: (one.valid, one.modality) for one in statements(events, "beltAndRoadMember")}

    assert terms[country_id("YE")] == ("2017-11/..", Modality.ESTIMATE)
    assert terms[country_id("DZ")] == ("2018-07-10/..", Modality.ESTIMATE)
    assert terms[country_id("IT")] == ("2019-03/2023-06-12", Modality.ESTIMATE)


def test_a_member_without_a_date_had_joined_by_the_time_of_the_list(events: list[Event]) -> None:
    terms = {one.subject: (one.valid, one.modality) for one in statements(events, "beltAndRoadMember")}

    assert terms[country_id("AT")] == ("[..2023-12]", Modality.FACT)


def test_a_code_that_iso_does_not_have_names_an_entity_of_the_list(events: list[Event]) -> None:
    members = {one.subject for one in statements(events, "beltAndRoadMember")}

    assert entity_id("bri-members", "Place", "XKX") in members
    assert judged_same(events) == set()


def test_region_and_income_group_are_observed_in_the_month_of_the_list(events: list[Event]) -> None:
    incomes = {one.subject: (one.object, one.valid) for one in statements(events, "incomeGroup")}

    assert incomes[country_id("YE")] == (Code(scheme="income-group", code="LOW"), "2023-12")
    assert entity_id("bri-members", "Place", "XKX") not in incomes


@pytest.mark.parametrize(
    ("number", "cell", "rule"),
    [
        (1, "Y3", "bad-code"),
        (2, "Arabia", "unknown-code"),
        (4, "Fall 2017", "not-a-date"),
        (4, "2017-13-01", "not-a-date"),
        (5, "2016-01-02", "interval-reversed"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(
    tmp_path: Path, store: ImportStore, actor: Actor, number: int, cell: str, rule: str
) -> None:
    broken = [*YEMEN]
    broken[number] = cell
    file = write(tmp_path / "BRI.xlsx", broken)

    with pytest.raises(ImportRefusedError) as refused:
        run_imports(BRI_MEMBERS, [file], store, actor)

    (problem,) = refused.value.problems
    assert (problem.line, problem.field, problem.value, problem.rule) == (2, HEADER[number], cell, rule)


@given(row=rows(MEMBERS.read, ["Yemen, Rep.", "YEM", "South Asia", "Low income", "2018-09-01"]))
def test_no_cell_makes_the_importer_fall_over(row: Row) -> None:
    assert outcome(claims, row)


# The real files


@pytest.fixture(scope="module")
def real(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    """Who belongs, by this list and by the index of 2022."""
    imports = [(BRI_MEMBERS, [test_data / "bri-members"]), (AIGS_2022, [test_data / "aigs-2022"])]
    return events_of(imports, tmp_path_factory.mktemp("real-bri"))


def test_all_countries_of_the_list_come_out_and_one_has_left(test_data: Path, real: list[Event]) -> None:
    (path,) = (test_data / "bri-members").glob("*.xlsx")
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("BRI countries").to_python()[1:]
    terms = [one for one in statements(real, "beltAndRoadMember") if one.origin.dataset == "bri-members"]

    assert len(terms) == len(sheet) == 151
    assert sum(one.valid == "[..2023-12]" for one in terms) == sum(not row[4] for row in sheet)
    assert [one.subject for one in terms if not one.valid.endswith("..") and "/" in one.valid] == [country_id("IT")]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("BY", "Belarus"),
        ("AT", "Austria"),
        ("DO", "Dominican Republic"),
        ("BW", "Botswana"),
        ("GR", "Greece"),
        ("MM", "Burma/Myanmar"),
    ],
)
def test_countries_that_the_index_of_2022_leaves_blank_are_members_by_this_list(
    real: list[Event], code: str, name: str
) -> None:
    theirs = entity_id("aigs", "Place", name)
    members = {(one.origin.dataset, one.subject) for one in statements(real, "beltAndRoadMember")}

    assert frozenset((theirs, country_id(code))) in judged_same(real)
    assert ("bri-members", country_id(code)) in members
    assert ("aigs", theirs) not in members


def test_the_same_file_again_appends_nothing(test_data: Path, store: ImportStore, actor: Actor) -> None:
    run_imports(BRI_MEMBERS, [test_data / "bri-members"], store, actor)
    before = store.log.head()

    (again,) = run_imports(BRI_MEMBERS, [test_data / "bri-members"], store, actor)

    assert (again.known, store.log.head()) == (True, before)
