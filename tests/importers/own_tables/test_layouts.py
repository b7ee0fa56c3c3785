from pathlib import Path

import pytest
from tests.importers.made_workbooks import write_workbook

from watchgraph_importers.errors import ImportRefusedError
from watchgraph_importers.files import SourceFile
from watchgraph_importers.own_tables import draft_of
from watchgraph_importers.own_tables.layouts import Layout, layout_of


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("id,city\n1,Nairobi\n", Layout(sheet=None, delimiter=",", header=1)),
        ("id;city;cost\n1;Nairobi;1,5\n", Layout(sheet=None, delimiter=";", header=1)),
        ("id\tcity\n1\tNairobi\n", Layout(sheet=None, delimiter="\t", header=1)),
        ("Cameras of the towns,,\n,,\nid,city,remarks\n1,Nairobi,\n", Layout(sheet=None, delimiter=",", header=3)),
        ("id\n1\n", Layout(sheet=None, delimiter=",", header=1)),
        ("\n", Layout(sheet=None, delimiter=",", header=1)),
    ],
)
def test_the_layout_of_a_text_is_seen_from_its_first_lines(text: str, layout: Layout) -> None:
    assert layout_of(SourceFile.of("towns.csv", text.encode()), None) == layout


def test_the_only_sheet_of_a_workbook_is_meant_and_its_title_is_no_header(tmp_path: Path) -> None:
    write_workbook(tmp_path / "towns.xlsx", {"Towns": [["Cameras of the towns"], ["id", "city"], ["1", "Nairobi"]]})

    found = layout_of(SourceFile.read(tmp_path / "towns.xlsx"), None)

    assert found == Layout(sheet="Towns", delimiter=",", header=2)


def test_of_several_sheets_one_has_to_be_named(tmp_path: Path) -> None:
    write_workbook(tmp_path / "towns.xlsx", {"Notes": [["about"]], "Towns": [["id"], ["1"]]})

    with pytest.raises(ImportRefusedError, match="say which sheet by --sheet: it has 'Notes', 'Towns'"):
        draft_of(SourceFile.read(tmp_path / "towns.xlsx"))


def test_a_drafted_city_is_told_from_its_namesakes_by_its_country() -> None:
    text = "id,city,country\n1,San José,Costa Rica\n2,San José,United States\n"

    drafted = draft_of(SourceFile.of("towns.csv", text.encode()))

    assert 'kind = "Place"\nwithin = "country"\n' in drafted
    assert 'about = { column = "city", kind = "Place", within = "country" }' in drafted
