import csv
from pathlib import Path

import pytest
from hypothesis import given
from tests.importers.imports import events_of, statements
from tests.importers.rows import outcome, rows

from watchgraph.domain.events.base import Event
from watchgraph.domain.identifiers import country_id, entity_id
from watchgraph.domain.statements import Statement
from watchgraph.domain.values import Code, EntityRef, Text
from watchgraph.log import Actor
from watchgraph_importers.country_codes import COUNTRY_CODES, TABLE, claims
from watchgraph_importers.errors import ImportRefusedError
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.publishers import Row

SLUG = "country-codes"
NAMIBIA = {
    "ISO3166-1-Alpha-2": "NA",
    "ISO3166-1-Alpha-3": "NAM",
    "ISO3166-1-numeric": "516",
    "M49": "516",
    "official_name_en": "Namibia",
    "official_name_ru": "Намибия",
    "official_name_ar": "ناميبيا",
    "UNTERM French Short": "Namibie (la)",
    "CLDR display name": "Namibia",
    "is_independent": "Yes",
    "ISO4217-currency_alphabetic_code": "NAD,ZAR",
    "Capital": " Windhoek",
    "Intermediate Region Code": "18",
    "Intermediate Region Name": "Southern Africa",
    "Sub-region Code": "202",
    "Sub-region Name": "Sub-Saharan Africa",
    "Region Code": "2",
    "Region Name": "Africa",
    "Global Code": "1",
    "Global Name": "World",
    "IOC": "\u00a0",
    "wikidata_id": "https://www.wikidata.org/wiki/Q1030",
}
FRENCH_PART = {
    "ISO3166-1-Alpha-2": "MQ",
    "CLDR display name": "Martinique",
    "is_independent": "Part of FR",
    "Least Developed Countries (LDC)": "x",
}
USA = {
    "ISO3166-1-Alpha-2": "US",
    "CLDR display name": "US",
    "official_name_en": "United States of America",
    "is_independent": "Yes",
}


def write(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, sorted(TABLE.known), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    folder = tmp_path_factory.mktemp("codes")
    file = write(folder / "country-codes.csv", NAMIBIA, FRENCH_PART, USA)
    return events_of([(COUNTRY_CODES, [file])], folder)


def of(events: list[Event], predicate: str, code: str) -> list[Statement]:
    return [one for one in statements(events, predicate) if one.subject == country_id(code)]


def names(found: list[Statement]) -> dict[tuple[str, str], str]:
    """Kind of name by language and text."""
    named = {}
    for one in found:
        assert isinstance(one.object, Text)
        (kind,) = [item.value.code for item in one.qualifiers if isinstance(item.value, Code)]
        named[one.object.lang, one.object.text] = kind
    return named


def test_namibia_is_a_country_although_its_code_reads_like_none(events: list[Event]) -> None:
    assert names(of(events, "name", "NA")) == {
        ("en", "Namibia"): "PRIMARY",
        ("ru", "Намибия"): "ALIAS",
        ("ar", "ناميبيا"): "ALIAS",
        ("fr", "Namibie (la)"): "ALIAS",
    }


def test_a_short_name_that_is_an_abbreviation_does_not_come_first(events: list[Event]) -> None:
    assert names(of(events, "name", "US")) == {
        ("en", "United States of America"): "PRIMARY",
        ("en", "US"): "ABBREVIATION",
    }


def test_codes_come_with_their_scheme_and_blanks_are_none(events: list[Event]) -> None:
    codes = {
        one.qualifiers[0].value.code: one.object.text
        for one in of(events, "externalId", "NA")
        if isinstance(one.object, Text) and isinstance(one.qualifiers[0].value, Code)
    }

    assert codes == {
        "ISO_3166_1_ALPHA_2": "NA",
        "ISO_3166_1_ALPHA_3": "NAM",
        "ISO_3166_1_NUMERIC": "516",
        "M49": "516",
        "QID": "Q1030",
    }


def test_a_country_lies_in_its_regions_and_each_in_the_next(events: list[Event]) -> None:
    def group(native: str) -> EntityRef:
        return EntityRef(id=entity_id(SLUG, "Group", native))

    lies_in = {one.object for one in of(events, "partOf", "NA")}
    inner = [one for one in statements(events, "partOf") if one.subject == group("018").id]

    assert lies_in == {group(native) for native in ("018", "202", "002", "001")}
    assert [one.object for one in inner] == [group("202")]
    assert {one.object for one in of(events, "partOf", "MQ")} == {group("LDC")}


def test_the_capital_is_a_city_of_the_country_with_a_name(events: list[Event]) -> None:
    city = entity_id(SLUG, "Place", "Windhoek, NA")

    assert [one.object for one in of(events, "capital", "NA")] == [EntityRef(id=city)]
    called = names([one for one in statements(events, "name") if one.subject == city])
    assert called == {("en", "Windhoek"): "RAW", ("und", " Windhoek"): "RAW"}


def test_two_currencies_in_a_cell_are_two_claims(events: list[Event]) -> None:
    assert {one.object for one in of(events, "currency", "NA")} == {
        Code(scheme="currency", code="NAD"),
        Code(scheme="currency", code="ZAR"),
    }


def test_a_part_of_a_state_says_of_which(events: list[Event]) -> None:
    (martinique,) = of(events, "sovereignty", "MQ")

    assert martinique.object == Code(scheme="sovereignty", code="PART")
    assert [item.value for item in martinique.qualifiers] == [EntityRef(id=country_id("FR"))]


@pytest.mark.parametrize(
    ("column", "cell", "rule"),
    [
        ("ISO3166-1-Alpha-2", "ZZ", "unknown-code"),
        ("M49", "none", "bad-code"),
        ("wikidata_id", "https://example.org/Q1", "bad-code"),
        ("is_independent", "Colony of XX", "unknown-code"),
        ("ISO4217-currency_alphabetic_code", "US Dollar", "bad-code"),
    ],
)
def test_a_code_that_is_none_is_refused(
    tmp_path: Path, store: ImportStore, actor: Actor, column: str, cell: str, rule: str
) -> None:
    file = write(tmp_path / "country-codes.csv", {**NAMIBIA, column: cell})

    with pytest.raises(ImportRefusedError) as refused:
        run_imports(COUNTRY_CODES, [file], store, actor)

    (problem,) = refused.value.problems
    assert (problem.line, problem.field, problem.value, problem.rule) == (2, column, cell, rule)


@given(row=rows(TABLE.read, ["NA", "FR", "516", "Yes", "x", "Part of FR"]))
def test_no_cell_makes_the_importer_fall_over(row: Row) -> None:
    assert outcome(claims, row)


# The real file


@pytest.fixture(scope="module")
def real(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    return events_of([(COUNTRY_CODES, [test_data / SLUG])], tmp_path_factory.mktemp("real-codes"))


@pytest.fixture(scope="module")
def lines(test_data: Path) -> list[dict[str, str]]:
    with (test_data / SLUG / "country-codes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_countries_of_the_file_have_their_names_in_six_languages(
    real: list[Event], lines: list[dict[str, str]]
) -> None:
    columns = {"ar": "ar", "cn": "zh", "en": "en", "es": "es", "fr": "fr", "ru": "ru"}
    stated = {
        (one.subject, one.object.lang, one.object.text)
        for one in statements(real, "name")
        if isinstance(one.object, Text)
    }

    assert len(lines) == 249
    for line in lines:
        country = country_id(line["ISO3166-1-Alpha-2"])
        for suffix, lang in columns.items():
            assert (country, lang, line[f"official_name_{suffix}"].strip()) in stated


def test_standing_and_capitals_are_counted_as_the_file_has_them(real: list[Event], lines: list[dict[str, str]]) -> None:
    independent = Code(scheme="sovereignty", code="INDEPENDENT")

    assert sum(one.object == independent for one in statements(real, "sovereignty")) == sum(
        line["is_independent"] == "Yes" for line in lines
    )
    assert len(statements(real, "sovereignty")) == len(lines)
    assert len(statements(real, "capital")) == sum(bool(line["Capital"].strip()) for line in lines)


def test_the_same_file_again_appends_nothing(test_data: Path, store: ImportStore, actor: Actor) -> None:
    run_imports(COUNTRY_CODES, [test_data / SLUG], store, actor)
    before = store.log.head()

    (again,) = run_imports(COUNTRY_CODES, [test_data / SLUG], store, actor)

    assert (again.known, store.log.head()) == (True, before)
