"""Rows as the pipeline hands them over, the real files' raw rows, and statements picked out."""

import csv
import gzip
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from watchgraph_importers.acts import Act, NotData, Stated
from watchgraph_importers.errors import FieldError
from watchgraph_importers.files import SourceFile
from watchgraph_importers.publishers import Publisher, Row
from watchgraph_importers.tables import TableReader

GCOF = Path("aidata-gcof-v1") / "gcof_v1.csv.gz"
GEO = Path("aidata-gcdf3") / "gcdf3_geo_final_input.csv.gz"
LARGE = Path("aidata-gcdf3") / "gcdf3_large_with_descriptions.csv.gz"


def made_row(cells: Mapping[str, str]) -> Row:
    """Make a row; the pipeline leaves empty cells out."""
    kept = {column: text.strip() for column, text in cells.items() if text.strip()}
    return Row(file="made.csv", sheet="made", line=2, edition="made", cells=kept)


def stated(acts: Iterable[Act], predicate: str) -> list[Stated]:
    """Pick the statements of one predicate."""
    return [act for act in acts if isinstance(act, Stated) and act.predicate == predicate]


def raw_rows(path: Path) -> list[dict[str, str]]:
    """Read a real file without any code of ours."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def cut(source: Path, target: Path, column: str, kept: frozenset[int]) -> None:
    """Copy one row in sixty of a real file, and the rows of some ids."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = [row for row in reader if int(row[column]) % 60 == 7 or int(row[column]) in kept]
        header = list(reader.fieldnames or [])
    with gzip.open(target, "wt", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, header)
        writer.writeheader()
        writer.writerows(rows)


def real_acts(publisher: Publisher, path: Path) -> Iterator[tuple[Row, list[Act]]]:
    """Say what every row of a real file states."""
    file = SourceFile.read(path)
    for edition in publisher.editions:
        for table in edition.tables:
            if table.holds(path.name):
                reader = TableReader(file, table, edition.name)
                claims = publisher.reads(table)
                for row in reader.rows():
                    yield row, list(claims(row))
                assert not reader.problems


def answers_politely(acts: Iterator[Act]) -> bool:
    """Whether a row states, is no data or is refused with a field; any other exception is a defect."""
    try:
        return all(isinstance(act, Act | NotData) for act in acts)
    except FieldError as error:
        return bool(error.field and error.rule)
