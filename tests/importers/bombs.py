"""A publisher whose tables are in whatever form a harmful file has."""

from dataclasses import replace
from pathlib import Path

from tests.importers.census import CENSUS

from watchgraph_importers.publishers import Format, Publisher

FORMS = {".xlsx": Format.WORKBOOK, ".json": Format.JSON, ".jsonl": Format.JSON_LINES}


def publisher_of(path: Path) -> Publisher:
    """Declare the file as a table."""
    form = FORMS.get(Path(path.name.removesuffix(".gz")).suffix, Format.CSV)
    sheet = "Sheet" if form is Format.WORKBOOK else None
    table = replace(CENSUS.editions[0].tables[0], file=r"bomb\..*", format=form, sheet=sheet)
    return replace(CENSUS, editions=(replace(CENSUS.editions[0], tables=(table,)),))
