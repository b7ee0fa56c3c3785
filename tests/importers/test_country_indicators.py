import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from tests.importers.imports import events_of, judged_same, statements
from tests.importers.rows import outcome, rows

from watchgraph.domain.events.base import Event
from watchgraph.domain.identifiers import country_id, entity_id
from watchgraph.domain.values import Code, Money, Quantity, Text
from watchgraph.log import Actor
from watchgraph_importers.country_indicators import (
    COUNTRY_INDICATORS,
    EIU,
    FINANCE_TOTALS,
    FREEDOM_HOUSE,
    MILITARY_SHARES,
    REGIMES,
)
from watchgraph_importers.country_indicators.war_numbers import STATES
from watchgraph_importers.errors import ImportRefusedError
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.places import alpha2, match_country
from watchgraph_importers.publishers import Publisher, Row

FOLDER = "country-indicators"
REGIME_ROWS = """Entity,Code,Year,Political regime
Afghanistan,AFG,1990,0
Afghanistan,AFG,1991,1.0
Namibia,NAM,1990,2
Kosovo,OWID_KOS,2008,2
Palestine/Gaza,,2008,0
Taiwan,,2008,3
World,OWID_WRL,2008,1.7
"""
SHARE_ROWS = """Entity,Code,Year,Military expenditure (% of GDP),World region according to OWID
Afghanistan,AFG,2004,2.4312537,Asia
Eritrea,ERI,2004,,Africa
European Union (SIPRI),,2021,1.5,
"""
EIU_ROWS = """eiu_country,eiu,year,extended_country_name,GWn,cown,in_GW_system
Saudi,1.92,2006,Saudi Arabia,670,670,True
Hong Kong,6.03,2006,Hong Kong,,,False
"""
FREEDOM_ROWS = """fh_country,year,pr,cl,status,fh_total,fh_total_reversed,extended_country_name,GWn,cown,in_GW_system
Congo (Kinshasa),1990,6.0,6.0,NF,12.0,2.0,"Congo, Democratic Republic of (Zaire)",490,490,True
Congo (Brazzaville),1990,6.0,5.0,PF,11.0,3.0,Congo,484,484,True
USSR,1990,5.0,4.0,PF,9.0,5.0,Russia (Soviet Union),365,365,True
Russia,1992,3.0,4.0,PF,7.0,7.0,Russia (Soviet Union),365,365,True
Yugoslavia,1992,6.0,5.0,PF,11.0,3.0,Yugoslavia,345,345,True
Tibet,1992,7.0,7.0,NF,14.0,0.0,Tibet,,,False
"""
FINANCE_ROWS = """ccode,year,oof_amt,oof_adj,oda_amt,oda_adj,vof_amt,vof_adj
115,2016,188232720.3394926,10536318.62808259,5,5,0,0
999,2016,1,1,1,1,1,1
"""
MADE = {
    "owid_political_regime_1990plus.csv": REGIME_ROWS,
    "owid_sipri_milex_share_gdp_1990plus.csv": SHARE_ROWS,
    "eiu_1990plus.csv": EIU_ROWS,
    "fh_1990plus.csv": FREEDOM_ROWS,
    "aiddata_gcdf3_country_year_cow.csv": FINANCE_ROWS,
}


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    """All five out of one folder, as they come."""
    folder = tmp_path_factory.mktemp(FOLDER)
    for name, text in MADE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return events_of([(publisher, [folder]) for publisher in COUNTRY_INDICATORS], folder / "store")


def test_all_five_come_in_one_folder() -> None:
    assert {publisher.folder for publisher in COUNTRY_INDICATORS} == {FOLDER}
    assert len({publisher.dataset.slug for publisher in COUNTRY_INDICATORS}) == len(COUNTRY_INDICATORS)


def test_a_regime_is_observed_year_by_year_on_the_register_where_the_file_has_its_code(events: list[Event]) -> None:
    regimes = {(one.subject, one.valid): one.object for one in statements(events, "regimeType")}

    assert regimes[country_id("AF"), "1990"] == Code(scheme="regime-type", code="CLOSED_AUTOCRACY")
    assert regimes[country_id("AF"), "1991"] == Code(scheme="regime-type", code="ELECTORAL_AUTOCRACY")
    assert regimes[country_id("NA"), "1990"] == Code(scheme="regime-type", code="ELECTORAL_DEMOCRACY")
    assert all(one.slot_by_time for one in statements(events, "regimeType"))


def test_what_has_no_code_of_the_register_is_an_entity_of_the_publisher(events: list[Event]) -> None:
    slug = "owid-political-regime"
    subjects = {one.subject for one in statements(events, "regimeType")}

    assert {entity_id(slug, "Place", native) for native in ("OWID_KOS", "Palestine/Gaza", "Taiwan")} <= subjects
    assert frozenset((entity_id(slug, "Place", "Taiwan"), country_id("TW"))) in judged_same(events)
    assert not any(entity_id(slug, "Place", "OWID_KOS") in pair for pair in judged_same(events))


def test_the_world_and_a_union_are_groups_and_have_no_figure(events: list[Event]) -> None:
    world = entity_id("owid-political-regime", "Group", "OWID_WRL")

    assert world in {one.subject for one in statements(events, "name")}
    assert world not in {one.subject for one in statements(events, "regimeType")}
    assert [one.subject for one in statements(events, "militaryExpenditureShare")] == [country_id("AF")]


def test_a_short_name_meets_the_register_by_the_number_beside_it(events: list[Event]) -> None:
    pairs = judged_same(events)

    assert frozenset((entity_id("eiu-democracy-index", "Place", "Saudi"), country_id("SA"))) in pairs
    for name, code in (("Congo (Kinshasa)", "CD"), ("Congo (Brazzaville)", "CG"), ("Russia", "RU")):
        assert frozenset((entity_id("freedom-in-the-world", "Place", name), country_id(code))) in pairs


def test_a_country_is_called_by_its_standard_name_too_where_that_tells_which_it_is(events: list[Event]) -> None:
    called = {(one.subject, one.object) for one in statements(events, "name")}

    def has(dataset: str, name: str, also: str) -> bool:
        return (entity_id(dataset, "Place", name), Text(text=also, lang="en")) in called

    assert has("eiu-democracy-index", "Saudi", "Saudi Arabia")
    assert has("freedom-in-the-world", "Congo (Kinshasa)", "Congo, Democratic Republic of (Zaire)")
    assert not has("freedom-in-the-world", "USSR", "Russia (Soviet Union)")


def test_a_state_that_is_gone_is_not_the_one_that_has_its_number_now(events: list[Event]) -> None:
    judged = {entity for pair in judged_same(events) for entity in pair}

    for name in ("USSR", "Yugoslavia", "Tibet"):
        entity = entity_id("freedom-in-the-world", "Place", name)
        assert entity not in judged
        assert entity not in {one.subject for one in statements(events, "externalId")}
        assert entity in {one.subject for one in statements(events, "freedomStatus")}


def test_ratings_are_whole_numbers_without_a_point(events: list[Event]) -> None:
    kinshasa = entity_id("freedom-in-the-world", "Place", "Congo (Kinshasa)")
    rights = [one.object for one in statements(events, "politicalRightsRating") if one.subject == kinshasa]

    assert rights == [Quantity(min="6", max="6", unit="rating")]


def test_sums_keep_flow_class_and_price_basis_apart_and_state_a_zero(events: list[Event]) -> None:
    suriname = entity_id("gcdf-country-totals", "Place", "115")
    sums = {}
    for one in statements(events, "officialFinanceTotal"):
        if one.subject == suriname:
            assert isinstance(one.object, Money)
            basis, flow = (item.value.code for item in one.qualifiers if isinstance(item.value, Code))
            sums[flow, basis] = one.object.amount
            adjusted = " adjusted" if basis.endswith("ADJUSTED") else ""
            assert (one.object.currency, one.object.basis) == ("USD", f"constant 2021 aiddata{adjusted}")

    assert sums == {
        ("OOF_LIKE", "USD_2021_AIDATA"): "188232720.3394926",
        ("OOF_LIKE", "USD_2021_AIDATA_ADJUSTED"): "10536318.62808259",
        ("ODA_LIKE", "USD_2021_AIDATA"): "5",
        ("ODA_LIKE", "USD_2021_AIDATA_ADJUSTED"): "5",
        ("VAGUE_OFFICIAL", "USD_2021_AIDATA"): "0",
        ("VAGUE_OFFICIAL", "USD_2021_AIDATA_ADJUSTED"): "0",
    }
    assert frozenset((suriname, country_id("SR"))) in judged_same(events)
    assert not any(entity_id("gcdf-country-totals", "Place", "999") in pair for pair in judged_same(events))


class Broken(NamedTuple):
    """A sound piece of the first row, what stands there instead, and how that is refused."""

    publisher: Publisher
    sound: str
    broken: str
    field: str
    rule: str


@pytest.mark.parametrize(
    "cell",
    [
        Broken(REGIMES, "AFG,1990,0", "AFG,1990,4", "Political regime", "unknown-code"),
        Broken(REGIMES, "AFG,1990,0", "AFG,90,0", "Year", "not-a-year"),
        Broken(MILITARY_SHARES, "2.4312537", "NaN", "Military expenditure (% of GDP)", "not-a-number"),
        Broken(EIU, "1.92", "high", "eiu", "not-a-number"),
        Broken(FREEDOM_HOUSE, "1990,6.0,6.0,NF", "1990,8,6.0,NF", "pr", "out-of-scale"),
        Broken(FREEDOM_HOUSE, "1990,6.0,6.0,NF", "1990,6.0,6.0,N", "status", "unknown-code"),
        Broken(FINANCE_TOTALS, "115,", "SUR,", "ccode", "bad-code"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(tmp_path: Path, store: ImportStore, actor: Actor, cell: Broken) -> None:
    (file,) = [name for name in MADE if cell.publisher.editions[0].holds(name)]
    assert cell.sound in MADE[file]
    (tmp_path / file).write_text(MADE[file].replace(cell.sound, cell.broken, 1), encoding="utf-8")

    with pytest.raises(ImportRefusedError) as refused:
        run_imports(cell.publisher, [tmp_path], store, actor)

    (problem,) = refused.value.problems
    assert (problem.line, problem.field, problem.rule) == (2, cell.field, cell.rule)


COLUMNS = sorted({name for one in COUNTRY_INDICATORS for table in one.editions[0].tables for name in table.read})


@given(row=rows(COLUMNS, ["AFG", "OWID_WRL", "1990", "2.0", "6.0", "NF", "Yugoslavia", "345", "Saudi"]))
def test_no_cell_makes_an_importer_fall_over(row: Row) -> None:
    for publisher in COUNTRY_INDICATORS:
        assert outcome(publisher.reads(publisher.editions[0].tables[0]), row) is not None


# The real files


def lines(test_data: Path, start: str) -> list[dict[str, str]]:
    (path,) = (test_data / FOLDER).glob(f"{start}*.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def real(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    imports = [(publisher, [test_data / FOLDER]) for publisher in COUNTRY_INDICATORS]
    return events_of(imports, tmp_path_factory.mktemp("real-indicators"))


def test_every_year_of_a_regime_comes_out(test_data: Path, real: list[Event]) -> None:
    expected = Counter((line["Year"], line["Political regime"]) for line in lines(test_data, "owid_political"))
    numbers = {
        "CLOSED_AUTOCRACY": "0",
        "ELECTORAL_AUTOCRACY": "1",
        "ELECTORAL_DEMOCRACY": "2",
        "LIBERAL_DEMOCRACY": "3",
    }

    found = Counter(
        (one.valid, numbers[one.object.code]) for one in statements(real, "regimeType") if isinstance(one.object, Code)
    )

    assert found == expected
    assert found.total() == 5842


def test_military_shares_come_out_but_for_those_of_a_union(test_data: Path, real: list[Event]) -> None:
    rows = [line for line in lines(test_data, "owid_sipri") if not line["Entity"].startswith("European Union")]
    expected = Counter((line["Year"], Decimal(line["Military expenditure (% of GDP)"])) for line in rows)

    found = Counter(
        (one.valid, Decimal(one.object.min or "0"))
        for one in statements(real, "militaryExpenditureShare")
        if isinstance(one.object, Quantity)
    )

    assert found == expected
    assert found.total() == 5122


def test_classes_of_freedom_are_counted_as_the_file_has_them(test_data: Path, real: list[Event]) -> None:
    letters = {"FREE": "F", "PARTLY_FREE": "PF", "NOT_FREE": "NF"}
    expected = Counter((line["year"], line["status"]) for line in lines(test_data, "fh"))

    found = Counter(
        (one.valid, letters[one.object.code])
        for one in statements(real, "freedomStatus")
        if isinstance(one.object, Code)
    )

    assert found == expected


@pytest.mark.parametrize("column", ["oda_adj", "oof_adj", "vof_adj", "oda_amt", "oof_amt", "vof_amt"])
def test_sums_of_a_flow_add_up_to_those_of_the_file(test_data: Path, real: list[Event], column: str) -> None:
    flow = {"oda": "ODA_LIKE", "oof": "OOF_LIKE", "vof": "VAGUE_OFFICIAL"}[column[:3]]
    basis = "USD_2021_AIDATA_ADJUSTED" if column.endswith("adj") else "USD_2021_AIDATA"
    key = {Code(scheme="flow-class", code=flow), Code(scheme="deflator", code=basis)}

    amounts = [
        Decimal(one.object.amount)
        for one in statements(real, "officialFinanceTotal")
        if isinstance(one.object, Money) and {item.value for item in one.qualifiers} == key
    ]

    assert sum(amounts) == sum(Decimal(line[column]) for line in lines(test_data, "aiddata"))


def test_both_columns_of_the_sums_are_in_money_of_2021(test_data: Path) -> None:
    """In most rows they are one number, though prices rose from 2000 to 2021: neither can be nominal."""
    rows = lines(test_data, "aiddata")
    early = [line for line in rows if int(line["year"]) <= 2010 and Decimal(line["oof_amt"])]

    equal = sum(abs(Decimal(line["oof_amt"]) - Decimal(line["oof_adj"])) < 1 for line in early)

    assert equal / len(early) > 0.9


@pytest.mark.parametrize(("start", "column"), [("eiu", "eiu_country"), ("fh", "fh_country")])
def test_the_numbers_of_states_agree_with_the_names_beside_them(test_data: Path, start: str, column: str) -> None:
    by_name = {
        (line["cown"], match.code)
        for line in lines(test_data, start)
        if line["cown"] and (match := match_country(line[column])) is not None
    }

    assert len(by_name) > 150
    assert {(number, code) for number, code in by_name if STATES[int(number)] != code} == set()


def test_every_state_that_got_finance_is_a_country_of_the_register(test_data: Path, real: list[Event]) -> None:
    numbers = {line["ccode"] for line in lines(test_data, "aiddata")}
    countries = {alpha2(code) for code in (line["Code"] for line in lines(test_data, "owid_sipri"))} - {None}

    assert numbers <= {str(number) for number in STATES}
    assert len(numbers) == 138
    for number in numbers:
        theirs = entity_id("gcdf-country-totals", "Place", number)
        assert frozenset((theirs, country_id(STATES[int(number)]))) in judged_same(real)
    assert len(countries) > 100


def test_two_publishers_may_class_one_country_differently(real: list[Event]) -> None:
    """Freedom House and V-Dem are not one opinion; each stands under its own data set."""
    origins = {one.origin.dataset for name in ("regimeType", "freedomStatus") for one in statements(real, name)}

    assert origins == {"owid-political-regime", "freedom-in-the-world"}


def test_a_name_is_never_the_register_s_entity_itself(real: list[Event]) -> None:
    by_name = {one.subject for one in statements(real, "democracyIndex") + statements(real, "freedomStatus")}

    assert by_name.isdisjoint(country_id(code) for code in STATES.values())


@pytest.mark.parametrize("publisher", COUNTRY_INDICATORS, ids=lambda publisher: publisher.name)
def test_the_same_file_again_appends_nothing(
    test_data: Path, store: ImportStore, actor: Actor, publisher: Publisher
) -> None:
    run_imports(publisher, [test_data / FOLDER], store, actor)
    before = store.log.head()

    (again,) = run_imports(publisher, [test_data / FOLDER], store, actor)

    assert (again.known, store.log.head()) == (True, before)
