from pathlib import Path

import pytest
from tests.importers.made_workbooks import write_workbook

from watchgraph_importers.errors import FileRefusedError
from watchgraph_importers.files import SourceFile
from watchgraph_importers.publishers import Format, Row, Table
from watchgraph_importers.tables import TableReader


def read(name: str, text: str, table: Table) -> tuple[list[Row], list[str]]:
    """Rows of a text, and the rules that it breaks with the fields concerned."""
    reader = TableReader(SourceFile.of(name, text.encode()), table, "first")
    rows = list(reader.rows())
    return rows, [f"{problem.rule} {problem.field} {problem.line}" for problem in reader.problems]


def cameras(form: Format, *, free: bool = False, optional: frozenset[str] = frozenset()) -> Table:
    return Table(file=".*", format=form, free=free, optional=optional, read=frozenset({"id", "maker"}))


def test_what_stands_above_the_header_is_preface_and_lines_without_words_are_blank() -> None:
    table = Table(file=".*", read=frozenset({"id"}), ignored=frozenset({"note"}), header=3)

    rows, problems = read("cameras.csv", "About this file,\n,\nid,note\n1,x\n,\n,only a note\n", table)

    assert not problems
    assert [(row.line, row.idle, row["id"]) for row in rows] == [
        (1, "preface", ""),
        (2, "preface", ""),
        (4, "", "1"),
        (5, "blank", ""),
        (6, "", ""),
    ]


def test_white_space_around_a_cell_is_dropped_and_kept_beside() -> None:
    table = Table(file=".*", read=frozenset({"id", "maker"}))

    (row,), _ = read("cameras.csv", "id,maker\n1, Zonko\t\n", table)

    assert row["maker"] == "Zonko"
    assert row.padded == {"maker": " Zonko\t"}


def test_a_file_that_ends_above_its_header_is_refused() -> None:
    table = Table(file=".*", read=frozenset({"id"}), header=4)

    rows, problems = read("cameras.csv", "id\n1\n", table)

    assert (rows, problems) == ([], ["empty-table  4"])


def test_columns_without_a_name_go_by_letters_and_second_ones_by_both() -> None:
    table = Table(file=".*", read=frozenset({"share", "share (C)", "B"}))

    (row,), problems = read("shares.csv", "share,,share\n1,2,3\n", table)

    assert not problems
    assert (row["share"], row["B"], row["share (C)"]) == ("1", "2", "3")


def test_a_header_may_stand_further_down_in_a_workbook(tmp_path: Path) -> None:
    table = Table(file=".*", sheet="Data", read=frozenset({"id"}), header=2)
    path = tmp_path / "book.xlsx"
    write_workbook(path, {"Data": [["by the office"], ["id"], ["7"]]})

    rows = list(TableReader(SourceFile.read(path), table, "first").rows())

    assert [(row.idle, row["id"]) for row in rows] == [("preface", ""), ("", "7")]


def test_records_of_an_array_are_numbered_and_their_values_are_text() -> None:
    text = '[{"id": 1.10, "maker": null}, {"id": true, "maker": ["A", {"b": 2}]}]'

    rows, problems = read("cameras.json", text, cameras(Format.JSON))

    assert not problems
    assert [(row.sheet, row.line, row["id"], row["maker"]) for row in rows] == [
        ("cameras", 1, "1.10", ""),
        ("cameras", 2, "true", '["A",{"b":2}]'),
    ]


def test_lines_of_json_keep_the_numbers_of_their_lines() -> None:
    rows, problems = read("c.jsonl", '{"id": "1", "maker": "A"}\n\n{"id": "2"}\n', cameras(Format.JSON_LINES))

    assert not problems
    assert [(row.line, row["id"]) for row in rows] == [(1, "1"), (3, "2")]


def test_a_geojson_feature_is_its_properties_and_its_point() -> None:
    feature = '{"properties": {"id": 5, "height": "4"}, "geometry": {"type": "Point", "coordinates": [20.50, 44.78]}}'
    table = Table(file=".*", format=Format.GEOJSON, free=True, read=frozenset({"id", "@longitude", "@latitude"}))

    (row,), problems = read("c.geojson", f'{{"type": "FeatureCollection", "features": [{feature}]}}', table)

    assert not problems
    assert row.cells == {"id": "5", "@longitude": "20.50", "@latitude": "44.78"}


def test_keys_of_records_are_checked_like_columns_once_each() -> None:
    rows, problems = read("c.json", '[{"id": 1, "makers": "A"}, {"id": 2, "makers": "B"}]', cameras(Format.JSON))

    assert len(rows) == 2
    assert problems == ["unknown-column makers 1", "missing-column maker 1"]


@pytest.mark.parametrize(
    ("form", "text", "rule"),
    [
        (Format.JSON, '{"id": 1}', "not-an-array"),
        (Format.JSON, "[1]", "not-an-object"),
        (Format.JSON, "[{", "not-json"),
        (Format.JSON, "[" * 100_000, "not-json"),
        (Format.JSON_LINES, '{"id": 1}\nnothing\n', "not-json"),
        (Format.GEOJSON, "[]", "not-geojson"),
        (Format.GEOJSON, '{"features": [{"properties": {}, "geometry": null}]}', "not-an-object"),
    ],
)
def test_what_is_no_json_of_the_form_is_refused_with_its_rule(form: Format, text: str, rule: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read("c.json", text, cameras(form))

    assert refused.value.problem.rule == rule


def test_rows_equal_in_what_identifies_them_are_numbered() -> None:
    table = Table(file=".*", read=frozenset({"day", "place", "faces"}), identified_by=("day", "place"))

    rows, problems = read("days.csv", "day,place,faces\n1,A,7\n1,B,7\n1,A,9\n2,A,7\n1, A ,8\n", table)

    assert not problems
    assert [row.ordinal for row in rows] == [1, 1, 2, 1, 3]
