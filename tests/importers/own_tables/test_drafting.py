from textwrap import dedent

from watchgraph_importers.files import SourceFile
from watchgraph_importers.own_tables import draft_of


def test_a_draft_guesses_what_columns_are_and_says_so() -> None:
    table = dedent("""\
        Id,Title,Country,Supplier,Start,Number of cameras,Status
        1,A,Serbia,X; Y,2020,5,live
        2,B,Kenya,Z,2021,6,ended
        """)

    drafted = draft_of(SourceFile.of("my table.csv", table.encode()))

    lines = (
        'slug = "my-table"',
        'record = ["Id"]',
        'name = "Title"',
        'valid = "Start"',
        "country = true",
        'predicate = "supplies"',
        'split = ";"',
        'predicate = "installedCameras"',
        'values = { "live" = "", "ended" = "" }',
    )
    assert [line for line in lines if line not in drafted] == []
