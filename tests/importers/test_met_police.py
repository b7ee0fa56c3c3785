from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.importers.imports import ACTOR, Imported, imported
from tests.importers.made_workbooks import Cell, write_workbook
from tests.importers.readings import Reading
from tests.importers.rows import SCRAWL, objects, row, said

from watchgraph.domain.statements import Modality
from watchgraph.domain.values import Code, Date, Quantity
from watchgraph_importers.acts import NotData, SourceStated
from watchgraph_importers.met_police import AUTHOR, IGNORED, MET_POLICE, POLICE, READ, SHEET, claims
from watchgraph_importers.pipeline import run_imports

CROYDON = {
    "Date": "2024-05-03",
    "Watchlist size": "15656",
    "Total Alerts": "17",
    "True Alerts Confirmed": "16",
    "True Alerts Unconfirmed": "-",
    "False Alerts Confirmed": "1",
    "False Alerts Unconfirmed": "-",
    "Faces seen": "15875",
    "Arrests": "7",
    "Other Disposal": "",
    "No Action": "-",
    "Duration": "04:14:00",
    "Source": "LFR Deployment Grid",
    "Deployment": "Croydon North End 2",
    "Borough": "Croydon",
    "LFR Use Case": "Crime Hotspot",
    "Min Threshold setting": "0.64",
    "Met False Alert rate": "6e-05",
    "Our False Alert rate": "0.0588",
}


def number(text: str, unit: str) -> Quantity:
    return Quantity(min=text, max=text, unit=unit)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2020-11-02", "2020-02-11"),
        ("2024-06-06", "2024-06-06"),
        ("21/02/2020", "2020-02-21"),
        ("1/2/2024", "2024-02-01"),
        ("01.02.24", "2024-02-01"),
        ("2025-03-25", "2025-03-25"),
    ],
)
def test_real_dates_are_exchanged_back_and_written_ones_stand(written: str, day: str) -> None:
    acts = list(claims(row({**CROYDON, "Date": written})))

    assert objects(acts, "scannedOn")[0] == Date(edtf=day)


def test_a_deployment_is_live_on_one_day_and_in_its_place_for_ever() -> None:
    (status,), (place,) = (said(claims(row(CROYDON)), predicate) for predicate in ("hasStatus", "deployedIn"))

    assert place.valid == "2024-03-05"
    assert (status.object, status.valid) == (Code(scheme="deployment-status", code="LIVE"), "2024-03-05/2024-03-05")


def test_a_dash_is_zero_and_an_empty_cell_is_nothing() -> None:
    acts = list(claims(row(CROYDON)))

    outcomes = {one.column: one.object for one in said(acts, "policeOutcome")}
    assert outcomes == {"Arrests": number("7", "outcome"), "No Action": number("0", "outcome")}


def test_alerts_are_counted_in_all_and_apart_by_what_they_turned_out_to_be() -> None:
    acts = list(claims(row(CROYDON)))

    assert objects(acts, "alerts") == [number("17", "alert")]
    assert {one.column: one.object for one in said(acts, "judgedAlerts")} == {
        "True Alerts Confirmed": number("16", "alert"),
        "True Alerts Unconfirmed": number("0", "alert"),
        "False Alerts Confirmed": number("1", "alert"),
        "False Alerts Unconfirmed": number("0", "alert"),
    }
    assert {one.modality for one in said(acts, "judgedAlerts")} == {Modality.OFFICIAL}


def test_two_rates_of_false_alerts_have_two_speakers() -> None:
    rates = said(claims(row(CROYDON)), "falseAlertRate")

    assert [(one.speaker, one.object) for one in rates] == [
        (POLICE, number("0.00006", "ratio")),
        (AUTHOR, number("0.0588", "ratio")),
    ]


def test_the_running_number_of_a_deployment_is_no_part_of_its_site() -> None:
    acts = list(claims(row(CROYDON)))

    assert objects(acts, "hasSite") == ["Croydon North End, Croydon, London"]
    assert objects(acts, "deployedIn") == ["Croydon, London"]


@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("Oxford Circus 2022 3", ["Oxford Circus, Westminster, London"]),
        ("Wardour St, W1 1", ["Wardour St, W1, Westminster, London"]),
        ("Westminster Nov 23", []),
        ("Westminster", []),
        ("O2 Arena", ["O2 Arena, Westminster, London"]),
    ],
)
def test_a_site_is_named_as_the_file_names_it_and_a_bare_borough_is_none(name: str, site: list[str]) -> None:
    acts = list(claims(row({**CROYDON, "Deployment": name, "Borough": "Westminster"})))

    assert objects(acts, "hasSite") == site


def test_a_stopped_deployment_is_a_row_without_figures() -> None:
    stopped = dict.fromkeys(CROYDON, "n/a") | {
        "Date": "21/02/2020",
        "Watchlist size": "7316",
        "Deployment": "Oxford Circus (technical fault stopped deployment)",
        "Borough": "Westminster",
        "Duration": "",
        "Source": "",
        "LFR Use Case": "",
        "Min Threshold setting": "",
        "Met False Alert rate": "0",
        "Our False Alert rate": "0",
    }

    acts = list(claims(row(stopped)))

    assert objects(acts, "hasStatus") == [Code(scheme="deployment-status", code="SUSPENDED")]
    assert objects(acts, "hasSite") == ["Oxford Circus, Westminster, London"]
    for predicate in ("alerts", "judgedAlerts", "facesScanned", "policeOutcome", "falseAlertRate"):
        assert said(acts, predicate) == []
    assert objects(acts, "watchlistSize") == [number("7316", "face")]


def test_two_deployments_of_one_day_and_place_are_two() -> None:
    first, second = (said(claims(row(CROYDON, ordinal=ordinal)), "deployedIn")[0] for ordinal in (1, 2))

    assert (first.record, second.record) == (
        "2024-03-05|Croydon North End 2|Croydon",
        "2024-03-05|Croydon North End 2|Croydon|2",
    )
    assert first.subject != second.subject


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Watchlist size": "3556438", "Arrests": "804"}, "total"),
        ({"Total Alerts": "0.000405", "True Alerts Confirmed": "of faces seen are arrested"}, "prose"),
    ],
)
def test_rows_without_a_date_are_totals_and_prose(cells: dict[str, str], reason: str) -> None:
    assert list(claims(row(cells))) == [NotData(reason)]


def test_the_publication_of_the_police_is_named_as_a_source() -> None:
    url = "https://www.met.police.uk/media/lfr-deployment-grid.pdf"

    (source,) = [act for act in claims(row({**CROYDON, "Source": url})) if isinstance(act, SourceStated)]

    assert (source.body.identity, source.body.title) == (
        "url:https://met.police.uk/media/lfr-deployment-grid.pdf",
        "lfr-deployment-grid.pdf",
    )


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [
        ("Date", "spring 2024", "not-a-date"),
        ("Date", "31/02/2024", "not-a-date"),
        ("Arrests", "several", "not-a-number"),
        ("Faces seen", "-5", "not-a-number"),
        ("Duration", "all day", "not-a-duration"),
        ("Borough", "", "no-borough"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(column: str, text: str, rule: str, reading: Reading) -> None:
    _, problems = reading(MET_POLICE, claims, row({**CROYDON, column: text}))

    assert [(problem.field, problem.rule) for problem in problems] == [(column, rule)]


@given(st.dictionaries(st.sampled_from(sorted(READ)), SCRAWL, max_size=4))
def test_whatever_stands_in_the_cells_is_stated_refused_or_no_data(reading: Reading, scrawl: dict[str, str]) -> None:
    acts, problems = reading(MET_POLICE, claims, row({**CROYDON, **scrawl}))

    assert acts or problems


def sheet(*rows: dict[str, str]) -> list[list[Cell]]:
    names = sorted(READ | {name for name in IGNORED if not name.startswith("Difference")})
    lines: list[list[Cell]] = [[*(one.get(name, "") for name in names), "0.1", "0.2"] for one in rows]
    return [["by somebody"], [""], [""], [*names, "Difference %", "Difference %"], *lines]


def test_the_table_begins_below_its_preface(tmp_path: Path) -> None:
    again = {**CROYDON, "Faces seen": "12"}
    path = write_workbook(tmp_path / "Live.xlsx", {"Notes": [["x"]], SHEET: sheet(CROYDON, again, {"Arrests": "14"})})

    with imported(MET_POLICE, [path], tmp_path / "store") as met:
        (report,) = met.reports

        assert (report.rows.stated_anew, report.rows.not_data, report.rows.refused) == (2, 4, 0)
        assert len({one.subject for one in met.said("deployedIn")}) == 2


# The real workbook


@pytest.fixture(scope="module")
def met(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    folder = tmp_path_factory.mktemp("met")
    with imported(MET_POLICE, [test_data / "met-police-lfr"], folder) as found:
        yield found


@pytest.fixture(scope="module")
def raw(test_data: Path) -> list[dict[str, object]]:
    """The deployments as the reader of workbooks has them, without any code of ours."""
    (path,) = (test_data / "met-police-lfr").glob("*.xlsx")
    lines = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    return [dict(zip(map(str, lines[3]), line, strict=False)) for line in lines[4:] if line[1] != ""]


def when(cell: object) -> date:
    if isinstance(cell, date):
        return date(cell.year, cell.day, cell.month)
    return datetime.strptime(str(cell), "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone


def test_the_workbook_has_252_deployments(met: Imported, raw: list[dict[str, object]]) -> None:
    (report,) = met.reports

    assert len(raw) == len(met.said("deployedIn")) == 252
    assert report.rows.refused == 0
    assert {reason.removeprefix("not data: "): rows for reason, rows in report.reasons.items()} == {
        "preface": 3,
        "blank": 7,
        "total": 1,
        "prose": 1,
    }


def test_deployments_are_counted_by_the_date_and_not_by_the_column_of_the_year(met: Imported) -> None:
    days = {one.subject: one.object for one in met.said("scannedOn")}

    years = Counter(day.edtf[:4] for day in days.values() if isinstance(day, Date))
    assert years == {"2020": 3, "2022": 6, "2023": 23, "2024": 180, "2025": 40}


def test_the_days_are_in_order_once_they_are_exchanged_back(met: Imported, raw: list[dict[str, object]]) -> None:
    days = [one.object.edtf for one in met.said("scannedOn") if isinstance(one.object, Date)]

    assert days == sorted(days) == [when(one["Date"]).isoformat() for one in raw]


def test_sums_are_those_of_the_row_of_totals(met: Imported) -> None:
    faces = sum(int(one.object.min or 0) for one in met.said("facesScanned") if isinstance(one.object, Quantity))
    arrests = [
        int(one.object.min or 0)
        for one in met.said("policeOutcome")
        if isinstance(one.object, Quantity) and one.qualifiers[0].value == Code(scheme="police-outcome", code="ARREST")
    ]

    assert (faces, sum(arrests)) == (1_982_946, 804)


def test_the_rates_contradict_each_other_where_there_was_a_false_alert(
    met: Imported, raw: list[dict[str, object]]
) -> None:
    rates: dict[object, set[object]] = {}
    for one in met.said("falseAlertRate"):
        rates.setdefault(one.subject, set()).add(one.object)

    rivals = sum(len(values) > 1 for values in rates.values())
    columns = ("Met False Alert rate", "Our False Alert rate")
    assert rivals == sum("" not in pair and len(pair) > 1 for pair in ({one[name] for name in columns} for one in raw))
    assert rivals == 30


def test_the_same_workbook_again_appends_nothing(met: Imported, test_data: Path) -> None:
    head = met.store.log.head()
    (again,) = run_imports(MET_POLICE, [test_data / "met-police-lfr"], met.store, ACTOR)

    assert again.known
    assert met.store.log.head() == head


def test_a_row_is_known_by_its_own_columns_alone() -> None:
    made = row(CROYDON, line=9, sheet="other")

    assert {one.record for one in said(claims(made), "deployedIn")} == {
        one.record for one in said(claims(row(CROYDON)), "deployedIn")
    }
