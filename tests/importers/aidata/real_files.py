"""AidData's real files: their raw rows, what is said of them, and extracts small enough for a test."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

from watchgraph_importers.acts import Act
from watchgraph_importers.files import SourceFile
from watchgraph_importers.publishers import Publisher, Row
from watchgraph_importers.tables import TableReader

GCOF = Path("aidata-gcof-v1") / "gcof_v1.csv.gz"
GEO = Path("aidata-gcdf3") / "gcdf3_geo_final_input.csv.gz"
LARGE = Path("aidata-gcdf3") / "gcdf3_large_with_descriptions.csv.gz"


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
