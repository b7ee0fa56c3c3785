import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from tests.importers.imports import Bodies, events_of
from tests.importers.rows import outcome, rows

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.datasets import ImportCompleted
from watchgraph.domain.identifiers import entity_id
from watchgraph.domain.statements import Statement
from watchgraph.domain.values import Code, EntityRef, Money, Quantity
from watchgraph.log import Actor
from watchgraph_importers.aigs import AIGS_2020, AIGS_2022
from watchgraph_importers.aigs.editions_2020 import COLUMNS, TABLE
from watchgraph_importers.aigs.spellings import companies_in, countries_in
from watchgraph_importers.errors import ImportRefusedError
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.publishers import Row

HEADER = (
    'Country;Region;v2x_polyarchy;v2x_regime;"""Freedom on the Net 2019"" Status";'
    '"""Freedom on the Net 2019"" Total Score";Military Expenditures (USD) 2018;Military Expenditures Ranking (2018);'
    " BRI Member?;China ODI Rank (EIU);Safe City System;Facial Recognition System;Smart Policing;"
    "Social Media Surveillance;China Tech?;US Tech?;Other Countries;"
    "Company 1;Company 2;Company 3;Company 4;Company 5;;;"
)
SERBIA = "Serbia;EUR;0,394;EA;;;904,3;73;1;;x;x;x;;1;;;Huawei;;;;;;;"
KOREA = "South Korea;EAP;0,86;LD;FREE;64;43070,0;10;1;4;;x;;;;1;USA;;Palantir;;;;Hikvsion, NEC, and Yitu ;;"


def company(name: str) -> EntityRef:
    return EntityRef(id=entity_id("aigs", "Organisation", name))


def said(bodies: list[Event], predicate: str, country: str) -> list[Statement]:
    subject = entity_id("aigs", "Place", country)
    proposed = [body for body in bodies if isinstance(body, ClaimProposed)]
    assert all(body.policy is not None for body in proposed), "nothing in this edition is doubted"
    statements = [body.statement for body in proposed]
    return [one for one in statements if one.predicate == predicate and one.subject == subject]


@pytest.fixture
def events(tmp_path: Path, store: ImportStore, actor: Actor, bodies: Bodies) -> list[Event]:
    file = tmp_path / "aigs_2020.csv"
    file.write_bytes("\r\n".join([HEADER, SERBIA, KOREA, ""]).encode())
    run_imports(AIGS_2020, [file], store, actor)
    return bodies()


def test_a_decimal_comma_is_read_as_a_point(events: list[Event]) -> None:
    (spending,) = said(events, "militaryExpenditure", "Serbia")
    (index,) = said(events, "electoralDemocracyIndex", "Serbia")

    assert spending.object == Money(amount="904300000", currency="USD", date="2018")
    assert index.object == Quantity(min="0.394", max="0.394", unit="index")


def test_a_flag_says_seen_by_2020_and_a_score_about_when_it_was_measured(events: list[Event]) -> None:
    flags = said(events, "usesSurveillanceTechnology", "Serbia") + said(events, "beltAndRoadMember", "Serbia")
    regimes, rated = said(events, "regimeType", "Serbia"), said(events, "freedomOnTheNetStatus", "South Korea")

    assert len(flags) == 4
    assert {(flag.valid, flag.slot_by_time) for flag in flags} == {("2020", True)}
    assert [one.valid for one in regimes] == ["2019~"]
    assert [(one.valid, one.object) for one in rated] == [
        ("2019", Code(scheme="freedom-on-the-net-status", code="FREE"))
    ]


def test_companies_stand_in_all_columns_whether_or_not_the_first_is_empty(events: list[Event]) -> None:
    present = said(events, "companyPresent", "South Korea")

    assert {one.object for one in present} == {company(name) for name in ("Palantir", "Hikvsion", "NEC", "Yitu")}


def test_lists_are_taken_apart_and_names_are_not() -> None:
    assert list(companies_in("Huawei, ZTE, and Yixin ")) == ["Huawei", "ZTE", "Yixin"]
    assert list(companies_in("A, B and C")) == ["A", "B", "C"]
    assert list(companies_in("Atos IT Solutions and Services")) == ["Atos IT Solutions and Services"]
    assert list(companies_in("Mult")) == list(companies_in("")) == []
    assert list(countries_in("Israel, UK , SwElectoral Democracyen")) == ["Israel", "UK", "SwElectoral Democracyen"]


@pytest.mark.parametrize(
    ("cell", "column", "rule"),
    [
        ("904.300,5", "Military Expenditures (USD) 2018", "not-a-number"),
        ("yes", "Smart Policing", "unknown-flag"),
        ("XX", "v2x_regime", "unknown-code"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(
    tmp_path: Path, store: ImportStore, actor: Actor, cell: str, column: str, rule: str
) -> None:
    names = next(csv.reader([HEADER], delimiter=";"))
    cells = SERBIA.split(";")
    cells[names.index(column)] = cell
    file = tmp_path / "aigs-2020.csv"
    file.write_text(f"{HEADER}\n{';'.join(cells)}\n")

    with pytest.raises(ImportRefusedError) as refused:
        run_imports(AIGS_2020, [file], store, actor)

    (problem,) = refused.value.problems
    assert (problem.line, problem.field, problem.value, problem.rule) == (2, column, cell, rule)


@given(row=rows(TABLE.read, ["x", "1", "EA", "EUR", "0,5", "Serbia", "Huawei", "PARTLY FREE"]))
def test_no_cell_makes_the_importer_fall_over(row: Row) -> None:
    assert outcome(COLUMNS.claims, row)


# The real file: half of the edition's rows


@pytest.fixture(scope="module")
def both(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    """Both editions, the newer imported first."""
    imports = [(publisher, [test_data / publisher.name]) for publisher in (AIGS_2022, AIGS_2020)]
    return events_of(imports, tmp_path_factory.mktemp("aigs"))


@pytest.fixture(scope="module")
def lines(test_data: Path) -> list[dict[str, str]]:
    """The file, read without any of our code; columns without a header as `""`, joined."""
    with (test_data / "aigs-2020" / "aigs_2020_part.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    named = [name or "more" for name in header]
    return [
        {
            name.strip(): ", ".join(cell for column, cell in zip(named, row, strict=True) if column == name and cell)
            for name in named
        }
        for row in rows
    ]


def of_2020(events: list[Event], predicate: str, native: str = "") -> set[EntityRef]:
    """Subjects of which this is said in the edition of 2020."""
    wanted = {entity_id("aigs", kind, native) for kind in ("Technology", "Organisation", "Place")}
    statements = [body.statement for body in events if isinstance(body, ClaimProposed)]
    return {
        EntityRef(id=one.subject)
        for one in statements
        if one.predicate == predicate
        and one.valid == "2020"
        and (not native or (isinstance(one.object, EntityRef) and one.object.id in wanted))
    }


def test_39_of_77_rows_are_here_and_the_import_says_so(both: list[Event], lines: list[dict[str, str]]) -> None:
    (completed,) = [body for body in both if isinstance(body, ImportCompleted) and body.edition.name == "2020"]

    assert completed.rows.stated_anew + completed.rows.stated_again == len(lines) == 39
    assert (completed.edition.declared, completed.edition.complete) == (77, False)


@pytest.mark.parametrize(
    "technology",
    ["Safe City System", "Facial Recognition System", "Smart Policing", "Social Media Surveillance"],
)
def test_technologies_are_counted_as_the_file_has_them(
    both: list[Event], lines: list[dict[str, str]], technology: str
) -> None:
    expected = sum(row[technology].lower() in {"x", "1"} for row in lines)

    assert len(of_2020(both, "usesSurveillanceTechnology", technology)) == expected > 0


def test_chinese_technology_and_the_belt_and_road_are_counted_as_the_file_has_them(
    both: list[Event], lines: list[dict[str, str]]
) -> None:
    chinese = [row for row in lines if row["China Tech?"] == "1" or "China" in row["Other Countries"]]
    members = of_2020(both, "beltAndRoadMember")

    assert len(of_2020(both, "techOrigin", "China")) == len(chinese)
    assert len(of_2020(both, "techOrigin", "China") & members) == sum(row["BRI Member?"] == "1" for row in chinese)


@pytest.mark.parametrize("name", ["Huawei", "NEC", "IBM", "Palantir", "Cisco", "Hikvision"])
def test_companies_are_counted_over_all_columns(both: list[Event], lines: list[dict[str, str]], name: str) -> None:
    columns = [*(f"Company {number}" for number in range(1, 6)), "more"]
    names = [set(re.split(r",\s*", ", ".join(row[column].strip() for column in columns))) for row in lines]

    assert len(of_2020(both, "companyPresent", name)) == sum(name in row for row in names) > 0


def test_the_countries_of_2020_are_all_in_the_edition_of_2022(both: list[Event], lines: list[dict[str, str]]) -> None:
    statements = [body.statement for body in both if isinstance(body, ClaimProposed)]
    seen = {valid: {one.origin.record for one in statements if one.valid == valid} for valid in ("2020", "2022")}

    assert {row["Country"] for row in lines} == seen["2020"]
    assert seen["2020"] <= seen["2022"]


def test_the_same_file_again_appends_nothing(test_data: Path, store: ImportStore, actor: Actor, bodies: Bodies) -> None:
    run_imports(AIGS_2020, [test_data / "aigs-2020"], store, actor)
    before = len(bodies())

    (again,) = run_imports(AIGS_2020, [test_data / "aigs-2020"], store, actor)

    assert (again.known, len(bodies())) == (True, before)
